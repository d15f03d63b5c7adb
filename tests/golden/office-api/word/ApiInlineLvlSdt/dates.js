let doc = Api.GetDocument();
let say = (...values) => { let p = Api.CreateParagraph(); p.AddText(values.map(String).join(" | ")); doc.Push(p); };
let picker = Api.CreateDatePickerContentControl({format: "mm/dd/yyyy", lang: "en-US"});
let paragraph = doc.GetElement(0);
paragraph.AddInlineLvlSdt(picker);
say(picker.IsDatePicker(), picker.SetDate(new Date(Date.UTC(2022, 3, 12, 13, 5, 9))), paragraph.GetText(), picker.GetDate().toISOString());
for (let format of ["dddd, mmmm dd, yyyy", "dd mmmm yyyy", "dd-mmm-yy", "mmmm yy", "mm/dd/yyyy hh:mm:ss AM/PM", "hh:mm", "yyyy-mm-dd", "d/m/yy"])
    say(format, picker.SetDateFormat(format), paragraph.GetText());
say(picker.SetDate("2020-01-01"), paragraph.GetText());
for (let lang of ["ru-RU", "de-DE", "fr-FR", "es-ES"]) {
    let made = Api.CreateDatePickerContentControl({format: "dddd, mmmm dd, yyyy", lang: lang});
    made.SetDate(new Date(Date.UTC(2022, 3, 2)));
    say(lang, made.GetElement(0).GetText());
}

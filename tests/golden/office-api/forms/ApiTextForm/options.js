builder.CreateFile("pdf");
let doc = Api.GetDocument();
let say = (...values) => { let p = Api.CreateParagraph(); p.AddText(values.map(String).join(" | ")); doc.Push(p); };
let base = (form) => say(form.GetClassType(), form.GetFormType(), form.GetFormKey(), form.GetTipText(), form.GetPlaceholderText(), form.GetText(), form.GetTag(), form.GetRole(), form.GetLock(), form.IsRequired(), form.IsFixed(), form.IsFilled());
let form = Api.CreateTextForm({key: "K", comb: true, maxCharacters: 10, cellWidth: 3, multiLine: false, autoFit: false});
doc.GetElement(0).AddElement(form);
say(form.IsComb(), form.IsMultiline(), form.IsAutoFit(), form.SetCellWidth(7), form.SetComb(false), form.IsComb(), form.SetCellWidth(7));
say(form.SetMultiline(true), form.IsMultiline(), form.SetAutoFit(true), form.IsAutoFit());
form.ToFixed(5000, 500);
say(form.SetMultiline(true), form.IsMultiline(), form.SetAutoFit(true), form.IsAutoFit());
say(form.GetAllowedSymbols(), form.SetAllowedSymbols("0123"), form.GetAllowedSymbols(), form.SetAllowedSymbols(5));
for (let format of [{type: "digit"}, {type: "letter"}, {type: "mask", value: "999-99"}, {type: "regExp", value: "[0-9]+"}, {type: "other"}, {}, "digit", null])
    say(JSON.stringify(format), form.SetFormat(format), JSON.stringify(form.GetFormat()));
builder.SaveFile("docx", "out.docx");
builder.CloseFile();

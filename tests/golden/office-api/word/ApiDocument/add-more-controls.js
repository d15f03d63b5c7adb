let doc = Api.GetDocument();
let say = (...values) => { let p = Api.CreateParagraph(); p.AddText(values.map(String).join(" | ")); doc.Push(p); };
say(doc.AddDropDownListContentControl([{display: "R", value: "r"}], 0).IsDropDownList());
say(doc.AddDatePickerContentControl({format: "dd.mm.yyyy"}).IsDatePicker());
say(doc.AddPictureContentControl(100000, 100000).IsPicture());

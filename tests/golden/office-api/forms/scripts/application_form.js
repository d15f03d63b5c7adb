builder.CreateFile("docxf");
var oDocument = Api.GetDocument();
var oParagraph = oDocument.GetElement(0);
oParagraph.AddText("Application");
oParagraph.SetJc("center");
function field(label, form) {
  var p = Api.CreateParagraph();
  p.AddText(label + ": ");
  p.AddElement(form);
  oDocument.Push(p);
  return form;
}
var name = field("Name", Api.CreateTextForm({ key: "Name", tip: "Enter your name", required: true, placeholder: "First and last name", comb: false, maxCharacters: 40, cellWidth: 3, multiLine: false, autoFit: false }));
name.SetText("Jane Roe");
var country = field("Country", Api.CreateComboBoxForm({ key: "Country", tip: "Choose", required: true, placeholder: "Country", editable: false, autoFit: false, items: ["Latvia", "USA", "UK"] }));
country.SelectListValue("USA");
var agree = field("I agree", Api.CreateCheckBoxForm({ key: "Agree", tip: "Tick", required: true, placeholder: "agree", radio: false }));
agree.SetChecked(true);
var m = field("Married", Api.CreateCheckBoxForm({ key: "Status", tip: "", radio: true }));
m.SetRadioGroup("Status");
var lines = [];
oDocument.GetAllForms().forEach(function (form) {
  lines.push([form.GetFormKey(), form.GetClassType(), form.GetFormType(), form.GetTipText(), form.IsRequired(), form.GetText()].join(","));
});
var p = Api.CreateParagraph();
p.AddText(lines.join(" | "));
oDocument.Push(p);
builder.SaveFile("docxf", "form.docxf");
builder.CloseFile();

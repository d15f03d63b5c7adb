const doc = Api.GetDocument();
const put = (text) => { const p = Api.CreateParagraph(); p.AddText(text); doc.Push(p); return p; };
const items = [{ display: "One", value: "1" }, { display: "Two", value: "2" }];
const notes = [];
[Api.CreateComboBoxContentControl(items), Api.CreateComboBoxContentControl(items, 1), Api.CreateDropDownListContentControl(items, 0)].forEach((control) => {
  const p = put("List: "); p.AddElement(control);
  const list = control.GetDropdownList();
  const say = () => notes.push(p.GetText().trim() + " of " + list.GetAllItems().map((item) => item.GetText() + "=" + item.GetValue()).join(", "));
  say(); list.GetItem(1).SetText("New"); say(); list.GetItem(0).SetText("Other"); say(); list.GetItem(1).SetValue("v"); say(); list.GetItem(1).SetText(""); say(); list.GetItem(0).Delete(); say();
});
notes.forEach(put);

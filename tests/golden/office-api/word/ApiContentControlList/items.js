let doc = Api.GetDocument();
let say = (...values) => { let p = Api.CreateParagraph(); p.AddText(values.map(String).join(" | ")); doc.Push(p); };
let combo = Api.CreateComboBoxContentControl([{display: "Yes", value: "y"}, {display: "No", value: "n"}], 0);
doc.GetElement(0).AddInlineLvlSdt(combo);
let list = combo.GetDropdownList();
let all = () => list.GetAllItems().map((item) => item.GetText() + "=" + item.GetValue()).join(", ");
say(list.GetClassType(), list.GetElementsCount(), list.GetItem(0).GetText(), list.GetParent().GetClassType());
say(list.Add("Maybe", "m"), list.Add("Maybe", "m"), list.Add("Maybe", "m2"), list.Add("Zero", "z", 0), list.Add("Far", "f", 99), list.Add("Same"), list.Add(""), list.Add());
say(all());
say(list.Clear(), list.GetElementsCount(), doc.GetElement(0).GetText());
let caught = "";
try { list.GetItem(5); } catch (error) { caught = "caught"; }
say(caught);

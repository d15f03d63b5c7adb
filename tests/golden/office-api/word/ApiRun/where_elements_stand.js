const doc = Api.GetDocument();
const put = (text) => { const p = Api.CreateParagraph(); p.AddText(text); doc.Push(p); return p; };
const first = put("one"); const run = first.AddText("two");
const table = Api.CreateTable(1, 2); doc.Push(table);
const control = Api.CreateBlockLvlSdt(); doc.Push(control);
const kind = (v) => (v === null ? "null" : v.GetClassType());
const cell = table.GetCell(0, 1).GetContent();
const notes = [kind(run.GetParent()), kind(first.GetParent()), kind(table.GetParent()), kind(cell.GetElement(0).GetParent()), kind(control.GetContent().GetElement(0).GetParent()), kind(Api.CreateParagraph().GetParent()), kind(Api.CreateRun().GetParent()),
  run.GetPosInParent(), Api.CreateRun().GetPosInParent(), first.GetElementIndex(run), doc.GetElementIndex(first), doc.GetElementIndex(table), cell.GetElementIndex(first), first.IsEmpty(), Api.CreateParagraph().IsEmpty(), table.GetColumnsCount(), table.GetColsCount()];
run.SetText("three\tfour"); notes.push(run.GetText(), kind(run.SetText("five")));
put(notes.join(" "));

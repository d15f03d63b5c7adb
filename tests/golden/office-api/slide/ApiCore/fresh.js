const core = Api.GetPresentation().GetCore(), slide = Api.GetPresentation().GetSlideByIndex(0), lines = [];
slide.RemoveAllObjects();
for (const name of ["Revision", "Title", "Subject", "Category", "Keywords", "ContentStatus", "Identifier", "Language", "Version", "Description"]) lines.push(name + "=" + JSON.stringify(core["Get" + name]()));
const said = Api.CreateShape("rect", 9000000, 6000000);
lines.forEach(line => { const p = Api.CreateParagraph(); p.AddText(line); said.GetDocContent().Push(p); });
slide.AddObject(said);

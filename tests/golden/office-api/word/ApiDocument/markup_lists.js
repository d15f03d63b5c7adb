const doc = Api.GetDocument();
const put = (text) => { const p = Api.CreateParagraph(); p.AddText(text); doc.Push(p); return p; };
put("quotes \"x\" 'y' <a> & more");
const numbered = doc.CreateNumbering("numbered"), other = doc.CreateNumbering("numbered"), bullets = doc.CreateNumbering("bullet");
other.GetLevel(0).SetCustomType("upperRoman", "(%1)", "left"); other.GetLevel(0).SetStart(4);
[["a", 0, numbered], ["b", 0, numbered], ["b1", 1, numbered], ["b2", 1, numbered], ["b2x", 2, numbered], ["b3", 1, numbered], ["c", 0, numbered], ["c1", 1, numbered], ["IV", 0, other], ["V", 0, other], ["x", 0, bullets], ["y", 1, bullets], ["VI", 0, other], ["w", 0, bullets]]
  .forEach(([text, level, list]) => put(text).SetNumbering(list.GetLevel(level)));
put("between"); put("deep").SetNumbering(numbered.GetLevel(2)); put("top").SetNumbering(numbered.GetLevel(0));
const said = [doc.ToMarkdown(), doc.ToHtml(false, false, false, true), doc.ToHtml()];
said.forEach(put);

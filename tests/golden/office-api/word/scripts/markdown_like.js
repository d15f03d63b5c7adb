const doc = Api.GetDocument();
const source = "# Title\nSome *bold* words and _italic_ ones.\n## Part one\n- first\n- second\n1. one\n2. two\n> quoted\n`code` here";
const bullets = doc.CreateNumbering("bullet"), numbers = doc.CreateNumbering("numbered");
function inline(paragraph, text) {
  text.split(/(\*[^*]+\*|_[^_]+_|`[^`]+`)/).filter(s => s).forEach(part => {
    const run = Api.CreateRun();
    if (/^\*.*\*$/.test(part)) { run.AddText(part.slice(1, -1)); run.SetBold(true); }
    else if (/^_.*_$/.test(part)) { run.AddText(part.slice(1, -1)); run.SetItalic(true); }
    else if (/^`.*`$/.test(part)) { run.AddText(part.slice(1, -1)); run.SetFontFamily("Courier New"); run.SetShd("clear", 230, 230, 230); }
    else run.AddText(part);
    paragraph.AddElement(run);
  });
}
source.split("\n").forEach(line => {
  const p = Api.CreateParagraph();
  let m;
  if ((m = /^(#+) (.*)$/.exec(line))) { p.SetStyle(doc.GetStyle("Heading " + m[1].length)); inline(p, m[2]); }
  else if ((m = /^- (.*)$/.exec(line))) { p.SetNumbering(bullets.GetLevel(0)); inline(p, m[1]); }
  else if ((m = /^\d+\. (.*)$/.exec(line))) { p.SetNumbering(numbers.GetLevel(0)); inline(p, m[1]); }
  else if ((m = /^> (.*)$/.exec(line))) { p.SetStyle(doc.GetStyle("Quote")); inline(p, m[1]); }
  else inline(p, line);
  doc.Push(p);
});
doc.RemoveElement(0);
const markdown = doc.ToMarkdown ? doc.ToMarkdown(false, false, false, true) : "none";
const text = doc.GetText({ Numbering: true, NewLineSeparator: "~", ParaSeparator: "¶" });
[markdown, text, doc.GetElement(1).GetElementsCount(), doc.GetElement(1).GetElement(1).GetText(), doc.GetElement(1).GetElement(1).GetTextPr().GetBold()].forEach(said => {
  const p = Api.CreateParagraph();
  p.AddText(String(said));
  doc.Push(p);
});

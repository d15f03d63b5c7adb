const doc = Api.GetDocument();
const styled = (text, f) => {
  const r = Api.CreateRun(); r.AddText(text);
  if (/b/.test(f)) r.SetBold(true); if (/i/.test(f)) r.SetItalic(true); if (/s/.test(f)) r.SetStrikeout(true);
  if (/u/.test(f)) r.SetUnderline(true); if (/p/.test(f)) r.SetVertAlign("superscript"); if (/c/.test(f)) r.SetFontFamily("Courier New");
  return r;
};
const line = (...parts) => { const p = Api.CreateParagraph(); parts.forEach(([text, f]) => p.AddElement(styled(text, f))); doc.Push(p); return p; };
const put = (text, style) => { const p = Api.CreateParagraph(); p.AddText(text); if (style) p.SetStyle(doc.GetStyle(style)); doc.Push(p); return p; };
put("Title", "Title"); put("Subtitle", "Subtitle");
const mixed = line(["plain ", ""], [" bold ", "b"], ["more", "b"], ["both", "bi"], [" struck ", "s"], ["under", "u"], ["up", "p"], [" ", "b"], ["all", "bisup"], ["end", ""]);
line(["let a = 1 < 2;", "c"]); line(["next();", "c"]); put("between"); line(["last();", "c"]); line(["with ", ""], ["code", "cb"]);
const link = put("see "); link.AddElement(Api.CreateHyperlink("https://example.com/a?b=c&d=e", "the link"), 1);
const said = [doc.ToMarkdown(), doc.ToMarkdown(true), doc.ToMarkdown(false, false, true), doc.ToHtml(), doc.ToHtml(false, false, true, true), Api.ConvertDocument("markdown"), Api.ConvertDocument("html", false, false, false, true),
  mixed.ToHtml(), mixed.ToHtml({ RenderHTMLTags: true }), doc.GetElement(1).ToHtml({ RenderHTMLTags: true, DemoteHeadings: true }), mixed.GetRange(3, 12).ToHtml({ RenderHTMLTags: true })];
said.forEach((text) => put(text));

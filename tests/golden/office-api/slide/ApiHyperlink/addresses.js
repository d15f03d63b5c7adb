const slide = Api.GetPresentation().GetSlideByIndex(0), lines = [];
slide.RemoveAllObjects();
const show = v => Array.isArray(v) ? "[" + v.map(show) + "]" : v && typeof v == "object" ? (v.GetClassType ? v.GetClassType() : JSON.stringify(v)) : String(v);
const t = (name, f) => { try { lines.push(name + "=" + show(f())); } catch (e) { lines.push(name + " throws"); } };
for (const address of ["test", "foo.example", "a.b.c/d", "c:\\a.txt", "x@y.example", "mailto:x@y", "tel:123", "http:/a", "HTTP://A.B", "www.", "abc def.com", "1.2.3.4", "https://a b.com", "example.com:80/x?y=1#z", "#part", "page.html", "../x.html", "ftp://a/b", "file:///c:/a.txt", "www.abc.de"])
  t(address, () => Api.CreateHyperlink(address, "t").GetLinkedText());
t("none", () => Api.CreateHyperlink().GetLinkedText());
const link = Api.CreateHyperlink("https://a.example/");
t("tip without one", () => link.GetScreenTipText());
t("set tip", () => link.SetScreenTipText("a tip"));
t("tip", () => link.GetScreenTipText());
t("take tip", () => link.SetScreenTipText(""));
t("tip", () => link.GetScreenTipText());
t("set", () => link.SetLink("example.com/a"));
t("link", () => link.GetLinkedText());
t("set nonsense", () => link.SetLink("no address"));
t("link", () => link.GetLinkedText());
const chart = Api.CreateChart("bar", [[1, 2]], ["a"], ["x", "y"], 1000000, 1000000, 2);
slide.AddObject(chart);
const table = Api.CreateTable(2, 2);
slide.AddObject(table);
const shape = Api.CreateShape("rect", 1000000, 1000000);
slide.AddObject(shape);
for (const [name, drawing] of [["chart", chart], ["table", table], ["shape", shape]]) {
  t(name + " link", () => drawing.SetHyperlink(Api.CreateHyperlink("https://www.example.com/x", "a tip")));
  t(name + " has", () => drawing.GetHyperlink());
}
const said = Api.CreateShape("rect", 9000000, 6000000, Api.CreateNoFill(), Api.CreateStroke(0, Api.CreateNoFill()));
lines.forEach(line => { const p = Api.CreateParagraph(); p.AddText(line); said.GetDocContent().Push(p); });
slide.AddObject(said);

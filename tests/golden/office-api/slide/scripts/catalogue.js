// A catalogue: one slide for each article with picture, description, price table; a summary at the end.
const PNG = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg==";
const articles = [
  { name: "Oak table", price: 499.9, stock: 12, text: "Solid oak, oiled. Seats six." },
  { name: "Wall clock", price: 59, stock: 0, text: "Silent movement, 30 cm." },
  { name: "Linen curtain", price: 89.5, stock: 40, text: "Pair, 140 x 250 cm." },
];
const deck = Api.GetPresentation();
const bare = Api.CreateStroke(0, Api.CreateNoFill());
const euro = n => n.toFixed(2) + " EUR";
articles.forEach((a, i) => {
  let slide = i === 0 ? deck.GetSlideByIndex(0) : Api.CreateSlide();
  if (i > 0) deck.AddSlide(slide);
  slide.RemoveAllObjects();
  const title = Api.CreateShape("rect", 9000000, 800000, Api.CreateNoFill(), bare);
  title.SetPosition(500000, 300000);
  const tp = title.GetDocContent().GetElement(0);
  tp.AddText(a.name.toUpperCase());
  tp.SetBold(true); tp.SetFontSize(56); tp.SetFontFamily("Georgia");
  slide.AddObject(title);
  const picture = Api.CreateImage(PNG, 3000000, 3000000);
  picture.SetPosition(500000, 1400000);
  picture.SetName("photo of " + a.name);
  slide.AddObject(picture);
  const about = Api.CreateShape("rect", 5000000, 1200000, Api.CreateNoFill(), bare);
  about.SetPosition(4000000, 1400000);
  const ap = about.GetDocContent().GetElement(0);
  ap.AddText(a.text); ap.SetItalic(true); ap.SetSpacingLine(1.5 * 240, "auto"); ap.SetSpacingAfter(120); ap.SetIndLeft(360);
  slide.AddObject(about);
  const table = Api.CreateTable(2, 3);
  [["Price", "Stock", "State"], [euro(a.price), String(a.stock), a.stock ? "available" : "sold out"]].forEach((r, y) => r.forEach((v, x) => table.GetRow(y).GetCell(x).GetContent().GetElement(0).AddText(v)));
  slide.AddObject(table);
  table.SetPosition(4000000, 3000000);
  if (!a.stock) {
    const banner = Api.CreateWordArt(Api.CreateTextPr(), "SOLD OUT", "textSlantUp", Api.CreateSolidFill(Api.CreateRGBColor(200, 0, 0)), bare, 20, 2500000, 900000, 6000000, 4800000);
    slide.AddObject(banner);
  }
});
const sum = Api.CreateSlide();
deck.AddSlide(sum);
sum.RemoveAllObjects();
const chart = Api.CreateChart("doughnut", [articles.map(a => a.stock)], ["Stock"], articles.map(a => a.name), 5000000, 4000000, 2);
sum.AddObject(chart);
const pie = Api.CreateChart("pie", [articles.map(a => a.price)], ["Price"], articles.map(a => a.name), 5000000, 4000000, 10, ["0.00"]);
pie.SetPosition(6000000, 0); pie.SetDataPointFill(Api.CreateSolidFill(Api.CreateRGBColor(9, 99, 199)), 0, 1, false); pie.SetShowPointDataLabel(0, 1, false, true, true, false);
sum.AddObject(pie);
const box = Api.CreateShape("rect", 9000000, 1500000);
box.SetPosition(0, 4500000);
const c = box.GetDocContent();
deck.GetAllSlides().forEach((s, i) => { const p = Api.CreateParagraph(); p.AddText((i + 1) + ". " + s.GetAllDrawings().map(d => d.GetClassType() + " " + d.GetName()).join(", ")); c.Push(p); });
sum.AddObject(box);

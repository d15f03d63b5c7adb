//! Document Builder scripts that are measured.

/// One paragraph.
pub const HELLO: &str = "builder.CreateFile(\"docx\");\nApi.GetDocument().GetElement(0).AddText(\"Hello, world\");\nbuilder.SaveFile(\"docx\", \"hello.docx\");\nbuilder.CloseFile();\n";

/// A hundred paragraphs and ten tables of twenty cells.
pub const TABLES: &str = r#"builder.CreateFile("docx");
var doc = Api.GetDocument();
for (var i = 0; i < 100; i++) {
    var p = Api.CreateParagraph();
    p.AddText("Paragraph " + i + " with a sentence that is long enough to be one.");
    p.SetJc(i % 2 ? "both" : "left");
    doc.Push(p);
    if (i % 10 == 9) {
        var t = Api.CreateTable(5, 4);
        for (var r = 0; r < 5; r++) for (var c = 0; c < 4; c++)
            t.GetRow(r).GetCell(c).GetContent().GetElement(0).AddText(r + "/" + c);
        doc.Push(t);
    }
}
builder.SaveFile("docx", "tables.docx");
builder.CloseFile();
"#;

/// Ten thousand cells, a thousand of them formulas.
pub const CELLS: &str = r#"builder.CreateFile("xlsx");
var sheet = Api.GetActiveSheet();
for (var r = 0; r < 1000; r++) {
    for (var c = 0; c < 9; c++) sheet.GetRangeByNumber(r, c).SetValue(r * 9 + c);
    sheet.GetRangeByNumber(r, 9).SetValue("=SUM(A" + (r + 1) + ":I" + (r + 1) + ")");
}
builder.SaveFile("xlsx", "cells.xlsx");
builder.CloseFile();
"#;

/// Five slides, each with a title and a shape with text.
pub const SLIDES: &str = r#"builder.CreateFile("pptx");
var deck = Api.GetPresentation();
for (var i = 0; i < 5; i++) {
    if (i > 0) deck.AddSlide(Api.CreateSlide());
    var slide = deck.GetSlideByIndex(i);
    slide.RemoveAllObjects();
    for (var j = 0; j < 2; j++) {
        var fill = Api.CreateSolidFill(Api.CreateRGBColor(60, 120 + 20 * i, 200));
        var shape = Api.CreateShape(j ? "rect" : "roundRect", 200 * 36000, 40 * 36000, fill, Api.CreateStroke(0, Api.CreateNoFill()));
        shape.SetPosition(20 * 36000, (20 + 70 * j) * 36000);
        shape.GetDocContent().GetElement(0).AddText((j ? "What slide " : "Slide ") + (i + 1) + (j ? " says, in a few words." : ""));
        slide.AddObject(shape);
    }
}
builder.SaveFile("pptx", "slides.pptx");
builder.CloseFile();
"#;

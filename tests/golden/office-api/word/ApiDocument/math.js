let doc = Api.GetDocument();
doc.GetElement(0).AddText("Formula: ");
let said = Api.CreateParagraph();
doc.Push(said);
doc.MoveCursorToEnd();
said.AddText(String(doc.AddMathEquation("x^2+1/2", "unicode")) + String(doc.AddMathEquation("\\frac{1}{2}", "latex")));

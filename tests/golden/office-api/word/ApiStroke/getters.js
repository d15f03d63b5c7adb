var doc = Api.GetDocument();
function say(label, value) {
    var paragraph = Api.CreateParagraph();
    paragraph.AddText(label + ": " + (value && value.GetClassType ? value.GetClassType() : JSON.stringify(value)));
    doc.Push(paragraph);
}
var fill = Api.CreateSolidFill(Api.CreateRGBColor(255, 111, 61));
var stroke = Api.CreateStroke(36000, fill);
say("stroke", stroke);
say("width", stroke.GetWidth());
say("dash", stroke.GetDashType());
say("fill", stroke.GetFill().GetType());
["dash", "dashDot", "dot", "lgDash", "lgDashDot", "lgDashDotDot", "solid", "sysDash", "sysDashDot", "sysDashDotDot", "sysDot", "bad"].forEach(function (dash) {
    say(dash, Api.CreateStroke(1000, fill, dash).GetDashType());
});
var none = Api.CreateStroke(0, Api.CreateNoFill());
say("no width", none.GetWidth());
say("no fill", none.GetFill().GetType());
say("no dash", none.GetDashType());

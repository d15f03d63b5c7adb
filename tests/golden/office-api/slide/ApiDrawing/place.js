var presentation = Api.GetPresentation();
var slide = presentation.GetSlideByIndex(0);
var master = presentation.GetMaster(0);
var lines = [];
function shape(kind) {
    return Api.CreateShape(kind || "rect", 100 * 36000, 50 * 36000, Api.CreateSolidFill(Api.CreateRGBColor(1, 2, 3)), Api.CreateStroke(0, Api.CreateNoFill()));
}
function say(what, value) {
    lines.push(what + ": " + (value && value.GetClassType ? "<" + value.GetClassType() + ">" : Array.isArray(value) ? value.map(function (one) { return one && one.GetClassType ? "<" + one.GetClassType() + ">" : String(one); }).join(", ") : String(value)));
}
var one = shape();
say("loose", [one.GetPosX(), one.GetPosY(), one.GetWidth(), one.GetHeight(), one.GetParent(), one.GetParentSlide()]);
slide.AddObject(one);
say("position", [one.SetPosition(100, 200), one.GetPosX(), one.GetPosY(), one.SetPosX(36000), one.SetPosY(72000), one.GetPosX(), one.GetPosY()]);
say("size", [one.SetSize(1000000, 2000001), one.GetWidth(), one.GetHeight()]);
var title = slide.GetAllDrawings()[0];
say("title", [title.GetPosX(), title.GetPosY(), title.GetWidth(), title.GetHeight(), title.SetPosX(360000), title.GetPosX(), title.GetPosY(), title.GetWidth()]);
say("rotation", [one.GetRotation(), one.SetRotation(90), one.GetRotation(), one.GetFlipH(), one.SetFlipH(true), one.GetFlipH(), one.SetFlipV(true), one.GetFlipV()]);
say("lock", [one.GetLockValue("noGrp"), one.SetLockValue("noSelect", true), one.GetLockValue("noSelect"), title.GetLockValue("noGrp")]);
say("name", [one.SetName("Mine"), one.GetName(), typeof one.GetInternalId()]);
say("paint", [one.Fill(Api.CreateSolidFill(Api.CreateRGBColor(4, 5, 6))), one.SetOutLine(Api.CreateStroke(12700, Api.CreateSolidFill(Api.CreateRGBColor(4, 5, 6))))]);
say("parents", [one.GetParent(), one.GetParentSlide(), one.GetParentLayout(), one.GetParentMaster()]);

var paper = Api.CreateShape("rect", 9000000, 6000000, Api.CreateNoFill(), Api.CreateStroke(0, Api.CreateNoFill()));
var content = paper.GetContent();
lines.forEach(function (line, index) {
    if (index === 0) {
        content.GetElement(0).AddText(line);
        return;
    }
    var paragraph = Api.CreateParagraph();
    paragraph.AddText(line);
    content.Push(paragraph);
});
(presentation.GetSlideByIndex(0) || slide).AddObject(paper);

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
slide.AddObject(one);
var sequence = slide.GetTimeLine().GetMainSequence();
["entranceAppear", "entranceFade", "entranceFlyIn", "entranceFloatIn", "entranceSplit", "entranceWipe", "entranceCircle", "entranceBox", "entranceDiamond", "entrancePlus", "entranceWheel", "entranceRandomBars", "entranceGrowAndTurn", "entranceZoom", "entranceSwivel", "entranceBounce", "entranceBlinds", "entranceCheckerboard", "entrancePeekIn", "entranceStrips", "entranceExpand", "entranceRiseUp", "entranceCenterRevolve", "entranceSpinner", "entranceFloatUp", "entranceFloatDown", "entranceSpiralIn", "entranceWedge", "entranceDissolveIn", "entrancePinwheel", "exitDisappear", "exitFadeOut", "exitFlyOut", "exitFloatOut", "exitSplitOut", "exitWipeOut", "exitCircleOut", "exitBoxOut", "exitDiamondOut", "exitPlusOut", "exitWheelOut", "exitRandomBarsOut", "exitShrinkAndTurn", "exitZoomOut", "exitSwivelOut", "exitBounceOut", "exitSpiralOut", "exitCollapse", "emphasisPulse", "emphasisColorPulse", "emphasisTeeter", "emphasisSpin", "emphasisGrowShrink", "emphasisDesaturate", "emphasisDarken", "emphasisLighten", "emphasisTransparency", "emphasisObjectColor", "emphasisComplementaryColor", "emphasisLineColor", "emphasisFillColor", "emphasisFontColor", "emphasisBlink", "emphasisShimmer", "emphasisWave", "pathCircle", "pathSquare", "pathDiamond", "pathHeart", "pathStar", "pathHexagon", "pathOctagon", "pathRight", "pathLeft", "pathUp", "pathDown"].forEach(function (name) {
    var effect = sequence.AddEffect(one, name);
    say(name, [effect.GetEffectType(), effect.GetDuration(), effect.GetDelay(), effect.GetRepeatCount(), effect.GetTriggerType()]);
});

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

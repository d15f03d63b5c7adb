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
["effectAppear", "effectBoxDown", "effectBoxOut", "effectCheckerboardAcross", "effectCombHorizontal", "effectConveyorRight", "effectCoverLeftDown", "effectCoverRightDown", "effectCubeDown", "effectCubeUp", "effectDiamondOut", "effectDoorsVertical", "effectFerrisWheelLeft", "effectFlipDown", "effectFlipUp", "effectFlyThroughOut", "effectGalleryRight", "effectGlitterDiamondRight", "effectGlitterHexagonLeft", "effectHoneycomb", "effectOrbitLeft", "effectPanDown", "effectPanUp", "effectPushLeft", "effectRandom", "effectRevealBlackLeft", "effectRevealSmoothRight", "effectRippleLeftUp", "effectRotateDown", "effectRotateUp", "effectShredStripsIn", "effectSplitHorizontalOut", "effectStripsDownLeft", "effectStripsLeftUp", "effectStripsUpLeft", "effectSwitchLeft", "effectUncoverDown", "effectUncoverLeftUp", "effectUncoverRightUp", "effectVortexLeft", "effectWarpIn", "effectWheel1Spoke", "effectWheel4Spokes", "effectWindowHorizontal", "effectWipeLeft", "effectNone", "effectCrawlFromRight", "effectFlashOnceMedium", "effectFlyFromBottomLeft", "effectFlyFromRight", "effectFlyFromTopRight", "effectPeekFromLeft", "effectSpiral", "effectStretchLeft", "effectSwivel", "effectZoomIn", "effectZoomOutSlightly"].forEach(function (name) {
    var made = Api.CreateSlideShowTransition();
    var done = made.SetEntryEffect(name);
    var other = Api.CreateSlide();
    presentation.AddSlide(other);
    other.SetSlideShowTransition(made);
    var own = other.GetSlideShowTransition();
    say(name, [done, made.GetEntryEffect(), own.GetEntryEffect(), own.GetSpeed(), own.GetDuration()]);
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

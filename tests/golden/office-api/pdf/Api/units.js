say("centimeters", Api.CentimetersToPoints(10));
say("emus", [Api.EmusToMillimeters(36000), Api.EmusToPoints(12700)]);
say("inches", Api.InchesToPoints(2));
say("lines", Api.LinesToPoints(2));
say("millimeters", [Api.MillimetersToEmus(1), Api.MillimetersToPixels(10), Api.MillimetersToPoints(10)]);
say("picas", Api.PicasToPoints(2));
say("pixels", [Api.PixelsToEmus(10), Api.PixelsToPoints(10)]);
say("points", [Api.PointsToCentimeters(72), Api.PointsToEmus(1), Api.PointsToInches(72), Api.PointsToLines(24),
  Api.PointsToMillimeters(72), Api.PointsToPicas(24), Api.PointsToPixels(72), Api.PointsToTwips(2)]);
say("twips", Api.TwipsToPoints(20));
var colours = [Api.RGB(255, 111, 61), Api.RGBA(1, 2, 3, 100), Api.HexColor("#336699"), Api.ThemeColor("accent2"), Api.Color("red")];
say("colours", colours);
say("types", colours.map(function (colour) { return colour.GetClassType(); }));
say("hex", colours.map(function (colour) { return colour.GetHex(); }));
say("rgb", colours[0].GetRGB());
say("theme", [colours[0].IsThemeColor(), colours[3].IsThemeColor(), colours[3].GetThemeName()]);
say("json", Api.RGB(1, 2, 3).FromJSON(Api.RGB(9, 8, 7).ToJSON()));
var drawn = [Api.CreateRGBColor(1, 2, 3), Api.CreateSchemeColor("accent1"), Api.CreatePresetColor("red")];
say("drawn", drawn.map(function (colour) { return colour.GetClassType(); }));
var fills = [Api.CreateNoFill(), Api.CreateSolidFill(drawn[0]), Api.CreatePatternFill("dashDnDiag", drawn[0], drawn[1]),
  Api.CreateLinearGradientFill([Api.CreateGradientStop(drawn[0], 0), Api.CreateGradientStop(drawn[1], 100000)], 5400000),
  Api.CreateRadialGradientFill([Api.CreateGradientStop(drawn[0], 0), Api.CreateGradientStop(drawn[1], 100000)])];
say("fills", fills.map(function (fill) { return [fill.GetClassType(), fill.GetType()]; }));
var stroke = Api.CreateStroke(12700, fills[1]);
say("stroke", [stroke.GetClassType(), stroke.GetWidth(), stroke.GetFill(), stroke.GetDashType()]);
say("stop", Api.CreateGradientStop(drawn[0], 0).GetClassType());
tell();

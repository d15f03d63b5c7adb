let row = 0;
const put = text => Api.GetActiveSheet().GetRange("A" + ++row).SetValue(text);
const say = c => c === null ? "null" : c.GetHex() + " " + JSON.stringify(c.GetRGBA()) + " " + c.GetThemeName() + " " + c.IsThemeColor();
const t = (name, f) => { let v; try { v = say(f()); } catch (e) { v = "throws"; } put(name + " = " + v); };
for (const a of [[255], [255, 1], [255, 111, 61], [255, 111, 61, 128], [16711935], ["aqua"], ["peachPuff"], ["accent1"], ["tx1"], ["bg2"], ["#ff0000"], ["#f00"], ["#ff000080"], ["ff0000"], ["nonsense"], ["AQUA"], ["auto"], [], ["aqua", 1, 2, 3], ["lightGoldenrodYellow"], [-1], ["hlink"], ["phClr"], [""]])
  t("Color " + JSON.stringify(a), () => Api.Color(...a));
for (const a of ["#FF6F3D", "ff6f3d", "#0af", "nonsense", "#ff6f3d80", "FF", ""]) t("HexColor " + a, () => Api.HexColor(a));
for (const a of ["accent6", "nonsense", "hlink", "bg1"]) t("ThemeColor " + a, () => Api.ThemeColor(a));
t("ThemeColor", () => Api.ThemeColor());
for (const a of [[1, 2, 3, 4], [1, 2, 3], [300, -1, 2.5, 0]]) { t("RGBA " + a, () => Api.RGBA(...a)); t("RGB " + a, () => Api.RGB(...a)); }

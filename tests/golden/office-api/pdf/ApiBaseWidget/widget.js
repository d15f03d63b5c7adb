var field = Api.CreateTextField([100, 120, 300, 150]);
page.AddObject(field);
var one = field.GetAllWidgets()[0];
function both(name) {
  for (var i = 1; i < arguments.length; i++) {
    say("Set" + name, one["Set" + name](arguments[i]));
    say("Get" + name, one["Get" + name]());
  }
}
say("type", one.GetClassType());
["BackgroundColor", "BorderColor", "BorderStyle", "BorderWidth", "Position", "Rect", "TextColor", "TextSize"].forEach(function (name) {
  say(name, one["Get" + name]());
});
both("BackgroundColor", Api.RGB(1, 2, 3));
both("BorderColor", Api.RGB(255, 111, 61));
both("BorderStyle", "dashed", "beveled", "inset", "underline", "solid", "dotted");
both("BorderWidth", "thin", "medium", "thick", "none", 2);
both("TextColor", Api.RGB(255, 111, 61));
both("TextSize", 14, "x");
both("Position", { x: 5, y: 6 });
both("Rect", [1, 2, 30, 40]);
say("fit", [one.IsAutoFit(), one.SetAutoFit(true), one.IsAutoFit()]);
say("id", typeof one.GetInternalId());
say("deleted", [one.Delete(), field.GetAllWidgets().length]);
var button = Api.CreateImageField([100, 200, 300, 250]);
page.AddObject(button);
say("type", button.GetClassType());
one = button.GetAllWidgets()[0];
say("type", one.GetClassType());
["Behavior", "IconXPos", "IconYPos", "Label", "Layout", "ScaleHow", "ScaleWhen"].forEach(function (name) {
  say(name, one["Get" + name]());
});
both("Behavior", "push", "jump", "invert");
both("IconXPos", 10, 200);
both("IconYPos", 20);
both("Layout", "iconTextV", "textOnly");
both("ScaleHow", "anamorphic");
both("ScaleWhen", "never");
both("Label", "Press");
say("bounds", [one.IsFitBounds(), one.SetFitBounds(true), one.IsFitBounds()]);
var picture = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
say("picture", [button.SetValue(picture), one.SetImage(picture), one.SetImage(picture, "down"), one.SetBehavior("push"), one.SetImage(picture, "down")]);
button.Delete();
tell();

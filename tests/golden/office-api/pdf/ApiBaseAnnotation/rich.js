var free = Api.CreateFreeTextAnnot([100, 200, 400, 300]);
page.AddObject(free);
var content = free.GetContent();
say("content", [content.GetClassType(), content.GetContent(false).length, content.GetElement(0), content.GetElement(5)]);
var first = content.GetElement(0);
say("first", [first.GetClassType(), first.GetElement(0), first.Last(), first.GetNext(), first.GetPrevious(), first.GetParaPr()]);
var run = first.AddText("hello ");
say("run", [run.GetClassType(), run.GetParentParagraph(), run.GetTextPr(), run.Copy()]);
var look = Api.CreateRichTextPr();
say("look", [look.GetClassType(), look.GetBold(), look.SetBold(true), look.GetBold(), look.SetFontSize(40), look.GetFontSize()]);
say("set", [run.SetTextPr(look), run.GetTextPr().GetBold()]);
var props = Api.CreateRichParaPr();
say("props", [props.GetClassType(), props.SetJc("center"), props.GetJc()]);
say("set", [first.SetParaPr(props), first.GetParaPr().GetJc(), first.SetReadingOrder("ltr")]);
say("push", [first.Push(Api.CreateRichRun()), first.AddElement(Api.CreateRichRun(), 0)]);
var second = Api.CreateRichParagraph();
say("text", [second.GetClassType(), second.AddText("second")]);
say("push", [content.Push(second), content.GetContent(false).length, second.GetPrevious(), first.GetNext()]);
say("add", [content.AddElement(0, Api.CreateRichParagraph()), content.GetContent(false).length, second.Copy()]);
say("current", [content.GetCurrentParagraph(), content.GetCurrentRun()]);
say("missing", [first.GetElement(99), second.GetNext()]);
try { content.Push("text"); } catch (error) { say("refused", true); }
try { first.Push("text"); } catch (error) { say("refused", true); }
var other = Api.CreateFreeTextAnnot([100, 320, 400, 400]);
page.AddObject(other);
other.SetContents("one two");
say("other", [other.GetContent().GetContent(false).length, other.GetRect(), other.GetContents()]);
tell();

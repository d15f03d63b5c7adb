say("text", page.GetText().split("\n").join(" / "));
say("lines", page.GetTextWithQuads().map(function (line) { return line.text; }));
say("two", page.GetTextWithQuads().length);
say("selected", page.GetSelectedText());
say("selection", page.GetSelectionQuads());
try { page.SetSelection("all"); } catch (error) { say("refused", true); }
function places(props) { return page.Search(props).length; }
say("quick", places({ text: "quick" }));
say("the", places({ text: "the" }));
say("The", places({ text: "The", matchCase: true }));
say("words", places({ text: "o", wholeWords: true }));
say("letters", places({ text: "o" }));
say("nothing", places({ text: "nobody" }));
var quad = page.Search({ text: "quick" })[0][0];
say("left", Math.round(quad[0]));
say("right", Math.round(quad[2]));
say("same", quad[1] === quad[3]);
tell();

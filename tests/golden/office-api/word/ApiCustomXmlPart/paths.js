let doc = Api.GetDocument();
let say = (text) => { let p = Api.CreateParagraph(); p.AddText(String(text)); doc.Push(p); };
let part = doc.GetCustomXmlParts().Add("<a><s n=\"1\"><t>1</t><t>2</t></s><s n=\"2\"><t>3</t></s><u><s><t>4</t></s></u></a>");
for (let path of ["/a", "a", "/a/s", "/a/s[2]/t", "//t", "//t[1]", "/a//t", "/a/*", "/a/*[2]", "//s/t[1]", "//s[2]", "/a/s/@n", "/a/s[9]", "/a/s[@n]", "/x", "/", "//*", "/a/s/"])
    say(path + ": " + part.GetNodes(path).map((node) => node.GetXPath() + "=" + node.GetText()).join(", "));

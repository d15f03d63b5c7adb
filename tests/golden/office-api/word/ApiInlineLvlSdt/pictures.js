let doc = Api.GetDocument();
let say = (...values) => { let p = Api.CreateParagraph(); p.AddText(values.map(String).join(" | ")); doc.Push(p); };
let picture = Api.CreatePictureContentControl(360000, 720000);
let paragraph = doc.GetElement(0);
paragraph.AddInlineLvlSdt(picture);
say(picture.IsPicture(), picture.GetElementsCount(), picture.SetPicture("https://static.example.com/none.png"), picture.SetPictureSize(180000, 180000));
say(picture.SetPicture("data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="), doc.GetAllImages().length);

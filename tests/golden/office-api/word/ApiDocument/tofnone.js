// A table of figures without any figures says so.
let doc = Api.GetDocument();
doc.AddTableOfFigures({});

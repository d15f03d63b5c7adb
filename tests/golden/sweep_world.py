"""What sweep.py calls members with: for each editor a small document, what is shown of it afterwards, an object of each
class that no member answers by itself, and values of each type. A list has the usual value first, then another one."""

FILES = {"word": "docx", "forms": "docx", "cell": "xlsx", "slide": "pptx"}

WORD = """
var doc = Api.GetDocument();
var p = doc.GetElement(0);
p.AddText("The first paragraph has a few words. A second sentence follows.");
var p2 = Api.CreateParagraph(); p2.AddText("Second paragraph"); p2.SetStyle(doc.GetStyle("Heading 1")); doc.Push(p2);
var p3 = Api.CreateParagraph(); p3.AddText("third "); var bold = p3.AddText("bold words"); bold.SetBold(true); doc.Push(p3);
function table() { var t = Api.CreateTable(2, 3); doc.Push(t);
  for (var i = 0; i < 2; i++) for (var j = 0; j < 3; j++) t.GetCell(i, j).GetContent().GetElement(0).AddText("r" + i + "c" + j);
  return t; }
function shape() { var s = Api.CreateShape("rect", 1800000, 900000, Api.CreateSolidFill(Api.RGB(255, 111, 61)),
  Api.CreateStroke(0, Api.CreateNoFill())); p.AddDrawing(s); s.GetDocContent().GetElement(0).AddText("in the shape"); return s; }
function chart() { var c = Api.CreateChart("bar3D", [[200, 240, 280], [250, 260, 280]], ["Revenue", "Costs"],
  ["2014", "2015", "2016"], 4051300, 2347595, 24); p.AddDrawing(c); return c; }
function block() { var b = Api.CreateBlockLvlSdt(); b.GetContent().GetElement(0).AddText("in the block"); doc.Push(b); return b; }
function inline() { var s = Api.CreateInlineLvlSdt(); var r = Api.CreateRun(); r.AddText("in the line"); s.AddElement(r, 0);
  p.AddInlineLvlSdt(s); return s; }
"""

SETUPS = {
    "word": WORD,
    "forms": WORD,
    "cell": """
var ws = Api.GetActiveSheet();
ws.GetRange("A1:D1").SetValue([["Name", "Region", "Units", "Price"]]);
[["Ada", "East", 10, 2.5], ["Ben", "West", 7, 4], ["Cid", "East", 3, 8.25], ["Dot", "North", 12, 1.75]].forEach(function (row, i) {
  row.forEach(function (value, j) { ws.GetRangeByNumber(i + 1, j).SetValue(String(value)); }); });
ws.GetRange("E2").SetValue("=C2*D2"); ws.GetRange("F2").SetValue("=SUM(C2:C5)");
ws.GetRange("G2").SetValue("12/25/2024"); ws.GetRange("H2").SetValue("0.25"); ws.GetRange("H2").SetNumberFormat("0.00%");
function shape() { var s = ws.AddShape("flowChartOnlineStorage", 60 * 36000, 35 * 36000,
  Api.CreateSolidFill(Api.CreateRGBColor(255, 111, 61)), Api.CreateStroke(0, Api.CreateNoFill()), 0, 2 * 36000, 0, 3 * 36000);
  s.GetContent().GetElement(0).AddText("in the shape"); return s; }
function chart() { return ws.AddChart("Sheet1!$A$1:$D$5", false, "bar3D", 2, 100 * 36000, 70 * 36000, 0, 2 * 36000, 5, 3 * 36000); }
function pivot() { var t = Api.InsertPivotNewWorksheet(ws.GetRange("A1:D5")); t.AddFields({ rows: "Region" });
  t.AddDataField("Units"); return t; }
function condition(add) { return ws.GetRange("C2:C5").GetFormatConditions()[add].apply(ws.GetRange("C2:C5").GetFormatConditions(),
  Array.prototype.slice.call(arguments, 1)); }
""",
    "slide": """
var pres = Api.GetPresentation();
var slide = pres.GetSlideByIndex(0);
slide.RemoveAllObjects();
function shape() { var s = Api.CreateShape("flowChartMagneticTape", 300 * 36000, 130 * 36000,
  Api.CreateSolidFill(Api.CreateRGBColor(61, 74, 107)), Api.CreateStroke(0, Api.CreateNoFill()));
  s.SetPosition(608400, 1267200); slide.AddObject(s); s.GetDocContent().GetElement(0).AddText("in the shape"); return s; }
function table() { var t = Api.CreateTable(2, 3); slide.AddObject(t);
  for (var i = 0; i < 2; i++) for (var j = 0; j < 3; j++) t.GetRow(i).GetCell(j).GetContent().GetElement(0).AddText("r" + i + "c" + j);
  return t; }
function chart() { var c = Api.CreateChart("bar3D", [[200, 240, 280], [250, 260, 280]], ["Revenue", "Costs"],
  ["2014", "2015", "2016"], 4051300, 2347595, 24); slide.AddObject(c); return c; }
var p = shape().GetDocContent().GetElement(0);
""",
}

WORD_STATE = """
function state() {
  var said = [], count = doc.GetElementsCount();
  for (var i = 0; i < count; i++) {
    var e = doc.GetElement(i), type = e.GetClassType();
    if (type === "paragraph") said.push("p" + e.GetElementsCount() + ":" + e.GetText());
    else if (type === "table") {
      var rows = [];
      for (var r = 0; r < e.GetRowsCount(); r++) {
        var row = e.GetRow(r), cells = [];
        for (var c = 0; c < row.GetCellsCount(); c++) cells.push(row.GetCell(c).GetContent().GetText());
        rows.push(cells.join("|"));
      }
      said.push("t:" + rows.join("//"));
    } else said.push(type + ":" + (e.GetContent ? e.GetContent().GetText() : ""));
  }
  return JSON.stringify(said);
}
"""

STATES = {
    "word": WORD_STATE,
    "forms": WORD_STATE,
    "cell": """
function state() {
  return JSON.stringify(Api.GetSheets().map(function (sheet) {
    var used = sheet.GetUsedRange(), said = [sheet.GetName(), used.GetAddress(false, false, "xlA1", false)];
    used.ForEach(function (cell) {
      var formula = String(cell.GetFormula()), text = cell.GetText();
      if (formula !== "" || text !== "") said.push(formula === text ? text : formula + "~" + text);
    });
    return said.slice(0, 120).join(";");
  }));
}
""",
    "slide": """
function state() {
  var said = [];
  for (var i = 0; i < pres.GetSlidesCount(); i++) {
    said.push(pres.GetSlideByIndex(i).GetAllDrawings().map(function (d) {
      var words = d.GetClassType() + " " + d.GetWidth() + "x" + d.GetHeight() + "@" + d.GetPosX() + "," + d.GetPosY();
      var content = d.GetDocContent ? d.GetDocContent() : null;
      return content ? words + " " + content.GetText() : words;
    }));
  }
  return JSON.stringify(said);
}
""",
}

DRAWN = {
    "ApiShape": ["shape()"],
    "ApiDrawing": ["shape()"],
    "ApiChart": ["chart()"],
    "ApiChartSeries": ["chart().GetSeries(0)"],
    "ApiGeometry": ["shape().GetGeometry()", 'Api.CreatePresetGeometry("rect")'],
    "ApiPath": ["Api.CreateCustomGeometry().AddPath()"],
    "ApiFill": ["Api.CreateSolidFill(Api.CreateRGBColor(255, 111, 61))", "Api.CreateNoFill()"],
    "ApiStroke": ["Api.CreateStroke(1 * 36000, Api.CreateSolidFill(Api.CreateRGBColor(51, 51, 51)))"],
    "ApiColor": ["Api.RGB(255, 111, 61)", 'Api.ThemeColor("accent1")'],
    "ApiUniColor": ["Api.CreateRGBColor(51, 51, 51)"],
    "ApiRGBColor": ["Api.CreateRGBColor(51, 51, 51)"],
    "ApiSchemeColor": ['Api.CreateSchemeColor("accent2")'],
    "ApiPresetColor": ['Api.CreatePresetColor("lightYellow")'],
    "ApiGradientStop": ["Api.CreateGradientStop(Api.CreateRGBColor(255, 213, 191), 0)"],
    "ApiBullet": ['Api.CreateBullet("-")', 'Api.CreateNumbering("ArabicParenR", 1)'],
}

WORD_RECEIVERS = {
    "Api": ["Api"],
    "ApiDocument": ["doc"],
    "ApiDocumentContent": ["shape().GetDocContent()", "doc.GetFinalSection().GetHeader('default', true)"],
    "ApiParagraph": ["p", "p3"],
    "ApiRun": ["bold", "p.GetElement(0)"],
    "ApiRange": ["doc.GetRange(4, 20)", "p.GetRange()", "p2.GetRange(0, 5)"],
    "ApiTextPr": ["bold.GetTextPr()", "Api.CreateTextPr()"],
    "ApiParaPr": ["p.GetParaPr()"],
    "ApiTable": ["table()"],
    "ApiTableRow": ["table().GetRow(1)"],
    "ApiTableCell": ["table().GetCell(0, 1)"],
    "ApiTablePr": ['doc.CreateStyle("My table", "table").GetTablePr()'],
    "ApiTableRowPr": ['doc.CreateStyle("My table", "table").GetTableRowPr()'],
    "ApiTableCellPr": ['doc.CreateStyle("My table", "table").GetTableCellPr()'],
    "ApiTableStylePr": ['doc.CreateStyle("My table", "table").GetConditionalTableStyle("topLeftCell")'],
    "ApiStyle": ['doc.CreateStyle("My style", "paragraph")', 'doc.GetStyle("Heading 2")'],
    "ApiSection": ["doc.GetFinalSection()", "doc.CreateSection(p2)"],
    "ApiNumbering": ['doc.CreateNumbering("numbered")'],
    "ApiNumberingLevel": ['doc.CreateNumbering("bullet").GetLevel(0)'],
    "ApiBlockLvlSdt": ["block()"],
    "ApiInlineLvlSdt": ["inline()"],
    "ApiGroup": ["Api.CreateGroup([shape(), shape()])"],
    "ApiHyperlink": ['p.AddHyperlink("https://example.com/", "tip")', 'Api.CreateHyperlink("https://example.com/", "link", "tip")'],
    "ApiComment": ['p.AddComment("A remark", "Ada", "uid-1")'],
    "ApiCommentReply": ['(function () { var c = p.AddComment("A remark", "Ada"); c.AddReply("An answer", "Ben", "uid-2"); return c.GetReply(0); })()'],
    "ApiBookmark": ['(p.GetRange(0, 5).AddBookmark("mark"), doc.GetBookmark("mark"))'],
    "ApiWatermarkSettings": ['doc.InsertWatermark("Draft") || doc.GetWatermarkSettings()', "doc.GetWatermarkSettings()"],
    "ApiCustomXmlPart": ['doc.GetCustomXmlParts().Add(\'<list xmlns="urn:x"><item id="1">text</item></list>\')'],
    "ApiContentControlList": ["doc.AddComboBoxContentControl([{display: 'One', value: '1'}, {display: 'Two', value: '2'}], 1).GetDropdownList()"],
    "ApiContentControlListEntry": ["doc.AddComboBoxContentControl([{display: 'One', value: '1'}, {display: 'Two', value: '2'}], 1).GetDropdownList().GetItem(1)"],
    **DRAWN,
}

RULES = {
    "ApiTop10": 'condition("AddTop10")',
    "ApiAboveAverage": 'condition("AddAboveAverage")',
    "ApiColorScale": 'condition("AddColorScale", 3)',
    "ApiDatabar": 'condition("AddDatabar")',
    "ApiIconSetCondition": 'condition("AddIconSetCondition")',
    "ApiUniqueValues": 'condition("AddUniqueValues")',
    "ApiFormatCondition": 'condition("Add", "xlCellValue", "xlGreater", "5")',
}

RECEIVERS = {
    "word": WORD_RECEIVERS,
    "forms": {
        **WORD_RECEIVERS,
        "ApiFormRoles": ["doc.GetFormRoles()"],
        "ApiTextForm": ['(function () { var f = Api.CreateTextForm({key: "name", tip: "Your name", placeholder: "Name"}); p.AddElement(f); return f; })()'],
        "ApiCheckBoxForm": ['(function () { var f = Api.CreateCheckBoxForm({key: "yes", tip: "Agree"}); p.AddElement(f); return f; })()'],
        "ApiComboBoxForm": ['(function () { var f = Api.CreateComboBoxForm({key: "land", editable: true, items: ["Latvia", "USA", "UK"]}); p.AddElement(f); return f; })()'],
        "ApiDateForm": ['(function () { var f = Api.CreateDateForm({key: "day", format: "mm.dd.yyyy", lang: "en-US"}); p.AddElement(f); return f; })()'],
        "ApiPictureForm": ['(function () { var f = Api.CreatePictureForm({key: "photo", scaleFlag: "tooBig"}); p.AddElement(f); return f; })()'],
        "ApiComplexForm": ['(function () { var f = Api.CreateComplexForm({key: "whole"}); p.AddElement(f); f.Add("Name: "); return f; })()'],
        "ApiFormBase": ['(function () { var f = Api.CreateTextForm({key: "base"}); p.AddElement(f); return f; })()'],
    },
    "cell": {
        "Api": ["Api"],
        "ApiWorksheet": ["ws"],
        "ApiRange": ['ws.GetRange("A1")', 'ws.GetRange("A1:D5")', 'ws.GetRange("C2:C5")'],
        "ApiCharacters": ['ws.GetRange("A1").GetCharacters(2, 2)'],
        "ApiFont": ['ws.GetRange("A1").GetCharacters(2, 2).GetFont()'],
        "ApiName": ['(Api.AddDefName("numbers", "Sheet1!$C$2:$C$5"), Api.GetDefName("numbers"))'],
        "ApiComment": ['ws.GetRange("A1").AddComment("A remark", "Ada")'],
        "ApiCommentReply": ['(function () { var c = ws.GetRange("A1").AddComment("A remark", "Ada"); c.AddReply("An answer", "Ben", "uid-2"); return c.GetReply(0); })()'],
        "ApiDocumentContent": ["shape().GetContent()"],
        "ApiParagraph": ["shape().GetContent().GetElement(0)"],
        "ApiRun": ["shape().GetContent().GetElement(0).GetElement(0)", "shape().GetContent().GetElement(0).AddText('more')"],
        "ApiAreas": ['ws.GetRange("B1:D1").GetAreas()'],
        "ApiAutoFilter": ['(ws.GetRange("A1:D5").SetAutoFilter(1), ws.GetAutoFilter())'],
        "ApiListObject": ['ws.AddListObject("xlSrcRange", "A1:D5", false, "xlYes")'],
        "ApiProtectedRange": ['ws.AddProtectedRange("guarded", "Sheet1!$A$1:$B$1")'],
        "ApiProtectedRangeUserInfo": ['ws.AddProtectedRange("guarded", "Sheet1!$A$1:$B$1").AddUser("uid-1", "Ada", "CanView") && ws.GetProtectedRange("guarded").GetUser("uid-1")'],
        "ApiValidation": ['(function () { var v = ws.GetRange("C2:C5").GetValidation(); v.Add("xlValidateWholeNumber", "xlValidAlertStop", "xlBetween", 1, 10); return v; })()'],
        "ApiPivotTable": ["pivot()"],
        "ApiPivotField": ['pivot().GetPivotFields("Region")'],
        "ApiPivotDataField": ['pivot().GetDataFields("Sum of Units")'],
        "ApiPivotItem": ['pivot().GetPivotFields("Region").GetPivotItems()[0]'],
        "ApiWorksheetFunction": ["Api.GetWorksheetFunction()"],
        "ApiWorkbook": ["Api.GetActiveWorkbook()"],
        "ApiFreezePanes": ["(ws.GetFreezePanes().FreezeRows(1), ws.GetFreezePanes())"],
        "ApiSort": ['ws.AddListObject("xlSrcRange", "A1:D5", false, "xlYes").GetSort()'],
        "ApiSortFields": ['ws.AddListObject("xlSrcRange", "A1:D5", false, "xlYes").GetSort().GetSortFields()'],
        "ApiSortField": ['ws.AddListObject("xlSrcRange", "A1:D5", false, "xlYes").GetSort().GetSortFields().Add(ws.GetRange("C2:C5"), "xlSortOnValues", "xlAscending")'],
        "ApiFilter": ['(ws.GetRange("A1:D5").SetAutoFilter(2, "East"), ws.GetAutoFilter().GetFilters()[1])'],
        "ApiPageSetup": ["ws.GetPageSetup()"],
        **{name: [expression] for name, expression in RULES.items()},
        **DRAWN,
    },
    "slide": {
        "Api": ["Api"],
        "ApiPresentation": ["pres"],
        "ApiSlide": ["slide", "Api.CreateSlide()"],
        "ApiDocumentContent": ["shape().GetDocContent()"],
        "ApiParagraph": ["p"],
        "ApiRun": ["p.GetElement(0)", "p.AddText('more')"],
        "ApiTable": ["table()"],
        "ApiTableRow": ["table().GetRow(1)"],
        "ApiTableCell": ["table().GetRow(0).GetCell(1)"],
        "ApiLayout": ["slide.GetLayout()", "pres.GetMaster(0).GetLayout(1)"],
        "ApiMaster": ["pres.GetMaster(0)"],
        "ApiTheme": ["pres.GetMaster(0).GetTheme()"],
        "ApiGroup": [
            "slide.GroupDrawings([shape(), shape()])",
            '(function () { var one = function () { return Api.CreateShape("rect", 1800000, 900000); };'
            ' var g = Api.CreateGroup([one(), one()]); slide.AddObject(g); return g; })()',
        ],
        "ApiComment": ['slide.AddComment(0, 0, "A remark", "Ada", "uid-1") && pres.GetAllComments()[0]'],
        "ApiAnimationEffect": ['slide.GetTimeLine().GetMainSequence().AddEffect(shape(), "entranceFade", "onClick")'],
        "ApiThemeColorScheme": ["pres.GetMaster(0).GetTheme().GetColorScheme()"],
        "ApiThemeFormatScheme": ["pres.GetMaster(0).GetTheme().GetFormatScheme()"],
        "ApiPlaceholder": ['Api.CreatePlaceholder("title")'],
        "ApiTextPr": ["p.GetElement(0).GetTextPr()", "Api.CreateTextPr()"],
        "ApiParaPr": ["p.GetParaPr()"],
        **DRAWN,
    },
}

PICTURE = '"https://example.com/picture.png"'

TYPES = {
    "string": ['"text"', '"Another text"'],
    "String": ['"text"', '"Another text"'],
    "number": ["1", "2"],
    "Number": ["1", "0"],
    "boolean": ["true", "false"],
    "bool": ["true", "false"],
    "byte": ["120", "255"],
    "EMU": ["36000 * 20", "914400"],
    "GeometryCoordinate": ["100", '"wd2"'],
    "twips": ["720", "1440"],
    "pt": ["12", "30"],
    "pt_8": ["24", "8"],
    "hps": ["40", "22"],
    "mm": ["10", "25.4"],
    "line240": ["480", "360"],
    "percentage": ["50", "100"],
    "PositivePercentage": ["50000", "100000"],
    "PositiveFixedAngle": ["5400000", "0"],
    "Angle": ['"xlUpward"', "45"],
    "Degree": ["90", "0"],
    "Date": ["new Date(Date.UTC(2024, 0, 20, 12))", "new Date(Date.UTC(1999, 11, 31))"],
    "object": ["{}", "undefined"],
    "Object": ["{}", "undefined"],
    "JSON": ["p.ToJSON()"],
    "function": ["function () { return 1; }"],
    "null": "null",
    "undefined": "undefined",
    "word DocumentElement": ["(function () { var n = Api.CreateParagraph(); n.AddText('new paragraph'); return n; })()", "Api.CreateTable(2, 2)"],
    "DocumentElement": ["(function () { var n = Api.CreateParagraph(); n.AddText('new paragraph'); return n; })()"],
    "ParagraphContent": ["(function () { var n = Api.CreateRun(); n.AddText('new run'); return n; })()"],
    "word ApiParagraph": ["(function () { var n = Api.CreateParagraph(); n.AddText('new paragraph'); return n; })()", "p2"],
    "slide ApiParagraph": ["(function () { var n = Api.CreateParagraph(); n.AddText('new paragraph'); return n; })()"],
    "Drawing": ["shape()", "chart()"],
    "DrawingForGroup": ["shape()", "shape()"],
    "word ApiRange": ["doc.GetRange(0, 10)", "p2.GetRange()"],
    "cell ApiRange": ['ws.GetRange("C2:C5")', 'ws.GetRange("B2")'],
    "ApiTextPr": ["(function () { var t = p.GetElement ? p.GetElement(0).GetTextPr() : Api.CreateTextPr(); t.SetBold(true); t.SetFontSize(40); return t; })()"],
    "ApiStyle": ['doc.GetStyle("Heading 2")', 'doc.CreateStyle("New", "paragraph")'],
    "ApiSlide": ["Api.CreateSlide()", "slide"],
    "cell ApiWorksheet": ["Api.AddSheet('Other') || Api.GetSheet('Other')"],
}

ARGUMENTS = {
    "url": PICTURE,
    "imageUrl": PICTURE,
    "sImageSrc": PICTURE,
    "imageSrc": PICTURE,
    "sImageUrl": PICTURE,
    "sUrl": ['"https://example.com/"', '"https://example.com/page?a=1#b"'],
    "sLink": ['"https://example.com/"', '"https://example.com/page"'],
    "link": ['"https://example.com/"', '"https://example.com/page"'],
    "sFontFamily": ['"Comic Sans MS"', '"Arial"'],
    "fontFamily": ['"Comic Sans MS"', '"Arial"'],
    "sAuthor": ['"Ada"', '"Ben"'],
    "sBookmarkName": ['"mark"', '"none"'],
    "series": "[[200, 240, 280], [250, 260, 280]]",
    "aSeries": "[[200, 240, 280], [250, 260, 280]]",
    "seriesNames": '["Revenue", "Costs"]',
    "aSeriesNames": '["Revenue", "Costs"]',
    "catNames": '["2014", "2015", "2016"]',
    "aCatNames": '["2014", "2015", "2016"]',
    "cell Api.GetRange.sRange": ['"A1:B2"', '"C2"'],
    "sRange": ['"A1:B2"', '"Sheet1!$C$2:$C$5"'],
    "sRef": ['"Sheet1!$A$1:$B$1"', '"Sheet1!$C$2"'],
    "sDataRef": ['"Sheet1!$A$1:$D$5"'],
    "sDataRange": ['"Sheet1!$A$1:$D$5"'],
    "cell sFormat": ['"0.00"', '"yyyy-mm-dd"'],
    "sNumberFormat": ['"0.00"', '"#,##0"'],
    "cell cell1": ['"B2"', 'ws.GetRange("A1")'],
    "cell cell2": ['"C3"', 'ws.GetRange("D5")'],
    "cell nameOrIndex": ['"Sheet1"', "0"],
    "oSearchData": ['{What: "East", After: ws.GetRange("A1"), LookIn: "xlValues", LookAt: "xlWhole", SearchOrder: "xlByColumns", SearchDirection: "xlNext", MatchCase: true}'],
    "oReplaceData": ['{What: "East", Replacement: "South", LookAt: "xlWhole", SearchOrder: "xlByColumns", SearchDirection: "xlNext", MatchCase: true, ReplaceAll: true}'],
    "word ApiDocument.SearchAndReplace.oProperties": ['{searchString: "words", replaceString: "WORDS", matchCase: true}'],
    "word sText": ['"words"', '"First"'],
    "cell ApiRange.SetFormula.data": ['"=SUM(C2:C5)"', '"=C2*2"'],
    "cell ApiRange.SetFormulaArray.data": ['"=C2:C5*2"', '"=SUM(C2:C5*D2:D5)"'],
    "cell ApiRange.SetValue.data": ['"42"', '[["a", 1], ["b", 2]]'],
    "cell Field": ["1", "3"],
    "cell ApiRange.SetAutoFilter.Criteria1": ['"Ada"', '">5"'],
    "cell ApiRange.SetAutoFilter.Operator": ['"xlOr"', '"xlAnd"'],
    "cell ApiRange.SetAutoFilter.Criteria2": ['"Ben"', '"<11"'],
    "pivot": "pivot()",
    "field": ['"Region"', '"Name"'],
    "xmlString": ['"<item>new</item>"', '"<other a=\\"1\\"/>"'],
    "xPath": ['"/list/item"', '"/list"'],
    "xml": ["'<list><item>new</item></list>'"],
}

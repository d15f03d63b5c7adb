//! `ApiRange`: formats, colours, borders, sizes.

#[path = "support/book.rs"]
mod book;
mod support;

use book::{Book, script};
use spindle_ooxml::sheet::Color;
use support::run;

#[test]
fn fonts_fills_and_alignment() {
    let outcome = run(&script(
        r##"
        var r = s.GetRange("B2:D4");
        p([r.SetBold(true), r.SetItalic(true), r.SetStrikeout(true), r.SetUnderline("double"), r.SetFontSize(12.5), r.SetFontName("Arial")]);
        p([r.SetFontColor(Api.CreateColorFromRGB(1, 2, 3)), r.SetFillColor(Api.CreateColorFromRGB(221, 235, 247))]);
        p(["left", "right", "center", "bogus"].map(function (v) { return r.SetAlignHorizontal(v); }));
        p(["top", "justify", "distributed", "bogus"].map(function (v) { return r.SetAlignVertical(v); }));
        p([r.SetWrap(true), r.GetWrapText(), r.WrapText]);
        p([r.SetOrientation(45), r.GetOrientation(), r.SetOrientation("xlDownward"), r.Orientation]);
        p([r.GetFillColor().GetHex(), r.FillColor.GetRGB(), s.GetRange("A1").GetFillColor()]);
        p([r.SetReadingOrder("rtl"), r.Bold, r.FontSize]);
        var q = s.GetRange("A9");
        q.Bold = true; q.Italic = true; q.Strikeout = true; q.Underline = "single"; q.FontSize = 20; q.FontName = "Courier New";
        q.FontColor = Api.RGB(9, 8, 7); q.FillColor = Api.RGB(1, 1, 1); q.AlignHorizontal = "right"; q.AlignVertical = "top";
        q.WrapText = true; q.NumberFormat = "0.0"; q.Orientation = 90; q.ReadingOrder = "ltr";
        s.GetRange("A10").SetBold(true); s.GetRange("A10").SetBold(false);
        s.GetRange("A11").SetFillColor(Api.RGB(1, 1, 1)); s.GetRange("A11").SetFillColor(Api.CreateNoFill());
        s.GetRange("A12").SetUnderline("single"); s.GetRange("A12").SetUnderline("bogus");"##,
    ));
    assert_eq!(
        outcome.printed(),
        [
            "[true,true,true,true,true,true]",
            "[true,true]",
            "[true,true,true,false]",
            "[true,true,true,false]",
            "[true,true,true]",
            "[null,45,null,-90]",
            r##"["#DDEBF7",{"r":221,"g":235,"b":247},"No Fill"]"##,
            "[null,null,null]",
        ]
    );
    let mut saved = Book::open(&outcome.file("o.xlsx"));
    for cell in ["B2", "C3", "D4"] {
        let format = saved.format(cell);
        assert!(format.bold && format.italic && format.strikeout && format.wrap);
        assert_eq!(
            (
                format.underline.as_str(),
                format.font_size,
                format.font_name.as_str()
            ),
            ("double", 12.5, "Arial")
        );
        assert_eq!(
            (format.font_color, format.fill),
            (Some(Color::Rgb(0x010203)), Some(Color::Rgb(0xddebf7)))
        );
        assert_eq!(
            (
                format.horizontal.as_str(),
                format.vertical.as_str(),
                format.rotation
            ),
            ("center", "distributed", 180)
        );
    }
    let format = saved.format("A9");
    assert!(format.bold && format.italic && format.strikeout && format.wrap);
    assert_eq!(
        (
            format.underline.as_str(),
            format.font_size,
            format.font_name.as_str()
        ),
        ("single", 20.0, "Courier New")
    );
    assert_eq!(
        (format.number_format.as_str(), format.rotation),
        ("0.0", 90)
    );
    assert_eq!(
        (format.horizontal.as_str(), format.vertical.as_str()),
        ("right", "top")
    );
    assert!(!saved.format("A1").bold && !saved.format("A10").bold);
    assert_eq!(saved.format("A11").fill, None);
    assert_eq!(saved.format("A12").underline, "none");
}

#[test]
fn number_formats_of_many_cells() {
    let outcome = run(&script(
        r##"
        p(s.GetRange("A1").GetNumberFormat());
        p(s.GetRange("A1:B9").SetNumberFormat("#,##0.00"));
        p([s.GetRange("A1:B9").GetNumberFormat(), s.GetRange("A1:C9").GetNumberFormat(), s.GetRange("A1").NumberFormat]);"##,
    ));
    assert_eq!(
        outcome.printed(),
        [
            r##""General""##,
            "true",
            r##"["#,##0.00",null,"#,##0.00"]"##
        ]
    );
    assert_eq!(
        Book::open(&outcome.file("o.xlsx"))
            .format("B9")
            .number_format,
        "#,##0.00"
    );
}

#[test]
fn borders_are_those_of_the_whole_range() {
    let outcome = run(&script(
        r##"
        var r = s.GetRange("E70:G72"), c = Api.CreateColorFromRGB(1, 1, 1);
        p([r.SetBorders("InsideHorizontal", "Thin", c), r.SetBorders("InsideVertical", "Dashed", c), r.SetBorders("Top", "Double", c),
            r.SetBorders("Bogus", "Thin", c), r.SetBorders("Left", "Bogus", c), r.SetBorders("DiagonalUp", "Hair", c)]);
        s.GetRange("A1").SetBorders("Left", "Thick", c); s.GetRange("A1").SetBorders("Left", "None", c);"##,
    ));
    assert_eq!(outcome.printed(), ["[true,true,true,true,true,true]"]);
    let mut saved = Book::open(&outcome.file("o.xlsx"));
    let xml = saved.part("/xl/styles.xml");
    let corner = "<border diagonalUp=\"1\"><left/><right style=\"dashed\"><color rgb=\"FF010101\"/></right><top style=\"double\"><color rgb=\"FF010101\"/></top>\
        <bottom style=\"thin\"><color rgb=\"FF010101\"/></bottom><diagonal style=\"hair\"><color rgb=\"FF010101\"/></diagonal></border>";
    assert!(xml.contains(corner), "{xml}");
    let corner = saved
        .sheet()
        .style_at(spindle_ooxml::sheet::CellPos::parse("E70").unwrap());
    let middle = saved
        .sheet()
        .style_at(spindle_ooxml::sheet::CellPos::parse("F71").unwrap());
    assert_ne!(corner, middle);
    assert!(!xml.contains("thick") || !xml.contains("<left style=\"thick\"/>"));
}

#[test]
fn whole_rows_and_columns_are_formatted_without_cells() {
    let outcome = run(&script(
        r##"
        s.GetRange("K5").SetValue("b");
        s.GetCols("K:L").SetBold(true);
        s.GetRows("90:91").SetItalic(true);
        s.GetRange("K6").SetValue("c");
        s.GetRange("A1:XFD1048576").SetFontSize(9);"##,
    ));
    let mut saved = Book::open(&outcome.file("o.xlsx"));
    assert!(saved.format("K5").bold && saved.format("L77").bold && !saved.format("M5").bold);
    // As in the original, what a value makes does not look like its column.
    assert!(!saved.format("K6").bold);
    assert!(saved.format("A90").italic && !saved.format("A90").bold);
    let crossing = saved.format("K90");
    assert!(crossing.italic && crossing.bold);
    assert_eq!(
        (
            saved.format("Z1000").font_size,
            saved.format("K90").font_size,
            saved.format("B91").font_size
        ),
        (9.0, 9.0, 9.0)
    );
    assert!(
        saved.sheet().grid.len() < 10,
        "{} cells",
        saved.sheet().grid.len()
    );
}

#[test]
fn widths_heights_and_hidden() {
    let outcome = run(&script(
        r##"
        p([s.SetColumnWidth(0, 14), s.SetColumnWidth(1, 14.5), s.SetColumnWidth(2, 300), s.SetColumnWidth(3, 0), s.SetColumnWidth(5, 14, true)]);
        p(["A", "B", "C", "D", "E", "F"].map(function (c) { return s.GetRange(c + "1").GetColumnWidth(); }));
        p([s.SetRowHeight(0, 30), s.SetRowHeight(1, 0), s.SetRowHeight(2, 500)]);
        p([1, 2, 3, 4].map(function (r) { return s.GetRange("A" + r).GetRowHeight(); }));
        var r = s.GetRange("H8:J9");
        p([r.SetColumnWidth(20), r.GetColumnWidth(), r.SetRowHeight(33), r.GetRowHeight(), r.Width, r.Height]);
        r.ColumnWidth = 10; r.RowHeight = 20;
        p([r.ColumnWidth, r.RowHeight]);
        p([s.GetRows("50:51").SetHidden(true), s.GetRows("50:51").GetHidden(), s.GetCols("M:N").SetHidden(true), s.GetCols("M").Hidden, s.GetRange("M50").GetHidden()]);
        p([s.GetCols("M:M").SetHidden(false), s.GetCols("M").GetHidden(), s.GetCols("N").GetHidden()]);
        try { s.SetColumnWidth(-1, 5); } catch (e) { p(e.name); }
        try { s.SetRowHeight(1048576, 5); } catch (e) { p(e.name); }"##,
    ));
    assert_eq!(
        outcome.printed(),
        [
            "[true,true,true,true,true]",
            "[14,14.43,255,0,8.43,13.29]",
            "[true,true,true]",
            "[30,14.25,409.5,14.25]",
            "[null,20,true,33,435,66]",
            "[10,20]",
            "[true,true,true,true,false]",
            "[true,false,true]",
            r##""RangeError""##,
            r##""RangeError""##,
        ]
    );
    let mut saved = Book::open(&outcome.file("o.xlsx"));
    let sheet = saved.sheet();
    assert_eq!(sheet.columns.get(0).unwrap().width, Some(14.7109375));
    assert_eq!(sheet.columns.get(1).unwrap().width, Some(15.2109375));
    assert!(sheet.columns.get(3).unwrap().hidden && sheet.columns.get(13).unwrap().hidden);
    assert_eq!(sheet.columns.get(7).unwrap().width, Some(10.7109375));
    assert!(sheet.grid.row(1).hidden && sheet.grid.row(49).hidden && !sheet.grid.row(51).hidden);
    assert_eq!(sheet.grid.row(0).height, Some(30.0));
}

#[test]
fn colours_by_every_name() {
    let outcome = run(&script(
        r##"
        var c = Api.CreateColorFromRGB(300, -1, 2.7);
        p([c.GetRGB(), c.GetClassType(), c.GetHex(), c.IsThemeColor(), c.GetThemeName()]);
        p([Api.CreateColorByName("peachPuff").GetHex(), Api.RGB(10, 20, 30).GetHex(), Api.RGBA(1, 2, 3, 4).GetRGBA(), Api.HexColor("#abcdef").GetRGB()]);
        p([Api.Color("red").GetHex(), Api.Color(1, 2, 3).GetHex(), Api.Color("#112233").GetHex(), Api.Color("accent2").GetHex()]);
        var t = Api.ThemeColor("accent1");
        p([t.GetHex(), t.IsThemeColor(), t.GetThemeName(), Api.ThemeColor("dk1").GetHex()]);
        p([Api.CreateRGBColor(1, 2, 3).GetClassType(), Api.CreatePresetColor("lightYellow").GetClassType(), Api.CreateSchemeColor("accent1").GetClassType(), Api.CreateNoFill().GetClassType()]);
        s.GetRange("A1").SetFillColor(Api.CreateRGBColor(7, 8, 9));
        s.GetRange("A2").SetFillColor(Api.CreatePresetColor("lightYellow"));
        s.GetRange("A3").SetFillColor(Api.CreateSchemeColor("accent1"));
        s.GetRange("A4").SetFontColor(Api.ThemeColor("accent2"));
        p([s.GetRange("A3").GetFillColor().GetHex(), s.GetRange("A3").GetFillColor().GetThemeName()]);
        try { s.GetRange("A1").SetFillColor(5); } catch (e) { p(e.message); }"##,
    ));
    assert_eq!(
        outcome.printed(),
        [
            r##"[{"r":44,"g":255,"b":2},"color","#2CFF02",false,null]"##,
            r##"["#FFDAB9","#0A141E",{"r":1,"g":2,"b":3,"a":4},{"r":171,"g":205,"b":239}]"##,
            r##"["#FF0000","#010203","#112233","#ED7D31"]"##,
            r##"["#5B9BD5",true,"accent1","#000000"]"##,
            r##"["rgbColor","presetColor","schemeColor","fill"]"##,
            r##"["#5B9BD5","accent1"]"##,
            r##""ApiRange.SetFillColor: argument 1 (oColor) must be an ApiColor, not a number""##,
        ]
    );
    let mut saved = Book::open(&outcome.file("o.xlsx"));
    assert_eq!(saved.format("A1").fill, Some(Color::Rgb(0x070809)));
    assert_eq!(saved.format("A2").fill, Some(Color::Rgb(0xffffe0)));
    assert_eq!(
        saved.format("A3").fill,
        Some(Color::Theme { index: 4, tint: 0 })
    );
    assert_eq!(
        saved.format("A4").font_color,
        Some(Color::Theme { index: 5, tint: 0 })
    );
}

#[test]
fn columns_fit_their_texts() {
    let outcome = run(&script(
        r##"
        ["Hello world", "1234567890", "iiiiiiiiii", "WWWWWWWWWW", "The quick brown fox jumps", "", "12345678901234"].forEach(function (v, i) { s.GetRangeByNumber(0, i).SetValue(v); });
        s.GetRange("H1").SetValue(1234.5); s.GetRange("H1").SetNumberFormat("#,##0.00");
        s.SetRowHeight(0, 40);
        p(s.GetRange("A1:H1").AutoFit(false, true));
        p([0, 1, 2, 3, 4, 5, 6, 7].map(function (c) { return s.GetRangeByNumber(0, c).GetColumnWidth(); }));
        s.SetColumnWidth(0, 50); s.GetRange("A1").AutoFit(); p(s.GetRange("A1").GetColumnWidth());
        s.GetRange("A1").AutoFit(true, false); p([s.GetRange("A1").GetRowHeight(), s.GetRange("A1").GetColumnWidth()]);"##,
    ));
    assert_eq!(
        outcome.printed(),
        [
            "undefined",
            "[9.57,10,4.29,18.57,23,8.43,10.57,7.14]",
            "50",
            "[14.25,50]"
        ]
    );
    let xml = Book::open(&outcome.file("o.xlsx")).xml();
    assert!(
        xml.contains("<col min=\"2\" max=\"2\" width=\"10.7109375\" bestFit=\"1\"/>"),
        "{xml}"
    );
}

#[test]
fn merged_cells_do_not_count_when_columns_are_fitted() {
    let outcome = run(&script(
        r##"
        s.GetRange("A1:B1").Merge();
        s.GetRange("A4:A6").Merge();
        ["A1", "A4"].forEach(function (c) { s.GetRange(c).SetValue("a text that is much longer than the others"); });
        s.GetRange("A2").SetValue("Hello world");
        s.GetRange("A7").SetValue("Hello");
        s.GetRange("C2").SetValue("Hello world");
        s.GetRange("A1:C9").AutoFit(false, true);
        p(s.GetRange("A1").GetColumnWidth() === s.GetRange("C1").GetColumnWidth());"##,
    ));
    assert_eq!(outcome.printed(), ["true"]);
}

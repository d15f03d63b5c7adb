//! Any workbook, written and read, is the same.

use std::sync::Arc;

use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use spindle_model::document::{Media, Metadata, Script};
use spindle_model::workbook::{
    BorderLine, BorderStyle, Cell, CellBorders, CellComment, CellError, CellFont, CellLink,
    CellStyle, Color, Columns, DefinedName, HorizontalAlign, MAX_COLUMNS, MAX_ROWS, Range, RichRun,
    Row, Sheet, SheetImage, Value, VerticalAlign, Workbook,
};

use crate::samples::{PNG, read, write};

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{0,12}",
        "\\PC{0,8}",
        Just("_x0041_ \r\n\u{1}\t".to_owned()),
        Just(" <&>\"' ".to_owned()),
    ]
}

fn color() -> impl Strategy<Value = Color> {
    any::<(u8, u8, u8)>().prop_map(|(red, green, blue)| Color(red, green, blue))
}

prop_compose! {
    fn font()(
        name in "[A-Z][a-z &]{1,9}[a-z]",
        size in 2_u16..200,
        flags in any::<[bool; 4]>(),
        script in option::of(prop_oneof![Just(Script::Super), Just(Script::Sub)]),
        color in option::of(color()),
    ) -> CellFont {
        let [bold, italic, underline, strike] = flags;
        CellFont {
            name: Some(name.into()),
            size: Some(f32::from(size) / 2.0),
            bold, italic, underline, strike, script, color,
        }
    }
}

fn line() -> impl Strategy<Value = Option<BorderLine>> {
    let style = prop::sample::select(vec![
        BorderStyle::Thin,
        BorderStyle::Hair,
        BorderStyle::Dotted,
        BorderStyle::Dashed,
        BorderStyle::DashDot,
        BorderStyle::DashDotDot,
        BorderStyle::Medium,
        BorderStyle::MediumDashed,
        BorderStyle::Thick,
        BorderStyle::Double,
    ]);
    option::of((style, color()).prop_map(|(style, color)| BorderLine { style, color }))
}

prop_compose! {
    fn style()(
        font in font(),
        fill in option::of(color()),
        lines in (line(), line(), line(), line()),
        code in option::of(prop::sample::select(vec!["0.00%", "m/d/yyyy", "0.0\"<x>\"", "[Red]#,##0_);-0", "$#,##0_);($#,##0)", "yyyy\"年\""])),
        horizontal in prop::sample::select(vec![
            HorizontalAlign::General, HorizontalAlign::Left, HorizontalAlign::Center, HorizontalAlign::Right,
            HorizontalAlign::Justify, HorizontalAlign::Fill, HorizontalAlign::CenterAcross]),
        vertical in prop::sample::select(vec![VerticalAlign::Bottom, VerticalAlign::Middle, VerticalAlign::Top]),
        rest in (any::<bool>(), 0_u8..=250, -90_i16..=90, any::<bool>()),
    ) -> CellStyle {
        let (top, right, bottom, left) = lines;
        let (wrap, indent, rotation, unlocked) = rest;
        CellStyle {
            font, fill,
            borders: CellBorders { top, right, bottom, left },
            number_format: code.map(Arc::from),
            horizontal, vertical, wrap, indent, rotation, unlocked,
        }
    }
}

/// Runs as a reader gives them: none is empty, no two beside each other look the same, not all look as the cell.
fn rich() -> impl Strategy<Value = Value> {
    ("[ -~]{1,9}", font(), "[ -~]{1,9}").prop_map(|(first, font, second)| {
        let run = |text: String, font| RichRun { text, font };
        Value::Rich(Arc::from(vec![run(first, None), run(second, Some(font))]))
    })
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<f64>()
            .prop_filter("finite, and no negative zero", |number| number.is_finite()
                && (*number != 0.0 || number.is_sign_positive()))
            .prop_map(Value::Number),
        any::<i32>().prop_map(|number| Value::Number(f64::from(number))),
        text().prop_map(|text| Value::Text(text.into())),
        any::<bool>().prop_map(Value::Bool),
        prop::sample::select(CellError::ALL.to_vec()).prop_map(Value::Error),
    ]
}

fn cell(styles: u32) -> impl Strategy<Value = Cell> {
    let formula = prop::sample::select(vec![
        "SUM(A1:B2)",
        "\"<&>\"&A1",
        "'other sheet'!A1*2",
        "IF(A1>0,\"a\",\"b\")",
    ]);
    let plain =
        (0..styles, value(), option::of(formula)).prop_map(|(style, value, formula)| Cell {
            style,
            value,
            formula: formula.map(Box::from),
            ..Cell::default()
        });
    let rich = (0..styles, rich()).prop_map(|(style, value)| Cell {
        style,
        value,
        ..Cell::default()
    });
    let blank = (1..styles).prop_map(|style| Cell {
        style,
        ..Cell::default()
    });
    prop_oneof![6 => plain, 1 => rich, 1 => blank]
}

fn index(below: u32) -> impl Strategy<Value = u32> {
    prop_oneof![3 => 0..20_u32, 1 => 0..below]
}

fn rows(styles: u32) -> impl Strategy<Value = Vec<Row>> {
    let row = (
        btree_map(index(MAX_COLUMNS), cell(styles), 1..6),
        option::of(0_u16..1600),
        any::<bool>(),
        0..styles,
    );
    btree_map(index(MAX_ROWS), row, 0..6).prop_map(|rows| {
        rows.into_iter()
            .map(|(index, (cells, height, hidden, style))| Row {
                index,
                cells: cells
                    .into_iter()
                    .map(|(column, cell)| Cell { column, ..cell })
                    .collect(),
                height: height.map(|height| f32::from(height) / 4.0),
                hidden,
                style,
            })
            .collect()
    })
}

prop_compose! {
    fn sheet(styles: u32)(
        rows in rows(styles),
        widths in vec((1_u32..9, option::of(0_u16..300), any::<bool>(), 0..styles), 0..4),
        merge in option::of((0_u32..100, 0_u32..100, 1_u32..9, 0_u32..9)),
        frozen in (0_u32..9, 0_u32..9),
        flags in any::<(bool, bool)>(),
        comments in btree_map((0_u32..99, 0_u32..9), (text(), text()), 0..3),
        links in vec((0_u32..99, prop::sample::select(vec!["https://a.example/b?c=1&d", "#A1", "mailto:a@b.example", "https://a.example/#x"])), 0..3),
        images in vec((0_u32..50, 0_u32..50, 0_u8..10, 1_u16..500), 0..3),
        tab in option::of(color()),
        defaults in option::of((1_u16..200, 1_u16..200)),
    ) -> Sheet {
        let mut first = 0;
        let mut columns = Vec::new();
        for (count, width, hidden, style) in widths {
            let width = width.map(|width| f32::from(width) * 0.75);
            columns.push(Columns { first, last: first + count - 1, width, hidden, style });
            first += count + 1;
        }
        Sheet {
            rows, columns,
            merges: merge.map(|(row, column, height, width)| Range {
                first_row: row, first_column: column, last_row: row + height, last_column: column + width,
            }).into_iter().collect(),
            frozen_rows: frozen.0,
            frozen_columns: frozen.1,
            hidden: flags.0,
            hide_grid: flags.1,
            comments: comments.into_iter().map(|((row, column), (author, text))| CellComment { row, column, author, text }).collect(),
            links: links.into_iter().map(|(row, href)| CellLink {
                range: Range { first_row: row, last_row: row, ..Range::default() }, href: href.to_owned(),
            }).collect(),
            // Columns from 100 on are never narrow here, so that a corner stays in its cell.
            images: images.into_iter().map(|(row, column, offset, size)| SheetImage {
                media: 0, row: row + 100_000, column: column + 100, offset_y: 0.0, offset_x: f32::from(offset) / 4.0,
                width: f32::from(size), height: f32::from(size) * 2.0, alt: format!("<{size}>"),
            }).collect(),
            tab_color: tab,
            default_width: defaults.map(|(width, _)| f32::from(width) * 0.75 + 3.0),
            default_height: defaults.map(|(_, height)| f32::from(height) / 4.0),
            ..Sheet::default()
        }
    }
}

prop_compose! {
    fn workbook()(styles in btree_map("[a-z]{4}", style(), 2..5))(
        sheets in vec(sheet(styles.len() as u32), 1..4),
        styles in Just(styles),
        name in option::of((prop::sample::select(vec!["tax", "_x.1", "Größe"]), any::<bool>())),
        title in option::of("[ -~]{1,9}[a-z]"),
        date_1904 in any::<bool>(),
    ) -> Workbook {
        let mut book = Workbook {
            sheets, date_1904,
            styles: styles.into_values().collect(),
            names: name.map(|(name, local)| DefinedName {
                name: name.to_owned(), sheet: local.then_some(0), formula: "1+\"<\"".to_owned(),
            }).into_iter().collect(),
            metadata: Metadata { title, created: Some("2024-01-02T03:04:05Z".to_owned()), ..Metadata::default() },
            ..Workbook::default()
        };
        for (index, sheet) in book.sheets.iter_mut().enumerate() {
            sheet.name = format!("Sheet & {index}");
        }
        book.sheets[0].hidden = false;
        if book.sheets.iter().any(|sheet| !sheet.images.is_empty()) {
            book.media.push(Media { media_type: "image/png".to_owned(), bytes: PNG.into() });
        }
        book
    }
}

/// A workbook that has some of everything.
pub fn sample() -> Workbook {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    loop {
        let book = workbook().new_tree(&mut runner).unwrap().current();
        let some = |has: fn(&Sheet) -> bool| book.sheets.iter().any(has);
        if some(|sheet| !sheet.images.is_empty())
            && some(|sheet| !sheet.comments.is_empty())
            && some(|sheet| !sheet.links.is_empty())
            && some(|sheet| !sheet.merges.is_empty())
        {
            return book;
        }
    }
}

/// The first lines in which two workbooks differ: the whole of them fills screens.
fn difference(left: &Workbook, right: &Workbook) -> String {
    let (left, right) = (format!("{left:#?}"), format!("{right:#?}"));
    let differs = left
        .lines()
        .zip(right.lines())
        .position(|(left, right)| left != right);
    let Some(at) = differs else {
        return "one is longer".to_owned();
    };
    let part = |text: &str| -> String {
        let lines = text.lines().skip(at.saturating_sub(12)).take(20);
        lines.map(|line| format!("{line}\n")).collect()
    };
    format!("written:\n{}read:\n{}", part(&left), part(&right))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_workbook_makes_the_round_trip(book in workbook()) {
        let (bytes, warnings) = write(book.clone());
        prop_assert!(warnings.is_empty(), "{warnings:?}");
        let (again, warnings) = read(&bytes);
        prop_assert!(warnings.is_empty(), "{warnings:?}");
        prop_assert!(book == again, "{}", difference(&book, &again));
    }
}

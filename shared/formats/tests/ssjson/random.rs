//! Random workbooks come back; random bytes do no harm.

use std::sync::Arc;

use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use spindle_formats::ssjson::SsjsonReader;
use spindle_model::convert::{Job, Reader};
use spindle_model::document::Script;
use spindle_model::workbook::{
    BorderLine, BorderStyle, Cell, CellBorders, CellComment, CellError, CellFont, CellLink,
    CellStyle, Color, Columns, DefinedName, HorizontalAlign, Range, RichRun, Row, Sheet, Value,
    VerticalAlign, Workbook,
};

use crate::support::{read, write};

fn color() -> impl Strategy<Value = Color> {
    any::<(u8, u8, u8)>().prop_map(|(red, green, blue)| Color(red, green, blue))
}

/// A font that says its family and size: others get them.
fn font() -> impl Strategy<Value = CellFont> {
    (
        prop::sample::select(vec![
            "Arial",
            "微软雅黑",
            "Times New Roman",
            "B612 Mono",
            "a, b",
        ]),
        1_u16..100,
        any::<(bool, bool, bool, bool)>(),
        option::of(prop::sample::select(vec![Script::Super, Script::Sub])),
        option::of(color()),
    )
        .prop_map(
            |(name, halves, (bold, italic, underline, strike), script, color)| CellFont {
                name: Some(name.into()),
                size: Some(f32::from(halves) / 2.0),
                bold,
                italic,
                underline,
                strike,
                script,
                color,
            },
        )
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

fn style() -> impl Strategy<Value = CellStyle> {
    let borders =
        (line(), line(), line(), line()).prop_map(|(top, right, bottom, left)| CellBorders {
            top,
            right,
            bottom,
            left,
        });
    let format = option::of(prop::sample::select(vec![
        "0.00%",
        "yyyy-mm-dd",
        "h:mm",
        "@",
        "[Red]0;\"x\"0",
    ]));
    let horizontal = prop::sample::select(vec![
        HorizontalAlign::General,
        HorizontalAlign::Left,
        HorizontalAlign::Center,
        HorizontalAlign::Right,
        HorizontalAlign::Justify,
        HorizontalAlign::CenterAcross,
    ]);
    let vertical = prop::sample::select(vec![
        VerticalAlign::Top,
        VerticalAlign::Middle,
        VerticalAlign::Bottom,
    ]);
    (
        font(),
        option::of(color()),
        borders,
        format,
        horizontal,
        vertical,
        any::<(bool, bool)>(),
        0_u8..9,
        -90_i16..=90,
    )
        .prop_map(
            |(
                font,
                fill,
                borders,
                format,
                horizontal,
                vertical,
                (wrap, unlocked),
                indent,
                rotation,
            )| CellStyle {
                // What a font does not say would show what lies below.
                font: CellFont {
                    script: None,
                    color: font.color.or(Some(Color::BLACK)),
                    ..font
                },
                fill,
                borders,
                number_format: format.map(Into::into),
                horizontal,
                vertical,
                wrap,
                indent,
                rotation,
                unlocked,
            },
        )
}

fn value() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        "\\PC{1,8}",
        Just("/OADate(7)/".to_owned()),
        Just("a\n\t\"\\\u{1}😀".to_owned())
    ];
    let run = ("\\PC{0,4}", option::of(font())).prop_map(|(text, font)| RichRun { text, font });
    prop_oneof![
        Just(Value::Empty),
        any::<i32>().prop_map(|number| Value::Number(f64::from(number))),
        (-1e6..1e6_f64).prop_map(Value::Number),
        prop::num::f64::NORMAL.prop_map(Value::Number),
        text.prop_map(|text| Value::Text(text.as_str().into())),
        vec(run, 2..4).prop_map(|runs| Value::Rich(Arc::from(runs))),
        any::<bool>().prop_map(Value::Bool),
        prop::sample::select(CellError::ALL.to_vec()).prop_map(Value::Error),
    ]
}

fn rows(styles: u32) -> impl Strategy<Value = Vec<Row>> {
    let formula = option::of(prop::sample::select(vec!["SUM(A1:B2)", "\"a\"&B1"]));
    let cell = (value(), 0..styles, formula);
    let cells = btree_map(0_u32..40, cell, 0..5).prop_map(|cells| {
        let cell = |(column, (value, style, formula)): (u32, (Value, u32, Option<&str>))| Cell {
            column,
            style,
            value,
            formula: formula.map(Into::into),
        };
        cells
            .into_iter()
            .map(cell)
            .filter(|cell| cell.style != 0 || cell.value != Value::Empty || cell.formula.is_some())
            .collect::<Vec<_>>()
    });
    let height = option::of((1_u16..200).prop_map(|pixels| f32::from(pixels) * 0.75));
    btree_map(0_u32..400, (cells, height, any::<bool>(), 0..styles), 0..6).prop_map(|rows| {
        rows.into_iter()
            .map(|(index, (cells, height, hidden, style))| Row {
                index,
                cells,
                height,
                hidden,
                style,
            })
            .filter(|row| {
                !row.cells.is_empty() || row.height.is_some() || row.hidden || row.style != 0
            })
            .collect()
    })
}

fn sheet(index: usize, styles: u32) -> impl Strategy<Value = Sheet> {
    let columns = option::of((0_u32..20, 0_u32..4, 1_u16..300, any::<bool>(), 0..styles)).prop_map(
        |columns| {
            let one = columns.map(|(first, more, pixels, hidden, style)| Columns {
                first,
                last: first + more,
                width: Some(f32::from(pixels) * 0.75),
                hidden,
                style,
            });
            one.into_iter().collect::<Vec<_>>()
        },
    );
    let range =
        (0_u32..50, 0_u32..20, 0_u32..3, 0_u32..3).prop_map(|(row, column, rows, columns)| Range {
            first_row: row,
            first_column: column,
            last_row: row + rows,
            last_column: column + columns,
        });
    let comment = (0_u32..50, 0_u32..20, "[a-c]{0,3}", "\\PC{1,9}").prop_map(
        |(row, column, author, text)| CellComment {
            row,
            column,
            author,
            text,
        },
    );
    let settings = (
        0_u32..5,
        0_u32..5,
        any::<(bool, bool)>(),
        option::of(color()),
        option::of(1_u16..99),
    );
    (
        rows(styles),
        columns,
        vec(range, 0..3),
        vec(comment, 0..3),
        settings,
    )
        .prop_map(
            move |(
                rows,
                columns,
                merges,
                comments,
                (frozen_rows, frozen_columns, (hidden, hide_grid), tab_color, size),
            )| {
                // A link of a cell that is there: one elsewhere makes a cell.
                let linked = rows
                    .iter()
                    .find_map(|row| Some((row.index, row.cells.first()?.column)));
                let link = linked.map(|(row, column)| CellLink {
                    range: Range {
                        first_row: row,
                        first_column: column,
                        last_row: row,
                        last_column: column,
                    },
                    href: "#Sheet1!A1".to_owned(),
                });
                Sheet {
                    name: format!("Sheet {index}"),
                    rows,
                    columns,
                    merges,
                    frozen_rows,
                    frozen_columns,
                    hidden,
                    comments,
                    links: link.into_iter().collect(),
                    images: Vec::new(),
                    hide_grid,
                    default_width: size.map(|pixels| f32::from(pixels) * 0.75),
                    default_height: size.map(|pixels| f32::from(pixels) * 1.5),
                    tab_color,
                }
            },
        )
}

fn workbook() -> impl Strategy<Value = Workbook> {
    vec(style(), 1..5).prop_flat_map(|styles| {
        let count = u32::try_from(styles.len()).unwrap();
        (
            Just(styles),
            sheet(0, count),
            sheet(1, count),
            0_usize..2,
            any::<bool>(),
        )
            .prop_map(|(styles, one, other, active, named)| Workbook {
                sheets: vec![one, other],
                styles,
                names: named
                    .then(|| DefinedName {
                        name: "n".to_owned(),
                        sheet: Some(1),
                        formula: "'Sheet 0'!$A$1".to_owned(),
                    })
                    .into_iter()
                    .collect(),
                active,
                ..Workbook::default()
            })
    })
}

/// The workbook with the styles in the order in which they are met, as reading numbers them: what a style is counts,
/// not where it stands.
fn shown(workbook: &Workbook) -> Vec<String> {
    let style = |index: u32| format!("{:?}", workbook.styles[index as usize]);
    let mut shown = vec![format!(
        "{:?} {} {}",
        workbook.names,
        workbook.active,
        style(0)
    )];
    for sheet in &workbook.sheets {
        for row in &sheet.rows {
            shown.push(format!(
                "{} {:?} {} {}",
                row.index,
                row.height,
                row.hidden,
                style(row.style)
            ));
            for cell in &row.cells {
                shown.push(format!(
                    "{} {:?} {:?} {}",
                    cell.column,
                    cell.value,
                    cell.formula,
                    style(cell.style)
                ));
            }
        }
        for columns in &sheet.columns {
            shown.push(format!(
                "{}-{} {:?} {} {}",
                columns.first,
                columns.last,
                columns.width,
                columns.hidden,
                style(columns.style)
            ));
        }
        let bare = Sheet {
            rows: Vec::new(),
            columns: Vec::new(),
            ..sheet.clone()
        };
        shown.push(format!("{bare:?}"));
    }
    shown
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_workbook_comes_back(workbook in workbook()) {
        let json = write(&workbook);
        let again = read(&json);
        prop_assert_eq!(shown(&again), shown(&workbook), "{}", json);
        prop_assert_eq!(shown(&read(&write(&again))), shown(&again));
        prop_assert!(spindle_sheet::Workbook::parse(&json).is_ok());
    }

    #[test]
    fn no_bytes_do_harm(workbook in workbook(), at in any::<prop::sample::Index>(), byte: u8, cut in any::<prop::sample::Index>()) {
        let mut bytes = write(&workbook).into_bytes();
        let index = at.index(bytes.len());
        bytes[index] = byte;
        let _ = SsjsonReader.read(&bytes, &mut Job::new(&mut |_| {}));
        bytes.truncate(cut.index(bytes.len()));
        let _ = SsjsonReader.read(&bytes, &mut Job::new(&mut |_| {}));
    }
}

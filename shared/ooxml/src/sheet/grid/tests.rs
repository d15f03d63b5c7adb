use super::*;
use crate::sheet::formula::{Shift, ShiftKind};
use crate::sheet::strings::Strings;
use crate::sheet::{read, write};

fn at(name: &str) -> CellPos {
    CellPos::parse(name).unwrap()
}

fn area(name: &str) -> Area {
    Area::parse(name).unwrap()
}

#[test]
fn cells_stay_in_order_however_they_come() {
    let mut grid = Grid::new(usize::MAX);
    // A full cycle of a multiplier modulo a prime: every order of insertion at once.
    let mut n = 1_u32;
    for _ in 0..20_000 {
        n = (n * 7919) % 20_011;
        grid.set(
            CellPos::new(n / 140, n % 140),
            Content::Number(f64::from(n)),
            n % 9,
        )
        .unwrap();
    }
    let cells: Vec<CellPos> = grid.positions(Area::sheet());
    assert!(cells.is_sorted());
    assert_eq!(cells.len(), grid.len());
    for cell in cells {
        let n = cell.row * 140 + cell.col;
        let view = grid.get(cell).unwrap();
        assert_eq!(
            (view.content, view.style),
            (ContentView::Number(f64::from(n)), n % 9)
        );
    }
    assert!(
        grid.weight() / grid.len() < 60,
        "{} bytes a cell",
        grid.weight() / grid.len()
    );
}

#[test]
fn filling_backwards_keeps_chunks_full() {
    let mut grid = Grid::new(usize::MAX);
    for row in (0..5000).rev() {
        grid.set(CellPos::new(row, 3), Content::Blank, 1).unwrap();
    }
    assert_eq!(grid.len(), 5000);
    assert!(grid.weight() < 5000 * 30);
    assert_eq!(grid.bounds(|_| true), Some(area("D1:D5000")));
    assert_eq!(grid.iter(area("D10:E12")).count(), 3);
}

#[test]
fn the_limit_counts_new_cells_only() {
    let mut grid = Grid::new(2);
    grid.set(at("A1"), Content::Bool(true), 0).unwrap();
    grid.set(at("B1"), Content::Error("#N/A"), 0).unwrap();
    grid.set(at("A1"), Content::Number(1.0), 0).unwrap();
    assert_eq!(
        grid.set(at("C1"), Content::Blank, 0),
        Err(GridError::TooManyCells(2))
    );
    assert_eq!(grid.set_style(at("C1"), 3), Err(GridError::TooManyCells(2)));
    grid.remove(area("A1:A9")).unwrap();
    grid.set(at("C1"), Content::Blank, 0).unwrap();
    assert_eq!(
        grid.get(at("B1")).unwrap().content,
        ContentView::Error("#N/A")
    );
}

const PART: &str = "<worksheet xmlns=\"m\"><cols/><sheetData foo=\"1\"><row r=\"2\" spans=\"1:3\" ht=\"20\" customHeight=\"1\" x14ac:dyDescent=\"0.2\">\
<c r=\"A2\" s=\"3\" t=\"s\"><v>0</v></c><c r=\"B2\"><f t=\"shared\" ref=\"B2:B4\" si=\"0\">A2*$A$2</f><v>4</v></c><c t=\"b\" cm=\"1\"><v>1</v></c></row>\
<row><c r=\"B3\"><f t=\"shared\" si=\"0\"/><v>5</v></c><c r=\"D3\" t=\"inlineStr\"><is><t>in &lt;line&gt;</t></is></c><c r=\"E3\" s=\"2\"/></row>\
<row r=\"4\" hidden=\"1\"><c r=\"B4\" t=\"e\"><f t=\"shared\" si=\"0\"/><v>#DIV/0!</v></c><c r=\"C4\"><v>1.5E-7</v><extLst><ext/></extLst></c></row>\
<row r=\"9\" s=\"2\" customFormat=\"1\"/></sheetData><mergeCells/></worksheet>";

fn taken() -> (Grid, Strings, String) {
    let mut strings = Strings::default();
    strings.add("zero");
    let taken = read::take_apart(PART, &mut strings, 100).unwrap();
    (taken.grid, strings, taken.rest)
}

fn written(grid: &Grid, strings: &Strings) -> String {
    let mut out = Vec::new();
    write::rows(&mut out, grid, strings, "", false);
    String::from_utf8(out).unwrap()
}

#[test]
fn a_worksheet_is_read_and_written() {
    let (grid, strings, rest) = taken();
    assert_eq!(
        rest,
        "<worksheet xmlns=\"m\"><cols/><sheetData foo=\"1\"></sheetData><mergeCells/></worksheet>"
    );
    assert_eq!(
        grid.get(at("A2")).unwrap(),
        CellView {
            style: 3,
            content: ContentView::Text(0)
        }
    );
    assert_eq!(grid.get(at("C2")).unwrap().content, ContentView::Bool(true));
    assert_eq!(strings.text(1), "in <line>");
    assert_eq!(grid.formula(at("B4")).unwrap().unwrap(), "A4*$A$2");
    assert_eq!(grid.row(1).height, Some(20.0));
    assert!(grid.row(3).hidden);
    assert_eq!(grid.row(8).style, Some(2));
    let text = written(&grid, &strings);
    assert_eq!(
        text,
        "<row r=\"2\" ht=\"20\" customHeight=\"1\" x14ac:dyDescent=\"0.2\"><c r=\"A2\" s=\"3\" t=\"s\"><v>0</v></c>\
        <c r=\"B2\"><f t=\"shared\" ref=\"B2:B4\" si=\"0\">A2*$A$2</f><v>4</v></c><c r=\"C2\" t=\"b\" cm=\"1\"><v>1</v></c></row>\
        <row r=\"3\"><c r=\"B3\"><f t=\"shared\" si=\"0\"/><v>5</v></c><c r=\"D3\" t=\"s\"><v>1</v></c><c r=\"E3\" s=\"2\"/></row>\
        <row r=\"4\" hidden=\"1\"><c r=\"B4\" t=\"e\"><f t=\"shared\" si=\"0\"/><v>#DIV/0!</v></c><c r=\"C4\"><v>1.5E-7</v><extLst><ext/></extLst></c></row>\
        <row r=\"9\" s=\"2\" customFormat=\"1\"></row>"
    );
    let again = read::take_apart(
        &format!("<w><sheetData>{text}</sheetData></w>"),
        &mut strings.clone(),
        100,
    )
    .unwrap();
    assert_eq!(written(&again.grid, &strings), text);
}

#[test]
fn overwriting_the_master_of_a_shared_formula_keeps_the_others() {
    let (mut grid, ..) = taken();
    grid.set(at("B2"), Content::Number(1.0), 0).unwrap();
    assert_eq!(grid.formula(at("B3")).unwrap().unwrap(), "A3*$A$2");
    assert_eq!(grid.formula(at("B2")).unwrap(), None);
    let ContentView::Formula(formula) = grid.get(at("B3")).unwrap().content else {
        panic!()
    };
    assert_eq!(
        (formula.text, formula.attributes, formula.cached),
        ("A3*$A$2", "", Cached::Number(5.0))
    );
}

#[test]
fn rows_move_with_all_they_have() {
    let (mut grid, strings, _) = taken();
    grid.apply_shift(&Shift {
        at: area("3:3"),
        kind: ShiftKind::Up,
    })
    .unwrap();
    assert!(grid.row(2).hidden);
    assert_eq!(grid.row(7).style, Some(2));
    assert!(written(&grid, &strings).contains("<c r=\"C3\"><v>1.5E-7</v><extLst>"));
    grid.apply_shift(&Shift {
        at: area("A1:B1"),
        kind: ShiftKind::Down,
    })
    .unwrap();
    assert_eq!(grid.get(at("A3")).unwrap().content, ContentView::Text(0));
    assert_eq!(grid.get(at("C2")).unwrap().content, ContentView::Bool(true));
    assert!(grid.row(2).hidden, "cells moved, rows did not");
}

#[test]
fn broken_parts_are_refused_in_words() {
    for (cells, reason) in [
        ("<row r=\"0\"/>", "\"0\" is no row"),
        ("<row r=\"1048577\"/>", "row 1048577 is beyond the last one"),
        ("<row r=\"4294967296\"/>", "is no row"),
        ("<row><c r=\"XFE1\"/></row>", "is no cell"),
        ("<row><c t=\"s\"><v>7</v></c></row>", "no shared string 7"),
        ("<row><c><v>abc</v></c></row>", "\"abc\" is no number"),
        ("<row><c>", "not well-formed"),
        ("<row><c></row>", "not well-formed"),
    ] {
        let error = read::take_apart(
            &format!("<w><sheetData>{cells}</sheetData></w>"),
            &mut Strings::default(),
            9,
        );
        let Err(error) = error else {
            panic!("{cells} was read")
        };
        assert!(error.to_string().contains(reason), "{cells}: {error}");
    }
    let many = "<row/><row><c/><c/></row><row><c/></row>";
    let error = read::take_apart(
        &format!("<w><sheetData>{many}</sheetData></w>"),
        &mut Strings::default(),
        2,
    );
    assert!(matches!(
        error.map(|_| ()),
        Err(read::ReadError::Grid(GridError::TooManyCells(2)))
    ));
}

/// A worksheet's part with a shared formula in as many rows.
fn shared(text: &str, rows: u32) -> String {
    let mut part = format!(
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><f t=\"shared\" ref=\"A1:A{rows}\" si=\"0\">{text}</f></c></row>"
    );
    for row in 2..=rows {
        part.push_str(&format!(
            "<row r=\"{row}\"><c r=\"A{row}\"><f t=\"shared\" si=\"0\"/></c></row>"
        ));
    }
    part + "</sheetData></worksheet>"
}

#[test]
fn a_shared_formula_is_not_written_out_beyond_the_limit() {
    let text = format!("1{}", "+1".repeat(4000));
    let mut strings = Strings::default();
    let read = |text: &str, strings: &mut Strings| {
        read::take_apart(&shared(text, 9000), strings, 10_000).map(|taken| taken.grid)
    };
    let mut grid = read(&text, &mut strings).unwrap();
    let many = Err(GridError::TooMuchText(MAX_FORMULA_BYTES));
    assert_eq!(grid.clear_content(at("A1")), many);
    assert_eq!(grid.remove(area("A1:A3")), many);
    assert_eq!(grid.set(at("A3"), Content::Blank, 0), many);
    assert_eq!(grid.len(), 9000);
    assert_eq!(grid.formula(at("A9000")).unwrap().unwrap(), text);
    let mut grid = read("B1", &mut strings).unwrap();
    grid.remove(area("A1:A3")).unwrap();
    assert_eq!(grid.formula(at("A9000")).unwrap().unwrap(), "B9000");
    let error = read(&"1".repeat(8193), &mut strings)
        .unwrap_err()
        .to_string();
    assert!(error.contains("A1 is longer than 8192"), "{error}");
}

#[test]
fn members_of_a_formula_that_is_missing_cost_no_search() {
    let mut part = "<worksheet><sheetData>".to_owned();
    for row in 1..=20_000 {
        part.push_str(&format!(
            "<row r=\"{row}\"><c r=\"A{row}\"><f t=\"shared\" si=\"{row}\">B1</f></c><c r=\"C{row}\"><f t=\"shared\" si=\"0\"/></c></row>"
        ));
    }
    part.push_str("</sheetData></worksheet>");
    let mut grid = read::take_apart(&part, &mut Strings::default(), 100_000)
        .unwrap()
        .grid;
    // A search for each would be 1.6 billion steps.
    grid.remove(Area::sheet()).unwrap();
    assert!(grid.is_empty());
    assert_eq!(grid.formulas(), 0);
}

#[test]
fn a_narrow_area_is_what_going_through_all_cells_finds() {
    let mut grid = Grid::new(usize::MAX);
    for n in 0..60_000_u32 {
        if n % 7 != 3 {
            grid.set(CellPos::new(n / 100, n % 100), Content::Blank, 1)
                .unwrap();
        }
    }
    let all = grid.positions(Area::sheet());
    for name in [
        "C1:C600",
        "C5:D590",
        "CV1:CW9999",
        "A300:A301",
        "B1:CU600",
        "D:D",
        "5:6",
    ] {
        let area = area(name);
        let expected: Vec<CellPos> = all.iter().copied().filter(|c| area.contains(*c)).collect();
        assert_eq!(grid.positions(area), expected, "{name}");
    }
}

use super::*;
use crate::sheet::reference::Area;

#[test]
fn relative_references_move_along() {
    for (text, rows, cols, moved) in [
        ("A1+$B$2", 1, 1, "B2+$B$2"),
        ("SUM(A$1:$B2)", 1, 1, "SUM(B$1:$B3)"),
        ("A1", -1, 0, "#REF!"),
        ("LOG10(A1)", 2, 0, "LOG10(A3)"),
        ("\"A1\"&A1", 1, 0, "\"A1\"&A2"),
        ("'It''s A1'!A1", 1, 0, "'It''s A1'!A2"),
        ("Sheet1!A1+Sheet1", 1, 0, "Sheet1!A2+Sheet1"),
        ("A:B", 5, 1, "B:C"),
        ("$1:2", 1, 3, "$1:3"),
        ("Table1[A1]", 1, 1, "Table1[A1]"),
        ("1E+5+B1", 1, 0, "1E+5+B2"),
        ("TRUE", 1, 1, "TRUE"),
        ("XFD1", 0, 1, "#REF!"),
        ("#REF!+A1", 1, 0, "#REF!+A2"),
    ] {
        assert_eq!(relocate(text, rows, cols), moved, "{text}");
    }
}

#[test]
fn insertion_and_deletion_move_references() {
    let row3 = |kind| Shift {
        at: Area::parse("3:3").unwrap(),
        kind,
    };
    let cases = [
        (ShiftKind::Down, "A2+A3+$A$4", Some("A2+A4+$A$5")),
        (ShiftKind::Down, "SUM(A1:A3)", Some("SUM(A1:A4)")),
        (ShiftKind::Down, "SUM(A1:A2)", None),
        (ShiftKind::Down, "Other!A3", None),
        (ShiftKind::Down, "[1]Data!A3", None),
        (ShiftKind::Down, "A:A", None),
        (ShiftKind::Up, "A3", Some("#REF!")),
        (ShiftKind::Up, "SUM(A3:A5)", Some("SUM(A3:A4)")),
        (ShiftKind::Up, "SUM(A1:A3)", Some("SUM(A1:A2)")),
        (ShiftKind::Up, "'data'!B9", Some("'data'!B8")),
    ];
    for (kind, text, moved) in cases {
        assert_eq!(
            shift(text, "Data", "Data", &row3(kind)).as_deref(),
            moved,
            "{kind:?} {text}"
        );
    }
    let block = Shift {
        at: Area::parse("B2:C3").unwrap(),
        kind: ShiftKind::Right,
    };
    assert_eq!(
        shift("C2+C9+B2:B3+A1:Z1", "S", "S", &block).as_deref(),
        Some("E2+C9+D2:D3+A1:Z1")
    );
}

#[test]
fn a_renamed_sheet_is_found() {
    assert_eq!(
        rename_sheet("Old!A1+'old'!B2+\"Old!\"", "Old", "New one").as_deref(),
        Some("'New one'!A1+'New one'!B2+\"Old!\"")
    );
    assert_eq!(rename_sheet("Older!A1", "Old", "New"), None);
    assert_eq!(
        rename_sheet("SUM(Jan:Mar!B5)", "Mar", "It's").as_deref(),
        Some("SUM('Jan:It''s'!B5)")
    );
    assert_eq!(
        rename_sheet("SUM('Jan:It''s'!B5)", "it's", "Mar").as_deref(),
        Some("SUM(Jan:Mar!B5)")
    );
    let dropped = |text, name| super::drop_sheet(text, name, Some("Jan"), Some("Mar"));
    assert_eq!(
        dropped("SUM(Feb:Mar!B5,Feb!A1)", "Feb").as_deref(),
        Some("SUM(Mar!B5,#REF!)")
    );
    assert_eq!(
        dropped("SUM(Jan:Feb!B5)", "Feb").as_deref(),
        Some("SUM(Jan!B5)")
    );
    assert_eq!(
        super::rename_name("SUM(rate,rates)+Rate*\"rate\"", "rate", "tax").as_deref(),
        Some("SUM(tax,rates)+tax*\"rate\"")
    );
    assert_eq!(quoted_sheet("A1"), "'A1'");
    assert_eq!(quoted_sheet("It's"), "'It''s'");
    assert_eq!(quoted_sheet("Бюджет"), "Бюджет");
}

#[test]
fn formulas_are_told_from_other_texts() {
    for (text, stored) in [
        ("sum(1,2)", "SUM(1,2)"),
        (" 1 + 1 ", "1+1"),
        ("a1:b2*-3%", "A1:B2*-3%"),
        ("if(A1>=2,\"x\"\"y\",)", "IF(A1>=2,\"x\"\"y\",)"),
        ("A1:B2 B1:C3", "A1:B2 B1:C3"),
        ("{1,2;3,4}", "{1,2;3,4}"),
        ("Budget!D2", "Budget!D2"),
        ("'My sheet'!a1", "'My sheet'!A1"),
        ("xlookup(1,A:A,B:B)", "_xlfn.XLOOKUP(1,A:A,B:B)"),
        ("SUM(Table1[Amount])", "SUM(Table1[Amount])"),
        ("true", "TRUE"),
        ("rand()", "RAND()"),
        ("1<>2", "1<>2"),
        ("-(1)^2", "-(1)^2"),
        ("[1]Sheet1!A1", "[1]Sheet1!A1"),
        ("profit", "profit"),
        ("OFFSET(A1,1,1):B2", "OFFSET(A1,1,1):B2"),
    ] {
        assert_eq!(accept(text).as_deref(), Some(stored), "{text}");
    }
    for text in [
        "", "SUM(", "=1", "1+", "*2", "(1", "1)", "\"a", "A1 \"x\"", "1,2", "12abc", "{1", "1 2)",
        "&", "SUM)(",
    ] {
        assert_eq!(accept(text), None, "{text}");
    }
    assert_eq!(accept(&"(".repeat(100_000)), None);
    assert_eq!(
        accept(&format!("{}1{}", "(".repeat(400), ")".repeat(400))),
        None
    );
}

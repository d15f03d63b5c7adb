//! Formulas over a workbook: what they result in, how long chains and circles end, and what is refused.

#![allow(clippy::unwrap_used, reason = "a test: what is missing stops it")]

use spindle_calc::{Calculator, Error, Value};
use spindle_ooxml::sheet::{
    Cached, CellPos, Content, SheetId, SheetLimits, Workbook, new_workbook,
};

struct Sheet {
    book: Workbook,
    id: SheetId,
    calc: Calculator,
}

impl Sheet {
    fn new() -> Self {
        let book = new_workbook(SheetLimits::default()).unwrap();
        let id = book.active_sheet().unwrap();
        Self {
            book,
            id,
            calc: Calculator::default(),
        }
    }

    fn put(&mut self, row: u32, col: u32, content: Content<'_>) {
        let sheet = self.book.sheet_mut(self.id).unwrap();
        sheet.grid.set(CellPos::new(row, col), content, 0).unwrap();
        self.book.touch_formulas();
    }

    fn formula(&mut self, row: u32, col: u32, text: &str) {
        let content = Content::Formula {
            text,
            attributes: "",
            cached: Cached::None,
        };
        self.put(row, col, content);
    }

    fn result(&self, row: u32, col: u32) -> Value {
        let cell = CellPos::new(row, col);
        self.calc.result(&self.book, self.id, cell).unwrap()
    }
}

#[test]
fn a_chain_of_thousands_of_formulas_needs_no_deep_calls() {
    let mut sheet = Sheet::new();
    for row in 0..50_000 {
        sheet.formula(row, 0, &format!("A{}+1", row + 2));
    }
    sheet.put(50_000, 0, Content::Number(1.0));
    assert_eq!(sheet.result(0, 0), Value::Num(50_001.0));
    sheet.put(50_000, 0, Content::Number(2.0));
    assert_eq!(
        sheet.result(0, 0),
        Value::Num(50_002.0),
        "results follow changes"
    );
}

#[test]
fn circles_end_and_what_is_beside_them_is_calculated() {
    let mut sheet = Sheet::new();
    sheet.formula(0, 0, "B1+1");
    sheet.formula(0, 1, "A1+1");
    sheet.formula(0, 2, "SUM(A1:B1,5)");
    // The branch that leads back is not the one that is taken.
    sheet.formula(0, 3, "IF(E1>0,7,D1)");
    sheet.formula(0, 4, "1+1");
    assert_eq!(sheet.result(0, 0), Value::Num(0.0));
    assert_eq!(sheet.result(0, 2), Value::Num(5.0));
    assert_eq!(sheet.result(0, 3), Value::Num(7.0));
}

#[test]
fn formulas_that_look_at_too_much_are_refused_in_time() {
    let mut sheet = Sheet::new();
    for row in 0..20_000 {
        sheet.formula(row, 0, "SUM(B:C)");
        sheet.put(row, 1, Content::Number(1.0));
    }
    sheet.formula(0, 3, "SUM(A:A)");
    let cell = CellPos::new(0, 3);
    assert!(sheet.calc.result(&sheet.book, sheet.id, cell).is_err());
}

#[test]
fn texts_are_formulas_or_not_and_have_one_spelling() {
    let sheet = Sheet::new();
    let accept = |text: &str| {
        sheet
            .calc
            .accept(&sheet.book, sheet.id, CellPos::new(0, 0), text)
    };
    for (text, spelling) in [
        (" sum( a1 , 2 )", "SUM(A1,2)"),
        ("SUM(A1", "SUM(A1)"),
        ("days(1,2)", "_xlfn.DAYS(1,2)"),
        ("1E3+.5", "1000+0.5"),
        ("+5", "5"),
        ("{1,2;3,4}", "{1,2;3,4}"),
        ("$A$1:b2", "$A$1:B2"),
    ] {
        assert_eq!(accept(text).as_deref(), Some(spelling), "{text}");
    }
    let deep = format!("{}1{}", "(".repeat(5_000), ")".repeat(5_000));
    let signs = format!("{}1", "-".repeat(8_000));
    for text in [
        "",
        "1+",
        "SUM()",
        "nosheet!A1",
        "ABS(1,2)",
        "{1,2;3}",
        "(A1,B1)",
        "\"a",
        &deep,
        &signs,
    ] {
        assert_eq!(accept(text), None, "{}", text.get(..10).unwrap_or(text));
    }
}

#[test]
fn strange_arguments_do_no_harm() {
    let mut sheet = Sheet::new();
    for (index, text) in [
        "REPT(\"x\",1E9)",
        "SEQUENCE(1E9,1E9)",
        "FACT(1E300)",
        "COMBIN(1E15,5E14)",
        "BINOMDIST(1E9,1E10,0.5,TRUE)",
        "NETWORKDAYS(0,2958465)",
        "BESSELI(1E300,5)",
        "MUNIT(100000)",
        "SUBSTITUTE(REPT(\"a\",32000),\"a\",REPT(\"b\",32000))",
        "SEARCH(REPT(\"*a\",10000),REPT(\"a\",32000)&\"b\")",
        "BASE(2^53,2,1E300)",
        "VDB(1,0,1E300,0,1E300)",
        "INDIRECT(REPT(\"(\",8000))",
        "OFFSET(A1,1E300,0)",
        "CHOOSE(1E300,1)",
        "DATE(1E300,-1E300,1E300)",
    ]
    .iter()
    .enumerate()
    {
        let row = index as u32;
        sheet.formula(row, 5, text);
        // A result, an error value, or the refusal of what would take too long.
        let result = sheet
            .calc
            .result(&sheet.book, sheet.id, CellPos::new(row, 5));
        assert!(
            !matches!(result, Ok(Value::Array(_) | Value::Range(_))),
            "{text}"
        );
    }
    sheet.formula(30, 5, "SEQUENCE(1E9,1E9)");
    assert_eq!(sheet.result(30, 5), Value::Err(Error::Value));
}

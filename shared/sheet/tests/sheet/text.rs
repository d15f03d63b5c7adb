//! A workbook as plain text.

use spindle_sheet::{TEXT_LIMIT, Workbook};

use crate::book;

fn cells(cells: &str) -> Workbook {
    book(&format!(r#""data":{{"dataTable":{{{cells}}}}}"#))
}

#[test]
fn sheets_are_lines_after_their_name() {
    let workbook = Workbook::parse(
        r#"{"sheets":{"a":{"name":"One\ttwo","data":{"dataTable":{"0":{"1":{"value":"x"}},"2":{"0":{"value":1.50},"2":{"value":true}}}}},"b":{},"c":{"name":"T","data":{"dataTable":{"0":{"0":{"value":"a\tb\r\nc\nd"}}}}}}}"#,
    )
    .unwrap();
    assert_eq!(
        workbook.to_tsv(),
        "One two\n\tx\t\n\t\t\n1.50\t\tTRUE\nb\nT\na b c d\n"
    );
    assert_eq!(workbook.text(), "x\n1.50\nTRUE\na\tb\r\nc\nd\n");
    assert_eq!(Workbook::new().to_tsv(), "工作表1\n");
    assert_eq!(Workbook::new().text(), "");
    assert_eq!(Workbook::parse("{}").unwrap().to_tsv(), "");
}

#[test]
fn every_kind_of_value_has_a_text() {
    let cases = [
        (r#""v""#, "v"),
        (
            r#""\u5de5\ud83d\ude00\ud800x\"\\\/\b\f\u0041""#,
            "工\u{1F600}\u{FFFD}x\"\\/\u{8}\u{c}A",
        ),
        ("12345678901234567890123", "12345678901234567890123"),
        ("1e5", "1e5"),
        ("-0.0", "-0.0"),
        ("true", "TRUE"),
        ("false", "FALSE"),
        ("null", "="),
        ("[1]", "="),
        (r##"{"_error":"#DIV/0!","_code":7}"##, "#DIV/0!"),
        (
            r#"{"richText":[{"text":"a","style":{}},{"text":"b"},3]}"#,
            "ab",
        ),
        (r#""/OADate(0)/""#, "1899-12-30"),
        (r#""/OADate(43831)/""#, "2020-01-01"),
        (r#""/OADate(36585)/""#, "2000-02-29"),
        (r#""/OADate(43831.75)/""#, "2020-01-01 18:00:00"),
        (r#""/OADate(43831.99999999)/""#, "2020-01-02"),
        (r#""/OADate(2958465)/""#, "9999-12-31"),
        (r#""/OADate(-1)/""#, "1899-12-29"),
        (r#""/OADate(1e99)/""#, "/OADate(1e99)/"),
        (r#""/OADate(NaN)/""#, "/OADate(NaN)/"),
    ];
    for (value, text) in cases {
        let workbook = cells(&format!(r#""0":{{"0":{{"value":{value},"formula":""}}}}"#));
        assert_eq!(workbook.text().trim_end_matches('\n'), text, "{value}");
    }
    assert_eq!(cells(r#""0":{"0":{"formula":"A1"}}"#).text(), "=A1\n");
    assert_eq!(
        cells(r#""0":{"0":{"formula":"A1","value":2}}"#).text(),
        "2\n"
    );
    assert_eq!(
        cells(r#""0":{"0":{"style":{}},"1":7,"x":{"value":1}},"1":3,"y":{"0":{"value":1}}"#).text(),
        ""
    );
}

#[test]
fn a_text_is_never_larger_than_its_limit() {
    let mut rows = String::new();
    for row in 0..2000 {
        if row > 0 {
            rows.push(',');
        }
        rows.push_str(&format!(r#""{row}":{{"16383":{{"value":{row}}}}}"#));
    }
    let text = cells(&rows).to_tsv();
    assert!(text.len() < TEXT_LIMIT && text.len() > TEXT_LIMIT - 20_000);
    assert!(text.ends_with('\n'));
    let far = cells(
        r#""1048575":{"16383":{"value":1}},"1048576":{"0":{"value":2}},"4294967295":{"0":{"value":2}}"#,
    );
    assert!(far.to_tsv().len() < TEXT_LIMIT);
    assert_eq!(far.text(), "1\n");
    let long = cells(&format!(
        r#""0":{{"0":{{"value":"{}"}}}}"#,
        "x".repeat(TEXT_LIMIT)
    ));
    assert_eq!(long.to_tsv(), "S\n");
    assert_eq!(long.text(), "");
}

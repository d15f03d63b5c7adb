use super::*;

fn number(text: &str) -> Option<(f64, Option<String>)> {
    match read(text, "General") {
        Entry::Number { value, format } => Some((value, format.map(Cow::into_owned))),
        _ => None,
    }
}

/// Seen in the original; `None` for what stays a text.
#[test]
fn spellings_of_numbers() {
    let dollars = "\\$#,##0_);[Red](\\$#,##0)";
    for (text, expected) in [
        ("1,000", Some((1000.0, "#,##0"))),
        ("12%", Some((0.12, "0%"))),
        ("12 %", Some((0.12, "0%"))),
        ("%12", Some((0.12, "0%"))),
        ("12.5%", Some((0.125, "0.00%"))),
        ("1,000.5%", Some((10.005, "0.00%"))),
        ("  12 ", Some((12.0, ""))),
        ("1e3", Some((1000.0, "0.00E+00"))),
        ("1e-400", Some((0.0, "0.00E+00"))),
        ("1.5e3", Some((1500.0, "0.00E+00"))),
        ("$12", Some((12.0, dollars))),
        ("-$5", Some((-5.0, dollars))),
        ("$-5", Some((-5.0, dollars))),
        ("($5)", Some((-5.0, dollars))),
        ("$5%", Some((0.05, "0%"))),
        (
            "$1,234.50",
            Some((1234.5, "\\$#,##0.00_);[Red](\\$#,##0.00)")),
        ),
        ("$5.00", Some((5.0, dollars))),
        ("1,000.00", Some((1000.0, "#,##0"))),
        ("5.00%", Some((0.05, "0%"))),
        ("€5", Some((5.0, "\\€#,##0_);[Red](\\€#,##0)"))),
        ("0 1/2", Some((0.5, "# ?/?"))),
        ("0 11/16", Some((0.6875, "# ??/??"))),
        ("-1 1/2", Some((-1.5, "# ?/?"))),
        ("007", Some((7.0, ""))),
        ("-5", Some((-5.0, ""))),
        ("- 5", Some((-5.0, ""))),
        ("+5", Some((5.0, ""))),
        ("(5%)", Some((-0.05, "0%"))),
        (".5", Some((0.5, ""))),
        ("5.", Some((5.0, ""))),
        ("1,2345", Some((12345.0, "#,##0"))),
        ("1,000.", Some((1000.0, "#,##0"))),
        ("1,000,000.25", Some((1_000_000.25, "#,##0.00"))),
        (
            "12345678901234567890",
            Some((12_345_678_901_234_567_000.0, "")),
        ),
    ] {
        let expected = expected.map(|(value, format)| {
            (
                value,
                Some(format.to_owned()).filter(|format| !format.is_empty()),
            )
        });
        assert_eq!(number(text), expected, "{text}");
    }
    for text in [
        "1,00",
        "0x10",
        "Infinity",
        "NaN",
        "12abc",
        "1e400",
        "1,000e3",
        "$1e3",
        "5-",
        "--5",
        "5 €",
        "1 000",
        "1.000.000",
        ".",
        "-",
        "+",
        "%",
        "$",
        "e5",
        "1e",
        "1,234,56",
        ",5",
        "1,",
        "$,5",
        "１２",
        "1_000",
        "+1+1",
        "-A1",
        "@A1",
        "{=1+1}",
        "=",
    ] {
        assert_eq!(read(text, "General"), Entry::Text(text));
    }
}

#[test]
fn spellings_of_dates_and_times() {
    for (text, value, format) in [
        ("12:30", 0.520_833_333_333_333_4, "h:mm"),
        ("12:", 0.5, "h:mm"),
        ("24:00", 1.0, "h:mm"),
        ("25:00", 1.041_666_666_666_666_7, "[h]:mm:ss"),
        ("1:2:3", 0.043_090_277_777_777_776, "h:mm:ss"),
        ("12:30 PM", 0.520_833_333_333_333_4, "h:mm AM/PM"),
        ("12:30 am", 0.020_833_333_333_333_332, "h:mm AM/PM"),
        ("3 pm", 0.625, "h:mm AM/PM"),
        ("13:00 PM", 0.541_666_666_666_666_6, "h:mm AM/PM"),
        ("1/2/2026", 46024.0, "m/d/yyyy"),
        ("2026-01-15", 46037.0, "m/d/yyyy"),
        ("2026/01/15", 46037.0, "m/d/yyyy"),
        ("1-2-2026", 46024.0, "m/d/yyyy"),
        ("1/2/29", 47120.0, "m/d/yyyy"),
        ("1/2/30", 10960.0, "m/d/yyyy"),
        ("12/31/1899", 0.0, "m/d/yyyy"),
        ("1900-01-01", 1.0, "m/d/yyyy"),
        ("1900-02-28", 59.0, "m/d/yyyy"),
        ("1900-03-01", 61.0, "m/d/yyyy"),
        ("9999-12-31", 2_958_465.0, "m/d/yyyy"),
        ("1/2026", 46023.0, "mmm-yy"),
        ("1/0", 36526.0, "mmm-yy"),
        ("Jan 2026", 46023.0, "mmm-yy"),
        ("Feb 30", 10990.0, "mmm-yy"),
        ("15 January 2026", 46037.0, "d-mmm-yy"),
        ("15-Jan-2026", 46037.0, "d-mmm-yy"),
        ("January 15, 2026", 46037.0, "dd-mmm-yy"),
        ("2026-01-15 10:20", 46_037.430_555_555_555, "m/d/yyyy h:mm"),
        ("1/2/2026 3 PM", 46_024.625, "m/d/yyyy h:mm"),
    ] {
        assert_eq!(
            number(text),
            Some((value, Some(format.to_owned()))),
            "{text}"
        );
    }
    for text in [
        "2026-01",
        "2026/01",
        "15.01.2026",
        "13/1/2026",
        "2026-13-01",
        "2/30/2026",
        "1/1/0100",
        "1/1/1899",
        "1:60",
        "3PM",
        "2026 Jan",
        "2026-01-15T10:20:30",
        "1:30:15.5",
        "January",
        "may",
        "sept 5",
        "1/2-2026",
    ] {
        assert_eq!(read(text, "General"), Entry::Text(text));
    }
    // Without a year the current one counts, whichever it is.
    let format = |text: &str| number(text).and_then(|(_, format)| format);
    for text in ["1/2", "01-15", "1-Jan", "Jan 15", "11/16"] {
        assert_eq!(format(text).as_deref(), Some("d-mmm"), "{text}");
    }
}

#[test]
fn other_kinds() {
    assert_eq!(read("", "General"), Entry::Blank);
    assert_eq!(read("TrUe", "General"), Entry::Bool(true));
    assert_eq!(read("true ", "General"), Entry::Text("true "));
    assert_eq!(read("#n/a", "General"), Entry::Error("#N/A"));
    assert_eq!(read("'=1", "General"), Entry::Quoted("=1"));
    assert_eq!(
        read("=sum(1, 2)", "General"),
        Entry::Formula("SUM(1,2)".to_owned())
    );
    assert_eq!(read("=SUM(", "General"), Entry::BadFormula);
    assert_eq!(read("=1+1", "@"), Entry::Text("=1+1"));
    assert_eq!(
        read("1/2", "# ?/?"),
        Entry::Number {
            value: 0.5,
            format: Some(Cow::Borrowed("# ?/?"))
        }
    );
}

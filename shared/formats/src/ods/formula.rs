//! Formulas between OpenFormula (ODF 1.3 part 4) and the spelling of xlsx.

mod export;
mod import;
mod names;

pub(super) use export::{export, export_range, sheet_prefix};
pub(super) use import::{import, import_range};

/// Characters of a formula that is converted; Excel itself allows 8192.
const MAX_LENGTH: usize = 1 << 16;

/// Errors as formulas write them; some end in what is an operator elsewhere.
const ERRORS: [&str; 7] = [
    "#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!",
];

/// Whether the text is a reference to a cell: `A1`, `$B$2`.
fn is_cell(text: &str) -> bool {
    let rest = text.strip_prefix('$').unwrap_or(text);
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let Some((column, row)) = rest.split_at_checked(letters) else {
        return false;
    };
    let row = row.strip_prefix('$').unwrap_or(row);
    is_column(column) && is_row(row)
}

/// Whether the text is a reference to a column, with or without `$`.
fn is_column(text: &str) -> bool {
    let letters = text.strip_prefix('$').unwrap_or(text);
    let good = (1..=3).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_alphabetic());
    good && (letters.len() < 3 || letters.to_ascii_uppercase().as_str() <= "XFD")
}

/// Whether the text is a reference to a row, with or without `$`.
fn is_row(text: &str) -> bool {
    let digits = text.strip_prefix('$').unwrap_or(text);
    (1..=7).contains(&digits.len())
        && !digits.starts_with('0')
        && digits.bytes().all(|b| b.is_ascii_digit())
        && digits.parse::<u32>().is_ok_and(|row| row <= 1_048_576)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAIRS: [(&str, &str); 21] = [
        ("SUM([.A1:.B2])", "SUM(A1:B2)"),
        ("[.A1]+[.$B$2]*2", "A1+$B$2*2"),
        (
            "IF([.A1]=\"a;[.b]\";[$'Sheet 2'.A1];[$Sheet3.$B$2])",
            "IF(A1=\"a;[.b]\",'Sheet 2'!A1,Sheet3!$B$2)",
        ),
        ("SUMPRODUCT({1;2|3;4})", "SUMPRODUCT({1,2;3,4})"),
        ("COUNTIF([.A:.A];\"x\")", "COUNTIF(A:A,\"x\")"),
        ("SUM([.1:.$3])", "SUM(1:$3)"),
        ("[$'It''s'.A1:.B2]", "'It''s'!A1:B2"),
        ("Named+1", "Named+1"),
        ("SUM(([.A1]~[.B1]))", "SUM((A1,B1))"),
        ("\"say \"\"so\"\"\"&[.A1]", "\"say \"\"so\"\"\"&A1"),
        ("#REF!+1", "#REF!+1"),
        ("COM.MICROSOFT.IFS([.A1]>1;2)", "_xlfn.IFS(A1>1,2)"),
        ("LEGACY.CHIDIST(1;2)", "CHIDIST(1,2)"),
        ("LOG10([.A1])", "LOG10(A1)"),
        ("SUM([$One.A1:$Three.B2])", "SUM('One:Three'!A1:B2)"),
        ("SUM([.A1:.B9]![.B2:.C3])", "SUM(A1:B9 B2:C3)"),
        ("#DIV/0!", "#DIV/0!"),
        ("IF(#N/A;#NULL!;1)", "IF(#N/A,#NULL!,1)"),
        ("COM.MICROSOFT.CEILING([.A1];2)", "CEILING(A1,2)"),
        ("-1.5E+3*[.A1]%", "-1.5E+3*A1%"),
        ("{\"a;b\";TRUE|#N/A;-1}", "{\"a;b\",TRUE;#N/A,-1}"),
    ];

    #[test]
    fn formulas_are_spelled_both_ways() {
        for (odf, xlsx) in PAIRS {
            assert_eq!(import(&format!("of:={odf}")), xlsx);
            assert_eq!(export(xlsx), format!("of:={odf}"));
        }
    }

    #[test]
    fn other_spellings_are_read() {
        assert_eq!(import("oooc:=SUM([.A1];[.B1])"), "SUM(A1,B1)");
        assert_eq!(import("msoxl:=SUM(A1,B1)"), "SUM(A1,B1)");
        assert_eq!(import("=[.A1]"), "A1");
        assert_eq!(import("of:=[Sheet1.A1:Sheet1.B2]"), "Sheet1!A1:B2");
        assert_eq!(import("of:=[Sheet1.A1:Sheet3.B2]"), "'Sheet1:Sheet3'!A1:B2");
        assert_eq!(import("of:=[.#REF!]"), "#REF!");
        assert_eq!(
            import("of:=['file:///b.ods'#$Sheet1.A1]"),
            "'[file:///b.ods]Sheet1'!A1"
        );
    }

    #[test]
    fn ranges_of_sheets_are_written_with_or_without_apostrophes() {
        let odf = "of:=SUM([$Sheet1.C1:$Sheet4.C1])";
        assert_eq!(export("SUM(Sheet1:Sheet4!C1)"), odf);
        assert_eq!(export("SUM('Sheet1:Sheet4'!C1:C1)"), odf);
    }

    #[test]
    fn ranges_of_names_are_spelled_both_ways() {
        assert_eq!(import_range("$'Sheet 2'.$A$1:.$B$2"), "'Sheet 2'!$A$1:$B$2");
        assert_eq!(
            export_range("'Sheet 2'!$A$1:$B$2").as_deref(),
            Some("$'Sheet 2'.$A$1:.$B$2")
        );
        assert_eq!(export_range("SUM(A1)"), None);
    }

    #[test]
    fn broken_formulas_do_no_harm() {
        for text in [
            "of:=[", "of:=[.A1", "of:=\"a", "of:={1;", "of:=)))", "of:=['", "", "of:",
        ] {
            let imported = import(text);
            let _ = export(&imported);
        }
        for text in [
            "'", "'a", "\"", "{", "A1:", "!", "a!", ")", "Sheet1!", "_xlfn.",
        ] {
            let _ = export(text);
        }
    }
}

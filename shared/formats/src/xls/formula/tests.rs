use super::*;

fn decoded(tokens: &[u8], extra: &[u8], home: (u32, u32)) -> Option<String> {
    let mut names = Names::default();
    names.sheets = vec!["One".to_owned(), "It's two".to_owned()];
    let coding = Coding {
        is_biff8: true,
        encoding: encoding_rs::WINDOWS_1252,
    };
    names.book_record(&[2, 0, 1, 4], coding);
    names.links_record(&[&[
        3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff,
    ]]);
    let work = Cell::new(0);
    let context = Context {
        names: &names,
        coding,
        work: &work,
    };
    decode(tokens, extra, home, &context)
}

#[test]
fn operators_and_references_are_put_together() {
    // (A1+$B$2)*-3%
    let tokens = [
        0x44, 0, 0, 0, 0xc0, 0x44, 1, 0, 1, 0, 0x03, 0x15, 0x1e, 3, 0, 0x14, 0x13, 0x05,
    ];
    assert_eq!(
        decoded(&tokens, &[], (0, 0)).as_deref(),
        Some("(A1+$B$2)*-3%")
    );
}

#[test]
fn functions_take_their_arguments() {
    // IF(A1,"a""b",) with its jumps, and SUM(A:B) as an attribute
    let tokens = [
        0x44, 0, 0, 0, 0xc0, 0x19, 2, 9, 0, 0x17, 3, 0, b'a', b'"', b'b', 0x19, 8, 3, 0, 0x16,
        0x42, 3, 1, 0,
    ];
    assert_eq!(
        decoded(&tokens, &[], (0, 0)).as_deref(),
        Some("IF(A1,\"a\"\"b\",)")
    );
    let sum = [0x25, 0, 0, 0xff, 0xff, 0, 0xc0, 1, 0xc0, 0x19, 0x10, 0, 0];
    assert_eq!(decoded(&sum, &[], (0, 0)).as_deref(), Some("SUM(A:B)"));
    let fixed = [0x1e, 1, 0, 0x41, 15, 0];
    assert_eq!(decoded(&fixed, &[], (0, 0)).as_deref(), Some("SIN(1)"));
}

#[test]
fn sheets_stand_before_their_references() {
    let tokens = [
        0x3a, 0, 0, 4, 0, 0, 0, 0x3b, 1, 0, 0, 0, 1, 0, 0, 0xc0, 2, 0xc0, 0x05,
    ];
    assert_eq!(
        decoded(&tokens, &[], (0, 0)).as_deref(),
        Some("One!$A$5*'One:It''s two'!A1:C2")
    );
    let gone = [0x3a, 2, 0, 4, 0, 0, 0];
    assert_eq!(decoded(&gone, &[], (0, 0)).as_deref(), Some("#REF!"));
}

#[test]
fn shared_references_are_counted_from_the_cell() {
    let tokens = [0x4c, 0xff, 0xff, 0xff, 0xc0];
    assert_eq!(decoded(&tokens, &[], (5, 2)).as_deref(), Some("B5"));
    assert_eq!(elsewhere(&[1, 3, 0, 2, 0]), Some(Elsewhere::Shared(3, 2)));
}

#[test]
fn arrays_lie_behind_the_tokens() {
    let tokens = [0x60, 0, 0, 0, 0, 0, 0, 0];
    let mut extra = vec![1, 0, 0, 1];
    extra.extend(1.5_f64.to_le_bytes());
    extra.extend([4, 1, 0, 0, 0, 0, 0, 0, 0]);
    assert_eq!(
        decoded(&tokens, &extra, (0, 0)).as_deref(),
        Some("{1.5,TRUE}")
    );
}

#[test]
fn tokens_that_do_not_fit_are_no_formula() {
    for tokens in [
        &[0x03][..],
        &[0x18, 0],
        &[0x42, 9, 4, 0],
        &[0x1e],
        &[0x1e, 1, 0, 0x1e, 1, 0],
        &[],
    ] {
        assert_eq!(decoded(tokens, &[], (0, 0)), None, "{tokens:?}");
    }
    // Each plus makes the text longer; it is given up.
    let mut tokens = vec![0x1e, 1, 0];
    tokens.extend(vec![0x12; 60_000]);
    assert_eq!(decoded(&tokens, &[], (0, 0)), None);
}

#[test]
fn numbers_are_written_as_formulas_write_them() {
    assert_eq!(number(0.1).as_deref(), Some("0.1"));
    assert_eq!(number(1e300).as_deref(), Some("1E+300"));
    assert_eq!(number(-2e-20).as_deref(), Some("-2E-20"));
    assert_eq!(number(f64::NAN), None);
}

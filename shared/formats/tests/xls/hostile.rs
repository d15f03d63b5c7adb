use std::time::{Duration, Instant};

use proptest::prelude::*;
use spindle_model::convert::ErrorKind;

use crate::built::{bof, cell, compound, formula, long, record, stream, words, workbook};
use crate::read_with;

fn sample() -> Vec<u8> {
    let mut strings = [9_u32.to_le_bytes(), u32::MAX.to_le_bytes()].concat();
    strings.extend(long("text"));
    strings.extend([
        2, 0, 0x0c, 1, 0, 4, 0, 0, 0, b'a', b'b', 1, 0, 0, 0, 1, 2, 3, 4,
    ]);
    let globals = [record(0x00fc, &strings), record(0x0031, &[0; 20])].concat();
    let sheet = [
        cell(0x00fd, 0, 0, 0, &1_u32.to_le_bytes()),
        formula(
            0,
            1,
            [0, 0, 0, 0, 0, 0, 255, 255],
            &[0x1e, 1, 0, 0x42, 1, 4, 0],
            &[1, 2],
        ),
        record(0x0207, &long("r")),
        record(0x00e5, &words(&[9, 0, 1, 0, 1])),
        record(0x01b8, &[0xff; 40]),
        record(0x01b6, &[0; 18]),
    ]
    .concat();
    stream(0x0600, &globals, &[("A", sheet.clone()), ("B", sheet)])
}

#[test]
fn every_beginning_of_a_file_ends_in_words() {
    let records = sample();
    let file = compound("/Workbook", &records);
    let mut read = 0;
    for end in 0..records.len() {
        let (result, _) = read_with(&records[..end], |_| {});
        match result {
            Ok(_) => read += 1,
            Err(error) => assert!(!error.message.is_empty()),
        }
    }
    assert!(read > 0);
    for end in 0..file.len() {
        if let (Err(error), _) = read_with(&file[..end], |_| {}) {
            assert!(!error.message.is_empty());
        }
    }
}

#[test]
fn sheets_within_sheets_do_not_take_forever() {
    // Sixty thousand sheets that all begin in the same long run of records.
    let begin = Instant::now();
    let bodies = bof(0x0600, 0x10).repeat(20_000);
    let mut list = Vec::new();
    for number in 0..20_000_u32 {
        let offset = 2_000_000 + number * 20;
        let mut body = offset.to_le_bytes().to_vec();
        body.extend([0, 0, 1, 0, b'S']);
        list.extend(record(0x0085, &body));
    }
    let mut records = [bof(0x0600, 5), list, record(0x000a, &[])].concat();
    records.resize(2_000_000, 0);
    records.extend(bodies);
    let (result, _) = read_with(&records, |_| {});
    assert_eq!(result.unwrap_err().kind, ErrorKind::Damaged);
    assert!(
        begin.elapsed() < Duration::from_secs(20),
        "{:?}",
        begin.elapsed()
    );
}

#[test]
fn formulas_that_grow_are_given_up() {
    let begin = Instant::now();
    let mut tokens = vec![0x17, 200, 0];
    tokens.extend([b'x'; 200]);
    tokens.extend([0x12].repeat(7000));
    let shared = {
        let mut body = words(&[0, 9999]);
        body.extend([0, 255, 0, 0]);
        body.extend(words(&[tokens.len() as u16]));
        body.extend(&tokens);
        record(0x04bc, &body)
    };
    let mut sheet = formula(0, 0, [0; 8], &[1, 0, 0, 0, 0], &[]);
    sheet.extend(shared);
    for row in 1..10_000 {
        sheet.extend(formula(row, 0, [0; 8], &[1, 0, 0, 0, 0], &[]));
    }
    let (result, warned) = read_with(&workbook(&[], &sheet), |_| {});
    assert_eq!(result.unwrap().sheets[0].rows.len(), 10_000);
    assert!(warned.contains(&"formula-dropped"));
    assert!(
        begin.elapsed() < Duration::from_secs(20),
        "{:?}",
        begin.elapsed()
    );
}

#[test]
fn cells_are_limited() {
    let blanks = {
        let mut body = words(&[0, 0]);
        body.extend(words(&[0; 200]));
        body.extend(words(&[199]));
        record(0x00be, &body)
    };
    let file = workbook(&[], &blanks.repeat(10));
    let (result, _) = read_with(&file, |job| job.limits.cells = 1999);
    assert_eq!(result.unwrap_err().kind, ErrorKind::Limit);
    let (result, _) = read_with(&file, |job| job.limits.cells = 2000);
    assert_eq!(result.unwrap().sheets[0].rows[0].cells.len(), 200);
}

proptest! {
    #[test]
    fn changed_bytes_do_no_harm(changes in prop::collection::vec((0_usize..10_000, any::<u8>()), 1..6), packed in any::<bool>()) {
        let mut bytes = sample();
        if packed {
            bytes = compound("/Workbook", &bytes);
        }
        let length = bytes.len();
        for (at, byte) in changes {
            bytes[at % length] = byte;
        }
        if let (Err(error), _) = read_with(&bytes, |job| job.limits.cells = 1000) {
            prop_assert!(!error.message.is_empty());
        }
    }

    #[test]
    fn any_records_do_no_harm(records in prop::collection::vec((prop::sample::select(vec![
        0x06_u16, 0x17, 0x18, 0x1c, 0x23, 0x31, 0x3c, 0x41, 0x5d, 0x7d, 0x85, 0x92, 0xbd, 0xbe, 0xe0, 0xe5, 0xfc, 0xfd,
        0x1ae, 0x1b6, 0x1b8, 0x203, 0x204, 0x205, 0x207, 0x208, 0x221, 0x236, 0x27e, 0x41e, 0x4bc, 0x862,
    ]), prop::collection::vec(any::<u8>(), 0..40)), 0..20)) {
        let body: Vec<u8> = records.iter().flat_map(|(id, body)| record(*id, body)).collect();
        let globals = body.clone();
        let file = stream(0x0600, &globals, &[("A", body.clone())]);
        let old = stream(0x0500, &globals, &[("A", body)]);
        for file in [file, old] {
            if let (Err(error), _) = read_with(&file, |job| job.limits.cells = 1000) {
                prop_assert!(!error.message.is_empty());
            }
        }
    }
}

//! Files that once did harm do none.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use spindle_fuzz::judge::{self, STACK, Verdict};
use spindle_fuzz::targets;

/// Tests are built without optimisation: a file may take longer than in the fuzzer.
const SLOW: Duration = Duration::from_secs(30);

/// The bytes of a file, where it is hexadecimal digits.
fn from_hex(text: &str) -> Vec<u8> {
    let digits: Vec<u32> = text.chars().filter_map(|char| char.to_digit(16)).collect();
    digits
        .chunks_exact(2)
        .map(|pair| {
            pair.iter()
                .fold(0u8, |byte, digit| byte << 4 | *digit as u8)
        })
        .collect()
}

#[test]
fn files_that_did_harm_do_none() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("regressions");
    for (format, reader) in targets::readers() {
        let Ok(entries) = fs::read_dir(folder.join(format)) else {
            continue;
        };
        for path in entries.map(|entry| entry.unwrap().path()) {
            let raw = fs::read(&path).unwrap();
            let bytes = if path.extension().is_some_and(|extension| extension == "hex") {
                from_hex(&String::from_utf8(raw).unwrap())
            } else {
                raw
            };
            let start = Instant::now();
            let thread = std::thread::Builder::new().stack_size(STACK);
            let verdict = thread
                .spawn(move || judge::run(reader, &bytes))
                .unwrap()
                .join()
                .unwrap();
            let name = path.display();
            assert!(
                !matches!(verdict, Verdict::Panicked(_)),
                "{name}: {verdict:?}"
            );
            assert!(start.elapsed() < SLOW, "{name} takes {:?}", start.elapsed());
        }
    }
}

#[test]
fn every_folder_is_of_a_reader() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("regressions");
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            assert!(targets::reader(&name).is_some(), "{name} is no reader");
        }
    }
}

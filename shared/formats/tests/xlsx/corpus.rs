//! Files of others, where the environment variable `SPINDLE_CORPUS` says where they are.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use spindle_model::convert::{ErrorKind, Limits};

use crate::samples::{read, read_with, write};

#[test]
fn files_of_others_are_read_and_make_the_round_trip() {
    let Some(root) = std::env::var_os("SPINDLE_CORPUS").map(PathBuf::from) else {
        println!("skipped: SPINDLE_CORPUS does not say where files of others are");
        return;
    };
    let mut files = vec![root.join("xlsx")];
    let mut count = 0;
    while let Some(path) = files.pop() {
        if let Ok(folder) = std::fs::read_dir(&path) {
            files.extend(folder.map(|entry| entry.unwrap().path()));
            continue;
        }
        let Ok(bytes) = std::fs::read(&path) else {
            continue;
        };
        count += 1;
        let start = Instant::now();
        let (first, _) = read_with(&bytes, Limits::default());
        assert!(start.elapsed() < Duration::from_secs(20), "{path:?}");
        let first = match first {
            Ok(first) => first,
            Err(error) => {
                // What cannot be read is encrypted or no archive at all.
                let broken = error.message.contains("no readable ZIP archive")
                    || error
                        .message
                        .contains("two entries of the archive have one name");
                assert!(
                    error.kind == ErrorKind::Password || broken,
                    "{path:?}: {error}"
                );
                continue;
            }
        };
        let cells = |book: &spindle_model::workbook::Workbook| -> Vec<_> {
            let rows = book.sheets.iter().flat_map(|sheet| &sheet.rows);
            let cells = rows.flat_map(|row| &row.cells);
            cells
                .map(|cell| (cell.column, cell.value.clone(), cell.formula.clone()))
                .collect()
        };
        let expected = cells(&first);
        let (bytes, _) = write(first);
        let (second, _) = read(&bytes);
        assert!(cells(&second) == expected, "{path:?} changed");
    }
    assert!(count > 0, "there are no files in {root:?}");
}

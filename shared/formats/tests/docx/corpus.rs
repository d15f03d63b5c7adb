//! Other people's files, where they are at hand.

use std::path::PathBuf;

use crate::common::try_read;

/// The files; none where they are not at hand.
pub fn files() -> Vec<PathBuf> {
    let root = std::env::var("SPINDLE_CORPUS").map_or_else(
        |_| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus"),
        PathBuf::from,
    );
    let mut found = Vec::new();
    let mut folders = vec![root.join("docx")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "docx")
            {
                found.push(path);
            }
        }
    }
    found.sort();
    if found.is_empty() {
        println!("no corpus at hand (SPINDLE_CORPUS): skipped");
    }
    found
}

#[test]
fn files_of_others_are_read() {
    // Broken on purpose, encrypted, or no text document at all.
    let refused = ["clusterfuzz", "protected_agile", "stress025"];
    for path in files() {
        let result = try_read(&std::fs::read(&path).unwrap());
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let broken = refused.iter().any(|start| name.starts_with(start));
        assert_eq!(result.is_err(), broken, "{name}: {:?}", result.err());
    }
}

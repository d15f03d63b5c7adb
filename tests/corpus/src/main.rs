//! `cargo run --release -p spindle-corpus -- [FOLDER]`: a line of JSON for every file of the corpus. `tests/corpus/table.py`
//! compares them with what outside readers find and prints the table of the README.

use std::io::Write as _;

fn main() {
    let folder = std::env::args_os()
        .nth(1)
        .map(std::path::PathBuf::from)
        .or_else(spindle_corpus::folder);
    let Some(folder) = folder else {
        eprintln!("there is no corpus: name its folder, or set SPINDLE_CORPUS");
        return;
    };
    let mut out = std::io::stdout().lock();
    for path in spindle_corpus::files(&folder) {
        match spindle_corpus::read(&path) {
            Ok(outcome) => {
                if writeln!(out, "{}", outcome.to_json()).is_err() {
                    return;
                }
            }
            Err(error) => eprintln!("{}: {error}", path.display()),
        }
    }
}

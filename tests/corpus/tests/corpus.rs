//! Every file of the corpus is read or refused in words, quickly, and never brings the reader down.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "a test"
)]

use std::time::Duration;

#[test]
fn every_file_is_read_or_refused_in_words() {
    let Some(folder) = spindle_corpus::folder() else {
        eprintln!("skipped: there is no corpus beside the project (SPINDLE_CORPUS)");
        return;
    };
    let (mut read, mut refused) = (0, 0);
    for path in spindle_corpus::files(&folder) {
        let outcome = spindle_corpus::read(&path).unwrap();
        let limit = Duration::from_secs(if cfg!(debug_assertions) { 30 } else { 3 });
        assert!(
            outcome.took < limit,
            "{}: {:?}",
            path.display(),
            outcome.took
        );
        match outcome.result {
            Ok(_) => read += 1,
            Err((kind, message)) => {
                assert!(message.len() > 8, "{}: {kind} {message:?}", path.display());
                refused += 1;
            }
        }
    }
    println!("{read} read, {refused} refused");
    assert!(read > refused * 5, "{read} read, {refused} refused");
}

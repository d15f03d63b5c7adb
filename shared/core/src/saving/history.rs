//! Who changed a document since it was opened, for a callback's `history` and the archive behind `changesurl`.

use std::io::{Cursor, Write as _};

use serde_json::{Value, json};
use spindle_model::calendar;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::store::StoreError;
use crate::store::operations::Operation;
use crate::store::participants::Participant;
use crate::version::API_VERSION;

/// Changes of one author, one after another.
struct Run<'o> {
    number: i64,
    operations: &'o [Operation],
}

fn runs<'o>(operations: &'o [Operation], people: &[Participant]) -> Vec<Run<'o>> {
    let user_of = |number: i64| {
        people
            .iter()
            .find(|one| one.number == number)
            .map(|one| one.user.as_str())
    };
    operations
        .chunk_by(|a, b| a.uid == b.uid || user_of(a.uid) == user_of(b.uid))
        .filter_map(|operations| {
            let number = operations.first()?.uid;
            Some(Run { number, operations })
        })
        .collect()
}

/// `history`: an item whenever the author changes. `digest` is that of the file that was opened.
pub(super) fn history(operations: &[Operation], people: &[Participant], digest: &str) -> Value {
    let changes: Vec<Value> = runs(operations, people)
        .iter()
        .map(|run| {
            let who = people.iter().find(|one| one.number == run.number);
            let created = run.operations.first().map_or(0, |first| first.at);
            json!({
                "documentSha256": digest,
                "created": date_and_time(created),
                "user": {
                    "id": who.map(|who| who.user.as_str()).unwrap_or_default(),
                    "name": who.map(|who| who.name.as_str()).unwrap_or_default(),
                },
            })
        })
        .collect();
    json!({ "serverVersion": API_VERSION, "changes": changes })
}

/// `YYYY-MM-DD HH:MM:SS` in UTC.
fn date_and_time(ms: i64) -> String {
    let text = calendar::iso_8601(ms);
    text.get(..19).unwrap_or(&text).replace('T', " ")
}

/// The archive: `changes0.json` and so on, a file for each item of the history, each an array of changes as texts.
pub(super) fn archive(
    operations: &[Operation],
    people: &[Participant],
) -> Result<Vec<u8>, StoreError> {
    let failed = |error: &dyn std::fmt::Display| StoreError::Damaged {
        what: "archive of changes",
        reason: error.to_string(),
    };
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (index, run) in runs(operations, people).iter().enumerate() {
        let changes: Vec<&str> = run
            .operations
            .iter()
            .map(|operation| operation.body.as_str())
            .collect();
        let json = serde_json::to_vec(&changes).map_err(|error| failed(&error))?;
        zip.start_file(format!("changes{index}.json"), options)
            .map_err(|error| failed(&error))?;
        zip.write_all(&json).map_err(|error| failed(&error))?;
    }
    let archive = zip.finish().map_err(|error| failed(&error))?;
    Ok(archive.into_inner())
}

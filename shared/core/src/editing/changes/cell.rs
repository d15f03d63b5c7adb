//! Changes of a spreadsheet: commands on the workbook as it is; the last one wins.

use serde_json::{Map, Value};
use spindle_sheet::Workbook;

use super::{Asked, answer, check_version, current, keep, list, raw, repeated};
use crate::documents::{commit, load, sheet};
use crate::editing::refusal::Refusal;
use crate::editing::session::Session;
use crate::store::operations::{self, NewOperation};
use crate::store::snapshots::{self, Snapshot};

pub(super) fn run(
    session: &Session<'_, '_>,
    asked: &Asked,
    body: &Map<String, Value>,
) -> Result<Value, Refusal> {
    let limits = &session.settings.iflydocs.limits;
    let commands = list(limits, body, "commands")?;
    session.store.transaction(|transaction| {
        let (editing, me) = current(transaction, session)?;
        if let Some(answer) = repeated(transaction, &editing, &me, asked)? {
            return Ok(answer);
        }
        check_version(&editing, asked, session.settings)?;
        let commands = if asked.has_arrived(&me) {
            commands.get(asked.sent..).unwrap_or_default()
        } else {
            commands
        };
        let doc = editing.doc.as_str();
        let missed = operations::between(transaction, doc, asked.version, editing.version)?;
        let json = sheet::at(transaction, doc, editing.version)?;
        let mut book = Workbook::parse(&json).map_err(|error| load::damaged(doc, &error))?;
        sheet::apply(&mut book, commands, false)?;
        let version = editing.version + 1;
        book.set_version(version);
        let json = book.to_json();
        if json.len() > limits.document_bytes {
            return Err(Refusal::too_large(format!(
                "the workbook would have {} bytes; limit_document_bytes is {}",
                json.len(),
                limits.document_bytes
            )));
        }
        let mut made = Vec::new();
        if !commands.is_empty() {
            made.push(NewOperation {
                at: 0,
                length: 0,
                src: None,
                seq: None,
                body: raw(&commands)?.get().to_owned(),
            });
        }
        let weight = made.iter().map(|operation| operation.body.len()).sum();
        let regular = version.rem_euclid(snapshots::KEPT_EVERY) == 0;
        let sizes = (json.len(), weight);
        let (mut state, due) = commit::workbook_after(&editing.state, version, sizes, regular);
        let due = due && !made.is_empty();
        let what = (&editing, &me, asked);
        let version = keep(transaction, session.settings, what, &mut made, &mut state)?;
        if due {
            let snapshot = Snapshot {
                v: version,
                bytes: json.into_bytes(),
            };
            snapshots::insert(transaction, doc, &snapshot, regular)?;
        }
        Ok(answer(editing.kind, version, &missed)?)
    })
}

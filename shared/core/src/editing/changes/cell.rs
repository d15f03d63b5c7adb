//! Changes of a spreadsheet: commands on the workbook as it is; the last one wins.

use serde_json::{Map, Value};
use spindle_sheet::Workbook;

use super::{Asked, answer, check_version, current, keep, list, raw, repeated};
use crate::documents::{load, sheet};
use crate::editing::refusal::Refusal;
use crate::editing::session::Session;
use crate::store::operations::{self, NewOperation, State};
use crate::store::snapshots::{self, Snapshot};

/// A workbook of at most so many bytes is written whole with every call.
const SMALL_BYTES: usize = 64 * 1024;
/// So many calls after the newest snapshot are applied with every reading.
const MOST_PENDING: i64 = 32;

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
        let weight: usize = made.iter().map(|operation| operation.body.len()).sum();
        let pending = editing
            .state
            .pending
            .saturating_add(i64::try_from(weight).unwrap_or(i64::MAX));
        let regular = version.rem_euclid(snapshots::KEPT_EVERY) == 0;
        let due = !made.is_empty()
            && (regular
                || json.len() <= SMALL_BYTES
                || version - editing.state.head >= MOST_PENDING
                || pending >= i64::try_from(json.len() / 4).unwrap_or(i64::MAX));
        let mut state = State {
            length: 0,
            bytes: i64::try_from(json.len()).unwrap_or(i64::MAX),
            head: if due { version } else { editing.state.head },
            pending: if due { 0 } else { pending },
            at: 0,
        };
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

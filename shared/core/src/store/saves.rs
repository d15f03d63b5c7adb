//! Saves of documents under edit.

use super::{Columns, Statements, StoreError, Transaction};
use crate::ports::Row;

/// What a save came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SaveState {
    /// The file is being written.
    Assembling,
    /// It is written, and the storage is to be told.
    Assembled,
    /// It cannot be written.
    Failed,
    /// The storage has it.
    Accepted,
    /// The storage did not take it.
    Refused,
    /// Somebody went on editing, or another save brings what it would have brought.
    Cancelled,
}

impl SaveState {
    fn name(self) -> &'static str {
        match self {
            Self::Assembling => "assembling",
            Self::Assembled => "assembled",
            Self::Failed => "failed",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Cancelled => "cancelled",
        }
    }
}

/// A save as its row says.
#[derive(Debug, Clone)]
pub(crate) struct Save {
    pub id: i64,
    pub key: String,
    pub doc: String,
    pub version: i64,
    /// How it was forced: 0 by command, 1 by button, 2 by the timer, 3 by a form; `None`: it is the final one.
    pub forced: Option<i64>,
    /// The number of who started it; 0: nobody.
    pub number: i64,
    pub userdata: Option<String>,
    /// The form that was sent, as JSON.
    pub form: Option<String>,
    pub state: SaveState,
    pub file_type: String,
    /// Whether there is an archive of its changes.
    pub has_changes: bool,
    pub created: i64,
}

/// A save to be made.
pub(crate) struct NewSave<'s> {
    pub key: &'s str,
    pub doc: &'s str,
    pub version: i64,
    pub forced: Option<i64>,
    pub number: i64,
    pub userdata: Option<&'s str>,
    pub form: Option<&'s str>,
}

const COLUMNS: &str =
    "id, key, doc, version, forced, number, userdata, form, state, file_type, has_changes, created";

fn read(row: &Row) -> Result<Save, StoreError> {
    let columns = Columns::of("save", row);
    Ok(Save {
        id: columns.integer(0)?,
        key: columns.string(1)?,
        doc: columns.string(2)?,
        version: columns.integer(3)?,
        forced: row.integer(4),
        number: columns.integer(5)?,
        userdata: row.text(6).map(str::to_owned),
        form: row.text(7).map(str::to_owned),
        state: match columns.text(8)? {
            "assembling" => SaveState::Assembling,
            "assembled" => SaveState::Assembled,
            "failed" => SaveState::Failed,
            "accepted" => SaveState::Accepted,
            "refused" => SaveState::Refused,
            _ => SaveState::Cancelled,
        },
        file_type: columns.string(9)?,
        has_changes: columns.integer(10)? != 0,
        created: columns.integer(11)?,
    })
}

fn all(
    on: &impl Statements,
    rest: &str,
    parameters: &[crate::ports::Value],
) -> Result<Vec<Save>, StoreError> {
    let rows = on.run(
        &format!("SELECT {COLUMNS} FROM saves WHERE {rest}"),
        parameters,
    )?;
    rows.rows.iter().map(read).collect()
}

fn only(
    on: &impl Statements,
    rest: &str,
    parameters: &[crate::ports::Value],
) -> Result<Option<Save>, StoreError> {
    Ok(all(on, rest, parameters)?.into_iter().next())
}

/// The save of that number.
pub(crate) fn find(on: &impl Statements, id: i64) -> Result<Option<Save>, StoreError> {
    only(on, "id = ?1", &[id.into()])
}

/// The final save of a document that is under way: being written, or written and not yet taken or refused.
pub(crate) fn final_under_way(on: &impl Statements, doc: &str) -> Result<Option<Save>, StoreError> {
    only(
        on,
        "doc = ?1 AND forced IS NULL AND state IN ('assembling', 'assembled') ORDER BY id DESC LIMIT 1",
        &[doc.into()],
    )
}

/// The newest forced save of a document's version.
pub(crate) fn forced_of(
    on: &impl Statements,
    doc: &str,
    version: i64,
) -> Result<Option<Save>, StoreError> {
    only(
        on,
        "doc = ?1 AND version = ?2 AND forced IS NOT NULL AND state <> 'cancelled' ORDER BY id DESC LIMIT 1",
        &[doc.into(), version.into()],
    )
}

/// Keeps a new save; answers its number.
pub(crate) fn insert(transaction: &Transaction<'_>, new: &NewSave<'_>) -> Result<i64, StoreError> {
    transaction
        .number(
            "INSERT INTO saves (key, doc, version, forced, number, userdata, form, state, created)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'assembling', ?8) RETURNING id",
            &[
                new.key.into(),
                new.doc.into(),
                new.version.into(),
                new.forced.into(),
                new.number.into(),
                new.userdata.into(),
                new.form.into(),
                transaction.now_ms().into(),
            ],
        )?
        .ok_or_else(|| StoreError::Damaged {
            what: "save",
            reason: "it got no number".to_owned(),
        })
}

/// The newest forced save of a document that is the same wish: of the same kind, by the same one, with the same words for the
/// storage, and no form.
pub(crate) fn same_wish(
    on: &impl Statements,
    new: &NewSave<'_>,
) -> Result<Option<Save>, StoreError> {
    only(
        on,
        "doc = ?1 AND forced = ?2 AND number = ?3 AND userdata IS ?4 AND form IS NULL
           AND state IN ('assembling', 'assembled') ORDER BY id DESC LIMIT 1",
        &[
            new.doc.into(),
            new.forced.into(),
            new.number.into(),
            new.userdata.into(),
        ],
    )
}

/// Whether a save is to be written and nobody writes it.
pub(crate) fn waits(transaction: &Transaction<'_>, id: i64) -> Result<bool, StoreError> {
    transaction.any(
        "SELECT 1 FROM jobs WHERE kind = 'assembly' AND key = ?1
           AND (state = 'queued' OR (state = 'running' AND lease_until <= ?2))",
        &[id.to_string().into(), transaction.now_ms().into()],
    )
}

/// Lets a forced save that is about to be written be one of the document as it is now: each has at least what the ones
/// before it have.
pub(crate) fn catch_up(on: &impl Statements, id: i64) -> Result<(), StoreError> {
    on.run(
        "UPDATE saves SET version = (SELECT e.version FROM editings e WHERE e.doc = saves.doc)
         WHERE id = ?1 AND forced IS NOT NULL AND state = 'assembling'
           AND EXISTS (SELECT 1 FROM editings e WHERE e.doc = saves.doc AND e.phase = 'open')",
        &[id.into()],
    )?;
    Ok(())
}

/// Whether another save has brought the same version, or is about to: there is nothing to add to it.
pub(crate) fn is_brought(on: &impl Statements, save: &Save) -> Result<bool, StoreError> {
    on.any(
        "SELECT 1 FROM saves WHERE doc = ?1 AND version = ?2 AND id <> ?3 AND forced IS NOT NULL
           AND state IN ('assembled', 'accepted') LIMIT 1",
        &[
            save.doc.as_str().into(),
            save.version.into(),
            save.id.into(),
        ],
    )
}

/// The forced saves of a document that are still to be written and have nothing to say that its final save does not.
pub(crate) fn outdone_by_final(on: &impl Statements, doc: &str) -> Result<Vec<Save>, StoreError> {
    all(
        on,
        "doc = ?1 AND forced IS NOT NULL AND state = 'assembling' AND userdata IS NULL AND form IS NULL",
        &[doc.into()],
    )
}

/// Moves a save from one state to another; answers false, with nothing changed, when it is in another one.
pub(crate) fn turn(
    transaction: &Transaction<'_>,
    id: i64,
    (from, to): (SaveState, SaveState),
) -> Result<bool, StoreError> {
    transaction.any(
        "UPDATE saves SET state = ?3 WHERE id = ?1 AND state = ?2 RETURNING id",
        &[id.into(), from.name().into(), to.name().into()],
    )
}

/// Ends the writing of a document's saves: what is not written by now stays so.
pub(crate) fn end_all(transaction: &Transaction<'_>, doc: &str) -> Result<(), StoreError> {
    transaction.run(
        "DELETE FROM jobs WHERE kind = 'assembly' AND key IN (SELECT CAST(id AS TEXT) FROM saves WHERE doc = ?1)",
        &[doc.into()],
    )?;
    transaction.run(
        "UPDATE saves SET state = 'cancelled' WHERE doc = ?1 AND state = 'assembling'",
        &[doc.into()],
    )?;
    Ok(())
}

/// Ends the job that writes a save.
pub(crate) fn end_job(transaction: &Transaction<'_>, save: i64) -> Result<(), StoreError> {
    transaction.run(
        "DELETE FROM jobs WHERE kind = 'assembly' AND key = ?1",
        &[save.to_string().into()],
    )?;
    Ok(())
}

/// Says what was written of a save.
pub(crate) fn written(
    transaction: &Transaction<'_>,
    id: i64,
    file_type: &str,
    has_changes: bool,
) -> Result<(), StoreError> {
    transaction.run(
        "UPDATE saves SET file_type = ?2, has_changes = ?3 WHERE id = ?1",
        &[id.into(), file_type.into(), i64::from(has_changes).into()],
    )?;
    Ok(())
}

/// Forgets at most `most` saves that were made before a time and of which nobody is to be told any more.
pub(crate) fn sweep(on: &impl Statements, before: i64, most: i64) -> Result<usize, StoreError> {
    let rows = on.run(
        "DELETE FROM saves WHERE id IN (
           SELECT id FROM saves s WHERE created < ?1 AND state <> 'assembling'
             AND NOT EXISTS (SELECT 1 FROM editings e WHERE e.doc = s.doc)
             AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.save = s.id)
           LIMIT ?2) RETURNING id",
        &[before.into(), most.into()],
    )?;
    Ok(rows.rows.len())
}

/// The number of a key's save whose file is to be written next: one after another, so that what is told is told in order.
pub(crate) fn next_to_write(on: &impl Statements, key: &str) -> Result<Option<i64>, StoreError> {
    on.number(
        "SELECT s.id FROM saves s JOIN editings e ON e.doc = s.doc
         WHERE e.key = ?1 AND s.state = 'assembling' ORDER BY s.id LIMIT 1",
        &[key.into()],
    )
}

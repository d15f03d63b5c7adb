//! Where the selections of sessions are, for others to see while they last.

use super::{Columns, Statements, StoreError, Transaction};

/// A selection as its session's row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Placed {
    /// The session's number.
    pub number: i64,
    /// The count of the move that brought it there.
    pub cursor: i64,
    /// The document's version that it is meant on.
    pub version: i64,
    /// The selection, as JSON.
    pub selection: String,
}

/// Says where a session's selection is; answers false, with nothing changed, when the session is not there.
pub(crate) fn place(
    transaction: &Transaction<'_>,
    (doc, session): (&str, &str),
    (version, selection): (i64, &str),
) -> Result<bool, StoreError> {
    let is_here = transaction.any(
        "UPDATE participants SET selection = ?3, selected = ?4, seen = max(seen, ?5),
           cursor = (SELECT cursor + 1 FROM editings WHERE doc = ?1)
         WHERE session = ?2 AND state = 'here' AND EXISTS (SELECT 1 FROM editings WHERE doc = ?1 AND phase = 'open')
         RETURNING session",
        &[
            doc.into(),
            session.into(),
            selection.into(),
            version.into(),
            transaction.now_ms().into(),
        ],
    )?;
    if is_here {
        transaction.run(
            "UPDATE editings SET cursor = cursor + 1 WHERE doc = ?1",
            &[doc.into()],
        )?;
    }
    Ok(is_here)
}

/// The selections of others than `session` that moved after a count, in the order in which they did.
pub(crate) fn moved_after(
    on: &impl Statements,
    (doc, session): (&str, &str),
    after: i64,
) -> Result<Vec<Placed>, StoreError> {
    let rows = on.run(
        "SELECT number, cursor, selected, selection FROM participants
         WHERE doc = ?1 AND session <> ?2 AND cursor > ?3 AND state <> 'left' ORDER BY cursor",
        &[doc.into(), session.into(), after.into()],
    )?;
    rows.rows
        .iter()
        .map(|row| {
            let columns = Columns::of("selection", row);
            Ok(Placed {
                number: columns.integer(0)?,
                cursor: columns.integer(1)?,
                version: columns.integer(2)?,
                selection: columns.string(3)?,
            })
        })
        .collect()
}

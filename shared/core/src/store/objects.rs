//! Images, attachments and recordings that documents name.

use super::{BlobRef, Columns, Statements, StoreError, Transaction, blobs};

/// An object as its row says.
pub(crate) struct Object {
    pub fid: String,
    pub blob: BlobRef,
    pub content_type: String,
}

/// An object to be kept.
pub(crate) struct NewObject<'o> {
    pub app_id: &'o str,
    pub object_id: &'o str,
    pub fid: &'o str,
    pub uid: i64,
    pub blob: &'o BlobRef,
    pub content_type: &'o str,
}

/// The object of that id.
pub(crate) fn find(
    on: &impl Statements,
    app_id: &str,
    object_id: &str,
) -> Result<Option<Object>, StoreError> {
    let rows = on.run(
        "SELECT fid, blob, length, content_type FROM objects WHERE app_id = ?1 AND object_id = ?2",
        &[app_id.into(), object_id.into()],
    )?;
    let Some(row) = rows.rows.first() else {
        return Ok(None);
    };
    let columns = Columns::of("object", row);
    Ok(Some(Object {
        fid: columns.string(0)?,
        blob: BlobRef {
            id: columns.string(1)?,
            length: u64::try_from(columns.integer(2)?).unwrap_or(0),
        },
        content_type: columns.string(3)?,
    }))
}

/// Keeps an object and its bytes; answers false, with nothing changed, when the id is another document's.
pub(crate) fn keep(transaction: &Transaction<'_>, new: &NewObject<'_>) -> Result<bool, StoreError> {
    let now = transaction.now_ms();
    match find(transaction, new.app_id, new.object_id)? {
        Some(old) if old.fid != new.fid => return Ok(false),
        Some(old) => blobs::release(transaction, &old.blob.id, now)?,
        None => {}
    }
    let length = i64::try_from(new.blob.length).unwrap_or(i64::MAX);
    blobs::keep(transaction, new.blob, i64::MAX, now)?;
    transaction.run(
        "INSERT INTO objects (app_id, object_id, fid, uid, blob, length, content_type, created)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (app_id, object_id) DO UPDATE SET uid = excluded.uid, blob = excluded.blob,
           length = excluded.length, content_type = excluded.content_type, created = excluded.created",
        &[
            new.app_id.into(),
            new.object_id.into(),
            new.fid.into(),
            new.uid.into(),
            new.blob.id.as_str().into(),
            length.into(),
            new.content_type.into(),
            now.into(),
        ],
    )?;
    Ok(true)
}

/// Remembers that a document names an object, now or ever.
pub(crate) fn name(
    transaction: &Transaction<'_>,
    fid: &str,
    object_id: &str,
) -> Result<(), StoreError> {
    transaction.run(
        "INSERT INTO object_uses (object_id, fid) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        &[object_id.into(), fid.into()],
    )?;
    Ok(())
}

/// Whether a document names an object, or did.
pub(crate) fn is_named(
    on: &impl Statements,
    fid: &str,
    object_id: &str,
) -> Result<bool, StoreError> {
    on.any(
        "SELECT 1 FROM object_uses WHERE object_id = ?1 AND fid = ?2",
        &[object_id.into(), fid.into()],
    )
}

/// The objects of a document that were made before a time and that no other document names.
pub(crate) fn own(on: &impl Statements, fid: &str, before: i64) -> Result<Vec<String>, StoreError> {
    on.texts(
        "SELECT o.object_id FROM objects o WHERE o.fid = ?1 AND o.created <= ?2 AND NOT EXISTS
           (SELECT 1 FROM object_uses u JOIN nodes n ON n.fid = u.fid
            WHERE u.object_id = o.object_id AND u.fid <> o.fid AND n.app_id = o.app_id AND n.status <> 3)",
        &[fid.into(), before.into()],
    )
}

/// Ends an object of a document.
pub(crate) fn remove(
    transaction: &Transaction<'_>,
    fid: &str,
    object_id: &str,
) -> Result<(), StoreError> {
    let rows = transaction.run(
        "DELETE FROM objects WHERE fid = ?1 AND object_id = ?2 RETURNING blob",
        &[fid.into(), object_id.into()],
    )?;
    for blob in rows.rows.iter().filter_map(|row| row.text(0)) {
        blobs::release(transaction, blob, transaction.now_ms())?;
    }
    Ok(())
}

/// Ends all objects of a document that no other one names.
pub(crate) fn forget(transaction: &Transaction<'_>, fid: &str) -> Result<(), StoreError> {
    for object_id in own(transaction, fid, i64::MAX)? {
        remove(transaction, fid, &object_id)?;
    }
    Ok(())
}

/// The bytes of all objects of the documents that a user owns.
pub(crate) fn size_of_user(
    on: &impl Statements,
    app_id: &str,
    uid: i64,
) -> Result<i64, StoreError> {
    let number = on.number(
        "SELECT coalesce(sum(o.length), 0) FROM objects o JOIN nodes n ON n.fid = o.fid WHERE n.owner = ?2 AND o.app_id = ?1",
        &[app_id.into(), uid.into()],
    )?;
    Ok(number.unwrap_or(0))
}

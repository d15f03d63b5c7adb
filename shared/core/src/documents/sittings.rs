//! How operations become records of the history: what one user does without long pauses is one record.

use serde_json::Value;

use super::catalogue::Event;
use crate::error::Error;
use crate::store::operations::NewOperation;
use crate::store::records::{self, Record};
use crate::store::{StoreError, Transaction};

/// A pause that ends a sitting.
const PAUSE_MS: i64 = 10 * 60 * 1000;
/// Versions of one record at most, so that a page of the history is bounded however much one user writes.
const MOST_VERSIONS: i64 = 100;

/// A time after everything in a document's history: pages are cut by it.
pub(crate) fn next_time(transaction: &Transaction<'_>, latest: Option<&Record>) -> i64 {
    transaction
        .now_ms()
        .max(latest.map_or(0, |record| record.ended.saturating_add(1)))
}

/// Stamps operations that follow version `from` with their times, and keeps them in the history: in the latest record
/// where it is of the same sitting, and in new ones.
pub(crate) fn keep_edits(
    transaction: &Transaction<'_>,
    fid: &str,
    uid: i64,
    from: i64,
    operations: &mut [NewOperation],
) -> Result<(), Error> {
    let mut latest = records::latest(transaction, fid)?;
    let mut at = next_time(transaction, latest.as_ref());
    let mut ordinal = latest.as_ref().map_or(0, |record| record.ordinal);
    let mut v = from;
    let mut rest = operations;
    while !rest.is_empty() {
        let open = latest.filter(|record| {
            record.kind == Event::EditContent.name()
                && record.uid == uid
                && at.saturating_sub(record.ended) <= PAUSE_MS
                && record.end_v == v
                && record.end_v - record.start_v < MOST_VERSIONS
        });
        let room = MOST_VERSIONS
            - open
                .as_ref()
                .map_or(0, |record| record.end_v - record.start_v);
        let count = rest.len().min(usize::try_from(room).unwrap_or(1));
        let (part, later) = rest.split_at_mut(count);
        for operation in part.iter_mut() {
            operation.at = at;
        }
        let end_v = v.saturating_add(i64::try_from(count).unwrap_or(i64::MAX));
        let record = match open {
            Some(record) => {
                records::extend(transaction, fid, &record.id, at, end_v)?;
                Record {
                    ended: at,
                    end_v,
                    ..record
                }
            }
            None => {
                ordinal = ordinal.saturating_add(1);
                let record = Record {
                    id: transaction.object_id(at),
                    kind: Event::EditContent.name().to_owned(),
                    uid,
                    started: at,
                    ended: at,
                    start_v: v,
                    end_v,
                    ordinal,
                    detail: "{}".to_owned(),
                };
                records::insert(transaction, fid, &record)?;
                record
            }
        };
        latest = Some(record);
        v = end_v;
        at = at.saturating_add(1);
        rest = later;
    }
    Ok(())
}

/// What an event is about.
pub(crate) struct Happening {
    pub event: Event,
    pub uid: i64,
    /// The versions that it made.
    pub versions: (i64, i64),
    /// What its words name.
    pub detail: Value,
}

/// Keeps an event; answers when it was.
pub(crate) fn keep_event(
    transaction: &Transaction<'_>,
    fid: &str,
    happening: &Happening,
) -> Result<i64, StoreError> {
    let latest = records::latest(transaction, fid)?;
    let at = next_time(transaction, latest.as_ref());
    let created = happening.event == Event::FileCreate;
    records::insert(
        transaction,
        fid,
        &Record {
            id: transaction.object_id(at),
            kind: happening.event.name().to_owned(),
            uid: happening.uid,
            // As upstream's: a document begins at no time.
            started: if created { 0 } else { at },
            ended: at,
            start_v: happening.versions.0,
            end_v: happening.versions.1,
            ordinal: latest.map_or(1, |record| record.ordinal.saturating_add(1)),
            detail: happening.detail.to_string(),
        },
    )?;
    Ok(at)
}

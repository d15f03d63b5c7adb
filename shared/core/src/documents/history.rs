//! What the two histories share: which records a page has, and how one looks.

use serde_json::{Map, Value, json};

use super::catalogue::words;
use super::fields::invalid;
use super::session::Session;
use crate::error::Error;
use crate::store::records::{self, Record};

/// Records of a page where the caller does not say.
const PAGE: i64 = 20;
/// Records of a page at most.
const MOST: i64 = 100;

/// The records that the parameters `timestamp` and `pageSize` ask for, the latest first.
pub(crate) fn page(session: &Session<'_, '_>, fid: &str) -> Result<Vec<Record>, Error> {
    let before = session.fields.count("timestamp")?.unwrap_or(i64::MAX);
    let size = session.fields.integer("pageSize")?.unwrap_or(PAGE);
    if size < 1 {
        return Err(invalid("pageSize", "is less than 1").into());
    }
    Ok(records::page(&session.store, fid, before, size.min(MOST))?)
}

/// A record in the order of the samples, with the versions that it made.
pub(crate) fn entry(fid: &str, record: &Record) -> Map<String, Value> {
    let detail: Value = serde_json::from_str(&record.detail).unwrap_or_default();
    let members = [
        ("_id", json!(record.id)),
        ("fid", json!(fid)),
        ("uid", json!(record.uid.to_string())),
        ("startTime", json!(record.started)),
        ("endTime", json!(record.ended)),
        ("type", json!(record.kind)),
        ("msg", json!(words(&record.kind, &detail))),
        ("startV", json!(record.start_v)),
        ("endV", json!(record.end_v)),
    ];
    members
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

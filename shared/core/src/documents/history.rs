//! What the two histories share: which records a page has, and how one looks.

use serde_json::{Map, Value, json};

use super::catalogue::words;
use super::fields::invalid;
use super::session::Session;
use super::{DocumentError, Permission};
use crate::error::Error;
use crate::store::nodes::{Kind, Seen};
use crate::store::records::{self, Record};

/// Records of a page where the caller does not say.
const PAGE: i64 = 20;
/// Records of a page at most.
const MOST: i64 = 100;

/// A document of that kind that the caller may read.
///
/// # Errors
/// 40002 where it is of the other kind; the words say what there is for that one.
pub(crate) fn readable(session: &Session<'_, '_>, fid: &str, kind: Kind) -> Result<Seen, Error> {
    let user = session.reader()?;
    let seen = session.document(&session.store, fid, user.uid, Permission::Read)?;
    if seen.node.kind == kind {
        return Ok(seen);
    }
    let reason = match kind {
        Kind::Sheet => {
            "the document is a note: GET /fs/bs/content, and its history at GET /quill/bs/his/list"
        }
        Kind::Note | Kind::Folder | Kind::File => {
            "the document is a spreadsheet, which has commands: GET /sheet/bs/his/list and /sheet/bs/his"
        }
    };
    Err(DocumentError::DocType(reason.to_owned()).into())
}

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

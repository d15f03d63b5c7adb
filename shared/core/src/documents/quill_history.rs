//! `GET /quill/bs/his/list`: a page of a note's history, and what is needed to replay it.

use serde_json::Value;

use super::history::{entry, page, readable};
use super::session::{Answer, Session};
use super::{catalogue, load, roles};
use crate::error::Error;
use crate::store::nodes::Kind;
use crate::store::operations::{self, Operation};
use crate::store::records::Record;

/// Bytes of a page's operations, after which it ends early: the caller asks for the rest as for any other page.
const MOST_BYTES: i64 = 8 << 20;

pub(crate) fn run(session: &Session<'_, '_>) -> Result<Answer, Error> {
    let fid = session.fields.needed("fid")?;
    readable(session, &fid, Kind::Note)?;
    let mut records = page(session, &fid)?;
    cut(session, &fid, &mut records)?;
    let from = records.last().map_or(0, |record| record.start_v);
    let to = records.first().map_or(0, |record| record.end_v);
    let operations = operations::between(&session.store, &fid, from, to)?;

    let entries: Vec<Value> = records
        .iter()
        .map(|record| Value::Object(entry(&fid, record)))
        .collect();
    let mut data = format!("{{\"hislist\":{},\"snapshot\":", Value::Array(entries)).into_bytes();
    put_snapshot(session, &mut data, &fid, from)?;
    data.extend_from_slice(b",\"oplist\":");
    put_operations(&mut data, &fid, &operations);
    let rest = format!(
        ",\"histypes\":{},\"roles\":{}}}",
        catalogue::kinds(),
        roles::roles()
    );
    data.extend_from_slice(rest.as_bytes());
    Ok(Answer::json(data))
}

/// Cuts a page where its operations get too many bytes. One record stays in any case.
fn cut(session: &Session<'_, '_>, fid: &str, records: &mut Vec<Record>) -> Result<(), Error> {
    let (Some(first), Some(last)) = (records.first(), records.last()) else {
        return Ok(());
    };
    if operations::weight(&session.store, fid, last.start_v, first.end_v)? <= MOST_BYTES {
        return Ok(());
    }
    let mut bytes = 0;
    let mut kept = 0;
    for record in records.iter() {
        bytes += operations::weight(&session.store, fid, record.start_v, record.end_v)?;
        if bytes > MOST_BYTES && kept > 0 {
            break;
        }
        kept += 1;
    }
    records.truncate(kept);
    Ok(())
}

/// The document before the page's first operation. Of version 0 there is none; `type` null says so.
fn put_snapshot(
    session: &Session<'_, '_>,
    into: &mut Vec<u8>,
    fid: &str,
    v: i64,
) -> Result<(), Error> {
    let ops = if v == 0 {
        b"[{\"insert\":\"\\n\"}]".to_vec()
    } else {
        load::note_json(&session.store, fid, v)?
    };
    let kind = if v == 0 {
        "null"
    } else {
        "\"http://sharejs.org/types/rich-text/v1\""
    };
    let head = format!(
        "{{\"id\":{},\"v\":{v},\"type\":{kind},\"data\":{{\"ops\":",
        Value::from(fid)
    );
    into.extend_from_slice(head.as_bytes());
    into.extend_from_slice(&ops);
    into.extend_from_slice(b"},\"m\":null}");
    Ok(())
}

/// Operations as the API lists them.
pub(crate) fn put_operations(into: &mut Vec<u8>, fid: &str, operations: &[Operation]) {
    let fid = Value::from(fid).to_string();
    into.push(b'[');
    for (index, operation) in operations.iter().enumerate() {
        if index > 0 {
            into.push(b',');
        }
        let text = format!(
            "{{\"v\":{},\"d\":{fid},\"uid\":{},\"op\":{{\"ops\":{}}},\"t\":{}",
            operation.v, operation.uid, operation.body, operation.at
        );
        into.extend_from_slice(text.as_bytes());
        if let (Some(src), Some(seq)) = (&operation.src, operation.seq) {
            let mark = format!(",\"src\":{},\"seq\":{seq}", Value::from(src.as_str()));
            into.extend_from_slice(mark.as_bytes());
        }
        into.push(b'}');
    }
    into.push(b']');
}

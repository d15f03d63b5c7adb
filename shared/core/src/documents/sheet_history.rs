//! `GET /sheet/bs/his/list`: a page of a spreadsheet's history.

use serde_json::{Value, json};

use super::history::{entry, page, readable};
use super::session::{Answer, Session};
use super::{catalogue, roles};
use crate::error::Error;
use crate::store::nodes::Kind;
use crate::store::users;

pub(crate) fn run(session: &Session<'_, '_>) -> Result<Answer, Error> {
    let fid = session.fields.needed("fid")?;
    readable(session, &fid, Kind::Sheet)?;
    let records = page(session, &fid)?;
    let uids: Vec<i64> = records.iter().map(|record| record.uid).collect();
    let names = users::names(&session.store, &uids)?;
    let entries: Vec<Value> = records
        .iter()
        .map(|record| {
            let mut entry = entry(&fid, record);
            let name = names.get(&record.uid).map_or("", String::as_str);
            entry.insert("hisSymbol".to_owned(), json!(record.ordinal));
            let users = json!([{ "uid": record.uid.to_string(), "nickname": name }]);
            entry.insert("users".to_owned(), users);
            Value::Object(entry)
        })
        .collect();
    Ok(Answer::of(&json!({
        "hislist": entries,
        "histypes": catalogue::kinds(),
        "roles": roles::roles(),
    })))
}

//! `GET /sheet/bs/his`: one record of a spreadsheet's history, with the workbook before it.

use serde_json::{Value, json};

use super::history::readable;
use super::session::{Answer, Session};
use super::{DocumentError, sheet};
use crate::error::Error;
use crate::store::nodes::Kind;
use crate::store::{operations, records};

pub(crate) fn run(session: &Session<'_, '_>) -> Result<Answer, Error> {
    let fid = session.fields.needed("fid")?;
    let id = session.fields.needed("id")?;
    readable(session, &fid, Kind::Sheet)?;
    let record = records::find(&session.store, &fid, &id)?
        .ok_or_else(|| DocumentError::NoRecord(id.chars().take(40).collect()))?;
    let mut commands: Vec<Value> = Vec::new();
    for operation in operations::between(&session.store, &fid, record.start_v, record.end_v)? {
        commands.extend(sheet::commands(&operation)?);
    }
    // Before its creation there is no workbook: the one that it began with stands for it.
    let before = sheet::at(&session.store, &fid, record.start_v.max(1))?;
    Ok(Answer::of(&json!({
        "snapshot": {
            "_id": record.id,
            "fid": fid,
            "uid": record.uid.to_string(),
            "startTime": record.started,
            "endTime": record.ended,
            "type": record.kind,
            "hisSymbol": record.ordinal,
            "snapshot": spindle_sheet::encode(&before),
        },
        "commands": commands,
    })))
}

//! `GET /sheet/bs/v1/api/getJson`: a workbook, packed; beyond it the workbook at a version or a time.

use serde_json::json;

use super::content;
use super::session::{Answer, Session};
use super::sheet;
use super::sheet_history::readable;
use crate::error::Error;

pub(crate) fn run(session: &Session<'_, '_>) -> Result<Answer, Error> {
    let fid = session.fields.needed("sheetid")?;
    let seen = readable(session, &fid)?;
    let v = content::version(session, &seen.node)?;
    let json = sheet::at(&session.store, &fid, v)?;
    Ok(Answer::of(&json!(spindle_sheet::encode(&json))))
}

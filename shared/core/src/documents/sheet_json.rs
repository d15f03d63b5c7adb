//! `GET /sheet/bs/v1/api/getJson`: a workbook, packed; beyond it the workbook at a version or a time.

use serde_json::json;

use super::content;
use super::history::readable;
use super::session::{Answer, Session};
use super::sheet;
use crate::error::Error;
use crate::store::nodes::Kind;

pub(crate) fn run(session: &Session<'_, '_>) -> Result<Answer, Error> {
    let fid = session.fields.needed("sheetid")?;
    let seen = readable(session, &fid, Kind::Sheet)?;
    let v = content::version(session, &seen.node)?;
    let json = sheet::at(&session.store, &fid, v)?;
    Ok(Answer::of(&json!(spindle_sheet::encode(&json))))
}

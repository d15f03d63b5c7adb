//! `GET /fs/bs/export/result`: what became of an export; while the file is there, with a link that is signed anew.

use super::{WORK, download, find, process};
use crate::documents::DocumentError;
use crate::documents::session::{Answer, Session};
use crate::error::Error;

pub(crate) fn run(session: &Session<'_, '_>) -> Result<Answer, Error> {
    let user = session.reader()?;
    let fid = session.fields.needed("fid")?;
    let request_id = session.fields.needed("exportRequestId")?;
    let job = find(session, &request_id, &fid, user.uid)?
        .ok_or_else(|| DocumentError::NoExport(request_id.clone()))?;
    let now = session.now_ms();
    let over = job.ended.unwrap_or(now);
    let link = |object_id: &str, expires: i64| {
        download::link(session, object_id, over, expires.min(job.expires))
    };
    let mut answer = Answer::of(&process(&session.own().enums, &job, Some(&link))?);
    if job.claimable(now) {
        answer.drive = Some((&WORK, request_id));
    }
    Ok(answer)
}

//! `heartbeat`, `leave` and `close`: whether an editor is there.

use serde_json::json;

use super::refusal::Refusal;
use super::session::Session;
use crate::dialect::onlyoffice::SERVICE_TYPE;
use crate::http::{Request, Response};
use crate::saving::due;
use crate::saving::people::{self, Gone, Leaving};
use crate::store::editings;
use crate::store::participants::Presence;

pub(super) fn heartbeat<'a>(session: Session<'a, '_>, _: Request) -> Result<Response<'a>, Refusal> {
    session.must_be_here()?;
    session.saw()?;
    let editing = &session.editing;
    let answer = json!({ "state": "open", "version": editing.version, "event": editing.event });
    Ok(Response::json(SERVICE_TYPE, &answer))
}

pub(super) fn leave<'a>(session: Session<'a, '_>, _: Request) -> Result<Response<'a>, Refusal> {
    let delay = session.settings.saving.delay_ms;
    go(&session, Leaving::After(delay))
}

pub(super) fn close<'a>(session: Session<'a, '_>, _: Request) -> Result<Response<'a>, Refusal> {
    go(&session, Leaving::AtOnce)
}

/// Who has left before hears the same: browsers say it more than once when they go.
fn go<'a>(session: &Session<'a, '_>, leaving: Leaving) -> Result<Response<'a>, Refusal> {
    let mut response = Response::json(SERVICE_TYPE, &json!({ "state": "left" }));
    if session.me.presence == Presence::Left {
        return Ok(response);
    }
    let gone = session.store.transaction(|transaction| {
        match editings::of_doc(transaction, &session.me.doc)? {
            Some(editing) => people::leave(transaction, &editing, &session.me, leaving),
            None => Ok(Gone::Before),
        }
    })?;
    let key = session.editing.key.clone();
    match gone {
        Gone::Before => {}
        Gone::Now => response.after = Some(Box::new(move |app| due::drive_logged(app, &key, 0))),
        Gone::Last => response.after = Some(Box::new(move |app| due::stay(app, &key))),
    }
    Ok(response)
}

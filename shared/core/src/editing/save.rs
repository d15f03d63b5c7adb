//! `POST /editing/{session}/save`: the Save button, or a form that is sent.

use serde_json::{Value, json};

use super::refusal::Refusal;
use super::session::{Session, may_edit};
use crate::dialect::onlyoffice::SERVICE_TYPE;
use crate::http::{Request, Response};
use crate::saving::Unsaved;
use crate::saving::due;
use crate::saving::start::{self, By};
use crate::store::{editings, participants};

pub(super) fn run<'a>(
    session: Session<'a, '_>,
    mut request: Request,
) -> Result<Response<'a>, Refusal> {
    session.must_edit()?;
    session.saw()?;
    let body = session.body(&mut request)?;
    let form = match body.get("form") {
        None | Some(Value::Null) => None,
        Some(form @ Value::Array(_)) => Some(form.to_string()),
        Some(_) => return Err(Refusal::bad_request("`form` is no list")),
    };
    let begun = session.store.transaction(|transaction| {
        let me = participants::find(transaction, &session.me.session)?
            .ok_or_else(Refusal::no_session)?;
        may_edit(&me)?;
        let editing = editings::of_doc(transaction, &me.doc)?.ok_or_else(Refusal::no_session)?;
        let by = match &form {
            Some(form) => By::Form(me.number, form),
            None => By::Button(me.number),
        };
        Ok::<_, Refusal>(start::forced(
            transaction,
            session.settings,
            &editing,
            by,
            None,
        )?)
    })?;
    let (code, words) = match begun {
        Ok(_) => (0, "the document is being saved".to_owned()),
        Err(Unsaved::NothingNew(words)) => (4, words.to_owned()),
        Err(Unsaved::Impossible(words)) => (3, words),
    };
    let answer = json!({ "error": code, "message": words });
    let mut response = Response::json(SERVICE_TYPE, &answer);
    if code == 0 {
        let key = session.editing.key.clone();
        response.after = Some(Box::new(move |app| {
            due::drive_logged(app, &key, due::PATIENCE_MS);
        }));
    }
    Ok(response)
}

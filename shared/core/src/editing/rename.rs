//! `POST /editing/{session}/rename`: another name for the file, where it lies with a WOPI host.

use serde_json::{Value, json};

use super::refusal::Refusal;
use super::session::Session;
use crate::dialect::onlyoffice::SERVICE_TYPE;
use crate::http::{Request, Response};
use crate::store::{StoreError, editings};
use crate::wopi_client;

pub(super) fn run<'a>(
    session: Session<'a, '_>,
    mut request: Request,
) -> Result<Response<'a>, Refusal> {
    session.must_edit()?;
    session.saw()?;
    let body = session.body(&mut request)?;
    let Some(name) = body.get("name").and_then(Value::as_str) else {
        return Err(Refusal::bad_request("`name` is no text"));
    };
    let whose = (&session.me, session.editing.key.as_str());
    let name = wopi_client::rename(&session.app, session.settings, &session.store, whose, name)?;
    session
        .store
        .transaction(|transaction| -> Result<(), StoreError> {
            let doc = &session.editing.doc;
            editings::set_title(transaction, doc, &name)?;
            let told = json!({ "type": "meta", "meta": { "title": name } });
            editings::tell(transaction, doc, &told)?;
            Ok(())
        })?;
    Ok(Response::json(SERVICE_TYPE, &json!({ "name": name })))
}

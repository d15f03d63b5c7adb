//! `POST /editing/{session}/save-as`: the document as another file, where it lies with a WOPI host.

use serde_json::{Value, json};

use super::refusal::Refusal;
use super::session::Session;
use crate::dialect::onlyoffice::SERVICE_TYPE;
use crate::http::{Request, Response};
use crate::wopi_client;

pub(super) fn run<'a>(
    session: Session<'a, '_>,
    mut request: Request,
) -> Result<Response<'a>, Refusal> {
    session.must_edit()?;
    session.saw()?;
    let body = session.body(&mut request)?;
    let text = |name: &str| {
        body.get(name)
            .and_then(Value::as_str)
            .ok_or_else(|| Refusal::bad_request(format!("`{name}` is no text")))
    };
    let (link, name) = (text("url")?, text("name")?);
    let made = wopi_client::save_as(
        &session.app,
        session.settings,
        &session.store,
        &session.me,
        (link, name),
    )?;
    let answer = json!({ "name": made.name, "url": made.page });
    Ok(Response::json(SERVICE_TYPE, &answer))
}

//! `GET /editing/{session}`: the document as it is, and who is there.

use serde_json::value::RawValue;

use super::refusal::Refusal;
use super::session::{Session, state};
use crate::dialect::onlyoffice::SERVICE_TYPE;
use crate::documents::{load, sheet};
use crate::http::{Request, Response};
use crate::store::StoreError;
use crate::store::editings::Kind;

pub(super) fn run<'a>(session: Session<'a, '_>, _: Request) -> Result<Response<'a>, Refusal> {
    session.must_be_here()?;
    // Reading works also where nothing can be written.
    let _ = session.saw();
    let (editing, store) = (&session.editing, &session.store);
    // What a document is at a version never changes.
    let json = match editing.kind {
        Kind::Word => {
            let json = load::note_json(store, &editing.doc, editing.version)?;
            Some([b"{\"ops\":", json.as_slice(), b"}"].concat())
        }
        Kind::Cell => Some(sheet::at(store, &editing.doc, editing.version)?.into_bytes()),
        Kind::Slide | Kind::Pdf => None,
    };
    let content = json.map(|json| raw(&editing.doc, json)).transpose()?;
    let state = state(store, session.settings, editing, &session.me)?;
    #[derive(serde::Serialize)]
    struct Snapshot {
        #[serde(flatten)]
        state: serde_json::Value,
        #[serde(skip_serializing_if = "Option::is_none")]
        content: Option<Box<RawValue>>,
    }
    Ok(Response::json(SERVICE_TYPE, &Snapshot { state, content }))
}

fn raw(doc: &str, json: Vec<u8>) -> Result<Box<RawValue>, StoreError> {
    String::from_utf8(json)
        .ok()
        .and_then(|json| RawValue::from_string(json).ok())
        .ok_or_else(|| load::damaged(doc, &"its content is no JSON"))
}

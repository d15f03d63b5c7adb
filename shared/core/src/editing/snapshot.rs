//! `GET /editing/{session}`: the document as it is, and who is there.

use serde_json::value::RawValue;

use super::refusal::Refusal;
use super::session::{Session, state};
use crate::dialect::onlyoffice::SERVICE_TYPE;
use crate::documents::{load, sheet};
use crate::http::{Request, Response};
use crate::store::editings::{self, Kind};

pub(super) fn run<'a>(session: Session<'a, '_>, _: Request) -> Result<Response<'a>, Refusal> {
    session.must_be_here()?;
    session.saw()?;
    // One look at all of it: the content is that of the version that is said.
    let answer = session.store.transaction(|transaction| {
        let editing =
            editings::of_doc(transaction, &session.me.doc)?.ok_or_else(Refusal::no_session)?;
        let content = match editing.kind {
            Kind::Word => {
                let json = load::note_json(transaction, &editing.doc, editing.version)?;
                [b"{\"ops\":", json.as_slice(), b"}"].concat()
            }
            Kind::Cell => sheet::at(transaction, &editing.doc, editing.version)?.into_bytes(),
        };
        let content = String::from_utf8(content)
            .ok()
            .and_then(|json| RawValue::from_string(json).ok())
            .ok_or_else(|| load::damaged(&editing.doc, &"its content is no JSON"))?;
        let state = state(transaction, session.settings, &editing, &session.me)?;
        Ok::<_, Refusal>((state, content))
    })?;
    let (state, content) = answer;
    #[derive(serde::Serialize)]
    struct Snapshot {
        #[serde(flatten)]
        state: serde_json::Value,
        content: Box<RawValue>,
    }
    Ok(Response::json(SERVICE_TYPE, &Snapshot { state, content }))
}

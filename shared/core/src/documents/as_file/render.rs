//! `POST /internal/render?fid=..&v=..`: writes an online document as the file that it is.

use serde_json::{Value, json};

use super::{format_of, is_behind};
use crate::app::App;
use crate::conversion::Waiting;
use crate::dialect::onlyoffice::SERVICE_TYPE;
use crate::documents::DocumentError;
use crate::documents::export::file::{self, Wanted};
use crate::error::Error;
use crate::http::{Request, Response, query_parameters};
use crate::jobs::Stop;
use crate::settings::Settings;
use crate::store::contents::{self, Bytes, Head, INLINE_BYTES, NewVersion};
use crate::store::nodes::Kind;
use crate::store::nodes::anywhere::{self, Found};
use crate::store::{Statements, Store, StoreError, UNFINISHED_MS, users};

/// Answers when the document's file is of the version that the document has, or somebody has it locked.
pub(crate) fn post_render<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    let query = query_parameters(request.query.as_deref());
    let fid = query.get("fid").and_then(Value::as_str).unwrap_or_default();
    let store = Store::open(&app.ports)?;
    let written = render(app, settings, &store, fid)?;
    let version = written.map(|head| head.version);
    Ok(Response::json(
        SERVICE_TYPE,
        &json!({ "fid": fid, "version": version }),
    ))
}

/// What becomes of the file.
enum Due {
    /// There is none yet.
    First,
    /// It is written anew, after this head.
    After(Head),
    /// It stays as it is.
    Not,
}

fn due(on: &impl Statements, fid: &str, v: i64, now: i64) -> Result<Due, StoreError> {
    Ok(match contents::head(on, fid)? {
        None => Due::First,
        Some(head) if is_behind(on, fid, &head, v, now)? => Due::After(head),
        Some(_) => Due::Not,
    })
}

fn document(on: &impl Statements, fid: &str) -> Result<Found, Error> {
    anywhere::open(on, fid)?
        .filter(|found| matches!(found.node.kind, Kind::Note | Kind::Sheet))
        .ok_or_else(|| DocumentError::NoDocument(fid.to_owned()).into())
}

/// Writes the file where that is due; `None` where it is not.
fn render(
    app: &App<'_>,
    settings: &Settings,
    store: &Store<'_>,
    fid: &str,
) -> Result<Option<Head>, Error> {
    let found = document(store, fid)?;
    let node = &found.node;
    if matches!(
        due(store, fid, node.version, app.ports.clock.now_ms())?,
        Due::Not
    ) {
        return Ok(None);
    }
    let worker = Waiting {
        app,
        settings,
        store,
    };
    let wanted = Wanted {
        app_id: &found.app_id,
        comments: true,
        format: format_of(node.kind),
        v: node.version,
        percent: (0.0, 100.0),
    };
    // What the format cannot say is not lost: it stays in the document.
    let bytes =
        file::written(&worker, node, &wanted, &mut Vec::new()).map_err(|stop| match stop {
            Stop::Store(error) => Error::Store(error),
            Stop::Failure(failure) => Error::Job(failure),
        })?;
    let bytes = if bytes.len() <= INLINE_BYTES {
        Bytes::Inline(bytes)
    } else {
        let until = app.ports.clock.now_ms().saturating_add(UNFINISHED_MS);
        Bytes::Blob(store.write_blob(&bytes, until)?)
    };
    let author = users::names(store, &[node.last_editor])?
        .remove(&node.last_editor)
        .unwrap_or_else(|| node.last_editor.to_string());
    let written = store.transaction(|transaction| {
        document(transaction, fid)?;
        let new = NewVersion {
            bytes: &bytes,
            author: &author,
            autosave: false,
            session: 0,
            merged: Some(node.version),
            keep: settings.wopi.keep_versions,
            uid: node.last_editor,
        };
        Ok::<_, Error>(
            match due(transaction, fid, node.version, transaction.now_ms())? {
                Due::First => Some(contents::begin(transaction, fid, &new)?),
                Due::After(head) => Some(contents::append(transaction, fid, &head, &new)?),
                // Somebody came before.
                Due::Not => None,
            },
        )
    });
    if let (Bytes::Blob(blob), Ok(None)) = (&bytes, &written) {
        // What cannot be removed now is swept away later.
        let _ = store.remove_blob(&blob.id);
    }
    written
}

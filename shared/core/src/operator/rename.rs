//! `POST /v1/files/{id}/rename?name=N`: another name of a file, a folder or an online document.

use ::http::StatusCode;
use serde_json::json;

use super::json as answer;
use crate::app::App;
use crate::http::{Request, Response, query_parameters};
use crate::store::{Store, nodes};
use crate::wopi::tree::Entry;
use crate::wopi::{WopiError, names};

/// The name is taken as it is. Whoever has the file open learns it with his next look at it.
pub(super) fn post<'a>(
    app: &App<'a>,
    request: &Request,
    id: &str,
) -> Result<Response<'a>, WopiError> {
    let query = query_parameters(request.query.as_deref());
    let name = query
        .get("name")
        .and_then(serde_json::Value::as_str)
        .filter(|name| !name.is_empty())
        .ok_or_else(|| WopiError::Request("there is no `name`".to_owned()))?;
    names::check(name)
        .map_err(|error| WopiError::Request(format!("the `name` cannot be used: {error}")))?;
    let store = Store::open(&app.ports)?;
    store.transaction(|transaction| {
        let there = Entry::find(transaction, id)?
            .ok_or_else(|| WopiError::NotFound(format!("there is no file or folder {id}")))?;
        // An online document has its extension from what it is.
        let (stem, extension) = names::split(name);
        let shown = there.file_name();
        let kept = match there.is_document() && names::split(&shown).1 == extension {
            true => stem,
            false => name,
        };
        let now = transaction.now_ms();
        nodes::rename(transaction, id, kept, there.node.owner, now)?;
        Ok::<_, WopiError>(())
    })?;
    let name = Entry::find(&store, id)?.map_or_else(String::new, |there| there.file_name());
    Ok(answer(StatusCode::OK, &json!({ "id": id, "name": name })))
}

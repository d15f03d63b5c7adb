//! `POST /v1/files/{id}/tokens`: an access token for a user, and the page that opens the file for him.

use ::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{json as answer, refused};
use crate::app::App;
use crate::auth::grant::{Grant, Target};
use crate::error::Error;
use crate::http::{Request, Response, read_body};
use crate::settings::Settings;
use crate::store::Store;
use crate::wopi::tree::{Entry, Folder};
use crate::wopi::{CLIENTS, Client, Permissions, Urls};

/// Bytes of a body.
const BODY_BYTES: u64 = 16 * 1024;
/// Characters of a user's id and name at most: the token has them.
const MOST_TEXT: usize = 200;
/// The longest that a token is good, in seconds: what asks for more gets this, and is told so.
const MOST_TTL_S: i64 = 30 * 86_400;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Asked {
    user_id: String,
    #[serde(default)]
    user_name: String,
    permissions: Value,
    /// Where it is not said: the deployment's own editor.
    #[serde(default = "own")]
    client: String,
    /// Seconds.
    #[serde(default)]
    ttl: Option<i64>,
}

fn own() -> String {
    Client::Spindle.name().to_owned()
}

/// Answers with the token.
pub(super) fn post<'a>(
    app: &App<'a>,
    settings: &Settings,
    mut request: Request,
    id: &str,
) -> Result<Response<'a>, Error> {
    let store = Store::open(&app.ports)?;
    let entry = Entry::find(&store, id)?;
    let is_folder = entry.as_ref().is_none_or(Entry::is_folder);
    if entry.is_none() && Folder::find(&store, id)?.is_none() {
        let words = format!("there is no file or folder {id}");
        return Ok(refused(StatusCode::NOT_FOUND, &words));
    }
    let body = read_body(
        &mut request,
        BODY_BYTES,
        "the most that a token's description has",
    )?;
    let (asked, permissions, client) = match read(&body) {
        Ok(read) => read,
        Err(reason) => return Ok(refused(StatusCode::BAD_REQUEST, &reason)),
    };
    let ttl_s = asked.ttl.unwrap_or(settings.wopi.token_s).min(MOST_TTL_S);
    if ttl_s < 1 {
        let words = "`ttl` is not a number of seconds";
        return Ok(refused(StatusCode::BAD_REQUEST, words));
    }
    let urls = Urls::of(settings, &request);
    let name = if asked.user_name.is_empty() {
        asked.user_id.clone()
    } else {
        asked.user_name
    };
    let expires_ms = app
        .ports
        .clock
        .now_ms()
        .saturating_add(ttl_s.saturating_mul(1000));
    let target = if is_folder {
        Target::Container(id.to_owned())
    } else {
        Target::File(id.to_owned())
    };
    let grant = Grant {
        target,
        user: asked.user_id,
        name,
        permissions,
        client,
        expires_ms,
    };
    let source = if is_folder {
        format!("{}/wopi/containers/{id}", urls.base)
    } else {
        urls.wopi_src(id)
    };
    let action = if permissions.saves() && !is_folder {
        "edit"
    } else {
        "view"
    };
    Ok(answer(
        StatusCode::OK,
        &json!({
            "access_token": urls.token(&grant),
            "access_token_ttl": expires_ms,
            "wopiSrc": source,
            "hostUrl": urls.host_page(&grant, action),
        }),
    ))
}

fn read(body: &[u8]) -> Result<(Asked, Permissions, Client), String> {
    let asked: Asked = serde_json::from_slice(body)
        .map_err(|error| format!("the body is not what a token is made of: {error}"))?;
    for (name, text) in [("userId", &asked.user_id), ("userName", &asked.user_name)] {
        if text.chars().count() > MOST_TEXT || text.chars().any(char::is_control) {
            return Err(format!(
                "`{name}` has more than {MOST_TEXT} characters, or control characters"
            ));
        }
    }
    if asked.user_id.is_empty() {
        return Err("`userId` is empty".to_owned());
    }
    let client = Client::by_name(&asked.client).ok_or_else(|| {
        let known: Vec<&str> = CLIENTS.iter().map(|(name, _)| *name).collect();
        format!("`client` is none of {}", known.join(", "))
    })?;
    let permissions = permissions(&asked.permissions)?;
    Ok((asked, permissions, client))
}

/// A list of names, or `"all"`. Who may do anything may see the file.
fn permissions(value: &Value) -> Result<Permissions, String> {
    let known = || Permissions::ALL.names().join(", ");
    match value {
        Value::String(all) if all == "all" => Ok(Permissions::ALL),
        Value::Array(names) => {
            let mut permissions = Permissions::READ;
            for name in names {
                let permission = name
                    .as_str()
                    .and_then(Permissions::by_name)
                    .ok_or_else(|| {
                        format!("there is no permission {name}: known are {}", known())
                    })?;
                permissions = permissions.with(permission);
            }
            Ok(permissions)
        }
        _ => Err(format!(
            "`permissions` is neither \"all\" nor a list of {}",
            known()
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn permissions_are_read() {
        assert_eq!(permissions(&json!("all")), Ok(Permissions::ALL));
        assert_eq!(permissions(&json!([])), Ok(Permissions::READ));
        let both = Permissions::READ.with(Permissions::WRITE);
        assert_eq!(permissions(&json!(["write"])), Ok(both));
        assert!(permissions(&json!(["fly"])).is_err());
        assert!(permissions(&json!("some")).is_err());
        assert!(permissions(&json!(null)).is_err());
    }
}

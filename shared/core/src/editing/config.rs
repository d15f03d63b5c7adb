//! The configuration that an editor is opened with, as integrators give it to `DocsAPI.DocEditor`.

use ::http::HeaderMap;
use serde_json::{Map, Value};

use super::refusal::Refusal;
use crate::auth::incoming::is_truthy;
use crate::auth::{incoming, jwt};
use crate::settings::Settings;
use crate::store::participants::Mode;

/// Characters of a key at most.
const KEY_LENGTH: usize = 128;
/// Characters of a user's id at most.
const USER_LENGTH: usize = 240;
/// Characters of a URL, a title and the like at most.
const TEXT_LENGTH: usize = 8192;

/// What an editor asks for when it joins.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Asked {
    pub key: String,
    /// Where the document lies; empty where the configuration does not say.
    pub url: String,
    pub file_type: Option<String>,
    pub title: String,
    pub mode: Mode,
    /// Where the storage listens; empty: nowhere.
    pub callback: String,
    /// The user's id, if he has one.
    pub user: Option<String>,
    pub name: Option<String>,
    /// Whether he may have the document as a file.
    pub downloads: bool,
    /// Whether he may print it.
    pub prints: bool,
    /// Whether a token says the URLs: their hosts may then be private, and requests to them are signed.
    pub vouched: bool,
}

/// Checks the token and reads what counts.
///
/// The claims mirror the configuration and count; where the body has `document.permissions`, `editorConfig.callbackUrl` or
/// `editorConfig.mode`, the claims must have them, too, and the same permissions. A token for a conversion or a command has its parameters at the top,
/// and is refused.
pub(super) fn read(
    settings: &Settings,
    headers: &HeaderMap,
    body: &Map<String, Value>,
    now_s: i64,
) -> Result<Asked, Refusal> {
    if !settings.jwt.enabled {
        return asked(&Value::Object(body.clone()), false);
    }
    let claims = match body.get("token").filter(|token| is_truthy(token)) {
        Some(Value::String(token)) => jwt::verify(token, &settings.jwt.secret, now_s)?,
        Some(_) => return Err(Refusal::token("`token` is no string")),
        None => {
            let token = incoming::header_token(&settings.jwt, headers)?;
            let claims = jwt::verify(token, &settings.jwt.secret, now_s)?;
            match claims.get("payload") {
                Some(payload @ Value::Object(_)) => payload.clone(),
                _ => claims,
            }
        }
    };
    if ["url", "key", "payload"]
        .iter()
        .any(|name| claims.get(*name).is_some())
    {
        return Err(Refusal::token(
            "the token is one of a conversion or a command, not of an editor's configuration",
        ));
    }
    let body = Value::Object(body.clone());
    if settings.jwt.required_params {
        for path in ["/document/key", "/document/url"] {
            if claims.pointer(path).is_none() {
                return Err(missing(path));
            }
        }
        for path in [
            "/document/permissions",
            "/editorConfig/callbackUrl",
            "/editorConfig/mode",
        ] {
            let said = body.pointer(path).filter(|said| !said.is_null());
            let signed = claims.pointer(path);
            // Less than the token allows is always fine.
            let is_view = path.ends_with("mode") && said.and_then(Value::as_str) == Some("view");
            if said.is_some() && signed.is_none() && !is_view {
                return Err(missing(path));
            }
            if path.ends_with("permissions") && said.is_some_and(|said| signed != Some(said)) {
                return Err(Refusal::token(
                    "the token says another `document.permissions`",
                ));
            }
        }
    }
    let view = body.pointer("/editorConfig/mode").cloned();
    let mut merged = merged(body, claims);
    if view.as_ref().and_then(Value::as_str) == Some("view")
        && let Some(config) = merged
            .get_mut("editorConfig")
            .and_then(Value::as_object_mut)
    {
        config.insert("mode".to_owned(), "view".into());
    }
    asked(&merged, true)
}

/// Reads what an editor asks for that shows an old version of a document: what the page gave to `setHistoryData`, as
/// `history`. With tokens on, its claims count; they are flat.
pub(super) fn read_history(
    settings: &Settings,
    history: &Value,
    now_s: i64,
) -> Result<Asked, Refusal> {
    let mut data = history.clone();
    if settings.jwt.enabled {
        let token = history.get("token").and_then(Value::as_str);
        let token = token.ok_or_else(|| Refusal::token("`history.token` is missing"))?;
        let claims = jwt::verify(token, &settings.jwt.secret, now_s)?;
        if HISTORY_HAS_NO
            .iter()
            .any(|name| claims.get(*name).is_some())
        {
            return Err(Refusal::token(
                "the token is one of a conversion, a command or an editor's configuration, not of `setHistoryData`",
            ));
        }
        for name in ["key", "url"] {
            if claims.get(name).is_none() {
                return Err(missing(name));
            }
        }
        if let (Value::Object(data), Value::Object(claims)) = (&mut data, claims) {
            data.extend(claims);
        }
    }
    let config = serde_json::json!({ "history": data });
    let key = key(&config, "/history/key")?;
    let (file_type, title) = names(&config, "/history")?;
    let url = text(&config, "/history/url", TEXT_LENGTH)?.unwrap_or_default();
    if url.is_empty() {
        return Err(Refusal::bad_request("`history.url` is missing"));
    }
    Ok(Asked {
        key,
        url,
        file_type,
        title,
        mode: Mode::View,
        callback: String::new(),
        user: None,
        name: None,
        downloads: true,
        prints: true,
        vouched: settings.jwt.enabled,
    })
}

/// Claims that tokens of `setHistoryData` do not have.
const HISTORY_HAS_NO: [&str; 6] = [
    "document",
    "editorConfig",
    "payload",
    "outputtype",
    "outputType",
    "c",
];

fn dotted(path: &str) -> String {
    path.trim_start_matches('/').replace('/', ".")
}

fn missing(path: &str) -> Refusal {
    Refusal::token(format!("the token does not say `{}`", dotted(path)))
}

/// The configuration with the claims over it.
fn merged(under: Value, over: Value) -> Value {
    match (under, over) {
        (Value::Object(mut under), Value::Object(over)) => {
            for (name, value) in over {
                let below = under.remove(&name).unwrap_or(Value::Null);
                // Two levels are enough: permissions and users are taken whole.
                let value = match (&*name, below) {
                    ("document" | "editorConfig", Value::Object(mut below)) => {
                        if let Value::Object(value) = value {
                            below.extend(value);
                        }
                        Value::Object(below)
                    }
                    _ => value,
                };
                under.insert(name, value);
            }
            Value::Object(under)
        }
        (_, over) => over,
    }
}

/// A text of the configuration, or a number that stands for one.
fn text(config: &Value, path: &str, most: usize) -> Result<Option<String>, Refusal> {
    match config.pointer(path) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if text.chars().count() <= most => Ok(Some(text.clone())),
        Some(Value::Number(number)) => Ok(Some(number.to_string())),
        Some(_) => Err(Refusal::bad_request(format!(
            "`{}` is no text of at most {most} characters",
            dotted(path)
        ))),
    }
}

fn key(config: &Value, path: &str) -> Result<String, Refusal> {
    match config.pointer(path) {
        Some(Value::String(key)) if is_key(key) => Ok(key.clone()),
        _ => Err(Refusal::bad_request(format!(
            "`{}` is not 1 to {KEY_LENGTH} characters of 0-9 A-Z a-z - . _ =",
            dotted(path)
        ))),
    }
}

/// What kind of file it is said to be, and its title, which is made up where there is none.
fn names(config: &Value, parent: &str) -> Result<(Option<String>, String), Refusal> {
    let file_type =
        text(config, &format!("{parent}/fileType"), 32)?.map(|name| name.to_ascii_lowercase());
    let title = text(config, &format!("{parent}/title"), TEXT_LENGTH)?
        .filter(|title| !title.is_empty())
        .unwrap_or_else(|| format!("Unnamed.{}", file_type.as_deref().unwrap_or("docx")));
    Ok((file_type, title))
}

fn asked(config: &Value, vouched: bool) -> Result<Asked, Refusal> {
    let text = |path: &str, most: usize| text(config, path, most);
    let key = key(config, "/document/key")?;
    let may = |what: &str| {
        let path = format!("/document/permissions/{what}");
        config.pointer(&path) != Some(&Value::Bool(false))
    };
    let mode = text("/editorConfig/mode", TEXT_LENGTH)?;
    let (file_type, title) = names(config, "/document")?;
    Ok(Asked {
        key,
        url: text("/document/url", TEXT_LENGTH)?.unwrap_or_default(),
        file_type,
        title,
        mode: if may("edit") && mode.as_deref() != Some("view") {
            Mode::Edit
        } else {
            Mode::View
        },
        callback: text("/editorConfig/callbackUrl", TEXT_LENGTH)?
            .map(|url| url.trim().to_owned())
            .unwrap_or_default(),
        user: text("/editorConfig/user/id", USER_LENGTH)?.filter(|id| !id.is_empty()),
        name: text("/editorConfig/user/name", TEXT_LENGTH)?.filter(|name| !name.is_empty()),
        downloads: may("download"),
        prints: may("print"),
        vouched,
    })
}

/// Two keys of the original's characters are none here: in the path of a link they would lead elsewhere.
fn is_key(key: &str) -> bool {
    !matches!(key, "." | "..")
        && (1..=KEY_LENGTH).contains(&key.len())
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'='))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn claims_lie_over_the_configuration() {
        let under = json!({ "document": { "key": "a", "title": "t" }, "type": "desktop" });
        let over = json!({ "document": { "key": "b" }, "editorConfig": { "mode": "edit" } });
        let expected = json!({
            "type": "desktop", "document": { "key": "b", "title": "t" }, "editorConfig": { "mode": "edit" },
        });
        assert_eq!(merged(under, over), expected);
    }

    #[test]
    fn keys_are_short_and_plain() {
        assert!(is_key("a.B-9_="));
        assert!(is_key(&"k".repeat(128)));
        for key in ["", ".", "..", "a b", "a/b", "ü", &"k".repeat(129)] {
            assert!(!is_key(key), "{key}");
        }
    }

    #[test]
    fn numbers_stand_for_texts_and_permissions_make_viewers() {
        let config = json!({
            "document": { "key": "k", "permissions": { "edit": false } },
            "editorConfig": { "user": { "id": 7 } },
        });
        let asked = asked(&config, false).unwrap();
        assert_eq!(asked.user.as_deref(), Some("7"));
        assert_eq!(asked.mode, Mode::View);
        assert_eq!(asked.title, "Unnamed.docx");
    }
}

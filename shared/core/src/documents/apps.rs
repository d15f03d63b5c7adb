//! The operator's calls about apps: `/v1/apps` and `/v1/apps/{appId}`, with the operator's token.
//!
//! An app's row takes the place of one of the same id in the variable `iflydocs_apps`. Secrets are told to nobody.

use ::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::app::App;
use crate::dialect::onlyoffice::SERVICE_TYPE;
use crate::error::Error;
use crate::http::{Request, Response, read_body};
use crate::settings::Settings;
use crate::store::Store;
use crate::store::apps::{self, AppRow};

const PREFIX: &str = "/v1/apps/";
/// Bytes of a body.
const BODY_BYTES: u64 = 16 * 1024;

/// `GET /v1/apps`
pub(crate) fn list<'a>(
    app: &App<'a>,
    settings: &Settings,
    _: Request,
) -> Result<Response<'a>, Error> {
    let store = Store::open(&app.ports)?;
    let rows = apps::all(&store)?;
    let mut views: Vec<Value> = rows.iter().map(|row| view(row, "table")).collect();
    for known in &settings.iflydocs.apps {
        if rows.iter().all(|row| row.app_id != known.app_id) {
            let row = AppRow {
                app_id: known.app_id.clone(),
                secrets: known.secrets.clone(),
                enabled: true,
            };
            views.push(view(&row, "variable"));
        }
    }
    Ok(Response::json(SERVICE_TYPE, &views))
}

fn view(row: &AppRow, from: &str) -> Value {
    json!({ "appId": row.app_id, "enabled": row.enabled, "secrets": row.secrets.len(), "from": from })
}

/// `PUT` and `DELETE /v1/apps/{appId}`
pub(crate) fn change<'a>(
    app: &App<'a>,
    _: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    let mut request = request;
    let app_id = request
        .path
        .get(PREFIX.len()..)
        .unwrap_or_default()
        .trim_end_matches('/')
        .to_owned();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    if app_id.is_empty() || app_id.len() > 64 || !app_id.bytes().all(plain) {
        return Ok(refused(
            "an app's id is 1 to 64 letters, digits, `-`, `_` and `.`",
        ));
    }
    let store = Store::open(&app.ports)?;
    if request.method == Method::DELETE {
        return Ok(if apps::remove(&store, &app_id)? {
            Response::json(SERVICE_TYPE, &json!({ "appId": app_id }))
        } else {
            Response::text(
                StatusCode::NOT_FOUND,
                format!("Not Found: no app `{app_id}` in the table"),
            )
        });
    }
    let body = read_body(&mut request, BODY_BYTES, "the most that an app may have")?;
    let body: Value = match serde_json::from_slice(&body) {
        Ok(body) => body,
        Err(error) => return Ok(refused(&format!("the body is not JSON: {error}"))),
    };
    let secrets: Option<Vec<String>> =
        body.get("secrets")
            .and_then(Value::as_array)
            .and_then(|list| {
                list.iter()
                    .map(|secret| secret.as_str().map(str::to_owned))
                    .collect()
            });
    let Some(secrets) = secrets.filter(|secrets| {
        (1..=2).contains(&secrets.len())
            && secrets
                .iter()
                .all(|secret| (16..=256).contains(&secret.len()))
    }) else {
        return Ok(refused(
            "`secrets` is not a list of one or two texts of 16 to 256 bytes",
        ));
    };
    let row = AppRow {
        app_id,
        secrets,
        enabled: body.get("enabled").and_then(Value::as_bool).unwrap_or(true),
    };
    apps::put(&store, &row, app.ports.clock.now_ms())?;
    Ok(Response::json(SERVICE_TYPE, &view(&row, "table")))
}

fn refused<'a>(reason: &str) -> Response<'a> {
    Response::text(StatusCode::BAD_REQUEST, format!("Bad Request: {reason}"))
}

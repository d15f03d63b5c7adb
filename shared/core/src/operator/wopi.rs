//! How the WOPI host is: `GET /v1/wopi` tells what it knows of its clients, `GET /v1/wopi/selftest` runs the operations on a
//! file of its own and says what came of each.

use std::fmt::Write as _;
use std::io;

use ::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use serde_json::{Value, json};
use spindle_model::calendar;

use super::json as answer;
use crate::app::App;
use crate::auth::grant::{Grant, Purpose, Target};
use crate::error::Error;
use crate::http::{Body, Request, Response};
use crate::settings::{Proof, Settings};
use crate::store::contents::{self, Bytes};
use crate::store::nodes::anywhere::{NO_APP, Spot};
use crate::store::nodes::{self, Kind, ROOT};
use crate::store::{Store, StoreError, wopi as told};
use crate::wopi::{self, CLIENTS, Client, Permissions, WopiError};

/// The lock of the test's file.
const LOCK: &str = "selftest-lock";

/// What is known of the clients, and how many files are locked.
pub(crate) fn state<'a>(
    app: &App<'a>,
    settings: &Settings,
    _: Request,
) -> Result<Response<'a>, Error> {
    let store = Store::open(&app.ports)?;
    let mut clients = serde_json::Map::new();
    for (name, client) in CLIENTS {
        let Some(url) = settings.wopi.discovery_of(*client) else {
            clients.insert((*name).to_owned(), Value::Null);
            continue;
        };
        let known = told::discovered(&store, url)?;
        let fetched = known
            .as_ref()
            .map(|known| known.fetched)
            .filter(|at| *at > 0);
        let view = json!({
            "discovery": url,
            "fetched": fetched.map(calendar::iso_8601),
            "signs": known.is_some_and(|known| !known.proof.is_empty()),
        });
        clients.insert((*name).to_owned(), view);
    }
    let locks = told::locks(&store, app.ports.clock.now_ms())?.len();
    let view = json!({ "clients": clients, "locks": locks });
    Ok(answer(StatusCode::OK, &view))
}

/// One operation of the test.
struct Step {
    what: &'static str,
    method: Method,
    under: &'static str,
    headers: &'static [(&'static str, &'static str)],
    body: &'static [u8],
    status: u16,
}

const fn step(
    what: &'static str,
    method: Method,
    under: &'static str,
    headers: &'static [(&'static str, &'static str)],
    body: &'static [u8],
    status: u16,
) -> Step {
    Step {
        what,
        method,
        under,
        headers,
        body,
        status,
    }
}

/// From opening a file to deleting it, with a stranger in between.
fn steps() -> Vec<Step> {
    const CONTENTS: &str = "/contents";
    let (get, post) = (Method::GET, Method::POST);
    vec![
        step("CheckFileInfo", get.clone(), "", &[], b"", 200),
        step(
            "Lock",
            post.clone(),
            "",
            &[("x-wopi-override", "LOCK"), ("x-wopi-lock", LOCK)],
            b"",
            200,
        ),
        step(
            "Lock of another",
            post.clone(),
            "",
            &[("x-wopi-override", "LOCK"), ("x-wopi-lock", "other")],
            b"",
            409,
        ),
        step(
            "RefreshLock",
            post.clone(),
            "",
            &[("x-wopi-override", "REFRESH_LOCK"), ("x-wopi-lock", LOCK)],
            b"",
            200,
        ),
        step(
            "PutFile",
            post.clone(),
            CONTENTS,
            &[("x-wopi-override", "PUT"), ("x-wopi-lock", LOCK)],
            b"after",
            200,
        ),
        step("GetFile", get, CONTENTS, &[], b"", 200),
        step(
            "RenameFile",
            post.clone(),
            "",
            &[
                ("x-wopi-override", "RENAME_FILE"),
                ("x-wopi-lock", LOCK),
                ("x-wopi-requestedname", "selftest renamed"),
            ],
            b"",
            200,
        ),
        step(
            "GetLock",
            post.clone(),
            "",
            &[("x-wopi-override", "GET_LOCK")],
            b"",
            200,
        ),
        step(
            "Unlock",
            post.clone(),
            "",
            &[("x-wopi-override", "UNLOCK"), ("x-wopi-lock", LOCK)],
            b"",
            200,
        ),
        step(
            "DeleteFile",
            post,
            "",
            &[("x-wopi-override", "DELETE")],
            b"",
            200,
        ),
    ]
}

/// Runs the operations; the file is gone afterwards. Requests are made here, so they are not signed.
pub(crate) fn selftest<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    let mut settings = settings.clone();
    settings.wopi.proof = Proof::Off;
    let store = Store::open(&app.ports)?;
    let fid = make(&store, &settings).map_err(|error| match error {
        WopiError::Store(error) => Error::Store(error),
        other => Error::Store(StoreError::Damaged {
            what: "file of the self-test",
            reason: other.to_string(),
        }),
    })?;
    let token = Grant {
        target: Target::File(fid.clone()),
        user: "selftest".to_owned(),
        name: "selftest".to_owned(),
        permissions: Permissions::ALL,
        client: Client::Microsoft,
        expires_ms: app.ports.clock.now_ms().saturating_add(60_000),
    }
    .sign(Purpose::Access, &settings.jwt.secret);
    let mut results = Vec::new();
    for step in steps() {
        let began = app.ports.clock.now_ms();
        let response = wopi::serve(app, &settings, made(&step, &fid, &token, &request))?;
        let took = app.ports.clock.now_ms().saturating_sub(began);
        let status = response.status.as_u16();
        let same_bytes = step.what != "GetFile" || bytes_of(response) == b"after";
        results.push(json!({
            "operation": step.what,
            "status": status,
            "expected": step.status,
            "ms": took,
            "ok": status == step.status && same_bytes,
        }));
    }
    store.transaction(|transaction| nodes::purge(transaction, &fid, 0, transaction.now_ms()))?;
    let ok = results.iter().all(|result| result["ok"] == true);
    let report = json!({ "ok": ok, "operations": results });
    let wants_page = request
        .headers
        .get(::http::header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"));
    Ok(if wants_page {
        Response::new(StatusCode::OK, "text/html; charset=utf-8", page(&report))
    } else {
        answer(StatusCode::OK, &report)
    })
}

fn make(store: &Store<'_>, settings: &Settings) -> Result<String, WopiError> {
    let spot = Spot {
        app_id: NO_APP.to_owned(),
        parent: ROOT.to_owned(),
        owner: 0,
    };
    store.transaction(|transaction| {
        let fid = wopi::new_node(transaction, &spot, Kind::File, "selftest.txt")?;
        let bytes = Bytes::Inline(b"before".to_vec());
        contents::begin(
            transaction,
            &fid,
            &super::files::uploaded(settings, &bytes, 0),
        )?;
        Ok(fid)
    })
}

fn made(step: &Step, fid: &str, token: &str, outer: &Request) -> Request {
    let mut headers = HeaderMap::new();
    for (name, value) in step.headers {
        headers.insert(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
    }
    headers.insert(
        ::http::header::CONTENT_LENGTH,
        HeaderValue::from(step.body.len()),
    );
    Request {
        method: step.method.clone(),
        path: format!("/wopi/files/{fid}{}", step.under),
        query: Some(format!("access_token={token}")),
        headers,
        body: Box::new(io::Cursor::new(step.body)),
        scheme: outer.scheme.clone(),
        authority: outer.authority.clone(),
        client_addr: None,
    }
}

fn bytes_of(response: Response<'_>) -> Vec<u8> {
    match response.body {
        Body::Bytes(bytes) => bytes,
        Body::Stream { mut reader, .. } => {
            let mut bytes = Vec::new();
            // A reader that fails has not given what was asked for.
            let _ = io::Read::read_to_end(&mut reader, &mut bytes);
            bytes
        }
        // No step asks for one that lives on: it might never end.
        Body::Live { .. } | Body::Head { .. } => Vec::new(),
    }
}

fn page(report: &Value) -> String {
    let mut rows = String::new();
    for result in report["operations"].as_array().into_iter().flatten() {
        let mark = if result["ok"] == true {
            "as it should"
        } else {
            "not as it should"
        };
        // Writing to a String cannot fail.
        let _ = write!(
            rows,
            "<tr><td>{}</td><td>{}</td><td>{}</td><td>{} ms</td><td>{mark}</td></tr>",
            result["operation"].as_str().unwrap_or_default(),
            result["status"],
            result["expected"],
            result["ms"]
        );
    }
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>WOPI self-test</title></head><body>\
         <h1>WOPI self-test</h1><table border=\"1\" cellpadding=\"6\"><tr><th>operation</th><th>status</th><th>expected</th>\
         <th>time</th><th></th></tr>{rows}</table></body></html>\n"
    )
}

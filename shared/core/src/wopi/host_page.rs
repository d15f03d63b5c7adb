//! `GET /wopi/host/{edit|view}?ticket=..`: the page that opens a file in its client, or lists a folder.
//!
//! The ticket is a grant; the page makes an access token of it and posts that into a frame, so that no token is in a URL.

use std::fmt::Write as _;

use ::http::{HeaderValue, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use quick_xml::escape::escape;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::discovery::{Discovery, Fill, fill};
use super::error::WopiError;
use super::tree::{self, Entry, Folder};
use super::{Urls, discovered, names};
use crate::app::App;
use crate::auth::grant::{Grant, Purpose, Target};
use crate::error::Error;
use crate::http::{Request, Response, query_parameters};
use crate::settings::Settings;
use crate::store::Store;
use crate::store::contents;
use crate::store::nodes::Kind;
use crate::store::nodes::anywhere;
use crate::wopi::Permissions;
use crate::wopi_client;

const PREFIX: &str = "/wopi/host/";
/// What this host can do, as a client's discovery may demand it.
const SUPPORTS: &[&str] = &["locks", "update", "rename", "containers"];
/// Things in a list of a folder.
const PAGE: i64 = 1000;
/// Characters of a language's name at most.
const MOST_LANGUAGE: usize = 16;

/// Answers with the page.
pub(crate) fn get<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    let page = make(app, settings, &request);
    let (status, title, words) = match page {
        Ok(page) => return Ok(page),
        Err(WopiError::Store(error)) => return Err(error.into()),
        Err(WopiError::Token(error)) => (StatusCode::FORBIDDEN, "No access", error.to_string()),
        Err(WopiError::NotFound(words)) => (StatusCode::NOT_FOUND, "Not found", words),
        Err(other) => (
            StatusCode::SERVICE_UNAVAILABLE,
            "It cannot be opened",
            other.to_string(),
        ),
    };
    app.ports
        .log
        .line(crate::ports::Level::Warn, &format!("host page: {words}"));
    let body = format!(
        "<main><h1>{}</h1><p>{}</p></main>",
        escape(title),
        escape(&words)
    );
    Ok(html(status, title, &body, ""))
}

fn make<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: &Request,
) -> Result<Response<'a>, WopiError> {
    let query = query_parameters(request.query.as_deref());
    let ticket = query
        .get("ticket")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let now = app.ports.clock.now_ms();
    let grant = Grant::open(ticket, Purpose::Ticket, &settings.jwt.secret, now)?;
    let edits = request.path.get(PREFIX.len()..) == Some("edit");
    let urls = Urls::of(settings, request);
    let store = Store::open(&app.ports)?;
    match &grant.target {
        Target::File(id) => {
            let entry = Entry::find(&store, id)?
                .ok_or_else(|| WopiError::NotFound("The file is not there any more.".to_owned()))?;
            let language = language(request);
            let name = entry.file_name();
            let edits = edits && grant.permissions.saves();
            let action = match settings.wopi.discovery_of(grant.client) {
                Some(url) => {
                    let discovery = discovered::discovery(app, &store, url)?.ok_or_else(|| {
                        WopiError::Internal(
                            "The editor does not answer at wopi_discovery_url; the log of the service says why."
                                .to_owned(),
                        )
                    })?;
                    let names: &[&str] = match edits {
                        // Some clients fill an empty file with a template of theirs.
                        true if is_empty(&store, &entry)? => &["editnew", "edit", "view"],
                        true => &["edit", "view"],
                        false => &["view", "edit"],
                    };
                    action(&discovery, &urls, &name, names)?
                }
                None => own_action(&urls, &name, edits)?,
            };
            let target = fill(
                &action,
                &Fill {
                    wopi_src: &urls.wopi_src(id),
                    language: &language,
                    ..Fill::default()
                },
            );
            Ok(frame(&name, &target, &urls.token(&grant), grant.expires_ms))
        }
        Target::Container(id) if grant.permissions.has(Permissions::BROWSE) => {
            let folder = Folder::find(&store, id)?.ok_or_else(|| {
                WopiError::NotFound("The folder is not there any more.".to_owned())
            })?;
            list(&store, &folder, &grant, &urls)
        }
        Target::Container(_) | Target::Ecosystem(_) => Err(WopiError::NotFound(
            "The ticket does not allow to see what lies in the folder.".to_owned(),
        )),
    }
}

/// The pattern of the address that the client opens such files at.
fn action(
    discovery: &Discovery,
    urls: &Urls<'_>,
    name: &str,
    wanted: &[&str],
) -> Result<String, WopiError> {
    let extension = names::split(name).1;
    let secure = urls.base.starts_with("https://");
    let found = discovery.action(secure, extension, wanted, SUPPORTS);
    found
        .map(|action| action.urlsrc.clone())
        .ok_or_else(|| not_opened(extension))
}

/// The same of this deployment's own editor.
fn own_action(urls: &Urls<'_>, name: &str, edits: bool) -> Result<String, WopiError> {
    let extension = names::split(name).1;
    wopi_client::own_target(&urls.base, extension, edits).ok_or_else(|| not_opened(extension))
}

fn not_opened(extension: &str) -> WopiError {
    WopiError::Internal(format!(
        "The editor does not open files of the kind `{extension}`."
    ))
}

fn is_empty(store: &Store<'_>, entry: &Entry) -> Result<bool, WopiError> {
    let head = contents::head(store, &entry.node.fid)?;
    Ok(head.is_some_and(|head| head.length == 0))
}

/// The first language that the browser asks for.
fn language(request: &Request) -> String {
    let header = request.headers.get(::http::header::ACCEPT_LANGUAGE);
    let first = header
        .and_then(|value| value.to_str().ok())
        .and_then(|list| list.split([',', ';']).next())
        .unwrap_or_default()
        .trim();
    let plain = |text: &str| {
        (1..=MOST_LANGUAGE).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    if plain(first) {
        first.to_owned()
    } else {
        "en-US".to_owned()
    }
}

/// Tells an editor that waits for it that the page is there, and closes or names the page as the editor says.
const SCRIPT: &str = "const frame = document.querySelector('iframe');
const editor = new URL(document.forms[0].action).origin;
addEventListener('message', (event) => {
  if (event.origin !== editor) return;
  let message = event.data;
  if (typeof message === 'string') {
    try { message = JSON.parse(message); } catch { return; }
  }
  switch (message?.MessageId) {
    case 'App_LoadingStatus':
      if (message.Values?.Status === 'Frame_Ready') {
        frame.contentWindow.postMessage(JSON.stringify({ MessageId: 'Host_PostmessageReady' }), editor);
      }
      break;
    case 'File_Rename':
      if (message.Values?.NewName) document.title = message.Values.NewName;
      break;
    case 'UI_Close':
      close();
      break;
  }
});
document.forms[0].submit();
";

/// The page around a client's frame. The form is sent by its script, or by hand where scripts are off.
fn frame<'a>(name: &str, target: &str, token: &str, expires_ms: i64) -> Response<'a> {
    let body = format!(
        "<form action=\"{}\" method=\"post\" target=\"editor\">\
         <input type=\"hidden\" name=\"access_token\" value=\"{}\">\
         <input type=\"hidden\" name=\"access_token_ttl\" value=\"{expires_ms}\">\
         <noscript><button>{}</button></noscript></form>\n\
         <iframe name=\"editor\" title=\"{}\" allowfullscreen \
         allow=\"autoplay; camera; microphone; display-capture; clipboard-read; clipboard-write\"></iframe>\n",
        escape(target),
        escape(token),
        escape(name),
        escape(name),
    );
    html(StatusCode::OK, name, &body, SCRIPT)
}

/// What lies in a folder, each with a page of its own.
fn list<'a>(
    store: &Store<'_>,
    folder: &Folder,
    grant: &Grant,
    urls: &Urls<'_>,
) -> Result<Response<'a>, WopiError> {
    let title = match folder.name() {
        "" => "Documents",
        name => name,
    };
    let mut body = format!("<main><h1>{}</h1><ul>", escape(title));
    for node in anywhere::lying(store, &folder.spot, "", PAGE)? {
        let (target, slash, action) = match node.kind {
            Kind::Folder => (Target::Container(node.fid.clone()), "/", "view"),
            _ if grant.permissions.saves() => (Target::File(node.fid.clone()), "", "edit"),
            _ => (Target::File(node.fid.clone()), "", "view"),
        };
        let page = urls.host_page(&grant.on(target), action);
        let name = tree::file_name(&node);
        // Writing to a String cannot fail.
        let _ = write!(
            body,
            "<li><a href=\"{}\">{}{slash}</a></li>",
            escape(&page),
            escape(&name)
        );
    }
    body.push_str("</ul></main>\n");
    Ok(html(StatusCode::OK, title, &body, ""))
}

/// A page of this service's own in words, with a script or without.
pub(crate) fn html<'a>(status: StatusCode, title: &str, body: &str, script: &str) -> Response<'a> {
    // Whoever gets a text into the page gets no script into it: only this one runs.
    let hash = STANDARD.encode(Sha256::digest(script.as_bytes()));
    let script = match script {
        "" => String::new(),
        script => format!("<script>{script}</script>\n"),
    };
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n\
         </head>\n<body>\n{body}{script}</body>\n</html>\n",
        escape(title)
    );
    let mut response = Response::new(status, "text/html; charset=utf-8", page);
    let policy = format!(
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{hash}'; frame-src http: https:; \
         form-action http: https:; base-uri 'none'"
    );
    for (name, value) in [
        ("content-security-policy", policy.as_str()),
        ("referrer-policy", "strict-origin"),
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
    ] {
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers.insert(name, value);
        }
    }
    response
}

const STYLE: &str = "body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: #1c2630; }
iframe { position: fixed; inset: 0; width: 100%; height: 100%; border: 0; }
main { max-width: 44rem; margin: 0 auto; padding: 2.5rem 1.5rem; }
h1 { font-size: 1.4rem; font-weight: 600; }
ul { list-style: none; padding: 0; }
li { border-top: 1px solid #dde3e9; padding: .5rem 0; }
a { color: #1459a8; text-decoration: none; }
a:hover { text-decoration: underline; }
";

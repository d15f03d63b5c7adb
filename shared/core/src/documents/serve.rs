//! The way of a call: its signature, its body, the handler, the envelope.

use std::cell::Cell;

use ::http::{HeaderMap, HeaderValue, Method, StatusCode};

use super::DocumentError;
use super::fields::Fields;
use super::session::{Answer, Session};
use crate::app::App;
use crate::auth::app::Claim;
use crate::dialect::iflydocs::{self, Language};
use crate::error::Error;
use crate::http::{Request, Response, base_url, multipart, read_body};
use crate::ports::Level;
use crate::settings::{AppSecrets, Replay, Settings};
use crate::store::{Statements as _, Store, apps};

/// Answers a call once it is known who makes it.
pub(crate) type Run = fn(&Session<'_, '_>) -> Result<Answer, Error>;

/// Checks a call and hands it to its handler. `once`: it changes something, so its signature is taken once.
pub(crate) fn serve<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
    once: bool,
    run: Run,
) -> Result<Response<'a>, Error> {
    let mut request = request;
    let own = &settings.iflydocs;
    let now_s = app.ports.clock.now_s();
    let claim = Claim::read(&request.headers, now_s, own.clock_window_s)?;
    let store = Store::open(&app.ports)?;
    let known = find_app(&store, settings, &claim.app_id)?;
    claim.verify(&known.secrets, &request.method, &request.path, own.debug)?;
    let once = match own.replay {
        Replay::Off => false,
        Replay::Writes => once,
        Replay::All => true,
    };
    let signature = once.then(|| format!("{}|{}", claim.app_id, claim.signature));
    if let Some(signature) = &signature
        && apps::was_used(&store, signature, app.ports.clock.now_ms())?
    {
        return Err(DocumentError::Replayed.into());
    }
    if own.calls_per_minute > 0
        && apps::count_call(&store, &claim.app_id, app.ports.clock.now_ms())? > own.calls_per_minute
    {
        return Err(DocumentError::TooMany(own.calls_per_minute).into());
    }
    let reads = matches!(request.method, Method::GET | Method::HEAD);
    let (body, unread) =
        match read_body(&mut request, settings.request_bytes, "limit_request_bytes") {
            Ok(body) => (body, None),
            Err(error) => (Vec::new(), Some(error)),
        };
    let session = Session {
        app,
        settings,
        store,
        app_id: claim.app_id,
        fields: if reads {
            Fields::of_query(request.query.as_deref())
        } else {
            Fields::none()
        },
        body: &body,
        files: Vec::new(),
        headers: &request.headers,
        base_url: base_url(settings.public_url.as_deref(), &request),
        once: signature,
        taken: Cell::new(false),
    };
    match unread {
        Some(error) => refused(&session, error.into()),
        None => answer(session, reads, run),
    }
}

fn answer<'a>(mut session: Session<'_, 'a>, reads: bool, run: Run) -> Result<Response<'a>, Error> {
    let form = if reads {
        None
    } else {
        multipart::boundary(session.headers)
    };
    if let Some(boundary) = form {
        let (fields, files) = multipart::parse(session.body, &boundary)
            .map_err(DocumentError::NotJson)
            .and_then(Fields::of_form)
            .or_else(|error| refused(&session, error.into()))?;
        (session.fields, session.files) = (fields, files);
    // A list as body is for its handler to read.
    } else if !reads && !session.body.trim_ascii_start().starts_with(b"[") {
        session.fields =
            Fields::of_body(session.body).or_else(|error| refused(&session, error.into()))?;
    }
    let answer = run(&session).or_else(|error| refused(&session, error))?;
    // What changed something took the signature with it.
    if session.once.is_some() && !session.taken.get() {
        session.write(|_| Ok(()))?;
    }
    let mut response = iflydocs::success(&answer.message, &answer.data);
    response.headers.insert(
        ::http::header::CACHE_CONTROL,
        HeaderValue::from_static("no-store"),
    );
    if let Some((work, key)) = answer.drive {
        response.after = Some(Box::new(move |app| work.drive_logged(app, &key)));
    }
    Ok(response)
}

/// A refused call's signature is taken too: its body is not signed, so it would open the door to another one. Where
/// the service itself failed the caller shall try again as he is.
fn refused<T>(session: &Session<'_, '_>, error: Error) -> Result<T, Error> {
    let callers_own = match &error {
        Error::Document(refusal) => {
            !matches!(refusal, DocumentError::Raced(_) | DocumentError::Replayed)
        }
        Error::Body(_) => true,
        _ => false,
    };
    if callers_own && session.once.is_some() {
        // Losing this record to a power cut loses nothing that was acknowledged.
        let _ = session.store.run("PRAGMA synchronous=NORMAL", &[]);
        let _ = session
            .store
            .transaction(|transaction| session.take_signature(transaction));
    }
    Err(error)
}

/// The app's secrets, from its row or else from the variable: a row takes an app of the variable over.
fn find_app(store: &Store<'_>, settings: &Settings, app_id: &str) -> Result<AppSecrets, Error> {
    if let Some(row) = apps::find(store, app_id)? {
        if !row.enabled {
            return Err(DocumentError::AppDisabled(app_id.to_owned()).into());
        }
        return Ok(AppSecrets {
            app_id: row.app_id,
            secrets: row.secrets,
        });
    }
    settings
        .iflydocs
        .apps
        .iter()
        .find(|known| known.app_id == app_id)
        .cloned()
        .ok_or_else(|| DocumentError::UnknownApp(app_id.to_owned()).into())
}

/// The answer to a call that was refused or failed, whatever stopped it. `strict`: its status is that of its code.
pub(crate) fn failure<'a>(
    app: &App<'a>,
    headers: &HeaderMap,
    strict: bool,
    error: &Error,
) -> Response<'a> {
    let response = iflydocs::failure(error, Language::of(headers), strict);
    let level = match error {
        Error::Document(_) | Error::Body(_) => Level::Warn,
        _ => Level::Error,
    };
    app.ports.log.line(level, &format!("documents: {error}"));
    if response.status == StatusCode::METHOD_NOT_ALLOWED
        && let Error::Document(DocumentError::Method(allowed)) = error
        && let Ok(value) = HeaderValue::try_from(allowed.as_str())
    {
        let mut response = response;
        response.headers.insert(::http::header::ALLOW, value);
        return response;
    }
    response
}

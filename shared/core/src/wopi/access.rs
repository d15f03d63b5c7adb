//! Who asks: the token, bound to what the path names, and the client's signature.

use super::call::Call;
use super::client::Client;
use super::discovered;
use super::error::WopiError;
use super::registry::{self, At, Place};
use super::urls::Urls;
use crate::app::App;
use crate::auth::grant::{Grant, GrantError, Purpose, Target};
use crate::auth::proof::Signed;
use crate::dialect;
use crate::error::Error;
use crate::http::{Request, Response, query_parameters};
use crate::ports::Level;
use crate::settings::{Proof, Settings};
use crate::store::Store;
use crate::wopi_client;

/// What of a request's correlation is logged, in characters.
const MOST_CORRELATION: usize = 64;

/// Answers a WOPI request.
pub(crate) fn serve<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    let correlation = ["X-WOPI-CorrelationId", "X-Request-ID"]
        .iter()
        .find_map(|name| request.headers.get(*name)?.to_str().ok())
        .map(|id| id.chars().take(MOST_CORRELATION).collect::<String>())
        .unwrap_or_default();
    let what = format!("{} {}", request.method, request.path);
    Ok(answer(app, settings, request).unwrap_or_else(|error| {
        let level = match dialect::wopi::status(&error).as_u16() {
            500 | 423 => Level::Error,
            _ => Level::Info,
        };
        let line = format!("{what} ({correlation}): {error}");
        app.ports.log.line(level, &line);
        dialect::wopi::refusal(&error)
    }))
}

fn answer<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, WopiError> {
    let Some(place) = registry::place(&request.path) else {
        let words = format!("WOPI has no path {}", request.path);
        return Err(WopiError::NotFound(words));
    };
    let token = token(&request);
    let now = app.ports.clock.now_ms();
    let grant = Grant::open(&token, Purpose::Access, &settings.jwt.secret, now)?;
    if !is_for(&grant, &place) {
        return Err(GrantError::OtherTarget.into());
    }
    let urls = Urls::of(settings, &request);
    let store = Store::open(&app.ports)?;
    check_proof(app, settings, &store, &request, &grant, &token, &urls)?;
    let header = |name: &str| {
        request
            .headers
            .get(name)
            .and_then(|value| value.to_str().ok())
    };
    let operation = registry::find(
        place.at,
        &request.method,
        header("X-WOPI-Override"),
        |name| request.headers.contains_key(name),
    )?;
    let (at, id) = (place.at, place.id.to_owned());
    let mut call = Call {
        app,
        settings,
        store,
        request,
        grant,
        urls,
        id,
    };
    // What is not there is not there, whatever one might do with it.
    call.permit(operation, at)?;
    (operation.run)(&mut call)
}

/// The token, decoded once: in the query, or where proxies move it.
fn token(request: &Request) -> String {
    let query = query_parameters(request.query.as_deref());
    if let Some(token) = query
        .get("access_token")
        .and_then(serde_json::Value::as_str)
    {
        return token.to_owned();
    }
    let bearer = request
        .headers
        .get(::http::header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    bearer.unwrap_or_default().trim().to_owned()
}

fn is_for(grant: &Grant, place: &Place<'_>) -> bool {
    match &grant.target {
        Target::File(id) => place.at.is_of_file() && id == place.id,
        Target::Container(id) => place.at.is_of_container() && id == place.id,
        Target::Ecosystem(_) => matches!(place.at, At::Ecosystem | At::RootContainer),
    }
}

/// Checks the client's signature where the deployment wants one.
fn check_proof(
    app: &App<'_>,
    settings: &Settings,
    store: &Store<'_>,
    request: &Request,
    grant: &Grant,
    token: &str,
    urls: &Urls<'_>,
) -> Result<(), WopiError> {
    let unchecked = |words: &str| match settings.wopi.proof {
        Proof::Required => Err(WopiError::Internal(words.to_owned())),
        Proof::Auto | Proof::Off => Ok(()),
    };
    if settings.wopi.proof == Proof::Off {
        return Ok(());
    }
    let url = settings.wopi.discovery_of(grant.client);
    let keys = match url {
        Some(url) => discovered::keys(app, store, url)?,
        // Our own editor signs, too.
        None if grant.client == Client::Spindle => wopi_client::own_keys(settings, store)
            .map_err(|error| WopiError::Internal(error.to_string()))?,
        None => None,
    };
    let Some(keys) = keys else {
        return unchecked(
            "wopi_proof is `required`, and wopi_discovery_url names no client, or the client's discovery has no keys or is \
             out of reach",
        );
    };
    let header = |name: &str| {
        request
            .headers
            .get(name)
            .and_then(|value| value.to_str().ok())
    };
    let signed = |url| Signed {
        token,
        url,
        timestamp: header("X-WOPI-TimeStamp").unwrap_or_default(),
        proof: header("X-WOPI-Proof").unwrap_or_default(),
        proof_old: header("X-WOPI-ProofOld"),
    };
    let candidates = asked_urls(urls, request);
    let now = app.ports.clock.now_ms();
    let verify = |keys: &crate::auth::proof::ProofKeys| {
        let mut refusal = None;
        for url in &candidates {
            match keys.verify(&signed(url), now) {
                Ok(()) => return None,
                Err(error) => refusal = refusal.or(Some(error)),
            }
        }
        refusal
    };
    let Some(refusal) = verify(&keys) else {
        return Ok(());
    };
    // The client may have new keys by now.
    let newer = match url {
        Some(url) => discovered::newer_keys(app, store, url)?,
        None => None,
    };
    match newer {
        Some(newer) if newer != keys => verify(&newer).map_or(Ok(()), |error| Err(error.into())),
        _ => Err(refusal.into()),
    }
}

/// The URL as the client may have signed it: with the port of its scheme written or not.
fn asked_urls(urls: &Urls<'_>, request: &Request) -> Vec<String> {
    // The base writes underscores of a host's name as the links of another API do.
    let base = urls.base.replace("%5f", "_");
    let query = request
        .query
        .as_deref()
        .map(|query| format!("?{query}"))
        .unwrap_or_default();
    let target = format!("{}{query}", request.path);
    let mut candidates = vec![format!("{base}{target}")];
    for (scheme, port) in [("https://", ":443"), ("http://", ":80")] {
        let Some(rest) = base.strip_prefix(scheme) else {
            continue;
        };
        let (host, prefix) = match rest.find('/') {
            Some(at) => rest.split_at_checked(at).unwrap_or((rest, "")),
            None => (rest, ""),
        };
        let other = match host.strip_suffix(port) {
            Some(bare) => bare.to_owned(),
            None if !host.contains(':') => format!("{host}{port}"),
            None => continue,
        };
        candidates.push(format!("{scheme}{other}{prefix}{target}"));
    }
    candidates
}

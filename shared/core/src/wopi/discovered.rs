//! What the clients said of themselves, kept for half a day and asked for again when a signature does not match.

use super::discovery::Discovery;
use super::error::WopiError;
use crate::app::App;
use crate::auth::proof::ProofKeys;
use crate::fetch::{self, Download};
use crate::ports::Level;
use crate::store::{Store, StoreError, wopi};

/// How long an answer is good, in milliseconds.
const GOOD_MS: i64 = 12 * 3_600_000;
/// How long nobody asks again, in milliseconds, whatever came of it.
const PAUSE_MS: i64 = 60_000;
/// The same while it never answered: it may be starting, and until it has nothing can be checked.
const PAUSE_BEFORE_MS: i64 = 5_000;
/// How long one waits for the answer, in milliseconds.
const PATIENCE_MS: i64 = 15_000;
/// Bytes of an answer.
const MOST_BYTES: u64 = 8 << 20;

/// The keys that a client signs with; `None` where it does not sign, or never could be asked.
pub(crate) fn keys(
    app: &App<'_>,
    store: &Store<'_>,
    url: &str,
) -> Result<Option<ProofKeys>, WopiError> {
    let known = wopi::discovered(store, url)?;
    let now = app.ports.clock.now_ms();
    let is_good = known
        .as_ref()
        .is_some_and(|known| known.fetched > now.saturating_sub(GOOD_MS));
    if !is_good && let Some(discovery) = ask(app, store, url)? {
        return Ok(discovery.proof);
    }
    // An old answer is better than none.
    match known {
        Some(known) if !known.proof.is_empty() => Ok(Some(read(&known.proof)?)),
        _ => Ok(None),
    }
}

/// The keys as the client tells them now; `None` where it was asked just before, or does not answer.
pub(crate) fn newer_keys(
    app: &App<'_>,
    store: &Store<'_>,
    url: &str,
) -> Result<Option<ProofKeys>, WopiError> {
    Ok(ask(app, store, url)?.and_then(|discovery| discovery.proof))
}

/// All that a client says of itself; `None` where it never could be asked.
pub(crate) fn discovery(
    app: &App<'_>,
    store: &Store<'_>,
    url: &str,
) -> Result<Option<Discovery>, WopiError> {
    let known = wopi::discovered(store, url)?;
    let now = app.ports.clock.now_ms();
    let is_good = known.is_some_and(|known| known.fetched > now.saturating_sub(GOOD_MS));
    if !is_good && let Some(discovery) = ask(app, store, url)? {
        return Ok(Some(discovery));
    }
    let body = wopi::discovery(store, url)?;
    if body.is_empty() {
        return Ok(None);
    }
    Ok(Some(read(&body)?))
}

fn read<'t, T: serde::Deserialize<'t>>(text: &'t str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::Damaged {
        what: "discovery",
        reason: error.to_string(),
    })
}

/// Asks the client, unless somebody did just before. That it does not answer is logged.
fn ask(app: &App<'_>, store: &Store<'_>, url: &str) -> Result<Option<Discovery>, WopiError> {
    let now = app.ports.clock.now_ms();
    let pauses = (
        now.saturating_sub(PAUSE_MS),
        now.saturating_sub(PAUSE_BEFORE_MS),
    );
    if !wopi::try_discovery(store, url, pauses, now)? {
        return Ok(None);
    }
    let wanted = Download {
        url,
        limit: MOST_BYTES,
        deadline_ms: now.saturating_add(PATIENCE_MS),
        // The deployment itself names it: clients mostly live in the same network.
        allow_private: true,
        vouched: true,
        headers: Vec::new(),
    };
    let discovery = fetch::download(&app.ports, &wanted)
        .map_err(|error| error.to_string())
        .and_then(|bytes| Discovery::parse(&bytes).map_err(|error| error.to_string()));
    let discovery = match discovery {
        Ok(discovery) => discovery,
        Err(reason) => {
            let line = format!("the WOPI discovery cannot be had: {reason}");
            app.ports.log.line(Level::Error, &line);
            return Ok(None);
        }
    };
    let json = |value: serde_json::Result<String>| value.unwrap_or_default();
    let proof = discovery
        .proof
        .as_ref()
        .map(|keys| json(serde_json::to_string(keys)))
        .unwrap_or_default();
    let body = json(serde_json::to_string(&discovery));
    wopi::keep_discovery(store, url, &body, &proof, app.ports.clock.now_ms())?;
    Ok(Some(discovery))
}

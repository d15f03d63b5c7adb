//! Starts a build.

use super::answer::{self, Links};
use super::request::Build;
use super::{KIND, key, poll, step};
use crate::app::App;
use crate::error::Error;
use crate::http::Response;
use crate::settings::Settings;
use crate::store::{NewJob, Store, StoreError};

/// Makes the job. A synchronous build runs within the request, an asynchronous one after the answer. A caller's key that
/// is already there starts nothing: the request then asks for that build.
pub(super) fn start<'a>(
    app: &App<'a>,
    settings: &Settings,
    build: Build,
    links: &Links,
) -> Result<Response<'a>, Error> {
    let key = build.key.unwrap_or_else(|| key::new(&app.ports));
    let input = serde_json::to_string(&build.input).map_err(|error| StoreError::Damaged {
        what: "build request",
        reason: error.to_string(),
    })?;
    let owner = step::new_owner(&app.ports);
    let now = app.ports.clock.now_ms();
    let job = NewJob {
        kind: KIND,
        key: &key,
        input: &input,
        max_attempts: settings.job.attempts,
        expires: now.saturating_add(settings.cache_expires_s.saturating_mul(1000)),
        lease_ms: step::lease_ms(settings, &build.input),
        claim: (!build.is_async).then_some(owner.as_str()),
    };
    let store = Store::open(&app.ports)?;
    let made = store.insert_job(&job)?;
    if !made {
        return poll::poll(app, settings, &key, !build.is_async, links);
    }
    if !build.is_async {
        step::run(app, settings, &store, &key, &owner, &build.input)?;
        return poll::settled(app, settings, &store, &key, links);
    }
    let mut response = answer::pending(&key);
    response.after = Some(Box::new(move |app| step::drive_logged(app, &key)));
    Ok(response)
}

//! Starts a build.

use super::answer;
use super::request::Build;
use super::step::{BUILD, lease_ms};
use super::{KIND, key, poll};
use crate::app::App;
use crate::auth::links::LinkBase;
use crate::error::Error;
use crate::http::Response;
use crate::jobs::{Claimed, new_owner, to_row};
use crate::settings::Settings;
use crate::store::{NewJob, Store};

/// Makes the job. A synchronous build runs within the request, an asynchronous one after the answer. A caller's key that
/// is already there starts nothing: the request then asks for that build.
pub(super) fn start<'a>(
    app: &App<'a>,
    settings: &Settings,
    build: Build,
    links: &LinkBase,
) -> Result<Response<'a>, Error> {
    let key = build.key.unwrap_or_else(|| key::new(&app.ports));
    let input = to_row(&build.input)?;
    let owner = new_owner(app);
    let now = app.ports.clock.now_ms();
    let job = NewJob {
        kind: KIND,
        key: &key,
        input: &input,
        meta: "",
        twin: None,
        max_attempts: settings.job.attempts,
        expires: now.saturating_add(settings.cache_expires_s.saturating_mul(1000)),
        lease_ms: lease_ms(settings, &build.input),
        claim: (!build.is_async).then_some(owner.as_str()),
    };
    let store = Store::open(&app.ports)?;
    let made = store.insert_job(&job)?;
    if !made {
        return poll::poll(app, settings, &key, !build.is_async, links);
    }
    if !build.is_async {
        let row = Claimed {
            key: &key,
            owner: &owner,
            input: &input,
            meta: "",
            attempts: 1,
        };
        BUILD.run(app, settings, &store, &row)?;
        return poll::settled(app, settings, &store, &key, links);
    }
    let mut response = answer::pending(&key);
    response.after = Some(Box::new(move |app| BUILD.drive_logged(app, &key)));
    Ok(response)
}

//! Answers what became of a build, and runs it when nobody does.

use super::KIND;
use super::answer;
use super::step::BUILD;
use crate::app::App;
use crate::auth::links::LinkBase;
use crate::error::Error;
use crate::http::Response;
use crate::settings::Settings;
use crate::store::Store;

/// Answers for the build `key`. With `wait`, runs it if nobody does, else waits for its end. Without, answers at once, and
/// whatever is to be done is done after the answer.
///
/// A key that is not there is `{"key":..,"end":false}` without `wait`: the original answers so, since the build
/// may still be on its way. Nothing is queued for it.
pub(super) fn poll<'a>(
    app: &App<'a>,
    settings: &Settings,
    key: &str,
    wait: bool,
    links: &LinkBase,
) -> Result<Response<'a>, Error> {
    let store = Store::open(&app.ports)?;
    if wait {
        BUILD.drive_with(app, settings, &store, key)?;
        return settled(app, settings, &store, key, links);
    }
    let Some(job) = store.job(KIND, key)? else {
        return Ok(answer::pending(key));
    };
    let mut response = answer::ended(app, settings, &job, links)?;
    if job.claimable(app.ports.clock.now_ms()) {
        let key = key.to_owned();
        response.after = Some(Box::new(move |app| BUILD.drive_logged(app, &key)));
    }
    Ok(response)
}

/// Waits for the end of a build and answers it.
pub(super) fn settled<'a>(
    app: &App<'a>,
    settings: &Settings,
    store: &Store<'a>,
    key: &str,
    links: &LinkBase,
) -> Result<Response<'a>, Error> {
    let job = BUILD.settled(app, settings, store, key)?;
    answer::ended(app, settings, &job, links)
}

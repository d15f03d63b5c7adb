//! Answers what became of a build, and runs it when nobody does.

use super::answer::{self, Links};
use super::{KIND, step};
use crate::app::App;
use crate::error::Error;
use crate::http::Response;
use crate::settings::Settings;
use crate::store::{JobState, Store};

/// The first and the longest pause between two looks, in milliseconds.
const PAUSES_MS: (u64, u64) = (25, 500);

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
    links: &Links,
) -> Result<Response<'a>, Error> {
    let store = Store::open(&app.ports)?;
    if wait {
        step::drive_with(app, settings, &store, key)?;
        return settled(app, settings, &store, key, links);
    }
    let Some(job) = store.job(KIND, key)? else {
        return Ok(answer::pending(key));
    };
    let mut response = answer::ended(app, settings, &job, links)?;
    if job.claimable(app.ports.clock.now_ms()) {
        let key = key.to_owned();
        response.after = Some(Box::new(move |app| step::drive_logged(app, &key)));
    }
    Ok(response)
}

/// Waits for the end of a build that another request works on, taking it over when that one's lease runs out.
pub(super) fn settled<'a>(
    app: &App<'a>,
    settings: &Settings,
    store: &Store<'a>,
    key: &str,
    links: &Links,
) -> Result<Response<'a>, Error> {
    let clock = app.ports.clock;
    let most = i64::try_from(settings.wait.as_millis()).unwrap_or(i64::MAX);
    let deadline = clock.now_ms().saturating_add(most);
    let (mut pause, longest) = PAUSES_MS;
    loop {
        let Some(job) = store.job(KIND, key)? else {
            return Err(Error::UnknownJob(key.to_owned()));
        };
        if matches!(job.state, JobState::Done | JobState::Failed) {
            return answer::ended(app, settings, &job, links);
        }
        if clock.now_ms() >= deadline {
            return Err(Error::StillRunning(key.to_owned()));
        }
        if job.claimable(clock.now_ms()) {
            step::drive_with(app, settings, store, key)?;
            continue;
        }
        clock.sleep_ms(pause);
        pause = (pause * 2).min(longest);
    }
}

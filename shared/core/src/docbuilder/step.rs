//! The step of a build: download the script, run it, keep what it saves.
//!
//! It may be cut off anywhere and run again. Blobs that nothing points at are swept away later; the files become
//! visible together with the job's end, in one transaction that holds only for the owner of the lease.

use std::time::Duration;

use spindle_model::script::{FailureKind, ScriptFailure, ScriptJob};

use super::KIND;
use super::answer::{Outcome, file_path};
use super::request::{Input, Script, script_text};
use super::world::World;
use crate::app::App;
use crate::auth::outgoing;
use crate::error::Error;
use crate::fetch::{self, Download, FetchError};
use crate::jobs::{self, Failure, FailureClass};
use crate::ports::{Level, Ports};
use crate::settings::Settings;
use crate::store::{Job, NewFile, Store, StoreError, random_hex};

/// A name for a worker.
pub(super) fn new_owner(ports: &Ports<'_>) -> String {
    random_hex(ports, 8)
}

fn milliseconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

/// How long a worker owns a build: a download may come before the run.
pub(super) fn lease_ms(settings: &Settings, input: &Input) -> i64 {
    let download = match input.script {
        Script::Url(_) => milliseconds(settings.download.time),
        Script::Text(_) => 0,
    };
    milliseconds(settings.job.lease).saturating_add(download)
}

/// Takes the job if it is to be had, and runs it. Answers its row after that, `None` when there is none.
pub(crate) fn drive(app: &App<'_>, settings: &Settings, key: &str) -> Result<Option<Job>, Error> {
    let store = Store::open(&app.ports)?;
    drive_with(app, settings, &store, key)?;
    Ok(store.job(KIND, key)?)
}

/// The same for work after the response: what goes wrong is logged, and the next poll tries again.
pub(super) fn drive_logged(app: &App<'_>, key: &str) {
    let outcome = Settings::load(app.ports.config)
        .map_err(Error::from)
        .and_then(|settings| drive(app, &settings, key));
    if let Err(error) = outcome {
        let line = format!("docbuilder job {key}: {error}");
        app.ports.log.line(Level::Error, &line);
    }
}

/// Clears away what has expired; what goes wrong is logged, and the next one tries again.
pub(super) fn sweep_logged(app: &App<'_>, most: i64) {
    if let Err(error) = Store::open(&app.ports).and_then(|store| store.sweep(most)) {
        app.ports.log.line(
            Level::Warn,
            &format!("expired results were not cleared away: {error}"),
        );
    }
}

/// Takes the job if it is to be had, and runs it on an open store.
pub(super) fn drive_with(
    app: &App<'_>,
    settings: &Settings,
    store: &Store<'_>,
    key: &str,
) -> Result<(), Error> {
    let Some(job) = store.job(KIND, key)? else {
        return Ok(());
    };
    if !job.claimable(app.ports.clock.now_ms()) {
        return Ok(());
    }
    if job.attempts >= job.max_attempts {
        store.exhaust_job(KIND, key, &jobs::abandoned(&job).to_row())?;
        return Ok(());
    }
    let owner = new_owner(&app.ports);
    if let Some(job) = store.claim_job(KIND, key, &owner)? {
        let input: Input = jobs::read_row("build request", job.input.as_deref())?;
        run(app, settings, store, key, &owner, &input)?;
    }
    Ok(())
}

/// Runs the step under a lease that `owner` holds, and ends the job. A database or blob store in trouble does not end it: the
/// job is given back, and an error says so.
pub(super) fn run(
    app: &App<'_>,
    settings: &Settings,
    store: &Store<'_>,
    key: &str,
    owner: &str,
    input: &Input,
) -> Result<(), Error> {
    let started = app.ports.clock.now_ms();
    let mut world = World::new(app, settings, store, key, input.authenticated);
    let outcome = build(app, settings, store, key, owner, input, &mut world);
    let ended = match outcome {
        Ok(()) => finish(settings, store, app, key, owner, &world),
        Err(stop) => {
            world.release();
            match stop {
                Stop::Failure(failure) => {
                    log_end(app, key, started, &format!("failed: {}", failure.message));
                    store.fail_job(KIND, key, owner, &failure.to_row())
                }
                Stop::Store(error) => Err(error),
            }
        }
    };
    match ended {
        Ok(true) => Ok(()),
        Ok(false) => {
            // Another worker took over when the lease ran out; its result counts.
            world.release();
            log_end(app, key, started, "lost its lease");
            Ok(())
        }
        Err(error) => {
            // The files stay: when a commit broke off, nobody knows here whether links already name them.
            log_end(app, key, started, &format!("is given back: {error}"));
            // If even this fails, the lease runs out by itself.
            let _ = store.release_job(KIND, key, owner);
            Err(error.into())
        }
    }
}

/// Why a step stops.
enum Stop {
    /// The job ends badly.
    Failure(Failure),
    /// It is to be tried again.
    Store(StoreError),
}

fn build(
    app: &App<'_>,
    settings: &Settings,
    store: &Store<'_>,
    key: &str,
    owner: &str,
    input: &Input,
    world: &mut World<'_, '_>,
) -> Result<(), Stop> {
    let Some(engine) = app.engine else {
        return Err(Stop::Failure(Failure::new(
            FailureClass::Script,
            Error::NotBuiltIn("script engine").to_string(),
        )));
    };
    let downloaded;
    let source = match &input.script {
        Script::Text(text) => text,
        Script::Url(url) => {
            downloaded =
                download(app, settings, url, input.authenticated).map_err(Stop::Failure)?;
            let until = app
                .ports
                .clock
                .now_ms()
                .saturating_add(milliseconds(settings.job.lease));
            // Whether the lease is still ours shows at the end; running for nothing does no harm.
            store
                .renew_lease(KIND, key, owner, until)
                .map_err(Stop::Store)?;
            &downloaded
        }
    };
    world.start_clock();
    let job = ScriptJob {
        source,
        argument: input.argument.as_ref(),
        limits: settings.script,
    };
    match engine.run(&job, world) {
        Ok(()) => Ok(()),
        // The engine only knows that a file was not kept; whether that was the store's fault the world knows.
        Err(failure) => Err(match world.take_store_error() {
            Some(error) => Stop::Store(error),
            None => Stop::Failure(script_failure(&failure)),
        }),
    }
}

fn download(
    app: &App<'_>,
    settings: &Settings,
    url: &str,
    authenticated: bool,
) -> Result<String, Failure> {
    let now = app.ports.clock.now_ms();
    let token = (authenticated && settings.jwt.enabled)
        .then(|| outgoing::download_header(&settings.jwt, url, app.ports.clock.now_s()))
        .flatten();
    let (limit, variable) = if settings.download.bytes < settings.script_bytes {
        (settings.download.bytes, "limit_download_bytes")
    } else {
        (settings.script_bytes, "limit_script_bytes")
    };
    let wanted = Download {
        url,
        limit,
        deadline_ms: now.saturating_add(milliseconds(settings.download.time)),
        allow_private: settings.allow_private_ip,
        vouched: authenticated,
        token,
    };
    fetch::download(&app.ports, &wanted)
        .map_err(|error| match error {
            FetchError::TooLarge { .. } => format!("{error} ({variable})"),
            other => other.to_string(),
        })
        .and_then(script_text)
        .map_err(|reason| {
            Failure::new(
                FailureClass::Download,
                format!("the script at `url` cannot be had: {reason}"),
            )
        })
}

fn script_failure(failure: &ScriptFailure) -> Failure {
    let class = match failure.kind {
        FailureKind::Timeout => FailureClass::Timeout,
        FailureKind::Syntax
        | FailureKind::Script
        | FailureKind::Builder
        | FailureKind::Memory
        | FailureKind::Stack
        | FailureKind::Size
        | FailureKind::Input
        | FailureKind::Output => FailureClass::Script,
    };
    Failure {
        class,
        message: failure.message.clone(),
        detail: serde_json::to_value(failure).ok(),
    }
}

fn finish(
    settings: &Settings,
    store: &Store<'_>,
    app: &App<'_>,
    key: &str,
    owner: &str,
    world: &World<'_, '_>,
) -> Result<bool, StoreError> {
    let kept = settings.cache_expires_s.saturating_mul(1000);
    let expires = app.ports.clock.now_ms().saturating_add(kept);
    let outcome = Outcome {
        files: world.saved().iter().map(|(name, _)| name.clone()).collect(),
    };
    let files: Vec<NewFile> = world
        .saved()
        .iter()
        .map(|(name, blob)| NewFile {
            path: file_path(key, name),
            blob: blob.clone(),
            expires,
        })
        .collect();
    let result = serde_json::to_string(&outcome).map_err(|error| StoreError::Damaged {
        what: "build result",
        reason: error.to_string(),
    })?;
    store.complete_job(KIND, key, owner, &result, &files)
}

fn log_end(app: &App<'_>, key: &str, started: i64, what: &str) {
    let took = app.ports.clock.now_ms().saturating_sub(started);
    let line = format!("docbuilder job {key} {what} ({took} ms)");
    app.ports.log.line(Level::Warn, &line);
}

//! The step of a build: download the script, run it, keep what it saves.
//!
//! It may be cut off anywhere and run again. Blobs that nothing points at are swept away later; the files become
//! visible together with the job's end, in one transaction that holds only for the owner of the lease.

use spindle_model::script::{FailureKind, ScriptFailure, ScriptJob};

use super::KIND;
use super::answer::{Outcome, file_path};
use super::request::{Input, Script, script_text};
use super::world::World;
use crate::app::App;
use crate::error::Error;
use crate::fetch::{self, Wanted};
use crate::jobs::{Claim, Failure, FailureClass, Stop, Work, milliseconds, to_row};
use crate::ports::Level;
use crate::settings::Settings;
use crate::store::{NewFile, Store};

/// Builds.
pub(crate) static BUILD: Work = Work {
    kind: KIND,
    run,
    ended: None,
};

/// How long a worker owns a build: a download may come before the run.
pub(super) fn lease_ms(settings: &Settings, input: &Input) -> i64 {
    let download = match input.script {
        Script::Url(_) => milliseconds(settings.download.time),
        Script::Text(_) => 0,
    };
    milliseconds(settings.job.lease).saturating_add(download)
}

/// Clears away what has expired; what goes wrong is logged, and the next one tries again.
pub(crate) fn sweep_logged(app: &App<'_>, most: i64) {
    if let Err(error) = Store::open(&app.ports).and_then(|store| store.sweep(most)) {
        app.ports.log.line(
            Level::Warn,
            &format!("expired results were not cleared away: {error}"),
        );
    }
}

fn run(claim: &Claim<'_, '_>) -> Result<bool, Stop> {
    let input: Input = claim.input()?;
    let mut world = World::new(claim, input.authenticated);
    match build(claim, &input, &mut world) {
        Ok(()) => {}
        Err(stop) => {
            world.release();
            return Err(stop);
        }
    }
    // When a commit breaks off, nobody knows here whether links already name the files: they stay.
    let ours = finish(claim, &world)?;
    if !ours {
        world.release();
    }
    Ok(ours)
}

fn build(claim: &Claim<'_, '_>, input: &Input, world: &mut World<'_, '_>) -> Result<(), Stop> {
    let Some(engine) = claim.app.engines.script else {
        return Err(Stop::Failure(Failure::new(
            FailureClass::Script,
            Error::NotBuiltIn("script engine").to_string(),
        )));
    };
    let downloaded;
    let source = match &input.script {
        Script::Text(text) => text,
        Script::Url(url) => {
            downloaded = download(claim, url, input.authenticated).map_err(Stop::Failure)?;
            claim.renew()?;
            &downloaded
        }
    };
    world.start_clock();
    let job = ScriptJob {
        source,
        argument: input.argument.as_ref(),
        limits: claim.settings.script,
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

fn download(claim: &Claim<'_, '_>, url: &str, authenticated: bool) -> Result<String, Failure> {
    let wanted = Wanted {
        url,
        authenticated,
        limit: claim.settings.script_bytes,
        variable: "limit_script_bytes",
        what: "script",
        headers: &[],
    };
    let bytes = fetch::for_job(claim.app, claim.settings, &wanted)?;
    script_text(bytes).map_err(|reason| fetch::unavailable("script", &reason))
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

fn finish(claim: &Claim<'_, '_>, world: &World<'_, '_>) -> Result<bool, Stop> {
    let kept = claim.settings.cache_expires_s.saturating_mul(1000);
    let expires = claim.app.ports.clock.now_ms().saturating_add(kept);
    let outcome = Outcome {
        files: world.saved().iter().map(|(name, _)| name.clone()).collect(),
    };
    let files: Vec<NewFile> = world
        .saved()
        .iter()
        .map(|(name, blob)| NewFile {
            path: file_path(claim.key, name),
            blob: blob.clone(),
            expires,
        })
        .collect();
    Ok(claim.complete(&to_row(&outcome)?, &files)?)
}

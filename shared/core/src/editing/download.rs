//! `POST /editing/{session}/download`: the document as it is, as a file.

pub(super) mod step;

use ::http::StatusCode;
use serde_json::json;
use spindle_model::format::{self, Family};

use super::refusal::Refusal;
use super::session::Session;
use crate::app::App;
use crate::auth::links::LinkBase;
use crate::converter::{base_name, resolve};
use crate::dialect::onlyoffice::SERVICE_TYPE;
use crate::http::{Request, Response};
use crate::jobs::{Failure, FailureClass};
use crate::neighbours;
use crate::ports::Level;
use crate::router;
use crate::settings::Settings;
use crate::store::editings::{Editing, Kind};
use crate::store::{Job, JobState};
use step::{WORK, Wanted};

/// The component that writes files.
const WRITER: &str = "converter";
/// How long a call waits for a file that is being written, in milliseconds; then it says so and is made again.
const PATIENCE_MS: i64 = 2000;
/// The first and the longest pause between two looks, in milliseconds.
const PAUSES_MS: (u64, u64) = (25, 250);
/// Characters of a type's name at most.
const MOST_NAME: usize = 32;
/// Bytes of a document's name at most.
const MOST_TITLE: usize = 1024;

pub(super) fn run<'a>(
    session: Session<'a, '_>,
    mut request: Request,
) -> Result<Response<'a>, Refusal> {
    session.must_be_here()?;
    let links = LinkBase::of(session.settings, &request);
    let body = session.body(&mut request)?;
    let file_type = body
        .get("fileType")
        .and_then(|name| name.as_str())
        .map(|name| name.trim_start_matches('.').to_ascii_lowercase())
        .filter(|name| (1..=MOST_NAME).contains(&name.len()))
        .ok_or_else(|| Refusal::bad_request("`fileType` is no type of files"))?;
    // It may have another name by now, which only its storage and its pages know.
    let title = body
        .get("title")
        .and_then(|title| title.as_str())
        .filter(|title| (1..=MOST_TITLE).contains(&title.len()))
        .unwrap_or(&session.editing.title);
    let wanted = Wanted {
        doc: session.editing.doc.clone(),
        version: session.editing.version,
        target: target(&session.editing, &file_type)?.to_owned(),
    };
    permit(&session, &wanted.target)?;
    session.saw()?;
    let (store, clock) = (&session.store, session.app.ports.clock);
    let key = wanted.job();
    let deadline = clock.now_ms().saturating_add(PATIENCE_MS);
    let (mut pause, longest) = PAUSES_MS;
    loop {
        let job = store.job(WORK.kind, &key)?;
        let is_waiting = match &job {
            Some(job) => match job.state {
                JobState::Done if store.file(&wanted.path())?.is_some() => {
                    let target = wanted.target.as_str();
                    let name = format!("{}.{target}", base_name(Some(title)));
                    let url = links.sign(&session.app, session.settings, &wanted.path(), &name);
                    let answer = json!({ "fileType": target, "url": url });
                    return Ok(Response::json(SERVICE_TYPE, &answer));
                }
                JobState::Done => {
                    store.forget_job(WORK.kind, &key)?;
                    continue;
                }
                JobState::Failed => {
                    // Told once; whoever asks again has it tried again.
                    store.forget_job(WORK.kind, &key)?;
                    return Err(failed(job)?);
                }
                JobState::Queued | JobState::Running => job.claimable(clock.now_ms()),
            },
            None => {
                step::enqueue(store, session.settings, &wanted)?;
                true
            }
        };
        if is_waiting || clock.now_ms() >= deadline {
            let mut response = Response::json(SERVICE_TYPE, &json!({ "state": "working" }));
            if is_waiting {
                response.after = Some(Box::new(move |app| drive(app, &key)));
            }
            return Ok(response);
        }
        clock.sleep_ms(pause);
        pause = (pause * 2).min(longest);
    }
}

/// The type that a document can be had as: the one that it came in, as long as it is what came, and what is written here.
fn target<'t>(editing: &'t Editing, file_type: &'t str) -> Result<&'t str, Refusal> {
    let own = editing.file_type.as_str();
    let asked = format::by_name(file_type).map_or(file_type, |format| format.name);
    if asked == own && !editing.is_changed() {
        return Ok(own);
    }
    let family = match editing.kind {
        Kind::Word => Some(Family::Word),
        Kind::Cell => Some(Family::Cell),
        Kind::Slide => Some(Family::Slide),
        Kind::Pdf => None,
    };
    let found = family.and_then(|family| resolve(file_type, family));
    found.map(|format| format.name).ok_or_else(|| {
        let words = format!("a {own} document cannot be had as `{file_type}`");
        Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "cannot-convert", words)
    })
}

/// Refuses what the configuration forbids. Pages of what is only shown are the document itself: without them there is
/// nothing to see.
fn permit(session: &Session<'_, '_>, target: &str) -> Result<(), Refusal> {
    let me = &session.me;
    let is_pages = target == "pdf";
    let shows = is_pages && !session.editing.kind.is_edited();
    if me.downloads || shows || (is_pages && me.prints) {
        return Ok(());
    }
    let words = "the document may not be had as a file (`document.permissions.download`)";
    Err(Refusal::new(StatusCode::FORBIDDEN, "no-download", words))
}

fn failed(job: &Job) -> Result<Refusal, Refusal> {
    let failure = Failure::from_row(job)?;
    let words = failure.message;
    let status = match failure.class {
        FailureClass::Limit => return Ok(Refusal::too_large(words)),
        FailureClass::Gone => return Ok(Refusal::no_session()),
        FailureClass::Timeout | FailureClass::Abandoned => StatusCode::BAD_GATEWAY,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok(Refusal::new(status, "cannot-convert", words))
}

/// Has the file written; what goes wrong is logged, and the next call tries again.
fn drive(app: &App<'_>, key: &str) {
    let outcome = Settings::load(app.ports.config)
        .map_err(|error| error.to_string())
        .and_then(|settings| {
            let asked = [("key", key)];
            neighbours::post(app, &settings, WRITER, router::DOWNLOAD_STEP, &asked)
        });
    let trouble = match outcome {
        Ok(answered) if answered.status.is_success() => return,
        Ok(answered) => answered.words,
        Err(reason) => reason,
    };
    let line = format!("download {key} is not written: {trouble}");
    app.ports.log.line(Level::Error, &line);
}

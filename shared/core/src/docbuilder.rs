//! The Document Builder service: a script goes in, files come out.

mod answer;
mod api;
mod key;
mod poll;
mod request;
mod start;
mod step;
mod world;

pub(crate) use api::get_api;
pub(crate) use step::sweep_logged;

use crate::app::App;
use crate::dialect::onlyoffice;
use crate::error::Error;
use crate::http::{Request, Response};
use crate::settings::Settings;
use request::Asked;

/// The kind of its jobs.
pub const KIND: &str = "docbuilder";

/// How many expired things a build clears away beyond as many as it may itself leave behind.
const SWEPT: i64 = 8;

/// `POST /docbuilder`: starts a build or asks for one. Application errors travel in a 200 answer.
pub(crate) fn post<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    let mut builds = false;
    let answered = request::read(app, settings, request).and_then(|asked| match asked {
        Asked::Build { build, links } => {
            builds = true;
            start::start(app, settings, build, &links)
        }
        Asked::Poll { key, wait, links } => poll::poll(app, settings, &key, wait, &links),
    });
    let mut response = answered.unwrap_or_else(|error| {
        crate::router::log_refusal(app, "docbuilder", &error);
        onlyoffice::service_error(&error)
    });
    if builds {
        sweep_after(settings, &mut response);
    }
    Ok(response)
}

/// Each build, also one that fails, clears away more than it can leave behind, so that a deployment without a
/// scheduler does not grow for ever.
fn sweep_after(settings: &Settings, response: &mut Response<'_>) {
    let files = i64::try_from(settings.script.output_files).unwrap_or(i64::MAX);
    let before = response.after.take();
    response.after = Some(Box::new(move |app| {
        if let Some(work) = before {
            work(app);
        }
        step::sweep_logged(app, files.saturating_add(SWEPT));
    }));
}

/// `POST /internal/docbuilder/step?key=..`: runs a job that nobody works on. For the scheduler.
pub(crate) fn post_step<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    step::BUILD.post_step(app, settings, &request)
}

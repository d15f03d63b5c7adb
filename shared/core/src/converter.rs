//! The conversion service: a file's URL goes in, the link to another format comes out.

mod answer;
mod direct;
mod request;
mod step;
mod upload;

use ::http::Method;
use ::http::header::ACCEPT;

use crate::app::App;
use crate::auth::links::LinkBase;
use crate::docbuilder;
use crate::error::Error;
use crate::http::{Request, Response};
use crate::jobs::{Claimed, new_owner, to_row};
use crate::settings::Settings;
use crate::store::{JobState, NewJob, Store};
use answer::Shape;
use request::Asked;
use step::CONVERT;

/// How many expired things a conversion clears away: more than it leaves behind.
const SWEPT: i64 = 16;

/// `POST /converter`: JSON unless `Accept` is `application/xml`.
pub(crate) fn json<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    let shape = match accepts(&request) {
        "application/xml" => Shape::Xml,
        _ => Shape::Json,
    };
    Ok(serve(app, settings, request, shape))
}

/// `GET` or `POST /ConvertService.ashx`: XML unless `Accept` is `application/json`.
pub(crate) fn xml<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    let shape = match accepts(&request) {
        "application/json" => Shape::Json,
        _ => Shape::Xml,
    };
    Ok(serve(app, settings, request, shape))
}

fn accepts(request: &Request) -> &str {
    request
        .headers
        .get(ACCEPT)
        .and_then(|value| value.to_str().ok())
        .map(str::trim)
        .unwrap_or_default()
}

fn serve<'a>(app: &App<'a>, settings: &Settings, request: Request, shape: Shape) -> Response<'a> {
    let links = LinkBase::of(settings, &request);
    let reads_body = request.method != Method::GET;
    request::read(app, settings, request, reads_body)
        .and_then(|asked| convert(app, settings, &asked, &links, shape))
        .unwrap_or_else(|error| {
            crate::router::log_refusal(app, "converter", &error);
            answer::error(&error, shape)
        })
}

/// Makes the job, or asks for the one that is there: the same key and format are the same conversion, whatever else the
/// request says.
fn convert<'a>(
    app: &App<'a>,
    settings: &Settings,
    asked: &Asked,
    links: &LinkBase,
    shape: Shape,
) -> Result<Response<'a>, Error> {
    let store = Store::open(&app.ports)?;
    let key = asked.job_key();
    let mut made = false;
    let owner = new_owner(app);
    let (input, meta) = (to_row(&asked.input)?, to_row(&asked.meta)?);
    if asked.input.url.is_some() {
        let now = app.ports.clock.now_ms();
        made = store.insert_job(&NewJob {
            kind: CONVERT.kind,
            key: &key,
            input: &input,
            meta: &meta,
            twin: None,
            max_attempts: settings.job.attempts,
            expires: now.saturating_add(settings.cache_expires_s.saturating_mul(1000)),
            lease_ms: step::lease_ms(settings),
            claim: (!asked.is_async).then_some(owner.as_str()),
        })?;
    } else if store.job(CONVERT.kind, &key)?.is_none() {
        return Err(Error::UnknownJob(format!(
            "{key}` (and the request has no `url"
        )));
    }
    let job = if asked.is_async {
        store
            .job(CONVERT.kind, &key)?
            .ok_or_else(|| Error::UnknownJob(key.clone()))?
    } else {
        if made {
            let row = Claimed {
                key: &key,
                owner: &owner,
                input: &input,
                meta: &meta,
                attempts: 1,
            };
            CONVERT.run(app, settings, &store, &row)?;
        }
        CONVERT.settled(app, settings, &store, &key)?
    };
    let caller = answer::Caller {
        title: &asked.title,
        password: &asked.meta.password,
    };
    let outcome = answer::ended(app, settings, &job, &caller, links, shape);
    if job.state == JobState::Failed && answer::is_cleared(&job)? {
        store.forget_job(CONVERT.kind, &key)?;
    }
    let mut response = outcome?;
    let due = job.claimable(app.ports.clock.now_ms());
    response.after = Some(Box::new(move |app| {
        if due {
            CONVERT.drive_logged(app, &key);
        }
        docbuilder::sweep_logged(app, SWEPT);
    }));
    Ok(response)
}

/// `POST /internal/converter/step?key=..`: runs a conversion that nobody works on. For the scheduler.
pub(crate) fn post_step<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    CONVERT.post_step(app, settings, &request)
}

pub(crate) use direct::post_file;
pub(crate) use request::{base_name, resolve};
pub(crate) use step::CONVERT as WORK;
pub(crate) use upload::{get as get_upload, post as post_upload};

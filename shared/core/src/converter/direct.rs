//! `POST /internal/conversion?from=F&to=T[&delimiter=C]`: the body in another format, while its sender waits.
//!
//! A component that makes files of its own, as `docbuilder` does, links no readers and writers for it. Nothing is kept.

use ::http::StatusCode;
use spindle_model::convert::Options;

use super::request::resolve;
use crate::app::App;
use crate::conversion::{self, Pass, Waiting, family_of};
use crate::error::Error;
use crate::http::{Request, Response, query_parameters, read_body};
use crate::jobs::{Failure, FailureClass, Stop};
use crate::settings::Settings;
use crate::store::Store;

/// Answers the file, or 422 and the reason in words.
pub(crate) fn post_file<'a>(
    app: &App<'a>,
    settings: &Settings,
    mut request: Request,
) -> Result<Response<'a>, Error> {
    let asked = query_parameters(request.query.as_deref());
    let bytes = read_body(&mut request, settings.convert.bytes, "limit_convert_bytes")?;
    let text = |name: &str| {
        asked
            .get(name)
            .and_then(|value| value.as_str())
            .unwrap_or_default()
    };
    let store = Store::open(&app.ports)?;
    let worker = Waiting {
        app,
        settings,
        store: &store,
    };
    let pass = || Pass {
        options: Options {
            delimiter: text("delimiter").chars().next(),
            pdf_a: text("to") == "pdfa",
            comments: true,
            ..Options::default()
        },
        percent: (0.0, 100.0),
    };
    let converted = || -> Result<(Vec<u8>, &'static str), Stop> {
        let mut warnings = Vec::new();
        let content = conversion::read(&worker, text("from"), &bytes, pass(), &mut warnings)?;
        let target = resolve(text("to"), family_of(&content)).ok_or_else(|| {
            let reason = format!("{} is not converted to {}", text("from"), text("to"));
            Stop::Failure(Failure::new(FailureClass::Unsupported, reason))
        })?;
        let bytes = conversion::write(&worker, target.name, &content, pass(), &mut warnings)?;
        Ok((
            bytes,
            target.media_types.first().copied().unwrap_or_default(),
        ))
    };
    match converted() {
        Ok((bytes, media_type)) => Ok(Response::new(StatusCode::OK, media_type, bytes)),
        Err(Stop::Failure(failure)) => Ok(Response::text(
            StatusCode::UNPROCESSABLE_ENTITY,
            failure.message,
        )),
        Err(Stop::Store(error)) => Err(Error::Store(error)),
    }
}

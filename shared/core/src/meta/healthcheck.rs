//! `GET /healthcheck`: `true` when database and blobs can be reached, else `false`; the status stays 200.

use ::http::StatusCode;

use crate::app::App;
use crate::error::Error;
use crate::http::{Request, Response};
use crate::ports::Level;
use crate::settings::Settings;
use crate::store::Store;

pub(crate) fn get<'a>(
    app: &App<'a>,
    _settings: &Settings,
    _request: Request,
) -> Result<Response<'a>, Error> {
    let outcome = Store::check(&app.ports);
    if let Err(error) = &outcome {
        app.ports
            .log
            .line(Level::Error, &format!("healthcheck: {error}"));
    }
    let word = if outcome.is_ok() { "true" } else { "false" };
    Ok(Response::text(StatusCode::OK, word))
}

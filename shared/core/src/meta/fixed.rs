//! Answers that are always the same: what integrators' programs look for beside the APIs.

use ::http::StatusCode;

use crate::app::App;
use crate::error::Error;
use crate::http::{Request, Response};
use crate::settings::Settings;
use crate::version::{API_BUILD, API_DATE, API_VERSION};

/// `POST /dummyCallback`: a storage that takes everything, for trying out. It keeps nothing.
pub(crate) fn accept_all<'a>(_: &App<'a>, _: &Settings, _: Request) -> Result<Response<'a>, Error> {
    Ok(Response::new(
        StatusCode::OK,
        "application/json; charset=UTF-8",
        r#"{"error":0}"#,
    ))
}

/// `GET /index.html`: that the service is there, in words that people look for.
pub(crate) fn index<'a>(_: &App<'a>, _: &Settings, _: Request) -> Result<Response<'a>, Error> {
    let words = format!(
        "Server is functioning normally. Version: {API_VERSION}. Build: {API_BUILD}. Release date: {API_DATE}. \
         Package type: 0. Customer Id: . Multitenancy: false. Alias: "
    );
    Ok(Response::new(
        StatusCode::OK,
        "text/html; charset=utf-8",
        words,
    ))
}

/// `GET /robots.txt`: that there is nothing for search engines.
pub(crate) fn robots<'a>(_: &App<'a>, _: &Settings, _: Request) -> Result<Response<'a>, Error> {
    Ok(Response::text(StatusCode::OK, "User-agent: *\nDisallow: /"))
}

/// `GET /themes.json`: that there are no themes of the deployment's own.
pub(crate) fn no_themes<'a>(_: &App<'a>, _: &Settings, _: Request) -> Result<Response<'a>, Error> {
    Ok(Response::text(StatusCode::NOT_FOUND, "Not Found"))
}

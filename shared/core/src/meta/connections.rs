//! `GET /internal/connections/edit`: how many editors there are.

use ::http::StatusCode;

use crate::app::App;
use crate::error::Error;
use crate::http::{Request, Response};
use crate::settings::Settings;
use crate::store::{Store, participants};

pub(crate) fn get<'a>(app: &App<'a>, _: &Settings, _: Request) -> Result<Response<'a>, Error> {
    let store = Store::open(&app.ports)?;
    let editors = participants::editors(&store)?;
    Ok(Response::text(StatusCode::OK, editors.to_string()))
}

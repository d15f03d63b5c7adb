//! `GET /meta/config`: how to talk to this deployment.

use serde_json::json;

use crate::app::App;
use crate::dialect::onlyoffice::SERVICE_TYPE;
use crate::error::Error;
use crate::http::{Request, Response};
use crate::settings::Settings;
use crate::version::SPINDLE_VERSION;

/// Only the URLs of what is there are named. `spindle` is Spindle's own addition.
pub(crate) fn get<'a>(
    _app: &App<'a>,
    settings: &Settings,
    _request: Request,
) -> Result<Response<'a>, Error> {
    let answer = json!({
        "authorization": {
            "header": settings.jwt.header_text,
            "prefix": settings.jwt.prefix,
        },
        "urls": {
            "command": "/command",
            "converter": "/converter",
            "docbuilder": "/docbuilder",
        },
        "limits": { "maxFileSize": settings.download.bytes },
        "langs": [],
        "spindle": { "version": SPINDLE_VERSION },
    });
    Ok(Response::json(SERVICE_TYPE, &answer))
}

//! `GET /hosting/capabilities`: what hosts can count on beside discovery, in the words of Collabora and ONLYOFFICE.

use serde_json::json;

use crate::app::App;
use crate::dialect::onlyoffice::SERVICE_TYPE;
use crate::error::Error;
use crate::http::{Request, Response};
use crate::settings::Settings;
use crate::version::SPINDLE_VERSION;

pub(crate) fn get<'a>(_: &App<'a>, _: &Settings, _: Request) -> Result<Response<'a>, Error> {
    let answer = json!({
        // Files are converted by `/converter`, not by the form that hosts would send here.
        "convert-to": { "available": false },
        "hasMobileSupport": true,
        "hasProxyPrefix": false,
        "hasTemplateSaveAs": false,
        "hasTemplateSource": false,
        "hasZoteroSupport": false,
        "productName": "Spindle",
        "productVersion": SPINDLE_VERSION,
    });
    Ok(Response::json(SERVICE_TYPE, &answer))
}

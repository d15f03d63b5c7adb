//! `GET /meta/formats`: the registry of formats in the shape of the original's list.

use serde_json::{Value, json};
use spindle_model::format::FORMATS;

use crate::app::App;
use crate::dialect::onlyoffice::SERVICE_TYPE;
use crate::error::Error;
use crate::http::{Request, Response};
use crate::settings::Settings;

pub(crate) fn get<'a>(
    _app: &App<'a>,
    _settings: &Settings,
    _request: Request,
) -> Result<Response<'a>, Error> {
    let list: Vec<Value> = FORMATS
        .iter()
        .map(|format| {
            json!({
                "name": format.name,
                "type": format.family.name(),
                "actions": format.actions,
                "convert": format.conversions().map(|target| target.name).collect::<Vec<_>>(),
                "mime": format.media_types,
            })
        })
        .collect();
    Ok(Response::json(SERVICE_TYPE, &list))
}

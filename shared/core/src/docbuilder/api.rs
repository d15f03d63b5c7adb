//! `GET /docbuilder/api[?editor=E][&class=C]`: what scripts can use, member by member.

use serde_json::json;
use spindle_model::script::SupportedEditor;

use crate::app::App;
use crate::error::Error;
use crate::http::{Request, Response, query_parameters};
use crate::settings::Settings;

/// Answers the tables that scripts are run with, beside what the whole Office API has.
pub(crate) fn get_api<'a>(
    app: &App<'a>,
    _settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    let engine = app
        .engines
        .script
        .ok_or(Error::NotBuiltIn("script engine"))?;
    let asked = query_parameters(request.query.as_deref());
    let wanted = |name: &str, value: &str| {
        asked
            .get(name)
            .and_then(|asked| asked.as_str())
            .is_none_or(|asked| asked.eq_ignore_ascii_case(value))
    };
    let mut editors: Vec<SupportedEditor> = engine
        .supported()
        .into_iter()
        .filter(|editor| wanted("editor", editor.editor))
        .collect();
    for editor in &mut editors {
        editor.classes.retain(|class| wanted("class", class.class));
    }
    Ok(Response::json(
        "application/json; charset=UTF-8",
        &json!({ "editors": editors }),
    ))
}

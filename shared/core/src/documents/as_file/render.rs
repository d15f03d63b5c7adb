//! `POST /internal/render?fid=..&v=..`: writes an online document as the file that it is.

use crate::app::App;
use crate::error::Error;
use crate::http::{Request, Response};
use crate::settings::Settings;

/// Answers when the document's file is of that version.
pub(crate) fn post_render<'a>(
    _app: &App<'a>,
    _settings: &Settings,
    _request: Request,
) -> Result<Response<'a>, Error> {
    Err(Error::NotBuiltIn("rendering"))
}

//! The table of routes.

use ::http::{HeaderMap, StatusCode};

use crate::app::{App, Surface};
use crate::http::{Body, Request, Response};

pub(crate) fn dispatch<'a>(_surface: Surface, _app: &App<'a>, _request: Request) -> Response<'a> {
    Response {
        status: StatusCode::NOT_FOUND,
        headers: HeaderMap::new(),
        body: Body::Bytes(Vec::new()),
        after: None,
    }
}

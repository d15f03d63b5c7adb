//! Query parameters.

use spindle_core::http::Request;

/// The first parameter of that name, decoded.
pub fn parameter(request: &Request, name: &str) -> Option<String> {
    let query = request.query.as_deref()?;
    url::form_urlencoded::parse(query.as_bytes())
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}

//! Calls to the deployment's other components. Inside, each is reachable as `http://COMPONENT.spin.internal`.

use std::io::Read as _;
use std::time::Duration;

use ::http::{HeaderMap, HeaderValue, Method, StatusCode};
use url::Url;

use crate::app::App;
use crate::auth::internal;
use crate::ports::OutboundRequest;
use crate::settings::Settings;

/// Bytes of an answer that are read.
const MOST_BYTES: u64 = 64 * 1024;

/// What a neighbour answered.
pub(crate) struct Answered {
    pub status: StatusCode,
    /// The beginning of its body, in words.
    pub words: String,
}

/// Posts to a route for the deployment's own components, signed, and waits for the answer.
///
/// # Errors
/// In words, when there is none.
pub(crate) fn post(
    app: &App<'_>,
    settings: &Settings,
    component: &str,
    path: &str,
    query: &[(&str, &str)],
) -> Result<Answered, String> {
    let base = format!("http://{component}.spin.internal");
    let mut url = Url::parse(&base).map_err(|error| error.to_string())?;
    url.set_path(path);
    url.query_pairs_mut().extend_pairs(query);
    let target = format!("{}?{}", url.path(), url.query().unwrap_or_default());
    let signature = internal::sign(&settings.jwt.secret, &target, app.ports.clock.now_s());
    let mut headers = HeaderMap::new();
    let value = HeaderValue::try_from(signature).map_err(|error| error.to_string())?;
    headers.insert(internal::HEADER, value);
    let response = app
        .ports
        .outbound
        .send(OutboundRequest {
            method: Method::POST,
            url,
            headers,
            body: Vec::new(),
            timeout: settings.job.lease + settings.download.time + Duration::from_secs(10),
        })
        .map_err(|error| error.to_string())?;
    let mut body = Vec::new();
    response
        .body
        .take(MOST_BYTES)
        .read_to_end(&mut body)
        .map_err(|error| error.to_string())?;
    Ok(Answered {
        status: response.status,
        words: String::from_utf8_lossy(&body).into_owned(),
    })
}

//! Calls to the deployment's other components. Inside, each is reachable as `http://COMPONENT.spin.internal`.

use std::io::Read as _;
use std::time::Duration;

use ::http::{HeaderMap, HeaderValue, Method, StatusCode};
use url::Url;

use crate::app::App;
use crate::auth::internal;
use crate::ports::OutboundRequest;
use crate::settings::Settings;

/// Bytes that are read of an answer that is only words.
const MOST_WORDS: usize = 64 * 1024;

/// What a neighbour answered.
pub(crate) struct Answered {
    pub status: StatusCode,
    /// The beginning of its body, in words.
    pub words: String,
}

/// What a neighbour is given to work on, and how much it may give back.
pub(crate) struct Exchange {
    pub bytes: Vec<u8>,
    /// Bytes of the answer's body.
    pub limit: usize,
    /// How long it may take.
    pub timeout: Duration,
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
    let exchange = Exchange {
        bytes: Vec::new(),
        limit: MOST_WORDS,
        timeout: settings.job.lease + settings.download.time + Duration::from_secs(10),
    };
    let (status, body) = exchange_at(app, settings, (component, path, query), exchange)?;
    Ok(Answered {
        status,
        words: String::from_utf8_lossy(&body).into_owned(),
    })
}

/// Posts bytes to `(component, path, query)`, signed, and waits for bytes. Of an answer that is longer than allowed one
/// byte too many is given back.
///
/// # Errors
/// In words, when there is no answer.
pub(crate) fn exchange_at(
    app: &App<'_>,
    settings: &Settings,
    (component, path, query): (&str, &str, &[(&str, &str)]),
    exchange: Exchange,
) -> Result<(StatusCode, Vec<u8>), String> {
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
            body: exchange.bytes,
            timeout: exchange.timeout,
        })
        .map_err(|error| error.to_string())?;
    let most = u64::try_from(exchange.limit).unwrap_or(u64::MAX);
    let mut body = Vec::new();
    response
        .body
        .take(most.saturating_add(1))
        .read_to_end(&mut body)
        .map_err(|error| error.to_string())?;
    Ok((response.status, body))
}

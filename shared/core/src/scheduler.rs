//! Drives what nobody drives, and forgets what has expired. Called by a timer of the deployment's choice.

use std::time::Duration;

use ::http::{HeaderMap, HeaderValue, Method};
use serde_json::{Value, json};
use url::Url;

use crate::app::App;
use crate::auth::internal;
use crate::dialect::onlyoffice::SERVICE_TYPE;
use crate::docbuilder;
use crate::documents;
use crate::error::Error;
use crate::http::{Request, Response};
use crate::ports::{Level, OutboundRequest};
use crate::settings::Settings;
use crate::store::Store;

/// Where the component with the script engine is reached from inside the deployment.
const DOCBUILDER: &str = "http://docbuilder.spin.internal";
/// How many jobs one tick drives, one after another.
const DRIVEN: i64 = 16;
/// How many expired things of each kind one tick forgets.
const SWEPT: i64 = 200;
/// How many documents one tick brings into the index.
const INDEXED: i64 = 200;

/// `GET` or `POST /internal/tick`.
pub(crate) fn tick<'a>(
    app: &App<'a>,
    settings: &Settings,
    _request: Request,
) -> Result<Response<'a>, Error> {
    let store = Store::open(&app.ports)?;
    let mut driven = Vec::new();
    for key in store.due_jobs(docbuilder::KIND, DRIVEN)? {
        let outcome = match drive(app, settings, &key) {
            Ok(status) => json!({ "kind": docbuilder::KIND, "key": key, "status": status }),
            Err(reason) => {
                app.ports.log.line(
                    Level::Error,
                    &format!("docbuilder job {key} was not driven: {reason}"),
                );
                json!({ "kind": docbuilder::KIND, "key": key, "message": reason })
            }
        };
        driven.push(outcome);
    }
    let swept = store.sweep(SWEPT)?;
    // A document that cannot be read keeps no other work from being done.
    let indexed = documents::search::catch_up(app, INDEXED).unwrap_or_else(|error| {
        app.ports
            .log
            .line(Level::Error, &format!("the index of documents: {error}"));
        0
    });
    Ok(Response::json(
        SERVICE_TYPE,
        &json!({ "driven": Value::Array(driven), "swept": swept, "indexed": indexed }),
    ))
}

/// Asks the component with the engine to run the job's step, and waits for it.
fn drive(app: &App<'_>, settings: &Settings, key: &str) -> Result<u16, String> {
    let mut url = Url::parse(DOCBUILDER).map_err(|error| error.to_string())?;
    url.set_path(crate::router::DOCBUILDER_STEP);
    url.query_pairs_mut().append_pair("key", key);
    let target = url.query().map_or_else(
        || url.path().to_owned(),
        |query| format!("{}?{query}", url.path()),
    );
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
    Ok(response.status.as_u16())
}

//! Drives what nobody drives, and forgets what has expired. Called by a timer of the deployment's choice.

use std::time::Duration;

use ::http::{HeaderMap, HeaderValue, Method};
use serde_json::{Value, json};
use url::Url;

use crate::app::App;
use crate::auth::internal;
use crate::converter;
use crate::dialect::onlyoffice::SERVICE_TYPE;
use crate::docbuilder;
use crate::documents;
use crate::error::Error;
use crate::http::{Request, Response};
use crate::ports::{Level, OutboundRequest};
use crate::router;
use crate::settings::Settings;
use crate::store::Store;

/// A kind of jobs, and where the component that does them is reached from inside the deployment.
struct Driven {
    kind: &'static str,
    component: &'static str,
    path: &'static str,
}

/// What is driven.
static DRIVEN_KINDS: &[Driven] = &[
    Driven {
        kind: docbuilder::KIND,
        component: "http://docbuilder.spin.internal",
        path: router::DOCBUILDER_STEP,
    },
    Driven {
        kind: converter::WORK.kind,
        component: "http://converter.spin.internal",
        path: router::CONVERTER_STEP,
    },
    Driven {
        kind: documents::import::WORK.kind,
        component: "http://import.spin.internal",
        path: router::IMPORT_STEP,
    },
    Driven {
        kind: documents::export::WORK.kind,
        component: "http://export.spin.internal",
        path: router::EXPORT_STEP,
    },
    Driven {
        kind: documents::webhook::WORK.kind,
        component: "http://export.spin.internal",
        path: router::WEBHOOK_STEP,
    },
];

/// How many jobs of each kind one tick drives, one after another.
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
    for what in DRIVEN_KINDS {
        for key in store.due_jobs(what.kind, DRIVEN)? {
            let outcome = match drive(app, settings, what, &key) {
                Ok(status) => json!({ "kind": what.kind, "key": key, "status": status }),
                Err(reason) => {
                    let line = format!("{} job {key} was not driven: {reason}", what.kind);
                    app.ports.log.line(Level::Error, &line);
                    json!({ "kind": what.kind, "key": key, "message": reason })
                }
            };
            driven.push(outcome);
        }
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

/// Asks the component that does such jobs to run the job's step, and waits for it.
fn drive(app: &App<'_>, settings: &Settings, what: &Driven, key: &str) -> Result<u16, String> {
    let mut url = Url::parse(what.component).map_err(|error| error.to_string())?;
    url.set_path(what.path);
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

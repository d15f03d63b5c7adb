//! Drives what nobody drives, and forgets what has expired. Called by a timer of the deployment's choice.

use serde_json::{Value, json};

use crate::app::App;
use crate::converter;
use crate::dialect::onlyoffice::SERVICE_TYPE;
use crate::docbuilder;
use crate::documents;
use crate::editing;
use crate::error::Error;
use crate::http::{Request, Response};
use crate::neighbours;
use crate::ports::Level;
use crate::router;
use crate::saving::{due, opening};
use crate::settings::Settings;
use crate::store::{Store, StoreError, editings, hosted, outbox, saves};

/// A kind of jobs, and the component that does them.
struct Driven {
    kind: &'static str,
    component: &'static str,
    path: &'static str,
}

/// What is driven.
static DRIVEN_KINDS: &[Driven] = &[
    Driven {
        kind: docbuilder::KIND,
        component: "docbuilder",
        path: router::DOCBUILDER_STEP,
    },
    Driven {
        kind: converter::WORK.kind,
        component: "converter",
        path: router::CONVERTER_STEP,
    },
    Driven {
        kind: opening::WORK.kind,
        component: "converter",
        path: router::OPENING_STEP,
    },
    Driven {
        kind: editing::DOWNLOAD.kind,
        component: "converter",
        path: router::DOWNLOAD_STEP,
    },
    Driven {
        kind: documents::import::WORK.kind,
        component: "import",
        path: router::IMPORT_STEP,
    },
    Driven {
        kind: documents::export::WORK.kind,
        component: "export",
        path: router::EXPORT_STEP,
    },
    Driven {
        kind: documents::webhook::WORK.kind,
        component: "export",
        path: router::WEBHOOK_STEP,
    },
    Driven {
        kind: documents::as_file::MERGE.kind,
        component: "import",
        path: router::MERGE_STEP,
    },
];

/// How many jobs of each kind one tick drives, one after another.
const DRIVEN: i64 = 16;
/// How many expired things of each kind one tick forgets.
const SWEPT: i64 = 200;
/// How many documents under edit one tick drives.
const KEYS: i64 = 64;
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
    driven.extend(drive_saving(app, settings, &store)?);
    let swept = store.sweep(SWEPT)?;
    sweep_saving(settings, &store)?;
    let keep_ms = settings.wopi.keep_bin_s.saturating_mul(1000);
    let before = app.ports.clock.now_ms().saturating_sub(keep_ms);
    let purged = store.empty_bin(before, SWEPT)?;
    // A document that cannot be read keeps no other work from being done.
    let indexed = documents::search::catch_up(app, INDEXED).unwrap_or_else(|error| {
        app.ports
            .log
            .line(Level::Error, &format!("the index of documents: {error}"));
        0
    });
    Ok(Response::json(
        SERVICE_TYPE,
        &json!({ "driven": Value::Array(driven), "swept": swept, "purged": purged, "indexed": indexed }),
    ))
}

/// Has what is due for documents under edit done: saves, callbacks, editors who went silent.
fn drive_saving(
    app: &App<'_>,
    settings: &Settings,
    store: &Store<'_>,
) -> Result<Vec<Value>, Error> {
    let now = app.ports.clock.now_ms();
    let mut driven = Vec::new();
    for key in due::keys(store, now, settings.saving.presence_ms, KEYS)? {
        let asked = [("key", key.as_str())];
        let outcome = neighbours::post(app, settings, "editor", router::SAVING_STEP, &asked);
        driven.push(match outcome {
            Ok(answered) => {
                json!({ "kind": "saving", "key": key, "status": answered.status.as_u16() })
            }
            Err(reason) => {
                let line = format!("what is due for {key} was not done: {reason}");
                app.ports.log.line(Level::Error, &line);
                json!({ "kind": "saving", "key": key, "message": reason })
            }
        });
    }
    Ok(driven)
}

/// Forgets documents that nobody has open any more, and what was said about them.
fn sweep_saving(settings: &Settings, store: &Store<'_>) -> Result<(), Error> {
    let idle_ms = settings.saving.idle_ms;
    store
        .transaction(|transaction| {
            let before = transaction.now_ms().saturating_sub(idle_ms);
            editings::sweep(transaction, before, SWEPT)?;
            outbox::sweep(transaction, before, SWEPT)?;
            saves::sweep(transaction, before, SWEPT)?;
            hosted::sweep(transaction, (transaction.now_ms(), before), SWEPT)?;
            Ok(())
        })
        .map_err(|error: StoreError| Error::Store(error))
}

/// Asks the component that does such jobs to run the job's step, and waits for it.
fn drive(app: &App<'_>, settings: &Settings, what: &Driven, key: &str) -> Result<u16, String> {
    let answered = neighbours::post(app, settings, what.component, what.path, &[("key", key)])?;
    Ok(answered.status.as_u16())
}

//! Drives what is due: whoever comes by does it.
//!
//! What is due for a key, in the order in which it is done: editors who went silent, the save that begins, the lock of a
//! WOPI host's file, the file that is written, the callback whose turn it is.

use super::people::let_silent_go;
use super::start::{self, By};
use super::{assembly, deliver, notice};
use crate::app::App;
use crate::dialect::onlyoffice::SERVICE_TYPE;
use crate::error::Error;
use crate::http::{Request, Response, query_parameters};
use crate::neighbours;
use crate::ports::{Config, Level};
use crate::router;
use crate::settings::Settings;
use crate::store::editings::{self, Phase, Set};
use crate::store::outbox::{self, Delivery};
use crate::store::{Store, StoreError, Transaction, hosted, participants, saves};
use crate::wopi_client;

/// How long a request that made something due stays to do it, in milliseconds, after its response.
pub(crate) const PATIENCE_MS: i64 = 30_000;
/// Steps for one key at most: each begins, writes or delivers something.
const MOST_STEPS: u32 = 64;
/// Keys that one request drives beside its own at a time.
const KEYS: i64 = 2;
/// How often who stays after its own key looks for others.
const MOST_LOOKS: u32 = 64;
/// What is due for less than so many milliseconds is left to whoever made it due.
const GRACE_MS: i64 = 500;
/// So many requests stay until a document is to be saved; they do what further ones leave to them.
const MOST_STAYING: i64 = 50;
/// The longest pause between two looks, in milliseconds: a save that is taken back is not slept through.
const LONGEST_PAUSE_MS: i64 = 1000;
/// How long a look waits for somebody else who works on it, in milliseconds.
const ELSEWHERE_MS: i64 = 250;
/// A callback that only says who is there and has waited for so many milliseconds is not sent when others wait behind it:
/// a storage that is slow, or was away, gets results sooner.
const STALE_MS: i64 = 10_000;
/// The component that writes files.
const WRITER: &str = "converter";

/// What is next for a key.
enum Next {
    /// Something was done: look again.
    Again,
    /// Nothing before that time.
    At(i64),
    /// Nothing.
    Nothing,
}

/// Does all that is due for a key, waiting for what is due within `patience_ms`.
pub(crate) fn drive(
    app: &App<'_>,
    settings: &Settings,
    store: &Store<'_>,
    key: &str,
    patience_ms: i64,
) -> Result<(), Error> {
    let clock = app.ports.clock;
    let deadline = clock.now_ms().saturating_add(patience_ms);
    let mut steps = 0;
    while steps < MOST_STEPS {
        match next(app, settings, store, key)? {
            Next::Again => steps += 1,
            Next::Nothing => break,
            Next::At(at) => {
                let now = clock.now_ms();
                if at > deadline || now >= deadline {
                    break;
                }
                let pause = at.saturating_sub(now).clamp(1, LONGEST_PAUSE_MS);
                clock.sleep_ms(u64::try_from(pause).unwrap_or(1));
            }
        }
    }
    Ok(())
}

fn next(app: &App<'_>, settings: &Settings, store: &Store<'_>, key: &str) -> Result<Next, Error> {
    let now = app.ports.clock.now_ms();
    let mut later: Option<i64> = None;
    let mut wait_for = |at: i64| later = Some(later.map_or(at, |other| other.min(at)));
    if let Some(editing) = editings::find(store, key)?
        && editing.phase == Phase::Open
    {
        let since = now.saturating_sub(settings.saving.presence_ms);
        if !participants::silent(store, &editing.doc, since)?.is_empty() {
            store.transaction(|transaction| match editings::find(transaction, key)? {
                Some(editing) => let_silent_go(transaction, &editing, since),
                None => Ok(0),
            })?;
            return Ok(Next::Again);
        }
        match editing.save_due {
            Some(due) if due <= now => {
                store.transaction(|transaction| start::last(transaction, settings, key))?;
                return Ok(Next::Again);
            }
            Some(due) => wait_for(due),
            None => {}
        }
        if editing.auto_due.is_some_and(|due| due <= now) {
            store.transaction(|transaction| save_by_timer(transaction, settings, key))?;
            return Ok(Next::Again);
        }
    }
    match hosted::key(store, key)?.and_then(|held| held.refresh_due) {
        Some(due) if due <= now => {
            wopi_client::refresh(app, settings, store, key)?;
            return Ok(Next::Again);
        }
        Some(due) => wait_for(due),
        None => {}
    }
    if let Some(id) = saves::next_to_write(store, key)? {
        let id = id.to_string();
        match store.job(assembly::WORK.kind, &id)? {
            None => {}
            Some(job) if !job.claimable(now) => {
                wait_for(job.lease_until.min(now.saturating_add(ELSEWHERE_MS)));
            }
            Some(_) => {
                let asked = [("key", id.as_str())];
                let path = router::ASSEMBLY_STEP;
                match neighbours::post(app, settings, WRITER, path, &asked) {
                    Ok(answered) if answered.status.is_success() => return Ok(Next::Again),
                    // Whoever comes next tries again.
                    Ok(answered) => log(
                        app,
                        &format!("save {id} is not written: {}", answered.words),
                    ),
                    Err(reason) => log(app, &format!("save {id} is not written: {reason}")),
                }
            }
        }
    }
    if let Some(row) = outbox::head(store, key)? {
        let free_at = match row.delivery {
            Delivery::Delivering => row.lease_until,
            _ => row.due,
        };
        let stale = now.saturating_sub(STALE_MS);
        if row.status == notice::EDITING && row.attempts == 0 && row.created < stale {
            let whose = (key, notice::EDITING);
            if outbox::take_back_stale(store, whose, (stale, now))? {
                return Ok(Next::Again);
            }
        }
        if free_at > now {
            let busy = row.delivery == Delivery::Delivering;
            wait_for(if busy {
                free_at.min(now.saturating_add(ELSEWHERE_MS))
            } else {
                free_at
            });
        } else if deliver(app, settings, store, row.id)?.is_some() {
            return Ok(Next::Again);
        } else {
            wait_for(now.saturating_add(ELSEWHERE_MS));
        }
    }
    Ok(later.map_or(Next::Nothing, Next::At))
}

fn save_by_timer(
    transaction: &Transaction<'_>,
    settings: &Settings,
    key: &str,
) -> Result<(), StoreError> {
    let Some(editing) = editings::find(transaction, key)? else {
        return Ok(());
    };
    editings::set(transaction, &editing.doc, &Set::AutoDue(None))?;
    // Where there is nothing to save by now, the next change arms it again.
    start::forced(transaction, settings, &editing, By::Timer, None)?.ok();
    Ok(())
}

fn log(app: &App<'_>, line: &str) {
    app.ports.log.line(Level::Error, line);
}

/// [`drive`] for after a response: what goes wrong is logged, and who comes next tries again.
pub(crate) fn drive_logged(app: &App<'_>, key: &str, patience_ms: i64) {
    let outcome = Settings::load(app.ports.config)
        .map_err(Error::from)
        .and_then(|settings| {
            let store = Store::open(&app.ports)?;
            drive(app, &settings, &store, key, patience_ms)
        });
    if let Err(error) = outcome {
        log(app, &format!("what is due for {key}: {error}"));
    }
}

/// The keys for which something is due.
pub(crate) fn keys(
    store: &Store<'_>,
    now: i64,
    presence_ms: i64,
    most: i64,
) -> Result<Vec<String>, StoreError> {
    editings::due(store, now, now.saturating_sub(presence_ms), most)
}

/// Stays after the response for a document that is to be saved after its delay, then for those that nobody stays for.
pub(crate) fn stay(app: &App<'_>, key: &str) {
    let soon = Store::open(&app.ports)
        .and_then(|store| editings::saved_soon(&store, app.ports.clock.now_ms()));
    if soon.is_ok_and(|soon| soon > MOST_STAYING) {
        return;
    }
    drive_logged(app, key, PATIENCE_MS);
    for _ in 0..MOST_LOOKS {
        if !catch_up(app) {
            break;
        }
    }
}

/// Drives what is due for any key, after a response: one look when there is nothing. Answers whether there was something.
pub(crate) fn catch_up(app: &App<'_>) -> bool {
    let found = Store::open(&app.ports).and_then(|store| {
        let presence_ms = presence_ms(app.ports.config);
        let since = app.ports.clock.now_ms().saturating_sub(GRACE_MS);
        keys(&store, since, presence_ms, KEYS)
    });
    match found {
        Ok(found) => {
            for key in &found {
                drive_logged(app, key, 0);
            }
            !found.is_empty()
        }
        Err(error) => {
            log(app, &format!("what is due: {error}"));
            false
        }
    }
}

/// `expire_presence_s`, read without the other settings: every request asks for it.
fn presence_ms(config: &dyn Config) -> i64 {
    let text = config.get("expire_presence_s").ok().flatten();
    text.and_then(|text| text.trim().parse::<i64>().ok())
        .unwrap_or(300)
        .saturating_mul(1000)
}

/// `POST /internal/saving/step?key=..`: does what is due for a key, and stays for what is due soon. For the scheduler.
pub(crate) fn post_step<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    let query = query_parameters(request.query.as_deref());
    let key = query
        .get("key")
        .and_then(serde_json::Value::as_str)
        .unwrap_or_default()
        .to_owned();
    let store = Store::open(&app.ports)?;
    drive(app, settings, &store, &key, 0)?;
    let mut response = Response::json(SERVICE_TYPE, &serde_json::json!({ "key": key }));
    response.after = Some(Box::new(move |app| drive_logged(app, &key, PATIENCE_MS)));
    Ok(response)
}

//! What the outbox tells a host: where a storage gets a callback, a host gets the file by PutFile, or its lock back.

use std::time::Duration;

use ::http::Method;
use sha2::{Digest as _, Sha256};

use super::facts::Facts;
use super::files;
use super::host::{Answer, Ask, Asker};
use super::locking::{self, Locking, retake};
use super::recipient::Reached;
use super::unhosted::Unhosted;
use crate::app::App;
use crate::fetch::{self, Download};
use crate::jobs::milliseconds;
use crate::saving::notice::{self, Notice};
use crate::saving::verdict::Verdict;
use crate::settings::Settings;
use crate::store::hosted::{self, HostedKey, Visit};
use crate::store::{Store, StoreError, blob_at};

/// The code with which hosts say that the file is not what the client knows.
const CHANGED: u64 = 1010;

/// A save on its way to its host.
struct Delivery<'d> {
    notice: &'d Notice,
    held: HostedKey,
    bytes: Vec<u8>,
    timeout: Duration,
    /// Whether an earlier attempt may have been taken, though its answer was lost.
    is_again: bool,
}

/// Tells a host once and judges the answer. `beat` is called while it waits. `attempt` counts from 1.
pub(crate) fn tell(
    app: &App<'_>,
    settings: &Settings,
    (key, reached): (&str, Reached<'_>),
    (notice, attempt, timeout): (&Notice, i64, Duration),
    beat: &mut dyn FnMut(),
) -> Verdict {
    let outcome = Store::open(&app.ports)
        .map_err(Unhosted::from)
        .and_then(|store| match notice.status {
            notice::SAVE | notice::FORCED => {
                let told = (notice, attempt, timeout);
                save(app, settings, &store, (key, reached), told, beat)
            }
            notice::UNCHANGED => locking::give_back(app, settings, &store, (key, reached), beat),
            // Hosts are not told who edits, nor of what could not be written.
            _ => Ok(()),
        });
    match outcome {
        Ok(()) => Verdict::Accepted,
        Err(error @ (Unhosted::Trouble(_) | Unhosted::Store(_) | Unhosted::Saving)) => {
            Verdict::Trouble(error.to_string())
        }
        Err(error) => Verdict::Refused(error.to_string()),
    }
}

fn save(
    app: &App<'_>,
    settings: &Settings,
    store: &Store<'_>,
    (key, reached): (&str, Reached<'_>),
    (notice, attempt, timeout): (&Notice, i64, Duration),
    beat: &mut dyn FnMut(),
) -> Result<(), Unhosted> {
    let damaged = |reason: &str| StoreError::Damaged {
        what: "save of a host's file",
        reason: reason.to_owned(),
    };
    let held = hosted::key(store, key)?.ok_or_else(|| damaged("its key is not known"))?;
    let files = notice
        .files
        .as_ref()
        .ok_or_else(|| damaged("it has no file"))?;
    let first = hosted::visit(store, reached.visit)?.map(|visit| Facts::from_row(&visit.facts));
    if let Some(facts) = &first
        && !files::takes(&facts.ext, &files.file_type)
    {
        return Err(Unhosted::Refused(format!(
            "it could only be written as {}, and the host's file is `{}`",
            files.file_type, facts.name
        )));
    }
    let blob = blob_at(store, &files.path())?.ok_or_else(|| damaged("its file is gone"))?;
    let delivery = Delivery {
        notice,
        held,
        bytes: store.whole_blob(&blob, "save of a host's file")?,
        timeout,
        is_again: attempt > 1,
    };
    let whose = (reached.src, reached.visit);
    let mut answer = locking::with_tokens(app, settings, store, whose, beat, |asker, visit| {
        put(asker, store, visit, &delivery)
    });
    if let (Err(Unhosted::Refused(_)), true) = (&answer, delivery.is_again) {
        // What the host does not take a second time it may have taken the first time.
        let has_it = locking::with_tokens(app, settings, store, whose, beat, |asker, visit| {
            has(app, settings, asker, visit, &delivery)
        });
        if let Ok(Some(known)) = has_it {
            answer = Ok(known);
        }
    }
    let (version, modified) = answer?;
    hosted::set_version(store, key, (&version, &modified))?;
    Ok(())
}

/// PutFile; answers what the host calls the version, and its time.
fn put(
    asker: &Asker<'_, '_>,
    store: &Store<'_>,
    visit: &Visit,
    delivery: &Delivery<'_>,
) -> Result<(String, String), Unhosted> {
    let mut answer = put_once(asker, visit, delivery)?;
    let locks = Facts::from_row(&visit.facts).locks;
    if answer.status == 409
        && answer.header("x-wopi-lock").is_empty()
        && locks
        && !is_changed(&answer)
    {
        // The lock ran out while nobody came by.
        match retake(asker, store, visit, &delivery.held)? {
            Locking::Held(_) => answer = put_once(asker, visit, delivery)?,
            Locking::Other { reason, .. } => return Err(Unhosted::Refused(reason)),
        }
    }
    match answer.status {
        200 => {
            let version = answer.header("x-wopi-itemversion");
            match (version, answer.member("LastModifiedTime")) {
                ("", _) | (_, None) => {
                    let facts = asker.facts(visit, "")?;
                    Ok((facts.version, facts.modified))
                }
                (version, Some(modified)) => Ok((version.to_owned(), modified)),
            }
        }
        409 if is_changed(&answer) => Err(Unhosted::Refused(
            "the file was changed elsewhere since it was opened".to_owned(),
        )),
        409 => Err(Unhosted::Refused(format!(
            "the file is locked by another editor: {}",
            answer.reason("PutFile")
        ))),
        413 => Err(Unhosted::Refused(format!(
            "the file of {} bytes is too large for the host: {}",
            delivery.bytes.len(),
            answer.reason("PutFile")
        ))),
        _ => Err(answer.failure("PutFile")),
    }
}

fn put_once(
    asker: &Asker<'_, '_>,
    visit: &Visit,
    delivery: &Delivery<'_>,
) -> Result<Answer, Unhosted> {
    let is = |truth: bool| if truth { "true" } else { "false" };
    let editors = editors(delivery.notice);
    let is_timed = is(delivery.notice.forcesavetype == Some(2));
    let is_last = is(delivery.notice.status == notice::SAVE);
    let modified = delivery.held.modified.as_str();
    let mut headers = vec![
        ("x-wopi-override", "PUT"),
        ("x-lool-wopi-ismodifiedbyuser", "true"),
        ("x-cool-wopi-ismodifiedbyuser", "true"),
        ("x-lool-wopi-isautosave", is_timed),
        ("x-cool-wopi-isautosave", is_timed),
        ("x-lool-wopi-isexitsave", is_last),
        ("x-cool-wopi-isexitsave", is_last),
    ];
    let facts = Facts::from_row(&visit.facts);
    let optional = [
        ("x-wopi-lock", delivery.held.lock.as_str(), facts.locks),
        ("x-wopi-editors", editors.as_str(), true),
        ("x-lool-wopi-timestamp", modified, true),
        ("x-cool-wopi-timestamp", modified, true),
    ];
    for (name, value, is_sent) in optional {
        if is_sent && !value.is_empty() {
            headers.push((name, value));
        }
    }
    let ask = Ask {
        method: Method::POST,
        suffix: "/contents",
        headers: &headers,
        body: delivery.bytes.clone(),
        timeout: delivery.timeout,
    };
    asker.ask(visit, ask)
}

/// Who changed the document: the authors of its history, else the last changer. Ids that cannot stand in a header are left out.
fn editors(notice: &Notice) -> String {
    let history = notice.history.as_ref();
    let changes = history.and_then(|history| history.get("changes")?.as_array());
    let mut users: Vec<String> = Vec::new();
    let authors = changes
        .into_iter()
        .flatten()
        .filter_map(|change| change.pointer("/user/id")?.as_str())
        .map(str::to_owned);
    for user in authors.chain(notice.users.iter().flatten().cloned()) {
        let is_plain = user
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b',');
        if is_plain && !users.contains(&user) {
            users.push(user);
        }
    }
    users.join(",")
}

/// Whether a 409 says that the file is not what we know.
fn is_changed(answer: &Answer) -> bool {
    let body: Option<serde_json::Value> = serde_json::from_slice(&answer.body).ok();
    body.is_some_and(|body| {
        ["COOLStatusCode", "LOOLStatusCode"]
            .iter()
            .any(|name| body.get(*name).and_then(serde_json::Value::as_u64) == Some(CHANGED))
    })
}

/// What the host calls its file, if that has the very bytes of a save.
fn has(
    app: &App<'_>,
    settings: &Settings,
    asker: &Asker<'_, '_>,
    visit: &Visit,
    delivery: &Delivery<'_>,
) -> Result<Option<(String, String)>, Unhosted> {
    let facts = asker.facts(visit, "")?;
    let length = delivery.bytes.len() as u64;
    if facts.size != length {
        return Ok(None);
    }
    let (url, headers) = asker.signed(visit, "/contents")?;
    let now = app.ports.clock.now_ms();
    let wanted = Download {
        url: url.as_str(),
        limit: length,
        deadline_ms: now.saturating_add(milliseconds(settings.download.time)),
        allow_private: visit.private,
        vouched: false,
        headers: fetch::headers(&headers),
    };
    let bytes = fetch::download(&app.ports, &wanted)
        .map_err(|error| Unhosted::Trouble(error.to_string()))?;
    let is_same = Sha256::digest(&bytes) == Sha256::digest(&delivery.bytes);
    Ok(is_same.then_some((facts.version, facts.modified)))
}

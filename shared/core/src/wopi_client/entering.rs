//! From a visit into an editing session: under which key, and whether as an editor.
//!
//! All who have a host's file open edit under one key. It is settled before the lock is set and looked at again in the
//! transaction that lets somebody in; what changed in between begins anew.

use sha2::{Digest as _, Sha256};

use super::facts::Facts;
use super::files;
use super::host::Asker;
use super::locking::{self, Locking};
use super::recipient::Reached;
use super::unhosted::Unhosted;
use crate::app::App;
use crate::settings::Settings;
use crate::store::editings::{self, Phase};
use crate::store::hosted::{self, HostedKey, Visit};
use crate::store::participants::{self, Participant};
use crate::store::{Store, StoreError, Transaction, hex, random_hex};

/// How often what is found changed is begun anew.
const TRIES: u32 = 8;

/// Somebody with a visit who may come in.
#[derive(Debug, Clone)]
pub(crate) struct Arrival {
    /// The key that the file is edited under.
    pub key: String,
    /// The lock that is held, if he comes to edit and the host has locks.
    lock: Option<String>,
    /// Whether he comes as an editor.
    pub edits: bool,
    /// Why he does not, though he came for it.
    pub words: Option<String>,
    pub facts: Facts,
    pub visit: Visit,
}

impl Arrival {
    /// Where the outbox finds the host.
    pub(crate) fn recipient(&self) -> String {
        let reached = Reached {
            visit: &self.visit.visit,
            src: &self.visit.src,
        };
        reached.to_row()
    }

    /// Where the file's bytes are, with what the request is proven by.
    pub(crate) fn contents(
        &self,
        app: &App<'_>,
        settings: &Settings,
        store: &Store<'_>,
    ) -> Result<(String, Vec<(String, String)>), Unhosted> {
        let (url, mut headers) =
            Asker::new(app, settings, store, &mut || {})?.signed(&self.visit, "/contents")?;
        let most = settings.convert.bytes.min(settings.download.bytes);
        headers.push(("x-wopi-maxexpectedsize".to_owned(), most.to_string()));
        Ok((url.into(), headers))
    }
}

/// What the name of a visit is, given its ticket.
pub(super) fn visit_of(ticket: &str) -> String {
    let digest = Sha256::digest(ticket.as_bytes());
    hex(digest.get(..16).unwrap_or(&digest))
}

/// Asks the host what the visitor may do, and for the lock if he is to edit.
pub(crate) fn arrive(
    app: &App<'_>,
    settings: &Settings,
    store: &Store<'_>,
    ticket: &str,
) -> Result<Arrival, Unhosted> {
    let mut visit = hosted::visit(store, &visit_of(ticket))?.ok_or(Unhosted::Visit)?;
    let mut nothing = || {};
    let asker = Asker::new(app, settings, store, &mut nothing)?;
    for _ in 0..TRIES {
        let facts = asker.facts(&visit, "")?;
        visit.saves = facts.saves;
        visit.facts = facts.to_row();
        hosted::keep_visit(store, &visit, app.ports.clock.now_ms())?;
        let kind = files::by_extension(&facts.ext);
        let mut words = None;
        let mut edits = visit.wants_edit && facts.saves;
        if edits && !kind.is_some_and(|kind| kind.edits) {
            edits = false;
            words = Some(format!("files of the kind `{}` are only shown", facts.ext));
        }
        let held = candidate(app, store, &visit.src, &facts)?;
        if !(edits && facts.locks) {
            return Ok(arrival(held, None, (edits, words), facts, visit));
        }
        let mut locking = locking::lock(&asker, &visit, (&held.lock, None))?;
        if let Locking::Other { current, .. } = &locking
            && let Some(own) = hosted::of_lock(store, (&visit.src, current))?
        {
            if locking::is_in_use(store, &own.key)? {
                return Err(Unhosted::Saving);
            }
            // It is one of ours that nobody needs any more.
            let old = Some(current.as_str());
            locking = locking::lock(&asker, &visit, (&held.lock, old))?;
        }
        match locking {
            Locking::Held(version) => {
                // Between the question and the lock somebody else may have saved.
                let is_same = if version.is_empty() {
                    asker.facts(&visit, "")?.version == facts.version
                } else {
                    version == facts.version
                };
                if is_same {
                    let lock = Some(held.lock.clone());
                    return Ok(arrival(held, lock, (true, None), facts, visit));
                }
            }
            Locking::Other { reason, .. } => {
                let words = Some(format!(
                    "the file is locked by another editor, and only shown: {reason}"
                ));
                return Ok(arrival(held, None, (false, words), facts, visit));
            }
        }
    }
    Err(Unhosted::Trouble(
        "the file is changed elsewhere all the time".to_owned(),
    ))
}

fn arrival(
    held: HostedKey,
    lock: Option<String>,
    (edits, words): (bool, Option<String>),
    facts: Facts,
    visit: Visit,
) -> Arrival {
    Arrival {
        key: held.key,
        lock,
        edits,
        words,
        facts,
        visit,
    }
}

/// The key that a file is edited under, as it is now: the newest one, or a new one.
fn candidate(
    app: &App<'_>,
    store: &Store<'_>,
    src: &str,
    facts: &Facts,
) -> Result<HostedKey, StoreError> {
    let new = HostedKey {
        key: format!("w{}", random_hex(&app.ports, 12)),
        src: src.to_owned(),
        version: facts.version.clone(),
        modified: facts.modified.clone(),
        lock: locking::new_lock(app),
        former: String::new(),
        refresh_due: None,
    };
    store.transaction(|transaction| match hosted::newest(transaction, src)? {
        Some(newest) if is_good(transaction, &newest, &facts.version)? => Ok(newest),
        _ => {
            hosted::insert_key(transaction, &new)?;
            Ok(new)
        }
    })
}

/// Whether a key is the one to go on with, if the host says the file is at a version.
fn is_good(
    transaction: &Transaction<'_>,
    held: &HostedKey,
    version: &str,
) -> Result<bool, StoreError> {
    let is_same = held.version == version;
    let Some(editing) = editings::find(transaction, &held.key)? else {
        // Nobody has opened it yet, or what was edited is among the forgotten files.
        return Ok(is_same);
    };
    match editing.phase {
        Phase::Saved => Ok(false),
        Phase::Opening => Ok(is_same),
        Phase::Open => {
            let people = participants::of(transaction, &editing.doc)?;
            Ok(is_same || people.iter().any(Participant::edits))
        }
    }
}

/// Whether somebody may come in as he arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Entered {
    /// He may; what he came with still is so.
    Good,
    /// Something changed: he arrives anew.
    Anew,
}

/// Looks in the transaction that lets somebody in whether all still is as it was when he arrived, and if so has the lock
/// refreshed from now on.
pub(crate) fn enter(
    transaction: &Transaction<'_>,
    arrival: &Arrival,
) -> Result<Entered, StoreError> {
    let newest = hosted::newest(transaction, &arrival.visit.src)?;
    let Some(newest) = newest.filter(|newest| newest.key == arrival.key) else {
        return Ok(Entered::Anew);
    };
    if let Some(editing) = editings::find(transaction, &newest.key)?
        && editing.phase == Phase::Saved
    {
        return Ok(Entered::Anew);
    }
    let Some(lock) = &arrival.lock else {
        return Ok(Entered::Good);
    };
    if newest.version == arrival.facts.version {
        let known = (newest.version.as_str(), arrival.facts.modified.as_str());
        hosted::set_version(transaction, &newest.key, known)?;
    }
    let now = transaction.now_ms();
    let due = locking::refresh_at(now);
    let is_held = hosted::hold(transaction, (&newest.key, lock), (due, now))?;
    Ok(if is_held {
        Entered::Good
    } else {
        Entered::Anew
    })
}

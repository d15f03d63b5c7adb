//! The callback that the command `info` makes: whether a document is edited, told while the command waits.

use serde_json::Value;

use super::callback::{self, Callback};
use super::deliver;
use super::notice::{self, Notice};
use super::verdict::Verdict;
use crate::app::App;
use crate::error::Error;
use crate::ports::Level;
use crate::settings::Settings;
use crate::store::editings::{self, Editing};
use crate::store::outbox::{self, NewOutgoing, Recipient};
use crate::store::{Statements, Store, StoreError, random_hex, saves};

/// What is told.
pub(crate) struct Ping {
    pub to: Recipient,
    /// Who edits.
    pub users: Vec<String>,
    /// What the command was given for the storage.
    pub userdata: Option<Value>,
}

/// Whether something of the document is still to be saved.
fn is_pending(on: &impl Statements, editing: &Editing) -> Result<bool, StoreError> {
    Ok(editing.save_due.is_some() || saves::final_under_way(on, &editing.doc)?.is_some())
}

/// Tells the storage and waits for it; what it answers changes nothing but the editors' warning.
///
/// That nobody edits is told in its turn, so that it never comes before what was there to be saved; that somebody does goes
/// past what waits, for a storage may ask while it is being told something.
pub(crate) fn send(
    app: &App<'_>,
    settings: &Settings,
    store: &Store<'_>,
    editing: &Editing,
    ping: Ping,
) -> Result<(), Error> {
    let notice = |busy: bool| Notice {
        status: if busy {
            notice::EDITING
        } else {
            notice::UNCHANGED
        },
        users: busy.then(|| ping.users.clone()),
        userdata: ping.userdata.clone(),
        ..Notice::default()
    };
    let row = store.transaction(|transaction| {
        let now = editings::of_doc(transaction, &editing.doc)?;
        let pending = match &now {
            Some(now) => is_pending(transaction, now)?,
            None => false,
        };
        let is_queued = outbox::head(transaction, &editing.key)?.is_some();
        if pending || is_queued || !ping.users.is_empty() {
            return Ok(None);
        }
        let new = NewOutgoing {
            key: &editing.key,
            doc: &editing.doc,
            save: None,
            status: notice::UNCHANGED,
            to: &ping.to,
            notice: &notice(false).to_row()?,
        };
        outbox::enqueue(transaction, &new).map(Some)
    });
    match row.map_err(|error: StoreError| Error::Store(error))? {
        Some(id) => {
            deliver(app, settings, store, id)?;
        }
        None => {
            let callback = Callback {
                key: &editing.key,
                to: &ping.to,
                notice: &notice(true),
                id: &random_hex(&app.ports, 8),
                attempt: 1,
                timeout: settings.saving.timeout,
            };
            let verdict = callback::send(app, settings, &callback, &mut || {});
            if let Verdict::Refused(reason) | Verdict::Trouble(reason) = verdict {
                let line = format!(
                    "callback of the command `info` for {}: {reason}",
                    editing.key
                );
                app.ports.log.line(Level::Warn, &line);
                deliver::warn(store, &editing.doc, &reason)?;
            }
        }
    }
    Ok(())
}

//! `info`: who edits a document. The storage is told first, and the answer waits for it, whatever it says.

use super::Command;
use crate::error::Error;
use crate::fetch;
use crate::saving::ping::{self, Ping};
use crate::store::Store;
use crate::store::editings::{self, Phase};
use crate::store::outbox::Recipient;
use crate::store::participants::{self, Participant};

pub(super) const COMMAND: Command = Command {
    name: "info",
    needs_key: true,
    run: |call| {
        let store = Store::open(&call.app.ports)?;
        let editing = editings::find(&store, call.key)?
            .filter(|editing| editing.phase != Phase::Opening)
            .ok_or_else(|| call.unknown_key())?;
        let people = participants::of(&store, &editing.doc)?;
        let last = people.iter().rfind(|one| !one.callback.is_empty());
        let to = match call.truthy("callback").and_then(|url| url.as_str()) {
            Some(url) => {
                let vouched = call.accepted.vouches_for("callback");
                let private = call.settings.allow_private_ip || vouched;
                fetch::check_text(url, private)
                    .map_err(|error| Error::Callback(format!("`callback` is refused: {error}")))?;
                Recipient {
                    callback: url.to_owned(),
                    vouched,
                    ..Recipient::default()
                }
            }
            None => last.map(crate::saving::people::recipient).ok_or_else(|| {
                Error::Callback(
                    "the document was opened without a callbackUrl, and none was given".to_owned(),
                )
            })?,
        };
        let users =
            crate::saving::notice::in_order(people.iter().filter(|one: &&Participant| one.edits()));
        let ping = Ping {
            to,
            users: users.clone(),
            userdata: call.truthy("userdata").cloned(),
        };
        ping::send(call.app, call.settings, &store, &editing, ping)?;
        call.answer.insert("users".to_owned(), users.into());
        Ok(())
    },
};

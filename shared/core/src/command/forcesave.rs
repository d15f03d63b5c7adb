//! `forcesave`: saves a document while it is edited on. The result comes as a callback; where the storage did not take the
//! last one, it is told again before the answer.

use super::Command;
use crate::error::Error;
use crate::saving::start::{self, Begun, By};
use crate::saving::{Unsaved, deliver, due};
use crate::store::editings::{self, Phase};
use crate::store::{Store, StoreError};

pub(super) const COMMAND: Command = Command {
    name: "forcesave",
    needs_key: true,
    run: |call| {
        let store = Store::open(&call.app.ports)?;
        let userdata = call.truthy("userdata");
        let begun = store
            .transaction(|transaction| {
                let editing = editings::find(transaction, call.key)?
                    .filter(|editing| editing.phase != Phase::Opening);
                match editing {
                    Some(editing) => {
                        start::forced(transaction, call.settings, &editing, By::Command, userdata)
                            .map(Some)
                    }
                    None => Ok(None),
                }
            })
            .map_err(|error: StoreError| Error::Store(error))?;
        match begun {
            None => return Err(call.unknown_key()),
            Some(Err(Unsaved::NothingNew(words))) => {
                return Err(Error::NothingToSave(words.to_owned()));
            }
            Some(Err(Unsaved::Impossible(words))) => return Err(Error::NotSaved(words)),
            Some(Ok(Begun::Again(id))) => {
                deliver(call.app, call.settings, &store, id)?;
            }
            Some(Ok(Begun::Assembly)) => {}
        }
        let key = call.key.to_owned();
        call.after = Some(Box::new(move |app| {
            due::drive_logged(app, &key, due::PATIENCE_MS);
        }));
        Ok(())
    },
};

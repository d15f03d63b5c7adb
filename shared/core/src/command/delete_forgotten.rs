//! `deleteForgotten`: ends the forgotten file of exactly that key.

use super::Command;
use crate::error::Error;
use crate::saving::forget;
use crate::store::{Store, StoreError};

pub(super) const COMMAND: Command = Command {
    name: "deleteForgotten",
    needs_key: true,
    run: |call| {
        let store = Store::open(&call.app.ports)?;
        let was_there = store
            .transaction(|transaction| forget(transaction, call.key))
            .map_err(|error: StoreError| Error::Store(error))?;
        if was_there {
            Ok(())
        } else {
            Err(call.no_forgotten())
        }
    },
};

//! `deleteForgotten`: ends the forgotten file of exactly that key.

use super::Command;
use crate::error::Error;
use crate::saving::settle_refused;
use crate::store::{Store, StoreError, forgotten};

pub(super) const COMMAND: Command = Command {
    name: "deleteForgotten",
    needs_key: true,
    run: |call| {
        let store = Store::open(&call.app.ports)?;
        let was_there = store
            .transaction(|transaction| {
                let was_there = forgotten::remove(transaction, call.key)?;
                if was_there {
                    // What nobody wants any more is not offered any more.
                    settle_refused(transaction, call.key, i64::MAX)?;
                }
                Ok(was_there)
            })
            .map_err(|error: StoreError| Error::Store(error))?;
        if was_there {
            Ok(())
        } else {
            Err(call.no_forgotten())
        }
    },
};

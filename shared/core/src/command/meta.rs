//! `meta`: tells all editors and viewers of a document something about it, such as its new title. 0 whether or not there
//! is such a document.

use serde_json::json;

use super::Command;
use crate::error::Error;
use crate::store::editings::{self, Phase};
use crate::store::{Store, StoreError};

pub(super) const COMMAND: Command = Command {
    name: "meta",
    needs_key: true,
    run: |call| {
        let Some(meta) = call.truthy("meta") else {
            return Err(Error::Command(
                "the parameter `meta` is missing or empty".to_owned(),
            ));
        };
        let told = json!({ "type": "meta", "meta": meta });
        let store = Store::open(&call.app.ports)?;
        store
            .transaction(|transaction| {
                let editing = editings::find(transaction, call.key)?
                    .filter(|editing| editing.phase == Phase::Open);
                if let Some(editing) = editing {
                    editings::tell(transaction, &editing.doc, &told)?;
                }
                Ok(())
            })
            .map_err(|error: StoreError| Error::Store(error))
    },
};

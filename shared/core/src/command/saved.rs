//! `saved`: a storage that accepted a final save says what really became of it, before its callback is answered. Any
//! `status` but the string `"1"` makes a refusal of it, and the file is among the forgotten ones then.

use serde_json::Value;

use super::Command;
use crate::store::{Store, outbox};

pub(super) const COMMAND: Command = Command {
    name: "saved",
    needs_key: true,
    run: |call| {
        if call.parameter("status").and_then(Value::as_str) != Some("1") {
            let store = Store::open(&call.app.ports)?;
            outbox::veto(&store, call.key)?;
        }
        Ok(())
    },
};

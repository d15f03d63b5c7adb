//! `drop`: ends the right of users to change a document. Their editors are told, and what they send from then on is
//! refused. 0 whether or not there is such a document.

use serde_json::{Value, json};

use super::Command;
use crate::error::Error;
use crate::saving::due;
use crate::store::editings::{self, Phase};
use crate::store::participants::{self, Mode, Presence};
use crate::store::{Store, StoreError};

/// Who was dropped and does not say that he left has left after so many milliseconds.
const GRACE_MS: i64 = 10_000;

pub(super) const COMMAND: Command = Command {
    name: "drop",
    needs_key: true,
    run: |call| {
        let users = match call.parameter("users") {
            None | Some(Value::Null) => None,
            Some(users) => Some(named(users)?),
        };
        let store = Store::open(&call.app.ports)?;
        let presence_ms = call.settings.saving.presence_ms;
        store
            .transaction(|transaction| {
                let Some(editing) = editings::find(transaction, call.key)?
                    .filter(|editing| editing.phase == Phase::Open)
                else {
                    return Ok(());
                };
                let mut numbers = Vec::new();
                for one in participants::of(transaction, &editing.doc)? {
                    // Without names: every editor.
                    let is_meant = match &users {
                        Some(users) => users.contains(&one.user),
                        None => one.mode == Mode::Edit,
                    };
                    if is_meant && one.presence == Presence::Here {
                        participants::set_presence(transaction, &one.session, Presence::Dropped)?;
                        let silent_at = transaction.now_ms() - presence_ms + GRACE_MS;
                        participants::let_go(transaction, &one.session, silent_at)?;
                        numbers.push(one.number);
                    }
                }
                if !numbers.is_empty() {
                    let told = json!({ "type": "dropped", "numbers": numbers });
                    editings::tell(transaction, &editing.doc, &told)?;
                }
                Ok(())
            })
            .map_err(|error: StoreError| Error::Store(error))?;
        let key = call.key.to_owned();
        call.after = Some(Box::new(move |app| due::drive_logged(app, &key, 0)));
        Ok(())
    },
};

/// The ids: a list, or a string that is the JSON of one. What is neither names nobody, as in the original; only a string
/// that is no JSON is an error there.
fn named(users: &Value) -> Result<Vec<String>, Error> {
    let parsed;
    let list = match users {
        Value::String(text) => {
            parsed = serde_json::from_str::<Value>(text).map_err(|error| Error::Parameter {
                name: "users",
                reason: format!("is neither a list nor the JSON of one: {error}"),
            })?;
            &parsed
        }
        other => other,
    };
    let ids = list.as_array().map(Vec::as_slice).unwrap_or_default();
    Ok(ids
        .iter()
        .filter_map(|id| match id {
            Value::String(id) => Some(id.clone()),
            Value::Number(id) => Some(id.to_string()),
            _ => None,
        })
        .collect())
}

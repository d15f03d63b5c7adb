//! What a callback says, before links and tokens are put in.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{damaged, folder};
use crate::store::outbox::{self, NewOutgoing, Recipient};
use crate::store::participants::Participant;
use crate::store::saves::Save;
use crate::store::{StoreError, Transaction};

/// Somebody edits, or somebody came or went.
pub(crate) const EDITING: i64 = 1;
/// The document is to be saved.
pub(crate) const SAVE: i64 = 2;
/// It could not be assembled.
pub(crate) const SAVE_FAILED: i64 = 3;
/// It was closed without changes.
pub(crate) const UNCHANGED: i64 = 4;
/// It is to be saved while it is edited on.
pub(crate) const FORCED: i64 = 6;
/// That could not be assembled.
pub(crate) const FORCED_FAILED: i64 = 7;

/// What somebody did.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Action {
    #[serde(rename = "type")]
    pub kind: i64,
    pub userid: String,
}

impl Action {
    /// Left.
    pub(crate) const LEFT: i64 = 0;
    /// Joined.
    pub(crate) const JOINED: i64 = 1;
    /// Clicked on Save, or sent a form.
    pub(crate) const SAVED: i64 = 2;
}

/// The files of a save, for which each attempt signs links anew.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Files {
    /// The folder of their paths.
    pub folder: String,
    pub file_type: String,
    /// Whether there is an archive of the changes.
    pub changes: bool,
    /// Whether there is a form's data.
    pub form: bool,
}

impl Files {
    pub(crate) fn of(save: &Save) -> Self {
        Self {
            folder: folder(&save.key, save.id),
            file_type: save.file_type.clone(),
            changes: save.has_changes,
            form: save.form.is_some(),
        }
    }

    /// The document's own name.
    pub(crate) fn name(&self) -> String {
        format!("output.{}", self.file_type)
    }

    /// Its path in the store.
    pub(crate) fn path(&self) -> String {
        format!("{}/{}", self.folder, self.name())
    }
}

/// A callback's body without links and tokens. Members that are `None` are absent.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Notice {
    pub status: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub files: Option<Files>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub users: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actions: Option<Vec<Action>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub userdata: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lastsave: Option<String>,
    /// Three values beside absence, one of them null.
    #[serde(
        skip_serializing_if = "Option::is_none",
        deserialize_with = "even_null"
    )]
    pub notmodified: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forcesavetype: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encrypted: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_key: Option<String>,
}

/// A member that is there is `Some`, null too.
fn even_null<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(from).map(Some)
}

impl Notice {
    /// Who is there, after somebody came or went.
    pub(crate) fn presence(status: i64, users: Option<Vec<String>>, action: Action) -> Self {
        Self {
            status,
            users,
            actions: Some(vec![action]),
            ..Self::default()
        }
    }

    pub(crate) fn to_row(&self) -> Result<String, StoreError> {
        serde_json::to_string(self).map_err(|error| damaged(&error))
    }

    pub(crate) fn from_row(text: &str) -> Result<Self, StoreError> {
        serde_json::from_str(text).map_err(|error| damaged(&error))
    }
}

/// Puts a callback that is about no save into the outbox, where its recipient has somewhere to be told.
pub(crate) fn enqueue(
    transaction: &Transaction<'_>,
    (key, doc): (&str, &str),
    to: &Recipient,
    notice: &Notice,
) -> Result<(), StoreError> {
    if to.callback.is_empty() {
        return Ok(());
    }
    let new = NewOutgoing {
        key,
        doc,
        save: None,
        status: notice.status,
        to,
        notice: &notice.to_row()?,
    };
    outbox::enqueue(transaction, &new)?;
    Ok(())
}

/// The ids of users, each once: those that are all digits first, by their value, then the others as they came. It is the
/// order in which JavaScript walks over an object's members, and integrators know no other.
pub(crate) fn in_order<'p>(people: impl Iterator<Item = &'p Participant>) -> Vec<String> {
    let mut numbers: Vec<u32> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for participant in people {
        let user = &participant.user;
        match index(user) {
            Some(number) if !numbers.contains(&number) => numbers.push(number),
            None if !names.contains(user) => names.push(user.clone()),
            _ => {}
        }
    }
    numbers.sort_unstable();
    let mut users: Vec<String> = numbers.iter().map(u32::to_string).collect();
    users.extend(names);
    users
}

/// The array index that a text is (ECMA-262, 6.1.7): digits as a number is written, below 2^32 - 1.
fn index(text: &str) -> Option<u32> {
    let number: u32 = text.parse().ok()?;
    (number != u32::MAX && number.to_string() == text).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indexes_are_written_as_numbers_are() {
        assert_eq!(index("0"), Some(0));
        assert_eq!(index("10"), Some(10));
        assert_eq!(index("4294967294"), Some(4_294_967_294));
        for text in ["4294967295", "010", "-1", "+1", "1.0", "", "a"] {
            assert_eq!(index(text), None, "{text}");
        }
    }

    #[test]
    fn a_notice_comes_back_from_its_row() {
        let notice = Notice {
            status: SAVE,
            notmodified: Some(Value::Null),
            ..Notice::default()
        };
        let back = Notice::from_row(&notice.to_row().unwrap()).unwrap();
        assert_eq!(back.notmodified, Some(Value::Null));
        assert_eq!(
            Notice::from_row(r#"{"status":1}"#).unwrap().notmodified,
            None
        );
    }
}

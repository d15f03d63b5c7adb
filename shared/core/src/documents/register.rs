//! `POST /user/v1/api/bs/users`: registers users.
//!
//! The body is a list of the integrator's own user ids. Beyond upstream, an entry may be an object with `appUserId` and
//! what others see of the user: `nickname`, `email`, `mobile`, `telephone`, `realName`, `headPhotoUrl`, `sex`.

use serde_json::{Map, Value};

use super::fields::{check_list, invalid};
use super::session::{Answer, Session, check_user_id};
use super::{DocumentError, view};
use crate::error::Error;
use crate::store::users;

/// Users of one call at most.
const MOST: usize = 1000;
/// Bytes of one text of a profile at most.
const MOST_TEXT: usize = 1024;

/// The texts of a profile beside the nickname.
const TEXTS: &[&str] = &["email", "mobile", "telephone", "realName", "headPhotoUrl"];

pub(crate) fn run(session: &Session<'_, '_>) -> Result<Answer, Error> {
    let list = read_list(session)?;
    if list.is_empty() || list.len() > MOST {
        return Err(invalid("appUserIdList", "is not a list of 1 to 1000 users").into());
    }
    let entries = list
        .iter()
        .map(Entry::read)
        .collect::<Result<Vec<_>, _>>()?;
    session.write(|transaction| {
        let mut views = Vec::with_capacity(entries.len());
        for entry in &entries {
            let mut user = users::ensure(transaction, &session.app_id, entry.app_user_id)?;
            if let Some(members) = entry.members {
                let mut profile: Map<String, Value> =
                    serde_json::from_str(&user.profile).unwrap_or_default();
                for (name, value) in members {
                    if TEXTS.contains(&name.as_str()) || name == "sex" {
                        profile.insert(name.clone(), value.clone());
                    }
                }
                let nickname = members
                    .get("nickname")
                    .and_then(Value::as_str)
                    .unwrap_or(&user.nickname)
                    .to_owned();
                let profile = Value::Object(profile).to_string();
                users::describe(transaction, user.uid, &nickname, &profile)?;
                user.nickname = nickname;
                user.profile = profile;
                user.updated = transaction.now_ms();
            }
            views.push(view::user(&user, &session.app_id));
        }
        Ok(Answer::of(&Value::Array(views)))
    })
}

/// The body is the list itself; an object with the list under its documented name is taken too.
fn read_list(session: &Session<'_, '_>) -> Result<Vec<Value>, DocumentError> {
    if let Some(list) = session.fields.list("appUserIdList")? {
        return Ok(list);
    }
    check_list("appUserIdList", session.body.len())?;
    serde_json::from_slice(session.body)
        .map_err(|error| DocumentError::NotJson(format!("is not a list of user ids: {error}")))
}

struct Entry<'l> {
    app_user_id: &'l str,
    members: Option<&'l Map<String, Value>>,
}

impl<'l> Entry<'l> {
    fn read(value: &'l Value) -> Result<Self, DocumentError> {
        let (app_user_id, members) = match value {
            Value::String(text) => (Some(text.as_str()), None),
            Value::Object(members) => (
                members.get("appUserId").and_then(Value::as_str),
                Some(members),
            ),
            _ => (None, None),
        };
        let app_user_id =
            app_user_id.ok_or_else(|| invalid("appUserIdList", "has an entry without an id"))?;
        check_user_id(app_user_id)?;
        for (name, value) in members.into_iter().flatten() {
            let is_text = TEXTS.contains(&name.as_str()) || name == "nickname";
            let fits = match value {
                Value::String(text) => text.len() <= MOST_TEXT,
                _ => false,
            };
            if (is_text && !fits) || (name == "sex" && !value.is_boolean()) {
                return Err(invalid(
                    "appUserIdList",
                    format!("has a user whose `{name}` is not what it should be"),
                ));
            }
        }
        Ok(Self {
            app_user_id,
            members,
        })
    }
}

//! Users of apps.

use std::collections::HashMap;

use super::{Columns, Statements, StoreError, Transaction};
use crate::ports::{Row, Value};

/// A user as his row says.
#[derive(Debug, Clone)]
pub(crate) struct User {
    pub uid: i64,
    pub app_user_id: String,
    pub nickname: String,
    /// The other fields of the profile, as JSON.
    pub profile: String,
    pub created: i64,
    pub updated: i64,
}

const COLUMNS: &str = "uid, app_user_id, nickname, profile, created, updated";

fn read(row: &Row) -> Result<User, StoreError> {
    let columns = Columns::of("user", row);
    Ok(User {
        uid: columns.integer(0)?,
        app_user_id: columns.string(1)?,
        nickname: columns.string(2)?,
        profile: columns.string(3)?,
        created: columns.integer(4)?,
        updated: columns.integer(5)?,
    })
}

/// An app's user.
pub(crate) fn find(
    on: &impl Statements,
    app_id: &str,
    app_user_id: &str,
) -> Result<Option<User>, StoreError> {
    let rows = on.run(
        &format!("SELECT {COLUMNS} FROM users WHERE app_id = ?1 AND app_user_id = ?2"),
        &[app_id.into(), app_user_id.into()],
    )?;
    rows.rows.first().map(read).transpose()
}

/// The user of that number.
pub(crate) fn get(on: &impl Statements, uid: i64) -> Result<Option<User>, StoreError> {
    let rows = on.run(
        &format!("SELECT {COLUMNS} FROM users WHERE uid = ?1"),
        &[uid.into()],
    )?;
    rows.rows.first().map(read).transpose()
}

/// An app's user, made if need be. New ids go up in small steps from the clock's milliseconds, as upstream's do.
pub(crate) fn ensure(
    transaction: &Transaction<'_>,
    app_id: &str,
    app_user_id: &str,
) -> Result<User, StoreError> {
    if let Some(user) = find(transaction, app_id, app_user_id)? {
        return Ok(user);
    }
    let rows = transaction.run(
        &format!(
            "INSERT INTO users (uid, app_id, app_user_id, created, updated)
             SELECT max(?3, coalesce((SELECT max(uid) FROM users), 0) + 1), ?1, ?2, ?3, ?3 WHERE true RETURNING {COLUMNS}"
        ),
        &[app_id.into(), app_user_id.into(), transaction.now_ms().into()],
    )?;
    rows.rows
        .first()
        .map(read)
        .transpose()?
        .ok_or_else(|| StoreError::Damaged {
            what: "user",
            reason: "it was not made".to_owned(),
        })
}

/// Changes what is shown of a user.
pub(crate) fn describe(
    transaction: &Transaction<'_>,
    uid: i64,
    nickname: &str,
    profile: &str,
) -> Result<(), StoreError> {
    transaction.run(
        "UPDATE users SET nickname = ?2, profile = ?3, updated = ?4 WHERE uid = ?1",
        &[
            uid.into(),
            nickname.into(),
            profile.into(),
            transaction.now_ms().into(),
        ],
    )?;
    Ok(())
}

/// What others see of users: the nickname, else the integrator's own id.
pub(crate) fn names(
    on: &impl Statements,
    uids: &[i64],
) -> Result<HashMap<i64, String>, StoreError> {
    let mut wanted: Vec<i64> = uids.to_vec();
    wanted.sort_unstable();
    wanted.dedup();
    let mut found = HashMap::with_capacity(wanted.len());
    // A statement takes a bounded number of parameters.
    for part in wanted.chunks(100) {
        let marks: Vec<String> = (1..=part.len()).map(|index| format!("?{index}")).collect();
        let parameters: Vec<Value> = part.iter().map(|uid| Value::from(*uid)).collect();
        let rows = on.run(
            &format!(
                "SELECT uid, CASE nickname WHEN '' THEN app_user_id ELSE nickname END FROM users WHERE uid IN ({})",
                marks.join(", ")
            ),
            &parameters,
        )?;
        for row in &rows.rows {
            let columns = Columns::of("user", row);
            found.insert(columns.integer(0)?, columns.string(1)?);
        }
    }
    Ok(found)
}

/// The app of the user of that number.
pub(crate) fn app_of(on: &impl Statements, uid: i64) -> Result<Option<String>, StoreError> {
    Ok(on
        .texts("SELECT app_id FROM users WHERE uid = ?1", &[uid.into()])?
        .pop())
}

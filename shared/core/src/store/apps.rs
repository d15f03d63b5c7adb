//! Apps, the signatures they used, and how often they call.

use super::{Columns, Statements, StoreError, Transaction};

/// An app as its row says.
pub(crate) struct AppRow {
    pub app_id: String,
    /// One or two.
    pub secrets: Vec<String>,
    pub enabled: bool,
}

/// The app of that id.
pub(crate) fn find(on: &impl Statements, app_id: &str) -> Result<Option<AppRow>, StoreError> {
    let rows = on.run(
        "SELECT app_id, secret, second_secret, enabled FROM apps WHERE app_id = ?1",
        &[app_id.into()],
    )?;
    rows.rows.first().map(read).transpose()
}

/// All apps, by id.
pub(crate) fn all(on: &impl Statements) -> Result<Vec<AppRow>, StoreError> {
    let rows = on.run(
        "SELECT app_id, secret, second_secret, enabled FROM apps ORDER BY app_id",
        &[],
    )?;
    rows.rows.iter().map(read).collect()
}

fn read(row: &crate::ports::Row) -> Result<AppRow, StoreError> {
    let columns = Columns::of("app", row);
    let mut secrets = vec![columns.string(1)?];
    secrets.extend(row.text(2).map(str::to_owned));
    Ok(AppRow {
        app_id: columns.string(0)?,
        secrets,
        enabled: columns.integer(3)? != 0,
    })
}

/// Makes or replaces an app.
pub(crate) fn put(on: &impl Statements, app: &AppRow, now: i64) -> Result<(), StoreError> {
    on.run(
        "INSERT INTO apps (app_id, secret, second_secret, enabled, updated) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (app_id) DO UPDATE SET secret = excluded.secret, second_secret = excluded.second_secret,
           enabled = excluded.enabled, updated = excluded.updated",
        &[
            app.app_id.as_str().into(),
            app.secrets.first().map(String::as_str).into(),
            app.secrets.get(1).map(String::as_str).into(),
            i64::from(app.enabled).into(),
            now.into(),
        ],
    )?;
    Ok(())
}

/// Removes an app; answers whether it was there. Its documents stay.
pub(crate) fn remove(on: &impl Statements, app_id: &str) -> Result<bool, StoreError> {
    on.any(
        "DELETE FROM apps WHERE app_id = ?1 RETURNING app_id",
        &[app_id.into()],
    )
}

/// Whether this signature was taken before.
pub(crate) fn was_used(
    on: &impl Statements,
    signature: &str,
    now: i64,
) -> Result<bool, StoreError> {
    on.any(
        "SELECT 1 FROM signatures WHERE signature = ?1 AND expires > ?2",
        &[signature.into(), now.into()],
    )
}

/// Remembers a signature; answers false when it was taken before. Some that are over go on the way.
pub(crate) fn take_signature(
    transaction: &Transaction<'_>,
    signature: &str,
    expires: i64,
) -> Result<bool, StoreError> {
    let now = transaction.now_ms();
    let is_new = transaction.any(
        "INSERT INTO signatures (signature, expires) VALUES (?1, ?2)
         ON CONFLICT (signature) DO UPDATE SET expires = excluded.expires WHERE signatures.expires <= ?3
         RETURNING signature",
        &[signature.into(), expires.into(), now.into()],
    )?;
    if transaction.clears_away() {
        transaction.run(
            "DELETE FROM signatures WHERE signature IN (SELECT signature FROM signatures WHERE expires <= ?1 LIMIT 64)",
            &[now.into()],
        )?;
    }
    Ok(is_new)
}

/// Counts a call of an app in the minute that is, and answers how many there were.
pub(crate) fn count_call(on: &impl Statements, app_id: &str, now: i64) -> Result<i64, StoreError> {
    let number = on.number(
        "INSERT INTO rates (app_id, minute, calls) VALUES (?1, ?2, 1)
         ON CONFLICT (app_id) DO UPDATE SET
           calls = CASE WHEN rates.minute = excluded.minute THEN rates.calls + 1 ELSE 1 END, minute = excluded.minute
         RETURNING calls",
        &[app_id.into(), now.div_euclid(60_000).into()],
    )?;
    Ok(number.unwrap_or(0))
}

//! What the deployment made for itself and keeps to itself.

use super::{Statements, StoreError};

/// The secret of that name.
pub(crate) fn find(on: &impl Statements, name: &str) -> Result<Option<String>, StoreError> {
    let found = on.texts("SELECT value FROM secrets WHERE name = ?1", &[name.into()])?;
    Ok(found.into_iter().next())
}

/// Keeps a secret unless there is one of that name.
pub(crate) fn keep(
    on: &impl Statements,
    name: &str,
    value: &str,
    now: i64,
) -> Result<(), StoreError> {
    on.run(
        "INSERT INTO secrets (name, value, created) VALUES (?1, ?2, ?3) ON CONFLICT (name) DO NOTHING",
        &[name.into(), value.into(), now.into()],
    )?;
    Ok(())
}

//! Under which key an upload's outcome is remembered: the caller's own `Idempotency-Key`, or what the upload says.

use sha2::{Digest as _, Sha256};

use super::fields::invalid;
use super::session::{Caller, Session};
use crate::error::Error;
use crate::store::replies::{self, Reply};
use crate::store::{Transaction, hex};

/// The header with the caller's own key.
const HEADER: &str = "idempotency-key";

/// The caller's own key for a call, if he sent one. It is his own: nobody else meets it.
pub(crate) fn explicit(
    session: &Session<'_, '_>,
    caller: &Caller,
    call: &str,
) -> Result<Option<String>, Error> {
    let Some(value) = session.headers.get(HEADER) else {
        return Ok(None);
    };
    let key = value
        .to_str()
        .ok()
        .filter(|key| (1..=255).contains(&key.len()))
        .ok_or_else(|| invalid("Idempotency-Key", "is not a text of 1 to 255 characters"))?;
    Ok(Some(of("key", session, caller, &[call, key])))
}

/// A key made of what an upload says.
pub(crate) fn of(kind: &str, session: &Session<'_, '_>, caller: &Caller, parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in [kind, &session.app_id, &caller.app_user_id]
        .iter()
        .chain(parts)
    {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    let digest = hash.finalize();
    hex(&digest)
}

/// What is remembered under the key.
pub(crate) fn answered(
    transaction: &Transaction<'_>,
    key: Option<&str>,
) -> Result<Option<Reply>, Error> {
    match key {
        Some(key) => Ok(replies::find(transaction, key, transaction.now_ms())?),
        None => Ok(None),
    }
}

/// Until when it is remembered.
pub(crate) fn expires(session: &Session<'_, '_>) -> i64 {
    session
        .now_ms()
        .saturating_add(session.own().idempotency_s.saturating_mul(1000))
}

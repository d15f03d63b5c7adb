//! The deployment's proof keys: what the operator set, else what was made once and is kept in the database.

use super::unhosted::Unhosted;
use crate::app::App;
use crate::auth::proof::ProofKeys;
use crate::auth::proving::{self, ProvingKeys};
use crate::settings::Settings;
use crate::store::{Store, secrets};

/// The name of the one that was made.
const NAME: &str = "wopi-proof-key";

/// The keys; makes one where there is none. Of two that make one at the same time the first wins.
pub(super) fn of(
    app: &App<'_>,
    settings: &Settings,
    store: &Store<'_>,
) -> Result<ProvingKeys, Unhosted> {
    if let Some(keys) = known(settings, store)? {
        return Ok(keys);
    }
    let made = proving::make(app.ports.random)?;
    secrets::keep(store, NAME, &made, app.ports.clock.now_ms())?;
    let kept = secrets::find(store, NAME)?.unwrap_or(made);
    Ok(ProvingKeys::from_pem(&kept)?)
}

fn known(settings: &Settings, store: &Store<'_>) -> Result<Option<ProvingKeys>, Unhosted> {
    let set = settings.wopi.proof_key.0.trim();
    if !set.is_empty() {
        return Ok(Some(ProvingKeys::from_pem(set)?));
    }
    match secrets::find(store, NAME)? {
        Some(pem) => Ok(Some(ProvingKeys::from_pem(&pem)?)),
        None => Ok(None),
    }
}

/// What this deployment's own host checks with; `None` where nothing was ever signed.
pub(crate) fn public(
    settings: &Settings,
    store: &Store<'_>,
) -> Result<Option<ProofKeys>, Unhosted> {
    match known(settings, store)? {
        Some(keys) => Ok(Some(keys.public()?)),
        None => Ok(None),
    }
}

//! What these tests share.

use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use serde_json::Value;
use spindle_delta::{Delta, Document};
pub use spindle_e2e::random::Random;
use spindle_e2e::{Docs, Service, ServiceBuilder};

/// The service with two apps.
pub fn service() -> ServiceBuilder {
    Service::open().variable("iflydocs_apps", "app1:secret-of-app-1,app2:secret-of-app-2")
}

/// The first app.
pub fn app1(service: &Service) -> Docs {
    Docs::new(&service.client, "app1", "secret-of-app-1")
}

/// The second app.
pub fn app2(service: &Service) -> Docs {
    Docs::new(&service.client, "app2", "secret-of-app-2")
}

/// Tests that measure run alone, the others beside each other.
static TURN: RwLock<()> = RwLock::new(());

/// A turn beside others.
pub fn shared_turn() -> RwLockReadGuard<'static, ()> {
    TURN.read().unwrap_or_else(PoisonError::into_inner)
}

/// A turn alone.
pub fn own_turn() -> RwLockWriteGuard<'static, ()> {
    TURN.write().unwrap_or_else(PoisonError::into_inner)
}

/// The document in `value`, a list of components.
#[track_caller]
pub fn document(value: &Value) -> Document {
    Document::from_value(value).unwrap_or_else(|error| panic!("{error}: {value}"))
}

/// The delta in `value`.
#[track_caller]
pub fn delta(value: &Value) -> Delta {
    Delta::from_value(value).unwrap_or_else(|error| panic!("{error}: {value}"))
}

/// A document's text without its embeds.
pub fn text(value: &Value) -> String {
    document(value).text(|_| None)
}

/// A whole number.
#[track_caller]
pub fn number(value: &Value) -> i64 {
    value
        .as_i64()
        .unwrap_or_else(|| panic!("{value} is no number"))
}

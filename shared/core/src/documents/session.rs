//! What a handler of the online-document API works with: who calls, with which parameters, and the store.

use std::cell::Cell;

use ::http::HeaderMap;

use super::error::DocumentError;
use super::fields::{Fields, invalid};
use super::roles::{Permission, Role};
use crate::app::App;
use crate::dialect::iflydocs::SUCCESS;
use crate::error::Error;
use crate::http::multipart::Part;
use crate::jobs::Work;
use crate::settings::{IflydocsSettings, Settings};
use crate::store::nodes::{self, Kind, Seen, Status};
use crate::store::users::{self, User};
use crate::store::{Statements, Store, Transaction, apps};

/// How long a signature is remembered, beyond the time in which it is good anyway.
const SIGNATURE_MARGIN_S: i64 = 300;

/// One call that is signed and counted.
pub(crate) struct Session<'s, 'a> {
    pub app: &'s App<'a>,
    pub settings: &'s Settings,
    pub store: Store<'a>,
    pub app_id: String,
    /// The parameters.
    pub fields: Fields<'s>,
    /// The body as it came.
    pub body: &'s [u8],
    /// The files of a body that is a form.
    pub files: Vec<Part<'s>>,
    pub headers: &'s HeaderMap,
    /// The base of generated links.
    pub base_url: String,
    /// What is remembered of the signature, where this call is taken once only.
    pub once: Option<String>,
    /// Whether it is remembered by now.
    pub taken: Cell<bool>,
}

/// What a handler answers.
pub(crate) struct Answer {
    /// The message of the envelope.
    pub message: String,
    /// JSON.
    pub data: Vec<u8>,
    /// A job to be done after the answer: its kind and key.
    pub drive: Option<(&'static Work, String)>,
}

impl Answer {
    /// Success with that data.
    pub(crate) fn of(data: &serde_json::Value) -> Self {
        Self::json(data.to_string().into_bytes())
    }

    /// Success with data that is JSON already.
    pub(crate) fn json(data: Vec<u8>) -> Self {
        Self {
            message: SUCCESS.to_owned(),
            data,
            drive: None,
        }
    }
}

/// Who calls: his own id at the integrator, and, once he is registered, his row.
pub(crate) struct Caller {
    pub app_user_id: String,
    pub user: Option<User>,
}

impl Caller {
    /// His number; 0 for somebody who is nobody yet.
    pub(crate) fn uid(&self) -> i64 {
        self.user.as_ref().map_or(0, |user| user.uid)
    }
}

impl<'a> Session<'_, 'a> {
    /// The settings of this API.
    pub(crate) fn own(&self) -> &IflydocsSettings {
        &self.settings.iflydocs
    }

    pub(crate) fn now_ms(&self) -> i64 {
        self.app.ports.clock.now_ms()
    }

    /// Who reads: somebody who is registered.
    pub(crate) fn reader(&self) -> Result<User, Error> {
        let app_user_id = self.app_user_id()?;
        users::find(&self.store, &self.app_id, &app_user_id)?
            .ok_or_else(|| DocumentError::NoUser(app_user_id).into())
    }

    /// Who writes: somebody who is registered, or will be by it.
    pub(crate) fn writer(&self) -> Result<Caller, Error> {
        let app_user_id = self.app_user_id()?;
        let user = users::find(&self.store, &self.app_id, &app_user_id)?;
        if user.is_none() && !self.own().auto_register {
            return Err(DocumentError::NoUser(app_user_id).into());
        }
        Ok(Caller { app_user_id, user })
    }

    fn app_user_id(&self) -> Result<String, DocumentError> {
        let app_user_id = self.fields.needed("appUserId")?;
        check_user_id(&app_user_id)?;
        Ok(app_user_id)
    }

    /// Registers who writes, inside the transaction of what he writes.
    pub(crate) fn ensure(
        &self,
        transaction: &Transaction<'_>,
        caller: &Caller,
    ) -> Result<User, Error> {
        match &caller.user {
            Some(user) => Ok(user.clone()),
            None => Ok(users::ensure(
                transaction,
                &self.app_id,
                &caller.app_user_id,
            )?),
        }
    }

    /// Something of this app as that user sees it, whatever became of it.
    pub(crate) fn see(
        &self,
        on: &impl Statements,
        fid: &str,
        uid: i64,
    ) -> Result<Option<Seen>, Error> {
        Ok(nodes::see(on, &self.app_id, fid, uid)?)
    }

    /// A document that is there and that the user may do this with.
    pub(crate) fn document(
        &self,
        on: &impl Statements,
        fid: &str,
        uid: i64,
        permission: Permission,
    ) -> Result<Seen, Error> {
        let seen = self
            .anything(on, fid, uid, permission)?
            .filter(|seen| matches!(seen.node.kind, Kind::Note | Kind::Sheet))
            .ok_or_else(|| DocumentError::NoDocument(fid.to_owned()))?;
        Ok(seen)
    }

    /// A document or folder that is there and that the user may do this with; `None` when there is none.
    pub(crate) fn anything(
        &self,
        on: &impl Statements,
        fid: &str,
        uid: i64,
        permission: Permission,
    ) -> Result<Option<Seen>, Error> {
        let Some(seen) = self
            .see(on, fid, uid)?
            .filter(|seen| seen.node.status != Status::Purged)
        else {
            return Ok(None);
        };
        permit(seen.role, permission)?;
        if seen.buried || seen.node.status == Status::InBin {
            return Err(DocumentError::InBin(fid.to_owned()).into());
        }
        Ok(Some(seen))
    }

    /// A folder that is there and in which the user may make things; the answer is its owner, `None` for the top.
    pub(crate) fn folder(
        &self,
        on: &impl Statements,
        parent: &str,
        uid: i64,
    ) -> Result<Option<Seen>, Error> {
        folder_of(on, &self.app_id, parent, uid)
    }

    /// Runs a change in one transaction. The call's signature is taken in it: whoever sends the call again either finds
    /// that it had its effect, or gives it one.
    pub(crate) fn write<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let outcome = self.store.transaction(|transaction| {
            self.take_signature(transaction)?;
            work(transaction)
        });
        self.taken.set(outcome.is_ok());
        outcome
    }

    /// Takes the signature of a call that is taken once.
    pub(crate) fn take_signature(&self, transaction: &Transaction<'_>) -> Result<(), Error> {
        let Some(signature) = &self.once else {
            return Ok(());
        };
        let valid_ms = self.own().clock_window_s.saturating_add(SIGNATURE_MARGIN_S) * 1000;
        if apps::take_signature(
            transaction,
            signature,
            self.now_ms().saturating_add(valid_ms),
        )? {
            Ok(())
        } else {
            Err(DocumentError::Replayed.into())
        }
    }
}

/// A folder of an app, as [`Session::folder`] finds it.
pub(crate) fn folder_of(
    on: &impl Statements,
    app_id: &str,
    parent: &str,
    uid: i64,
) -> Result<Option<Seen>, Error> {
    if parent == nodes::ROOT {
        return Ok(None);
    }
    let none = || Error::from(DocumentError::NoFolder(parent.to_owned()));
    let seen = nodes::see(on, app_id, parent, uid)?
        .filter(|seen| {
            seen.node.kind == Kind::Folder && seen.node.status == Status::Normal && !seen.buried
        })
        .ok_or_else(none)?;
    permit(seen.role, Permission::Create)?;
    Ok(Some(seen))
}

/// Refuses what a role may not do.
pub(crate) fn permit(role: Role, permission: Permission) -> Result<(), DocumentError> {
    if role.may(permission) {
        return Ok(());
    }
    Err(DocumentError::Permission {
        role: role.name(),
        permission: permission.name(),
    })
}

/// An integrator's own user id: 1 to 32 characters.
pub(crate) fn check_user_id(app_user_id: &str) -> Result<(), DocumentError> {
    let length = app_user_id.chars().count();
    if (1..=32).contains(&length) && !app_user_id.chars().any(char::is_control) {
        Ok(())
    } else {
        Err(invalid("appUserId", "is not a text of 1 to 32 characters"))
    }
}

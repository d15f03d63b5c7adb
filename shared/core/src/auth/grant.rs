//! What the service itself signs for WOPI: access tokens, tickets for host pages, and links to a file's bytes.
//!
//! All are a grant, signed: nothing is kept of them, and none is revoked before it ends.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::mac;
use crate::wopi::{Client, Permissions};

/// The user of a link that is for whoever has it.
pub(crate) const GUEST: &str = "guest-of-a-link";

/// What a grant is for; one is worthless in the place of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// An access token.
    Access,
    /// A ticket that opens a host page.
    Ticket,
    /// A link to the bytes.
    Download,
}

impl Purpose {
    fn key_name(self) -> &'static str {
        match self {
            Self::Access => "wopi-access",
            Self::Ticket => "wopi-ticket",
            Self::Download => "wopi-download",
        }
    }
}

/// What a grant is bound to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Target {
    /// One file, by its id.
    #[serde(rename = "f")]
    File(String),
    /// One folder.
    #[serde(rename = "c")]
    Container(String),
    /// The whole, seen from the folder that is the top for the user.
    #[serde(rename = "e")]
    Ecosystem(String),
}

/// What somebody may do with something, until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Grant {
    /// With what.
    #[serde(rename = "t")]
    pub target: Target,
    /// Who: the integrator's own id.
    #[serde(rename = "u")]
    pub user: String,
    /// What he is called.
    #[serde(rename = "n")]
    pub name: String,
    /// What.
    #[serde(rename = "p")]
    pub permissions: Permissions,
    /// With which client.
    #[serde(rename = "c")]
    pub client: Client,
    /// Until when, milliseconds since 1970.
    #[serde(rename = "x")]
    pub expires_ms: i64,
}

/// Why a grant is not taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum GrantError {
    /// There is none.
    #[error("there is no access_token")]
    Missing,
    /// It is not one.
    #[error("the token is not one of this service")]
    Malformed,
    /// It was signed with another secret or for something else, or changed.
    #[error("the token's signature is not of this service")]
    Signature,
    /// It is over.
    #[error("the token expired {0} s ago")]
    Expired(i64),
    /// It is for something else.
    #[error("the token is for another file or folder")]
    OtherTarget,
}

impl Grant {
    /// Signs it.
    pub(crate) fn sign(&self, purpose: Purpose, secret: &str) -> String {
        let body = serde_json::to_vec(self).unwrap_or_default();
        let tag = mac::hmac_sha256(&mac::derived_key(secret, purpose.key_name()), &body);
        format!(
            "{}.{}",
            URL_SAFE_NO_PAD.encode(&body),
            URL_SAFE_NO_PAD.encode(tag)
        )
    }

    /// Checks signature and end.
    pub(crate) fn open(
        token: &str,
        purpose: Purpose,
        secret: &str,
        now_ms: i64,
    ) -> Result<Self, GrantError> {
        if token.is_empty() {
            return Err(GrantError::Missing);
        }
        let decode = |text: &str| {
            URL_SAFE_NO_PAD
                .decode(text)
                .map_err(|_| GrantError::Malformed)
        };
        let (body, tag) = token.split_once('.').ok_or(GrantError::Malformed)?;
        let (body, tag) = (decode(body)?, decode(tag)?);
        let wanted = mac::hmac_sha256(&mac::derived_key(secret, purpose.key_name()), &body);
        if !mac::same(&wanted, &tag) {
            return Err(GrantError::Signature);
        }
        let grant: Self = serde_json::from_slice(&body).map_err(|_| GrantError::Malformed)?;
        if grant.expires_ms <= now_ms {
            let ago = now_ms.saturating_sub(grant.expires_ms) / 1000;
            return Err(GrantError::Expired(ago));
        }
        Ok(grant)
    }

    /// The same for something else.
    pub(crate) fn on(&self, target: Target) -> Self {
        Self {
            target,
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant() -> Grant {
        Grant {
            target: Target::File("10tc9".to_owned()),
            user: "u1".to_owned(),
            name: "Zoë".to_owned(),
            permissions: Permissions::READ,
            client: Client::OnlyOffice,
            expires_ms: 2_000,
        }
    }

    #[test]
    fn a_grant_opens_as_it_was_signed() {
        let token = grant().sign(Purpose::Access, "secret");
        assert_eq!(
            Grant::open(&token, Purpose::Access, "secret", 1_999),
            Ok(grant())
        );
        assert!(
            token
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
        );
    }

    #[test]
    fn what_is_wrong_with_a_token_is_told() {
        let token = grant().sign(Purpose::Access, "secret");
        let open = |token: &str, purpose, secret, now| Grant::open(token, purpose, secret, now);
        let access = Purpose::Access;
        assert_eq!(open("", access, "secret", 0), Err(GrantError::Missing));
        assert_eq!(open("x", access, "secret", 0), Err(GrantError::Malformed));
        assert_eq!(open("?.?", access, "secret", 0), Err(GrantError::Malformed));
        assert_eq!(open(&token, access, "other", 0), Err(GrantError::Signature));
        assert_eq!(
            open(&token, Purpose::Ticket, "secret", 0),
            Err(GrantError::Signature)
        );
        let cut = &token[..token.len() - 3];
        assert_eq!(open(cut, access, "secret", 0), Err(GrantError::Signature));
        assert_eq!(
            open(&token, access, "secret", 5_000),
            Err(GrantError::Expired(3))
        );
    }
}

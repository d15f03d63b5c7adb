//! Online documents: the API of iFlyDocs, one file an endpoint. What each call takes and answers, and which of it
//! upstream publishes, is in docs/api/documents.md.

pub(crate) mod apps;
pub(crate) mod as_file;
pub(crate) mod bin;
mod catalogue;
pub(crate) mod collaborators;
pub(crate) mod commit;
pub(crate) mod content;
pub(crate) mod create;
pub(crate) mod difference;
pub(crate) mod draft;
mod error;
pub(crate) mod export;
pub(crate) mod feed;
mod fields;
pub(crate) mod files;
pub(crate) mod folder;
mod history;
pub(crate) mod import;
pub(crate) mod load;
pub(crate) mod objects;
pub(crate) mod offline_upload;
pub(crate) mod quill_history;
pub(crate) mod register;
pub(crate) mod restore;
mod retry_key;
mod roles;
pub(crate) mod search;
mod serve;
mod session;
pub(crate) mod sheet;
pub(crate) mod sheet_history;
pub(crate) mod sheet_json;
pub(crate) mod sheet_record;
mod sittings;
mod view;
pub(crate) mod webhook;

pub use error::DocumentError;
pub use roles::{Permission, Role};
pub(crate) use serve::{Run, failure, serve};

impl From<spindle_delta::DeltaError> for crate::error::Error {
    fn from(error: spindle_delta::DeltaError) -> Self {
        DocumentError::from(error).into()
    }
}

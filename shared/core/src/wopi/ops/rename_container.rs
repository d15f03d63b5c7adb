//! RenameContainer: another name for a folder.

use serde_json::json;

use crate::http::Response;
use crate::store::nodes;
use crate::store::nodes::Kind;
use crate::store::nodes::anywhere::{self, Spot};
use crate::wopi::call::{Call, json as answer};
use crate::wopi::creation::FOLDER_NAME_ERROR;
use crate::wopi::error::WopiError;
use crate::wopi::{names, tree};

pub(crate) fn run<'a>(call: &mut Call<'_, 'a>) -> Result<Response<'a>, WopiError> {
    let folder = call.folder()?;
    let node = super::delete_container::real(folder.node)?;
    let requested = call
        .name("X-WOPI-RequestedName")?
        .ok_or_else(|| WopiError::Name {
            header: FOLDER_NAME_ERROR,
            reason: "there is no X-WOPI-RequestedName".to_owned(),
            instead: None,
        })?;
    let wanted = names::repair(&requested);
    let around = Spot {
        parent: node.parent.clone(),
        ..folder.spot
    };
    let name = call.store.transaction(|transaction| {
        let name = tree::free_name(&wanted, |name| {
            let others = anywhere::named(transaction, &around, name, &[Kind::Folder])?;
            Ok(others.iter().any(|other| other.fid != node.fid))
        })?;
        let now = transaction.now_ms();
        nodes::rename(transaction, &node.fid, &name, node.owner, now)?;
        Ok::<_, WopiError>(name)
    })?;
    Ok(answer(&json!({ "Name": name })))
}

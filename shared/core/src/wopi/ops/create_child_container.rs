//! CreateChildContainer: a folder in a folder.

use serde_json::json;

use crate::http::Response;
use crate::wopi::call::{Call, json as answer};
use crate::wopi::creation::{self, Name};
use crate::wopi::error::WopiError;
use crate::wopi::tree::Folder;

pub(crate) fn run<'a>(call: &mut Call<'_, 'a>) -> Result<Response<'a>, WopiError> {
    let folder = call.folder()?;
    let name = Name::read(call, None)?.ok_or_else(super::create_child_file::one_name)?;
    let (fid, _) = call
        .store
        .transaction(|transaction| creation::folder(transaction, &folder.spot, &name))?;
    let made = Folder::find(&call.store, &fid)?
        .ok_or_else(|| WopiError::NotFound("the folder is not there any more".to_owned()))?;
    // What the user may do there is of the folder that was made.
    let pointer = super::check_container_info::pointer(call, &made);
    let info = super::check_container_info::describe(call, &made);
    Ok(answer(
        &json!({ "ContainerPointer": pointer, "ContainerInfo": info }),
    ))
}

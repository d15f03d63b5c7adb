//! GetRootContainer: the folder that is the top for the user.

use serde_json::json;

use crate::http::Response;
use crate::wopi::call::{Call, json as answer};
use crate::wopi::error::WopiError;

pub(crate) fn run<'a>(call: &mut Call<'_, 'a>) -> Result<Response<'a>, WopiError> {
    let top = call.top()?;
    let pointer = super::check_container_info::pointer(call, &top);
    let info = super::check_container_info::describe(call, &top);
    Ok(answer(
        &json!({ "ContainerPointer": pointer, "ContainerInfo": info }),
    ))
}

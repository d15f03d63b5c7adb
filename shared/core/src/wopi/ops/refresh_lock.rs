//! RefreshLock: lets a lock hold for another half hour.

use crate::http::Response;
use crate::wopi::call::Call;
use crate::wopi::error::WopiError;
use crate::wopi::lock::Wanted;

pub(crate) fn run<'a>(call: &mut Call<'_, 'a>) -> Result<Response<'a>, WopiError> {
    let id = call.needed_lock()?;
    super::lock::change(call, Wanted::Refresh(&id))
}

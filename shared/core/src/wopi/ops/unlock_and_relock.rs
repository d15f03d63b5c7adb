//! UnlockAndRelock: puts a lock in the place of another in one step.

use crate::http::Response;
use crate::wopi::call::Call;
use crate::wopi::error::WopiError;
use crate::wopi::lock::Wanted;

pub(crate) fn run<'a>(call: &mut Call<'_, 'a>) -> Result<Response<'a>, WopiError> {
    let new = call.needed_lock()?;
    // The header is there, or another operation would have been meant; an empty one is no lock that anybody has.
    let old = call
        .lock_id("X-WOPI-OldLock")?
        .ok_or_else(|| WopiError::Request("the header X-WOPI-OldLock is empty".to_owned()))?;
    super::lock::change(
        call,
        Wanted::Relock {
            new: &new,
            old: &old,
        },
    )
}

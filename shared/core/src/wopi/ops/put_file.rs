//! PutFile: a save. It becomes a version whole or not at all; one that is refused is kept aside where that can be.

use serde_json::json;
use spindle_model::calendar;

use crate::http::Response;
use crate::store::contents::{self, Bytes, Head, NewVersion};
use crate::store::nodes::anywhere;
use crate::wopi::body::{self, Most};
use crate::wopi::call::{Call, File, json as answer, with_version};
use crate::wopi::error::WopiError;
use crate::wopi::lock::{self, Wanted};
use crate::wopi::merging;

/// Characters of the list of authors at most.
const MOST_AUTHORS: usize = 1024;

pub(crate) fn run<'a>(call: &mut Call<'_, 'a>) -> Result<Response<'a>, WopiError> {
    let file = call.file()?;
    let given = call.lock_id("X-WOPI-Lock")?;
    let wanted = Wanted::Put(given.as_deref());
    let now = call.now_ms();
    let most = call.settings.wopi.most();
    let refusal = lock::check(&file.head, wanted, now)
        .and_then(|()| body::check_declared(&call.request, most))
        .and_then(|()| check_time(call, &file.head));
    if let Err(refusal) = refusal {
        return Err(keep_aside(call, &file, refusal, most));
    }
    let bytes = body::receive(&call.store, &mut call.request, most, now)?;
    match save(call, &file, &bytes, wanted) {
        Ok(response) => Ok(response),
        // Somebody came before while the body was on its way.
        Err(refusal) => Err(keep(call, &file, &bytes, refusal)),
    }
}

/// Writes the version if the lock still allows it.
fn save<'a>(
    call: &Call<'_, 'a>,
    file: &File,
    bytes: &Bytes,
    wanted: Wanted<'_>,
) -> Result<Response<'a>, WopiError> {
    let fid = file.entry.node.fid.as_str();
    let author = authors(call);
    // A client that says nothing of it saves because its user wants to.
    let autosave = call
        .switch(&["X-COOL-WOPI-IsAutosave", "X-LOOL-WOPI-IsAutosave"])
        .unwrap_or(false)
        && !call
            .switch(&["X-COOL-WOPI-IsExitSave", "X-LOOL-WOPI-IsExitSave"])
            .unwrap_or(false);
    let (head, merge) = call.store.transaction(|transaction| {
        // It may have been deleted while the body was on its way.
        let head = anywhere::open_file(transaction, fid, false)?
            .and_then(|there| there.head)
            .ok_or_else(|| WopiError::NotFound("the file is not there any more".to_owned()))?;
        let now = transaction.now_ms();
        lock::check(&head, wanted, now)?;
        check_time(call, &head)?;
        let new = NewVersion {
            bytes,
            author: &author,
            autosave,
            session: head.session(now),
            merged: None,
            keep: call.settings.wopi.keep_versions,
            uid: file.entry.node.owner,
        };
        let after = contents::append(transaction, fid, &head, &new)?;
        let merge = merging::enqueue(transaction, call, &file.entry, after.version)?;
        Ok::<_, WopiError>((after, merge))
    })?;
    let told = json!({ "LastModifiedTime": calendar::iso_8601(head.modified) });
    let mut response = with_version(answer(&told), &head);
    response.after = merge.map(merging::drive_after);
    Ok(response)
}

/// The file must be of the time that the client last saw, where it says which: otherwise it was changed elsewhere.
fn check_time(call: &Call<'_, '_>, head: &Head) -> Result<(), WopiError> {
    let known = ["X-COOL-WOPI-Timestamp", "X-LOOL-WOPI-Timestamp"]
        .iter()
        .find_map(|name| call.header(name));
    let current = calendar::iso_8601(head.modified);
    match known {
        Some(known) if known != current => Err(WopiError::Changed {
            known: known.chars().take(64).collect(),
            current,
        }),
        _ => Ok(()),
    }
}

/// Who wrote it: whom the client names, else whose token it is.
fn authors(call: &Call<'_, '_>) -> String {
    let named = call.header("X-WOPI-Editors").unwrap_or(&call.grant.user);
    named.chars().take(MOST_AUTHORS).collect()
}

/// Reads the body of a save that is refused, and keeps it.
fn keep_aside(call: &mut Call<'_, '_>, file: &File, refusal: WopiError, most: Most) -> WopiError {
    if !is_conflict(&refusal) {
        return refusal;
    }
    let now = call.now_ms();
    match body::receive(&call.store, &mut call.request, most, now) {
        Ok(bytes) if bytes.length() > 0 => keep(call, file, &bytes, refusal),
        _ => refusal,
    }
}

fn is_conflict(refusal: &WopiError) -> bool {
    matches!(refusal, WopiError::Lock { .. } | WopiError::Changed { .. })
}

/// Keeps what could not be saved, for whoever lost it. That it cannot be kept changes nothing for the client.
fn keep(call: &Call<'_, '_>, file: &File, bytes: &Bytes, refusal: WopiError) -> WopiError {
    if !is_conflict(&refusal) {
        return refusal;
    }
    let keep_ms = call.settings.wopi.keep_recovery_s.saturating_mul(1000);
    let kept = call.store.transaction(|transaction| {
        contents::keep_recovery(
            transaction,
            &file.entry.node.fid,
            bytes,
            &authors(call),
            &refusal.to_string(),
            call.now_ms().saturating_add(keep_ms),
        )
        .map_err(WopiError::Store)
    });
    let words = match kept {
        Ok(number) => format!("the refused save is kept as recovery copy {number}"),
        Err(error) => format!("the refused save could not be kept: {error}"),
    };
    call.note(&format!("{}: {words}", file.entry.node.fid));
    refusal
}

//! AddActivities: what a client tells that happened in a file. Comments are kept for whoever asks for them.

use serde_json::{Value, json};

use crate::http::Response;
use crate::store::wopi;
use crate::wopi::body::read_part;
use crate::wopi::call::{Call, json as answer};
use crate::wopi::error::WopiError;

/// Bytes of a body at most.
const MOST_BYTES: usize = 1 << 20;
/// Activities in it at most.
const MOST_ACTIVITIES: usize = 1000;
/// The kinds that are kept.
const KINDS: &[&str] = &["WordComment"];

/// Statuses of an answer.
const STORED: u8 = 0;
const NO_ACTIVITY: u8 = 2;
const UNKNOWN_KIND: u8 = 3;

pub(crate) fn run<'a>(call: &mut Call<'_, 'a>) -> Result<Response<'a>, WopiError> {
    let file = call.file()?;
    let body = read_part(&mut call.request.body, MOST_BYTES + 1)?;
    if body.len() > MOST_BYTES {
        return Err(WopiError::TooLarge {
            limit: MOST_BYTES as u64,
            name: "the most that activities have",
        });
    }
    let body: Value = serde_json::from_slice(&body)
        .map_err(|error| WopiError::Request(format!("the body is not JSON: {error}")))?;
    let activities = body
        .get("Activities")
        .and_then(Value::as_array)
        .filter(|list| list.len() <= MOST_ACTIVITIES)
        .ok_or_else(|| {
            WopiError::Request(format!(
                "`Activities` is not a list of at most {MOST_ACTIVITIES} activities"
            ))
        })?;
    let now = call.now_ms();
    let responses = call.store.transaction(|transaction| {
        let mut responses = Vec::with_capacity(activities.len());
        for activity in activities {
            let text = |name: &str| activity.get(name).and_then(Value::as_str);
            let id = text("Id").unwrap_or_default();
            let kind = text("Type").unwrap_or_default();
            let (status, message) = if !KINDS.contains(&kind) {
                (UNKNOWN_KIND, "activities of this type are not kept")
            } else if id.is_empty() || activity.get("Data").is_none() {
                (NO_ACTIVITY, "the activity has no Id or no Data")
            } else {
                let fid = &file.entry.node.fid;
                wopi::keep_activity(transaction, fid, id, kind, &activity.to_string(), now)?;
                (STORED, "")
            };
            responses.push(json!({ "Id": id, "Status": status, "Message": message }));
        }
        Ok::<_, WopiError>(responses)
    })?;
    Ok(answer(&json!({ "ActivityResponses": responses })))
}

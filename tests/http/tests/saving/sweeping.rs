//! That nothing stays for ever but what nobody has taken.

use serde_json::json;
use spindle_testkit::ports::Reply;

use super::desk::{Desk, KEY};
use super::lives::{refused, saved};

/// The bytes, rows and jobs that are left when nothing names them any more.
fn check_nothing_is_left(desk: &Desk) {
    for _ in 0..6 {
        desk.app.clock.advance_s(3 * 86_400);
        desk.tick();
    }
    for table in [
        "editings",
        "participants",
        "editing_events",
        "saves",
        "outbox",
        "operations",
        "snapshots",
        "files",
        "jobs",
    ] {
        let left = desk.count(&format!("SELECT count(*) FROM {table}"));
        assert_eq!(left, 0, "{table}");
    }
    assert_eq!(desk.app.blobs.keys(), Vec::<String>::new());
}

#[test]
fn nothing_is_left_of_a_document_that_was_saved() {
    check_nothing_is_left(&saved());
}

#[test]
fn nothing_is_left_of_a_save_that_was_taken_back() {
    let mut desk = Desk::with(|app| app.variable("callback_retry_min_ms", "60000"));
    desk.storage.answer(2, Reply::status(500, ""));
    desk.join("u1");
    desk.change("u1", "one ");
    desk.command(&json!({ "c": "forcesave", "key": KEY }));
    desk.leave("u1");
    desk.join("u1");
    desk.leave("u1");
    assert_eq!(desk.storage.statuses(), [1, 6, 2, 1, 2]);
    check_nothing_is_left(&desk);
}

#[test]
fn nothing_is_left_of_a_forgotten_file_that_was_saved_later() {
    let mut desk = refused();
    desk.join("u2");
    desk.leave("u2");
    check_nothing_is_left(&desk);
}

#[test]
fn nothing_is_left_of_a_forgotten_file_that_was_deleted() {
    let desk = refused();
    desk.command(&json!({ "c": "deleteForgotten", "key": KEY }));
    check_nothing_is_left(&desk);
}

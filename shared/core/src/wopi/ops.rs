//! One file an operation; `registry.rs` has the table of them.

pub(super) mod add_activities;
pub(super) mod check_container_info;
pub(super) mod check_ecosystem;
pub(super) mod check_file_info;
pub(super) mod create_child_container;
pub(super) mod create_child_file;
pub(super) mod delete_container;
pub(super) mod delete_file;
pub(super) mod enumerate_ancestors;
pub(super) mod enumerate_children;
pub(super) mod get_ecosystem;
pub(super) mod get_file;
pub(super) mod get_lock;
pub(super) mod get_root_container;
pub(super) mod get_share_url;
pub(super) mod lock;
pub(super) mod put_file;
pub(super) mod put_relative_file;
pub(super) mod put_user_info;
pub(super) mod refresh_lock;
pub(super) mod rename_container;
pub(super) mod rename_file;
pub(super) mod unlock;
pub(super) mod unlock_and_relock;

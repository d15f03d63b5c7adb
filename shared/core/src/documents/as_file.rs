//! Online documents as files, for editors that open files: written when they are opened, and what is saved goes back into
//! them.

mod merge;
mod render;

pub(crate) use merge::{MERGE, Merge, post_merge_step};
pub(crate) use render::post_render;

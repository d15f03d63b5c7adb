//! The Office API for scripts: the JavaScript engine behind a trait, and the classes that scripts see.
//!
//! A script is cut into JavaScript and `builder.` lines ([`script`]), run by [`QuickJs`], and meets documents as
//! objects of the classes in [`api`]. A class is one file with a table of members; see `README.md` for how to add one.

pub mod api;
pub mod args;
pub mod class;
pub mod editor;
pub mod inventory;
mod quickjs;
pub mod script;
mod session;
mod supported;
pub mod value;

pub use args::Args;
pub use class::{ApiError, Call, Class, Member, Property};
pub use editor::{Editor, PackageEditor, SaveOptions};
pub use quickjs::QuickJs;
pub use value::Value;

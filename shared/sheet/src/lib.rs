//! SpreadJS workbook JSON as the iFlyDocs API carries it: its encoding, and the commands that change it.
//!
//! [`encode`] and [`decode`] are the envelope, [`decode_commands`] reads a list of commands out of it. A [`Workbook`]
//! is loaded, changed by [`Workbook::apply`] and written back; what no command changes comes back byte for byte.

mod args;
mod commands;
mod encoding;
mod error;
mod formula;
mod json;
mod table;
mod workbook;

pub use args::{MAX_COLUMNS, MAX_ROWS};
pub use commands::{CommandInfo, check, supported};
pub use encoding::{Decoded, ENCODE_URI_COMPONENT, decode, decode_commands, encode, expanded_len};
pub use error::{CommandError, Outcome, SheetError};
pub use workbook::{TEXT_LIMIT, Workbook};

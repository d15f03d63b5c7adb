//! WordprocessingML: an open text document and typed views of its elements.
//!
//! [`TextDocument`] holds the package and the roots of its parts; the modules below are functions over
//! `(&mut Dom, NodeId)` that create children at their place in the schema sequence ([`order`]), so that what they
//! write stays valid and what they do not know stays where it was (ISO/IEC 29500-1, clause 17).

pub mod block;
pub mod bookmark;
pub mod border;
pub mod caret;
pub mod color;
pub mod comments;
pub mod document;
pub mod drawing;
pub mod fields;
pub mod header;
pub mod hyperlink;
pub mod inline;
pub mod notes;
pub mod numbering;
pub mod numbering_text;
pub mod order;
pub mod para_props;
pub mod props;
pub mod resolve;
pub mod revision;
pub mod run_props;
pub mod sdt;
pub mod section;
pub mod settings_custom;
pub mod side_part;
pub mod span;
pub mod styles;
pub mod table;
pub mod table_merge;
pub mod table_props;
pub mod table_styles;
pub mod template;
pub mod text;

pub use document::TextDocument;
pub use template::new_document;

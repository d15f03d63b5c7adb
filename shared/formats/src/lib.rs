//! Readers and writers of file formats, a folder for each; [`registry`] lists them, [`sniff`] tells files apart.

pub mod archive;
mod color_names;
pub mod csv;
pub mod delta;
pub mod doc;
pub mod docx;
pub mod epub;
pub mod html;
pub mod markdown;
pub mod ods;
pub mod odt;
mod package;
pub mod picture;
pub mod pptx;
pub mod registry;
pub mod rtf;
pub mod sniff;
pub mod ssjson;
pub mod text;
pub mod xls;
pub mod xlsx;

//! Text of shapes, table cells and charts: bodies of paragraphs (`p:txBody`, `xdr:txBody`, `a:txBody`, `c:rich`), ISO/IEC
//! 29500-1, 21.1.2.
//!
//! A run of a script may hold tabs and line breaks, which DrawingML keeps apart: `a:r`, `a:br`, `a:r`. The pieces that
//! belong to the run before them are marked ([`crate::Dom::set_mark`]), so that the file is valid at any time.

pub mod body;
pub mod bullet;
pub mod highlight;
pub mod inherit;
pub mod link;
pub mod para_props;
pub mod paragraph;
pub mod run;
pub mod run_props;

//! PresentationML (ISO/IEC 29500, ECMA-376): pptx, ppsx, potx and those with macros, which are never run.
//!
//! A slide takes places, formats and colours from its layout, master and theme; what is read says them itself, so that
//! writers need not know of any.

mod outline;
mod read;
mod shape;
mod table;
mod text;
mod theme;

use spindle_model::convert::{Content, ConvertError, Job, Reader};

/// Reads presentations. Transitions, animations and comments are not read; charts and diagrams are left out with a warning.
#[derive(Debug, Clone, Copy, Default)]
pub struct PptxReader;

impl Reader for PptxReader {
    fn read(&self, bytes: &[u8], job: &mut Job<'_>) -> Result<Content, ConvertError> {
        read::read(bytes, job).map(|presentation| Content::Presentation(Box::new(presentation)))
    }
}

/// English Metric Units of a point (ECMA-376 Part 1, 20.1.10.16).
const EMU: f32 = 12_700.0;

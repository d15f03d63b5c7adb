//! How much a file may hold.

/// Limits that are held before memory is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PdfLimits {
    /// Objects of the file.
    pub objects: usize,
    /// Pages.
    pub pages: usize,
    /// Bytes of one unpacked stream.
    pub stream_bytes: usize,
    /// Bytes of all unpacked streams together.
    pub total_bytes: usize,
}

impl Default for PdfLimits {
    fn default() -> Self {
        Self {
            objects: 500_000,
            pages: 10_000,
            stream_bytes: 64 << 20,
            total_bytes: 128 << 20,
        }
    }
}

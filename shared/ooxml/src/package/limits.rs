//! What one package may cost.

use crate::dom::XmlLimits;

/// Limits of one package, checked against what the archive declares before anything is unpacked, and again while
/// unpacking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PackageLimits {
    /// Entries of the archive.
    pub entries: usize,
    /// Unpacked bytes of one entry.
    pub entry_bytes: u64,
    /// Unpacked bytes of all entries together.
    pub total_bytes: u64,
    /// Unpacked bytes for each packed byte, in entries of more than 4 MiB unpacked.
    pub ratio: u64,
    /// Limits of each part that is read as XML.
    pub xml: XmlLimits,
}

impl Default for PackageLimits {
    /// 10,000 entries, 256 MiB each, 512 MiB together, 200 to 1.
    fn default() -> Self {
        Self {
            entries: 10_000,
            entry_bytes: 256 << 20,
            total_bytes: 512 << 20,
            ratio: 200,
            xml: XmlLimits::default(),
        }
    }
}

/// Unpacked size from which the ratio counts: small parts of repeated text pack well and do no harm.
pub(super) const RATIO_FROM: u64 = 4 << 20;

//! Unpredictable bytes.

/// A source fit for secrets and ids.
pub trait Random {
    /// Fills `bytes`.
    fn fill(&self, bytes: &mut [u8]);
}

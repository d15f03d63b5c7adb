//! Random bytes of the host.

use spindle_core::ports::Random;

/// `wasi:random/random`, which the host must seed with unpredictable bytes.
#[derive(Debug, Clone, Copy, Default)]
pub struct HostRandom;

impl Random for HostRandom {
    fn fill(&self, bytes: &mut [u8]) {
        let mut rest = bytes;
        while !rest.is_empty() {
            let fresh = wasi::random::random::get_random_bytes(rest.len() as u64);
            let count = fresh.len().min(rest.len());
            let (filled, left) = rest.split_at_mut(count);
            for (target, source) in filled.iter_mut().zip(fresh) {
                *target = source;
            }
            rest = left;
        }
    }
}

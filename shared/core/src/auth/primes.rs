//! Primes for RSA keys. A key is made while a host waits for the first discovery, and gives up after some five seconds;
//! the search of the `rsa` crate alone takes about as long in WebAssembly. This one first strikes out everything that a small
//! prime divides, and tests about a third as many numbers.

use num_bigint_dig::BigUint;
use num_bigint_dig::prime::probably_prime;

use crate::ports::Random;

/// Small primes that are struck out lie below this.
const SMALL: u32 = 1 << 16;
/// How many odd numbers from a random one on are looked at before another random one is taken.
const WINDOW: usize = 1 << 12;
/// Rounds of Miller and Rabin's test. Of random numbers of this size five are enough for an error below 2^-100 (FIPS 186-5,
/// appendix B.3); a test of Lucas and one with base 2 come on top.
const ROUNDS: usize = 5;

/// Two random primes for one key, each of `bytes` bytes and fit for the exponent `e`, which is a prime.
pub(super) fn pair(random: &dyn Random, bytes: usize, e: u32) -> [BigUint; 2] {
    let small = small_primes();
    [(); 2].map(|()| prime(random, bytes, e, &small))
}

/// A random prime of `bytes` bytes, with its two highest bits set so that the product of two has full length, and one more
/// than a number that shares nothing with the exponent `e`.
fn prime(random: &dyn Random, bytes: usize, e: u32, small: &[u32]) -> BigUint {
    let mut drawn = vec![0; bytes];
    loop {
        random.fill(&mut drawn);
        if let Some(first) = drawn.first_mut() {
            *first |= 0b1100_0000;
        }
        if let Some(last) = drawn.last_mut() {
            *last |= 1;
        }
        let start = BigUint::from_bytes_be(&drawn);
        let composite = struck_out(&start, small);
        let left = (0_u32..).zip(composite).filter(|(_, composite)| !composite);
        for (step, _) in left {
            let candidate = &start + step * 2;
            if candidate.bits() == bytes * 8
                && (&candidate % e) != BigUint::from(1_u32)
                && probably_prime(&candidate, ROUNDS)
            {
                return candidate;
            }
        }
    }
}

/// Of `start`, `start + 2`, `start + 4` and so on: whether a small prime divides it.
fn struck_out(start: &BigUint, small: &[u32]) -> Vec<bool> {
    let mut composite = vec![false; WINDOW];
    for prime in small {
        let rest = (start % *prime).to_bytes_le();
        let rest = rest
            .iter()
            .rev()
            .fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte));
        // The first step at which `rest + 2 * step` is a multiple of the odd prime.
        let missing = (prime - rest) % prime;
        let first = if missing % 2 == 0 {
            missing / 2
        } else {
            (missing + prime) / 2
        };
        let (Ok(first), Ok(stride)) = (usize::try_from(first), usize::try_from(*prime)) else {
            continue;
        };
        for struck in composite.iter_mut().skip(first).step_by(stride) {
            *struck = true;
        }
    }
    composite
}

/// The odd primes below [`SMALL`].
fn small_primes() -> Vec<u32> {
    let mut primes: Vec<u32> = Vec::new();
    for number in (3..SMALL).step_by(2) {
        let is_prime = primes
            .iter()
            .take_while(|prime| **prime * **prime <= number)
            .all(|prime| number % prime != 0);
        if is_prime {
            primes.push(number);
        }
    }
    primes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_struck_out_is_what_a_small_prime_divides() {
        let small = small_primes();
        assert_eq!(small.len(), 6541);
        let start = BigUint::from(1_000_000_007_u64 * 65_537 * 2 + 1);
        for (step, composite) in (0_u64..).zip(struck_out(&start, &small)) {
            let number = 1_000_000_007_u64 * 65_537 * 2 + 1 + step * 2;
            let divided = small
                .iter()
                .any(|prime| number.is_multiple_of(u64::from(*prime)));
            assert_eq!(composite, divided, "{number}");
        }
    }
}

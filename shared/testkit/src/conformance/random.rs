//! What a source of random bytes must do.

use spindle_core::ports::Random;

use super::{Case, CaseResult, ensure, run};

/// Runs every case over `random`.
pub fn random_suite(random: &dyn Random) -> Vec<CaseResult> {
    let cases: &[Case<&dyn Random>] = &[
        ("two draws differ", differ),
        ("every length is filled to its end", filled),
        ("bits are about as often set as not", balanced),
    ];
    run("random", &random, cases)
}

fn draw(random: &dyn Random, length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    random.fill(&mut bytes);
    bytes
}

fn differ(random: &&dyn Random) -> Result<(), String> {
    ensure(draw(*random, 16) != draw(*random, 16), || {
        "the same 16 bytes came twice".to_owned()
    })
}

fn filled(random: &&dyn Random) -> Result<(), String> {
    for length in [0, 1, 2, 7, 8, 9, 33, 5000] {
        // A last byte that is 0 in every of 20 draws was not written.
        let written = length == 0 || (0..20).any(|_| draw(*random, length).last() != Some(&0));
        ensure(written, || format!("the last of {length} bytes stays 0"))?;
    }
    Ok(())
}

fn balanced(random: &&dyn Random) -> Result<(), String> {
    let ones: u32 = draw(*random, 4096)
        .iter()
        .map(|byte| byte.count_ones())
        .sum();
    // 16384 expected; the bounds are more than ten standard deviations away.
    ensure((15_400..17_400).contains(&ones), || {
        format!("{ones} of 32768 bits are set")
    })
}

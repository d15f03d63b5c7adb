//! What a clock must do.

use spindle_core::ports::Clock;

use super::{Case, CaseResult, ensure, equal, run};

/// Runs every case over `clock`; waits for some milliseconds of its time.
pub fn clock_suite(clock: &dyn Clock) -> Vec<CaseResult> {
    let cases: &[Case<&dyn Clock>] = &[
        ("it is after 2020 and before 2200", plausible),
        ("seconds are whole milliseconds, rounded down", seconds),
        ("waiting takes as long as it says", sleep),
    ];
    run("clock", &clock, cases)
}

fn plausible(clock: &&dyn Clock) -> Result<(), String> {
    let now = clock.now_s();
    ensure((1_577_836_800..7_258_118_400).contains(&now), || {
        format!("it is {now} s since 1970")
    })
}

fn seconds(clock: &&dyn Clock) -> Result<(), String> {
    let before = clock.now_ms().div_euclid(1000);
    let now = clock.now_s();
    let after = clock.now_ms().div_euclid(1000);
    ensure((before..=after).contains(&now), || {
        format!("{now} is not within {before} and {after}")
    })
}

fn sleep(clock: &&dyn Clock) -> Result<(), String> {
    let before = clock.now_ms();
    clock.sleep_ms(30);
    let took = clock.now_ms() - before;
    // Hosts round to a millisecond.
    ensure((29..10_000).contains(&took), || {
        format!("30 ms took {took} ms")
    })?;
    clock.sleep_ms(0);
    equal("time runs backwards", &(clock.now_ms() < before), &false)
}

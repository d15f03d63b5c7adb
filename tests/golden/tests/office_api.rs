//! The scripts of `office-api/` through the real service, held to what the original builder saved.
#![allow(
    clippy::panic,
    reason = "a test stops where something is not as it should be"
)]

use spindle_e2e::{Service, root, start};
use spindle_golden::Judge;

#[test]
fn scripts_give_what_the_original_gives() {
    let Some(judge) = Judge::find() else { return };
    let service = start!(Service::open());
    let folder = root().join("tests/golden/office-api");
    match judge.score(&folder, &service.base) {
        None => {}
        Some(Ok(said)) => println!("{said}"),
        Some(Err(said)) => panic!("{said}"),
    }
}

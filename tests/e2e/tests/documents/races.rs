//! Writers that insist on the version that they know.

use std::sync::Barrier;

use serde_json::json;
use spindle_e2e::start;

use super::support::{app1, number, service, shared_turn, text};

#[test]
fn of_two_writers_one_wins_each_round() {
    const ROUNDS: i64 = 40;
    let _turn = shared_turn();
    let service = start!(service());
    let docs = app1(&service);
    let fid = docs.create("one", "note");
    docs.register("two");
    docs.let_edit(&fid, "one", &["two".to_owned()]);
    let barrier = Barrier::new(2);
    let race = |user: &str| {
        let mut wins = Vec::new();
        for round in 0..ROUNDS {
            let v = number(&docs.content(user, &fid)["v"]);
            barrier.wait();
            let edit =
                json!({ "v": v, "expectV": v, "ops": [{ "insert": format!("{user}{round} ") }] });
            let envelope = docs.upload(user, &fid, &edit);
            if envelope.code == 0 {
                assert_eq!(envelope.ok()["document"]["_v"], v + 1);
                wins.push(round);
            } else {
                envelope.refused(40903);
            }
            barrier.wait();
        }
        wins
    };
    let (one, two) = std::thread::scope(|scope| {
        let two = scope.spawn(|| race("two"));
        (race("one"), two.join().expect("a racer"))
    });
    let mut won: Vec<i64> = one.iter().chain(&two).copied().collect();
    won.sort_unstable();
    assert_eq!(
        won,
        (0..ROUNDS).collect::<Vec<_>>(),
        "one each round: {one:?}, {two:?}"
    );
    let content = docs.content("one", &fid);
    assert_eq!(content["v"], ROUNDS + 1);
    let text = text(&content["ops"]);
    let words: Vec<&str> = text.split_whitespace().collect();
    let expected: Vec<String> = (0..ROUNDS)
        .rev()
        .map(|round| {
            format!(
                "{}{round}",
                if one.contains(&round) { "one" } else { "two" }
            )
        })
        .collect();
    assert_eq!(words, expected);
}

//! What is left when everybody went home: undelivered results and forgotten files.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use spindle_e2e::Client;

use super::integrator::words;
use super::ledger::Ledger;

/// The results that are not delivered, as the operator sees them.
pub fn outbox(client: &Client) -> Vec<Value> {
    let answer = client.get("/v1/outbox");
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()["results"]
        .as_array()
        .unwrap_or_else(|| panic!("no list: {}", answer.text()))
        .clone()
}

/// Those of them that the service itself goes on with.
pub fn under_way(rows: &[Value]) -> usize {
    rows.iter().filter(|row| row["state"] != "refused").count()
}

/// The keys of the forgotten files.
pub fn forgotten_keys(client: &Client) -> Vec<String> {
    let answer = client.post("/command", &json!({ "c": "getForgottenList" }));
    let told = answer.json();
    assert_eq!(told["error"], 0, "{told}");
    let keys = told["keys"].as_array().cloned().unwrap_or_default();
    keys.iter()
        .filter_map(|key| key.as_str().map(str::to_owned))
        .collect()
}

/// The words of all forgotten files.
pub fn forgotten(client: &Client) -> HashSet<String> {
    let mut all = HashSet::new();
    for key in forgotten_keys(client) {
        let told = client
            .post("/command", &json!({ "c": "getForgotten", "key": key }))
            .json();
        // One may be taken up again meanwhile.
        let Some(url) = told["url"].as_str() else {
            continue;
        };
        let answer = client.get(url);
        if answer.status == 200 {
            all.extend(words(&answer.body).unwrap_or_else(|| panic!("{url}: no docx file")));
        }
    }
    all
}

/// Drives what is due until nothing is under way and nothing acknowledged is missing. Answers what is in forgotten files.
pub fn settle(client: &Client, ledger: &Ledger, patience: Duration) -> HashSet<String> {
    let start = Instant::now();
    loop {
        let ticked = client.send("POST", "/internal/tick", &[], &[]);
        assert_eq!(ticked.status, 200, "{}", ticked.text());
        let rows = outbox(client);
        let kept = forgotten(client);
        let is_done = under_way(&rows) == 0 && ledger.missing(&kept).is_empty();
        if is_done {
            return kept;
        }
        if start.elapsed() > patience {
            let jobs = client.get("/v1/jobs").text();
            println!("after {patience:?}: undelivered {rows:?}, jobs {jobs}");
            return kept;
        }
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// Holds what was counted to what must be.
pub fn judge(ledger: &Ledger, elsewhere: &HashSet<String>) {
    let missing = ledger.missing(elsewhere);
    let counts = ledger.counts();
    println!(
        "changes: {} acknowledged, {} lost, {} results with one twice",
        counts.acknowledged,
        missing.len(),
        counts.twice
    );
    println!(
        "saves: {} final and {} forced ones accepted, of {} keys; told again after acceptance: {} (beside {} with the same \
         Idempotency-Key after a kill between acceptance and record)",
        counts.saves, counts.forced, counts.keys, counts.repeated, counts.redelivered
    );
    println!("order: {} violations", counts.disorder);
    let lost: Vec<_> = missing.iter().take(10).collect();
    assert!(missing.is_empty(), "lost, among others: {lost:?}");
    let problems = ledger.problems();
    assert!(
        problems.is_empty(),
        "{} problems, the first ones:\n{}",
        problems.len(),
        problems
            .iter()
            .take(20)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n")
    );
    assert_eq!(
        (counts.twice, counts.repeated, counts.disorder),
        (0, 0, 0),
        "twice, told again, out of order"
    );
}

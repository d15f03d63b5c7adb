//! The Spin adapters of the ports run the same conformance suites as the value-made ones.

use serde_json::Value;
use spindle_e2e::{Service, start};

fn adapters() -> spindle_e2e::ServiceBuilder {
    Service::open().manifest("tests/adapters/spin.toml", "/health")
}

#[test]
fn every_case_of_every_port_holds() {
    let service = start!(adapters());
    let answer = service.client.get("/suites");
    assert_eq!(answer.status, 200, "{}", answer.text());
    let cases = answer.json();
    let cases = cases.as_array().expect("an array");
    assert!(cases.len() >= 20, "{} cases", cases.len());
    let failed: Vec<&Value> = cases.iter().filter(|case| case["ok"] != true).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn sixteen_writers_never_see_a_locked_database() {
    let service = start!(adapters());
    let writers: Vec<_> = (0..16)
        .map(|writer| {
            let client = service.client.clone();
            std::thread::spawn(move || {
                for number in 0..10 {
                    let answer = client.send(
                        "POST",
                        &format!("/writers?n={}", writer * 100 + number),
                        &[],
                        b"",
                    );
                    assert_eq!(answer.status, 200, "{}", answer.text());
                }
            })
        })
        .collect();
    for writer in writers {
        writer.join().expect("no writer was refused");
    }
    let count = service.client.get("/writers");
    assert_eq!(count.text().trim(), "160", "every write is there, once");
}

//! The Spin adapters of the ports run the same conformance suites as the value-made ones.

use serde_json::Value;
use spindle_e2e::{Service, start};

fn adapters() -> spindle_e2e::ServiceBuilder {
    Service::open().manifest("tests/adapters/spin.toml", "/seen")
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
                for request in 0..5 {
                    let from = writer * 100 + request * 2;
                    let answer = client.get(&format!("/write?run=e2e&from={from}&n=2"));
                    assert_eq!(answer.status, 200, "{}", answer.text());
                    assert_eq!(answer.json()["written"], 2, "{}", answer.text());
                }
            })
        })
        .collect();
    for writer in writers {
        writer.join().expect("no writer was refused");
    }
    for writer in 0..16 {
        let done = service
            .client
            .get(&format!("/written?run=e2e&from={}&n=10", writer * 100))
            .json();
        assert_eq!(
            done["done"], 10,
            "every write of writer {writer} is there, once"
        );
    }
}

#[test]
fn a_body_that_breaks_off_is_an_error_and_not_a_short_file() {
    let service = start!(adapters());
    assert_eq!(
        service.client.get("/stream?n=3000000").body.len(),
        3_000_000
    );
    let short = service.client.try_send("GET", "/short", &[], &[]);
    assert!(short.is_err(), "{short:?}");
}

#[test]
fn work_goes_on_after_the_response() {
    let service = start!(adapters());
    assert_eq!(service.client.get("/after?key=e2e-after").status, 200);
    let there = || service.client.get("/exists?key=e2e-after").json()["exists"] == true;
    assert!((0..50).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(100));
        there()
    }));
}

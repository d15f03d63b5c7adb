//! Microsoft's conformance suite, from its own description.

use spindle_e2e::{Service, start};
use spindle_wopi_suite::{Category, DiscoveryServer, Keys, Operator, ROLES, Suite, Verdict};

/// What no host reaches without Microsoft's contract.
const CSPP_PLUS: usize = 92;
/// All others.
const REACHABLE: usize = 132;

#[test]
fn every_test_that_a_host_can_reach_passes() {
    let suite = match Suite::from_environment().unwrap() {
        Ok(suite) => suite,
        Err(reason) => {
            println!("skipped: {reason}");
            return;
        }
    };
    let keys = Keys::fixed().unwrap();
    let discovery = DiscoveryServer::start(&keys).unwrap();
    let service = start!(Service::open().variable("wopi_discovery_url", &discovery.url()));
    let operator = Operator::new(&service.base, None);
    let report = operator
        .run(&suite, &ROLES, Some(&keys), &[Category::All], &|_, _| true)
        .unwrap();
    let failed: Vec<String> = report
        .united
        .iter()
        .filter_map(|outcome| match &outcome.result {
            Verdict::Failed(reason) => Some(format!("{}: {reason}", outcome.test)),
            _ => None,
        })
        .collect();
    assert!(failed.is_empty(), "{failed:#?}");
    let passed = report
        .united
        .iter()
        .filter(|outcome| matches!(outcome.result, Verdict::Passed))
        .count();
    println!("{passed} of {} tests passed", report.united.len());
    assert_eq!(
        (passed, report.united.len()),
        (REACHABLE, REACHABLE + CSPP_PLUS)
    );
}

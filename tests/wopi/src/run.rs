//! Runs tests and tells how they ended.

use std::collections::BTreeMap;

use crate::description::{Case, Category, Group, Suite};
use crate::http;
use crate::requests::{Operation, Target, build, spoils_proofs};
use crate::state::State;
use crate::validators::{Known, check_all, check_length};

/// What Office on a desktop calls itself in the suite.
const NATIVE: &str = "Microsoft Office WOPI Validator/1.0";

/// How a test ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Everything was as expected.
    Passed,
    /// What was not as expected, in words.
    Failed(String),
    /// Why it was not run: a prerequisite that failed.
    Skipped(String),
}

/// One test and how it ended.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The group.
    pub group: String,
    /// The test.
    pub test: String,
    /// Whom it is for.
    pub category: Category,
    /// How it ended.
    pub result: Verdict,
}

impl Suite {
    /// Runs every test of the chosen categories.
    pub fn run(&self, target: &Target<'_>, choice: &[Category]) -> Vec<Outcome> {
        self.run_where(target, choice, &|_, _| true)
    }

    /// Runs the tests of the chosen categories whose group and name are wanted.
    pub fn run_where(
        &self,
        target: &Target<'_>,
        choice: &[Category],
        wanted: &dyn Fn(&str, &str) -> bool,
    ) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        for group in &self.groups {
            let cases: Vec<&Case> = group
                .cases
                .iter()
                .filter(|case| case.category.is_chosen(choice) && wanted(&group.name, &case.name))
                .collect();
            if cases.is_empty() {
                continue;
            }
            let unmet = self.unmet(group, target);
            for case in cases {
                let result = match &unmet {
                    Some(reason) => Verdict::Skipped(reason.clone()),
                    None => self.case(case, target),
                };
                outcomes.push(Outcome {
                    group: group.name.clone(),
                    test: case.name.clone(),
                    category: case.category,
                    result,
                });
            }
        }
        outcomes
    }

    /// The first prerequisite of a group that does not hold. They only read, so they are asked once per group.
    fn unmet(&self, group: &Group, target: &Target<'_>) -> Option<String> {
        group.prerequisites.iter().find_map(|name| {
            let case = self.prerequisites.get(name)?;
            match self.case(case, target) {
                Verdict::Passed => None,
                Verdict::Failed(reason) | Verdict::Skipped(reason) => {
                    Some(format!("{name}: {reason}"))
                }
            }
        })
    }

    fn case(&self, case: &Case, target: &Target<'_>) -> Verdict {
        let steps = || case.requests.iter().chain(&case.cleanup);
        if steps().any(|step| step.operation == Operation::CsppPlus) {
            return Verdict::Skipped(
                "co-authoring and chunked transfer are not spoken here".to_owned(),
            );
        }
        if target.sign.is_none() && steps().any(spoils_proofs) {
            return Verdict::Skipped("requests are not signed".to_owned());
        }
        let mut state = State::new();
        let verdict = self.requests(case, target, &mut state);
        for step in &case.cleanup {
            // Whether there is something left to clean depends on how far the test came.
            if let Ok(request) = build(step, target, &state, &self.resources) {
                let _ = http::send(&request);
            }
        }
        verdict
    }

    fn requests(&self, case: &Case, target: &Target<'_>, state: &mut State) -> Verdict {
        for (number, step) in case.requests.iter().enumerate() {
            let place = format!("request {} ({})", number + 1, step.name);
            let sent = build(step, target, state, &self.resources).and_then(|mut request| {
                if case.category == Category::OfficeNativeClient
                    && step.operation != Operation::FileUrl
                {
                    request
                        .headers
                        .push(("User-Agent".to_owned(), NATIVE.to_owned()));
                }
                http::send(&request)
            });
            let answer = match sent {
                Ok(answer) => answer,
                Err(error) => return Verdict::Failed(format!("{place}: {error:#}")),
            };
            let known = Known {
                resources: &self.resources,
                schemas: &self.schemas,
                state,
            };
            let mut errors = Vec::new();
            for checked in [
                check_length(&answer),
                check_all(&step.validators, &answer, &known),
            ] {
                errors.extend(checked.err().unwrap_or_default());
            }
            if !errors.is_empty() {
                let denied = step
                    .validators
                    .iter()
                    .find_map(|validator| validator.missing_right(&answer));
                return match denied {
                    Some(right)
                        if target.rights_are_prerequisites && step.name == "CheckContainerInfo" =>
                    {
                        Verdict::Skipped(format!("{place}: the token does not give {right}"))
                    }
                    _ => Verdict::Failed(format!("{place}: {}", errors.join("; "))),
                };
            }
            for save in &step.saves {
                state.insert(save.name.clone(), save.value(&answer));
            }
        }
        Verdict::Passed
    }
}

/// How often each verdict occurs: passed, failed, skipped.
pub fn totals(outcomes: &[Outcome]) -> (usize, usize, usize) {
    let count = |wanted: fn(&Verdict) -> bool| {
        outcomes
            .iter()
            .filter(|outcome| wanted(&outcome.result))
            .count()
    };
    (
        count(|verdict| matches!(verdict, Verdict::Passed)),
        count(|verdict| matches!(verdict, Verdict::Failed(_))),
        count(|verdict| matches!(verdict, Verdict::Skipped(_))),
    )
}

/// What several runs with different tokens tell together: a test passed when it passed with some token and failed
/// with none. Reasons name the runs that gave them.
pub fn union(runs: &[(String, Vec<Outcome>)]) -> Vec<Outcome> {
    let mut order: Vec<(&Outcome, Vec<(&str, &Verdict)>)> = Vec::new();
    let mut places: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (run, outcomes) in runs {
        for outcome in outcomes {
            let key = (outcome.group.as_str(), outcome.test.as_str());
            let told = (run.as_str(), &outcome.result);
            match places.get(&key).and_then(|place| order.get_mut(*place)) {
                Some((_, verdicts)) => verdicts.push(told),
                None => {
                    places.insert(key, order.len());
                    order.push((outcome, vec![told]));
                }
            }
        }
    }
    order
        .into_iter()
        .map(|(outcome, verdicts)| Outcome {
            result: together(&verdicts),
            ..outcome.clone()
        })
        .collect()
}

/// One verdict of many.
fn together(verdicts: &[(&str, &Verdict)]) -> Verdict {
    let failed = reasons(verdicts, |verdict| match verdict {
        Verdict::Failed(reason) => Some(reason),
        _ => None,
    });
    if !failed.is_empty() {
        return Verdict::Failed(failed);
    }
    if verdicts
        .iter()
        .any(|(_, verdict)| **verdict == Verdict::Passed)
    {
        return Verdict::Passed;
    }
    Verdict::Skipped(reasons(verdicts, |verdict| match verdict {
        Verdict::Skipped(reason) => Some(reason),
        _ => None,
    }))
}

/// Each different reason once, after the names of the runs that gave it.
fn reasons<'v>(
    verdicts: &[(&'v str, &'v Verdict)],
    reason: fn(&'v Verdict) -> Option<&'v String>,
) -> String {
    let mut told: Vec<(&String, Vec<&str>)> = Vec::new();
    for (run, verdict) in verdicts {
        let Some(reason) = reason(verdict) else {
            continue;
        };
        match told.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, runs)) => runs.push(run),
            None => told.push((reason, vec![run])),
        }
    }
    let told: Vec<String> = told
        .into_iter()
        .map(|(reason, runs)| format!("[{}] {reason}", runs.join(", ")))
        .collect();
    told.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(test: &str, result: Verdict) -> Outcome {
        Outcome {
            group: "G".into(),
            test: test.into(),
            category: Category::WopiCore,
            result,
        }
    }

    #[test]
    fn a_failure_outweighs_a_pass_and_a_pass_a_skip() {
        let passed = || Verdict::Passed;
        let failed = || Verdict::Failed("f".into());
        let skipped = || Verdict::Skipped("s".into());
        let runs = [
            (
                "one".to_owned(),
                vec![
                    outcome("a", passed()),
                    outcome("b", skipped()),
                    outcome("c", skipped()),
                    outcome("d", failed()),
                ],
            ),
            (
                "two".to_owned(),
                vec![
                    outcome("a", failed()),
                    outcome("b", passed()),
                    outcome("c", skipped()),
                    outcome("d", passed()),
                ],
            ),
        ];
        let united = union(&runs);
        let results: Vec<&Verdict> = united.iter().map(|outcome| &outcome.result).collect();
        assert_eq!(results[0], &Verdict::Failed("[two] f".into()));
        assert_eq!(results[1], &Verdict::Passed);
        assert_eq!(results[2], &Verdict::Skipped("[one, two] s".into()));
        assert_eq!(results[3], &Verdict::Failed("[one] f".into()));
        assert_eq!(totals(&united), (1, 2, 1));
    }
}

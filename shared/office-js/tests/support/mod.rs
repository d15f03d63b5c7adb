//! Runs scripts in tests, with a world made of values.

// Clippy takes helpers of tests for production code.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

pub mod word;

use std::collections::BTreeMap;

use spindle_model::script::{
    Conversion, ScriptEngine, ScriptFailure, ScriptJob, ScriptLimits, ScriptWorld,
};
use spindle_office_js::QuickJs;

/// What a run left behind.
pub struct Outcome {
    /// The saved files by name.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The lines that the script printed.
    pub log: Vec<String>,
    /// How the run ended.
    pub result: Result<(), ScriptFailure>,
}

impl Outcome {
    /// The saved file of this name; stops the test with the reason when there is none.
    #[allow(dead_code)]
    pub fn file(&self, name: &str) -> Vec<u8> {
        match (self.files.get(name), &self.result) {
            (Some(bytes), Ok(())) => bytes.clone(),
            (_, result) => panic!("no {name}: {result:?}; printed {:?}", self.log),
        }
    }

    /// The printed lines; stops the test when the run failed.
    #[allow(dead_code)]
    pub fn printed(&self) -> &[String] {
        if let Err(failure) = &self.result {
            panic!("{failure:?}; printed {:?}", self.log);
        }
        &self.log
    }
}

#[derive(Default)]
struct World {
    inputs: BTreeMap<String, Vec<u8>>,
    files: BTreeMap<String, Vec<u8>>,
    log: Vec<String>,
}

impl ScriptWorld for World {
    fn fetch(&mut self, url: &str, limit: usize) -> Result<Vec<u8>, String> {
        match self.inputs.get(url) {
            Some(bytes) if bytes.len() <= limit => Ok(bytes.clone()),
            Some(_) => Err(format!("{url} is larger than {limit} bytes")),
            None => Err(format!("{url} answers 404")),
        }
    }

    fn convert(&mut self, wanted: &Conversion<'_>, _bytes: Vec<u8>) -> Result<Vec<u8>, String> {
        Err(format!("there is no writer of {} here", wanted.to))
    }

    fn save(&mut self, name: &str, _format: &str, bytes: Vec<u8>) -> Result<(), String> {
        self.files.insert(name.to_owned(), bytes);
        Ok(())
    }

    fn log(&mut self, line: &str) {
        self.log.push(line.to_owned());
    }
}

/// Runs a script that fetches nothing.
#[allow(dead_code)]
pub fn run(script: &str) -> Outcome {
    run_with(script, None, &[])
}

/// Runs a script with an argument and files to fetch by URL.
#[allow(dead_code)]
pub fn run_with(
    script: &str,
    argument: Option<&serde_json::Value>,
    inputs: &[(&str, &[u8])],
) -> Outcome {
    let mut world = World {
        inputs: inputs
            .iter()
            .map(|(url, bytes)| ((*url).to_owned(), bytes.to_vec()))
            .collect(),
        ..World::default()
    };
    let job = ScriptJob {
        source: script,
        argument,
        limits: ScriptLimits::default(),
    };
    let result = QuickJs.run(&job, &mut world);
    Outcome {
        files: world.files,
        log: world.log,
        result,
    }
}

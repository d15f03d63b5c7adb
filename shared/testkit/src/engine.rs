//! A script engine that needs no JavaScript: each line of the script is one thing to do.

use spindle_model::script::{
    Conversion, FailureKind, ScriptEngine, ScriptFailure, ScriptJob, ScriptWorld,
};

/// Runs scripts of these lines; the first failure ends it:
///
/// `save <name>: <text>`, `size <name>: <bytes>` (that many `x`), `fetch <url>: <name>` (saves what came),
/// `convert <from> <to>: <text>` (saves `out.<to>`), `argument <name>` (saves the argument as JSON), `log <text>`, `fail <message>`, `timeout`. Other lines do nothing.
#[derive(Debug, Default, Clone, Copy)]
pub struct LineEngine;

impl ScriptEngine for LineEngine {
    fn run(&self, job: &ScriptJob<'_>, world: &mut dyn ScriptWorld) -> Result<(), ScriptFailure> {
        for (index, line) in (1..).zip(job.source.lines()) {
            step(job, world, line).map_err(|failure| failure.at_line(index))?;
        }
        Ok(())
    }
}

#[allow(
    clippy::result_large_err,
    reason = "one failure per script; a box would buy nothing"
)]
fn step(job: &ScriptJob<'_>, world: &mut dyn ScriptWorld, line: &str) -> Result<(), ScriptFailure> {
    let output = |reason| ScriptFailure::new(FailureKind::Output, reason);
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    let (first, second) = rest.split_once(": ").unwrap_or((rest, ""));
    match word {
        "save" => world
            .save(first, "txt", second.as_bytes().to_vec())
            .map_err(output),
        "size" => world
            .save(first, "txt", vec![b'x'; second.parse().unwrap()])
            .map_err(output),
        "convert" => {
            let (from, to) = first.split_once(' ').unwrap_or((first, "txt"));
            let wanted = Conversion {
                from,
                to,
                delimiter: None,
            };
            let bytes = world
                .convert(&wanted, second.as_bytes().to_vec())
                .map_err(output)?;
            world.save(&format!("out.{to}"), to, bytes).map_err(output)
        }
        "fetch" => {
            let bytes = world
                .fetch(first, job.limits.input_bytes)
                .map_err(|reason| ScriptFailure::new(FailureKind::Input, reason))?;
            world.save(second, "txt", bytes).map_err(output)
        }
        "argument" => {
            let text = job
                .argument
                .map_or_else(|| "undefined".to_owned(), ToString::to_string);
            world.save(first, "txt", text.into_bytes()).map_err(output)
        }
        "log" => {
            world.log(rest);
            Ok(())
        }
        "fail" => Err(ScriptFailure::new(FailureKind::Script, rest)),
        "timeout" => Err(ScriptFailure::new(
            FailureKind::Timeout,
            "the script ran longer than allowed",
        )),
        _ => Ok(()),
    }
}

//! Runs one script natively: `run_script SCRIPT` leaves what it saves in the current directory, prints what it prints,
//! and ends with 1 and the reason when it fails. URLs are paths of local files; nothing is fetched from a network.
//! With `SPINDLE_USED=FILE` the members that the script used are added to that file, one a line.

use std::collections::BTreeSet;
use std::io::{self, Write as _};
use std::process::ExitCode;

use spindle_model::script::{Conversion, ScriptEngine, ScriptJob, ScriptLimits, ScriptWorld};
use spindle_office_js::QuickJs;

#[derive(Default)]
struct Directory {
    used: BTreeSet<String>,
}

impl Directory {
    /// Adds what was used to the file that the environment names.
    fn tell_used(&self) -> io::Result<()> {
        let Ok(path) = std::env::var("SPINDLE_USED") else {
            return Ok(());
        };
        let lines: String = self.used.iter().map(|line| format!("{line}\n")).collect();
        let mut file = std::fs::File::options()
            .append(true)
            .create(true)
            .open(path)?;
        file.write_all(lines.as_bytes())
    }
}

impl ScriptWorld for Directory {
    fn fetch(&mut self, url: &str, limit: usize) -> Result<Vec<u8>, String> {
        let bytes = std::fs::read(url).map_err(|error| format!("{url}: {error}"))?;
        if bytes.len() > limit {
            return Err(format!("{url} is larger than {limit} bytes"));
        }
        Ok(bytes)
    }

    fn convert(&mut self, wanted: &Conversion<'_>, _bytes: Vec<u8>) -> Result<Vec<u8>, String> {
        Err(format!("there is no writer of {} here", wanted.to))
    }

    fn save(&mut self, name: &str, _format: &str, bytes: Vec<u8>) -> Result<(), String> {
        let base = name.rsplit(['/', '\\']).next().unwrap_or_default();
        std::fs::write(base, bytes).map_err(|error| format!("{base}: {error}"))
    }

    fn log(&mut self, line: &str) {
        // Nobody may be reading.
        let _ = writeln!(io::stdout(), "{line}");
    }

    fn used(&mut self, editor: &'static str, class: &'static str, member: &'static str) {
        self.used.insert(format!("{editor} {class}.{member}"));
    }
}

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        let _ = writeln!(io::stderr(), "usage: run_script SCRIPT");
        return ExitCode::FAILURE;
    };
    let source = match std::fs::read_to_string(&path) {
        Ok(source) => source,
        Err(error) => {
            let _ = writeln!(io::stderr(), "{path}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let job = ScriptJob {
        source: &source,
        argument: None,
        limits: ScriptLimits::default(),
    };
    let mut world = Directory::default();
    let run = QuickJs.run(&job, &mut world);
    if let Err(error) = world.tell_used() {
        let _ = writeln!(io::stderr(), "what was used was not noted: {error}");
    }
    match run {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let place = failure
                .line
                .map_or(String::new(), |line| format!("line {line}: "));
            let _ = writeln!(io::stderr(), "{place}{failure}");
            ExitCode::FAILURE
        }
    }
}

//! `wopi-suite`: runs the suite against a host and prints how it went.

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use spindle_wopi_suite::{
    Category, DiscoveryServer, Keys, Operator, Outcome, ROLES, Suite, Target, VARIABLE, Verdict,
    totals,
};

const HELP: &str = "wopi-suite [--dir CHECKOUT] (--wopi-src URL --token T [--ttl MS] | --spindle BASE [--bearer JWT])
  [--group G] [--test T] [--category C]... [--no-sign] [--listen-discovery ADDR] [--wait]

  --dir               a checkout of github.com/microsoft/wopi-validator-core; else $SPINDLE_WOPI_VALIDATOR
  --wopi-src          the address of a file whose name ends with .wopitest; --token and --ttl are for it
  --spindle           a running Spindle: the file is put on it, and the suite runs with several tokens
  --category          WopiCore, OfficeOnline, OfficeNativeClient, WopiCoauth or All (the default)
  --listen-discovery  serves the discovery with the keys that requests are signed with, at
                      http://ADDR/hosting/discovery; the host under test has to read it
  --wait              only serves the discovery, until it is interrupted";

#[derive(Default)]
struct Arguments {
    dir: Option<String>,
    wopi_src: Option<String>,
    token: Option<String>,
    ttl: i64,
    spindle: Option<String>,
    bearer: Option<String>,
    group: Option<String>,
    test: Option<String>,
    categories: Vec<Category>,
    no_sign: bool,
    listen: Option<String>,
    wait: bool,
    help: bool,
}

impl Arguments {
    fn read(mut words: impl Iterator<Item = String>) -> Result<Self> {
        let mut read = Self::default();
        while let Some(word) = words.next() {
            let mut value = || {
                words
                    .next()
                    .with_context(|| format!("{word} needs a value"))
            };
            match word.as_str() {
                "--dir" => read.dir = Some(value()?),
                "--wopi-src" => read.wopi_src = Some(value()?),
                "--token" => read.token = Some(value()?),
                "--ttl" => {
                    read.ttl = value()?
                        .parse()
                        .context("--ttl is a number of milliseconds")?
                }
                "--spindle" => read.spindle = Some(value()?),
                "--bearer" => read.bearer = Some(value()?),
                "--group" => read.group = Some(value()?),
                "--test" => read.test = Some(value()?),
                "--category" => read.categories.push(Category::named(&value()?)?),
                "--listen-discovery" => read.listen = Some(value()?),
                "--no-sign" => read.no_sign = true,
                "--wait" => read.wait = true,
                "--help" | "-h" => read.help = true,
                other => bail!("{other} is not known\n{HELP}"),
            }
        }
        if read.categories.is_empty() {
            read.categories.push(Category::All);
        }
        Ok(read)
    }
}

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::from(2)
        }
    }
}

/// Whether tests passed and none failed.
fn run() -> Result<bool> {
    let arguments = Arguments::read(std::env::args().skip(1))?;
    if arguments.help {
        println!("{HELP}");
        return Ok(true);
    }
    let keys = Keys::fixed()?;
    let server = match &arguments.listen {
        Some(address) => Some(DiscoveryServer::start_at(address, &keys)?),
        None => None,
    };
    if let Some(server) = &server {
        println!("discovery at {}", server.url());
        if arguments.wait {
            loop {
                std::thread::park();
            }
        }
    }
    let suite = match &arguments.dir {
        Some(folder) => Suite::load(folder)?,
        None => match Suite::from_environment()? {
            Ok(suite) => suite,
            Err(reason) => bail!("{reason}; --dir or {VARIABLE} has to name one"),
        },
    };
    let sign = (!arguments.no_sign).then_some(&keys);
    let is =
        |wanted: &Option<String>, name: &str| wanted.as_ref().is_none_or(|wanted| wanted == name);
    let wanted = |group: &str, test: &str| is(&arguments.group, group) && is(&arguments.test, test);
    let outcomes = match (&arguments.spindle, &arguments.wopi_src) {
        (Some(base), None) => {
            let operator = Operator::new(base, arguments.bearer.as_deref());
            let report = operator.run(&suite, &ROLES, sign, &arguments.categories, &wanted)?;
            for (role, outcomes) in &report.runs {
                let (passed, failed, skipped) = totals(outcomes);
                println!("[{role}] {passed} passed, {failed} failed, {skipped} skipped");
            }
            report.united
        }
        (None, Some(wopi_src)) => {
            let target = Target {
                wopi_src: wopi_src.clone(),
                access_token: arguments.token.clone().context("--token is missing")?,
                ttl: arguments.ttl,
                sign,
                rights_are_prerequisites: false,
            };
            suite.run_where(&target, &arguments.categories, &wanted)
        }
        _ => bail!("one of --wopi-src and --spindle is needed\n{HELP}"),
    };
    if outcomes.is_empty() {
        bail!("no test is chosen");
    }
    print(&outcomes);
    // A run in which every test was skipped has shown nothing.
    let (passed, failed, _) = totals(&outcomes);
    Ok(failed == 0 && passed > 0)
}

fn print(outcomes: &[Outcome]) {
    let mut group = "";
    let mut last_skip = "";
    for outcome in outcomes {
        if outcome.group != group {
            group = &outcome.group;
            last_skip = "";
            println!("\n{group}");
        }
        match &outcome.result {
            Verdict::Passed => println!("  pass  {}", outcome.test),
            Verdict::Failed(reason) => println!("  FAIL  {}\n          {reason}", outcome.test),
            Verdict::Skipped(reason) => {
                println!("  skip  {}", outcome.test);
                if reason != last_skip {
                    println!("          {reason}");
                    last_skip = reason;
                }
            }
        }
    }
    let (plus, core): (Vec<Outcome>, Vec<Outcome>) = outcomes
        .iter()
        .cloned()
        .partition(|outcome| outcome.category == Category::WopiCoauth);
    let (passed, failed, skipped) = totals(&core);
    println!(
        "\n{} tests: {passed} passed, {failed} failed, {skipped} skipped",
        core.len()
    );
    if !plus.is_empty() {
        let (passed, failed, skipped) = totals(&plus);
        println!(
            "{} tests of CSPP Plus: {passed} passed, {failed} failed, {skipped} skipped",
            plus.len()
        );
    }
}

//! The command `spindle`.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Context;
use spindle::cli::{Command, USAGE, parse};
use spindle::{build, start};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("Error: {reason:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> anyhow::Result<()> {
    match parse(std::env::args_os().skip(1))? {
        Command::Help => say(USAGE),
        Command::Version => say(concat!("spindle ", env!("CARGO_PKG_VERSION"), "\n")),
        Command::Build { manifest } => build::build(&manifest),
        Command::Up {
            options,
            build: first,
        } => {
            if first {
                build::build(&options.manifest)?;
            }
            // The signals are caught before the ready line, so that a stop right after it is orderly.
            let signals = Signals::catch()?;
            let running = start(&options)?;
            say(&format!("Serving http://{}\n", running.address()))?;
            signals.wait();
            running.stop();
            Ok(())
        }
    }
}

fn say(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .context("cannot write to standard output")
}

/// SIGINT and SIGTERM, caught from its making on.
struct Signals {
    runtime: tokio::runtime::Runtime,
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

impl Signals {
    fn catch() -> anyhow::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let _inside = runtime.enter();
        let interrupt = signal(SignalKind::interrupt())?;
        let terminate = signal(SignalKind::terminate())?;
        drop(_inside);
        Ok(Self {
            runtime,
            interrupt,
            terminate,
        })
    }

    fn wait(mut self) {
        self.runtime.block_on(async {
            tokio::select! {
                _ = self.interrupt.recv() => {}
                _ = self.terminate.recv() => {}
            }
        });
    }
}

//! From options to a serving application.

use std::net::{SocketAddr, ToSocketAddrs};
use std::path::PathBuf;
use std::thread::JoinHandle;

use anyhow::{Context, bail};
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::app::{App, Setup};
use crate::manifest::Manifest;
use crate::runtime_config::RuntimeConfig;
use crate::variables::{self, Sources, Variables};
use crate::{engine, server};

/// Fewest threads that serve requests: one busy guest must leave one free.
const FEWEST_WORKERS: usize = 2;

/// How `spindle up` runs an application.
#[derive(Debug, Clone)]
pub struct Options {
    /// The manifest, or the directory of a `spin.toml`.
    pub manifest: PathBuf,
    /// Address and port; port 0 takes a free one.
    pub listen: String,
    /// Where state and logs lie; `.spin` beside the manifest when absent.
    pub state_dir: Option<PathBuf>,
    /// Values of variables, stronger than all other sources.
    pub variables: Vec<(String, String)>,
    /// Labels and blocked networks.
    pub runtime_config: Option<PathBuf>,
    /// Settings for trying things out: no tokens, loopback only.
    pub dev: bool,
    /// Whether the console stays free of what components print.
    pub quiet: bool,
}

impl Options {
    /// The defaults of the command line.
    pub fn new(manifest: impl Into<PathBuf>) -> Self {
        Self {
            manifest: manifest.into(),
            listen: "127.0.0.1:3000".to_owned(),
            state_dir: None,
            variables: Vec::new(),
            runtime_config: None,
            dev: false,
            quiet: false,
        }
    }
}

/// A serving application. Dropping it stops it as [`Running::stop`] does.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    state_dir: PathBuf,
    stop: watch::Sender<bool>,
    thread: Option<JoinHandle<()>>,
}

impl Running {
    /// Where it listens, with the real port.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where its state and logs lie.
    pub fn state_dir(&self) -> &std::path::Path {
        &self.state_dir
    }

    /// Takes no more connections and waits up to five seconds for the requests that are running.
    pub fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        let _ = self.stop.send(true);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.end();
    }
}

/// Loads the application and serves it on threads of its own.
///
/// # Errors
/// One sentence on what is wrong and how to mend it.
pub fn start(options: &Options) -> anyhow::Result<Running> {
    let manifest = Manifest::read(&options.manifest)?;
    let wanted = resolve(&options.listen)?;
    if options.dev && !wanted.ip().is_loopback() {
        bail!(
            "--dev switches tokens off and so listens on loopback only: give --listen 127.0.0.1:PORT, not {}",
            options.listen
        );
    }
    let variables = resolve_variables(&manifest, options)?;
    let runtime = match &options.runtime_config {
        Some(path) => RuntimeConfig::read(path)?,
        None => RuntimeConfig::default(),
    };
    let state_dir = match &options.state_dir {
        Some(dir) => std::path::absolute(dir)
            .with_context(|| format!("--state-dir {:?} is not a directory", dir.display()))?,
        None => manifest.dir.join(".spin"),
    };
    let listener = std::net::TcpListener::bind(wanted).with_context(|| {
        format!(
            "cannot listen on {}; give another address with --listen, port 0 for a free one",
            options.listen
        )
    })?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let app = App::load(
        &manifest,
        Setup {
            state_dir: &state_dir,
            cache_dir: &engine::cache_dir(&manifest.dir),
            variables: &variables,
            runtime,
            address,
            echo: !options.quiet,
        },
    )?;
    let workers = std::thread::available_parallelism()
        .map_or(FEWEST_WORKERS, usize::from)
        .max(FEWEST_WORKERS);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(workers)
        .enable_all()
        .build()
        .context("cannot start the threads that serve requests")?;
    let listener = {
        let _inside = runtime.enter();
        TcpListener::from_std(listener)?
    };
    let (stop, stopped) = watch::channel(false);
    let thread = std::thread::Builder::new()
        .name("spindle".to_owned())
        .spawn(move || {
            runtime.block_on(server::serve(listener, app, stopped));
            // What still runs after the grace period is cut off.
            runtime.shutdown_background();
        })?;
    Ok(Running {
        address,
        state_dir,
        stop,
        thread: Some(thread),
    })
}

fn resolve(listen: &str) -> anyhow::Result<SocketAddr> {
    listen
        .to_socket_addrs()
        .ok()
        .and_then(|mut addresses| addresses.next())
        .with_context(|| {
            format!("--listen {listen}: write ADDRESS:PORT, for example 127.0.0.1:3000")
        })
}

fn resolve_variables(manifest: &Manifest, options: &Options) -> anyhow::Result<Variables> {
    let mut sources = Sources::ambient(&manifest.dir);
    sources.explicit = options.variables.iter().cloned().collect();
    for name in sources.explicit.keys() {
        if !manifest.variables.contains_key(name) {
            eprintln!(
                "Warning: --variable {name}: [variables] of the manifest does not declare it"
            );
        }
    }
    if options.dev {
        let declared = manifest.variables.keys().cloned().collect();
        sources.dev = variables::dev_values(&declared)?;
        let said: Vec<String> = sources
            .dev
            .iter()
            .filter(|(name, _)| !sources.explicit.contains_key(*name))
            .map(|(name, value)| match name.as_str() {
                "jwt_secret" => "jwt_secret=<random>".to_owned(),
                _ => format!("{name}={value}"),
            })
            .collect();
        eprintln!(
            "--dev: for trying things out on this machine only: {}",
            if said.is_empty() {
                "nothing to set".to_owned()
            } else {
                said.join(", ")
            }
        );
    }
    Variables::resolve(manifest, &sources)
}

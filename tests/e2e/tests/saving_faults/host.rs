//! A host on a state directory and a port that stay the same when it is killed and started again, as a deployment's do.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use spindle_e2e::{Client, Service, root, spindle};

/// The lines of the host that are kept for the message of a test that fails.
const LINES: usize = 40;

/// How long a start may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// The host. It is killed when it is dropped.
pub struct Host {
    /// A client of it; good after a restart too.
    pub client: Client,
    child: Child,
    port: u16,
    state: PathBuf,
    variables: Vec<(String, String)>,
    said: Said,
}

type Said = Arc<Mutex<VecDeque<String>>>;

impl Host {
    /// Starts the product on a state directory, with tokens off and private addresses allowed. `None`, with a printed
    /// line, where the tests run against a deployed instance or real Spin.
    ///
    /// # Panics
    /// When it does not start.
    pub fn start(state: &Path, variables: &[(&str, &str)]) -> Option<Self> {
        for other in ["SPINDLE_BASE_URL", "SPINDLE_SPIN"] {
            if std::env::var_os(other).is_some() {
                println!(
                    "skipped: {other} is set, and this test kills or starves the embedded host"
                );
                return None;
            }
        }
        build();
        let common = [
            ("jwt_secret", Service::SECRET),
            ("jwt_enabled", "false"),
            ("allow_private_ip", "true"),
        ];
        let variables: Vec<(String, String)> = common
            .iter()
            .chain(variables)
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let port = quiet_port();
        let said = Said::default();
        let child = launch(state, port, &variables, &said);
        Some(Self {
            client: Client::new(&format!("http://127.0.0.1:{port}")),
            child,
            port,
            state: state.to_owned(),
            variables,
            said,
        })
    }

    /// The number of its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Kills it at once, as `kill -9` does, and waits until it is gone.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Starts it again after [`Host::kill`].
    ///
    /// # Panics
    /// When it does not start.
    pub fn restart(&mut self) {
        self.child = launch(&self.state, self.port, &self.variables, &self.said);
    }

    /// What it said last.
    pub fn said(&self) -> String {
        lines(&self.said)
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Builds the components, once.
fn build() {
    static BUILT: OnceLock<()> = OnceLock::new();
    BUILT.get_or_init(|| {
        let output = Command::new(spindle())
            .args(["build", "--from"])
            .arg(root().join("spin.toml"))
            .output()
            .expect("the host's binary runs");
        assert!(
            output.status.success(),
            "the components do not build: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    });
}

/// A port below those that systems give to clients: one that calls a host that is down must never get the host's port.
fn quiet_port() -> u16 {
    let first = std::process::id();
    (0..10_000)
        .filter_map(|step| u16::try_from(20_000 + (first + step) % 10_000).ok())
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .expect("a free port")
}

fn launch(state: &Path, port: u16, variables: &[(String, String)], said: &Said) -> Child {
    let start = Instant::now();
    let mut command = command();
    command
        .arg("up")
        .arg("--from")
        .arg(root().join("spin.toml"))
        .args(["--listen", &format!("127.0.0.1:{port}")])
        .arg("--state-dir")
        .arg(state)
        .arg("--quiet");
    for (name, value) in variables {
        command.arg("--variable").arg(format!("{name}={value}"));
    }
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command
        .spawn()
        .unwrap_or_else(|error| panic!("{command:?} did not start: {error}"));
    let (serving, served) = mpsc::channel();
    let streams: [Option<Box<dyn Read + Send>>; 2] = [
        child.stdout.take().map(|stream| Box::new(stream) as _),
        child.stderr.take().map(|stream| Box::new(stream) as _),
    ];
    for stream in streams.into_iter().flatten() {
        let (serving, said) = (serving.clone(), said.clone());
        std::thread::spawn(move || listen(stream, &serving, &said));
    }
    drop(serving);
    let is_up = is_up(&served, port, start);
    if !is_up {
        let _ = child.kill();
        let _ = child.wait();
        panic!("the host did not start: {}", lines(said));
    }
    child
}

/// A process that is told "file too large" where it writes beyond a limit, and not ended by a signal: the shell's setting
/// is the host's after `exec`.
#[cfg(unix)]
fn command() -> Command {
    let mut command = Command::new("sh");
    command
        .args(["-c", "trap '' XFSZ; exec \"$@\"", "sh"])
        .arg(spindle());
    command
}

#[cfg(not(unix))]
fn command() -> Command {
    Command::new(spindle())
}

fn is_up(served: &Receiver<()>, port: u16, start: Instant) -> bool {
    if served.recv_timeout(PATIENCE).is_err() {
        return false;
    }
    let client = Client::new(&format!("http://127.0.0.1:{port}"));
    while start.elapsed() < PATIENCE {
        let answer = client.try_send("GET", "/healthcheck", &[], &[]);
        if answer.is_ok_and(|answer| answer.status == 200) {
            return true;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    false
}

fn listen(stream: impl Read, serving: &Sender<()>, said: &Said) {
    for line in BufReader::new(stream).lines().map_while(Result::ok) {
        if line.starts_with("Serving ") {
            let _ = serving.send(());
        }
        let mut said = said.lock().unwrap_or_else(PoisonError::into_inner);
        said.push_back(line);
        if said.len() > LINES {
            said.pop_front();
        }
    }
}

fn lines(said: &Said) -> String {
    let said = said.lock().unwrap_or_else(PoisonError::into_inner);
    said.iter().cloned().collect::<Vec<_>>().join("\n")
}

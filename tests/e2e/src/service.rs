//! One running service.

use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::build;
use crate::client::Client;

/// How long a start may take when components are compiled for the first time on a slow machine.
const PATIENCE: Duration = Duration::from_secs(300);

/// What a service is started with.
pub struct ServiceBuilder {
    manifest: PathBuf,
    variables: Vec<(String, String)>,
    health: &'static str,
}

impl ServiceBuilder {
    /// Sets a variable.
    #[must_use]
    pub fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Uses another manifest than the product's; `health` is a path of it that answers 200.
    #[must_use]
    pub fn manifest(mut self, manifest: &str, health: &'static str) -> Self {
        self.manifest = build::root().join(manifest);
        self.health = health;
        self
    }

    /// Starts it; `None` against a deployed instance, which cannot be given variables or fresh state.
    ///
    /// # Panics
    /// When it does not start: the test has failed.
    #[track_caller]
    pub fn start(self) -> Option<Service> {
        if std::env::var_os("SPINDLE_BASE_URL").is_some() {
            return None;
        }
        build::components(&self.manifest);
        let state = TempDir::new().expect("a folder for the state");
        let (child, base) = launch(&self.manifest, state.path(), &self.variables, self.health);
        Some(Service {
            client: Client::new(&base),
            base,
            child,
            state,
            manifest: self.manifest,
            variables: self.variables,
            health: self.health,
        })
    }
}

/// A running service; it is killed when it is dropped.
pub struct Service {
    /// A client of it.
    pub client: Client,
    /// Where it listens, for example `http://127.0.0.1:3000`.
    pub base: String,
    child: Child,
    state: TempDir,
    manifest: PathBuf,
    variables: Vec<(String, String)>,
    health: &'static str,
}

impl Service {
    /// The secret that [`Service::builder`] sets.
    pub const SECRET: &'static str =
        "a secret of the tests, long enough for HS512 and more, as it should be";

    /// The product, with tokens on and private addresses allowed, so that tests can serve scripts to it.
    pub fn builder() -> ServiceBuilder {
        ServiceBuilder {
            manifest: build::root().join("spin.toml"),
            variables: Vec::new(),
            health: "/healthcheck",
        }
        .variable("jwt_secret", Self::SECRET)
        .variable("allow_private_ip", "true")
    }

    /// The product with tokens off.
    pub fn open() -> ServiceBuilder {
        Self::builder().variable("jwt_enabled", "false")
    }

    /// Kills the host at once, as `kill -9` does, and starts it anew on the same state.
    ///
    /// # Panics
    /// When it does not start again.
    #[track_caller]
    pub fn kill_and_restart(&mut self) {
        self.kill();
        let (child, base) = launch(
            &self.manifest,
            self.state.path(),
            &self.variables,
            self.health,
        );
        self.child = child;
        self.client = Client::new(&base);
        self.base = base;
    }

    /// Kills the host at once.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// The folder of the state.
    pub fn state(&self) -> &Path {
        self.state.path()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.kill();
    }
}

fn launch(
    manifest: &Path,
    state: &Path,
    variables: &[(String, String)],
    health: &str,
) -> (Child, String) {
    let spin = std::env::var_os("SPINDLE_SPIN");
    // Spin does not tell which port it got.
    let listen = match &spin {
        Some(_) => format!("127.0.0.1:{}", free_port()),
        None => "127.0.0.1:0".to_owned(),
    };
    let mut command = Command::new(spin.as_deref().unwrap_or(build::spindle().as_os_str()));
    command
        .arg("up")
        .arg("--from")
        .arg(manifest)
        .args(["--listen", &listen]);
    command.arg("--state-dir").arg(state).arg("--quiet");
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
    let base = match spin {
        Some(_) => format!("http://{listen}"),
        None => ready_line(&mut child),
    };
    wait_for_health(&mut child, &base, health);
    (child, base)
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("a bound address").port()
}

/// Reads the host's output until it says where it serves, and drains the rest so that it never blocks.
fn ready_line(child: &mut Child) -> String {
    let (sender, receiver) = mpsc::channel();
    let stdout = child.stdout.take().expect("a piped stdout");
    std::thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            if let Some(address) = line.strip_prefix("Serving ") {
                let _ = sender.send(address.trim().to_owned());
            }
        }
    });
    let (errors_sender, errors) = mpsc::channel();
    let stderr = child.stderr.take().expect("a piped stderr");
    std::thread::spawn(move || {
        for line in BufReader::new(stderr).lines().map_while(Result::ok) {
            let _ = errors_sender.send(line);
        }
    });
    receiver.recv_timeout(PATIENCE).unwrap_or_else(|_| {
        let _ = child.kill();
        panic!(
            "the host did not start: {}",
            errors.try_iter().collect::<Vec<_>>().join("\n")
        );
    })
}

fn wait_for_health(child: &mut Child, base: &str, health: &str) {
    let client = Client::new(base);
    let start = Instant::now();
    // The embedded host is ready when it says so; real Spin says nothing, and compiles first.
    let patience = if std::env::var_os("SPINDLE_SPIN").is_some() {
        PATIENCE
    } else {
        Duration::from_secs(20)
    };
    while start.elapsed() < patience {
        if client
            .try_send("GET", health, &[], &[])
            .is_ok_and(|answer| answer.status == 200)
        {
            return;
        }
        if let Ok(Some(status)) = child.try_wait() {
            let mut words = String::new();
            if let Some(mut stderr) = child.stderr.take() {
                let _ = stderr.read_to_string(&mut words);
            }
            panic!("the host ended with {status}: {words}");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("{base}{health} did not answer 200 in time");
}

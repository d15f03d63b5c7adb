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
    /// Whether a deployed instance will do.
    any: bool,
}

impl ServiceBuilder {
    /// Sets a variable.
    #[must_use]
    pub fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self.any = false;
        self
    }

    /// Uses another manifest than the product's; `health` is a path of it that answers 200.
    #[must_use]
    pub fn manifest(mut self, manifest: &str, health: &'static str) -> Self {
        self.manifest = build::root().join(manifest);
        self.health = health;
        self
    }

    /// Starts it. With `SPINDLE_BASE_URL` nothing is started: the deployed instance is taken where any will do, and
    /// `None` answered where the test needs variables or state of its own.
    ///
    /// # Panics
    /// When it does not start: the test has failed.
    #[track_caller]
    pub fn start(self) -> Option<Service> {
        let (host, base) = match std::env::var("SPINDLE_BASE_URL") {
            Ok(base) if self.any => (None, base),
            Ok(_) => return None,
            Err(_) => {
                build::components(&self.manifest);
                let state = TempDir::new().expect("a folder for the state");
                let (child, base) =
                    launch(&self.manifest, state.path(), &self.variables, self.health);
                (Some(Host { child, state }), base)
            }
        };
        Some(Service {
            client: Client::new(&base),
            base,
            host,
            manifest: self.manifest,
            variables: self.variables,
            health: self.health,
        })
    }
}

/// A host that a test has for itself.
struct Host {
    child: Child,
    state: TempDir,
}

/// A running service; it is killed when it is dropped.
pub struct Service {
    /// A client of it.
    pub client: Client,
    /// Where it listens, for example `http://127.0.0.1:3000`.
    pub base: String,
    host: Option<Host>,
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
            any: false,
        }
        .variable("jwt_secret", Self::SECRET)
        .variable("allow_private_ip", "true")
    }

    /// The product with tokens off.
    pub fn open() -> ServiceBuilder {
        Self::builder().variable("jwt_enabled", "false")
    }

    /// The product with tokens off; a deployed instance of that kind will do.
    pub fn any() -> ServiceBuilder {
        ServiceBuilder {
            any: true,
            ..Self::open()
        }
    }

    /// Kills the host at once, as `kill -9` does, and starts it anew on the same state.
    ///
    /// # Panics
    /// When it does not start again.
    #[track_caller]
    pub fn kill_and_restart(&mut self) {
        self.kill();
        let host = self
            .host
            .as_mut()
            .expect("a deployed instance is not killed");
        let (child, base) = launch(
            &self.manifest,
            host.state.path(),
            &self.variables,
            self.health,
        );
        host.child = child;
        self.client = Client::new(&base);
        self.base = base;
    }

    /// Kills the host at once; a deployed instance is left alone.
    pub fn kill(&mut self) {
        if let Some(host) = &mut self.host {
            kill_group(&mut host.child);
        }
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
    // Spin serves from a process of its own: all of them are one group, and are killed together.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command
        .spawn()
        .unwrap_or_else(|error| panic!("{command:?} did not start: {error}"));
    let output = Output::of(&mut child);
    let base = match spin {
        Some(_) => format!("http://{listen}"),
        None => output.address().unwrap_or_else(|| {
            kill_group(&mut child);
            panic!("the host did not start: {}", output.said());
        }),
    };
    wait_for_health(&mut child, &output, &base, health);
    (child, base)
}

fn kill_group(child: &mut Child) {
    #[cfg(unix)]
    let _ = Command::new("kill")
        .args(["-KILL", "--", &format!("-{}", child.id())])
        .stderr(Stdio::null())
        .status();
    let _ = child.kill();
    let _ = child.wait();
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("a bound address").port()
}

/// What a host says. It is read as it comes, so that the host never waits for a reader.
struct Output {
    lines: mpsc::Receiver<String>,
    address: mpsc::Receiver<String>,
}

impl Output {
    fn of(child: &mut Child) -> Self {
        let (line_sender, lines) = mpsc::channel();
        let (address_sender, address) = mpsc::channel();
        let streams: [Option<Box<dyn Read + Send>>; 2] = [
            child.stdout.take().map(|stream| Box::new(stream) as _),
            child.stderr.take().map(|stream| Box::new(stream) as _),
        ];
        for stream in streams.into_iter().flatten() {
            let (line_sender, address_sender) = (line_sender.clone(), address_sender.clone());
            std::thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    if let Some(address) = line.strip_prefix("Serving ") {
                        let _ = address_sender.send(address.trim().to_owned());
                    }
                    let _ = line_sender.send(line);
                }
            });
        }
        Self { lines, address }
    }

    /// Where the embedded host serves; `None` when it ended without saying so.
    fn address(&self) -> Option<String> {
        self.address.recv_timeout(PATIENCE).ok()
    }

    /// What it said so far.
    fn said(&self) -> String {
        self.lines.try_iter().collect::<Vec<_>>().join("\n")
    }
}

fn wait_for_health(child: &mut Child, output: &Output, base: &str, health: &str) {
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
            panic!("the host ended with {status}: {}", output.said());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    kill_group(child);
    panic!(
        "{base}{health} did not answer 200 in time: {}",
        output.said()
    );
}

//! An application of two probes on a host of its own, and a small HTTP client.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use spindle::{Options, Running};
use tempfile::TempDir;

/// The probe component, built at the first use.
pub fn probe() -> &'static Path {
    static PROBE: OnceLock<PathBuf> = OnceLock::new();
    PROBE.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
        let status = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--target", "wasm32-wasip2"])
            .args(["--profile", "component", "-p", "spindle-host-probe"])
            .arg("--target-dir")
            .arg(target)
            .current_dir(root)
            .status()
            .unwrap();
        assert!(
            status.success(),
            "the probe does not build; is the target there? rustup target add wasm32-wasip2"
        );
        target.join("wasm32-wasip2/component/spindle_host_probe.wasm")
    })
}

/// What a test changes about the standard manifest.
#[derive(Default, Clone, Copy)]
pub struct Shape<'a> {
    /// Patterns of the component `probe`, as the inside of a TOML list.
    pub allowed: &'a str,
    /// More lines for `[component.probe]`.
    pub more: &'a str,
    /// The runtime configuration.
    pub runtime: &'a str,
}

/// A directory with a manifest in it. `probe` has `/...` and `/users/:user_id/...`, a store, a database,
/// two variables and an environment; `hidden` is private and has nothing.
pub fn write_app(shape: Shape<'_>) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let source = probe().display().to_string();
    let Shape {
        allowed,
        more,
        runtime,
    } = shape;
    let manifest = format!(
        r#"spin_manifest_version = 2
[application]
name = "probes"
version = "1.2.3"
[variables]
word = {{ default = "quiet" }}
[[trigger.http]]
route = "/..."
component = "probe"
[[trigger.http]]
route = "/users/:user_id/..."
component = "probe"
[[trigger.http]]
route = {{ private = true }}
component = "hidden"
[component.probe]
source = {source:?}
environment = {{ COLOUR = "blue" }}
key_value_stores = ["default"]
sqlite_databases = ["default"]
allowed_outbound_hosts = [{allowed}]
variables = {{ word = "{{{{ word }}}}", sentence = "a {{{{ word }}}} word" }}
{more}
[component.hidden]
source = {source:?}
"#
    );
    std::fs::write(dir.path().join("spin.toml"), manifest).unwrap();
    std::fs::write(dir.path().join("runtime.toml"), runtime).unwrap();
    dir
}

/// A running application.
pub struct App {
    pub dir: TempDir,
    _running: Running,
    pub address: SocketAddr,
}

impl App {
    pub fn start(shape: Shape<'_>) -> Self {
        let dir = write_app(shape);
        let running = spindle::start(&Options {
            listen: "127.0.0.1:0".to_owned(),
            quiet: true,
            runtime_config: Some(dir.path().join("runtime.toml")),
            ..Options::new(dir.path())
        })
        .unwrap_or_else(|error| panic!("{error:#}"));
        let address = running.address();
        Self {
            dir,
            _running: running,
            address,
        }
    }

    pub fn get(&self, path: &str) -> Reply {
        get(self.address, path)
    }

    /// The body of a reply which must be a success.
    pub fn text(&self, path: &str) -> String {
        self.get(path).success()
    }

    pub fn log(&self, name: &str) -> String {
        std::fs::read_to_string(self.dir.path().join(".spin/logs").join(name)).unwrap()
    }

    pub fn stats(&self, component: &str) -> serde_json::Value {
        let stats: serde_json::Value =
            serde_json::from_str(&self.text("/.well-known/spindle/stats")).unwrap();
        stats[component].clone()
    }
}

#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub body: String,
}

impl Reply {
    pub fn success(self) -> String {
        assert_eq!(self.status, 200, "{}", self.body);
        self.body
    }

    pub fn failure(self) -> String {
        assert_eq!(self.status, 400, "{}", self.body);
        self.body
    }
}

pub fn get(address: SocketAddr, path: &str) -> Reply {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(60)))
        .build()
        .into();
    let mut response = agent
        .get(format!("http://{address}{path}"))
        .call()
        .unwrap_or_else(|error| panic!("{path}: {error}"));
    Reply {
        status: response.status().as_u16(),
        body: response.body_mut().read_to_string().unwrap(),
    }
}

/// Text as the value of a query parameter.
pub fn quote(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

/// A connection on which a test speaks HTTP by itself.
pub fn raw(address: SocketAddr, head: &str) -> BufReader<TcpStream> {
    let mut stream = TcpStream::connect(address).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    stream.write_all(head.as_bytes()).unwrap();
    BufReader::new(stream)
}

/// Reads the head of a response; gives its status line.
pub fn read_head(connection: &mut BufReader<TcpStream>) -> String {
    let mut status = String::new();
    connection.read_line(&mut status).unwrap();
    loop {
        let mut line = String::new();
        assert_ne!(connection.read_line(&mut line).unwrap(), 0);
        if line == "\r\n" {
            return status;
        }
    }
}

/// Reads one chunk of a chunked body; an empty one is the end.
pub fn read_chunk(connection: &mut BufReader<TcpStream>) -> String {
    let mut length = String::new();
    connection.read_line(&mut length).unwrap();
    let mut chunk = vec![0; usize::from_str_radix(length.trim(), 16).unwrap() + 2];
    connection.read_exact(&mut chunk).unwrap();
    String::from_utf8(chunk[..chunk.len() - 2].to_vec()).unwrap()
}

/// Waits until `done` is true.
pub fn wait_for(what: &str, mut done: impl FnMut() -> bool) {
    let start = Instant::now();
    while !done() {
        assert!(start.elapsed() < Duration::from_secs(20), "never: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::support::{Shape, get, quote, wait_for, write_app};

fn command(dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_spindle"));
    command
        .args(["up", "--listen", "127.0.0.1:0", "--from"])
        .arg(dir);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("SPIN_VARIABLE_") {
            command.env_remove(name);
        }
    }
    command
}

/// A running `spindle up`, killed when dropped.
struct Program {
    child: Child,
    address: SocketAddr,
}

impl Program {
    fn start(command: &mut Command) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        let Some(address) = line.trim().strip_prefix("Serving http://") else {
            let mut error = String::new();
            child
                .stderr
                .take()
                .unwrap()
                .read_to_string(&mut error)
                .unwrap();
            panic!("{line:?} {error}");
        };
        let address = address.parse().unwrap();
        // Nothing else may ever come on standard output.
        child.stdout = Some(out.into_inner());
        Self { child, address }
    }

    fn text(&self, path: &str) -> String {
        get(self.address, path).success()
    }

    fn signal(&self, name: &str) {
        let status = Command::new("kill")
            .args([name, &self.child.id().to_string()])
            .status()
            .unwrap();
        assert!(status.success());
    }

    /// Waits for the end; gives the exit code and what was printed after the ready line.
    fn finish(mut self) -> (Option<i32>, String, String) {
        let (mut out, mut error) = (String::new(), String::new());
        self.child
            .stdout
            .take()
            .unwrap()
            .read_to_string(&mut out)
            .unwrap();
        self.child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut error)
            .unwrap();
        (self.child.wait().unwrap().code(), out, error)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn refusal(command: &mut Command) -> String {
    let Output {
        status,
        stderr,
        stdout,
    } = command.output().unwrap();
    assert_eq!(status.code(), Some(1));
    assert_eq!(stdout, b"");
    String::from_utf8(stderr).unwrap()
}

#[test]
fn rows_survive_kill_9() {
    let dir = write_app(Shape::default());
    let program = Program::start(&mut command(dir.path()));
    program.text("/kv?do=set&key=k&value=kept");
    program.text(&format!("/sql?q={}", quote("CREATE TABLE t (x)")));
    program.text(&format!(
        "/sql?q={}",
        quote("INSERT INTO t VALUES ('kept')")
    ));
    // A transaction is open when the process dies.
    let (address, insert) = (program.address, quote("INSERT INTO t VALUES ('lost')"));
    let dying = std::thread::spawn(move || {
        let _ = std::panic::catch_unwind(|| {
            get(address, &format!("/sql/transaction?hold=60000&q={insert}"))
        });
    });
    wait_for("the transaction to begin", || {
        dir.path().join(".spin/sqlite_db.db-journal").exists()
    });
    program.signal("-9");
    drop(program);
    dying.join().unwrap();

    let program = Program::start(&mut command(dir.path()));
    assert_eq!(program.text("/kv?do=get&key=k"), "kept");
    assert_eq!(
        program.text(&format!("/sql?q={}", quote("SELECT x FROM t"))),
        "x\nkept"
    );
}

#[test]
fn sigterm_lets_running_requests_finish() {
    for signal in ["-TERM", "-INT"] {
        let dir = write_app(Shape::default());
        let program = Program::start(&mut command(dir.path()));
        let address = program.address;
        let request = std::thread::spawn(move || get(address, "/stream").success());
        wait_for("the request to arrive", || {
            !get(address, "/.well-known/spindle/stats")
                .body
                .contains("\"probe\":{\"requests\":0")
        });
        program.signal(signal);
        let (code, out, _) = program.finish();
        assert_eq!((code, out.as_str()), (Some(0), ""));
        assert_eq!(request.join().unwrap(), "one\ntwo\nthree\n");
    }
}

#[test]
fn components_print_to_standard_error_unless_quiet() {
    for quiet in [false, true] {
        let dir = write_app(Shape::default());
        let mut command = command(dir.path());
        if quiet {
            command.arg("--quiet");
        }
        let program = Program::start(&mut command);
        program.text("/print");
        program.signal("-TERM");
        let (_, out, error) = program.finish();
        assert_eq!(out, "");
        assert_eq!(error.contains("printed to out"), !quiet, "{error}");
        assert_eq!(error.contains("printed to err"), !quiet, "{error}");
    }
}

#[test]
fn variables_come_from_options_environment_and_file() {
    let dir = write_app(Shape::default());
    std::fs::write(dir.path().join(".env"), "SPIN_VARIABLE_WORD=file\n").unwrap();
    let word = |command: &mut Command| Program::start(command).text("/variable?name=word");
    assert_eq!(word(&mut command(dir.path())), "file");
    assert_eq!(
        word(command(dir.path()).env("SPIN_VARIABLE_WORD", "env")),
        "env"
    );
    let both = &mut command(dir.path());
    both.env("SPIN_VARIABLE_WORD", "env")
        .args(["--variable", "word=option"]);
    assert_eq!(word(both), "option");
}

#[test]
fn dev_sets_what_is_declared_and_stays_on_this_machine() {
    let dir = write_app(Shape::default());
    let manifest = dir.path().join("spin.toml");
    let text = std::fs::read_to_string(&manifest).unwrap();
    let text = text
        .replace(
            "[variables]\n",
            "[variables]\njwt_secret = { required = true }\njwt_enabled = { default = \"true\" }\n",
        )
        .replace(
            "variables = { ",
            "variables = { secret = \"{{ jwt_secret }}\", enabled = \"{{ jwt_enabled }}\", ",
        );
    std::fs::write(&manifest, text).unwrap();
    let missing = refusal(&mut command(dir.path()));
    assert!(
        missing.contains("jwt_secret") && missing.contains("SPIN_VARIABLE_JWT_SECRET"),
        "{missing}"
    );

    let program = Program::start(command(dir.path()).arg("--dev"));
    assert_eq!(program.text("/variable?name=enabled"), "false");
    let secret = program.text("/variable?name=secret");
    assert_eq!(secret.len(), 64);
    program.signal("-TERM");
    let (_, _, said) = program.finish();
    assert!(
        said.contains("jwt_enabled=false") && !said.contains(&secret),
        "{said}"
    );
    assert!(!said.contains("iflydocs_apps"), "{said}");

    let explicit = &mut command(dir.path());
    explicit.args(["--dev", "--variable", "jwt_enabled=true"]);
    assert_eq!(
        Program::start(explicit).text("/variable?name=enabled"),
        "true"
    );

    let open = &mut command(dir.path());
    open.args(["--dev", "--listen", "0.0.0.0:0"]);
    assert!(refusal(open).contains("loopback"));
}

#[test]
fn mistakes_at_the_start_are_one_sentence_each() {
    let dir = write_app(Shape::default());
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    for (arguments, said) in [
        (vec!["--listen", taken.as_str()], "--listen"),
        (vec!["--listen", "nonsense"], "ADDRESS:PORT"),
        (
            vec!["--runtime-config-file", "/does/not/exist"],
            "/does/not/exist",
        ),
        (vec!["--variable", "novalue"], "name=value"),
        (vec!["--nonsense"], "nonsense"),
        (vec!["--from", "/does/not/exist"], "--from"),
    ] {
        let refusal = refusal(command(dir.path()).args(&arguments));
        assert!(refusal.contains(said), "{arguments:?}: {refusal}");
        assert_eq!(refusal.trim().lines().count(), 1, "{refusal}");
    }
}

/// A component that imports the function `f` of `x:y/z`, written by hand in the binary format.
const FOREIGN: &[u8] = b"\0asm\x0d\0\x01\0\
    \x07\x0e\x01\x42\x02\x01\x40\x00\x01\x00\x04\x00\x01f\x01\x00\
    \x0a\x0a\x01\x00\x05x:y/z\x05\x00";

#[test]
fn components_that_do_not_fit_are_named() {
    let dir = write_app(Shape::default());
    let manifest = dir.path().join("spin.toml");
    let text = std::fs::read_to_string(&manifest).unwrap();
    let own = crate::support::probe().display().to_string();
    for (name, bytes, said) in [
        ("missing.wasm", None, vec!["missing.wasm", "spindle build"]),
        (
            "text.wasm",
            Some(&b"not wasm"[..]),
            vec!["text.wasm", "wasm32-wasip2"],
        ),
        (
            "core.wasm",
            Some(&b"\0asm\x01\0\0\0"[..]),
            vec!["core.wasm", "wasm32-wasip2"],
        ),
        (
            "empty.wasm",
            Some(&b"\0asm\x0d\0\x01\0"[..]),
            vec!["component.hidden", "incoming-handler"],
        ),
        (
            "foreign.wasm",
            Some(FOREIGN),
            vec!["component.hidden", "x:y/z"],
        ),
    ] {
        if let Some(bytes) = bytes {
            std::fs::write(dir.path().join(name), bytes).unwrap();
        }
        let (first, last) = text.rsplit_once(&own).unwrap();
        std::fs::write(&manifest, format!("{first}{name}{last}")).unwrap();
        let refusal = refusal(&mut command(dir.path()));
        for word in said {
            assert!(refusal.contains(word), "{name}: {refusal}");
        }
    }
}

#[test]
fn the_second_start_takes_the_components_from_the_cache() {
    let dir = write_app(Shape::default());
    let cache = tempfile::tempdir().unwrap();
    let start = || {
        let began = Instant::now();
        let program = Program::start(command(dir.path()).env("SPINDLE_CACHE_DIR", cache.path()));
        let took = began.elapsed();
        program.signal("-TERM");
        (took, program.finish().2)
    };
    let (_, first) = start();
    assert!(first.contains("Compiled"), "{first}");
    let (took, second) = start();
    assert!(!second.contains("Compil"), "{second}");
    assert!(took < Duration::from_secs(5), "{took:?}");
}

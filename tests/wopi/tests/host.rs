//! The runner against a small host that can be told to misbehave.
#![allow(
    clippy::unwrap_used,
    reason = "a test stops where something is not as it should be"
)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use spindle_wopi_suite::{Category, Suite, Target, Verdict, totals};

/// How the host misbehaves.
#[derive(Clone, Copy, PartialEq)]
enum Fault {
    None,
    /// Bodies are longer than announced.
    Length,
    /// A wrong lock is taken.
    Lock,
    /// Every token is good.
    Token,
}

/// What the host was asked: the override, or the method.
type Log = Arc<Mutex<Vec<String>>>;

fn host(fault: Fault) -> (String, Log) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let log = Log::default();
    let (seen, own) = (Arc::clone(&log), base.clone());
    std::thread::spawn(move || {
        let mut lock = String::new();
        for stream in listener.incoming() {
            answer(stream.unwrap(), fault, &mut lock, &seen, &own);
        }
    });
    (base, log)
}

fn answer(mut stream: TcpStream, fault: Fault, lock: &mut String, log: &Log, base: &str) {
    let mut lines = BufReader::new(stream.try_clone().unwrap());
    let mut first = String::new();
    lines.read_line(&mut first).unwrap();
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        lines.read_line(&mut line).unwrap();
        match line.trim_end().split_once(':') {
            Some((name, value)) => headers.push((name.to_lowercase(), value.trim().to_owned())),
            None => break,
        }
    }
    let header = |name: &str| {
        let mut found = headers.iter().filter(|(key, _)| key == name);
        found
            .next()
            .map(|(_, value)| value.clone())
            .unwrap_or_default()
    };
    let mut body = vec![0; header("content-length").parse().unwrap_or(0)];
    lines.read_exact(&mut body).unwrap();
    let operation = header("x-wopi-override");
    log.lock().unwrap().push(if operation.is_empty() {
        first.split(' ').next().unwrap().to_owned()
    } else {
        operation.clone()
    });
    let wanted = header("x-wopi-lock");
    let mismatch = !lock.is_empty() && *lock != wanted;
    let (status, more, text) = if !first.contains("access_token=g%2Ed&") && fault != Fault::Token {
        (401, String::new(), String::new())
    } else if operation.is_empty() {
        let json = format!(
            r#"{{"BaseFileName":"a.wopitest","SupportsLocks":true,"Size":4,"Url":"{base}/wopi/files/1?access_token=g%2Ed&x"}}"#
        );
        (200, String::new(), json)
    } else if mismatch && fault != Fault::Lock {
        (409, format!("X-WOPI-Lock: {lock}\r\n"), String::new())
    } else {
        *lock = if operation == "LOCK" {
            wanted
        } else {
            String::new()
        };
        (200, String::new(), String::new())
    };
    let length = text.len();
    let extra = if fault == Fault::Length { "!" } else { "" };
    let _ = write!(
        stream,
        "HTTP/1.1 {status} Told\r\n{more}Content-Length: {length}\r\nConnection: close\r\n\r\n{text}{extra}"
    );
}

const DESCRIPTION: &str = r#"<WopiValidation>
  <PrereqCases>
    <TestCase Name="Locks" Category="WopiCore"><Requests><CheckFileInfo><Validators><JsonResponseContentValidator>
      <BooleanProperty Name="SupportsLocks" ExpectedValue="true" IsRequired="true"/>
    </JsonResponseContentValidator></Validators></CheckFileInfo></Requests></TestCase>
    <TestCase Name="Containers" Category="WopiCore"><Requests><CheckFileInfo><Validators><JsonResponseContentValidator>
      <BooleanProperty Name="SupportsContainers" ExpectedValue="true" IsRequired="true"/>
    </JsonResponseContentValidator></Validators></CheckFileInfo></Requests></TestCase>
  </PrereqCases>
  <TestGroup Name="Locks"><PrereqTests><PrereqTest>Locks</PrereqTest></PrereqTests><TestCases>
    <TestCase Name="Mismatch" Category="WopiCore"><Requests>
      <Lock Lock="A"/>
      <Lock Lock="B"><Validators><LockMismatchValidator ExpectedLock="A"/></Validators></Lock>
      </Requests><CleanupRequests><Unlock Lock="A"/></CleanupRequests></TestCase>
    <TestCase Name="Saved" Category="WopiCore"><Requests>
      <CheckFileInfo><SaveState><State Name="U" Source="Url"/></SaveState></CheckFileInfo>
      <CheckFileInfo OverrideUrl="$State:U"/></Requests></TestCase>
    <TestCase Name="Token" Category="OfficeOnline"><Requests>
      <CheckFileInfo><Mutators><AccessToken Mutation="INVALID"/></Mutators>
      <Validators><ResponseCodeValidator ExpectedCode="401"/></Validators></CheckFileInfo></Requests></TestCase>
    <TestCase Name="Proof" Category="OfficeOnline"><Requests>
      <CheckFileInfo><Mutators><ProofKey MutateCurrent="true"/></Mutators></CheckFileInfo></Requests></TestCase>
  </TestCases></TestGroup>
  <TestGroup Name="Containers"><PrereqTests><PrereqTest>Containers</PrereqTest></PrereqTests><TestCases>
    <TestCase Name="Children" Category="WopiCore"><Requests><EnumerateChildren/></Requests></TestCase>
  </TestCases></TestGroup></WopiValidation>"#;

fn run(fault: Fault, choice: &[Category]) -> (Vec<(String, Verdict)>, Vec<String>) {
    let (base, log) = host(fault);
    let target = Target {
        wopi_src: format!("{base}/wopi/files/1"),
        access_token: "g.d".into(),
        ttl: 0,
        sign: None,
        rights_are_prerequisites: false,
    };
    let outcomes = Suite::parse(DESCRIPTION).unwrap().run(&target, choice);
    let (passed, failed, skipped) = totals(&outcomes);
    assert_eq!(passed + failed + skipped, outcomes.len());
    let verdicts = outcomes.into_iter();
    let verdicts = verdicts.map(|outcome| (outcome.test, outcome.result));
    let log = log.lock().unwrap().clone();
    (verdicts.collect(), log)
}

fn verdict<'v>(verdicts: &'v [(String, Verdict)], test: &str) -> &'v Verdict {
    let mut named = verdicts.iter().filter(|(name, _)| name == test);
    &named.next().unwrap().1
}

#[test]
fn a_good_host_passes_what_it_can() {
    let (verdicts, log) = run(Fault::None, &[Category::All]);
    for test in ["Mismatch", "Saved", "Token"] {
        assert_eq!(verdict(&verdicts, test), &Verdict::Passed, "{test}");
    }
    assert_eq!(
        verdict(&verdicts, "Proof"),
        &Verdict::Skipped("requests are not signed".into())
    );
    let Verdict::Skipped(reason) = verdict(&verdicts, "Children") else {
        panic!("{verdicts:?}");
    };
    assert!(
        reason.starts_with("Containers: ") && reason.contains("SupportsContainers"),
        "{reason}"
    );
    // The lock is cleaned away, and nothing was asked of the group that is skipped.
    assert_eq!(
        log,
        ["GET", "LOCK", "LOCK", "UNLOCK", "GET", "GET", "GET", "GET"]
    );
}

#[test]
fn categories_choose() {
    let (verdicts, _) = run(Fault::None, &[Category::WopiCore]);
    let names: Vec<&str> = verdicts.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Mismatch", "Saved", "Children"]);
}

#[test]
fn faults_are_told() {
    let (verdicts, log) = run(Fault::Lock, &[Category::All]);
    let Verdict::Failed(reason) = verdict(&verdicts, "Mismatch") else {
        panic!("{verdicts:?}");
    };
    assert!(
        reason.starts_with("request 2 (Lock): the status is 200"),
        "{reason}"
    );
    assert!(
        log.contains(&"UNLOCK".to_owned()),
        "cleaned after a failure"
    );
    let (verdicts, _) = run(Fault::Token, &[Category::All]);
    assert!(matches!(verdict(&verdicts, "Token"), Verdict::Failed(_)));
    // Not even the prerequisite holds when a length is not true.
    let (verdicts, _) = run(Fault::Length, &[Category::All]);
    let Verdict::Skipped(reason) = verdict(&verdicts, "Saved") else {
        panic!("{verdicts:?}");
    };
    assert!(reason.contains("Content-Length"), "{reason}");
}

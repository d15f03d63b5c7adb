//! A disk that is full: changes and saves are refused in words, nothing acknowledged is lost, and all goes on when there is
//! room again.

mod disk;

use std::collections::HashSet;
use std::time::{Duration, Instant};

use serde_json::json;
use spindle_delta::Delta;
use spindle_e2e::editing::{Config, Failure, Joined, post};
use spindle_e2e::office::docx;
use spindle_e2e::{Client, Editor, Storage};

use super::host::Host;
use super::integrator::words;
use super::turn;
use disk::{Disk, Limit, Small};

/// Changes that are to be refused on the full disk.
const TRIES: usize = 60;

/// How often that is tried: journals may have room of their own that is used up first.
const MOST_TRIES: usize = 2000;

/// How long things may take that go on when there is room.
const PATIENCE: Duration = Duration::from_secs(30);

#[test]
fn disk_full() {
    run(&Limit::new());
}

#[test]
fn disk_full_with_a_file_system_of_its_own() {
    match Small::mount() {
        Some(disk) => run(&disk),
        None => println!("skipped: a small file system cannot be mounted here"),
    }
}

fn run(disk: &impl Disk) {
    let _turn = turn();
    let variables = [
        ("savetimeoutdelay", "1000"),
        ("job_lease_s", "2"),
        ("limit_script_time_s", "1"),
    ];
    let Some(host) = Host::start(disk.state(), &variables) else {
        return;
    };
    let storage = Storage::start();
    let mut seats: Vec<Seat> = [("k0", "u0"), ("k0", "u1"), ("k1", "u2")]
        .map(|(key, user)| Seat::join(&host.client, &storage, key, user))
        .into();
    for round in 0..10 {
        for seat in &mut seats {
            seat.must_type(&format!("{}first{round}", seat.user));
        }
    }
    // Its save is due when there is no room for it.
    let mut gone = Seat::join(&host.client, &storage, "k2", "u3");
    gone.must_type("u3first");
    gone.editor.leave();
    if !disk.fill(&host) {
        println!("skipped: prlimit is not there, and nothing else limits the host's files");
        return;
    }
    let mut refused = Vec::new();
    for number in 0..MOST_TRIES {
        if refused.len() > TRIES {
            break;
        }
        for seat in &mut seats {
            seat.try_type(number, &mut refused);
        }
    }
    assert!(!refused.is_empty(), "all changes found room on a full disk");
    for words in &refused {
        assert!(words.contains(' '), "not in words: {words}");
    }
    let other = others(&host.client, &storage, &seats);
    let healthy = host.client.get("/healthcheck");
    assert_eq!(healthy.status, 200, "{}", host.said());
    let early = storage.with("k2", 2).len();
    println!(
        "on the full disk: {} changes refused, such as: {}; {} acknowledged; {other}; {early} saves delivered",
        refused.len(),
        refused.first().map_or("", String::as_str),
        seats.iter().map(|seat| seat.meanwhile).sum::<usize>(),
    );

    disk.free(&host);
    for seat in &mut seats {
        seat.go_on();
        seat.must_type(&format!("{}last", seat.user));
    }
    let forced: Vec<i64> = seats.iter().map(|seat| seat.editor.save()).collect();
    assert!(
        forced.iter().all(|code| matches!(code, 0 | 4)),
        "{forced:?}"
    );
    storage.wait("k0", 6);
    storage.wait("k1", 6);
    for seat in &seats {
        seat.editor.leave();
    }
    seats.push(gone);
    for key in ["k0", "k1", "k2"] {
        let found = saved(&host.client, &storage, key);
        for seat in seats.iter().filter(|seat| seat.editor.key == key) {
            let lost: Vec<&String> = seat
                .acknowledged
                .iter()
                .filter(|word| !found.contains(*word))
                .collect();
            assert!(lost.is_empty(), "{key} lacks {lost:?} of {}", seat.user);
            let made: Vec<&String> = seat
                .given_up
                .iter()
                .filter(|word| found.contains(*word))
                .collect();
            assert!(made.is_empty(), "{key} has {made:?}, which were refused");
        }
    }
}

/// The words of the final save of a key, which is driven until it is there.
fn saved(client: &Client, storage: &Storage, key: &str) -> HashSet<String> {
    let start = Instant::now();
    while storage.with(key, 2).is_empty() && start.elapsed() < PATIENCE {
        let ticked = client.send("POST", "/internal/tick", &[], &[]);
        assert_eq!(ticked.status, 200, "{}", ticked.text());
        std::thread::sleep(Duration::from_millis(200));
    }
    let saves = storage.with(key, 2);
    let ids: HashSet<_> = saves
        .iter()
        .map(|save| save.header("idempotency-key").expect("an id"))
        .collect();
    assert_eq!(ids.len(), 1, "{key}: {:?}", storage.statuses(key));
    let bytes = saves[0].download(client);
    words(&bytes).expect("a docx file").into_iter().collect()
}

/// What else is asked for on a full disk is done or refused in words; answers how it went.
fn others(client: &Client, storage: &Storage, seats: &[Seat]) -> String {
    let mut told = Vec::new();
    let mut hold = |what: &str, answer: Result<serde_json::Value, Failure>| match answer {
        Ok(answer) => told.push(format!("{what}: {answer}")),
        Err(failure) => {
            refused_in_words(&failure);
            told.push(format!("{what} refused"));
        }
    };
    let Some(seat) = seats.first() else {
        return String::new();
    };
    hold("save", seat.editor.try_post("/save", &json!({})));
    hold("heartbeat", seat.editor.try_heartbeat());
    let command = json!({ "c": "forcesave", "key": "k0" });
    // The command service has codes of its own, with status 200.
    match post(client, "/command", &command) {
        Ok(answer) => told.push(format!("forcesave: {answer}")),
        Err(failure) => panic!("forcesave: {failure}"),
    }
    let url = storage.document("/k9.docx", docx(&["late"]));
    let config = Config::new("k9", &url).callback(&storage.callback_url("k9", "u9"));
    match Editor::try_join(client, &config) {
        Ok(_) => told.push("join: done".to_owned()),
        Err(failure) => {
            refused_in_words(&failure);
            told.push("join refused".to_owned());
        }
    }
    // Reading needs no room.
    let read = client.get(&seat.editor.target(""));
    assert_eq!(read.status, 200, "{}", read.text());
    told.join(", ")
}

fn refused_in_words(failure: &Failure) -> String {
    let Failure::Refused {
        status,
        error,
        message,
    } = failure
    else {
        panic!("{failure}");
    };
    assert_eq!((*status, error.as_str()), (503, "store"), "{failure}");
    message.clone()
}

/// An editor, and what became of his words.
struct Seat {
    editor: Editor,
    user: String,
    acknowledged: Vec<String>,
    /// Refused, and not tried again.
    given_up: Vec<String>,
    /// Refused, and waiting to be tried again.
    kept: Option<String>,
    /// How many were acknowledged on the full disk.
    meanwhile: usize,
}

impl Seat {
    fn join(client: &Client, storage: &Storage, key: &str, user: &str) -> Self {
        let url = storage.document(&format!("/{key}.docx"), docx(&["start"]));
        let config = Config::new(key, &url)
            .user(user)
            .callback(&storage.callback_url(key, user));
        let editor = match Editor::try_join(client, &config) {
            Ok(Joined::Open(editor)) => *editor,
            other => panic!("{key}: {other:?}"),
        };
        Self {
            editor,
            user: user.to_owned(),
            acknowledged: Vec::new(),
            given_up: Vec::new(),
            kept: None,
            meanwhile: 0,
        }
    }

    #[track_caller]
    fn must_type(&mut self, word: &str) {
        self.editor.insert(0, &format!("{word} "));
        self.acknowledged.push(word.to_owned());
    }

    /// Types on the full disk. What is refused is tried again and again by one user, and given up by the other: his next
    /// word has its `seq`.
    fn try_type(&mut self, number: usize, refused: &mut Vec<String>) {
        let mut attempt = self.editor.clone();
        let (word, answer) = match self.kept.clone() {
            Some(word) => (word, attempt.try_resend().map(|_| ())),
            None => {
                let word = format!("{}full{number}", self.user);
                // More than a page of a database has room for.
                let text = format!("{word} {} ", "x".repeat(5000));
                let change = Delta::new().insert(text, ());
                (word, attempt.try_change(vec![change]))
            }
        };
        match answer {
            Ok(()) => {
                self.editor = attempt;
                self.kept = None;
                self.meanwhile += 1;
                self.acknowledged.push(word);
            }
            Err(failure) => {
                refused.push(refused_in_words(&failure));
                if self.user == "u1" {
                    self.given_up.push(word);
                } else {
                    self.editor = attempt;
                    self.kept = Some(word);
                }
            }
        }
    }

    /// Sends again what is waiting, until it is acknowledged.
    fn go_on(&mut self) {
        let start = Instant::now();
        loop {
            match self.editor.try_resend() {
                Ok(_) => break,
                Err(failure) => {
                    let is_early = failure.passes() && start.elapsed() < PATIENCE;
                    assert!(is_early, "{}: {failure}", self.user);
                    std::thread::sleep(Duration::from_millis(50));
                }
            }
        }
        self.acknowledged.extend(self.kept.take());
    }
}

//! The storage with what an integrator does: it takes results into its files, gives every saved state a new key, and
//! knows a callback again that it accepted before.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use spindle_e2e::office::{docx, docx_text};
use spindle_e2e::{Callback, Client, Outcome, Reply, Storage};

use super::ledger::{Again, Asset, FileId, Ledger, Notice};

/// A file with more words than that is put away, and its room gets a new one, so that saves stay quick.
const MOST_WORDS: usize = 600;

/// How a callback is met that was not accepted before.
#[derive(Debug, Clone)]
pub enum Mood {
    /// It is accepted, so long after it came; the answer is sent so long after that.
    Accept(Duration, Duration),
    /// It is accepted behind a redirect that keeps the body.
    Onwards,
    /// It is not accepted.
    Refuse(Outcome),
}

type Temper = Box<dyn Fn(&Callback) -> Mood + Send + Sync>;

/// The integrator.
pub struct Integrator {
    /// Its web server.
    pub storage: Storage,
    /// What it and the editors hold the service to.
    pub ledger: Arc<Ledger>,
    client: Client,
    temper: Mutex<Arc<Temper>>,
    /// After so long it gives up and closes the connection: the service may have done so too.
    late: Duration,
}

impl Integrator {
    /// Starts one with a new file in every room. It downloads results through `client`, and accepts nothing more when
    /// half of the service's `callback_timeout` is over.
    pub fn start(ledger: &Arc<Ledger>, client: &Client, timeout: Duration) -> Arc<Self> {
        let accept: Temper = Box::new(|_| Mood::Accept(Duration::ZERO, Duration::ZERO));
        let integrator = Arc::new(Self {
            storage: Storage::start(),
            ledger: ledger.clone(),
            client: client.clone(),
            temper: Mutex::new(Arc::new(accept)),
            late: timeout / 2,
        });
        for room in 0..ledger.rooms() {
            let file = FileId { room, number: 0 };
            integrator.put(new_key(file, 0), file, docx(&[""]));
        }
        let weak = Arc::downgrade(&integrator);
        integrator
            .storage
            .script(move |callback| match weak.upgrade() {
                Some(integrator) => integrator.hear(callback),
                None => Outcome::Cut,
            });
        integrator
    }

    /// From now on callbacks are met like this.
    pub fn temper(&self, temper: impl Fn(&Callback) -> Mood + Send + Sync + 'static) {
        *self.temper.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(Box::new(temper));
    }

    /// Where the document of a key is.
    pub fn url(&self, key: &str) -> String {
        self.storage.url(&path(key))
    }

    /// Where an editor's callbacks go.
    pub fn callback(&self, room: usize, user: &str) -> String {
        self.storage.url(&format!("/rooms/{room}?user={user}"))
    }

    fn put(&self, key: String, file: FileId, bytes: Vec<u8>) {
        self.storage.document(&path(&key), bytes);
        self.ledger.open(Asset { file, key });
    }

    fn hear(&self, callback: &Callback) -> Outcome {
        let is_result = matches!(callback.status(), 2 | 6);
        let room = room_of(callback).filter(|_| is_result);
        if let Some(room) = room {
            self.ledger.watch.telling(room);
        }
        let outcome = self.meet(callback);
        if let Some(room) = room {
            let delay = match &outcome {
                Outcome::Reply(reply) => reply.delay,
                _ => Duration::ZERO,
            };
            self.ledger.watch.told(room, Instant::now() + delay);
        }
        outcome
    }

    fn meet(&self, callback: &Callback) -> Outcome {
        let id = callback.header("idempotency-key").unwrap_or_default();
        let mut notice = Notice {
            key: callback.key(),
            status: callback.status(),
            id,
            at: callback.at,
            words: None,
        };
        if id.is_empty() {
            self.ledger
                .problem(format!("no Idempotency-Key: {callback}"));
        }
        match self.ledger.again(&notice) {
            Again::No => {}
            Again::AfterKill => return Outcome::accept(),
            Again::Needless => {
                self.ledger
                    .problem(format!("it was accepted before: {callback}"));
                return Outcome::accept();
            }
        }
        let result = match notice.status {
            2 | 6 => match self.result(callback) {
                Ok(result) => Some(result),
                Err(words) => {
                    if !self.ledger.killed_since(notice.at) {
                        self.ledger.problem(format!("{words}: {callback}"));
                    }
                    return Outcome::status(500);
                }
            },
            1 | 4 => None,
            _ => {
                self.ledger
                    .problem(format!("a document could not be made: {callback}"));
                None
            }
        };
        notice.words = result.as_ref().map(|(_, words)| words.as_slice());
        self.ledger.came(&notice);
        let temper = self
            .temper
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let (before, after) = match temper(callback) {
            Mood::Accept(before, after) => (before, after),
            Mood::Onwards if callback.query("onwards").is_none() => {
                let onwards = self.storage.url(&format!("{}&onwards=1", callback.target));
                return Reply::status(307).header("Location", &onwards).into();
            }
            Mood::Onwards => (Duration::ZERO, Duration::ZERO),
            Mood::Refuse(outcome) => return outcome,
        };
        std::thread::sleep(before);
        if callback.at.elapsed() > self.late {
            return Outcome::Cut;
        }
        let next = match (&result, notice.status) {
            (Some((bytes, words)), 2) => self.next(callback, bytes, words.len()),
            _ => None,
        };
        self.ledger.accept(&notice, next);
        Outcome::accept().after(after)
    }

    /// Downloads a result; its bytes and its words.
    fn result(&self, callback: &Callback) -> Result<(Vec<u8>, Vec<String>), String> {
        let url = callback.body["url"]
            .as_str()
            .ok_or("a result without url")?;
        let answer = self.client.try_send("GET", url, &[], &[])?;
        if answer.status != 200 {
            return Err(format!("{url}: status {} {}", answer.status, answer.text()));
        }
        let words = words(&answer.body).ok_or_else(|| format!("{url}: no docx file"))?;
        Ok((answer.body, words))
    }

    /// What a room has open after this result: the same file with the key that the service told or one of its own, or a
    /// new file.
    fn next(&self, callback: &Callback, bytes: &[u8], words: usize) -> Option<Asset> {
        let file = self.ledger.file_of(callback.key())?;
        if words > MOST_WORDS {
            let file = FileId {
                number: file.number + 1,
                ..file
            };
            let key = new_key(file, 0);
            self.storage.document(&path(&key), docx(&[""]));
            return Some(Asset { file, key });
        }
        let told = callback.body["nextKey"].as_str();
        if told.is_none() {
            self.ledger.problem(format!("no nextKey: {callback}"));
        }
        // Integrators do as they like; both must work.
        let key = match told {
            Some(told) if file.room.is_multiple_of(2) => told.to_owned(),
            _ => new_key(file, self.ledger.counts().keys),
        };
        self.storage.document(&path(&key), bytes);
        Some(Asset { file, key })
    }
}

/// The words of a docx file's text, in order; `None` where it is no such file.
pub fn words(bytes: &[u8]) -> Option<Vec<String>> {
    let text = std::panic::catch_unwind(|| docx_text(bytes)).ok()?;
    Some(text.split_whitespace().map(str::to_owned).collect())
}

fn path(key: &str) -> String {
    format!("/files/{key}.docx")
}

fn new_key(file: FileId, state: usize) -> String {
    format!("room{}-{}-{state}", file.room, file.number)
}

fn room_of(callback: &Callback) -> Option<usize> {
    callback.path_only().strip_prefix("/rooms/")?.parse().ok()
}

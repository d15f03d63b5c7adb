//! What editors were acknowledged and what the storage was told, and whether both fit: the judge of these tests.

mod watch;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

pub use watch::{Phase, Watch};

/// A file of the storage: the `number`th that is edited in a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId {
    pub room: usize,
    pub number: u32,
}

/// What the storage gives to an editor who wants to open a room's file: the file, and the key of its state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    pub file: FileId,
    pub key: String,
}

/// A callback as the judge sees it.
#[derive(Debug, Clone)]
pub struct Notice<'a> {
    pub key: &'a str,
    pub status: i64,
    /// The header `Idempotency-Key`.
    pub id: &'a str,
    /// When it came.
    pub at: Instant,
    /// The words of the result, where it has one.
    pub words: Option<&'a [String]>,
}

/// A callback that comes again although it was accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// It does not.
    No,
    /// The host was killed in between: it could not know.
    AfterKill,
    /// The host was there all the time.
    Needless,
}

/// What was counted.
#[derive(Debug, Clone, Default)]
pub struct Counts {
    /// Changes that were acknowledged.
    pub acknowledged: usize,
    /// Final saves that the storage accepted.
    pub saves: usize,
    /// Forced saves that it accepted.
    pub forced: usize,
    /// Results that came again after a kill between acceptance and record.
    pub redelivered: usize,
    /// Callbacks that came again without one.
    pub repeated: usize,
    /// Callbacks that came in a wrong order, or results with less than the ones before them.
    pub disorder: usize,
    /// Results in which a change is twice.
    pub twice: usize,
    /// Keys that were opened.
    pub keys: usize,
}

/// What the storage was told about a key.
struct Key {
    file: FileId,
    /// Its final save was accepted.
    over: bool,
    /// What came last: status, moment, and id.
    last: Option<(i64, Instant, String)>,
    /// When somebody was seen in a session of it.
    seen: Option<Instant>,
    /// The ids of what was accepted, with the moment when it came.
    accepted: HashMap<String, Instant>,
    words: HashSet<String>,
    /// The forced save that was accepted last.
    forced: Option<HashSet<String>>,
}

impl Key {
    fn new(file: FileId) -> Self {
        Self {
            file,
            over: false,
            last: None,
            seen: None,
            accepted: HashMap::new(),
            words: HashSet::new(),
            forced: None,
        }
    }
}

#[derive(Default)]
struct State {
    /// What each room has open at the storage.
    rooms: Vec<Asset>,
    keys: HashMap<String, Key>,
    acknowledged: BTreeMap<FileId, Vec<String>>,
    /// The words of each file as it was saved last.
    saved: HashMap<FileId, HashSet<String>>,
    /// From when until when the host was killed; one that is being killed has no end yet.
    kills: Vec<(Instant, Option<Instant>)>,
    counts: Counts,
    problems: Vec<String>,
}

/// The ledger; editors, the storage and the test write into it.
pub struct Ledger {
    state: Mutex<State>,
    /// What is going on in the rooms.
    pub watch: Watch,
}

impl Ledger {
    /// A ledger of rooms, whose final saves are due so many milliseconds after the last editor left.
    pub fn new(rooms: usize, delay_ms: u64) -> Self {
        let state = State {
            rooms: (0..rooms)
                .map(|room| Asset {
                    file: FileId { room, number: 0 },
                    key: String::new(),
                })
                .collect(),
            ..State::default()
        };
        Self {
            state: Mutex::new(state),
            watch: Watch::new(rooms, delay_ms),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many rooms there are.
    pub fn rooms(&self) -> usize {
        self.lock().rooms.len()
    }

    /// From now on this is what a room has open.
    pub fn open(&self, asset: Asset) {
        let mut state = self.lock();
        state.counts.keys += 1;
        state
            .keys
            .entry(asset.key.clone())
            .or_insert_with(|| Key::new(asset.file));
        if let Some(room) = state.rooms.get_mut(asset.file.room) {
            *room = asset;
        }
    }

    /// What a room has open.
    pub fn current(&self, room: usize) -> Asset {
        self.lock().rooms[room].clone()
    }

    /// Somebody was in a session of this key just now.
    pub fn seen(&self, key: &str) {
        if let Some(key) = self.lock().keys.get_mut(key) {
            key.seen = Some(Instant::now());
        }
    }

    /// A change of this word was acknowledged.
    pub fn acknowledge(&self, asset: &Asset, word: &str) {
        self.seen(&asset.key);
        let mut state = self.lock();
        state.counts.acknowledged += 1;
        let words = state.acknowledged.entry(asset.file).or_default();
        words.push(word.to_owned());
    }

    /// What was acknowledged of a file so far.
    pub fn acknowledged(&self, file: FileId) -> Vec<String> {
        let state = self.lock();
        state.acknowledged.get(&file).cloned().unwrap_or_default()
    }

    /// Kills the host, and notes when it was.
    pub fn kill(&self, kill: impl FnOnce()) {
        self.lock().kills.push((Instant::now(), None));
        kill();
        if let Some((_, end)) = self.lock().kills.last_mut() {
            *end = Some(Instant::now());
        }
    }

    /// Whether the host was killed at or after this moment.
    pub fn killed_since(&self, at: Instant) -> bool {
        let state = self.lock();
        state.kills.iter().any(|(_, end)| is_after(*end, at))
    }

    /// Notes what must not be.
    pub fn problem(&self, words: String) {
        eprintln!("PROBLEM {words}");
        self.lock().problems.push(words);
    }

    /// Whether this callback was accepted before.
    pub fn again(&self, notice: &Notice<'_>) -> Again {
        let mut state = self.lock();
        let accepted = state
            .keys
            .get(notice.key)
            .and_then(|key| key.accepted.get(notice.id));
        let Some(accepted) = accepted.copied() else {
            return Again::No;
        };
        let killed = state
            .kills
            .iter()
            .any(|(start, end)| is_after(*end, accepted) && *start <= notice.at);
        if killed {
            state.counts.redelivered += usize::from(matches!(notice.status, 2 | 6));
            return Again::AfterKill;
        }
        state.counts.repeated += 1;
        Again::Needless
    }

    /// Judges a callback that came, whatever the storage will answer.
    pub fn came(&self, notice: &Notice<'_>) {
        let mut state = self.lock();
        let State {
            keys,
            counts,
            problems,
            ..
        } = &mut *state;
        let Some(key) = keys.get_mut(notice.key) else {
            problems.push(format!(
                "status {} of {}, which nobody opened",
                notice.status, notice.key
            ));
            return;
        };
        let mut wrong = |words: String| {
            counts.disorder += 1;
            problems.push(format!("{}: status {} {words}", notice.key, notice.status));
        };
        if key.over {
            wrong("after the final save was accepted".to_owned());
        }
        // A 1 tells of a new session. One that got lost with a killed host is made up for by who was seen there. A 4
        // that went on behind a redirect is the same one.
        if notice.status != 1
            && let Some((4, closed, id)) = &key.last
            && id != notice.id
            && key.seen.is_none_or(|seen| seen < *closed)
        {
            wrong("after a 4 with no session in between".to_owned());
        }
        if let Some(words) = notice.words {
            let now: HashSet<String> = words.iter().cloned().collect();
            let missing: Vec<&String> = key.words.difference(&now).take(5).collect();
            if !missing.is_empty() {
                wrong(format!("lacks what the result before it had: {missing:?}"));
            }
            if now.len() < words.len() {
                counts.twice += 1;
                problems.push(format!("{}: a result has a change twice", notice.key));
            }
            // There is nothing new to save where nothing was changed.
            if notice.status == 6 && key.forced.as_ref() == Some(&now) {
                counts.repeated += 1;
                problems.push(format!(
                    "{}: a forced save that was accepted comes under another Idempotency-Key",
                    notice.key
                ));
            }
            key.words.extend(now);
        }
        key.last = Some((notice.status, notice.at, notice.id.to_owned()));
    }

    /// The storage accepts a callback; `next` is what the room has open after a final save.
    pub fn accept(&self, notice: &Notice<'_>, next: Option<Asset>) {
        let mut state = self.lock();
        let Some(key) = state.keys.get_mut(notice.key) else {
            return;
        };
        let was_over = key.over;
        key.accepted.insert(notice.id.to_owned(), notice.at);
        let file = key.file;
        if notice.status == 2 {
            key.over = true;
            state.counts.saves += 1;
        } else if notice.status == 6 {
            key.forced = notice.words.map(|words| words.iter().cloned().collect());
            state.counts.forced += 1;
        }
        if let Some(words) = notice.words.filter(|_| !was_over) {
            state.saved.insert(file, words.iter().cloned().collect());
        }
        drop(state);
        if let Some(next) = next.filter(|_| !was_over) {
            self.watch.saved(file.room);
            self.open(next);
        }
    }

    /// Whether a key's final save was accepted.
    pub fn is_over(&self, key: &str) -> bool {
        self.lock().keys.get(key).is_some_and(|key| key.over)
    }

    /// The file of a key that the storage knows.
    pub fn file_of(&self, key: &str) -> Option<FileId> {
        self.lock().keys.get(key).map(|key| key.file)
    }

    /// What was acknowledged and is neither in its saved file nor among these words.
    pub fn missing(&self, elsewhere: &HashSet<String>) -> Vec<(FileId, String)> {
        let state = self.lock();
        let nothing = HashSet::new();
        let mut missing = Vec::new();
        for (file, words) in &state.acknowledged {
            let saved = state.saved.get(file).unwrap_or(&nothing);
            missing.extend(
                words
                    .iter()
                    .filter(|word| !saved.contains(*word) && !elsewhere.contains(*word))
                    .map(|word| (*file, word.clone())),
            );
        }
        missing
    }

    /// What was counted so far.
    pub fn counts(&self) -> Counts {
        self.lock().counts.clone()
    }

    /// What must not have been.
    pub fn problems(&self) -> Vec<String> {
        self.lock().problems.clone()
    }
}

fn is_after(end: Option<Instant>, at: Instant) -> bool {
    end.is_none_or(|end| end >= at)
}

#[cfg(test)]
mod tests;

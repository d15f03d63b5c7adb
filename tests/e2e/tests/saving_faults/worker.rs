//! An editor at work in a room: he types words that nobody else types, saves, leaves and comes back, whatever becomes of
//! the host meanwhile.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde_json::json;
use spindle_delta::Delta;
use spindle_e2e::editing::{Config, Failure, Joined, post};
use spindle_e2e::{Client, Editor};

use super::integrator::Integrator;
use super::ledger::{Asset, Ledger};
use spindle_e2e::random::Random;

/// Whoever gets nothing done for so long gives up: the service is stuck.
const PATIENCE: Duration = Duration::from_secs(60);

/// What the editors of all rooms are told.
pub struct Orders {
    stop: AtomicBool,
    /// For each room, whether its editors are to be out.
    home: Vec<AtomicBool>,
    /// How long the service takes somebody for present who says nothing.
    pub presence: Duration,
}

impl Orders {
    pub fn new(rooms: usize, presence: Duration) -> Self {
        Self {
            stop: AtomicBool::new(false),
            home: (0..rooms).map(|_| AtomicBool::new(false)).collect(),
            presence,
        }
    }

    /// All leave for good.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::SeqCst);
    }

    pub fn is_over(&self) -> bool {
        self.stop.load(Ordering::SeqCst)
    }

    /// Sends the editors of a room home, or back to work.
    pub fn send_home(&self, room: usize, home: bool) {
        self.home[room].store(home, Ordering::SeqCst);
    }

    fn is_out(&self, room: usize) -> bool {
        self.is_over() || self.home[room].load(Ordering::SeqCst)
    }
}

/// The editor.
pub struct Worker {
    name: String,
    room: usize,
    integrator: Arc<Integrator>,
    client: Client,
    orders: Arc<Orders>,
    random: Random,
    made: u32,
    seat: Option<Seat>,
    /// When he got something done.
    done: Instant,
}

/// A session, and what the storage gave it for.
struct Seat {
    editor: Editor,
    asset: Asset,
}

impl Worker {
    pub fn new(
        room: usize,
        number: usize,
        integrator: &Arc<Integrator>,
        client: &Client,
        orders: &Arc<Orders>,
    ) -> Self {
        Self {
            name: format!("r{room}e{number}"),
            room,
            integrator: integrator.clone(),
            client: client.clone(),
            orders: orders.clone(),
            random: Random::new((room * 100 + number) as u64 + 1),
            made: 0,
            seat: None,
            done: Instant::now(),
        }
    }

    fn ledger(&self) -> &Ledger {
        &self.integrator.ledger
    }

    /// Works until all are to leave for good.
    pub fn run(mut self) {
        while self.done.elapsed() < PATIENCE {
            match (self.seat.take(), self.orders.is_out(self.room)) {
                (None, true) => {
                    if self.orders.is_over() {
                        return;
                    }
                    self.done = Instant::now();
                    self.pause(5, 15);
                }
                (None, false) => self.seat = self.join(),
                (Some(seat), true) => {
                    let close = self.random.percent(30);
                    self.go(&seat, close);
                }
                (Some(seat), false) => {
                    self.seat = self.act(seat);
                    self.pause(5, 60);
                }
            }
        }
        self.ledger()
            .problem(format!("{}: nothing worked for {PATIENCE:?}", self.name));
    }

    fn pause(&mut self, least: u64, most: u64) {
        std::thread::sleep(self.random.millis(least, most));
    }

    fn join(&mut self) -> Option<Seat> {
        let asset = self.ledger().current(self.room);
        let config = Config::new(&asset.key, &self.integrator.url(&asset.key))
            .user(&self.name)
            .callback(&self.integrator.callback(self.room, &self.name));
        let before = self.ledger().acknowledged(asset.file);
        match Editor::try_join(&self.client, &config) {
            Ok(Joined::Open(editor)) => {
                self.ledger().seen(&asset.key);
                self.ledger().watch.entered(self.room);
                self.done = Instant::now();
                let seat = Seat {
                    editor: *editor,
                    asset,
                };
                self.compare(&seat, &before);
                return Some(seat);
            }
            Ok(Joined::Outdated { next }) => {
                if self.ledger().current(self.room) == asset {
                    self.ledger().problem(format!(
                        "{} is outdated, and the storage accepted no save of it; next is {next}",
                        asset.key
                    ));
                    self.pause(1000, 1001);
                }
            }
            Err(Failure::Lost(_)) => {
                let until = Instant::now() + self.orders.presence;
                self.ledger().watch.ghost(self.room, until);
            }
            Err(failure) if failure.passes() => {}
            // His session went with the host before the document could be read.
            Err(failure) if is_gone(&failure) => {}
            Err(failure) => {
                self.ledger()
                    .problem(format!("{} does not open: {failure}", asset.key));
                self.pause(1000, 1001);
            }
        }
        self.pause(10, 40);
        None
    }

    /// Holds a copy that was just read to what was acknowledged before.
    fn compare(&self, seat: &Seat, before: &[String]) {
        let text = seat.editor.text();
        let words: HashSet<&str> = text.split_whitespace().collect();
        let lost: Vec<&String> = before
            .iter()
            .filter(|word| !words.contains(word.as_str()))
            .collect();
        if !lost.is_empty() {
            self.ledger().problem(format!(
                "{} reads {} at version {} without {} acknowledged changes, such as {:?}",
                self.name,
                seat.asset.key,
                seat.editor.version,
                lost.len(),
                lost.first()
            ));
        }
    }

    fn act(&mut self, seat: Seat) -> Option<Seat> {
        match self.random.below(100) {
            0..6 => {
                self.save(&seat);
                Some(seat)
            }
            6..10 => self.read(seat),
            10..14 => self.follow(seat),
            14..17 => {
                let close = self.random.percent(20);
                self.go(&seat, close);
                None
            }
            _ => self.type_word(seat),
        }
    }

    /// Inserts a word between others.
    fn type_word(&mut self, mut seat: Seat) -> Option<Seat> {
        self.made += 1;
        let word = format!("{}n{}", self.name, self.made);
        let end = if self.random.percent(10) { "\n" } else { " " };
        let at = self.place(&seat.editor.text());
        let change = Delta::new()
            .retain(at, ())
            .insert(format!("{word}{end}"), ());
        self.ledger().watch.changed(self.room);
        let twin = self.random.percent(5).then(|| seat.editor.clone());
        let mut answer = seat.editor.try_change(vec![change.clone()]);
        loop {
            match answer {
                Ok(()) => {
                    self.ledger().acknowledge(&seat.asset, &word);
                    self.done = Instant::now();
                    if let Some(twin) = twin {
                        self.repeat(&seat, twin, change);
                    }
                    return Some(seat);
                }
                Err(failure) if failure.passes() && self.done.elapsed() < PATIENCE => {
                    self.pause(10, 40);
                    answer = seat.editor.try_resend().map(|_| ());
                }
                Err(failure) => return self.ended(seat, &failure),
            }
        }
    }

    /// Sends the call that was just acknowledged once more, as if its answer had been lost: it must get the same one.
    fn repeat(&self, seat: &Seat, mut twin: Editor, change: Delta) {
        match twin.try_change(vec![change]) {
            Ok(()) if twin.document == seat.editor.document => {}
            Ok(()) => self.ledger().problem(format!(
                "{}: a call that was repeated got another answer",
                seat.asset.key
            )),
            Err(failure) if failure.passes() || is_gone(&failure) => {}
            Err(failure) => self
                .ledger()
                .problem(format!("{}: a repeated call: {failure}", seat.asset.key)),
        }
    }

    /// A place that no word is around, in a text of plain letters.
    fn place(&mut self, text: &str) -> u64 {
        let near = self.random.below(text.len() as u64) as usize;
        let boundary = text
            .bytes()
            .enumerate()
            .skip(near)
            .find(|(at, byte)| byte.is_ascii_whitespace() && at + 1 < text.len());
        boundary.map_or(0, |(at, _)| at as u64 + 1)
    }

    /// The Save button, or the command.
    fn save(&mut self, seat: &Seat) {
        let answer = if self.random.percent(60) {
            seat.editor.try_post("/save", &json!({}))
        } else {
            let command = json!({ "c": "forcesave", "key": seat.asset.key });
            post(&self.client, "/command", &command)
        };
        match answer {
            Ok(answer) if answer["error"] == 0 => self.ledger().watch.forced(self.room),
            Ok(answer) if answer["error"] == 4 || answer["error"] == 3 => {}
            // The command tells that a document went on meanwhile by the same code as that it never was.
            Ok(answer) if answer["error"] == 1 && self.seat_is_gone(seat) => {}
            Ok(answer) => self
                .ledger()
                .problem(format!("{}: a forced save: {answer}", seat.asset.key)),
            Err(failure) if failure.passes() || is_gone(&failure) => {}
            Err(failure) => self
                .ledger()
                .problem(format!("{}: a forced save: {failure}", seat.asset.key)),
        }
    }

    fn seat_is_gone(&self, seat: &Seat) -> bool {
        matches!(seat.editor.try_heartbeat(), Err(failure) if failure.passes() || is_gone(&failure))
    }

    fn read(&mut self, mut seat: Seat) -> Option<Seat> {
        let before = self.ledger().acknowledged(seat.asset.file);
        match seat.editor.try_read() {
            Ok(_) => {
                self.compare(&seat, &before);
                self.done = Instant::now();
                Some(seat)
            }
            Err(failure) if failure.passes() => Some(seat),
            Err(failure) => self.ended(seat, &failure),
        }
    }

    fn follow(&mut self, mut seat: Seat) -> Option<Seat> {
        match seat.editor.try_poll(0) {
            Ok(_) => Some(seat),
            Err(failure) if failure.passes() => Some(seat),
            Err(failure) => self.ended(seat, &failure),
        }
    }

    fn go(&mut self, seat: &Seat, close: bool) {
        let under = if close { "/close" } else { "/leave" };
        loop {
            match seat.editor.try_post(under, &json!({})) {
                Ok(_) => break,
                Err(failure) if is_gone(&failure) => break,
                Err(failure) if failure.passes() && self.done.elapsed() < PATIENCE => {
                    self.pause(10, 40);
                }
                Err(failure) => {
                    self.ledger()
                        .problem(format!("{} cannot leave: {failure}", self.name));
                    break;
                }
            }
        }
        self.done = Instant::now();
        self.ledger().watch.left(self.room, close);
    }

    /// A session that is no more; that may be, where the host was away for longer than an editor may be silent.
    fn ended(&self, seat: Seat, failure: &Failure) -> Option<Seat> {
        if !is_gone(failure) {
            self.ledger()
                .problem(format!("{} in {}: {failure}", self.name, seat.asset.key));
        }
        self.ledger().watch.left(self.room, false);
        None
    }
}

fn is_gone(failure: &Failure) -> bool {
    matches!(failure.code(), "no-session" | "left")
}

//! A storage as integrators run it: it serves the documents that are edited, and its callback handler answers as a
//! script says, which may be changed at any time.

mod callback;

use std::collections::HashMap;
use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde_json::Value;

pub use callback::{Callback, Tokens};

use crate::origin::{Reply, answer};
use callback::read_request;

/// How the storage answers a request.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// With this, after its delay.
    Reply(Reply),
    /// Not at all; the connection stays open until the storage ends.
    Hang,
    /// Not at all; the connection is closed.
    Cut,
}

impl Outcome {
    /// What every correct handler says: `{"error":0}`.
    pub fn accept() -> Self {
        Self::json(200, r#"{"error":0}"#)
    }

    /// What a handler says that could not save: `{"error":1}`.
    pub fn refuse() -> Self {
        Self::json(200, r#"{"error":1}"#)
    }

    /// A status and a body of JSON.
    pub fn json(status: u16, body: &str) -> Self {
        let reply = Reply {
            status,
            ..Reply::ok(body)
        };
        Self::Reply(reply.header("Content-Type", "application/json"))
    }

    /// A status with a body that is none.
    pub fn status(status: u16) -> Self {
        Self::Reply(Reply::status(status))
    }

    /// The same, so much later.
    #[must_use]
    pub fn after(self, delay: Duration) -> Self {
        match self {
            Self::Reply(reply) => Self::Reply(Reply { delay, ..reply }),
            other => other,
        }
    }
}

impl From<Reply> for Outcome {
    fn from(reply: Reply) -> Self {
        Self::Reply(reply)
    }
}

type Script = Arc<dyn Fn(&Callback) -> Outcome + Send + Sync>;

struct State {
    callbacks: Vec<Callback>,
    /// Documents by path, with the requests for them.
    documents: HashMap<String, Reply>,
    downloads: Vec<Callback>,
    script: Script,
    /// Answers for one path without its query; they go before the script.
    paths: HashMap<String, Outcome>,
}

struct Shared {
    state: Mutex<State>,
    came: Condvar,
    up: AtomicBool,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The storage. It ends when it is dropped.
pub struct Storage {
    base: String,
    port: u16,
    shared: Arc<Shared>,
    listening: Mutex<Option<JoinHandle<()>>>,
}

impl Storage {
    /// Starts it on a free port of the loopback address. It accepts every save.
    ///
    /// # Panics
    /// When there is no free port.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("a bound address").port();
        let state = State {
            callbacks: Vec::new(),
            documents: HashMap::new(),
            downloads: Vec::new(),
            script: Arc::new(|_| Outcome::accept()),
            paths: HashMap::new(),
        };
        let shared = Arc::new(Shared {
            state: Mutex::new(state),
            came: Condvar::new(),
            up: AtomicBool::new(true),
        });
        let listening = Mutex::new(Some(listen(listener, shared.clone())));
        Self {
            base: format!("http://127.0.0.1:{port}"),
            port,
            shared,
            listening,
        }
    }

    /// An absolute URL of a path here.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// A callback URL for a key and a user: `/cb?k=<key>&u=<user>`.
    pub fn callback_url(&self, key: &str, user: &str) -> String {
        self.url(&format!("/cb?k={key}&u={user}"))
    }

    /// Serves a document on a path; answers its URL.
    pub fn document(&self, path: &str, bytes: impl Into<Vec<u8>>) -> String {
        self.serve(path, Reply::ok(bytes))
    }

    /// Answers GET on a path with this; answers its URL.
    pub fn serve(&self, path: &str, reply: Reply) -> String {
        self.shared.lock().documents.insert(path.to_owned(), reply);
        self.url(path)
    }

    /// From now on all callbacks are answered like this, but for those on paths with answers of their own.
    pub fn answer(&self, outcome: Outcome) {
        self.script(move |_| outcome.clone());
    }

    /// From now on the callbacks on this path (without its query) are answered like this.
    pub fn answer_at(&self, path: &str, outcome: Outcome) {
        self.shared.lock().paths.insert(path.to_owned(), outcome);
    }

    /// From now on callbacks are answered as the closure says. It is called for one callback at a time.
    pub fn script(&self, script: impl Fn(&Callback) -> Outcome + Send + Sync + 'static) {
        self.shared.lock().script = Arc::new(script);
    }

    /// Callbacks of this status are answered like this, all others are accepted.
    pub fn answer_status(&self, status: i64, outcome: Outcome) {
        self.script(move |callback| match callback.status() == status {
            true => outcome.clone(),
            false => Outcome::accept(),
        });
    }

    /// Refuses connections from now on: nobody listens any more.
    pub fn down(&self) {
        self.shared.up.store(false, Ordering::SeqCst);
        let mut listening = self
            .listening
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(thread) = listening.take() {
            // It waits for a connection.
            let _ = TcpStream::connect(("127.0.0.1", self.port));
            let _ = thread.join();
        }
    }

    /// Listens again, on the same port.
    ///
    /// # Panics
    /// When somebody else took the port.
    pub fn up(&self) {
        let mut listening = self
            .listening
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if listening.is_some() {
            return;
        }
        let start = Instant::now();
        let listener = loop {
            match TcpListener::bind(("127.0.0.1", self.port)) {
                Ok(listener) => break listener,
                Err(error) if start.elapsed() > Duration::from_secs(10) => {
                    panic!("port {}: {error}", self.port)
                }
                Err(_) => std::thread::sleep(Duration::from_millis(50)),
            }
        };
        self.shared.up.store(true, Ordering::SeqCst);
        *listening = Some(listen(listener, self.shared.clone()));
    }

    /// All callbacks so far, in the order in which they came.
    pub fn callbacks(&self) -> Vec<Callback> {
        self.shared.lock().callbacks.clone()
    }

    /// The callbacks of a key.
    pub fn of(&self, key: &str) -> Vec<Callback> {
        self.pick(|callback| callback.key() == key)
    }

    /// The callbacks of a key with a status.
    pub fn with(&self, key: &str, status: i64) -> Vec<Callback> {
        self.pick(|callback| callback.key() == key && callback.status() == status)
    }

    /// The statuses that a key was told, in order.
    pub fn statuses(&self, key: &str) -> Vec<i64> {
        self.of(key).iter().map(Callback::status).collect()
    }

    fn pick(&self, wanted: impl Fn(&Callback) -> bool) -> Vec<Callback> {
        let state = self.shared.lock();
        state
            .callbacks
            .iter()
            .filter(|callback| wanted(callback))
            .cloned()
            .collect()
    }

    /// The requests for documents, in order.
    pub fn downloads(&self) -> Vec<Callback> {
        self.shared.lock().downloads.clone()
    }

    /// Forgets what came so far.
    pub fn forget(&self) {
        let mut state = self.shared.lock();
        state.callbacks.clear();
        state.downloads.clear();
    }

    /// Waits until `wanted` finds something among all callbacks.
    ///
    /// # Panics
    /// When it does not within `patience`: the test has failed. The message tells `what` and what came instead.
    #[track_caller]
    pub fn wait_for<T>(
        &self,
        what: &str,
        patience: Duration,
        wanted: impl Fn(&[Callback]) -> Option<T>,
    ) -> T {
        let start = Instant::now();
        let mut state = self.shared.lock();
        loop {
            if let Some(found) = wanted(&state.callbacks) {
                return found;
            }
            let left = patience.saturating_sub(start.elapsed());
            if left.is_zero() {
                let came: Vec<String> = state.callbacks.iter().map(ToString::to_string).collect();
                drop(state);
                panic!(
                    "{what} did not come within {patience:?}; what came:\n{}",
                    came.join("\n")
                );
            }
            let waited = self.shared.came.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Waits for the first callback of a key with a status, 20 seconds at most.
    ///
    /// # Panics
    /// When none comes.
    #[track_caller]
    pub fn wait(&self, key: &str, status: i64) -> Callback {
        self.wait_nth(key, status, 1)
    }

    /// Waits for the callback that is the `nth` (from 1) of a key with a status, 20 seconds at most.
    ///
    /// # Panics
    /// When it does not come.
    #[track_caller]
    pub fn wait_nth(&self, key: &str, status: i64, nth: usize) -> Callback {
        let what = format!("callback {nth} of {key} with status {status}");
        self.wait_for(&what, Duration::from_secs(20), |callbacks| {
            let mut fitting = callbacks
                .iter()
                .filter(|callback| callback.key() == key && callback.status() == status);
            fitting.nth(nth - 1).cloned()
        })
    }

    /// Waits `time` and holds that a key was told nothing but these statuses from the beginning.
    ///
    /// # Panics
    /// When something else came.
    #[track_caller]
    pub fn only(&self, key: &str, statuses: &[i64], time: Duration) {
        std::thread::sleep(time);
        let came = self.of(key);
        let found: Vec<i64> = came.iter().map(Callback::status).collect();
        let told: Vec<String> = came.iter().map(ToString::to_string).collect();
        assert_eq!(found, statuses, "{key}: {}", told.join("\n"));
    }
}

impl Drop for Storage {
    fn drop(&mut self) {
        self.down();
    }
}

fn listen(listener: TcpListener, shared: Arc<Shared>) -> JoinHandle<()> {
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            if !shared.up.load(Ordering::SeqCst) {
                return;
            }
            let shared = shared.clone();
            std::thread::spawn(move || serve(&stream, &shared));
        }
    })
}

fn serve(stream: &TcpStream, shared: &Shared) {
    let Some(request) = read_request(stream) else {
        return;
    };
    let outcome = if request.method == "GET" {
        let mut state = shared.lock();
        state.downloads.push(request.clone());
        let reply = state.documents.get(request.path_only()).cloned();
        Outcome::Reply(reply.unwrap_or_else(|| Reply::status(404)))
    } else {
        let (script, own) = {
            let mut state = shared.lock();
            let own = state.paths.get(request.path_only()).cloned();
            state.callbacks.push(request.clone());
            (state.script.clone(), own)
        };
        shared.came.notify_all();
        own.unwrap_or_else(|| script(&request))
    };
    match outcome {
        Outcome::Reply(reply) => {
            std::thread::sleep(reply.delay);
            let _ = answer(stream, &reply);
            let _ = { stream }.flush();
        }
        Outcome::Cut => {}
        Outcome::Hang => {
            while shared.up.load(Ordering::SeqCst) {
                std::thread::sleep(Duration::from_millis(50));
            }
        }
    }
}

/// The members of an object in the order in which they are.
pub fn member_names(value: &Value) -> Vec<String> {
    let members = value.as_object();
    members.map_or_else(Vec::new, |members| members.keys().cloned().collect())
}

//! The whole service in process.

mod answer;
mod call;
mod crash;

pub use answer::Answer;
pub use call::Call;
pub use crash::{Counted, Crash, dies, silence_crashes};

use std::time::Duration;

use http::Method;
use spindle_core::app::{App, Engines};
use spindle_core::docbuilder;
use spindle_core::pages::Asset;
use spindle_core::ports::{
    Clock, Outbound, OutboundError, OutboundRequest, OutboundResponse, Ports,
};
use spindle_core::router::{self, Table};
use spindle_core::store::Store;
use spindle_model::convert::Formats;
use spindle_model::script::ScriptEngine;

use crate::engine::LineEngine;
use crate::ports::{
    CollectedLog, FileSqlite, FixedConfig, HandClock, MemoryBlobs, Reply, ScriptedOutbound,
    SeededRandom,
};
use crash::Tripwire;

/// The secret of every `TestApp`, the one of the recorded answers.
pub const SECRET: &str = "labsecret";
/// The time at which every `TestApp` begins, milliseconds since 1970.
pub const START_MS: i64 = 1_795_304_000_000;

/// The service over value-made ports. It fails the test when it goes while a job has not ended.
pub struct TestApp {
    /// The database.
    pub sql: Counted<FileSqlite>,
    /// The blobs.
    pub blobs: Counted<MemoryBlobs>,
    /// The time.
    pub clock: HandClock,
    /// What elsewhere answers.
    pub outbound: ScriptedOutbound,
    /// The variables.
    pub config: FixedConfig,
    /// The log.
    pub log: CollectedLog,
    random: SeededRandom,
    tripwire: Tripwire,
    engine: Box<dyn ScriptEngine + Sync>,
    formats: Option<&'static dyn Formats>,
    assets: &'static [Asset],
    peer: Option<Box<Peer>>,
    may_leave_jobs: bool,
}

/// Somebody elsewhere who answers requests that the service makes, and may call it meanwhile; `None`: not his URL.
pub type Peer = dyn Fn(&TestApp, &OutboundRequest) -> Option<Reply> + Send + Sync;

impl Default for TestApp {
    fn default() -> Self {
        Self::new()
    }
}

impl TestApp {
    /// A service with tokens off and [`LineEngine`].
    pub fn new() -> Self {
        Self::with_engine(LineEngine)
    }

    /// A service with tokens off and that engine.
    pub fn with_engine(engine: impl ScriptEngine + Sync + 'static) -> Self {
        let tripwire = Tripwire::default();
        let app = Self {
            sql: Counted::new(FileSqlite::temporary(Duration::from_millis(200)), &tripwire),
            blobs: Counted::new(MemoryBlobs::default(), &tripwire),
            clock: HandClock::at(START_MS),
            outbound: ScriptedOutbound::default(),
            config: FixedConfig::default(),
            log: CollectedLog::default(),
            random: SeededRandom::new(1),
            tripwire,
            engine: Box::new(engine),
            formats: None,
            assets: &[],
            peer: None,
            may_leave_jobs: false,
        };
        app.config.set("jwt_secret", SECRET);
        app.config.set("jwt_enabled", "false");
        app
    }

    /// The same with readers and writers of files.
    #[must_use]
    pub fn with_formats(mut self, formats: &'static dyn Formats) -> Self {
        self.formats = Some(formats);
        self
    }

    /// The same with files of pages.
    #[must_use]
    pub fn with_assets(mut self, assets: &'static [Asset]) -> Self {
        self.assets = assets;
        self
    }

    /// The same with somebody elsewhere, who is asked before the table of [`TestApp::outbound`].
    #[must_use]
    pub fn with_peer(
        mut self,
        peer: impl Fn(&TestApp, &OutboundRequest) -> Option<Reply> + Send + Sync + 'static,
    ) -> Self {
        self.peer = Some(Box::new(peer));
        self
    }

    /// The same with a variable set.
    #[must_use]
    pub fn variable(self, name: &str, value: &str) -> Self {
        self.config.set(name, value);
        self
    }

    /// The same with tokens on.
    #[must_use]
    pub fn with_tokens(self) -> Self {
        self.variable("jwt_enabled", "true")
    }

    /// The same, and jobs may be left unfinished.
    #[must_use]
    pub fn may_leave_jobs(mut self) -> Self {
        self.may_leave_jobs = true;
        self
    }

    /// The ports.
    pub fn ports(&self) -> Ports<'_> {
        Ports {
            sql: &self.sql,
            blobs: &self.blobs,
            clock: &self.clock,
            random: &self.random,
            outbound: self,
            config: &self.config,
            log: &self.log,
        }
    }

    /// What the core serves requests with.
    pub fn app(&self) -> App<'_> {
        App {
            ports: self.ports(),
            engines: Engines {
                script: Some(&*self.engine),
                formats: self.formats,
                assets: self.assets,
            },
        }
    }

    /// Begins a request.
    pub fn call(&self, method: Method, target: &str) -> Call<'_> {
        Call::new(self, method, target)
    }

    /// Begins a GET.
    pub fn get(&self, target: &str) -> Call<'_> {
        self.call(Method::GET, target)
    }

    /// Begins a POST.
    pub fn post(&self, target: &str) -> Call<'_> {
        self.call(Method::POST, target)
    }

    /// From now on the `calls`-th use of database or blobs, and every later one, kills the instance: it panics with [`Crash`].
    pub fn crash_at(&self, calls: i64) {
        self.tripwire.set(calls);
    }

    /// The instance lives again.
    pub fn revive(&self) {
        self.tripwire.disarm();
    }

    /// Lets time pass, with a beat after every full `every` of it.
    fn pass(&self, time: Duration, every: Duration, beat: &mut dyn FnMut()) {
        let every = every.max(Duration::from_millis(1));
        let mut rest = time;
        while !rest.is_zero() {
            let step = rest.min(every);
            self.clock
                .sleep_ms(u64::try_from(step.as_millis()).unwrap());
            rest -= step;
            if step == every {
                beat();
            }
        }
    }

    /// How many builds, conversions, imports, exports and merges have not ended.
    pub fn unfinished_jobs(&self) -> i64 {
        let store = Store::open(&self.ports()).unwrap();
        [
            docbuilder::KIND,
            "converter",
            "import",
            "export",
            "merge",
            "opening",
            "assembly",
            "download",
        ]
        .iter()
        .map(|kind| store.unfinished_jobs(kind).unwrap())
        .sum()
    }
}

/// Which component's routes a path belongs to, as the deployment's manifest says.
fn table_of(path: &str) -> &'static Table {
    let path = path.to_ascii_lowercase();
    let within = |prefix: &str| {
        path.strip_prefix(prefix)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    if within("/docbuilder") {
        &router::DOCBUILDER
    } else if ["/converter", "/convertservice.ashx", "/v1/conversions"]
        .iter()
        .any(|prefix| within(prefix))
    {
        &router::CONVERTER
    } else if within("/cache/files") || within("/v1/spindle/export") {
        &router::FILES
    } else if within("/fs/bs/import") {
        &router::IMPORT
    } else if within("/fs/bs/export") {
        &router::EXPORT
    } else if [
        "/fs/bs",
        "/quill/bs",
        "/sheet/bs",
        "/user/v1",
        "/oss",
        "/v1/apps",
    ]
    .iter()
    .any(|prefix| within(prefix))
    {
        &router::DOCUMENTS
    } else if ["/wopi", "/v1/files", "/v1/locks", "/v1/wopi"]
        .iter()
        .any(|prefix| within(prefix))
    {
        &router::WOPI
    } else if within("/web-apps")
        || within("/editing")
        || within("/v1/outbox")
        || within("/v1/jobs")
        || within("/hosting")
    {
        &router::EDITOR
    } else if within("/internal/tick") {
        &router::SCHEDULER
    } else {
        &router::COMMAND
    }
}

/// Calls to the deployment's own components are answered in process, others by the table.
impl Outbound for TestApp {
    fn send(&self, request: OutboundRequest) -> Result<OutboundResponse, OutboundError> {
        self.send_beating(request, Duration::MAX, &mut || ())
    }

    fn send_beating(
        &self,
        request: OutboundRequest,
        every: Duration,
        beat: &mut dyn FnMut(),
    ) -> Result<OutboundResponse, OutboundError> {
        let table = match request.url.host_str() {
            Some("docbuilder.spin.internal") => &router::DOCBUILDER,
            Some("converter.spin.internal") => &router::CONVERTER,
            Some("import.spin.internal") => &router::IMPORT,
            Some("export.spin.internal") => &router::EXPORT,
            Some("editor.spin.internal") => &router::EDITOR,
            _ => {
                let peer = self.peer.as_ref();
                if let Some(reply) = peer.and_then(|peer| peer(self, &request)) {
                    return reply.answer();
                }
                let delay = self.outbound.delay(request.url.as_str());
                let timeout = request.timeout;
                let answered = self.outbound.send(request);
                self.pass(delay.min(timeout), every, beat);
                return match delay > timeout {
                    true => Err(OutboundError::Timeout("no response in time".to_owned())),
                    false => answered,
                };
            }
        };
        Ok(call::chained(self, table, request))
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        if std::thread::panicking() || self.may_leave_jobs {
            return;
        }
        self.revive();
        let unfinished = self.unfinished_jobs();
        assert_eq!(unfinished, 0, "{unfinished} jobs were left unfinished");
    }
}

//! How a job is taken, done and ended, whatever its kind.

use std::cell::Cell;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{Failure, abandoned, read_row};
use crate::app::App;
use crate::dialect::onlyoffice;
use crate::error::Error;
use crate::http::{Request, Response, query_parameters};
use crate::ports::Level;
use crate::settings::Settings;
use crate::store::{Job, JobState, NewFile, Store, StoreError, Transaction, jobs, random_hex};

/// The first and the longest pause between two looks, in milliseconds.
const PAUSES_MS: (u64, u64) = (25, 500);
/// How often at most a job's row says how far it is, in milliseconds.
const PROGRESS_MS: i64 = 500;

/// A kind of work.
pub(crate) struct Work {
    /// Its name in the rows.
    pub kind: &'static str,
    /// Does it and ends the job; answers whether the lease was still the worker's own.
    pub run: fn(&Claim<'_, '_>) -> Result<bool, Stop>,
    /// What belongs to every end, good or bad, in the transaction that ends the job: its kind, key and description.
    pub ended: Option<Ended>,
}

/// See [`Work::ended`].
pub(crate) type Ended = fn(&Transaction<'_>, &str, &str, &str) -> Result<(), StoreError>;

/// Why a step stops.
pub(crate) enum Stop {
    /// The job ends badly.
    Failure(Failure),
    /// It is to be tried again.
    Store(StoreError),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// A job that a worker owns, until its lease runs out.
pub(crate) struct Claim<'c, 'a> {
    pub app: &'c App<'a>,
    pub settings: &'c Settings,
    pub store: &'c Store<'a>,
    pub key: &'c str,
    /// How often the job was started, this time included.
    pub attempts: i64,
    work: &'c Work,
    owner: &'c str,
    input: &'c str,
    meta: &'c str,
    told: Cell<(i64, i64)>,
}

impl Claim<'_, '_> {
    /// What is to be done.
    pub(crate) fn input<T: DeserializeOwned>(&self) -> Result<T, Stop> {
        Ok(read_row("job request", Some(self.input))?)
    }

    /// What answers about the job say.
    pub(crate) fn meta<T: DeserializeOwned>(&self) -> Result<T, Stop> {
        Ok(read_row("job description", Some(self.meta))?)
    }

    fn until(&self) -> i64 {
        self.app
            .ports
            .clock
            .now_ms()
            .saturating_add(milliseconds(self.settings.job.lease))
    }

    /// Begins the lease anew. Whether it is still ours shows at the end; working for nothing does no harm.
    pub(crate) fn renew(&self) -> Result<(), StoreError> {
        self.store
            .renew_lease(self.work.kind, self.key, self.owner, self.until())
            .map(|_| ())
    }

    /// Says that `percent` of the work is done, at most twice a second, and begins the lease anew with it, also where it is no
    /// more than before. A database in
    /// trouble shows at the end.
    pub(crate) fn progress(&self, percent: f32) {
        let percent = percent.clamp(0.0, 99.0) as i64;
        let (at, last) = self.told.get();
        let now = self.app.ports.clock.now_ms();
        if percent >= last && now.saturating_sub(at) >= PROGRESS_MS {
            self.told.set((now, percent));
            let _ = self.store.job_progress(
                self.work.kind,
                self.key,
                self.owner,
                self.until(),
                percent,
            );
        }
    }

    /// Ends the job with its result and files.
    pub(crate) fn complete(&self, result: &str, files: &[NewFile]) -> Result<bool, StoreError> {
        self.store
            .transaction(|transaction| self.complete_in(transaction, result, files))
    }

    /// The same inside a transaction that does more.
    pub(crate) fn complete_in(
        &self,
        transaction: &Transaction<'_>,
        result: &str,
        files: &[NewFile],
    ) -> Result<bool, StoreError> {
        let name = (self.work.kind, self.key, self.owner);
        let ours = jobs::complete(transaction, name, result, files)?;
        if ours {
            self.work.ended(transaction, self.key, self.meta)?;
        }
        Ok(ours)
    }

    /// Does in one transaction what ends the job and what belongs to it; where `work` answers that the lease was another's
    /// by then, nothing of it has happened.
    pub(crate) fn all_or_nothing(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<bool, StoreError>,
    ) -> Result<bool, StoreError> {
        let outcome = self
            .store
            .transaction(|transaction| match work(transaction) {
                Ok(true) => Ok(()),
                Ok(false) => Err(None),
                Err(error) => Err(Some(error)),
            });
        match outcome {
            Ok(()) => Ok(true),
            Err(None) => Ok(false),
            Err(Some(error)) => Err(error),
        }
    }

    /// Logs a line about the job.
    pub(crate) fn note(&self, words: &str) {
        let line = format!("{} job {}: {words}", self.work.kind, self.key);
        self.app.ports.log.line(Level::Warn, &line);
    }

    /// Leaves the job to whoever comes after `delay_ms`: the lease is kept for as long.
    pub(crate) fn postpone(&self, delay_ms: i64) -> Result<bool, StoreError> {
        let until = self.app.ports.clock.now_ms().saturating_add(delay_ms);
        self.store
            .renew_lease(self.work.kind, self.key, self.owner, until)
    }
}

pub(crate) fn milliseconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

/// A name for a worker.
pub(crate) fn new_owner(app: &App<'_>) -> String {
    random_hex(&app.ports, 8)
}

/// The JSON of what a row is to hold.
pub(crate) fn to_row<T: serde::Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Damaged {
        what: "job",
        reason: error.to_string(),
    })
}

/// A job's row, claimed.
pub(crate) struct Claimed<'r> {
    pub key: &'r str,
    pub owner: &'r str,
    pub input: &'r str,
    pub meta: &'r str,
    pub attempts: i64,
}

impl Work {
    fn ended(
        &self,
        transaction: &Transaction<'_>,
        key: &str,
        meta: &str,
    ) -> Result<(), StoreError> {
        self.ended
            .map_or(Ok(()), |ended| ended(transaction, self.kind, key, meta))
    }

    /// Takes the job if it is to be had, and does it. Answers its row after that, `None` when there is none.
    pub(crate) fn drive(
        &self,
        app: &App<'_>,
        settings: &Settings,
        key: &str,
    ) -> Result<Option<Job>, Error> {
        let store = Store::open(&app.ports)?;
        self.drive_with(app, settings, &store, key)?;
        Ok(store.job(self.kind, key)?)
    }

    /// The same for work after the response: what goes wrong is logged, and the next poll tries again.
    pub(crate) fn drive_logged(&self, app: &App<'_>, key: &str) {
        let outcome = Settings::load(app.ports.config)
            .map_err(Error::from)
            .and_then(|settings| self.drive(app, &settings, key));
        if let Err(error) = outcome {
            let line = format!("{} job {key}: {error}", self.kind);
            app.ports.log.line(Level::Error, &line);
        }
    }

    /// Takes the job if it is to be had, and does it on an open store.
    pub(crate) fn drive_with(
        &self,
        app: &App<'_>,
        settings: &Settings,
        store: &Store<'_>,
        key: &str,
    ) -> Result<(), Error> {
        let Some(job) = store.job(self.kind, key)? else {
            return Ok(());
        };
        if !job.claimable(app.ports.clock.now_ms()) {
            return Ok(());
        }
        if job.attempts >= job.max_attempts {
            let reason = abandoned(&job).to_row();
            store.transaction(|transaction| {
                if jobs::exhaust(transaction, self.kind, key, &reason, transaction.now_ms())? {
                    self.ended(transaction, key, &job.meta)?;
                }
                Ok::<(), StoreError>(())
            })?;
            return Ok(());
        }
        let owner = new_owner(app);
        if let Some(job) = store.claim_job(self.kind, key, &owner)? {
            let row = Claimed {
                key,
                owner: &owner,
                input: job.input.as_deref().unwrap_or_default(),
                meta: &job.meta,
                attempts: job.attempts,
            };
            self.run(app, settings, store, &row)?;
        }
        Ok(())
    }

    /// Does the work under a lease that `owner` holds, and ends the job. A database or blob store in trouble does not end
    /// it: the job is given back, and an error says so.
    pub(crate) fn run(
        &self,
        app: &App<'_>,
        settings: &Settings,
        store: &Store<'_>,
        row: &Claimed<'_>,
    ) -> Result<(), Error> {
        let (key, owner) = (row.key, row.owner);
        let started = app.ports.clock.now_ms();
        let log = |what: &str| {
            let took = app.ports.clock.now_ms().saturating_sub(started);
            let line = format!("{} job {key} {what} ({took} ms)", self.kind);
            app.ports.log.line(Level::Warn, &line);
        };
        let claim = Claim {
            app,
            settings,
            store,
            key,
            attempts: row.attempts,
            work: self,
            owner,
            input: row.input,
            meta: row.meta,
            told: Cell::new((started, 0)),
        };
        let ended = match (self.run)(&claim) {
            Ok(ours) => Ok(ours),
            Err(Stop::Failure(failure)) => {
                log(&format!("failed: {}", failure.message));
                store.transaction(|transaction| {
                    let name = (self.kind, key, owner);
                    let ours =
                        jobs::fail(transaction, name, &failure.to_row(), transaction.now_ms())?;
                    if ours {
                        self.ended(transaction, key, row.meta)?;
                    }
                    Ok(ours)
                })
            }
            Err(Stop::Store(error)) => Err(error),
        };
        match ended {
            Ok(true) => Ok(()),
            Ok(false) => {
                // Another worker took over when the lease ran out; its result counts.
                log("lost its lease");
                Ok(())
            }
            Err(error) => {
                log(&format!("is given back: {error}"));
                // If even this fails, the lease runs out by itself.
                let _ = store.release_job(self.kind, key, owner);
                Err(error.into())
            }
        }
    }

    /// Does the job that the query names, where nobody works on it, and answers where it stands. For the scheduler.
    pub(crate) fn post_step<'a>(
        &self,
        app: &App<'a>,
        settings: &Settings,
        request: &Request,
    ) -> Result<Response<'a>, Error> {
        let query = query_parameters(request.query.as_deref());
        let key = query.get("key").and_then(Value::as_str).unwrap_or_default();
        let job = self.drive(app, settings, key)?;
        let answer = json!({ "key": key, "state": job.map(|job| job.state.name()) });
        Ok(Response::json(onlyoffice::SERVICE_TYPE, &answer))
    }

    /// Waits for the end of a job that another request works on, taking it over when that one's lease runs out.
    pub(crate) fn settled(
        &self,
        app: &App<'_>,
        settings: &Settings,
        store: &Store<'_>,
        key: &str,
    ) -> Result<Job, Error> {
        let clock = app.ports.clock;
        let deadline = clock.now_ms().saturating_add(milliseconds(settings.wait));
        let (mut pause, longest) = PAUSES_MS;
        loop {
            let Some(job) = store.job(self.kind, key)? else {
                return Err(Error::UnknownJob(key.to_owned()));
            };
            if matches!(job.state, JobState::Done | JobState::Failed) {
                return Ok(job);
            }
            if clock.now_ms() >= deadline {
                return Err(Error::StillRunning(key.to_owned()));
            }
            if job.claimable(clock.now_ms()) {
                self.drive_with(app, settings, store, key)?;
                continue;
            }
            clock.sleep_ms(pause);
            pause = (pause * 2).min(longest);
        }
    }
}

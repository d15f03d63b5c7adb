//! The job row: every change of state is one conditional statement.
//!
//! What is to be done is forgotten when the job ends: it may be large, and its URLs may hold signatures.

use super::{NewFile, Statements, Store, StoreError, Transaction};
use crate::ports::{Row, Rows};

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobState {
    /// Waits for a worker.
    Queued,
    /// A worker has, or had, the lease.
    Running,
    /// The result is there.
    Done,
    /// It will not be tried again; the result says why.
    Failed,
}

impl JobState {
    fn from_name(name: &str) -> Option<Self> {
        match name {
            "queued" => Some(Self::Queued),
            "running" => Some(Self::Running),
            "done" => Some(Self::Done),
            "failed" => Some(Self::Failed),
            _ => None,
        }
    }

    /// The name in the row.
    pub fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }
}

/// A job as its row says.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// The kind of work.
    pub kind: String,
    /// The job's name among its kind.
    pub key: String,
    /// Where it stands.
    pub state: JobState,
    /// What is to be done, as JSON; read only for the worker that claims the job, since it may be large.
    pub input: Option<String>,
    /// What came of it, as JSON: of [`JobState::Done`] the result, of [`JobState::Failed`] the reason.
    pub result: Option<String>,
    /// Until when its worker owns it, milliseconds since 1970.
    pub lease_until: i64,
    /// How often it was started.
    pub attempts: i64,
    /// How often it may be.
    pub max_attempts: i64,
    /// When it is forgotten, milliseconds since 1970.
    pub expires: i64,
    /// What answers about it need, as JSON; kept when the job ends.
    pub meta: String,
    /// How much of it is done, 0 to 100.
    pub percent: i64,
    /// When it was asked for, milliseconds since 1970.
    pub created: i64,
    /// When a worker first took it.
    pub started: Option<i64>,
    /// When it ended.
    pub ended: Option<i64>,
}

impl Job {
    /// Whether a worker may take the job at `now_ms`.
    pub fn claimable(&self, now_ms: i64) -> bool {
        match self.state {
            JobState::Queued => true,
            JobState::Running => self.lease_until <= now_ms,
            JobState::Done | JobState::Failed => false,
        }
    }
}

/// A job to be made.
#[derive(Debug, Clone)]
pub struct NewJob<'j> {
    /// The kind of work.
    pub kind: &'j str,
    /// The job's name among its kind.
    pub key: &'j str,
    /// What is to be done, as JSON.
    pub input: &'j str,
    /// What answers about it need, as JSON; kept when the job ends.
    pub meta: &'j str,
    /// Names the work: while another job of that twin has not ended, [`insert_twin`] makes no further one.
    pub twin: Option<&'j str>,
    /// How often it may be started.
    pub max_attempts: i64,
    /// When it is forgotten, milliseconds since 1970.
    pub expires: i64,
    /// How long a worker owns it, in milliseconds.
    pub lease_ms: i64,
    /// The worker that starts on it at once.
    pub claim: Option<&'j str>,
}

const COLUMNS: &str = "kind, key, state, result, lease_until, attempts, max_attempts, expires, meta, percent, created, started, ended";

/// Makes a job unless one of that name lives; a forgotten one is replaced. Answers whether it was made.
pub(crate) fn insert(on: &impl Statements, job: &NewJob<'_>, now: i64) -> Result<bool, StoreError> {
    let (state, owner, until, attempts, started) = match job.claim {
        Some(owner) => (
            JobState::Running,
            Some(owner),
            now.saturating_add(job.lease_ms),
            1_i64,
            Some(now),
        ),
        None => (JobState::Queued, None, 0, 0, None),
    };
    let rows = on.run(
        "INSERT INTO jobs (kind, key, state, input, lease_owner, lease_until, attempts, max_attempts, created, updated,
                           expires, lease_ms, meta, twin, started)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, ?10, ?11, ?12, ?13, ?14)
         ON CONFLICT (kind, key) DO UPDATE SET
           state = excluded.state, input = excluded.input, result = NULL, lease_owner = excluded.lease_owner,
           lease_until = excluded.lease_until, lease_ms = excluded.lease_ms, attempts = excluded.attempts,
           max_attempts = excluded.max_attempts, created = excluded.created, updated = excluded.updated,
           expires = excluded.expires, meta = excluded.meta, twin = excluded.twin, started = excluded.started,
           ended = NULL, percent = 0
         WHERE jobs.expires <= ?9
         RETURNING key",
        &[
            job.kind.into(),
            job.key.into(),
            state.name().into(),
            job.input.into(),
            owner.into(),
            until.into(),
            attempts.into(),
            job.max_attempts.into(),
            now.into(),
            job.expires.into(),
            job.lease_ms.into(),
            job.meta.into(),
            job.twin.into(),
            started.into(),
        ],
    )?;
    Ok(!rows.rows.is_empty())
}

/// The key of the job of that twin that has not ended, else that of the new one, which is then made.
pub(crate) fn insert_twin(
    transaction: &Transaction<'_>,
    job: &NewJob<'_>,
    now: i64,
) -> Result<String, StoreError> {
    let twins = transaction.texts(
        "SELECT key FROM jobs WHERE kind = ?1 AND twin = ?2 AND state IN ('queued', 'running') AND expires > ?3",
        &[job.kind.into(), job.twin.into(), now.into()],
    )?;
    if let Some(key) = twins.into_iter().next() {
        return Ok(key);
    }
    insert(transaction, job, now)?;
    Ok(job.key.to_owned())
}

impl Store<'_> {
    /// Makes a job unless one of that name lives; a forgotten one is replaced. Answers whether it was made.
    ///
    /// # Errors
    /// [`StoreError`] when the database failed.
    pub fn insert_job(&self, job: &NewJob<'_>) -> Result<bool, StoreError> {
        insert(self, job, self.ports.clock.now_ms())
    }

    /// The job of that name, unless it is forgotten.
    ///
    /// # Errors
    /// [`StoreError`] when the database failed.
    pub fn job(&self, kind: &str, key: &str) -> Result<Option<Job>, StoreError> {
        let rows = self.run(
            &format!("SELECT {COLUMNS} FROM jobs WHERE kind = ?1 AND key = ?2 AND expires > ?3"),
            &[kind.into(), key.into(), self.ports.clock.now_ms().into()],
        )?;
        only_job(&rows)
    }

    /// Takes a job that waits or whose worker let its lease run out; `None` when it is not to be had.
    ///
    /// # Errors
    /// [`StoreError`] when the database failed.
    pub fn claim_job(&self, kind: &str, key: &str, owner: &str) -> Result<Option<Job>, StoreError> {
        let rows = self.run(
            &format!(
                "UPDATE jobs SET state = 'running', lease_owner = ?3, lease_until = ?4 + lease_ms,
                   attempts = attempts + 1, updated = ?4,
                   started = coalesce(started, ?4)
                 WHERE kind = ?1 AND key = ?2 AND expires > ?4 AND attempts < max_attempts
                   AND (state = 'queued' OR (state = 'running' AND lease_until <= ?4))
                 RETURNING {COLUMNS}, input"
            ),
            &[
                kind.into(),
                key.into(),
                owner.into(),
                self.ports.clock.now_ms().into(),
            ],
        )?;
        only_job(&rows)
    }

    /// Moves the end of a lease; answers whether `owner` still had it.
    ///
    /// # Errors
    /// [`StoreError`] when the database failed.
    pub fn renew_lease(
        &self,
        kind: &str,
        key: &str,
        owner: &str,
        until: i64,
    ) -> Result<bool, StoreError> {
        self.any(
            "UPDATE jobs SET lease_until = ?4 WHERE kind = ?1 AND key = ?2 AND state = 'running' AND lease_owner = ?3
             RETURNING key",
            &[kind.into(), key.into(), owner.into(), until.into()],
        )
    }

    /// The same, and says how much of the work is done, 0 to 100.
    ///
    /// # Errors
    /// [`StoreError`] when the database failed.
    pub fn job_progress(
        &self,
        kind: &str,
        key: &str,
        owner: &str,
        until: i64,
        percent: i64,
    ) -> Result<bool, StoreError> {
        self.any(
            "UPDATE jobs SET lease_until = ?4, percent = ?5 WHERE kind = ?1 AND key = ?2 AND state = 'running' AND lease_owner = ?3
             RETURNING key",
            &[kind.into(), key.into(), owner.into(), until.into(), percent.into()],
        )
    }

    /// Ends a job with its result and the files that links may name from now on, all at once; answers whether `owner`
    /// still had it. When it had not, nothing changes.
    ///
    /// # Errors
    /// [`StoreError`] when the database failed.
    pub fn complete_job(
        &self,
        kind: &str,
        key: &str,
        owner: &str,
        result: &str,
        files: &[NewFile],
    ) -> Result<bool, StoreError> {
        self.transaction(|transaction| complete(transaction, (kind, key, owner), result, files))
    }

    /// Ends a job for good with the reason; answers whether `owner` still had it.
    ///
    /// # Errors
    /// [`StoreError`] when the database failed.
    pub fn fail_job(
        &self,
        kind: &str,
        key: &str,
        owner: &str,
        reason: &str,
    ) -> Result<bool, StoreError> {
        fail(self, (kind, key, owner), reason, self.ports.clock.now_ms())
    }

    /// Fails a job that nobody owns and that was started as often as it may be; answers whether it was one.
    ///
    /// # Errors
    /// [`StoreError`] when the database failed.
    pub fn exhaust_job(&self, kind: &str, key: &str, reason: &str) -> Result<bool, StoreError> {
        exhaust(self, kind, key, reason, self.ports.clock.now_ms())
    }

    /// Forgets a job that has ended, so that the same work can be asked for again; answers whether there was one.
    ///
    /// # Errors
    /// [`StoreError`] when the database failed.
    pub fn forget_job(&self, kind: &str, key: &str) -> Result<bool, StoreError> {
        self.any(
            "DELETE FROM jobs WHERE kind = ?1 AND key = ?2 AND state IN ('done', 'failed') RETURNING key",
            &[kind.into(), key.into()],
        )
    }

    /// Gives a job back to be tried again; answers whether `owner` still had it.
    ///
    /// # Errors
    /// [`StoreError`] when the database failed.
    pub fn release_job(&self, kind: &str, key: &str, owner: &str) -> Result<bool, StoreError> {
        self.any(
            "UPDATE jobs SET state = 'queued', lease_owner = NULL, lease_until = 0, updated = ?4
             WHERE kind = ?1 AND key = ?2 AND state = 'running' AND lease_owner = ?3 RETURNING key",
            &[
                kind.into(),
                key.into(),
                owner.into(),
                self.ports.clock.now_ms().into(),
            ],
        )
    }

    /// Jobs of `kind` that nobody works on, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database failed.
    pub fn due_jobs(&self, kind: &str, most: i64) -> Result<Vec<String>, StoreError> {
        self.texts(
            "SELECT key FROM jobs WHERE kind = ?1 AND expires > ?2
               AND (state = 'queued' OR (state = 'running' AND lease_until <= ?2))
             ORDER BY created, key LIMIT ?3",
            &[kind.into(), self.ports.clock.now_ms().into(), most.into()],
        )
    }

    /// Jobs that have not ended or ended badly, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database failed.
    pub fn outstanding_jobs(&self, most: i64) -> Result<Vec<Job>, StoreError> {
        let rows = self.run(
            &format!(
                "SELECT {COLUMNS} FROM jobs WHERE expires > ?1 AND state IN ('queued', 'running', 'failed')
                 ORDER BY created, key LIMIT ?2"
            ),
            &[self.ports.clock.now_ms().into(), most.into()],
        )?;
        rows.rows.iter().map(job_from).collect()
    }

    /// How many jobs of `kind` have not ended.
    ///
    /// # Errors
    /// [`StoreError`] when the database failed.
    pub fn unfinished_jobs(&self, kind: &str) -> Result<i64, StoreError> {
        let number = self.number(
            "SELECT count(*) FROM jobs WHERE kind = ?1 AND expires > ?2 AND state IN ('queued', 'running')",
            &[kind.into(), self.ports.clock.now_ms().into()],
        )?;
        Ok(number.unwrap_or(0))
    }
}

/// Lets a job be forgotten some time from now.
pub(crate) fn expire(
    transaction: &Transaction<'_>,
    (kind, key): (&str, &str),
    kept_ms: i64,
) -> Result<(), StoreError> {
    let expires = transaction.now_ms().saturating_add(kept_ms);
    transaction.run(
        "UPDATE jobs SET expires = ?3 WHERE kind = ?1 AND key = ?2",
        &[kind.into(), key.into(), expires.into()],
    )?;
    Ok(())
}

/// Whether there is a job of that name that may still end well, or has.
pub(crate) fn lives(
    on: &impl Statements,
    (kind, key): (&str, &str),
    now: i64,
) -> Result<bool, StoreError> {
    on.any(
        "SELECT 1 FROM jobs WHERE kind = ?1 AND key = ?2 AND state <> 'failed' AND expires > ?3",
        &[kind.into(), key.into(), now.into()],
    )
}

/// Ends the job of this kind, key and owner with its result and the files that links may name from now on; answers whether
/// the owner still had it. When it had not, nothing changes.
pub(crate) fn complete(
    transaction: &Transaction<'_>,
    (kind, key, owner): (&str, &str, &str),
    result: &str,
    files: &[NewFile],
) -> Result<bool, StoreError> {
    let now = transaction.now_ms();
    let ended = transaction.any(
        "UPDATE jobs SET state = 'done', input = '', result = ?4, percent = 100, lease_owner = NULL, lease_until = 0,
           updated = ?5, ended = ?5
         WHERE kind = ?1 AND key = ?2 AND state = 'running' AND lease_owner = ?3 RETURNING key",
        &[kind.into(), key.into(), owner.into(), result.into(), now.into()],
    )?;
    if ended {
        for file in files {
            super::files::insert(transaction, file, now)?;
        }
    }
    Ok(ended)
}

/// Ends the job of this kind, key and owner for good with the reason; answers whether the owner still had it.
pub(crate) fn fail(
    on: &impl Statements,
    (kind, key, owner): (&str, &str, &str),
    reason: &str,
    now: i64,
) -> Result<bool, StoreError> {
    on.any(
        "UPDATE jobs SET state = 'failed', input = '', result = ?4, lease_owner = NULL, lease_until = 0, updated = ?5,
           ended = ?5
         WHERE kind = ?1 AND key = ?2 AND state = 'running' AND lease_owner = ?3 RETURNING key",
        &[kind.into(), key.into(), owner.into(), reason.into(), now.into()],
    )
}

/// Fails a job that nobody owns and that was started as often as it may be; answers whether it was one.
pub(crate) fn exhaust(
    on: &impl Statements,
    kind: &str,
    key: &str,
    reason: &str,
    now: i64,
) -> Result<bool, StoreError> {
    on.any(
        "UPDATE jobs SET state = 'failed', input = '', result = ?3, lease_owner = NULL, lease_until = 0, updated = ?4,
           ended = ?4
         WHERE kind = ?1 AND key = ?2 AND attempts >= max_attempts
           AND (state = 'queued' OR (state = 'running' AND lease_until <= ?4))
         RETURNING key",
        &[kind.into(), key.into(), reason.into(), now.into()],
    )
}

fn only_job(rows: &Rows) -> Result<Option<Job>, StoreError> {
    rows.rows.first().map(job_from).transpose()
}

fn job_from(row: &Row) -> Result<Job, StoreError> {
    let damaged = |column: &str| StoreError::Damaged {
        what: "job",
        reason: format!("column `{column}` has another type"),
    };
    let text = |index, column| {
        row.text(index)
            .map(str::to_owned)
            .ok_or_else(|| damaged(column))
    };
    let integer = |index, column| row.integer(index).ok_or_else(|| damaged(column));
    Ok(Job {
        kind: text(0, "kind")?,
        key: text(1, "key")?,
        state: row
            .text(2)
            .and_then(JobState::from_name)
            .ok_or_else(|| damaged("state"))?,
        result: row.text(3).map(str::to_owned),
        lease_until: integer(4, "lease_until")?,
        attempts: integer(5, "attempts")?,
        max_attempts: integer(6, "max_attempts")?,
        expires: integer(7, "expires")?,
        meta: text(8, "meta")?,
        percent: integer(9, "percent")?,
        created: integer(10, "created")?,
        started: row.integer(11),
        ended: row.integer(12),
        input: row.text(13).map(str::to_owned),
    })
}

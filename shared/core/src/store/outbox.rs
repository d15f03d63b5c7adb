//! What storages are to be told, in order within a key: a row until the storage has taken it.

use super::{Columns, Statements, Store, StoreError, Transaction};
use crate::ports::Row;

/// Where a callback stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Delivery {
    /// It is to be sent, once it is due and its turn.
    Waiting,
    /// Somebody sends it, or died at it.
    Delivering,
    /// The storage took it.
    Accepted,
    /// The storage did not take it, and it is not sent again by itself.
    Refused,
    /// It is not to be sent any more.
    Cancelled,
}

impl Delivery {
    /// As the row and the API name it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Delivering => "delivering",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Cancelled => "cancelled",
        }
    }

    fn of(name: &str) -> Self {
        match name {
            "waiting" => Self::Waiting,
            "delivering" => Self::Delivering,
            "accepted" => Self::Accepted,
            "refused" => Self::Refused,
            _ => Self::Cancelled,
        }
    }
}

/// A callback as its row says.
#[derive(Debug, Clone)]
pub(crate) struct Outgoing {
    pub id: i64,
    pub key: String,
    pub doc: String,
    pub save: Option<i64>,
    pub status: i64,
    pub to: Recipient,
    /// The body without links and tokens, as JSON.
    pub notice: String,
    pub delivery: Delivery,
    pub attempts: i64,
    pub due: i64,
    pub lease_until: i64,
    pub reason: String,
    pub created: i64,
}

/// Who is told, and under which base the links in it are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Recipient {
    pub callback: String,
    /// Whether a token says the URL.
    pub vouched: bool,
    pub base: String,
    pub shard: String,
}

/// A callback to be made.
pub(crate) struct NewOutgoing<'o> {
    pub key: &'o str,
    pub doc: &'o str,
    pub save: Option<i64>,
    pub status: i64,
    pub to: &'o Recipient,
    pub notice: &'o str,
}

const COLUMNS: &str = "id, key, doc, save, status, callback, vouched, base, shard, notice, state, attempts, due, lease_until,
  reason, created";

fn read(row: &Row) -> Result<Outgoing, StoreError> {
    let columns = Columns::of("callback", row);
    Ok(Outgoing {
        id: columns.integer(0)?,
        key: columns.string(1)?,
        doc: columns.string(2)?,
        save: row.integer(3),
        status: columns.integer(4)?,
        to: Recipient {
            callback: columns.string(5)?,
            vouched: columns.integer(6)? != 0,
            base: columns.string(7)?,
            shard: columns.string(8)?,
        },
        notice: columns.string(9)?,
        delivery: Delivery::of(columns.text(10)?),
        attempts: columns.integer(11)?,
        due: columns.integer(12)?,
        lease_until: columns.integer(13)?,
        reason: columns.string(14)?,
        created: columns.integer(15)?,
    })
}

fn all(
    on: &impl Statements,
    rest: &str,
    parameters: &[crate::ports::Value],
) -> Result<Vec<Outgoing>, StoreError> {
    let rows = on.run(
        &format!("SELECT {COLUMNS} FROM outbox WHERE {rest}"),
        parameters,
    )?;
    rows.rows.iter().map(read).collect()
}

/// The callback of that number.
pub(crate) fn find(on: &impl Statements, id: i64) -> Result<Option<Outgoing>, StoreError> {
    Ok(all(on, "id = ?1", &[id.into()])?.pop())
}

/// The callback of a key whose turn it is.
pub(crate) fn head(on: &impl Statements, key: &str) -> Result<Option<Outgoing>, StoreError> {
    let rest = "key = ?1 AND state IN ('waiting', 'delivering') ORDER BY id LIMIT 1";
    Ok(all(on, rest, &[key.into()])?.pop())
}

/// The callback about a save that is not over.
pub(crate) fn of_save(on: &impl Statements, save: i64) -> Result<Option<Outgoing>, StoreError> {
    let rest = "save = ?1 AND state IN ('waiting', 'delivering') ORDER BY id DESC LIMIT 1";
    Ok(all(on, rest, &[save.into()])?.pop())
}

/// The callback about a save that the storage did not take.
pub(crate) fn refused_of_save(
    on: &impl Statements,
    save: i64,
) -> Result<Option<Outgoing>, StoreError> {
    let rest = "save = ?1 AND state = 'refused' ORDER BY id DESC LIMIT 1";
    Ok(all(on, rest, &[save.into()])?.pop())
}

/// Results that were not taken, the oldest first; or everything, the newest first.
pub(crate) fn list(
    on: &impl Statements,
    everything: bool,
    most: i64,
) -> Result<Vec<Outgoing>, StoreError> {
    let rest = if everything {
        "1 ORDER BY id DESC LIMIT ?1"
    } else {
        "state IN ('waiting', 'delivering', 'refused') AND status NOT IN (1, 4) ORDER BY id LIMIT ?1"
    };
    all(on, rest, &[most.into()])
}

/// Keeps a callback to be sent; answers its number.
pub(crate) fn enqueue(
    transaction: &Transaction<'_>,
    new: &NewOutgoing<'_>,
) -> Result<i64, StoreError> {
    let now = transaction.now_ms();
    transaction
        .number(
            "INSERT INTO outbox (key, doc, save, status, callback, vouched, base, shard, notice, state, due, created)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'waiting', ?10, ?10) RETURNING id",
            &[
                new.key.into(),
                new.doc.into(),
                new.save.into(),
                new.status.into(),
                new.to.callback.as_str().into(),
                i64::from(new.to.vouched).into(),
                new.to.base.as_str().into(),
                new.to.shard.as_str().into(),
                new.notice.into(),
                now.into(),
            ],
        )?
        .ok_or_else(|| StoreError::Damaged {
            what: "callback",
            reason: "it got no number".to_owned(),
        })
}

/// Takes a callback to be sent, if it is due, nobody sends it, and all earlier ones of its key are over.
pub(crate) fn claim(
    store: &Store<'_>,
    id: i64,
    owner: &str,
    (now, lease_until): (i64, i64),
) -> Result<Option<Outgoing>, StoreError> {
    let rows = store.run(
        &format!(
            "UPDATE outbox SET state = 'delivering', owner = ?2, lease_until = ?4, attempts = attempts + 1, vetoed = 0
             WHERE id = ?1 AND ((state = 'waiting' AND due <= ?3) OR (state = 'delivering' AND lease_until <= ?3))
               AND NOT EXISTS (SELECT 1 FROM outbox earlier WHERE earlier.key = outbox.key AND earlier.id < outbox.id
                               AND earlier.state IN ('waiting', 'delivering'))
             RETURNING {COLUMNS}"
        ),
        &[id.into(), owner.into(), now.into(), lease_until.into()],
    )?;
    rows.rows.first().map(read).transpose()
}

/// Begins the lease of who sends a callback anew.
pub(crate) fn renew(
    on: &impl Statements,
    id: i64,
    owner: &str,
    lease_until: i64,
) -> Result<(), StoreError> {
    on.run(
        "UPDATE outbox SET lease_until = ?3 WHERE id = ?1 AND owner = ?2 AND state = 'delivering'",
        &[id.into(), owner.into(), lease_until.into()],
    )?;
    Ok(())
}

/// Ends a callback that `owner` sends, or leaves it for later (`Waiting`, until `due`); answers false, with nothing changed,
/// when it is not `owner`'s any more.
pub(crate) fn settle(
    transaction: &Transaction<'_>,
    (id, owner): (i64, &str),
    (delivery, due): (Delivery, i64),
    reason: &str,
) -> Result<bool, StoreError> {
    let ended = match delivery {
        Delivery::Waiting | Delivery::Delivering => 0,
        _ => transaction.now_ms(),
    };
    transaction.any(
        "UPDATE outbox SET state = ?3, due = ?4, reason = ?5, ended = ?6, owner = '', lease_until = 0
         WHERE id = ?1 AND owner = ?2 AND state = 'delivering' RETURNING id",
        &[
            id.into(),
            owner.into(),
            delivery.name().into(),
            due.into(),
            reason.into(),
            ended.into(),
        ],
    )
}

/// Whether the storage said, while a callback was being sent, that what it saves failed.
pub(crate) fn is_vetoed(on: &impl Statements, id: i64) -> Result<bool, StoreError> {
    on.any(
        "SELECT 1 FROM outbox WHERE id = ?1 AND vetoed <> 0",
        &[id.into()],
    )
}

/// Says that of the final save that is being sent.
pub(crate) fn veto(on: &impl Statements, key: &str) -> Result<bool, StoreError> {
    on.any(
        "UPDATE outbox SET vetoed = 1 WHERE key = ?1 AND state = 'delivering' AND status IN (2, 3) RETURNING id",
        &[key.into()],
    )
}

/// Takes back a callback that nobody is sending, nor was when he died: the storage may have taken that one. Answers whether
/// that went.
pub(crate) fn cancel(transaction: &Transaction<'_>, id: i64) -> Result<bool, StoreError> {
    transaction.any(
        "UPDATE outbox SET state = 'cancelled', ended = ?2 WHERE id = ?1 AND state = 'waiting' RETURNING id",
        &[id.into(), transaction.now_ms().into()],
    )
}

/// Ends a refused callback in whose place there is another one.
pub(crate) fn drop_refused(transaction: &Transaction<'_>, id: i64) -> Result<(), StoreError> {
    transaction.run(
        "UPDATE outbox SET state = 'cancelled', ended = ?2 WHERE id = ?1 AND state = 'refused'",
        &[id.into(), transaction.now_ms().into()],
    )?;
    Ok(())
}

/// Takes back those of a key that only say who is there, were made before a time, were never sent, and have others behind
/// them that say it anew. Answers whether there were any.
pub(crate) fn take_back_stale(
    on: &impl Statements,
    (key, status): (&str, i64),
    (before, now): (i64, i64),
) -> Result<bool, StoreError> {
    on.any(
        "UPDATE outbox SET state = 'cancelled', ended = ?4, reason = 'a later one says who is there'
         WHERE key = ?1 AND status = ?2 AND state = 'waiting' AND attempts = 0 AND created < ?3
           AND EXISTS (SELECT 1 FROM outbox later WHERE later.key = outbox.key AND later.id > outbox.id
                       AND later.state = 'waiting')
         RETURNING id",
        &[key.into(), status.into(), before.into(), now.into()],
    )
}

/// Sends a callback again that was refused or waits; answers false, with nothing changed, where it is neither.
pub(crate) fn again(transaction: &Transaction<'_>, id: i64) -> Result<bool, StoreError> {
    transaction.any(
        "UPDATE outbox SET state = 'waiting', due = ?2, ended = 0 WHERE id = ?1 AND state IN ('refused', 'waiting')
         RETURNING id",
        &[id.into(), transaction.now_ms().into()],
    )
}

/// Ends refused callbacks of a key up to a number: a later result stands in for them. Answers which saves they were about.
pub(crate) fn settle_refused(
    transaction: &Transaction<'_>,
    key: &str,
    up_to: i64,
) -> Result<Vec<i64>, StoreError> {
    let rows = transaction.run(
        "UPDATE outbox SET state = 'cancelled', ended = ?3 WHERE key = ?1 AND id < ?2 AND state = 'refused' RETURNING save",
        &[key.into(), up_to.into(), transaction.now_ms().into()],
    )?;
    Ok(rows.rows.iter().filter_map(|row| row.integer(0)).collect())
}

/// Forgets at most `most` callbacks that were taken or taken back before a time, and old refused notices.
pub(crate) fn sweep(on: &impl Statements, before: i64, most: i64) -> Result<usize, StoreError> {
    let rows = on.run(
        "DELETE FROM outbox WHERE id IN (
           SELECT id FROM outbox WHERE ended > 0 AND ended < ?1
             AND (state IN ('accepted', 'cancelled') OR status IN (1, 4)) LIMIT ?2) RETURNING id",
        &[before.into(), most.into()],
    )?;
    Ok(rows.rows.len())
}

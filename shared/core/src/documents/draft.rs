//! Edits on their way into a note: rebased on what others did, checked, and made into versions.

use std::borrow::Cow;

use spindle_delta::{Content, Delta, Document, Op, Staged};

use super::DocumentError;
use super::fields::invalid;
use super::load;
use crate::error::Error;
use crate::settings::DocumentLimits;
use crate::store::StoreError;
use crate::store::operations::{NewOperation, Operation, State};
use crate::store::snapshots::{KEPT_EVERY, Snapshot};

/// A document of at most so many bytes is written whole with every commit: it costs no more than the operation.
const SMALL_BYTES: usize = 16 * 1024;
/// So many operations after the newest snapshot are read with every document.
const MOST_PENDING: i64 = 64;
/// So many bytes of operations are worth reading instead of writing a snapshot, beside a share of the document.
const PENDING_BYTES: usize = 64 * 1024;

/// An operation that is not committed.
#[derive(Debug, Clone)]
pub(crate) struct Pending {
    pub delta: Delta,
    /// It was sent before, and its acknowledgement may be lost.
    pub inflight: bool,
    /// Who sent it as his how-manieth.
    pub mark: Option<(String, i64)>,
}

/// Operations one after another.
#[derive(Debug, Clone, Default)]
pub(crate) struct Queue {
    pub pending: Vec<Pending>,
    /// The version up to which the operations that came before these were found committed.
    pub acknowledged: Option<i64>,
}

/// What an upload wants.
#[derive(Debug, Clone)]
pub(crate) enum Change {
    /// Operations one after another.
    Operations(Queue),
    /// That the document becomes this one.
    Become(Document),
}

/// An upload against a document at a version.
pub(crate) struct Draft {
    /// The version of the document that the change is based on by now.
    pub version: i64,
    document: Document,
    change: Change,
    uid: i64,
}

/// Versions to be written.
pub(crate) struct Made {
    pub operations: Vec<NewOperation>,
    /// Snapshots, and whether they stay for good.
    pub snapshots: Vec<(Snapshot, bool)>,
    pub state: State,
    /// The document afterwards, as JSON.
    pub json: Vec<u8>,
}

impl Draft {
    /// A change to a document at a version, already rebased to it.
    pub(crate) fn new(document: Document, version: i64, change: Change, uid: i64) -> Self {
        Self {
            version,
            document,
            change,
            uid,
        }
    }

    /// Follows operations that others committed after the draft's version.
    pub(crate) fn follow(&mut self, committed: &[Operation]) -> Result<(), Error> {
        rebase(&mut self.change, committed, self.uid)?;
        let deltas = committed
            .iter()
            .map(load::delta)
            .collect::<Result<Vec<_>, _>>()?;
        let all = Delta::compose_all(deltas)?;
        self.document = std::mem::replace(&mut self.document, Document::empty()).apply(&all)?;
        self.version += i64::try_from(committed.len()).unwrap_or(0);
        Ok(())
    }

    /// Checks the change against the document and makes versions of it. The operations have no times yet.
    ///
    /// # Errors
    /// 40003 when an operation does not fit, 41300 when the document gets too large.
    pub(crate) fn finish(&self, before: &State, limits: &DocumentLimits) -> Result<Made, Error> {
        let mut deltas = match &self.change {
            Change::Operations(queue) => queue
                .pending
                .iter()
                .map(|pending| {
                    let mut delta = Cow::Borrowed(&pending.delta);
                    if chops(&delta) {
                        delta.to_mut().chop();
                    }
                    (delta, pending.mark.clone())
                })
                .collect(),
            Change::Become(wanted) => vec![(Cow::Owned(self.document.diff(wanted)?), None)],
        };
        // What came to nothing makes no version; that it fits was checked when it came.
        deltas.retain(|(delta, _)| !delta.is_empty());
        let mut made = Making {
            document: Cow::Borrowed(&self.document),
            version: self.version,
            operations: Vec::with_capacity(deltas.len()),
            snapshots: Vec::new(),
            bytes: 0,
        };
        let mut rest = deltas.as_slice();
        while !rest.is_empty() {
            let until = KEPT_EVERY - made.version.rem_euclid(KEPT_EVERY);
            let count = rest.len().min(usize::try_from(until).unwrap_or(usize::MAX));
            let (part, later) = rest.split_at(count);
            made.stage(part, later.is_empty())?;
            rest = later;
        }
        made.finish(before, limits)
    }
}

/// Whether a delta ends in components that say nothing.
fn chops(delta: &Delta) -> bool {
    matches!(
        delta.ops().last(),
        Some(Op::Retain(_, attributes)) if attributes.is_empty()
    )
}

/// Versions under way.
struct Making<'d> {
    document: Cow<'d, Document>,
    version: i64,
    operations: Vec<NewOperation>,
    snapshots: Vec<(Snapshot, bool)>,
    bytes: usize,
}

type Marked<'d> = (Cow<'d, Delta>, Option<(String, i64)>);

impl Making<'_> {
    /// Takes operations up to the next version of which a snapshot is kept, or to the end.
    fn stage(&mut self, part: &[Marked<'_>], to_the_end: bool) -> Result<(), Error> {
        let mut staged = Staged::new(&self.document);
        for (index, (delta, mark)) in part.iter().enumerate() {
            staged.stage(delta)?;
            let mut delta = Cow::Borrowed(delta.as_ref());
            if to_the_end && index + 1 == part.len() && !staged.ends_with_newline() {
                // Every document ends with a line end: the last operation gets it.
                let end = Delta::new().retain(staged.len(), ()).insert("\n", ());
                staged.stage(&end)?;
                delta = Cow::Owned(delta.compose(&end)?);
            }
            let body = serde_json::to_string(&*delta).map_err(unwritten)?;
            self.bytes = self.bytes.saturating_add(body.len());
            let (src, seq) = mark.clone().unzip();
            self.operations.push(NewOperation {
                at: 0,
                length: i64::try_from(staged.len()).unwrap_or(i64::MAX),
                src,
                seq,
                body,
            });
        }
        self.document = Cow::Owned(staged.finish()?);
        self.version += i64::try_from(part.len()).unwrap_or(0);
        if self.version.rem_euclid(KEPT_EVERY) == 0 && !to_the_end {
            let bytes = serde_json::to_vec(&*self.document).map_err(unwritten)?;
            let v = self.version;
            self.snapshots.push((Snapshot { v, bytes }, true));
        }
        Ok(())
    }

    fn finish(mut self, before: &State, limits: &DocumentLimits) -> Result<Made, Error> {
        let json = serde_json::to_vec(&*self.document).map_err(unwritten)?;
        if json.len() > limits.document_bytes && json.len() as i64 > before.bytes {
            return Err(DocumentError::TooLarge(format!(
                "the document would have {} bytes; limit_document_bytes is {}",
                json.len(),
                limits.document_bytes
            ))
            .into());
        }
        let pending = before
            .pending
            .saturating_add(i64::try_from(self.bytes).unwrap_or(i64::MAX));
        let worth = PENDING_BYTES.max(json.len() / 4);
        // What one operation after another made small again would otherwise be made from the heavy one each time.
        let heavy = self.bytes >= worth;
        let kept = heavy || self.version.rem_euclid(KEPT_EVERY) == 0;
        let due = !self.operations.is_empty()
            && (kept
                || json.len() <= SMALL_BYTES
                || self.version - before.head >= MOST_PENDING
                || pending >= i64::try_from(worth).unwrap_or(i64::MAX));
        if due {
            let bytes = json.clone();
            let v = self.version;
            self.snapshots.push((Snapshot { v, bytes }, kept));
        }
        let head = self
            .snapshots
            .last()
            .map_or(before.head, |(snapshot, _)| snapshot.v);
        Ok(Made {
            operations: self.operations,
            snapshots: self.snapshots,
            state: State {
                length: i64::try_from(self.document.len()).unwrap_or(i64::MAX),
                bytes: i64::try_from(json.len()).unwrap_or(i64::MAX),
                head,
                pending: if due { 0 } else { pending },
                at: 0,
            },
            json,
        })
    }
}

fn unwritten(error: serde_json::Error) -> StoreError {
    load::damaged("it cannot be written", &error)
}

/// Rewrites a change so that it follows operations that were committed after its base. A committed operation wins ties.
/// One that is the caller's own and was sent before was acknowledged, and the acknowledgement lost.
pub(crate) fn rebase(change: &mut Change, committed: &[Operation], uid: i64) -> Result<(), Error> {
    let Change::Operations(queue) = change else {
        return Ok(());
    };
    for operation in committed {
        let mut theirs = load::delta(operation)?;
        if operation.uid == uid
            && let Some(index) = queue.recognises(operation, &theirs)?
        {
            queue.pending.drain(..=index);
            queue.acknowledged = Some(operation.v + 1);
            continue;
        }
        for ours in &mut queue.pending {
            let rewritten = theirs.transform(&ours.delta, true);
            theirs = ours.delta.transform(&theirs, false);
            ours.delta = rewritten;
        }
    }
    Ok(())
}

/// Whether each operation stays within the document that the ones before it leave. What is rewritten to another
/// version stays so; here it is told about the version that the caller knows.
pub(crate) fn check_lengths<'d>(
    deltas: impl Iterator<Item = &'d Delta>,
    length: i64,
) -> Result<(), DocumentError> {
    let mut length = u64::try_from(length).unwrap_or(0);
    for (index, delta) in deltas.enumerate() {
        let consumed = delta.base_len();
        if consumed > length {
            return Err(DocumentError::Operation(format!(
                "operation {index} covers {consumed} units and the document has {length}"
            )));
        }
        length = (length - consumed).saturating_add(delta.target_len());
    }
    Ok(())
}

impl Queue {
    /// Which one of the queue a committed operation of the same user is: the first that still says something, for those
    /// that came to nothing made no version. Marks tell; without them, an operation that was sent before and says the same,
    /// and what directly follows it: a queue that grows is sent whole again.
    ///
    /// # Errors
    /// 40000 when the mark is that of an operation that says something else.
    fn recognises(
        &self,
        operation: &Operation,
        theirs: &Delta,
    ) -> Result<Option<usize>, DocumentError> {
        let says_something = |(_, pending): &(usize, &Pending)| !pending.delta.is_empty();
        let Some((index, next)) = self.pending.iter().enumerate().find(says_something) else {
            return Ok(None);
        };
        let is_it = match (&next.mark, &operation.src, operation.seq) {
            (Some((src, seq)), Some(their_src), Some(their_seq)) => {
                let same_mark = src == their_src && *seq == their_seq;
                if same_mark && !says_the_same(&next.delta, theirs) {
                    let made = operation.v + 1;
                    let words =
                        format!("and `seq` {seq} are those of another operation, version {made}");
                    return Err(invalid("src", words));
                }
                same_mark
            }
            (Some(_), _, _) => false,
            (None, _, _) => {
                let mut up_to_it = self.pending.iter().take(index + 1);
                let was_sent = self.acknowledged == Some(operation.v)
                    || up_to_it.any(|pending| pending.inflight);
                was_sent && chopped(&next.delta) == *theirs
            }
        };
        Ok(is_it.then_some(index))
    }
}

fn chopped(delta: &Delta) -> Delta {
    let mut delta = delta.clone();
    delta.chop();
    delta
}

/// Whether an operation is what was made of another one: the same, but for the line end that every document ends with.
fn says_the_same(ours: &Delta, theirs: &Delta) -> bool {
    let ours = chopped(ours);
    if ours == *theirs {
        return true;
    }
    let mut ops = theirs.ops().to_vec();
    let last_insert = ops.iter_mut().rev().find_map(|op| match op {
        Op::Insert(Content::Text(text), _) => Some(text),
        _ => None,
    });
    let Some(text) = last_insert else {
        return false;
    };
    let Some(rest) = text.as_str().strip_suffix('\n') else {
        return false;
    };
    *text = rest.into();
    let mut without: Delta = ops.into_iter().collect();
    without.chop();
    ours == without
}

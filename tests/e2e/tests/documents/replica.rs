//! A client as integrators write them: a copy of the document, operations that were sent and are not acknowledged,
//! operations that were not sent yet, and a network that loses answers.

mod network;

use std::collections::VecDeque;

use serde_json::Value;
use spindle_delta::{Delta, Document};
use spindle_e2e::{Docs, Envelope};

use super::support::{Random, delta, document, number};
use super::typist::Typist;

/// Who a client is.
pub struct Identity {
    /// Beginning of his tokens.
    pub name: String,
    pub user: String,
    pub uid: i64,
    /// Whether his operations are marked with `src` and `seq`.
    pub marked: bool,
    pub seed: u64,
}

/// A client.
pub struct Replica {
    docs: Docs,
    fid: String,
    identity: Identity,
    random: Random,
    pub typist: Typist,
    /// The service may be gone for a while.
    patient: bool,
    /// The version that the client has.
    pub v: i64,
    /// The document at that version.
    pub base: Document,
    /// The document that the user sees.
    view: Document,
    /// What is being sent, and the number of its first.
    sent: VecDeque<Delta>,
    seq: i64,
    /// What is not sent yet.
    later: Vec<Delta>,
    /// The user's edits so far.
    pub edits: usize,
    /// His acknowledged operations, with the versions that they were applied to.
    pub acknowledged: Vec<(i64, Delta)>,
    /// Operations that others made needless.
    pub needless: usize,
    /// Answers that he ignored, calls that were refused as raced, calls without an answer.
    pub ignored: usize,
    pub raced: usize,
    pub unanswered: usize,
}

impl Replica {
    /// A client of a new note.
    pub fn new(docs: &Docs, fid: &str, identity: Identity, patient: bool) -> Self {
        Self {
            docs: docs.clone(),
            fid: fid.to_owned(),
            random: Random::new(identity.seed),
            typist: Typist::new(&identity.name, identity.seed ^ 0xabcd),
            identity,
            patient,
            v: 1,
            base: Document::empty(),
            view: Document::empty(),
            sent: VecDeque::new(),
            seq: 1,
            later: Vec::new(),
            edits: 0,
            acknowledged: Vec::new(),
            needless: 0,
            ignored: 0,
            raced: 0,
            unanswered: 0,
        }
    }

    /// The user edits once; it is not sent.
    fn edit(&mut self) {
        let edit = self.typist.edit(&self.view);
        self.view = std::mem::take(&mut self.view)
            .apply(&edit)
            .expect("an edit of what the user sees");
        self.later.push(edit);
        self.edits += 1;
    }

    /// Some edits, and all of them sent until an answer was seen.
    pub fn round(&mut self) {
        for _ in 0..=self.random.below(3) {
            self.edit();
        }
        let mut later = std::mem::take(&mut self.later).into_iter();
        self.sent.extend(later.next());
        if self.random.percent(50) {
            let composed = Delta::compose_all(later).expect("edits one after another");
            self.sent
                .extend(Some(composed).filter(|delta| !delta.is_empty()));
        } else {
            self.sent.extend(later);
        }
        let data = self.deliver();
        self.adopt(&data);
    }

    /// Takes over what the service answered to an upload.
    fn adopt(&mut self, data: &Value) {
        let v = number(&data["document"]["_v"]);
        self.follow_to(Some(v));
        let answered = document(&data["document"]["ops"]);
        assert!(
            self.base == answered,
            "the operations make another document than was answered"
        );
        while self.sent.front().is_some_and(Delta::is_empty) {
            self.drop_needless();
        }
        assert_eq!(self.sent, [], "answered, and not in the log");
    }

    /// Takes over what there is.
    pub fn catch_up(&mut self) {
        assert!(self.sent.is_empty(), "something is on its way");
        self.follow_to(None);
    }

    /// Whether the user still has something that was not sent.
    pub fn has_more(&self) -> bool {
        !self.later.is_empty()
    }

    fn follow_to(&mut self, until: Option<i64>) {
        let mut committed = Vec::new();
        let mut incoming = Vec::new();
        loop {
            let limit = until.map_or(1000, |until| (until - self.v).clamp(1, 1000));
            if until.is_some_and(|until| self.v >= until) {
                break;
            }
            let page = self.page(limit);
            for entry in page["ops"].as_array().expect("a list") {
                let theirs = delta(&entry["op"]);
                incoming.extend(self.follow(entry, &theirs));
                committed.push(theirs);
            }
            if until.is_none() && self.v == number(&page["v"]) {
                break;
            }
        }
        let all = Delta::compose_all(committed).expect("a log composes");
        self.base = std::mem::take(&mut self.base)
            .apply(&all)
            .expect("a log applies");
        let all = Delta::compose_all(incoming).expect("what comes in composes");
        self.view = std::mem::take(&mut self.view)
            .apply(&all)
            .expect("what comes in applies");
        // Each time would take longer than all the rest.
        if until.is_some() && self.random.percent(75) {
            return;
        }
        let mut shown = self.base.clone();
        for delta in self.sent.iter().chain(&self.later) {
            shown = shown.apply(delta).expect("own edits apply");
        }
        assert!(
            self.view == shown,
            "the user sees something else than there is"
        );
    }

    fn page(&mut self, limit: i64) -> Value {
        let (fid, user, v) = (&self.fid, &self.identity.user, self.v);
        let target = format!("/quill/bs/ops?fid={fid}&appUserId={user}&from={v}&limit={limit}");
        loop {
            match self.docs.answer("GET", &target, &[]) {
                Ok(answer) => return Envelope::of(&answer).ok(),
                Err(error) => self.bear(&error),
            }
        }
    }

    /// One operation of the log: an own one is acknowledged by it; another is rewritten to what the user sees, and own
    /// ones to what it makes.
    fn follow(&mut self, entry: &Value, theirs: &Delta) -> Option<Delta> {
        assert_eq!(number(&entry["v"]), self.v);
        self.v += 1;
        let own = if self.identity.marked {
            entry["src"] == self.identity.name.as_str()
        } else {
            entry["uid"] == self.identity.uid
        };
        if own {
            while self.sent.front().is_some_and(Delta::is_empty) {
                self.drop_needless();
            }
            let ours = self.sent.pop_front();
            assert_eq!(
                ours.as_ref(),
                Some(theirs),
                "committed as something else: {entry}"
            );
            if self.identity.marked {
                assert_eq!(entry["seq"], self.seq, "{entry}");
            }
            self.seq += 1;
            self.acknowledged.push((self.v - 1, theirs.clone()));
            return None;
        }
        let mut theirs = theirs.clone();
        for ours in self.sent.iter_mut().chain(&mut self.later) {
            let rewritten = theirs.transform(ours, true);
            theirs = ours.transform(&theirs, false);
            *ours = rewritten;
        }
        Some(theirs)
    }

    fn drop_needless(&mut self) {
        self.sent.pop_front();
        self.seq += 1;
        self.needless += 1;
    }
}

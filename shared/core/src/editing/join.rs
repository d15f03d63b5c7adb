//! `POST /editing`: joins a document, and opens it if nobody has.

use serde_json::{Value, json};

use super::config::{self, Asked};
use super::guest::Guest;
use super::refusal::Refusal;
use super::session::{body, state};
use crate::app::App;
use crate::auth::links::LinkBase;
use crate::dialect::onlyoffice::SERVICE_TYPE;
use crate::error::Error;
use crate::fetch;
use crate::http::{Request, Response};
use crate::jobs::{Failure, milliseconds};
use crate::neighbours;
use crate::router;
use crate::saving::{due, opening, people};
use crate::settings::Settings;
use crate::store::editings::{self, Editing, Phase};
use crate::store::participants::{self, Mode, Participant, Presence};
use crate::store::{JobState, Store, StoreError, Transaction, forgotten, jobs, random_hex};

/// The component that reads files.
const READER: &str = "converter";
/// The first and the longest pause between two looks at a document that somebody else opens, in milliseconds.
const PAUSES_MS: (u64, u64) = (25, 500);
/// Who finds a document being opened leaves that to who began it for so many milliseconds.
const LEAD_MS: i64 = 1000;
/// How many keys after a saved one are followed.
const MOST_KEYS: u32 = 1000;
/// Who has no name.
const NAMELESS: &str = "Anonymous";

/// `POST /editing`.
pub(crate) fn join<'a>(
    app: &App<'a>,
    settings: &Settings,
    request: Request,
) -> Result<Response<'a>, Error> {
    Ok(answer(app, settings, request).unwrap_or_else(|refusal| refusal.response(app)))
}

fn answer<'a>(
    app: &App<'a>,
    settings: &Settings,
    mut request: Request,
) -> Result<Response<'a>, Refusal> {
    let body = body(settings, &mut request)?;
    let store = Store::open(&app.ports)?;
    let mut guest = match body.get("wopi") {
        Some(Value::String(ticket)) => Some(Guest::arrive(app, settings, &store, ticket)?),
        _ => None,
    };
    let now_s = app.ports.clock.now_s();
    let mut asked = match (&guest, body.get("history")) {
        (Some(guest), _) => guest.asked(),
        (None, Some(history @ Value::Object(_))) => {
            let mut asked = config::read_history(settings, history, now_s)?;
            // Nobody else has it open: an old version of a key is no session of that key.
            let name = random_hex(&app.ports, 12);
            asked.key = editings::history_key(&name, &asked.key);
            asked
        }
        (None, None | Some(Value::Null)) => config::read(settings, &request.headers, &body, now_s)?,
        (None, Some(_)) => return Err(Refusal::bad_request("`history` is no object")),
    };
    if guest.is_none() && !asked.callback.is_empty() {
        let private = settings.allow_private_ip || asked.vouched;
        fetch::check_text(&asked.callback, private).map_err(|error| {
            Refusal::bad_request(format!("`editorConfig.callbackUrl` is refused: {error}"))
        })?;
    }
    let (base, shard) = LinkBase::of(settings, &request).parts();
    let mut me = Participant {
        session: random_hex(&app.ports, 16),
        doc: String::new(),
        number: 0,
        user: match &asked.user {
            Some(user) => user.clone(),
            None => format!("uid-{}", random_hex(&app.ports, 6)),
        },
        name: asked.name.clone().unwrap_or_else(|| NAMELESS.to_owned()),
        mode: asked.mode,
        presence: Presence::Here,
        callback: asked.callback.clone(),
        vouched: asked.vouched,
        base,
        shard,
        seen: app.ports.clock.now_ms(),
        seq: 0,
        made: 0,
        downloads: asked.downloads,
        prints: asked.prints,
    };
    let deadline = app
        .ports
        .clock
        .now_ms()
        .saturating_add(milliseconds(settings.wait));
    loop {
        match come_in(app, settings, &store, (&asked, guest.as_ref()), &mut me)? {
            Entered::Anew => {
                if let Some(earlier) = guest.take() {
                    let again = earlier.again(app, settings, &store)?;
                    asked = again.asked();
                    me.mode = asked.mode;
                    me.callback.clone_from(&asked.callback);
                    guest = Some(again);
                }
            }
            Entered::In(mut answer) => {
                if let Some(words) = guest.as_ref().and_then(Guest::words)
                    && let Some(members) = answer.as_object_mut()
                {
                    members.insert("message".to_owned(), words.into());
                }
                let mut response = Response::json(SERVICE_TYPE, &answer);
                // A storage hears of editors only.
                if me.mode == Mode::Edit && !me.callback.is_empty() {
                    let key = asked.key.clone();
                    response.after = Some(Box::new(move |app| due::drive_logged(app, &key, 0)));
                }
                return Ok(response);
            }
            Entered::Opening { doc, .. } if app.ports.clock.now_ms() >= deadline => {
                return Err(Error::StillRunning(doc).into());
            }
            Entered::Opening { doc, mine } => {
                let opened = wait_for(app, settings, &store, (&doc, mine), deadline);
                if let (Err(_), Some(guest)) = (&opened, &guest) {
                    guest.turn_away(app, settings, &store);
                }
                opened?;
            }
        }
    }
}

/// What coming in comes to.
enum Entered {
    /// The answer.
    In(Value),
    /// The document is to be opened first.
    Opening {
        /// The name of its content.
        doc: String,
        /// Whether nobody else was there to open it.
        mine: bool,
    },
    /// Of a WOPI host's file: something changed since the host was asked.
    Anew,
}

fn come_in(
    app: &App<'_>,
    settings: &Settings,
    store: &Store<'_>,
    (asked, guest): (&Asked, Option<&Guest>),
    me: &mut Participant,
) -> Result<Entered, Refusal> {
    let doc = format!("e{}", random_hex(&app.ports, 12));
    store.transaction(|transaction| {
        let now = transaction.now_ms();
        me.seen = now;
        if let Some(guest) = guest
            && !guest.may_enter(transaction)?
        {
            return Ok(Entered::Anew);
        }
        let Some(editing) = editings::find(transaction, &asked.key)? else {
            return begin(transaction, settings, (asked, guest), doc);
        };
        match editing.phase {
            Phase::Opening => {
                let job = (opening::WORK.kind, editing.doc.as_str());
                if jobs::lives(transaction, job, now)? {
                    let (doc, mine) = (editing.doc, false);
                    return Ok(Entered::Opening { doc, mine });
                }
                // Whoever began it died long ago.
                editings::give_up(transaction, &editing.doc)?;
                begin(transaction, settings, (asked, guest), doc)
            }
            Phase::Saved => {
                if now.saturating_sub(editing.ended) >= settings.saving.outdated_ms {
                    editings::remove(transaction, &editing)?;
                    return begin(transaction, settings, (asked, guest), doc);
                }
                let next = current_key(transaction, &editing)?;
                // The storage that asked last is the one that `info` tells.
                enter(transaction, &editing, me, Presence::Left)?;
                Ok(Entered::In(json!({
                    "state": "outdated", "key": asked.key, "nextKey": next,
                    "message": "the document was saved: open it with the next key",
                })))
            }
            Phase::Open => {
                if !editing.kind.is_edited() {
                    me.mode = Mode::View;
                }
                if me.mode == Mode::Edit && !people::reclaim(transaction, &editing)? {
                    return Err(Refusal::saving());
                }
                enter(transaction, &editing, me, Presence::Here)?;
                let editing = editings::find(transaction, &asked.key)?.unwrap_or(editing);
                Ok(Entered::In(state(transaction, settings, &editing, me)?))
            }
        }
    })
}

/// Begins to open the document under a key that is free.
fn begin(
    transaction: &Transaction<'_>,
    settings: &Settings,
    (asked, guest): (&Asked, Option<&Guest>),
    doc: String,
) -> Result<Entered, Refusal> {
    let left_behind = forgotten::find(transaction, &asked.key)?.is_some();
    if !left_behind {
        if asked.url.is_empty() {
            return Err(Refusal::bad_request(
                "`document.url` is missing, and nobody has the document open",
            ));
        }
        let private = settings.allow_private_ip || asked.vouched;
        fetch::check_text(&asked.url, private)
            .map_err(|error| Refusal::bad_request(format!("`document.url` is refused: {error}")))?;
    }
    editings::begin(transaction, &asked.key, &doc, &asked.title)?;
    let opening = opening::Opening {
        key: asked.key.clone(),
        url: asked.url.clone(),
        vouched: asked.vouched,
        file_type: asked.file_type.clone(),
        headers: guest.map(Guest::headers).unwrap_or_default(),
        is_new: guest.is_some_and(Guest::is_new),
    };
    opening::enqueue(transaction, settings, &doc, &opening)?;
    Ok(Entered::Opening { doc, mine: true })
}

/// Writes the session down; who comes too late is one that has left.
fn enter(
    transaction: &Transaction<'_>,
    editing: &Editing,
    me: &mut Participant,
    presence: Presence,
) -> Result<(), StoreError> {
    me.doc.clone_from(&editing.doc);
    me.number = editing.people.saturating_add(1);
    me.presence = presence;
    if presence == Presence::Here {
        return people::join(transaction, editing, me);
    }
    // Such a row is told nothing and counts for nobody.
    me.number = participants::of(transaction, &editing.doc)?
        .last()
        .map_or(0, |last| last.number)
        .saturating_add(1);
    participants::insert(transaction, me)
}

/// The key that a saved document has by now: that of its last accepted save.
fn current_key(transaction: &Transaction<'_>, editing: &Editing) -> Result<String, StoreError> {
    let mut next = editing.next_key.clone();
    for _ in 0..MOST_KEYS {
        match editings::find(transaction, &next)? {
            Some(later) if later.phase == Phase::Saved && !later.next_key.is_empty() => {
                next = later.next_key;
            }
            _ => break,
        }
    }
    Ok(next)
}

/// Opens a document, or waits until somebody else has; why it cannot be opened is the refusal.
fn wait_for(
    app: &App<'_>,
    settings: &Settings,
    store: &Store<'_>,
    (doc, mine): (&str, bool),
    deadline: i64,
) -> Result<(), Refusal> {
    let clock = app.ports.clock;
    let lead = if mine { 0 } else { LEAD_MS };
    let from = clock.now_ms().saturating_add(lead);
    let (mut pause, longest) = PAUSES_MS;
    let kind = opening::WORK.kind;
    loop {
        let is_free = match store.job(kind, doc)? {
            None => return Ok(()),
            Some(job) => match job.state {
                JobState::Done => return Ok(()),
                JobState::Failed => return Err(Error::Job(Failure::from_row(&job)?).into()),
                JobState::Queued | JobState::Running => job.claimable(clock.now_ms()),
            },
        };
        if clock.now_ms() >= deadline {
            return Err(Error::StillRunning(doc.to_owned()).into());
        }
        if is_free && clock.now_ms() >= from {
            let asked = [("key", doc)];
            let answered = neighbours::post(app, settings, READER, router::OPENING_STEP, &asked);
            let failed = match answered {
                Ok(answered) if answered.status.is_success() => continue,
                Ok(answered) => answered.words,
                Err(reason) => reason,
            };
            let line = format!("document {doc} is not opened: {failed}");
            app.ports.log.line(crate::ports::Level::Error, &line);
        }
        clock.sleep_ms(pause);
        pause = (pause * 2).min(longest);
    }
}

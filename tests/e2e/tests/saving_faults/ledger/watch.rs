//! What is going on in each room, as far as editors and the storage can see it.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// What a room's document is going through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Phase {
    /// Editors are in.
    Editing,
    /// The last one left with changes, and the save is not due yet.
    Delay,
    /// A save is due or asked for, and the storage has not heard of it.
    Assembly,
    /// The storage is being told of a result, or was told a moment ago.
    Callback,
    /// Nobody is in and nothing is to be saved.
    Rest,
}

impl Phase {
    /// Those in which a host is to be killed.
    pub const WORK: [Self; 4] = [Self::Editing, Self::Delay, Self::Assembly, Self::Callback];
}

impl fmt::Display for Phase {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Editing => "editing",
            Self::Delay => "delay",
            Self::Assembly => "assembly",
            Self::Callback => "callback",
            Self::Rest => "rest",
        })
    }
}

/// How long after its answer a callback may be on its way into the service's records.
const RECORD: Duration = Duration::from_millis(15);

/// How long a forced save is waited for: one that found nothing new never comes.
const FORCED: Duration = Duration::from_secs(3);

#[derive(Debug, Clone, Default)]
struct Room {
    inside: usize,
    changed: bool,
    emptied: Option<Instant>,
    closed: bool,
    forced: Option<Instant>,
    telling: usize,
    told: Option<Instant>,
    /// Until when somebody may be in who never got the answer to his joining.
    ghost: Option<Instant>,
}

/// The rooms.
pub struct Watch {
    rooms: Mutex<Vec<Room>>,
    delay: Duration,
}

impl Watch {
    pub(super) fn new(rooms: usize, delay_ms: u64) -> Self {
        Self {
            rooms: Mutex::new(vec![Room::default(); rooms]),
            delay: Duration::from_millis(delay_ms),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Room>> {
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn with(&self, room: usize, change: impl FnOnce(&mut Room)) {
        if let Some(room) = self.lock().get_mut(room) {
            change(room);
        }
    }

    /// An editor came in.
    pub fn entered(&self, room: usize) {
        self.with(room, |room| {
            room.inside += 1;
            room.emptied = None;
            room.closed = false;
        });
    }

    /// An editor left; `closed` where the save is to come at once.
    pub fn left(&self, room: usize, closed: bool) {
        self.with(room, |room| {
            room.inside = room.inside.saturating_sub(1);
            if room.inside == 0 {
                room.emptied = Some(Instant::now());
                room.closed = closed;
            }
        });
    }

    /// An editor may be in until then who does not know it.
    pub fn ghost(&self, room: usize, until: Instant) {
        self.with(room, |room| room.ghost = room.ghost.max(Some(until)));
    }

    /// Somebody changed the document, or tried to.
    pub fn changed(&self, room: usize) {
        self.with(room, |room| room.changed = true);
    }

    /// A forced save was started.
    pub fn forced(&self, room: usize) {
        self.with(room, |room| room.forced = Some(Instant::now()));
    }

    /// The storage is being told of a result.
    pub fn telling(&self, room: usize) {
        self.with(room, |room| room.telling += 1);
    }

    /// The storage will have answered then.
    pub fn told(&self, room: usize, then: Instant) {
        self.with(room, |room| {
            room.telling = room.telling.saturating_sub(1);
            room.told = Some(then + RECORD);
            room.forced = None;
        });
    }

    /// The final save was accepted.
    pub(super) fn saved(&self, room: usize) {
        self.with(room, |room| {
            room.changed = false;
            room.forced = None;
        });
    }

    /// What a room's document is going through.
    pub fn phase(&self, room: usize) -> Phase {
        let now = Instant::now();
        let rooms = self.lock();
        let Some(room) = rooms.get(room) else {
            return Phase::Rest;
        };
        if room.telling > 0 || room.told.is_some_and(|told| now < told) {
            return Phase::Callback;
        }
        if room.forced.is_some_and(|forced| now < forced + FORCED) {
            return Phase::Assembly;
        }
        if room.inside > 0 || room.ghost.is_some_and(|ghost| now < ghost) {
            return Phase::Editing;
        }
        match room.emptied {
            Some(emptied) if room.changed && !room.closed && now < emptied + self.delay => {
                Phase::Delay
            }
            Some(_) if room.changed => Phase::Assembly,
            _ => Phase::Rest,
        }
    }
}

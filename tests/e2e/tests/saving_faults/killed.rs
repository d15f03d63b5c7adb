//! A host that is killed while many edit and save, again and again, and started anew on what is on its disk.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::host::Host;
use super::integrator::{Integrator, Mood};
use super::ledger::{Ledger, Phase};
use super::settle::{judge, outbox, settle};
use super::shift::Shift;
use super::turn;
use spindle_e2e::random::Random;

/// How often the host is killed where `SPINDLE_KILLS` does not say.
const KILLS: usize = 8;

/// Documents that are edited at a time.
const ROOMS: usize = 4;

/// `savetimeoutdelay`
const DELAY_MS: u64 = 400;

/// `expire_presence_s`: so long a document stays open for an editor who never learned that he joined.
const PRESENCE: Duration = Duration::from_secs(4);

/// How long a phase is waited for before the host is killed in another one.
const WAIT: Duration = Duration::from_secs(5);

#[test]
fn killed() {
    let _turn = turn();
    let kills = std::env::var("SPINDLE_KILLS").map_or(KILLS, |kills| {
        kills.parse().expect("SPINDLE_KILLS is a number")
    });
    let state = TempDir::new().expect("a folder for the state");
    let variables = [
        ("savetimeoutdelay", "400"),
        ("expire_presence_s", "4"),
        ("job_lease_s", "2"),
        ("limit_script_time_s", "1"),
        ("callback_retry_min_ms", "50"),
        ("callback_timeout", "10s"),
    ];
    let Some(mut host) = Host::start(state.path(), &variables) else {
        return;
    };
    let began = Instant::now();
    let ledger = Arc::new(Ledger::new(ROOMS, DELAY_MS));
    let integrator = Integrator::start(&ledger, &host.client, Duration::from_secs(10));
    slowly(&integrator);
    let shift = Shift::start(&integrator, &host.client, DELAY_MS, PRESENCE);
    let mut random = Random::new(200);
    let mut fell: BTreeMap<Phase, usize> = BTreeMap::new();
    let mut documents: BTreeMap<Phase, usize> = BTreeMap::new();
    for kill in 0..kills {
        let target = Phase::WORK[kill % Phase::WORK.len()];
        std::thread::sleep(random.millis(50, 500));
        let room = wait_for(&ledger, target, &mut random);
        for other in 0..ROOMS {
            *documents.entry(ledger.watch.phase(other)).or_default() += 1;
        }
        *fell.entry(ledger.watch.phase(room)).or_default() += 1;
        ledger.kill(|| host.kill());
        host.restart();
        assert!(
            ledger.problems().len() < 50,
            "after {kill} kills: {:?}\n{}",
            ledger.problems().first(),
            host.said()
        );
    }
    let killed = began.elapsed();
    shift.end();
    let kept = settle(&host.client, &ledger, Duration::from_secs(300));
    let left = outbox(&host.client);
    println!(
        "{kills} kills in {:.0} s: {}; settled after {:.0} s more",
        killed.as_secs_f64(),
        told(&fell),
        began.elapsed().saturating_sub(killed).as_secs_f64()
    );
    println!("documents at those moments: {}", told(&documents));
    println!("words in forgotten files at the end: {}", kept.len());
    judge(&ledger, &kept);
    assert!(left.is_empty(), "undelivered: {left:?}");
    let counts = ledger.counts();
    assert!(
        counts.acknowledged > 10 * kills && counts.saves > 0 && 2 * counts.forced > kills,
        "too little was done: {counts:?}"
    );
    if kills >= 100 {
        for phase in Phase::WORK {
            let times = fell.get(&phase).copied().unwrap_or_default();
            assert!(times >= kills / 20, "{phase}: {times} of {kills} kills");
        }
    }
}

/// The storage takes its time before it accepts a callback, and before the service hears of it.
fn slowly(integrator: &Integrator) {
    let random = std::sync::Mutex::new(Random::new(7));
    integrator.temper(move |_| {
        let mut random = random
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        Mood::Accept(random.millis(0, 40), random.millis(0, 40))
    });
}

/// Waits until a room's document is in this phase, and a little into it; answers the room.
fn wait_for(ledger: &Ledger, target: Phase, random: &mut Random) -> usize {
    let start = Instant::now();
    let first = random.below(ROOMS as u64) as usize;
    let room = loop {
        let mut rooms = (0..ROOMS).map(|step| (first + step) % ROOMS);
        if let Some(room) = rooms.find(|room| ledger.watch.phase(*room) == target) {
            break room;
        }
        if start.elapsed() > WAIT {
            break first;
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    let into = match target {
        Phase::Editing => 100,
        Phase::Delay => DELAY_MS / 4,
        Phase::Callback => 30,
        Phase::Assembly | Phase::Rest => 8,
    };
    std::thread::sleep(random.millis(0, into));
    room
}

fn told(counts: &BTreeMap<Phase, usize>) -> String {
    let parts: Vec<String> = counts
        .iter()
        .map(|(phase, count)| format!("{count} {phase}"))
        .collect();
    parts.join(", ")
}

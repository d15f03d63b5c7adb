//! Everybody at work: the editors of every room, and who sends them home, together or for a moment only.

use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use spindle_e2e::Client;

use super::integrator::Integrator;
use super::worker::{Orders, Worker};
use spindle_e2e::random::Random;

/// Editors of each room.
const EDITORS: usize = 3;

/// How long a room stays empty for a save that does not come.
const EMPTY: Duration = Duration::from_millis(2500);

/// The threads of all of them.
pub struct Shift {
    orders: Arc<Orders>,
    threads: Vec<JoinHandle<()>>,
}

impl Shift {
    /// Starts to work in all rooms. `delay_ms` is that of final saves.
    pub fn start(
        integrator: &Arc<Integrator>,
        client: &Client,
        delay_ms: u64,
        presence: Duration,
    ) -> Self {
        let rooms = integrator.ledger.rooms();
        let orders = Arc::new(Orders::new(rooms, presence));
        let mut threads = Vec::new();
        for room in 0..rooms {
            for number in 0..EDITORS {
                let worker = Worker::new(room, number, integrator, client, &orders);
                threads.push(std::thread::spawn(move || worker.run()));
            }
            let (integrator, orders) = (integrator.clone(), orders.clone());
            threads.push(std::thread::spawn(move || {
                lead(room, &integrator, &orders, delay_ms);
            }));
        }
        Self { orders, threads }
    }

    /// Sends all home for good, and waits until they are.
    ///
    /// # Panics
    /// When one of them did.
    pub fn end(self) {
        self.orders.stop();
        for thread in self.threads {
            thread.join().expect("everybody goes home");
        }
    }
}

/// Sends the editors of a room home again and again. Some come back within the delay of the save, and it is put off.
fn lead(room: usize, integrator: &Integrator, orders: &Orders, delay_ms: u64) {
    let mut random = Random::new(room as u64 + 1000);
    while !orders.is_over() {
        std::thread::sleep(random.millis(200, 1200));
        let before = integrator.ledger.current(room);
        orders.send_home(room, true);
        if random.percent(35) {
            std::thread::sleep(random.millis(20, delay_ms));
        } else {
            let start = Instant::now();
            while !orders.is_over()
                && start.elapsed() < EMPTY
                && integrator.ledger.current(room) == before
            {
                std::thread::sleep(Duration::from_millis(5));
            }
        }
        orders.send_home(room, false);
    }
}

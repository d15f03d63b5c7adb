//! Bodies as `std::io` sees them, over the streams of WASI; neither side waits for a silent peer for ever.

use std::io::{self, Read, Write};
use std::time::{Duration, Instant};

use wasi::clocks::monotonic_clock::subscribe_duration;
use wasi::io::poll::{Pollable, poll};
use wasi::io::streams::{InputStream, OutputStream, StreamError};

use crate::failure::stream_error;

/// The most bytes that move in one call to the host.
const PART_BYTES: usize = 64 * 1024;

/// How long a wait lasts at most: `Duration` holds more than the host's clock can count.
fn nanoseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

/// Waits until one of `pollables` is ready; `false` when `patience` ran out before.
pub fn wait(pollables: &[&Pollable], patience: Duration) -> bool {
    let timer = subscribe_duration(nanoseconds(patience));
    let mut all = pollables.to_vec();
    all.push(&timer);
    poll(&all)
        .iter()
        .any(|index| (*index as usize) < pollables.len())
}

/// Something to do now and then while waiting.
pub struct Pulse<'a> {
    every: Duration,
    last: Instant,
    beat: &'a mut dyn FnMut(),
}

impl<'a> Pulse<'a> {
    /// The shortest time between two beats: a shorter one would leave no time for waiting.
    const SHORTEST: Duration = Duration::from_millis(1);

    /// Calls `beat` about every `every`, for the first time when so much has passed.
    pub fn new(every: Duration, beat: &'a mut dyn FnMut()) -> Self {
        Self {
            every: every.max(Self::SHORTEST),
            last: Instant::now(),
            beat,
        }
    }

    /// Beats if it is time to. Returns how long it is until the next beat.
    pub fn beat(&mut self) -> Duration {
        let passed = self.last.elapsed();
        if passed < self.every {
            return self.every.saturating_sub(passed);
        }
        (self.beat)();
        // What the beat itself took is no part of the pause.
        self.last = Instant::now();
        self.every
    }

    /// As [`wait`], beating meanwhile.
    pub fn wait(&mut self, pollables: &[&Pollable], patience: Duration) -> bool {
        let began = Instant::now();
        loop {
            let pause = self.beat();
            let left = patience.saturating_sub(began.elapsed());
            if wait(pollables, left.min(pause)) {
                return true;
            }
            if left <= pause {
                return false;
            }
        }
    }
}

/// A body that is read as it comes. Its stream is a child of `owner` and is dropped before it.
pub struct BodyReader<Owner> {
    stream: Option<InputStream>,
    patience: Duration,
    _owner: Owner,
}

impl<Owner> BodyReader<Owner> {
    /// Reads `stream`, giving up when nothing comes for `patience`. `owner` is what must outlive the stream.
    pub fn new(stream: InputStream, patience: Duration, owner: Owner) -> Self {
        Self {
            stream: Some(stream),
            patience,
            _owner: owner,
        }
    }
}

impl<Owner> Read for BodyReader<Owner> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(stream) = &self.stream else {
            return Ok(0);
        };
        if buffer.is_empty() {
            return Ok(0);
        }
        let wanted = buffer.len().min(PART_BYTES) as u64;
        loop {
            match stream.read(wanted) {
                Ok(part) if part.is_empty() => {
                    if !wait(&[&stream.subscribe()], self.patience) {
                        return Err(io::Error::new(
                            io::ErrorKind::TimedOut,
                            format!("nothing came for {} ms", self.patience.as_millis()),
                        ));
                    }
                }
                Ok(part) => {
                    let Some(target) = buffer.get_mut(..part.len()) else {
                        return Err(io::Error::other("the host sent more than was asked for"));
                    };
                    target.copy_from_slice(&part);
                    return Ok(part.len());
                }
                Err(StreamError::Closed) => {
                    self.stream = None;
                    return Ok(0);
                }
                Err(StreamError::LastOperationFailed(failure)) => {
                    return Err(stream_error(&failure));
                }
            }
        }
    }
}

/// The other direction: bytes go out as the peer takes them.
pub struct BodyWriter {
    stream: OutputStream,
    patience: Duration,
}

impl BodyWriter {
    /// Writes to `stream`, giving up when the peer takes nothing for `patience`.
    pub const fn new(stream: OutputStream, patience: Duration) -> Self {
        Self { stream, patience }
    }

    /// Writes all of `bytes` if the stream takes them without waiting; `false` when nothing was written.
    ///
    /// # Errors
    /// When the stream is closed or broken.
    pub fn write_at_once(&mut self, bytes: &[u8]) -> io::Result<bool> {
        if bytes.is_empty() {
            return Ok(true);
        }
        let room = self.stream.check_write().map_err(write_error)?;
        if room < bytes.len() as u64 {
            return Ok(false);
        }
        self.stream.write(bytes).map_err(write_error)?;
        Ok(true)
    }

    /// Whether the peer is known to be gone.
    pub fn is_closed(&self) -> bool {
        matches!(self.stream.check_write(), Err(StreamError::Closed))
    }

    /// How many bytes may be written now, at least one. Stops waiting, with `None`, when `other` is ready.
    ///
    /// # Errors
    /// When the stream is closed or broken, or the peer takes nothing.
    pub fn room(&self, other: &Pollable, pulse: &mut Pulse<'_>) -> io::Result<Option<usize>> {
        loop {
            if let Some(room) = self.room_now()? {
                return Ok(Some(room));
            }
            let writable = self.stream.subscribe();
            if !pulse.wait(&[&writable, other], self.patience) {
                return Err(self.silence());
            }
            if other.ready() {
                return Ok(None);
            }
        }
    }

    /// How many bytes may be written without waiting, if any.
    fn room_now(&self) -> io::Result<Option<usize>> {
        let room = self.stream.check_write().map_err(write_error)?;
        let room = usize::try_from(room).unwrap_or(PART_BYTES).min(PART_BYTES);
        Ok(Some(room).filter(|room| *room > 0))
    }

    fn silence(&self) -> io::Error {
        io::Error::new(
            io::ErrorKind::TimedOut,
            format!("the peer took nothing for {} ms", self.patience.as_millis()),
        )
    }
}

impl Write for BodyWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.is_empty() {
            return Ok(0);
        }
        let room = loop {
            if let Some(room) = self.room_now()? {
                break room;
            }
            if !wait(&[&self.stream.subscribe()], self.patience) {
                return Err(self.silence());
            }
        };
        let part = bytes.get(..room).unwrap_or(bytes);
        self.stream.write(part).map_err(write_error)?;
        Ok(part.len())
    }

    /// Asks the host to send what it holds. It does not wait: finishing the body says that no more comes.
    fn flush(&mut self) -> io::Result<()> {
        match self.stream.flush() {
            Ok(()) | Err(StreamError::Closed) => Ok(()),
            Err(error) => Err(write_error(error)),
        }
    }
}

fn write_error(error: StreamError) -> io::Error {
    match error {
        StreamError::Closed => {
            io::Error::new(io::ErrorKind::BrokenPipe, "the peer closed the connection")
        }
        StreamError::LastOperationFailed(failure) => stream_error(&failure),
    }
}

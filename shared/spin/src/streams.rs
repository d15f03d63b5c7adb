//! Bodies as `std::io` sees them, over the streams of WASI; neither side waits for a silent peer for ever.

use std::io::{self, Read, Write};
use std::time::Duration;

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

    /// How many bytes may be written now, at least one. Stops waiting, with `None`, when `other` is ready.
    ///
    /// # Errors
    /// When the stream is closed or broken, or the peer takes nothing.
    pub fn room(&self, other: Option<&Pollable>) -> io::Result<Option<usize>> {
        loop {
            let room = self.stream.check_write().map_err(write_error)?;
            if room > 0 {
                return Ok(Some(
                    usize::try_from(room).unwrap_or(PART_BYTES).min(PART_BYTES),
                ));
            }
            let writable = self.stream.subscribe();
            let in_time = match other {
                Some(other) => wait(&[&writable, other], self.patience),
                None => wait(&[&writable], self.patience),
            };
            if !in_time {
                return Err(io::Error::new(
                    io::ErrorKind::TimedOut,
                    format!("the peer took nothing for {} ms", self.patience.as_millis()),
                ));
            }
            if other.is_some_and(Pollable::ready) {
                return Ok(None);
            }
        }
    }
}

impl Write for BodyWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.is_empty() {
            return Ok(0);
        }
        let room = self.room(None)?.unwrap_or(0);
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

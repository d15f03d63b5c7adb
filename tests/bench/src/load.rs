//! A load generator that costs little beside what it measures: a thread for each connection, requests built beforehand,
//! and answers that are counted and not kept.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::sync::Barrier;
use std::time::{Duration, Instant};

/// The longest head of an answer that is read, in bytes.
const HEAD: usize = 64 * 1024;

/// How long a connection waits for bytes.
const PATIENCE: Duration = Duration::from_secs(120);

/// A keep-alive HTTP/1.1 connection.
pub struct Connection {
    address: String,
    stream: Option<TcpStream>,
    buffer: Box<[u8]>,
    start: usize,
    end: usize,
    opened: usize,
}

/// An answer whose body was read to its end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reply {
    /// The status code.
    pub status: u16,
    /// How many bytes the body had.
    pub length: u64,
}

impl Connection {
    /// A connection to `host:port`, opened with the first request, and anew when the server closed it.
    pub fn new(address: &str) -> Self {
        Self {
            address: address.to_owned(),
            stream: None,
            buffer: vec![0; HEAD].into_boxed_slice(),
            start: 0,
            end: 0,
            opened: 0,
        }
    }

    /// How often it was opened.
    pub fn opened(&self) -> usize {
        self.opened
    }

    /// Sends a whole request and reads the answer; its body goes to `sink` piece by piece.
    ///
    /// # Errors
    /// When the connection breaks, or the answer is not HTTP/1.1 with a body of known length or in chunks.
    pub fn send(&mut self, request: &[u8], sink: impl FnMut(&[u8])) -> io::Result<Reply> {
        self.send_repeated(request, &[], 0, sink)
    }

    /// The same with a body that is written `times` times over, so that it need not be in memory.
    ///
    /// # Errors
    /// As [`Connection::send`].
    pub fn send_repeated(
        &mut self,
        head: &[u8],
        piece: &[u8],
        times: usize,
        sink: impl FnMut(&[u8]),
    ) -> io::Result<Reply> {
        let reply = self.exchange(head, piece, times, sink);
        if reply.is_err() {
            self.stream = None;
        }
        reply
    }

    fn exchange(
        &mut self,
        head: &[u8],
        piece: &[u8],
        times: usize,
        sink: impl FnMut(&[u8]),
    ) -> io::Result<Reply> {
        let mut stream = self.stream()?;
        stream.write_all(head)?;
        for _ in 0..times {
            // An early answer says why the rest is not wanted.
            if stream.write_all(piece).is_err() {
                break;
            }
        }
        self.answer(sink)
    }

    fn stream(&mut self) -> io::Result<&TcpStream> {
        if self.stream.is_none() {
            let stream = TcpStream::connect(&self.address)?;
            stream.set_nodelay(true)?;
            stream.set_read_timeout(Some(PATIENCE))?;
            stream.set_write_timeout(Some(PATIENCE))?;
            (self.start, self.end) = (0, 0);
            self.opened += 1;
            self.stream = Some(stream);
        }
        self.stream.as_ref().ok_or_else(|| broken("no stream"))
    }

    fn answer(&mut self, mut sink: impl FnMut(&[u8])) -> io::Result<Reply> {
        let head = loop {
            let unread = &self.buffer[self.start..self.end];
            if let Some(length) = find(unread, b"\r\n\r\n") {
                let head = Head::parse(&unread[..length])?;
                self.start += length + 4;
                break head;
            }
            self.fill()?;
        };
        let length = match head.length {
            Some(length) => {
                self.body(length, &mut sink)?;
                length
            }
            None => self.chunks(&mut sink)?,
        };
        if head.close {
            self.stream = None;
        }
        Ok(Reply {
            status: head.status,
            length,
        })
    }

    fn body(&mut self, length: u64, sink: &mut impl FnMut(&[u8])) -> io::Result<()> {
        let mut left = length;
        while left > 0 {
            if self.start == self.end {
                self.fill()?;
            }
            let unread = &self.buffer[self.start..self.end];
            let taken = unread
                .len()
                .min(usize::try_from(left).unwrap_or(usize::MAX));
            sink(&unread[..taken]);
            self.start += taken;
            left -= taken as u64;
        }
        Ok(())
    }

    fn chunks(&mut self, sink: &mut impl FnMut(&[u8])) -> io::Result<u64> {
        let mut length = 0;
        loop {
            let size = self.line()?;
            let size = size.split(';').next().unwrap_or_default().trim();
            let size = u64::from_str_radix(size, 16).map_err(|_| broken("no size of a chunk"))?;
            if size == 0 {
                while !self.line()?.is_empty() {}
                return Ok(length);
            }
            self.body(size, sink)?;
            self.line()?;
            length += size;
        }
    }

    fn line(&mut self) -> io::Result<String> {
        loop {
            let unread = &self.buffer[self.start..self.end];
            if let Some(length) = find(unread, b"\r\n") {
                let line = String::from_utf8_lossy(&unread[..length]).into_owned();
                self.start += length + 2;
                return Ok(line);
            }
            self.fill()?;
        }
    }

    /// Reads more, behind what is unread.
    fn fill(&mut self) -> io::Result<()> {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            (self.start, self.end) = (0, self.end - self.start);
        }
        if self.end == self.buffer.len() {
            return Err(broken("a head or line that is too long"));
        }
        let free = &mut self.buffer[self.end..];
        let mut stream = self.stream.as_ref().ok_or_else(|| broken("no stream"))?;
        let read = stream.read(free)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.end += read;
        Ok(())
    }
}

struct Head {
    status: u16,
    /// `None`: in chunks.
    length: Option<u64>,
    close: bool,
}

impl Head {
    fn parse(head: &[u8]) -> io::Result<Self> {
        let head = std::str::from_utf8(head).map_err(|_| broken("a head that is not text"))?;
        let mut lines = head.split("\r\n");
        let status = lines
            .next()
            .and_then(|line| line.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().ok())
            .ok_or_else(|| broken("no status line of HTTP/1.1"))?;
        let (mut length, mut chunked, mut close) = (None, false, false);
        for (name, value) in lines.filter_map(|line| line.split_once(':')) {
            let value = value.trim();
            if name.eq_ignore_ascii_case("content-length") {
                length = value.parse().ok();
            } else if name.eq_ignore_ascii_case("transfer-encoding") {
                chunked = value.eq_ignore_ascii_case("chunked");
            } else if name.eq_ignore_ascii_case("connection") {
                close = value.eq_ignore_ascii_case("close");
            }
        }
        if !chunked && length.is_none() {
            return Err(broken("a body without a length"));
        }
        Ok(Self {
            status,
            length: length.filter(|_| !chunked),
            close,
        })
    }
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

fn broken(words: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, words)
}

/// What one connection does over and over: requests in order, and how long the body of each answer must be, where that
/// is known.
pub type Cycle = Vec<(Vec<u8>, Option<u64>)>;

/// What a run of many connections came to.
#[derive(Debug, Default)]
pub struct Run {
    /// The time of every request.
    pub requests: Vec<Duration>,
    /// The time of every cycle.
    pub cycles: Vec<Duration>,
    /// From the start until the last answer.
    pub time: Duration,
    /// How often connections were opened while it was counted.
    pub opened: usize,
}

/// Goes through a cycle on a connection of its own for each, for as long as `time`. Every connection has gone through its
/// cycle once before the time starts.
///
/// # Panics
/// When an answer is not 200 or not of its length: the benchmark has failed.
pub fn run(address: &str, cycles: &[&Cycle], time: Duration) -> Run {
    let barrier = Barrier::new(cycles.len() + 1);
    std::thread::scope(|scope| {
        let threads: Vec<_> = cycles
            .iter()
            .map(|cycle| {
                let barrier = &barrier;
                scope.spawn(move || {
                    let mut connection = Connection::new(address);
                    once(&mut connection, cycle, &mut Vec::new());
                    let before = connection.opened();
                    let (mut requests, mut times) = (Vec::new(), Vec::new());
                    barrier.wait();
                    let end = Instant::now() + time;
                    while Instant::now() < end {
                        let start = Instant::now();
                        once(&mut connection, cycle, &mut requests);
                        times.push(start.elapsed());
                    }
                    (requests, times, connection.opened() - before)
                })
            })
            .collect();
        barrier.wait();
        let start = Instant::now();
        let mut run = Run::default();
        for thread in threads {
            let (requests, cycles, opened) = thread.join().expect("a connection");
            run.requests.extend(requests);
            run.cycles.extend(cycles);
            run.opened += opened;
        }
        run.time = start.elapsed();
        run
    })
}

fn once(connection: &mut Connection, cycle: &Cycle, times: &mut Vec<Duration>) {
    for (request, length) in cycle {
        let start = Instant::now();
        let mut said = Vec::new();
        let reply = connection
            .send(request, |piece| {
                // Enough to tell what went wrong.
                if said.len() < 200 {
                    said.extend_from_slice(&piece[..piece.len().min(200)]);
                }
            })
            .unwrap_or_else(|error| panic!("{}: {error}", line_of(request)));
        times.push(start.elapsed());
        assert!(
            reply.status == 200 && length.is_none_or(|length| length == reply.length),
            "{}: {reply:?}, {}",
            line_of(request),
            String::from_utf8_lossy(&said)
        );
    }
}

/// The request's line without its query, which holds a token.
fn line_of(request: &[u8]) -> String {
    let line = request.split(|byte| matches!(byte, b'?' | b'\r')).next();
    String::from_utf8_lossy(line.unwrap_or_default()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    /// Answers one connection after another with these bytes, whatever is asked.
    fn serve(answers: &'static [&'static [&'static [u8]]]) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        std::thread::spawn(move || {
            for connection in answers {
                let (mut stream, _) = listener.accept().expect("a client");
                for answer in *connection {
                    let _ = stream.read(&mut [0; 1000]);
                    stream.write_all(answer).expect("a client that reads");
                }
            }
        });
        address
    }

    fn ask(connection: &mut Connection) -> (Reply, Vec<u8>) {
        let mut body = Vec::new();
        let reply = connection
            .send(b"GET / HTTP/1.1\r\n\r\n", |piece| {
                body.extend_from_slice(piece)
            })
            .expect("an answer");
        (reply, body)
    }

    #[test]
    fn bodies_by_length_and_in_chunks() {
        let address = serve(&[
            &[
                b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                b"HTTP/1.1 409 Conflict\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n",
            ],
            &[b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"],
        ]);
        let mut connection = Connection::new(&address);
        let (reply, body) = ask(&mut connection);
        assert_eq!((reply.status, reply.length), (200, 5));
        assert_eq!(body, b"hello");
        let (reply, body) = ask(&mut connection);
        assert_eq!((reply.status, reply.length), (409, 13));
        assert_eq!(body, b"abc0123456789");
        assert_eq!(connection.opened(), 1);
        // It was told that the server closes.
        let (reply, body) = ask(&mut connection);
        assert_eq!((reply.status, reply.length), (200, 0));
        assert_eq!(body, b"");
        assert_eq!(connection.opened(), 2);
    }

    #[test]
    fn what_is_cut_off_is_an_error() {
        let address = serve(&[&[b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello"]]);
        let mut connection = Connection::new(&address);
        let error = connection
            .send(b"GET / HTTP/1.1\r\n\r\n", |_| ())
            .expect_err("the body is shorter than its length");
        assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
    }
}

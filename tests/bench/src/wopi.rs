//! The requests of WOPI clients, built beforehand, for any WOPI host.

use std::time::Duration;

use spindle_e2e::Client;

use crate::Times;
use crate::load::{Connection, Cycle, Run, run};

/// A file of a host with a token that may read and write it.
#[derive(Debug, Clone)]
pub struct Target {
    path: String,
    token: String,
}

/// A WOPI host with files that are measured.
pub struct Host {
    /// Its name in the table.
    pub name: String,
    address: String,
    targets: Vec<Target>,
}

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// CheckFileInfo.
    Info,
    /// GetFile.
    Get,
    /// Lock and Unlock.
    Lock,
    /// PutFile under a lock that was set before.
    Put,
}

impl Operation {
    /// All of them, and their names in the table.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Info, "CheckFileInfo"),
        (Self::Get, "GetFile 100 KB"),
        (Self::Lock, "Lock + Unlock"),
        (Self::Put, "PutFile 100 KB"),
    ];
}

/// A lock id as long as those that editors use.
const LOCK: &str = "bench-7f9c2d1e4b5a68";

impl Host {
    /// A host from its files: each a WOPISrc (`http`, with a port) and a token.
    ///
    /// # Errors
    /// In words, when there are none, or not of one host.
    pub fn new(name: &str, files: Vec<(String, String)>) -> Result<Self, String> {
        let mut address = None;
        let targets = files
            .into_iter()
            .map(|(source, token)| {
                let (host, path) = source
                    .strip_prefix("http://")
                    .and_then(|rest| rest.split_once('/'))
                    .ok_or_else(|| format!("{source}: http://host:port/path is wanted"))?;
                if *address.get_or_insert(host.to_owned()) != host {
                    return Err(format!("{source}: another host"));
                }
                Ok(Target {
                    path: format!("/{path}"),
                    token,
                })
            })
            .collect::<Result<_, _>>()?;
        Ok(Self {
            name: name.to_owned(),
            address: address.ok_or("there are no files")?,
            targets,
        })
    }

    /// A host from JSON: a list of `{"wopiSrc": "http://host:port/...", "token": "..."}`.
    ///
    /// # Errors
    /// In words.
    pub fn from_json(name: &str, json: &[u8]) -> Result<Self, String> {
        let list: Vec<serde_json::Value> =
            serde_json::from_slice(json).map_err(|error| error.to_string())?;
        let files = list.iter().map(|entry| {
            let text = |name: &str| entry.get(name)?.as_str().map(str::to_owned);
            text("wopiSrc")
                .zip(text("token"))
                .ok_or_else(|| format!("{entry}: wopiSrc and token are wanted"))
        });
        Self::new(name, files.collect::<Result<_, _>>()?)
    }

    /// Uploads files to Spindle through its operator's API, and gets tokens for them.
    ///
    /// # Panics
    /// When that fails: the benchmark has failed.
    pub fn spindle(client: &Client, count: usize, content: &[u8]) -> Self {
        let files = (0..count).map(|number| {
            let name = format!("/v1/files?name=bench-{number:02}.docx");
            let answer = client.send("PUT", &name, &[], content);
            assert_eq!(answer.status, 201, "{}", answer.text());
            let file = answer.json();
            let id = file["id"].as_str().expect("an id");
            let user = serde_json::json!({
                "userId": "bench", "userName": "Bench", "permissions": "all", "client": "onlyoffice", "ttl": 36_000
            });
            let answer = client.post(&format!("/v1/files/{id}/tokens"), &user);
            assert_eq!(answer.status, 200, "{}", answer.text());
            let token = answer.json();
            let text = |name: &str| token[name].as_str().expect("a text").to_owned();
            (text("wopiSrc"), text("access_token"))
        });
        Self::new("Spindle", files.collect()).expect("files of one host")
    }

    /// How many files there are: so many connections can each have their own.
    pub fn files(&self) -> usize {
        self.targets.len()
    }

    /// Fills every file, and reads the first back.
    ///
    /// # Panics
    /// When that fails, or what is read is not what was written.
    pub fn fill(&self, content: &[u8]) {
        let mut connection = Connection::new(&self.address);
        for target in &self.targets {
            self.once(&mut connection, &self.lock(target, "LOCK"));
            self.once(&mut connection, &self.put(target, content));
            self.once(&mut connection, &self.lock(target, "UNLOCK"));
        }
        let mut read = Vec::new();
        let first = self.targets.first().expect("a file");
        let reply = connection.send(&self.get(first), |piece| read.extend_from_slice(piece));
        assert_eq!(reply.expect("an answer").status, 200);
        assert!(
            read == content,
            "{}: it reads not what was written",
            self.name
        );
    }

    /// One round of an operation, on so many connections and files.
    ///
    /// # Panics
    /// When an answer is not 200, or a file has not the length of `content`.
    pub fn round(
        &self,
        operation: Operation,
        connections: usize,
        content: &[u8],
        time: Duration,
    ) -> Run {
        let targets: Vec<&Target> = self.targets.iter().take(connections).collect();
        let length = content.len() as u64;
        let cycles: Vec<Cycle> = targets
            .iter()
            .map(|target| match operation {
                Operation::Info => vec![(self.request("GET", target, "", "", b""), None)],
                Operation::Get => vec![(self.get(target), Some(length))],
                Operation::Lock => vec![
                    (self.lock(target, "LOCK"), None),
                    (self.lock(target, "UNLOCK"), None),
                ],
                Operation::Put => vec![(self.put(target, content), None)],
            })
            .collect();
        let locks = |what| {
            let mut connection = Connection::new(&self.address);
            for target in targets.iter().filter(|_| operation == Operation::Put) {
                self.once(&mut connection, &self.lock(target, what));
            }
        };
        locks("LOCK");
        let run = run(&self.address, &cycles.iter().collect::<Vec<_>>(), time);
        locks("UNLOCK");
        run
    }

    /// Writes `piece` so many times over to the first file and reads it back, each as a stream. Answers both times.
    ///
    /// # Errors
    /// In words, when an answer is not 200: a host may have its limits.
    ///
    /// # Panics
    /// When what is read is not what was written.
    pub fn stream(&self, piece: &[u8], pieces: usize) -> Result<(Times, Times), String> {
        let first = self.targets.first().expect("a file");
        let mut connection = Connection::new(&self.address);
        self.once(&mut connection, &self.lock(first, "LOCK"));
        let length = piece.len() * pieces;
        let head = self.head("POST", first, "/contents", &put_headers(), length);
        let runs = 3;
        let mut refused = None;
        let writes = Times::of(runs, || {
            let reply = connection.send_repeated(head.as_bytes(), piece, pieces, |_| ());
            match reply {
                Ok(reply) if reply.status == 200 => (),
                other => refused = Some(format!("PutFile: {other:?}")),
            }
        });
        if let Some(refused) = refused {
            return Err(refused);
        }
        let request = self.get(first);
        let reads = Times::of(runs, || {
            let mut wanted = Wanted {
                piece,
                at: 0,
                same: true,
            };
            let reply = connection
                .send(&request, |part| wanted.see(part))
                .expect("an answer");
            assert_eq!((reply.status, reply.length), (200, length as u64));
            assert!(wanted.same, "{}: it reads not what was written", self.name);
        });
        self.once(&mut connection, &self.lock(first, "UNLOCK"));
        Ok((writes, reads))
    }

    fn once(&self, connection: &mut Connection, request: &[u8]) {
        let reply = connection.send(request, |_| ()).expect("an answer");
        assert_eq!(reply.status, 200, "{} prepares", self.name);
    }

    fn get(&self, target: &Target) -> Vec<u8> {
        // As clients of Microsoft and ONLYOFFICE do.
        self.request(
            "GET",
            target,
            "/contents",
            "X-WOPI-MaxExpectedSize: 2147483647\r\n",
            b"",
        )
    }

    fn put(&self, target: &Target, content: &[u8]) -> Vec<u8> {
        self.request("POST", target, "/contents", &put_headers(), content)
    }

    fn lock(&self, target: &Target, operation: &str) -> Vec<u8> {
        let headers = format!("X-WOPI-Override: {operation}\r\nX-WOPI-Lock: {LOCK}\r\n");
        self.request("POST", target, "", &headers, b"")
    }

    fn request(
        &self,
        method: &str,
        target: &Target,
        end: &str,
        headers: &str,
        body: &[u8],
    ) -> Vec<u8> {
        let mut request = self
            .head(method, target, end, headers, body.len())
            .into_bytes();
        request.extend_from_slice(body);
        request
    }

    fn head(
        &self,
        method: &str,
        target: &Target,
        end: &str,
        headers: &str,
        length: usize,
    ) -> String {
        let Target { path, token } = target;
        let length = match method {
            "GET" => String::new(),
            _ => format!("Content-Length: {length}\r\n"),
        };
        format!(
            "{method} {path}{end}?access_token={token} HTTP/1.1\r\nHost: {}\r\n{headers}{length}\r\n",
            self.address
        )
    }
}

fn put_headers() -> String {
    format!(
        "X-WOPI-Override: PUT\r\nX-WOPI-Lock: {LOCK}\r\nContent-Type: application/octet-stream\r\n"
    )
}

/// Compares what comes with one piece over and over.
struct Wanted<'a> {
    piece: &'a [u8],
    at: usize,
    same: bool,
}

impl Wanted<'_> {
    fn see(&mut self, mut part: &[u8]) {
        while !part.is_empty() {
            let rest = &self.piece[self.at..];
            let length = rest.len().min(part.len());
            let (now, later) = part.split_at(length);
            self.same &= now == &rest[..length];
            self.at = (self.at + length) % self.piece.len();
            part = later;
        }
    }
}

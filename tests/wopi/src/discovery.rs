//! The discovery of a client that hosts read keys and actions from, and a server for it.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::proof::Keys;

/// Applications and the extensions they open.
const APPS: [(&str, &[&str]); 3] = [
    ("Word", &["docx"]),
    ("Excel", &["xlsx"]),
    ("WopiTest", &["wopitest", "wopitestx"]),
];
/// Where the discovery is.
const PATH: &str = "/hosting/discovery";

/// The XML of a discovery whose actions lie under `base`.
pub fn document(base: &str, keys: &Keys) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?><wopi-discovery>");
    for zone in ["external-http", "external-https"] {
        out.push_str(&format!("<net-zone name=\"{zone}\">"));
        for (app, extensions) in APPS {
            out.push_str(&format!(
                "<app name=\"{app}\" favIconUrl=\"{base}/favicon.ico\" checkLicense=\"true\">"
            ));
            for extension in extensions {
                for (action, more) in [
                    ("view", " default=\"true\""),
                    ("edit", " requires=\"locks,update\""),
                    ("editnew", " requires=\"locks,update\""),
                ] {
                    out.push_str(&format!(
                        "<action name=\"{action}\" ext=\"{extension}\"{more} urlsrc=\"{base}/client/{action}?\
                         &lt;ui=UI_LLCC&amp;&gt;&lt;rs=DC_LLCC&amp;&gt;&lt;wopisrc=WOPI_SOURCE&amp;&gt;\"/>"
                    ));
                }
            }
            out.push_str("</app>");
        }
        out.push_str("</net-zone>");
    }
    out.push_str(&keys.element());
    out.push_str("</wopi-discovery>");
    out
}

/// Serves a discovery until it is dropped.
#[derive(Debug)]
pub struct DiscoveryServer {
    address: SocketAddr,
    ended: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl DiscoveryServer {
    /// Starts at a free port of this machine.
    ///
    /// # Errors
    /// When there is none.
    pub fn start(keys: &Keys) -> Result<Self> {
        Self::start_at("127.0.0.1:0", keys)
    }

    /// Starts at an address such as `127.0.0.1:9980`.
    ///
    /// # Errors
    /// When it cannot be had.
    pub fn start_at(address: &str, keys: &Keys) -> Result<Self> {
        let listener =
            TcpListener::bind(address).with_context(|| format!("{address} cannot be had"))?;
        let address = listener.local_addr()?;
        let document = document(&format!("http://{address}"), keys);
        let ended = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&ended);
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                if seen.load(Ordering::SeqCst) {
                    return;
                }
                if let Ok(stream) = stream {
                    // A client that goes away is no matter of the next one.
                    let _ = answer(stream, &document);
                }
            }
        });
        Ok(Self {
            address,
            ended,
            thread: Some(thread),
        })
    }

    /// The address of the discovery.
    pub fn url(&self) -> String {
        format!("http://{}{PATH}", self.address)
    }
}

impl Drop for DiscoveryServer {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::SeqCst);
        // Wakes the thread from its wait for a connection.
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Answers one request and closes.
fn answer(mut stream: TcpStream, document: &str) -> Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    stream.set_write_timeout(Some(Duration::from_secs(5)))?;
    let mut head = Vec::new();
    let mut piece = [0; 1024];
    while !head.windows(4).any(|window| window == b"\r\n\r\n") && head.len() < 64 << 10 {
        let read = stream.read(&mut piece)?;
        if read == 0 {
            break;
        }
        head.extend(piece.iter().take(read));
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let target = head.split(' ').nth(1).unwrap_or_default();
    let path = target.split('?').next().unwrap_or_default();
    let (kind, body) = if path == PATH {
        ("application/xml", document)
    } else {
        (
            "text/html",
            "<!doctype html><title>Client of the WOPI suite</title>",
        )
    };
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::{Outgoing, send};
    use crate::xml::Element;

    #[test]
    fn the_discovery_is_served_until_dropped() {
        let server = DiscoveryServer::start(&Keys::fixed().unwrap()).unwrap();
        let request = Outgoing {
            method: "GET".into(),
            url: server.url(),
            ..Outgoing::default()
        };
        let root = Element::parse(&send(&request).unwrap().text()).unwrap();
        assert!(
            root.child("proof-key")
                .unwrap()
                .attribute("oldmodulus")
                .is_some()
        );
        let zone = root.child("net-zone").unwrap();
        let word = zone.all("app").next().unwrap();
        let edit = word
            .all("action")
            .find(|action| action.attribute("name") == Some("edit"))
            .unwrap();
        assert_eq!(edit.attribute("ext"), Some("docx"));
        assert!(edit.attribute("urlsrc").unwrap().contains("<ui=UI_LLCC&>"));
        drop(server);
        assert!(send(&request).is_err());
    }
}

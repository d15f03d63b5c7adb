//! HTTP requests to elsewhere.

use std::io::Read;
use std::time::Duration;

use thiserror::Error;

/// Sends requests. It follows no redirects and retries nothing: who calls it decides.
pub trait Outbound {
    /// Sends one request and returns when the response's head is there; the body is read as it comes.
    ///
    /// # Errors
    /// [`OutboundError`], sorted by what the caller can do about it.
    fn send(&self, request: OutboundRequest) -> Result<OutboundResponse, OutboundError>;

    /// Like [`Outbound::send`], and calls `beat` about every `every` while it waits: what its caller holds for a
    /// limited time (a lease) lives on, however long the peer thinks. Beats end when the response's head is there;
    /// an implementation that cannot interrupt its wait calls `beat` never.
    ///
    /// # Errors
    /// As of [`Outbound::send`].
    fn send_beating(
        &self,
        request: OutboundRequest,
        every: Duration,
        beat: &mut dyn FnMut(),
    ) -> Result<OutboundResponse, OutboundError> {
        let _ = (every, beat);
        self.send(request)
    }
}

/// A request to send.
#[derive(Debug, Clone)]
pub struct OutboundRequest {
    /// The method.
    pub method: http::Method,
    /// The absolute URL, already percent-encoded.
    pub url: url::Url,
    /// Headers; `Host` and `Content-Length` are made from the URL and body.
    pub headers: http::HeaderMap,
    /// The whole body; empty for none.
    pub body: Vec<u8>,
    /// How long to wait for the connection and the response's head, and between parts of its body.
    pub timeout: Duration,
}

/// A response whose body may still be coming.
pub struct OutboundResponse {
    /// The status code.
    pub status: http::StatusCode,
    /// The headers.
    pub headers: http::HeaderMap,
    /// The body.
    pub body: OutboundBody,
}

/// A body that is read as it comes; an error of kind `TimedOut` means the peer fell silent.
pub type OutboundBody = Box<dyn Read>;

/// Why there is no response.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum OutboundError {
    /// The deployment does not allow this host (`allowed_outbound_hosts`, blocked networks).
    #[error("the host is not allowed: {0}")]
    Denied(String),
    /// The name does not resolve, or nobody answers there.
    #[error("no connection: {0}")]
    Connect(String),
    /// The time is up.
    #[error("no answer in time: {0}")]
    Timeout(String),
    /// The peer speaks something else, or broke off.
    #[error("the transfer failed: {0}")]
    Protocol(String),
}

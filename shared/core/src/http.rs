//! Requests and responses as the core sees them, whatever host carries them.

mod base_url;
mod body;
pub(crate) mod multipart;
mod parameters;
pub mod range;
mod reply;

pub use base_url::base_url;
pub(crate) use body::declared_length;
pub use body::{BodyError, read_body};
pub use parameters::{Parameters, parameters, query_parameters, shard_key};

use std::io::Read;

use ::http::{HeaderMap, Method, StatusCode};

use crate::app::App;

/// One request.
pub struct Request {
    /// The method.
    pub method: Method,
    /// The path as it came: not decoded, not normalised, starting with `/`.
    pub path: String,
    /// The query as it came, without `?`; `None` when there was no `?`.
    pub query: Option<String>,
    /// The headers. Host-made `spin-*` headers are already taken out.
    pub headers: HeaderMap,
    /// The body, read as it comes.
    pub body: Box<dyn Read>,
    /// `http` or `https`: how the client reached the host itself.
    pub scheme: String,
    /// The authority that the client named (`Host`), if any.
    pub authority: Option<String>,
    /// The client's address and port as the host saw it, if it tells.
    pub client_addr: Option<String>,
}

/// One response, and what is left to do once it is on its way.
///
/// `'a` is the life of the ports: a streamed body reads from them while it is sent.
pub struct Response<'a> {
    /// The status.
    pub status: StatusCode,
    /// The headers. `Content-Length` is set by the host adapter for [`Body::Bytes`].
    pub headers: HeaderMap,
    /// The body.
    pub body: Body<'a>,
    /// Work that runs after the response was sent. It must be safe to lose: whatever it does is also found
    /// by later requests and by the scheduler.
    pub after: Option<AfterResponse>,
}

/// Work for after the response.
pub type AfterResponse = Box<dyn FnOnce(&App<'_>)>;

/// The bytes of a response.
pub enum Body<'a> {
    /// All of them.
    Bytes(Vec<u8>),
    /// Read as they are sent, exactly `length` of them; the host adapter sets `Content-Length` to it.
    Stream {
        /// How many bytes will come.
        length: u64,
        /// Where they come from. An error breaks the connection off, so that the client sees it.
        reader: Box<dyn Read + 'a>,
    },
    /// Sent as they come, nobody knows how many: events. There is no `Content-Length`, so that the host parts the
    /// body into chunks (RFC 9112, 7.1).
    Live {
        /// Where they come from. The head leaves before the first read, and what each read gives leaves before the
        /// next; a read may wait a second or so. `Ok(0)` ends the body. An error breaks the connection off, except
        /// of kind `WouldBlock`: there is nothing yet. Between two reads the adapter looks whether the client is
        /// still there, and drops the reader when it is gone.
        reader: Box<dyn Read + 'a>,
    },
    /// The answer to a HEAD request: no bytes, and `length` as the `Content-Length` that GET would have had
    /// (left out where the host cannot say it without sending the bytes).
    Head {
        /// How many bytes GET would send; `None` where GET does not tell either.
        length: Option<u64>,
    },
}

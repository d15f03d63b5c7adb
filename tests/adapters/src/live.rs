//! A body whose parts come one after another, with pauses.

use std::io::{self, ErrorKind, Read};
use std::thread;
use std::time::Duration;

use http::{HeaderMap, HeaderValue, Method, StatusCode};
use spindle_core::http::{Body, Request, Response};

use crate::query::parameter;

/// `n` parts `tick <i>`, before each of them a pause of `pause_ms`. With `quiet` the pauses come and the parts do
/// not, with `fail` the body breaks off where it should end.
pub fn ticks(request: &Request) -> Response<'static> {
    let number = |name| parameter(request, name).and_then(|text| text.parse().ok());
    let reader = Ticks {
        left: number("n").unwrap_or(1),
        given: 0,
        pause: Duration::from_millis(number("pause_ms").unwrap_or(0)),
        quiet: parameter(request, "quiet").is_some(),
        fail: parameter(request, "fail").is_some(),
    };
    let mut headers = HeaderMap::new();
    headers.insert("content-type", HeaderValue::from_static("text/plain"));
    Response {
        status: StatusCode::OK,
        headers,
        body: match request.method == Method::HEAD {
            true => Body::Head { length: None },
            false => Body::Live {
                reader: Box::new(reader),
            },
        },
        after: None,
    }
}

struct Ticks {
    left: u64,
    given: u64,
    pause: Duration,
    quiet: bool,
    fail: bool,
}

impl Read for Ticks {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return match self.fail {
                true => Err(io::Error::other("broken off on demand")),
                false => Ok(0),
            };
        }
        thread::sleep(self.pause);
        self.left -= 1;
        self.given += 1;
        if self.quiet {
            return Err(ErrorKind::WouldBlock.into());
        }
        format!("tick {}\n", self.given).as_bytes().read(buffer)
    }
}

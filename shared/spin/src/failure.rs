//! What went wrong on the wire, sorted by what the caller can do about it.

use std::io;

use spin_sdk::http::ErrorCode;
use spin_sdk::wit::wasi::http0_2_0::types::http_error_code;
use spindle_core::ports::OutboundError;
use wasi::io::streams::Error as StreamFailure;

/// Sorts an error code of `wasi:http`.
pub fn outbound_error(code: &ErrorCode) -> OutboundError {
    match code {
        ErrorCode::HttpRequestDenied => OutboundError::Denied(
            "the host refused the request: the address is not in allowed_outbound_hosts, or is in a blocked network"
                .to_owned(),
        ),
        ErrorCode::DestinationIpProhibited => {
            OutboundError::Denied("the address is in a network that the host blocks".to_owned())
        }
        ErrorCode::DnsError(details) => OutboundError::Connect(match &details.rcode {
            Some(rcode) => format!("the name does not resolve ({rcode})"),
            None => "the name does not resolve".to_owned(),
        }),
        ErrorCode::DestinationNotFound => OutboundError::Connect("there is no such destination".to_owned()),
        ErrorCode::DestinationUnavailable => OutboundError::Connect("the destination is unavailable".to_owned()),
        ErrorCode::DestinationIpUnroutable => OutboundError::Connect("there is no route to the address".to_owned()),
        ErrorCode::ConnectionRefused => OutboundError::Connect("the connection was refused".to_owned()),
        ErrorCode::ConnectionLimitReached => OutboundError::Connect("the host has too many connections open".to_owned()),
        ErrorCode::DnsTimeout => OutboundError::Timeout("the name service did not answer".to_owned()),
        ErrorCode::ConnectionTimeout => OutboundError::Timeout("nobody took the connection".to_owned()),
        ErrorCode::ConnectionReadTimeout => OutboundError::Timeout("the peer fell silent".to_owned()),
        ErrorCode::ConnectionWriteTimeout => OutboundError::Timeout("the peer stopped reading".to_owned()),
        ErrorCode::HttpResponseTimeout => OutboundError::Timeout("the response did not come".to_owned()),
        ErrorCode::ConnectionTerminated | ErrorCode::HttpResponseIncomplete => {
            OutboundError::Protocol("the peer closed the connection before the end".to_owned())
        }
        ErrorCode::InternalError(Some(reason)) => OutboundError::Protocol(reason.clone()),
        other => OutboundError::Protocol(format!("{other:?}")),
    }
}

/// What a failed stream operation means to a reader or writer: [`io::ErrorKind::TimedOut`] for a silent peer,
/// [`io::ErrorKind::UnexpectedEof`] for one that broke off.
pub fn stream_error(failure: &StreamFailure) -> io::Error {
    let Some(code) = http_error_code(failure) else {
        // Not every host that fails a body has a code for it; some have the words of the code only.
        let reason = failure.to_debug_string();
        return io::Error::new(kind_in_words(&reason), reason);
    };
    let kind = match code {
        ErrorCode::ConnectionTerminated | ErrorCode::HttpResponseIncomplete => {
            io::ErrorKind::UnexpectedEof
        }
        _ => io::ErrorKind::Other,
    };
    match outbound_error(&code) {
        OutboundError::Timeout(reason) => io::Error::new(io::ErrorKind::TimedOut, reason),
        OutboundError::Denied(reason)
        | OutboundError::Connect(reason)
        | OutboundError::Protocol(reason) => io::Error::new(kind, reason),
    }
}

fn kind_in_words(reason: &str) -> io::ErrorKind {
    let reason = reason.to_ascii_lowercase();
    if ["timeout", "timed out"]
        .iter()
        .any(|words| reason.contains(words))
    {
        io::ErrorKind::TimedOut
    } else {
        io::ErrorKind::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timeout_without_a_code_is_known_by_its_words() {
        assert_eq!(
            kind_in_words("connection read timeout"),
            io::ErrorKind::TimedOut
        );
        assert_eq!(
            kind_in_words("operation timed out"),
            io::ErrorKind::TimedOut
        );
        assert_eq!(
            kind_in_words("hyper error: error reading a body from connection"),
            io::ErrorKind::Other
        );
    }

    #[test]
    fn error_codes_are_sorted_by_what_the_caller_can_do() {
        use OutboundError::{Connect, Denied, Protocol, Timeout};
        let sort = |code| outbound_error(&code);
        assert!(matches!(sort(ErrorCode::HttpRequestDenied), Denied(_)));
        assert!(matches!(
            sort(ErrorCode::DestinationIpProhibited),
            Denied(_)
        ));
        assert!(matches!(sort(ErrorCode::ConnectionRefused), Connect(_)));
        assert!(matches!(sort(ErrorCode::DnsTimeout), Timeout(_)));
        assert!(matches!(sort(ErrorCode::HttpResponseTimeout), Timeout(_)));
        assert!(matches!(sort(ErrorCode::TlsCertificateError), Protocol(_)));
        let internal = sort(ErrorCode::InternalError(Some("boom".into())));
        assert_eq!(internal, Protocol("boom".into()));
    }
}

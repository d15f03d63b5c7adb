//! A request as it comes from the host.

use std::time::Duration;

use http::Method;
use spin_sdk::http::{IncomingRequest, Method as SpinMethod, Scheme};
use spindle_core::http::Request;

use crate::fields::{origin, part};
use crate::streams::BodyReader;

/// A client that sends (or takes) nothing for so long is given up. Spin itself waits for ever.
pub const CLIENT_PATIENCE: Duration = Duration::from_secs(120);

/// The request as the core sees it. The body is not read yet.
///
/// # Errors
/// In words, when the method is none or the host handed the body to somebody else already.
pub fn receive(request: IncomingRequest) -> Result<Request, String> {
    let method = method(request.method())?;
    let (path, query) = target(request.path_with_query().as_deref().unwrap_or("/"));
    let (headers, host) = part(request.headers().entries());
    let (scheme, authority) = match host.full_url.as_deref().and_then(origin) {
        Some((scheme, authority)) => (scheme.to_owned(), Some(authority.to_owned())),
        None => (scheme(request.scheme()), request.authority()),
    };
    let body = request
        .consume()
        .map_err(|()| "the request has no body to read".to_owned())?;
    let stream = body
        .stream()
        .map_err(|()| "the request's body is already being read".to_owned())?;
    Ok(Request {
        method,
        path,
        query,
        headers,
        body: Box::new(BodyReader::new(stream, CLIENT_PATIENCE, (body, request))),
        scheme,
        authority,
        client_addr: host.client_addr,
    })
}

fn method(method: SpinMethod) -> Result<Method, String> {
    Ok(match method {
        SpinMethod::Get => Method::GET,
        SpinMethod::Head => Method::HEAD,
        SpinMethod::Post => Method::POST,
        SpinMethod::Put => Method::PUT,
        SpinMethod::Delete => Method::DELETE,
        SpinMethod::Connect => Method::CONNECT,
        SpinMethod::Options => Method::OPTIONS,
        SpinMethod::Trace => Method::TRACE,
        SpinMethod::Patch => Method::PATCH,
        SpinMethod::Other(name) => Method::from_bytes(name.as_bytes())
            .map_err(|_| "the request's method is not a token".to_owned())?,
    })
}

fn scheme(scheme: Option<Scheme>) -> String {
    match scheme {
        Some(Scheme::Https) => "https".to_owned(),
        Some(Scheme::Other(name)) => name,
        Some(Scheme::Http) | None => "http".to_owned(),
    }
}

/// Path and query of a request target. Neither is decoded.
fn target(target: &str) -> (String, Option<String>) {
    let (path, query) = match target.split_once('?') {
        Some((path, query)) => (path, Some(query.to_owned())),
        None => (target, None),
    };
    let path = if path.starts_with('/') {
        path.to_owned()
    } else {
        format!("/{path}")
    };
    (path, query)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_parted_at_the_first_question_mark_and_stays_encoded() {
        assert_eq!(
            target("/a/%2e%2e/b?x=?&y"),
            ("/a/%2e%2e/b".into(), Some("x=?&y".into()))
        );
        assert_eq!(target("/a"), ("/a".into(), None));
        assert_eq!(target("/?"), ("/".into(), Some(String::new())));
        assert_eq!(target("*"), ("/*".into(), None));
        assert_eq!(target(""), ("/".into(), None));
    }

    #[test]
    fn methods_beyond_the_usual_are_tokens() {
        assert_eq!(
            method(SpinMethod::Other("LOCK".into())).unwrap().as_str(),
            "LOCK"
        );
        assert!(method(SpinMethod::Other("A B".into())).is_err());
    }
}

//! `allowed_outbound_hosts`: patterns of the form `scheme://host[:port]`.
//!
//! The scheme is a name or `*`; the host a literal, `*.domain`, `*`, a network in CIDR notation, or
//! `self`; the port a number, a range `a..b` (without `b`, as in Spin), or `*`, and by default that of the
//! scheme.

use anyhow::{Context, bail, ensure};

use crate::networks::Network;

/// The checked patterns of one component.
#[derive(Debug, Clone, Default)]
pub struct AllowedHosts {
    patterns: Vec<Pattern>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Pattern {
    /// None stands for any.
    scheme: Option<String>,
    host: Host,
    ports: Ports,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Host {
    Any,
    /// `*.domain`, kept with its leading dot.
    Below(String),
    Literal(String),
    Inside(Network),
    Own,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Ports {
    Any,
    /// First, and the first that no longer belongs.
    Range(u16, u32),
}

/// The host name under which components of the application call each other. Patterns hold for it as for any
/// name: `http://*` includes the private components, as in Spin.
pub const INTERNAL_SUFFIX: &str = ".spin.internal";

impl AllowedHosts {
    /// Parses the patterns, templates already rendered.
    ///
    /// # Errors
    /// The first malformed pattern, with the form it should have.
    pub fn parse<S: AsRef<str>>(patterns: &[S]) -> anyhow::Result<Self> {
        let patterns = patterns
            .iter()
            .map(|pattern| {
                let pattern = pattern.as_ref();
                parse(pattern).with_context(|| format!("allowed_outbound_hosts {pattern:?}"))
            })
            .collect::<anyhow::Result<_>>()?;
        Ok(Self { patterns })
    }

    /// Whether a request with this scheme to this host and port is allowed. The name of the host counts,
    /// not what it resolves to.
    pub fn allows(&self, scheme: &str, host: &str, port: u16) -> bool {
        let host = host.to_ascii_lowercase();
        self.patterns.iter().any(|pattern| {
            pattern.takes_scheme(scheme)
                && pattern.takes_port(port)
                && match &pattern.host {
                    Host::Any => true,
                    Host::Below(suffix) => host.ends_with(suffix.as_str()),
                    Host::Literal(literal) => *literal == host,
                    Host::Inside(network) => bare(&host)
                        .parse()
                        .is_ok_and(|address| network.contains(address)),
                    Host::Own => false,
                }
        })
    }

    /// Whether the application may call its own listener, by a relative URL or as `self`.
    pub fn allows_own(&self) -> bool {
        self.patterns.iter().any(|pattern| {
            (pattern.takes_scheme("http") || pattern.takes_scheme("https"))
                && matches!(pattern.host, Host::Own | Host::Any)
        })
    }
}

impl Pattern {
    fn takes_scheme(&self, scheme: &str) -> bool {
        self.scheme.as_deref().is_none_or(|own| own == scheme)
    }

    fn takes_port(&self, port: u16) -> bool {
        match self.ports {
            Ports::Any => true,
            Ports::Range(first, end) => port >= first && u32::from(port) < end,
        }
    }
}

/// Without the brackets that a URL puts around an IPv6 address.
fn bare(host: &str) -> &str {
    host.strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .unwrap_or(host)
}

fn parse(text: &str) -> anyhow::Result<Pattern> {
    let (scheme, rest) = text
        .split_once("://")
        .context("write scheme://host[:port], for example https://*.example.com")?;
    let scheme = match scheme {
        "*" => None,
        name if !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'+') => {
            Some(name.to_owned())
        }
        other => bail!("{other:?} is not a scheme in lower case, nor *"),
    };
    let rest = rest.strip_suffix('/').unwrap_or(rest);
    let (host, port) = split_port(rest);
    let host = parse_host(host)?;
    let ports = match port {
        Some(port) => parse_ports(port)?,
        None if host == Host::Own => Ports::Any,
        None => {
            let port = scheme
                .as_deref()
                .and_then(default_port)
                .context("this scheme has no default port: add one, or :*")?;
            Ports::Range(port, u32::from(port) + 1)
        }
    };
    Ok(Pattern {
        scheme,
        host,
        ports,
    })
}

/// The port stands behind the last colon outside brackets.
fn split_port(text: &str) -> (&str, Option<&str>) {
    let outside = text.rfind(']').map_or(0, |bracket| bracket + 1);
    let colon = text.get(outside..).and_then(|rest| rest.rfind(':'));
    match colon {
        Some(colon) => {
            let at = outside + colon;
            (text.get(..at).unwrap_or(text), text.get(at + 1..))
        }
        None => (text, None),
    }
}

fn parse_host(host: &str) -> anyhow::Result<Host> {
    let host = host.to_ascii_lowercase();
    if host == "*" {
        return Ok(Host::Any);
    }
    if host == "self" || host == "self.alt" {
        return Ok(Host::Own);
    }
    if let Some(domain) = host.strip_prefix("*.") {
        ensure!(
            is_name(domain),
            "{host:?} is not * and a domain like *.example.com"
        );
        return Ok(Host::Below(format!(".{domain}")));
    }
    if host.contains('/') {
        let (address, prefix) = host.split_once('/').unwrap_or_default();
        let network = format!("{}/{prefix}", bare(address));
        let network = Network::parse(&network)
            .context("a pattern has no path, only a host or a network in CIDR notation")?;
        return Ok(Host::Inside(network));
    }
    let literal = is_name(&host) || bare(&host).parse::<std::net::IpAddr>().is_ok();
    ensure!(literal, "{host:?} is not a host name");
    Ok(Host::Literal(host))
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_'))
}

fn parse_ports(text: &str) -> anyhow::Result<Ports> {
    if text == "*" {
        return Ok(Ports::Any);
    }
    let number = |digits: &str| {
        digits
            .parse::<u16>()
            .with_context(|| format!("{digits:?} is not a port"))
    };
    if let Some((first, end)) = text.split_once("..") {
        let (first, end) = (number(first)?, number(end)?);
        ensure!(first < end, "the port range {text} is empty");
        return Ok(Ports::Range(first, end.into()));
    }
    let port = number(text)?;
    Ok(Ports::Range(port, u32::from(port) + 1))
}

/// The port of a scheme that has a usual one.
pub fn default_port(scheme: &str) -> Option<u16> {
    Some(match scheme {
        "http" => 80,
        "https" => 443,
        "redis" => 6379,
        "mysql" => 3306,
        "postgres" | "postgresql" => 5432,
        "mqtt" => 1883,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_allow_what_they_say() {
        for (pattern, scheme, host, port, allowed) in [
            ("https://example.com", "https", "example.com", 443, true),
            ("https://example.com", "https", "EXAMPLE.com", 443, true),
            ("https://example.com", "http", "example.com", 443, false),
            ("https://example.com", "https", "example.com", 8443, false),
            ("https://example.com/", "https", "example.com", 443, true),
            ("https://example.com", "https", "a.example.com", 443, false),
            (
                "https://*.example.com",
                "https",
                "a.b.example.com",
                443,
                true,
            ),
            ("https://*.example.com", "https", "example.com", 443, false),
            (
                "https://*.example.com",
                "https",
                "badexample.com",
                443,
                false,
            ),
            ("http://*", "http", "any.where", 80, true),
            ("http://*", "http", "any.where", 81, false),
            ("*://*:*", "https", "any.where", 8443, true),
            (
                "http://localhost:8000..8010",
                "http",
                "localhost",
                8009,
                true,
            ),
            (
                "http://localhost:8000..8010",
                "http",
                "localhost",
                8010,
                false,
            ),
            ("http://localhost:*", "http", "localhost", 1, true),
            ("http://127.0.0.0/8:*", "http", "127.3.2.1", 9, true),
            ("http://127.0.0.0/8:*", "http", "128.0.0.1", 9, false),
            ("http://127.0.0.0/8:*", "http", "localhost", 9, false),
            ("http://[::1]:80", "http", "[::1]", 80, true),
            ("http://[fd00::]/8:80", "http", "[fd00::2]", 80, true),
            ("http://self", "http", "self", 80, false),
            ("redis://db", "redis", "db", 6379, true),
        ] {
            let hosts = AllowedHosts::parse(&[pattern]).unwrap();
            assert_eq!(
                hosts.allows(scheme, host, port),
                allowed,
                "{pattern} {scheme} {host} {port}"
            );
        }
        assert!(!AllowedHosts::default().allows("http", "a", 80));
    }

    #[test]
    fn own_listener_and_components() {
        let own = AllowedHosts::parse(&["http://self"]).unwrap();
        assert!(own.allows_own() && !own.allows("http", "a.spin.internal", 80));
        let any = AllowedHosts::parse(&["http://*"]).unwrap();
        assert!(any.allows_own() && any.allows("http", "a.spin.internal", 80));
        let one = AllowedHosts::parse(&["http://a.spin.internal"]).unwrap();
        assert!(one.allows("http", "a.spin.internal", 80) && !one.allows_own());
        assert!(!one.allows("http", "b.spin.internal", 80));
        assert!(!one.allows("http", "a.spin.internal", 81));
        let all = AllowedHosts::parse(&["http://*.spin.internal"]).unwrap();
        assert!(all.allows("http", "b.spin.internal", 80));
    }

    #[test]
    fn malformed_patterns_are_refused() {
        for pattern in [
            "example.com",
            "://a",
            "HTTP://a",
            "http://",
            "http://a/path",
            "http://a:b",
            "http://a:10..10",
            "http://a:70000",
            "ftp://a",
            "*://a",
            "http://a b",
            "http://*x",
            "http://10.0.0.0/40",
        ] {
            assert!(AllowedHosts::parse(&[pattern]).is_err(), "{pattern}");
        }
    }
}

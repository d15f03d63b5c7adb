//! Which hosts may be asked on behalf of a request.

use url::{Host, Url};

/// Refuses hosts that only make sense inside: by name, and by literal address in every notation that
/// URLs have (the parser has already turned decimal, octal and hexadecimal forms into the usual one).
///
/// A name that resolves to a private address is not seen here: the host's own network rules are for that
/// (`allowed_outbound_hosts`, blocked networks).
pub(super) fn check(url: &Url, allow_private: bool) -> Result<(), String> {
    let private = match url.host() {
        None => return Err("the URL has no host".to_owned()),
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.').to_ascii_lowercase();
            // The deployment's own components are never for callers, whatever they prove.
            let own = ["spin.internal", "self", "self.alt"].contains(&name.as_str());
            if own || name.ends_with(".spin.internal") {
                return Err("it is a component of this deployment".to_owned());
            }
            // A name without a dot is looked up in the machine's own search domains.
            (!name.contains('.')
                || name.ends_with(".localhost")
                || name.ends_with(".internal")
                || name.ends_with(".local"))
            .then_some("its name is of this machine or network")
        }
        Some(Host::Ipv4(address)) => private_v4(address.octets()),
        Some(Host::Ipv6(address)) => private_v6(address.segments()),
    };
    match private {
        Some(reason) if !allow_private => Err(format!(
            "{reason} (allow_private_ip is off and no token vouches for the URL)"
        )),
        _ => Ok(()),
    }
}

/// IANA's special-purpose registry (RFC 6890 and updates).
fn private_v4([a, b, c, _]: [u8; 4]) -> Option<&'static str> {
    match (a, b, c) {
        (127, ..) => Some("a loopback address"),
        (0, ..) => Some("an address of this host"),
        (10, ..) | (192, 168, _) => Some("a private address"),
        (172, 16..=31, _) => Some("a private address"),
        (169, 254, _) => Some("a link-local address"),
        (100, 64..=127, _) => Some("a carrier-private address"),
        (192, 0, 0 | 2) | (198, 51, 100) | (203, 0, 113) => Some("a reserved address"),
        (198, 18 | 19, _) => Some("a benchmark address"),
        (224..=255, ..) => Some("a multicast or reserved address"),
        _ => None,
    }
}

fn private_v6(segments: [u16; 8]) -> Option<&'static str> {
    let embedded = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        private_v4([a, b, c, d])
    };
    match segments {
        [0, 0, 0, 0, 0, 0, 0, 1] => Some("a loopback address"),
        // Unspecified, IPv4-compatible, -mapped, -translated (SIIT) and NAT64 addresses mean the IPv4 address in them.
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low]
        | [0, 0, 0, 0, 0xffff, 0, high, low]
        | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => embedded(high, low),
        [0x2002, high, low, ..] => embedded(high, low),
        [0x64, 0xff9b, 1, ..] => Some("a local translation address"),
        [0x2001, 0, ..] => Some("a Teredo tunnel address"),
        [0x100, 0, 0, 0, ..] => Some("a discard address"),
        [0xfc00..=0xfdff, ..] => Some("a private address"),
        [0xfe80..=0xfeff, ..] => Some("a link-local address"),
        [0xff00..=0xffff, ..] => Some("a multicast address"),
        [0x2001, 0xdb8, ..] => Some("a documentation address"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(url: &str, allow_private: bool) -> bool {
        check(&Url::parse(url).unwrap(), allow_private).is_ok()
    }

    #[test]
    fn private_hosts_are_refused_in_every_notation() {
        for url in [
            "http://127.0.0.1/",
            "http://127.1/",
            "http://2130706433/",
            "http://0x7f000001/",
            "http://0177.0.0.1/",
            "http://0.0.0.0/",
            "http://10.1.2.3/",
            "http://172.16.0.1/",
            "http://172.31.255.255/",
            "http://192.168.0.1/",
            "http://169.254.169.254/latest/meta-data",
            "http://100.64.0.1/",
            "http://224.0.0.1/",
            "http://255.255.255.255/",
            "http://[::1]/",
            "http://[::]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:a00:1]/",
            "http://[::7f00:1]/",
            "http://[::ffff:0:127.0.0.1]/",
            "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
            "http://[100::1]/",
            "http://[64:ff9b::a00:1]/",
            "http://[2002:7f00:1::]/",
            "http://[fd00::1]/",
            "http://[fe80::1]/",
            "http://[ff02::1]/",
            "http://localhost/",
            "http://LOCALHOST./",
            "http://a.localhost/",
            "http://metadata.google.internal/",
            "http://printer.local/",
            "http://redis:6379/",
            "http://intranet./",
        ] {
            assert!(!allowed(url, false), "{url}");
            assert!(
                allowed(url, true),
                "{url} when private addresses are allowed"
            );
        }
    }

    #[test]
    fn public_hosts_are_asked() {
        for url in [
            "http://example.com/",
            "http://8.8.8.8/",
            "http://172.32.0.1/",
            "http://172.15.0.1/",
            "http://100.128.0.1/",
            "http://[2606:4700::1]/",
            "http://[64:ff9b::808:808]/",
            "http://[::ffff:0:8.8.8.8]/",
            "http://[2001:4860:4860::8888]/",
            "http://[100:0:0:1::1]/",
            "http://local.example.com/",
        ] {
            assert!(allowed(url, false), "{url}");
        }
    }

    #[test]
    fn the_deployment_s_own_components_are_never_asked() {
        for url in [
            "http://docbuilder.spin.internal/internal/docbuilder/step",
            "http://DOCBUILDER.Spin.Internal./x",
            "http://self.alt/x",
            "http://self/x",
        ] {
            assert!(!allowed(url, true), "{url}");
        }
    }
}

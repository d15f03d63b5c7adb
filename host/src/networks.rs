//! Networks in CIDR notation, and which addresses are private.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use anyhow::{Context, ensure};

/// A network: an address and how many of its leading bits count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    prefix: u8,
}

impl Network {
    /// Parses `address/prefix`; bits behind the prefix are ignored.
    ///
    /// # Errors
    /// Not an address, or a prefix longer than the address.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let (address, prefix) = text
            .split_once('/')
            .with_context(|| format!("{text:?} is not a network like 10.0.0.0/8"))?;
        let address: IpAddr = address
            .parse()
            .with_context(|| format!("{text:?}: {address:?} is not an IP address"))?;
        let prefix: u8 = prefix
            .parse()
            .with_context(|| format!("{text:?}: {prefix:?} is not a prefix length"))?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        ensure!(
            prefix <= longest,
            "{text:?}: the prefix length is at most {longest}"
        );
        Ok(Self { address, prefix })
    }

    /// Whether `address` lies in the network; an IPv4 address in IPv6 clothes counts as IPv4.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address.to_canonical(), address.to_canonical()) {
            (IpAddr::V4(net), IpAddr::V4(ip)) => {
                let mask = u32::MAX
                    .checked_shl(32u32.saturating_sub(self.prefix.into()))
                    .unwrap_or(0);
                net.to_bits() & mask == ip.to_bits() & mask
            }
            (IpAddr::V6(net), IpAddr::V6(ip)) => {
                let mask = u128::MAX
                    .checked_shl(128u32.saturating_sub(self.prefix.into()))
                    .unwrap_or(0);
                net.to_bits() & mask == ip.to_bits() & mask
            }
            _ => false,
        }
    }
}

/// Whether `address` is not globally routable: loopback, private, link-local, shared, documentation,
/// multicast, reserved and unspecified ranges of the IANA special-purpose registries.
pub fn is_private(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(ip) => is_private_v4(ip),
        IpAddr::V6(ip) => is_private_v6(ip),
    }
}

fn is_private_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_broadcast()
        || ip.is_documentation()
        || ip.is_multicast()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (b == 18 || b == 19))
}

fn is_private_v6(ip: Ipv6Addr) -> bool {
    let [first, second, ..] = ip.segments();
    ip.is_loopback()
        || ip.is_unspecified()
        || ip.is_multicast()
        || (first & 0xfe00) == 0xfc00
        || (first & 0xffc0) == 0xfe80
        || (first == 0x2001 && second == 0xdb8)
        || (first == 0x100 && second == 0)
        // Discouraged forms that carry an IPv4 address: deprecated compatible, NAT64, 6to4.
        || embedded_v4(ip).is_some_and(is_private_v4)
}

fn embedded_v4(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    let [s0, s1, s2, s3, s4, s5, s6, s7] = ip.segments();
    let pair = |high: u16, low: u16| Ipv4Addr::from_bits((u32::from(high) << 16) | u32::from(low));
    if s0 == 0x2002 {
        return Some(pair(s1, s2));
    }
    let nat64 = s0 == 0x64 && s1 == 0xff9b;
    let compatible = s0 == 0 && s1 == 0;
    ((nat64 || compatible) && s2 == 0 && s3 == 0 && s4 == 0 && s5 == 0).then(|| pair(s6, s7))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_contain_what_they_should() {
        for (network, address, inside) in [
            ("10.0.0.0/8", "10.255.0.1", true),
            ("10.0.0.0/8", "11.0.0.1", false),
            ("10.1.2.3/8", "10.9.9.9", true),
            ("1.1.1.1/32", "1.1.1.1", true),
            ("1.1.1.1/32", "1.1.1.2", false),
            ("0.0.0.0/0", "8.8.8.8", true),
            ("10.0.0.0/8", "::ffff:10.0.0.1", true),
            ("fd00::/8", "fd12::1", true),
            ("::/0", "2606::1", true),
            ("::/0", "8.8.8.8", false),
        ] {
            let network = Network::parse(network).unwrap();
            assert_eq!(
                network.contains(address.parse().unwrap()),
                inside,
                "{network:?} {address}"
            );
        }
        for bad in [
            "10.0.0.0",
            "10.0.0/8",
            "10.0.0.0/33",
            "::/129",
            "a/8",
            "1.1.1.1/x",
        ] {
            assert!(Network::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn private_addresses() {
        for (address, private) in [
            ("127.0.0.1", true),
            ("10.0.0.1", true),
            ("172.16.0.1", true),
            ("172.32.0.1", false),
            ("192.168.1.1", true),
            ("169.254.169.254", true),
            ("100.64.0.1", true),
            ("0.0.0.0", true),
            ("224.0.0.1", true),
            ("8.8.8.8", false),
            ("::1", true),
            ("::", true),
            ("fe80::1", true),
            ("fd00::1", true),
            ("::ffff:127.0.0.1", true),
            ("64:ff9b::7f00:1", true),
            ("2002:7f00:1::", true),
            ("2606:4700::1111", false),
        ] {
            assert_eq!(is_private(address.parse().unwrap()), private, "{address}");
        }
    }
}

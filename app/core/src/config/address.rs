//! Addresses in the settings.

use std::net::IpAddr;

/// The address people use, without a path: `https://azukari.example.lg.jp`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    origin: String,
    https: bool,
}

impl BaseUrl {
    /// Reads an address that starts with http or https and has no path.
    pub fn parse(text: &str) -> Option<Self> {
        let lower = text.trim().to_ascii_lowercase();
        let (scheme, rest) = lower.split_once("://")?;
        let https = match scheme {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        let authority = rest.strip_suffix('/').unwrap_or(rest);
        let (host, port) = split_port(authority)?;
        let fits = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
        if host.is_empty() || !host.chars().all(fits) {
            return None;
        }
        // Browsers leave the usual port out of `Origin`.
        let usual = if https { 443 } else { 80 };
        let port = port.filter(|port| *port != usual).map_or_else(String::new, |port| format!(":{port}"));
        Some(Self { origin: format!("{scheme}://{host}{port}"), https })
    }

    /// As a browser names it in `Origin`: no slash at the end.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Whether it is served over plain http, as on a closed network: browsers
    /// then refuse `Secure` and `__Host-` cookies and send no Sec-Fetch-Site.
    pub fn is_plain_http(&self) -> bool {
        !self.https
    }
}

fn split_port(authority: &str) -> Option<(&str, Option<u16>)> {
    match authority.rsplit_once(':') {
        // The colons of an IPv6 address stand before its bracket.
        Some((host, port)) if !port.ends_with(']') => {
            let bare_v6 = host.contains(':') && !host.ends_with(']');
            let port = port.parse().ok().filter(|port| *port > 0)?;
            (!bare_v6).then_some((host, Some(port)))
        }
        _ => Some((authority, None)),
    }
}

/// One address, or a network of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    prefix: u32,
}

impl Network {
    /// Reads `10.0.0.1`, `10.0.0.0/8`, `fd00::/8`.
    pub fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = text.split_once('/').map_or((text, None), |(a, p)| (a, Some(p)));
        let address: IpAddr = address.trim().parse().ok()?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.map_or(Some(longest), |prefix| prefix.parse().ok())?;
        (prefix <= longest).then_some(Self { address, prefix })
    }

    /// Whether an address lies in it.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(ours), IpAddr::V4(theirs)) => {
                let mask = u32::MAX.checked_shl(32 - self.prefix).unwrap_or(0);
                u32::from(ours) & mask == u32::from(theirs) & mask
            }
            (IpAddr::V6(ours), IpAddr::V6(theirs)) => {
                let mask = u128::MAX.checked_shl(128 - self.prefix).unwrap_or(0);
                u128::from(ours) & mask == u128::from(theirs) & mask
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_becomes_the_origin_a_browser_sends() {
        let origin = |text| BaseUrl::parse(text).map(|url| url.origin);
        assert_eq!(origin("https://Azukari.Example.jp:443/").unwrap(), "https://azukari.example.jp");
        assert_eq!(origin("http://10.0.0.1:80").unwrap(), "http://10.0.0.1");
        assert_eq!(origin("http://[::1]:8080").unwrap(), "http://[::1]:8080");
        assert_eq!(origin("http://[::1]").unwrap(), "http://[::1]");
        for text in [
            "",
            "azukari",
            "ftp://a",
            "http://",
            "http://a/b",
            "http://a:0",
            "http://a:x",
            "http://u@a",
            "http://::1:8",
        ] {
            assert_eq!(origin(text), None, "{text}");
        }
    }

    #[test]
    fn a_network_holds_its_addresses_and_no_others() {
        let holds =
            |network, address: &str| Network::parse(network).unwrap().contains(address.parse().unwrap());
        assert!(holds("10.0.0.0/8", "10.255.0.1"));
        assert!(!holds("10.0.0.0/8", "11.0.0.1"));
        assert!(holds("10.0.0.1", "::ffff:10.0.0.1"));
        assert!(holds("0.0.0.0/0", "203.0.113.9"));
        assert!(holds("fd00::/8", "fdff::1"));
        assert!(!holds("fd00::/8", "10.0.0.1"));
        for text in ["", "10.0.0", "10.0.0.0/33", "::/129", "10.0.0.0/x"] {
            assert!(Network::parse(text).is_none(), "{text}");
        }
    }
}

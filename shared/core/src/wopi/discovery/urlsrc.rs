//! The address of an action, made out of the pattern that discovery has for it.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but RFC 3986's unreserved characters is encoded.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What an address tells the client. What is empty or not set is left out of it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Fill<'f> {
    /// The file's WOPISrc, nothing encoded.
    pub(crate) wopi_src: &'f str,
    /// The language of the client's texts and of dates and numbers, as in RFC 5646.
    pub(crate) language: &'f str,
    /// What the client returns in `X-WOPI-SessionContext`.
    pub(crate) session_context: Option<&'f str>,
    /// The host's name for the session, for logs.
    pub(crate) host_session: Option<&'f str>,
    /// Microsoft's number of a theme: 1 is light, 2 is dark.
    pub(crate) theme: Option<&'f str>,
    /// Whether the user has a licence for business.
    pub(crate) business_user: bool,
    /// Whether the client shows no chat.
    pub(crate) disable_chat: bool,
}

impl Fill<'_> {
    fn value(&self, placeholder: &str) -> Option<&str> {
        let yes = |yes: bool| yes.then_some("1");
        match placeholder {
            "WOPI_SOURCE" => Some(self.wopi_src),
            "UI_LLCC" | "DC_LLCC" => Some(self.language),
            "SESSION_CONTEXT" => self.session_context,
            "HOST_SESSION_ID" => self.host_session,
            "THEME_ID" => self.theme,
            "BUSINESS_USER" => yes(self.business_user),
            "DISABLE_CHAT" => yes(self.disable_chat),
            _ => None,
        }
        .filter(|value| !value.is_empty())
    }
}

/// Fills a pattern: pieces `<name=PLACEHOLDER&>` become parameters if their placeholder is known here and has a value,
/// and vanish otherwise. A pattern without a place for it gets `WOPISrc` as the last parameter.
pub(crate) fn fill(urlsrc: &str, fill: &Fill<'_>) -> String {
    let mut literal = String::with_capacity(urlsrc.len());
    let mut filled = Vec::new();
    let mut sourced = false;
    let mut rest = urlsrc;
    while let Some((before, after)) = rest.split_once('<') {
        literal.push_str(before);
        if literal.contains('?') {
            // What is on either side of a piece are two parameters.
            literal.push('&');
        }
        // A piece that does not end takes the rest with it.
        let (piece, after) = after.split_once('>').unwrap_or((after, ""));
        if let Some((name, placeholder)) = piece.trim_matches('&').split_once('=')
            && let Some(value) = fill.value(placeholder)
        {
            sourced |= placeholder == "WOPI_SOURCE";
            filled.push(parameter(name, value));
        }
        rest = after;
    }
    literal.push_str(rest);
    if !sourced {
        filled.push(parameter("WOPISrc", fill.wopi_src));
    }
    // Nobody has a use for a fragment, and behind one nothing would reach the client's server.
    let address = literal.split('#').next().unwrap_or_default();
    let (base, query) = address.split_once('?').unwrap_or((address, ""));
    let parameters: Vec<&str> = query
        .split('&')
        .filter(|parameter| !parameter.is_empty())
        .chain(filled.iter().map(String::as_str))
        .collect();
    format!("{base}?{}", parameters.join("&"))
}

fn parameter(name: &str, value: &str) -> String {
    format!("{name}={}", utf8_percent_encode(value, ENCODED))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SRC: &str = "https://h/wopi/files/1";
    const ENCODED_SRC: &str = "https%3A%2F%2Fh%2Fwopi%2Ffiles%2F1";

    #[test]
    fn fills() {
        let full = Fill {
            wopi_src: SRC,
            language: "de-DE",
            session_context: Some("a b&c"),
            host_session: Some("s1"),
            theme: Some("2"),
            business_user: true,
            disable_chat: true,
        };
        let least = Fill {
            wopi_src: SRC,
            language: "en-US",
            ..Fill::default()
        };
        for (urlsrc, values, expected) in [
            // As Microsoft writes them.
            (
                "https://o/we/wordeditorframe.aspx?<ui=UI_LLCC&><rs=DC_LLCC&><dchat=DISABLE_CHAT&>\
                 <hid=HOST_SESSION_ID&><sc=SESSION_CONTEXT&><wopisrc=WOPI_SOURCE&><showpagestats=PERFSTATS&>\
                 <IsLicensedUser=BUSINESS_USER&><thm=THEME_ID&>",
                &full,
                "https://o/we/wordeditorframe.aspx?ui=de-DE&rs=de-DE&dchat=1&hid=s1&sc=a%20b%26c\
                 &wopisrc={SRC}&IsLicensedUser=1&thm=2",
            ),
            (
                "https://o/x.aspx?embed=1&<ui=UI_LLCC&><dchat=DISABLE_CHAT&><sc=SESSION_CONTEXT&>\
                 <IsLicensedUser=BUSINESS_USER&>",
                &least,
                "https://o/x.aspx?embed=1&ui=en-US&WOPISrc={SRC}",
            ),
            // As ONLYOFFICE does.
            (
                "https://o/hosting/wopi/word/edit?<rs=DC_LLCC&><embed=EMBEDDED&><wopisrc=WOPI_SOURCE&>&",
                &least,
                "https://o/hosting/wopi/word/edit?rs=en-US&wopisrc={SRC}",
            ),
            // As Collabora does.
            (
                "https://o/browser/1a2b/cool.html?",
                &least,
                "https://o/browser/1a2b/cool.html?WOPISrc={SRC}",
            ),
            ("https://o/x", &least, "https://o/x?WOPISrc={SRC}"),
            ("https://o/x?&", &least, "https://o/x?WOPISrc={SRC}"),
            (
                "https://o/x?a=1&&b=2&",
                &least,
                "https://o/x?a=1&b=2&WOPISrc={SRC}",
            ),
            ("https://o/x#top", &least, "https://o/x?WOPISrc={SRC}"),
            // Pieces in odd places and of odd shapes.
            (
                "https://o/x<ui=UI_LLCC&>",
                &least,
                "https://o/x?ui=en-US&WOPISrc={SRC}",
            ),
            (
                "https://o/x<ui=UI_LLCC&>?a=1",
                &least,
                "https://o/x?a=1&ui=en-US&WOPISrc={SRC}",
            ),
            (
                "https://o/x?a=1<ui=UI_LLCC>b=2",
                &least,
                "https://o/x?a=1&b=2&ui=en-US&WOPISrc={SRC}",
            ),
            (
                "https://o/x?<&ui=UI_LLCC><>< ><a>",
                &least,
                "https://o/x?ui=en-US&WOPISrc={SRC}",
            ),
            (
                "https://o/x?<ui=ui_llcc&>",
                &least,
                "https://o/x?WOPISrc={SRC}",
            ),
            (
                "https://o/x?a=1&<ui=UI_LLCC",
                &least,
                "https://o/x?a=1&ui=en-US&WOPISrc={SRC}",
            ),
            ("", &least, "?WOPISrc={SRC}"),
        ] {
            assert_eq!(
                fill(urlsrc, values),
                expected.replace("{SRC}", ENCODED_SRC),
                "{urlsrc}"
            );
        }
    }

    #[test]
    fn what_is_empty_is_left_out() {
        let values = Fill {
            wopi_src: SRC,
            session_context: Some(""),
            ..Fill::default()
        };
        assert_eq!(
            fill("https://o/x?<ui=UI_LLCC&><sc=SESSION_CONTEXT&>", &values),
            format!("https://o/x?WOPISrc={ENCODED_SRC}")
        );
    }
}

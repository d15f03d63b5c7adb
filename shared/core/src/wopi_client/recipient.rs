//! How the outbox names a host: where a storage's callback URL stands, a visit and the file's WOPISrc.

/// What a recipient of the outbox begins with that is told over WOPI.
const SCHEME: &str = "wopi:";

/// A host that is told of a file, with the token of a visit if it is still good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reached<'r> {
    pub visit: &'r str,
    pub src: &'r str,
}

impl<'r> Reached<'r> {
    /// Reads a recipient; `None`: it is a storage's URL, or nobody.
    pub(crate) fn of(callback: &'r str) -> Option<Self> {
        let (visit, src) = callback.strip_prefix(SCHEME)?.split_once('@')?;
        Some(Self { visit, src })
    }

    /// As a row has it.
    pub(crate) fn to_row(self) -> String {
        format!("{SCHEME}{}@{}", self.visit, self.src)
    }

    /// What people are shown in its place: the URL of a storage, or of the host's file.
    pub(crate) fn shown(callback: &str) -> &str {
        Reached::of(callback).map_or(callback, |reached| reached.src)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recipient_is_a_visit_or_a_url() {
        let reached = Reached {
            visit: "ab",
            src: "https://u@h/wopi/files/1",
        };
        let row = reached.to_row();
        assert_eq!(Reached::of(&row), Some(reached));
        assert_eq!(Reached::shown(&row), reached.src);
        assert_eq!(Reached::of("https://h/callback"), None);
        assert_eq!(Reached::shown("https://h/callback"), "https://h/callback");
        assert_eq!(Reached::of(""), None);
    }
}

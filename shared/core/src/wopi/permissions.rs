//! What the holder of a token may do.

use serde::{Deserialize, Serialize};

/// A set of permissions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Permissions(u32);

/// The names that the operator's call takes, one bit each.
const NAMES: &[(&str, Permissions)] = &[
    ("read", Permissions::READ),
    ("write", Permissions::WRITE),
    ("rename", Permissions::RENAME),
    ("delete", Permissions::DELETE),
    ("create", Permissions::CREATE),
    ("review", Permissions::REVIEW),
    ("comment", Permissions::COMMENT),
    ("share", Permissions::SHARE),
    ("browse", Permissions::BROWSE),
];

impl Permissions {
    /// Nothing.
    pub(crate) const NONE: Self = Self(0);
    /// To see the file.
    pub(crate) const READ: Self = Self(1);
    /// To change its content, and to lock it.
    pub(crate) const WRITE: Self = Self(1 << 1);
    /// To give it another name.
    pub(crate) const RENAME: Self = Self(1 << 2);
    /// To delete it.
    pub(crate) const DELETE: Self = Self(1 << 3);
    /// To make files beside it, or in the folder.
    pub(crate) const CREATE: Self = Self(1 << 4);
    /// To change it with changes tracked.
    pub(crate) const REVIEW: Self = Self(1 << 5);
    /// To comment on it.
    pub(crate) const COMMENT: Self = Self(1 << 6);
    /// To make links for others.
    pub(crate) const SHARE: Self = Self(1 << 7);
    /// To see the folders above it and what lies in them.
    pub(crate) const BROWSE: Self = Self(1 << 8);
    /// Everything.
    pub(crate) const ALL: Self = Self((1 << 9) - 1);

    /// Whether all of `wanted` are there.
    pub(crate) fn has(self, wanted: Self) -> bool {
        self.0 & wanted.0 == wanted.0
    }

    /// Both together.
    pub(crate) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What is in both.
    pub(crate) fn only(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether the content may be changed in any way: editors then save.
    pub(crate) fn saves(self) -> bool {
        self.0 & (Self::WRITE.0 | Self::REVIEW.0 | Self::COMMENT.0) != 0
    }

    /// The permission of that name.
    pub(crate) fn by_name(name: &str) -> Option<Self> {
        NAMES
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, permission)| *permission)
    }

    /// The names of what is in it, for refusals.
    pub(crate) fn names(self) -> Vec<&'static str> {
        NAMES
            .iter()
            .filter(|(_, permission)| self.has(*permission))
            .map(|(name, _)| *name)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_its_own_and_all_is_all_of_them() {
        let mut together = Permissions::NONE;
        for (name, permission) in NAMES {
            assert!(!together.has(*permission), "{name}");
            together = together.with(*permission);
            assert_eq!(Permissions::by_name(name), Some(*permission));
        }
        assert_eq!(together, Permissions::ALL);
        assert_eq!(Permissions::by_name("fly"), None);
    }

    #[test]
    fn reviewers_and_commentators_save_and_readers_do_not() {
        assert!(!Permissions::READ.with(Permissions::RENAME).saves());
        assert!(Permissions::COMMENT.saves());
        assert!(Permissions::REVIEW.saves());
        assert!(Permissions::WRITE.saves());
    }
}

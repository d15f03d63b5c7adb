//! Roles and what they may do.

use serde_json::{Map, Value, json};

/// What a user is to a document or folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// He never was anything to it.
    None,
    /// He was, and that was ended.
    Delete,
    /// He may look.
    Reader,
    /// He may change the content.
    Editor,
    /// He may do all but give it away.
    Admin,
    /// It is his.
    Owner,
}

/// The roles by name, with the words for them; `inherit` is not a role but asks for that of the folder above.
const ROLES: &[(&str, &str)] = &[
    ("none", "无权限"),
    ("delete", "无权限"),
    ("reader", "仅查看"),
    ("editor", "可编辑"),
    ("admin", "可管理"),
    ("owner", "所有者"),
    ("inherit", "继承"),
];

impl Role {
    /// The role of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "none" => Some(Self::None),
            "delete" => Some(Self::Delete),
            "reader" => Some(Self::Reader),
            "editor" => Some(Self::Editor),
            "admin" => Some(Self::Admin),
            "owner" => Some(Self::Owner),
            _ => None,
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Delete => "delete",
            Self::Reader => "reader",
            Self::Editor => "editor",
            Self::Admin => "admin",
            Self::Owner => "owner",
        }
    }

    /// Whether the role has a permission.
    pub fn may(self, permission: Permission) -> bool {
        self.rank() >= permission.rank()
    }

    fn rank(self) -> u8 {
        match self {
            Self::None | Self::Delete => 0,
            Self::Reader => 1,
            Self::Editor => 2,
            Self::Admin => 3,
            Self::Owner => 4,
        }
    }
}

/// Something that a role may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the API's and say it")]
pub enum Permission {
    Read,
    Edit,
    Annotate,
    Comment,
    Create,
    Delete,
    Share,
    Export,
    Move,
    Copy,
    UpdateCollaborator,
    UpdateAdmin,
    TransferSpace,
}

/// In the order of the samples.
const PERMISSIONS: &[Permission] = &[
    Permission::Read,
    Permission::Edit,
    Permission::Annotate,
    Permission::Comment,
    Permission::Create,
    Permission::Delete,
    Permission::Share,
    Permission::Export,
    Permission::Move,
    Permission::Copy,
    Permission::UpdateCollaborator,
    Permission::UpdateAdmin,
    Permission::TransferSpace,
];

impl Permission {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Edit => "edit",
            Self::Annotate => "annotate",
            Self::Comment => "comment",
            Self::Create => "create",
            Self::Delete => "delete",
            Self::Share => "share",
            Self::Export => "export",
            Self::Move => "move",
            Self::Copy => "copy",
            Self::UpdateCollaborator => "updateCollaborator",
            Self::UpdateAdmin => "updateAdmin",
            Self::TransferSpace => "transferSpace",
        }
    }

    /// The least rank that has it: the matrix has no gaps.
    fn rank(self) -> u8 {
        match self {
            Self::Read | Self::Comment | Self::Copy | Self::Export => 1,
            Self::Annotate | Self::Edit | Self::Create => 2,
            Self::Delete | Self::Share | Self::Move | Self::UpdateCollaborator => 3,
            Self::UpdateAdmin | Self::TransferSpace => 4,
        }
    }
}

/// The object `permissions` of a document for a role.
pub(crate) fn permissions(role: Role) -> Value {
    let members: Map<String, Value> = PERMISSIONS
        .iter()
        .map(|permission| (permission.name().to_owned(), role.may(*permission).into()))
        .collect();
    Value::Object(members)
}

/// The words for a role.
pub(crate) fn words(name: &str) -> &'static str {
    ROLES
        .iter()
        .find(|(role, _)| *role == name)
        .map_or("", |(_, words)| words)
}

/// The map `roles` of the histories.
pub(crate) fn roles() -> Value {
    let members: Map<String, Value> = ROLES
        .iter()
        .map(|(name, words)| ((*name).to_owned(), json!(words)))
        .collect();
    Value::Object(members)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_matrix() {
        use Permission::*;
        for (permissions, allowed) in [
            (vec![Read, Comment, Copy, Export], [true, true, true, true]),
            (vec![Annotate, Edit, Create], [false, true, true, true]),
            (
                vec![Delete, Share, Move, UpdateCollaborator],
                [false, false, true, true],
            ),
            (
                vec![UpdateAdmin, TransferSpace],
                [false, false, false, true],
            ),
        ] {
            for permission in permissions {
                let roles = [Role::Reader, Role::Editor, Role::Admin, Role::Owner];
                assert_eq!(
                    roles.map(|role| role.may(permission)),
                    allowed,
                    "{permission:?}"
                );
                assert!(!Role::None.may(permission) && !Role::Delete.may(permission));
            }
        }
    }
}

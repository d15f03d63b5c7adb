//! The table of WOPI operations: path, method, override, permission, and the file that does it.

use ::http::Method;

use super::call::Call;
use super::error::WopiError;
use super::ops;
use super::permissions::Permissions;
use crate::http::Response;

/// Where an operation is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum At {
    /// `/wopi/files/{id}`
    File,
    /// `/wopi/files/{id}/contents`
    Contents,
    /// `/wopi/files/{id}/ancestry`
    FileAncestry,
    /// `/wopi/files/{id}/ecosystem_pointer`
    FileEcosystem,
    /// `/wopi/containers/{id}`
    Container,
    /// `/wopi/containers/{id}/children`
    Children,
    /// `/wopi/containers/{id}/ancestry`
    ContainerAncestry,
    /// `/wopi/containers/{id}/ecosystem_pointer`
    ContainerEcosystem,
    /// `/wopi/ecosystem`
    Ecosystem,
    /// `/wopi/ecosystem/root_container_pointer`
    RootContainer,
}

/// What a path is about: the kind of path, and the id in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place<'p> {
    pub at: At,
    pub id: &'p str,
}

impl At {
    /// As the documentation writes it.
    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::File => "/wopi/files/{id}",
            Self::Contents => "/wopi/files/{id}/contents",
            Self::FileAncestry => "/wopi/files/{id}/ancestry",
            Self::FileEcosystem => "/wopi/files/{id}/ecosystem_pointer",
            Self::Container => "/wopi/containers/{id}",
            Self::Children => "/wopi/containers/{id}/children",
            Self::ContainerAncestry => "/wopi/containers/{id}/ancestry",
            Self::ContainerEcosystem => "/wopi/containers/{id}/ecosystem_pointer",
            Self::Ecosystem => "/wopi/ecosystem",
            Self::RootContainer => "/wopi/ecosystem/root_container_pointer",
        }
    }

    /// Whether the path is about a file.
    pub(crate) fn is_of_file(self) -> bool {
        matches!(
            self,
            Self::File | Self::Contents | Self::FileAncestry | Self::FileEcosystem
        )
    }

    /// Whether it is about a folder.
    pub(crate) fn is_of_container(self) -> bool {
        matches!(
            self,
            Self::Container | Self::Children | Self::ContainerAncestry | Self::ContainerEcosystem
        )
    }
}

/// Reads a path; `None` for one that WOPI does not have. Ids are as they stand in the path: those of this service need no
/// encoding.
pub(crate) fn place(path: &str) -> Option<Place<'_>> {
    let mut parts = path.trim_matches('/').split('/');
    let first = parts.next()?;
    let (kind, id, under) = (parts.next()?, parts.next(), parts.next());
    if !first.eq_ignore_ascii_case("wopi") || parts.next().is_some() {
        return None;
    }
    let (at, id) = match (kind, id, under) {
        ("files", Some(id), None) => (At::File, id),
        ("files", Some(id), Some("contents")) => (At::Contents, id),
        ("files", Some(id), Some("ancestry")) => (At::FileAncestry, id),
        ("files", Some(id), Some("ecosystem_pointer")) => (At::FileEcosystem, id),
        ("containers", Some(id), None) => (At::Container, id),
        ("containers", Some(id), Some("children")) => (At::Children, id),
        ("containers", Some(id), Some("ancestry")) => (At::ContainerAncestry, id),
        ("containers", Some(id), Some("ecosystem_pointer")) => (At::ContainerEcosystem, id),
        ("ecosystem", None, None) => (At::Ecosystem, ""),
        ("ecosystem", Some("root_container_pointer"), None) => (At::RootContainer, ""),
        _ => return None,
    };
    Some(Place { at, id })
}

/// One operation.
pub(crate) struct Operation {
    /// Its name in the specification.
    pub name: &'static str,
    pub method: &'static Method,
    pub at: At,
    /// `X-WOPI-Override`.
    pub override_: Option<&'static str>,
    /// A header that tells it from another operation of the same override.
    pub with: Option<&'static str>,
    /// What the token must allow.
    pub needs: Permissions,
    pub run: for<'c, 'a> fn(&mut Call<'c, 'a>) -> Result<Response<'a>, WopiError>,
}

const fn get(
    name: &'static str,
    at: At,
    needs: Permissions,
    run: for<'c, 'a> fn(&mut Call<'c, 'a>) -> Result<Response<'a>, WopiError>,
) -> Operation {
    Operation {
        name,
        method: &Method::GET,
        at,
        override_: None,
        with: None,
        needs,
        run,
    }
}

const fn post(
    name: &'static str,
    at: At,
    override_: &'static str,
    needs: Permissions,
    run: for<'c, 'a> fn(&mut Call<'c, 'a>) -> Result<Response<'a>, WopiError>,
) -> Operation {
    Operation {
        name,
        method: &Method::POST,
        at,
        override_: Some(override_),
        with: None,
        needs,
        run,
    }
}

use At::{
    Children, Container, ContainerAncestry, ContainerEcosystem, Contents, Ecosystem, File,
    FileAncestry, FileEcosystem, RootContainer,
};

const READ: Permissions = Permissions::READ;
const SAVE: Permissions = Permissions::NONE;
const RENAME: Permissions = Permissions::RENAME;
const DELETE: Permissions = Permissions::DELETE;
const CREATE: Permissions = Permissions::CREATE;
const SHARE: Permissions = Permissions::SHARE;
const BROWSE: Permissions = Permissions::BROWSE;

/// All operations. Of several that fit, the first counts.
#[rustfmt::skip]
pub(crate) static OPERATIONS: &[Operation] = &[
    get("CheckFileInfo", File, READ, ops::check_file_info::run),
    get("GetFile", Contents, READ, ops::get_file::run),
    post("PutFile", Contents, "PUT", SAVE, ops::put_file::run),
    Operation { with: Some("x-wopi-oldlock"), ..post("UnlockAndRelock", File, "LOCK", SAVE, ops::unlock_and_relock::run) },
    post("Lock", File, "LOCK", SAVE, ops::lock::run),
    post("GetLock", File, "GET_LOCK", READ, ops::get_lock::run),
    post("RefreshLock", File, "REFRESH_LOCK", SAVE, ops::refresh_lock::run),
    post("Unlock", File, "UNLOCK", SAVE, ops::unlock::run),
    post("PutRelativeFile", File, "PUT_RELATIVE", CREATE, ops::put_relative_file::run),
    post("RenameFile", File, "RENAME_FILE", RENAME, ops::rename_file::run),
    post("DeleteFile", File, "DELETE", DELETE, ops::delete_file::run),
    post("PutUserInfo", File, "PUT_USER_INFO", READ, ops::put_user_info::run),
    post("GetShareUrl", File, "GET_SHARE_URL", SHARE, ops::get_share_url::run),
    post("AddActivities", File, "ADD_ACTIVITIES", READ, ops::add_activities::run),
    get("EnumerateAncestors", FileAncestry, BROWSE, ops::enumerate_ancestors::run),
    get("GetEcosystem", FileEcosystem, BROWSE, ops::get_ecosystem::run),
    get("CheckContainerInfo", Container, READ, ops::check_container_info::run),
    get("EnumerateChildren", Children, BROWSE, ops::enumerate_children::run),
    post("CreateChildFile", Container, "CREATE_CHILD_FILE", CREATE, ops::create_child_file::run),
    post("CreateChildContainer", Container, "CREATE_CHILD_CONTAINER", CREATE, ops::create_child_container::run),
    post("DeleteContainer", Container, "DELETE_CONTAINER", DELETE, ops::delete_container::run),
    post("RenameContainer", Container, "RENAME_CONTAINER", RENAME, ops::rename_container::run),
    post("GetShareUrl", Container, "GET_SHARE_URL", SHARE, ops::get_share_url::run),
    get("EnumerateAncestors", ContainerAncestry, BROWSE, ops::enumerate_ancestors::run),
    get("GetEcosystem", ContainerEcosystem, BROWSE, ops::get_ecosystem::run),
    get("CheckEcosystem", Ecosystem, READ, ops::check_ecosystem::run),
    get("GetRootContainer", RootContainer, BROWSE, ops::get_root_container::run),
];

/// The operation that a request asks for.
///
/// # Errors
/// 400 without an override where one is needed, 501 for one that is not known.
pub(crate) fn find(
    at: At,
    method: &Method,
    override_: Option<&str>,
    has_header: impl Fn(&'static str) -> bool,
) -> Result<&'static Operation, WopiError> {
    // HEAD is a GET without its body.
    let method = if *method == Method::HEAD {
        &Method::GET
    } else {
        method
    };
    let mut here = OPERATIONS
        .iter()
        .filter(|operation| operation.at == at && operation.method == method)
        .peekable();
    if here.peek().is_none() {
        let words = format!("{method} {} is no operation", at.path());
        return Err(WopiError::NotAllowed(words));
    }
    let override_ = override_.map(str::trim).filter(|text| !text.is_empty());
    if *method == Method::POST && override_.is_none() {
        return Err(WopiError::Request(
            "the header X-WOPI-Override is missing: it says which operation is meant".to_owned(),
        ));
    }
    here.find(|operation| {
        let same = match operation.override_ {
            Some(own) => override_.is_some_and(|text| text.eq_ignore_ascii_case(own)),
            None => true,
        };
        same && operation.with.is_none_or(&has_header)
    })
    .ok_or_else(|| {
        let shown: String = override_.unwrap_or_default().chars().take(64).collect();
        WopiError::NotAllowed(format!("X-WOPI-Override `{shown}` is not supported here"))
    })
}

/// The table of operations as Markdown, for the documentation.
pub fn operations_table_markdown() -> String {
    let mut table = String::from(
        "| operation | method, path | X-WOPI-Override | the token must allow |\n|---|---|---|---|\n",
    );
    for operation in OPERATIONS {
        let needs = if operation.needs == SAVE {
            "write, review or comment".to_owned()
        } else {
            operation.needs.names().join(", ")
        };
        let override_ = match (operation.override_, operation.with) {
            (Some(name), Some(_)) => format!("{name}, with X-WOPI-OldLock"),
            (Some(name), None) => name.to_owned(),
            (None, _) => String::new(),
        };
        table.push_str(&format!(
            "| {} | {} `{}` | {override_} | {needs} |\n",
            operation.name,
            operation.method,
            operation.at.path()
        ));
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read() {
        for (path, expected) in [
            ("/wopi/files/10tc9", Some((At::File, "10tc9"))),
            ("/wopi/files/10tc9/", Some((At::File, "10tc9"))),
            ("/wopi/files/10tc9/contents", Some((At::Contents, "10tc9"))),
            ("/wopi/containers/root", Some((At::Container, "root"))),
            ("/wopi/containers/10/children", Some((At::Children, "10"))),
            ("/wopi/ecosystem", Some((At::Ecosystem, ""))),
            (
                "/wopi/ecosystem/root_container_pointer",
                Some((At::RootContainer, "")),
            ),
            ("/wopi/files", None),
            ("/wopi/files/a/b", None),
            ("/wopi/files/a/contents/b", None),
            ("/other/files/a", None),
        ] {
            let found = place(path).map(|place| (place.at, place.id));
            assert_eq!(found, expected, "{path}");
        }
    }

    #[test]
    fn operations_are_told_apart() {
        let name = |at, method: Method, override_: Option<&str>, old: bool| {
            find(at, &method, override_, |_| old).map(|operation| operation.name)
        };
        assert_eq!(
            name(At::File, Method::GET, None, false),
            Ok("CheckFileInfo")
        );
        assert_eq!(
            name(At::File, Method::HEAD, None, false),
            Ok("CheckFileInfo")
        );
        assert_eq!(
            name(At::File, Method::POST, Some("LOCK"), false),
            Ok("Lock")
        );
        assert_eq!(
            name(At::File, Method::POST, Some("LOCK"), true),
            Ok("UnlockAndRelock")
        );
        assert_eq!(
            name(At::Contents, Method::POST, Some("put"), false),
            Ok("PutFile")
        );
        assert!(matches!(
            name(At::File, Method::POST, None, false),
            Err(WopiError::Request(_))
        ));
        assert!(matches!(
            name(At::File, Method::POST, Some("GET_COAUTH_LOCK"), false),
            Err(WopiError::NotAllowed(_))
        ));
        assert!(matches!(
            name(At::Ecosystem, Method::POST, Some("LOCK"), false),
            Err(WopiError::NotAllowed(_))
        ));
    }
}

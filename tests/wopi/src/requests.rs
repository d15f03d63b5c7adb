//! From a request of the description to a request over the wire.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use url::Url;

use crate::description::Step;
use crate::http::Outgoing;
use crate::mutators::Mutator;
use crate::proof::Keys;
use crate::state::{REFERENCE, State};
use crate::utf7;

/// What the suite is run against.
#[derive(Debug, Clone)]
pub struct Target<'k> {
    /// The address of a file whose name ends with `.wopitest`, without a query.
    pub wopi_src: String,
    /// A token for it.
    pub access_token: String,
    /// When the token expires, in milliseconds since 1970.
    pub ttl: i64,
    /// The keys that sign every request; without them the tests that spoil proofs are skipped.
    pub sign: Option<&'k Keys>,
    /// Whether a test that expects a right of the user which CheckContainerInfo denies is skipped instead of
    /// failed: for tokens that lack the right on purpose. Microsoft's runner always fails it.
    pub rights_are_prerequisites: bool,
}

/// An operation of the description.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// Reads: the path after the address.
    Get(&'static str),
    /// Anything else on an address: the value of `X-WOPI-Override`.
    Post(&'static str),
    /// PutFile, which has a path of its own.
    PutFile,
    /// A plain download from CheckFileInfo's FileUrl.
    FileUrl,
    /// Co-authoring, chunked transfer and waiting: known, but not spoken here.
    CsppPlus,
}

impl Operation {
    /// The operation that an element asks for.
    ///
    /// # Errors
    /// When it is not known.
    pub fn named(name: &str) -> Result<Self> {
        Ok(match name {
            "CheckFileInfo" | "CheckContainerInfo" | "CheckEcosystem" => Self::Get(""),
            "GetFile" => Self::Get("/contents"),
            "EnumerateAncestors" => Self::Get("/ancestry"),
            "EnumerateChildren" => Self::Get("/children"),
            "GetEcosystem" => Self::Get("/ecosystem_pointer"),
            "GetRootContainer" => Self::Get("/root_container_pointer"),
            "PutFile" => Self::PutFile,
            "GetFromFileUrl" => Self::FileUrl,
            "Lock" | "UnlockAndRelock" => Self::Post("LOCK"),
            "Unlock" => Self::Post("UNLOCK"),
            "RefreshLock" => Self::Post("REFRESH_LOCK"),
            "GetLock" => Self::Post("GET_LOCK"),
            "PutRelativeFile" => Self::Post("PUT_RELATIVE"),
            "RenameFile" => Self::Post("RENAME_FILE"),
            "DeleteFile" => Self::Post("DELETE"),
            "PutUserInfo" => Self::Post("PUT_USER_INFO"),
            "GetShareUrl" => Self::Post("GET_SHARE_URL"),
            "AddActivities" => Self::Post("ADD_ACTIVITIES"),
            "CreateChildFile" => Self::Post("CREATE_CHILD_FILE"),
            "CreateChildContainer" => Self::Post("CREATE_CHILD_CONTAINER"),
            "DeleteContainer" => Self::Post("DELETE_CONTAINER"),
            "RenameContainer" => Self::Post("RENAME_CONTAINER"),
            "GetCoauthLock" | "RefreshCoauthLock" | "UnlockCoauthLock" | "GetCoauthTable"
            | "GetChunkedFile" | "PutChunkedFile" | "GetSequenceNumber" | "Delay" => Self::CsppPlus,
            other => bail!("the request {other} is not known"),
        })
    }

    /// What is put behind the path of the address.
    fn path(self) -> &'static str {
        match self {
            Self::Get(path) => path,
            Self::PutFile => "/contents",
            Self::Post(_) | Self::FileUrl | Self::CsppPlus => "",
        }
    }
}

/// Builds the request of a step.
///
/// # Errors
/// In words, when the step needs something that earlier answers did not have.
pub fn build(
    step: &Step,
    target: &Target<'_>,
    state: &State,
    resources: &BTreeMap<String, Vec<u8>>,
) -> Result<Outgoing> {
    if step.operation == Operation::FileUrl {
        let url = override_url(step, state)?.context("there is no FileUrl to read")?;
        return Ok(Outgoing {
            method: "GET".to_owned(),
            url,
            ..Outgoing::default()
        });
    }
    let (mut url, mut token) = address(step, target, state)?;
    for mutator in &step.mutators {
        if let Mutator::AccessToken(other) = mutator {
            url = with_token(&url, other);
            token.clone_from(other);
        }
    }
    let (mut headers, body) = content(step, resources)?;
    let name = match step.operation {
        Operation::PutFile => Some("PUT"),
        Operation::Post(name) => Some(name),
        _ => None,
    };
    if let Some(name) = name {
        headers.push(("X-WOPI-Override", name.to_owned()));
    }
    if let Some(keys) = target.sign {
        headers.extend(proofs(step, keys, &token, &url));
    }
    headers.push(("Authorization", format!("Bearer {token}")));
    Ok(Outgoing {
        method: if name.is_some() { "POST" } else { "GET" }.to_owned(),
        url,
        headers: headers
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
        body,
    })
}

/// Whether the step spoils proofs.
pub fn spoils_proofs(step: &Step) -> bool {
    step.mutators
        .iter()
        .any(|mutator| matches!(mutator, Mutator::Proof(_)))
}

fn proofs(step: &Step, keys: &Keys, token: &str, url: &str) -> [(&'static str, String); 3] {
    let mut proof = keys.prove(token, url);
    for mutator in &step.mutators {
        if let Mutator::Proof(mutator) = mutator {
            if let Some(time) = mutator.time {
                proof = keys.sign(token, url, time);
            }
            mutator.apply(&mut proof);
        }
    }
    [
        ("X-WOPI-Proof", proof.current),
        ("X-WOPI-ProofOld", proof.old),
        ("X-WOPI-TimeStamp", proof.time.to_string()),
    ]
}

/// The address of a request and the token that is in it.
fn address(step: &Step, target: &Target<'_>, state: &State) -> Result<(String, String)> {
    let path = step.operation.path();
    let Some(url) = override_url(step, state)? else {
        if matches!(step.name.as_str(), "DeleteFile" | "DeleteContainer") {
            bail!("the file of the suite itself is never deleted");
        }
        // Clients escape everything but letters and digits, which hosts have to sign as it came.
        let token = utf8_percent_encode(&target.access_token, NON_ALPHANUMERIC);
        let url = format!(
            "{}{path}?access_token={token}&access_token_ttl={}",
            target.wopi_src, target.ttl
        );
        return Ok((url, target.access_token.clone()));
    };
    let at = url.find(['?', '#']).unwrap_or(url.len());
    let (before, after) = url.split_at_checked(at).unwrap_or((&url, ""));
    let url = format!("{before}{path}{after}");
    let token = Url::parse(&url)
        .with_context(|| format!("{url:?} is no absolute URL"))?
        .query_pairs()
        .find(|(key, _)| key == "access_token")
        .map(|(_, value)| value.into_owned())
        .with_context(|| format!("{url} carries no access_token"))?;
    Ok((url, token))
}

/// The address that a step names instead of the file's, with saved values put in.
fn override_url(step: &Step, state: &State) -> Result<Option<String>> {
    // Microsoft's runner reads no EcosystemUrl and asks the file instead, which proves nothing.
    let named = ["OverrideUrl", "EcosystemUrl"]
        .into_iter()
        .find_map(|name| step.element.attribute(name));
    let Some(named) = named.filter(|url| !url.is_empty()) else {
        return Ok(None);
    };
    let Some(key) = named.strip_prefix(REFERENCE) else {
        return Ok(Some(named.to_owned()));
    };
    match state.get(key) {
        Some(Some(url)) => Ok(Some(url.clone())),
        Some(None) => bail!("{} needs {key}, which was not in the answer", step.name),
        None => bail!("{} needs {key}, which no request saved", step.name),
    }
}

/// The address with another token, everything else as it was.
fn with_token(url: &str, token: &str) -> String {
    let Some((path, query)) = url.split_once('?') else {
        return format!("{url}?access_token={token}");
    };
    let query: Vec<String> = query
        .split('&')
        .map(|pair| match pair.split_once('=') {
            Some(("access_token", _)) => format!("access_token={token}"),
            _ => pair.to_owned(),
        })
        .collect();
    format!("{path}?{}", query.join("&"))
}

type Content = (Vec<(&'static str, String)>, Option<Vec<u8>>);

/// Headers and body of an operation.
fn content(step: &Step, resources: &BTreeMap<String, Vec<u8>>) -> Result<Content> {
    let attribute = |name: &str| step.element.attribute(name).unwrap_or_default().to_owned();
    let resource = || {
        let id = attribute("ResourceId");
        resources
            .get(&id)
            .cloned()
            .with_context(|| format!("there is no resource {id:?}"))
    };
    let mut headers = Vec::new();
    let mut body = None;
    match step.name.as_str() {
        "Lock" | "Unlock" | "RefreshLock" => {
            headers.push(("X-WOPI-Lock", attribute("Lock")));
            if let Some(visible) = step.element.flag("LockUserVisible")? {
                headers.push(("X-WOPI-LockUserVisible", capital(visible)));
            }
        }
        "UnlockAndRelock" => {
            headers.push(("X-WOPI-Lock", attribute("NewLock")));
            headers.push(("X-WOPI-OldLock", attribute("OldLock")));
        }
        "PutFile" => {
            if step
                .element
                .attribute("Lock")
                .is_some_and(|lock| !lock.is_empty())
            {
                headers.push(("X-WOPI-Lock", attribute("Lock")));
            }
            body = Some(resource()?);
        }
        "PutRelativeFile" => {
            let bytes = resource()?;
            headers.push(("X-WOPI-Size", bytes.len().to_string()));
            targets(step, &attribute("Name"), &mut headers)?;
            body = Some(bytes);
        }
        "CreateChildFile" => targets(step, &attribute("Name"), &mut headers)?,
        "CreateChildContainer" => targets(step, &attribute("FolderName"), &mut headers)?,
        "RenameFile" => {
            headers.push(("X-WOPI-RequestedName", utf7::encode(&attribute("Name"))));
            // Sent empty when there is none.
            headers.push(("X-WOPI-Lock", attribute("Lock")));
            headers.push(("X-WOPI-CoauthLockId", attribute("CoauthLockId")));
        }
        "RenameContainer" => {
            headers.push(("X-WOPI-RequestedName", utf7::encode(&attribute("Name"))))
        }
        "EnumerateChildren" => {
            let filter = attribute("FileExtensionFilterList");
            if !filter.is_empty() {
                headers.push(("X-WOPI-FileExtensionFilterList", filter));
            }
        }
        "GetShareUrl" => headers.push(("X-WOPI-UrlType", attribute("UrlType"))),
        "AddActivities" | "PutUserInfo" => {
            let text = step
                .element
                .child("RequestBody")
                .map(|body| body.text.as_str());
            let text = text.filter(|text| !text.trim().is_empty());
            body = Some(text.context("the request has no body")?.as_bytes().to_vec());
        }
        _ => {}
    }
    Ok((headers, body))
}

/// The headers that name a new file or container.
fn targets(step: &Step, name: &str, headers: &mut Vec<(&'static str, String)>) -> Result<()> {
    let name = utf7::encode(name);
    match step.element.attribute("PutRelativeFileMode") {
        Some("Suggested") => headers.push(("X-WOPI-SuggestedTarget", name)),
        Some("ExactName") => {
            headers.push(("X-WOPI-RelativeTarget", name));
            if let Some(overwrite) = step.element.flag("OverwriteRelative")? {
                headers.push(("X-WOPI-OverwriteRelativeTarget", capital(overwrite)));
            }
        }
        Some("Conflicting") => {
            headers.push(("X-WOPI-SuggestedTarget", name.clone()));
            headers.push(("X-WOPI-RelativeTarget", name));
        }
        other => bail!("names cannot be given in the mode {other:?}"),
    }
    Ok(())
}

/// Booleans in headers, as clients write them.
fn capital(flag: bool) -> String {
    if flag { "True" } else { "False" }.to_owned()
}

#[cfg(test)]
#[path = "requests/tests.rs"]
mod tests;

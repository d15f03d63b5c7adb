//! The service's own interface for operators: puts the file of the suite on it, and asks tokens for it.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::description::{Category, Suite};
use crate::http::{Answer, Outgoing, send};
use crate::proof::Keys;
use crate::requests::Target;
use crate::run::{Outcome, Verdict, union};

/// The file that the suite works on: its name is a prerequisite of every test.
const FILE: &str = "test.wopitest";
/// How long a token lives, in seconds.
const TTL: u64 = 36_000;

/// Whom a run plays.
#[derive(Debug, Clone, Copy)]
pub struct Role {
    /// Its name in reports.
    pub name: &'static str,
    /// The permissions of its token; none are all.
    pub permissions: Option<&'static [&'static str]>,
    /// The client that its token is for.
    pub client: &'static str,
    /// Whether it only runs what no role before it could: a client whose requests the host does not expect signed
    /// says nothing about proofs.
    pub only_unreached: bool,
}

/// The roles that reach every group between them. Groups exclude each other: a user can write beside a file or not,
/// and a host has containers for a client or not.
pub const ROLES: [Role; 4] = [
    Role {
        name: "all",
        permissions: None,
        client: "microsoft",
        only_unreached: false,
    },
    Role {
        name: "without create",
        permissions: Some(&["read", "write", "rename", "delete", "review", "comment"]),
        client: "microsoft",
        only_unreached: false,
    },
    Role {
        name: "read only",
        permissions: Some(&["read"]),
        client: "microsoft",
        only_unreached: false,
    },
    Role {
        name: "without folders",
        permissions: Some(&["read", "write", "rename", "delete", "create"]),
        client: "microsoft",
        only_unreached: true,
    },
];

/// A service as its operator sees it.
#[derive(Debug, Clone)]
pub struct Operator {
    base: String,
    bearer: Option<String>,
}

/// The folder and the file that a run works on.
#[derive(Debug, Clone)]
pub struct Place {
    /// The id of the folder.
    pub folder: String,
    /// The id of the file.
    pub file: String,
}

impl Operator {
    /// The service at `base`, for example `http://127.0.0.1:3000`, with an operator's token where it wants one.
    pub fn new(base: &str, bearer: Option<&str>) -> Self {
        Self {
            base: base.trim_end_matches('/').to_owned(),
            bearer: bearer.map(str::to_owned),
        }
    }

    /// Makes a folder of its own with the file of the suite in it.
    ///
    /// # Errors
    /// When the service refuses.
    pub fn prepare(&self) -> Result<Place> {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default()
            .as_millis();
        let made = self.ask(
            "PUT",
            &format!("/v1/files?name=wopi-suite-{now}&kind=folder"),
            Some(Vec::new()),
        )?;
        let folder = id(&made)?;
        let path = format!("/v1/files?name={FILE}&folder={folder}");
        let made = self.ask("PUT", &path, Some(b"test".to_vec()))?;
        Ok(Place {
            folder,
            file: id(&made)?,
        })
    }

    /// Removes what [`Operator::prepare`] made, as far as tests left it removable.
    pub fn clear(&self, place: &Place) {
        for id in [&place.file, &place.folder] {
            let _ = self.ask("DELETE", &format!("/v1/files/{id}"), None);
        }
    }

    /// A target with a new token for the role.
    ///
    /// # Errors
    /// When the service gives none.
    pub fn target<'k>(
        &self,
        file: &str,
        role: &Role,
        keys: Option<&'k Keys>,
    ) -> Result<Target<'k>> {
        let permissions = role.permissions.map_or(json!("all"), |list| json!(list));
        let body = json!({
            "userId": "suite",
            "userName": "WOPI suite",
            "permissions": permissions,
            "client": role.client,
            "ttl": TTL,
        });
        let path = format!("/v1/files/{file}/tokens");
        let given = self.ask("POST", &path, Some(body.to_string().into_bytes()))?;
        let text = |name: &str| {
            let value = given.get(name).and_then(Value::as_str);
            value
                .map(str::to_owned)
                .with_context(|| format!("a token comes without {name}: {given}"))
        };
        Ok(Target {
            wopi_src: text("wopiSrc")?,
            access_token: text("access_token")?,
            ttl: given
                .get("access_token_ttl")
                .and_then(Value::as_i64)
                .context("a token comes without access_token_ttl")?,
            sign: keys,
            rights_are_prerequisites: role.permissions.is_some(),
        })
    }

    /// Runs the suite in every role and unites what the runs tell.
    ///
    /// # Errors
    /// When the service does not take the file or gives no token.
    pub fn run(
        &self,
        suite: &Suite,
        roles: &[Role],
        keys: Option<&Keys>,
        choice: &[Category],
        wanted: &dyn Fn(&str, &str) -> bool,
    ) -> Result<Report> {
        let place = self.prepare()?;
        let mut runs: Vec<(String, Vec<Outcome>)> = Vec::new();
        for role in roles {
            let target = self.target(&place.file, role, keys)?;
            let united = union(&runs);
            let reached = |group: &str, test: &str| {
                united.iter().any(|outcome| {
                    outcome.group == group
                        && outcome.test == test
                        && !matches!(outcome.result, Verdict::Skipped(_))
                })
            };
            let outcomes = suite.run_where(&target, choice, &|group, test| {
                wanted(group, test) && !(role.only_unreached && reached(group, test))
            });
            runs.push((role.name.to_owned(), outcomes));
        }
        self.clear(&place);
        Ok(Report {
            united: union(&runs),
            runs,
        })
    }

    fn ask(&self, method: &str, path: &str, body: Option<Vec<u8>>) -> Result<Value> {
        let mut headers = Vec::new();
        if let Some(bearer) = &self.bearer {
            headers.push(("Authorization".to_owned(), format!("Bearer {bearer}")));
        }
        if method == "POST" {
            headers.push(("Content-Type".to_owned(), "application/json".to_owned()));
        }
        let answer: Answer = send(&Outgoing {
            method: method.to_owned(),
            url: format!("{}{path}", self.base),
            headers,
            body,
        })?;
        if !(200..300).contains(&answer.status) {
            bail!(
                "{method} {path} was answered with {}: {}",
                answer.status,
                answer.text()
            );
        }
        Ok(serde_json::from_slice(&answer.body).unwrap_or_default())
    }
}

/// What the runs in all roles told.
#[derive(Debug, Clone)]
pub struct Report {
    /// Each run with the name of its role.
    pub runs: Vec<(String, Vec<Outcome>)>,
    /// All together.
    pub united: Vec<Outcome>,
}

fn id(made: &Value) -> Result<String> {
    let id = made.get("id");
    id.and_then(Value::as_str)
        .map(str::to_owned)
        .with_context(|| format!("a new file comes without an id: {made}"))
}

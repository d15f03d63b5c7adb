//! Reads `spin.toml` (Spin manifest version 2) and refuses by name what this host does not implement.
//!
//! Spin ignores nothing either: a key that is silently skipped here would make the application behave
//! differently under `spin up`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use serde::Deserialize;
use toml::{Table, Value};

mod known;

pub(crate) use known::only;

/// A checked manifest.
#[derive(Debug, Clone)]
pub struct Manifest {
    /// Directory of the manifest file; relative paths of the manifest start here.
    pub dir: PathBuf,
    /// `[application]`.
    pub application: Application,
    /// `[variables]`, by name.
    pub variables: BTreeMap<String, Variable>,
    /// `[[trigger.http]]`, in file order.
    pub triggers: Vec<Trigger>,
    /// `[component.<id>]`, by id.
    pub components: BTreeMap<String, Component>,
}

/// `[application]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Application {
    /// Name, shown by `/.well-known/spin/info`.
    pub name: String,
    /// Version, shown by `/.well-known/spin/info`.
    #[serde(default)]
    pub version: String,
    /// Free text.
    #[serde(default)]
    pub description: String,
    /// Free text.
    #[serde(default)]
    pub authors: Vec<String>,
}

/// One entry of `[variables]`: either it has a default or it is required.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variable {
    /// Value when no provider has one.
    pub default: Option<String>,
    /// Whether the start fails when no provider has a value.
    #[serde(default)]
    pub required: bool,
    /// Marks the value as sensitive; changes nothing at run time, as in Spin.
    #[serde(default)]
    pub secret: bool,
}

/// One `[[trigger.http]]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trigger {
    /// A label, without effect.
    #[serde(default)]
    pub id: Option<String>,
    /// Where the component is reachable.
    pub route: Route,
    /// Id of the component.
    pub component: String,
}

/// Where a component is reachable.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Route {
    /// A route in Spin's syntax: `/a/:b/...`.
    Public(String),
    /// `{ private = true }`: reachable as `http://<id>.spin.internal` only.
    Private {
        /// Always true.
        private: bool,
    },
}

/// `[component.<id>]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Component {
    /// Path of the WebAssembly component, relative to the manifest.
    pub source: String,
    /// Free text.
    #[serde(default)]
    pub description: String,
    /// WASI environment of the component.
    #[serde(default)]
    pub environment: BTreeMap<String, String>,
    /// Files that the component can read.
    #[serde(default)]
    pub files: Vec<FileMount>,
    /// Patterns of what it may call; see [`crate::allowed_hosts`].
    #[serde(default)]
    pub allowed_outbound_hosts: Vec<String>,
    /// Labels of the stores that it may open.
    #[serde(default)]
    pub key_value_stores: Vec<String>,
    /// Labels of the databases that it may open.
    #[serde(default)]
    pub sqlite_databases: Vec<String>,
    /// Its variables: name to template.
    #[serde(default)]
    pub variables: BTreeMap<String, String>,
    /// How it is built.
    pub build: Option<Build>,
    /// Settings of other tools, ignored as in Spin.
    #[serde(default)]
    pub tool: Table,
}

/// One entry of `files`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum FileMount {
    /// A path or glob, relative to the manifest; appears under the same path in the guest.
    Pattern(String),
    /// A file or directory and where the guest finds it.
    Placement {
        /// Relative to the manifest.
        source: String,
        /// Absolute path in the guest.
        destination: String,
    },
}

/// `[component.<id>.build]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Build {
    /// Shell commands, run in order.
    pub command: Commands,
    /// Directory in which they run, relative to the manifest.
    #[serde(default)]
    pub workdir: Option<String>,
    /// Globs for `spin watch`; without effect here.
    #[serde(default)]
    pub watch: Vec<String>,
}

/// One command or several.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Commands {
    /// `command = "..."`.
    One(String),
    /// `command = ["...", "..."]`.
    Many(Vec<String>),
}

impl Commands {
    /// The commands in order.
    pub fn list(&self) -> Vec<&str> {
        match self {
            Commands::One(command) => vec![command],
            Commands::Many(commands) => commands.iter().map(String::as_str).collect(),
        }
    }
}

impl Manifest {
    /// Reads and checks the manifest at `path`; a directory stands for the `spin.toml` in it.
    ///
    /// # Errors
    /// One sentence: the file is missing, is not TOML, or which key is wrong or not implemented.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let path = if path.is_dir() {
            path.join("spin.toml")
        } else {
            path.to_path_buf()
        };
        let text = std::fs::read_to_string(&path).with_context(|| {
            format!(
                "cannot read the manifest {}; name it with --from",
                path.display()
            )
        })?;
        let dir = std::path::absolute(&path)?
            .parent()
            .map(Path::to_path_buf)
            .unwrap_or_default();
        Self::parse(&text, dir).with_context(|| format!("in {}", path.display()))
    }

    /// Checks the manifest `text`, whose relative paths start at `dir`.
    ///
    /// # Errors
    /// As [`Manifest::read`].
    pub fn parse(text: &str, dir: PathBuf) -> anyhow::Result<Self> {
        let table: Table = text.parse().context("not valid TOML")?;
        match table
            .get("spin_manifest_version")
            .and_then(Value::as_integer)
        {
            Some(2) => {}
            Some(other) => bail!("spin_manifest_version is {other}: only version 2 is implemented"),
            None => bail!("spin_manifest_version = 2 is missing at the top"),
        }
        known::refuse_others(&table)?;
        let whole: Whole = Value::Table(table).try_into()?;
        let manifest = Self {
            dir,
            application: whole.application,
            variables: whole.variables,
            triggers: whole.trigger.http,
            components: whole.component,
        };
        manifest.check()?;
        Ok(manifest)
    }

    fn check(&self) -> anyhow::Result<()> {
        for (name, variable) in &self.variables {
            check_name(name).with_context(|| format!("variables.{name}"))?;
            ensure!(
                variable.required != variable.default.is_some(),
                "variables.{name}: give it either a default or required = true"
            );
        }
        for trigger in &self.triggers {
            ensure!(
                self.components.contains_key(&trigger.component),
                "trigger.http: there is no [component.{}]",
                trigger.component
            );
            if let Route::Private { private: false } = trigger.route {
                bail!(
                    "trigger.http of component {}: route = {{ private = false }} has no meaning; give it a path",
                    trigger.component
                );
            }
        }
        for (id, component) in &self.components {
            let well_formed = !id.is_empty()
                && id
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
            ensure!(
                well_formed,
                "component.{id}: an id consists of lower-case letters, digits and hyphens"
            );
            for name in component.variables.keys() {
                check_name(name).with_context(|| format!("component.{id}.variables.{name}"))?;
            }
        }
        Ok(())
    }
}

/// Variable names are lower snake case and start with a letter, as Spin demands.
fn check_name(name: &str) -> anyhow::Result<()> {
    let mut bytes = name.bytes();
    let good = bytes.next().is_some_and(|b| b.is_ascii_lowercase())
        && bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    ensure!(
        good,
        "a variable's name consists of lower-case letters, digits and underscores, and starts with a letter"
    );
    Ok(())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole {
    #[serde(rename = "spin_manifest_version")]
    _version: i64,
    application: Application,
    #[serde(default)]
    variables: BTreeMap<String, Variable>,
    #[serde(default)]
    trigger: Triggers,
    #[serde(default)]
    component: BTreeMap<String, Component>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Triggers {
    #[serde(default)]
    http: Vec<Trigger>,
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "spin_manifest_version = 2\n[application]\nname = \"a\"\n";

    fn refusal(rest: &str) -> String {
        let text = format!("{HEAD}{rest}");
        format!(
            "{:#}",
            Manifest::parse(&text, PathBuf::from("/app")).expect_err(rest)
        )
    }

    #[test]
    fn reads_everything_that_is_implemented() {
        let text = format!(
            r#"{HEAD}
[variables]
secret_word = {{ required = true, secret = true }}
mode = {{ default = "x" }}
[[trigger.http]]
route = "/a/..."
component = "one"
[[trigger.http]]
id = "hidden"
route = {{ private = true }}
component = "two"
[component.one]
source = "one.wasm"
environment = {{ A = "b" }}
files = ["a/*.txt", {{ source = "web", destination = "/web" }}]
allowed_outbound_hosts = ["https://*:*"]
key_value_stores = ["default"]
sqlite_databases = ["default"]
variables = {{ word = "{{{{ secret_word }}}}" }}
[component.one.build]
command = ["make", "make install"]
workdir = "one"
watch = ["src/**"]
[component.one.tool.x]
anything = 1
[component.two]
source = "two.wasm"
"#
        );
        let manifest = Manifest::parse(&text, PathBuf::from("/app")).unwrap();
        assert_eq!(manifest.triggers.len(), 2);
        assert_eq!(manifest.triggers[1].route, Route::Private { private: true });
        let one = &manifest.components["one"];
        assert_eq!(one.files.len(), 2);
        assert_eq!(
            one.build.as_ref().unwrap().command.list(),
            ["make", "make install"]
        );
        assert_eq!(one.variables["word"], "{{ secret_word }}");
    }

    #[test]
    fn unknown_keys_are_refused_by_path() {
        for (rest, said) in [
            (
                "[component.command]\nsource = \"x\"\nai_models = []",
                "component.command.ai_models: not implemented by this host",
            ),
            (
                "[component.x]\nsource = { url = \"u\", digest = \"d\" }",
                "component.x.source.",
            ),
            (
                "[[trigger.redis]]\nchannel = \"c\"",
                "trigger.redis: not implemented",
            ),
            (
                "[[trigger.http]]\nroute = \"/\"\ncomponent = \"x\"\nexecutor = { type = \"wagi\" }",
                "trigger.http[0].executor: not implemented",
            ),
            (
                "[application.trigger.http]\nbase = \"/x\"",
                "application.trigger: not implemented",
            ),
            (
                "[variables]\nv = { default = \"\", pattern = \"x\" }",
                "variables.v.pattern: not",
            ),
            (
                "[component.x]\nsource = \"x\"\nfiles = [{ source = \"a\", destination = \"/a\", mode = 1 }]",
                "component.x.files[0].mode",
            ),
            (
                "[component.x]\nsource = \"x\"\n[component.x.build]\ncommand = \"c\"\nprofile = 1",
                "component.x.build.profile",
            ),
            (
                "[component.x.dependencies]\n\"a:b\" = \"1\"",
                "component.x.dependencies",
            ),
            ("[outbound]\na = 1", "outbound: not implemented"),
        ] {
            let refusal = refusal(rest);
            assert!(refusal.contains(said), "{refusal:?} lacks {said:?}");
        }
    }

    #[test]
    fn wrong_values_are_refused() {
        assert!(
            refusal("[[trigger.http]]\nroute = \"/\"\ncomponent = \"x\"").contains("[component.x]")
        );
        assert!(refusal("[variables]\nV = { default = \"\" }").contains("lower-case"));
        assert!(refusal("[variables]\nv = {}").contains("either a default or required"));
        assert!(
            refusal("[variables]\nv = { default = \"\", required = true }")
                .contains("either a default")
        );
        assert!(refusal("[component.X]\nsource = \"x\"").contains("lower-case"));
        let old = Manifest::parse("spin_manifest_version = 1", PathBuf::new()).unwrap_err();
        assert!(old.to_string().contains("only version 2"));
    }
}

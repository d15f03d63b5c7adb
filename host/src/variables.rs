//! Application variables: where their values come from, and the `{{ name }}` templates which use them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, bail};

use crate::manifest::Manifest;

/// Resolved application variables.
#[derive(Debug, Clone, Default)]
pub struct Variables {
    values: BTreeMap<String, String>,
}

/// Where values are looked for, strongest first.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// From `--variable`.
    pub explicit: BTreeMap<String, String>,
    /// From `--dev`.
    pub dev: BTreeMap<String, String>,
    /// The process environment: `SPIN_VARIABLE_<NAME>`.
    pub environment: BTreeMap<String, String>,
    /// The file `.env` beside the manifest, same names.
    pub dotenv: BTreeMap<String, String>,
}

impl Sources {
    /// Takes the environment of this process and the `.env` file in `dir`.
    pub fn ambient(dir: &Path) -> Self {
        Self {
            environment: std::env::vars_os()
                .filter_map(|(name, value)| {
                    Some((name.into_string().ok()?, value.into_string().ok()?))
                })
                .filter(|(name, _)| name.starts_with(PREFIX))
                .collect(),
            dotenv: std::fs::read_to_string(dir.join(".env"))
                .map(|text| parse_dotenv(&text))
                .unwrap_or_default(),
            ..Self::default()
        }
    }

    fn get(&self, name: &str) -> Option<&String> {
        let env = format!("{PREFIX}{}", name.to_ascii_uppercase());
        self.explicit
            .get(name)
            .or_else(|| self.dev.get(name))
            .or_else(|| self.environment.get(&env))
            .or_else(|| self.dotenv.get(&env))
    }
}

const PREFIX: &str = "SPIN_VARIABLE_";

impl Variables {
    /// Gives each variable of `manifest` its value.
    ///
    /// # Errors
    /// A required variable without a value, by name and with the ways to set it.
    pub fn resolve(manifest: &Manifest, sources: &Sources) -> anyhow::Result<Self> {
        let mut values = BTreeMap::new();
        for (name, variable) in &manifest.variables {
            match sources.get(name).or(variable.default.as_ref()) {
                Some(value) => {
                    values.insert(name.clone(), value.clone());
                }
                None => bail!(
                    "the required variable {name} has no value; give --variable {name}=VALUE, or set \
                     {PREFIX}{} in the environment or in .env beside the manifest",
                    name.to_ascii_uppercase()
                ),
            }
        }
        Ok(Self { values })
    }

    /// Puts values in the place of each `{{ name }}` of `template`.
    ///
    /// # Errors
    /// An unclosed `{{`, or a name which the manifest does not declare.
    pub fn render(&self, template: &str) -> anyhow::Result<String> {
        let mut out = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once("{{") {
            let (name, tail) = after
                .split_once("}}")
                .with_context(|| format!("the template {template:?} has {{{{ without }}}}"))?;
            let name = name.trim();
            let value = self.values.get(name).with_context(|| {
                format!(
                    "the template {template:?} names {name:?}, which [variables] does not declare"
                )
            })?;
            out.push_str(before);
            out.push_str(value);
            rest = tail;
        }
        out.push_str(rest);
        Ok(out)
    }

    /// The value of an application variable.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }
}

/// Parses one `--variable` argument: `name=value`, or `name=@file` for the contents of a file.
///
/// # Errors
/// A missing `=` or an unreadable file.
pub fn parse_argument(argument: &str) -> anyhow::Result<(String, String)> {
    let (name, value) = argument
        .split_once('=')
        .with_context(|| format!("--variable {argument}: write name=value or name=@file"))?;
    let value = match value.strip_prefix('@') {
        Some(path) => std::fs::read_to_string(path)
            .with_context(|| format!("--variable {argument}: cannot read {path}"))?,
        None => value.to_owned(),
    };
    Ok((name.to_owned(), value))
}

/// What `--dev` sets, restricted to the variables that the manifest declares: no tokens, a random secret,
/// private addresses allowed, one iFlyDocs application.
///
/// # Errors
/// The operating system gives no random bytes.
pub fn dev_values(declared: &BTreeSet<String>) -> anyhow::Result<BTreeMap<String, String>> {
    let mut secret = [0u8; 32];
    getrandom::fill(&mut secret)
        .map_err(|e| anyhow::anyhow!("no random bytes for jwt_secret: {e}"))?;
    let secret: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
    let values = [
        ("jwt_enabled", "false"),
        ("jwt_secret", secret.as_str()),
        ("allow_private_ip", "true"),
        ("iflydocs_apps", "dev:dev"),
    ];
    Ok(values
        .into_iter()
        .filter(|(name, _)| declared.contains(*name))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect())
}

/// Lines of `NAME=value`, with optional `export` and one pair of quotes; `#` starts a comment line.
fn parse_dotenv(text: &str) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    for line in text.lines() {
        let line = line.trim();
        let line = line.strip_prefix("export ").unwrap_or(line).trim_start();
        if line.starts_with('#') {
            continue;
        }
        let Some((name, value)) = line.split_once('=') else {
            continue;
        };
        let value = value.trim();
        let unquoted = ['"', '\'']
            .iter()
            .find_map(|q| value.strip_prefix(*q)?.strip_suffix(*q));
        values.insert(name.trim().to_owned(), unquoted.unwrap_or(value).to_owned());
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(variables: &str) -> Manifest {
        let text = format!(
            "spin_manifest_version = 2\n[application]\nname = \"a\"\n[variables]\n{variables}"
        );
        Manifest::parse(&text, "/".into()).unwrap()
    }

    fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect()
    }

    #[test]
    fn the_strongest_source_wins() {
        let manifest = manifest(
            "a = { default = \"def\" }\nb = { default = \"def\" }\nc = { default = \"def\" }\nd = { default = \"def\" }\ne_1 = { default = \"def\" }",
        );
        let env = |names: &[&str], value: &str| {
            names
                .iter()
                .map(|n| (format!("SPIN_VARIABLE_{n}"), value.to_owned()))
                .collect()
        };
        let sources = Sources {
            explicit: map(&[("a", "cli")]),
            dev: map(&[("a", "dev"), ("b", "dev")]),
            environment: env(&["A", "B", "C"], "env"),
            dotenv: env(&["A", "B", "C", "E_1"], "file"),
        };
        let variables = Variables::resolve(&manifest, &sources).unwrap();
        let got: Vec<_> = ["a", "b", "c", "d", "e_1"]
            .iter()
            .map(|n| variables.get(n).unwrap())
            .collect();
        assert_eq!(got, ["cli", "dev", "env", "def", "file"]);
    }

    #[test]
    fn a_required_variable_says_how_to_set_it() {
        let manifest = manifest("jwt_secret = { required = true }");
        let error = Variables::resolve(&manifest, &Sources::default())
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("--variable jwt_secret=") && error.contains("SPIN_VARIABLE_JWT_SECRET"),
            "{error}"
        );
    }

    #[test]
    fn templates() {
        let manifest = manifest("host = { default = \"h\" }");
        let variables = Variables::resolve(&manifest, &Sources::default()).unwrap();
        for (template, value) in [
            ("plain", "plain"),
            ("{{host}}", "h"),
            ("http://{{ host }}:80/{{host}}", "http://h:80/h"),
            ("a } b { c", "a } b { c"),
        ] {
            assert_eq!(variables.render(template).unwrap(), value);
        }
        assert!(
            variables
                .render("{{ other }}")
                .unwrap_err()
                .to_string()
                .contains("other")
        );
        assert!(variables.render("{{ host").is_err());
    }

    #[test]
    fn dotenv_lines() {
        let values = parse_dotenv("# c\nexport SPIN_VARIABLE_A=\"x y\"\nB='z'\nC = w \nnothing\n");
        assert_eq!(
            values,
            map(&[("SPIN_VARIABLE_A", "x y"), ("B", "z"), ("C", "w")])
        );
    }

    #[test]
    fn dev_sets_only_what_is_declared() {
        let declared = BTreeSet::from(["jwt_secret".to_owned(), "other".to_owned()]);
        let values = dev_values(&declared).unwrap();
        assert_eq!(values.keys().collect::<Vec<_>>(), ["jwt_secret"]);
        assert_eq!(values["jwt_secret"].len(), 64);
        assert_ne!(values, dev_values(&declared).unwrap());
    }

    #[test]
    fn arguments_are_values_or_files() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "from file").unwrap();
        let argument = format!("k=@{}", file.path().display());
        assert_eq!(parse_argument(&argument).unwrap().1, "from file");
        assert_eq!(
            parse_argument("k=a=b").unwrap(),
            ("k".to_owned(), "a=b".to_owned())
        );
        assert!(parse_argument("novalue").is_err());
        assert!(parse_argument("k=@/does/not/exist").is_err());
    }
}

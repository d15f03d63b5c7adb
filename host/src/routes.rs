//! Which component answers a path. The table is the crate that Spin uses (`routefinder`), with Spin's
//! `/...` rewritten to its `/*`, so that precedence and slash handling are the same: exact beats `:name`
//! beats `/...` at the first segment that differs; trailing and doubled slashes do not matter for the
//! match; nothing is percent-decoded and `..` is not resolved.

use std::collections::BTreeMap;

use anyhow::{bail, ensure};
use routefinder::Router;

use crate::manifest::{Manifest, Route};

/// The routes of an application.
#[derive(Debug, Default)]
pub struct Routes {
    router: Router<Entry>,
}

#[derive(Debug, Clone)]
struct Entry {
    raw: String,
    component: String,
}

/// A matched route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matched {
    /// Id of the component.
    pub component: String,
    /// The route as the manifest writes it.
    pub raw: String,
    /// What `/...` stood for, with its leading slash and with a trailing one where the path had it;
    /// empty for a route without `/...`.
    pub path_info: String,
    /// The `:name` segments, undecoded.
    pub params: Vec<(String, String)>,
}

impl Matched {
    /// The match that a call by component name gets: everything belongs to the wildcard.
    pub fn internal(component: &str, path: &str) -> Self {
        Self {
            component: component.to_owned(),
            raw: "/...".to_owned(),
            path_info: path.to_owned(),
            params: Vec::new(),
        }
    }

    /// The route without its `/...`.
    pub fn prefix(&self) -> &str {
        self.raw.strip_suffix("/...").unwrap_or(&self.raw)
    }
}

impl Routes {
    /// Builds the table of the public routes of `manifest`. Of two equal routes the later wins, as in
    /// Spin; each such pair is named in the returned warnings.
    ///
    /// # Errors
    /// A route which is not in Spin's syntax, by name.
    pub fn build(manifest: &Manifest) -> anyhow::Result<(Self, Vec<String>)> {
        let mut warnings = Vec::new();
        let mut entries = BTreeMap::new();
        for trigger in &manifest.triggers {
            let Route::Public(raw) = &trigger.route else {
                continue;
            };
            let entry = Entry {
                raw: raw.clone(),
                component: trigger.component.clone(),
            };
            if let Some(earlier) = entries.insert(translate(raw)?, entry) {
                warnings.push(format!(
                    "the route {raw} of {} is taken over by {}, which has the same",
                    earlier.component, trigger.component
                ));
            }
        }
        let mut routes = Self::default();
        for (spec, entry) in entries {
            let described = format!("the route {} of {}", entry.raw, entry.component);
            if let Err(reason) = routes.router.add(spec, entry) {
                bail!("{described}: {reason}");
            }
        }
        Ok((routes, warnings))
    }

    /// The best match of `path`, if any.
    pub fn find(&self, path: &str) -> Option<Matched> {
        let found = self.router.best_match(path)?;
        let captures = found.captures();
        let path_info = match captures.wildcard() {
            None => String::new(),
            Some(rest) => {
                let slash = if path.ends_with('/') && !rest.ends_with('/') {
                    "/"
                } else {
                    ""
                };
                if rest.is_empty() {
                    slash.to_owned()
                } else {
                    format!("/{rest}{slash}")
                }
            }
        };
        Some(Matched {
            component: found.handler().component.clone(),
            raw: found.handler().raw.clone(),
            path_info,
            params: captures
                .iter()
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
        })
    }
}

/// Spin's syntax to that of the router.
fn translate(raw: &str) -> anyhow::Result<String> {
    ensure!(
        raw.starts_with('/'),
        "the route {raw} does not start with a slash"
    );
    ensure!(
        !raw.contains('*'),
        "the route {raw} contains *: write /... at its end"
    );
    let (body, wildcard) = match raw.strip_suffix("/...") {
        Some(body) => (body, true),
        None => (raw, false),
    };
    ensure!(
        !body.contains("..."),
        "the route {raw} has ... elsewhere than as its last segment"
    );
    for segment in body.split('/') {
        let Some(colon) = segment.find(':') else {
            continue;
        };
        let name = segment.get(colon + 1..).unwrap_or_default();
        let good = colon == 0
            && !name.is_empty()
            && name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
        ensure!(
            good,
            "the route {raw}: {segment} is not a parameter, which is a whole segment like :name"
        );
    }
    Ok(if wildcard {
        format!("{body}/*")
    } else {
        body.to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(routes: &[(&str, &str)]) -> (Routes, Vec<String>) {
        let mut text = "spin_manifest_version = 2\n[application]\nname = \"a\"\n".to_owned();
        for (route, component) in routes {
            let route = if route.is_empty() {
                "{ private = true }".to_owned()
            } else {
                format!("{route:?}")
            };
            text.push_str(&format!(
                "[[trigger.http]]\nroute = {route}\ncomponent = {component:?}\n"
            ));
        }
        let mut ids: Vec<_> = routes.iter().map(|(_, c)| *c).collect();
        ids.sort_unstable();
        ids.dedup();
        for id in ids {
            text.push_str(&format!("[component.{id}]\nsource = \"x\"\n"));
        }
        Routes::build(&Manifest::parse(&text, "/".into()).unwrap()).unwrap()
    }

    #[test]
    fn precedence_and_slashes_as_in_spin() {
        let (routes, _) = table(&[
            ("/...", "root"),
            ("/a", "exact"),
            ("/a/...", "below"),
            ("/a/:x/c", "param"),
            ("/a/b/...", "longer"),
            ("", "hidden"),
        ]);
        for (path, component, path_info) in [
            ("/", "root", "/"),
            ("/zzz/y", "root", "/zzz/y"),
            ("/a", "exact", ""),
            ("/a/", "exact", ""),
            ("//a", "exact", ""),
            ("/A", "root", "/A"),
            ("/a/q", "below", "/q"),
            ("/a/q/", "below", "/q/"),
            ("/a/q/c", "param", ""),
            ("/a/b/c", "longer", "/c"),
            ("/a/%2e%2e/b", "below", "/%2e%2e/b"),
        ] {
            let found = routes.find(path).unwrap();
            assert_eq!(
                (found.component.as_str(), found.path_info.as_str()),
                (component, path_info),
                "{path}"
            );
        }
    }

    #[test]
    fn a_wildcard_also_matches_its_own_prefix() {
        let (routes, _) = table(&[("/a/...", "below")]);
        assert_eq!(routes.find("/a").unwrap().path_info, "");
        assert_eq!(routes.find("/a/").unwrap().path_info, "/");
        assert_eq!(routes.find("/a").unwrap().prefix(), "/a");
        assert_eq!(routes.find("/ab"), None);
        assert_eq!(routes.find("/"), None);
    }

    #[test]
    fn parameters_arrive_undecoded() {
        let (routes, _) = table(&[("/a/:x/:y_z", "p")]);
        let found = routes.find("/a/z%2Fc/%20").unwrap();
        assert_eq!(
            found.params,
            [
                ("x".to_owned(), "z%2Fc".to_owned()),
                ("y_z".to_owned(), "%20".to_owned())
            ]
        );
    }

    #[test]
    fn the_later_of_two_equal_routes_wins_with_a_warning() {
        let (routes, warnings) = table(&[("/a", "first"), ("/a", "second")]);
        assert_eq!(routes.find("/a").unwrap().component, "second");
        assert_eq!(warnings.len(), 1);
        assert!(warnings[0].contains("first"), "{warnings:?}");
    }

    #[test]
    fn malformed_routes_are_refused() {
        for route in ["a", "/*", "/a/.../b", "/a:b", "/:", "/a/:x.y"] {
            assert!(translate(route).is_err(), "{route}");
        }
    }
}

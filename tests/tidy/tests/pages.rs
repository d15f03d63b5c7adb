//! Pages that are printed from the code.

use spindle_tidy::root;

/// What stands between `<!-- name -->` and `<!-- /name -->` in a page.
fn section<'p>(page: &'p str, name: &str) -> &'p str {
    page.split_once(&format!("<!-- {name} -->"))
        .and_then(|(_, rest)| rest.split_once(&format!("<!-- /{name} -->")))
        .unwrap_or_else(|| panic!("the page has no section {name}"))
        .0
        .trim()
}

fn page(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn operating_lists_the_variables_as_the_code_has_them() {
    let printed = spindle_core::settings_table_markdown();
    assert_eq!(section(&page("docs/OPERATING.md"), "variables"), printed.trim(), "docs/OPERATING.md is behind the settings table");
}

#[test]
fn the_manifest_declares_every_variable() {
    let manifest = page("spin.toml");
    for line in spindle_core::settings_table_markdown().lines().filter(|line| line.starts_with("| `")) {
        let name = line.split('`').nth(1).expect("a name");
        assert!(manifest.contains(&format!("\n{name} = ")), "spin.toml does not declare {name}");
    }
}

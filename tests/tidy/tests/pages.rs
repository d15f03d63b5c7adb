//! Pages that are printed from the code.

use spindle_tidy::root;

/// Holds what stands between `<!-- name -->` and `<!-- /name -->` in a page against what the code prints. With
/// `SPINDLE_PAGES_UPDATE` set, writes it there instead.
#[track_caller]
fn hold(path: &str, name: &str, printed: &str) {
    let page = page(path);
    let (open, close) = (format!("<!-- {name} -->"), format!("<!-- /{name} -->"));
    let (before, rest) = page
        .split_once(&open)
        .unwrap_or_else(|| panic!("{path} has no {open}"));
    let (held, after) = rest
        .split_once(&close)
        .unwrap_or_else(|| panic!("{path} has no {close}"));
    if std::env::var_os("SPINDLE_PAGES_UPDATE").is_some() {
        let made = format!("{before}{open}\n{}\n{close}{after}", printed.trim());
        std::fs::write(root().join(path), made).expect("a page that can be written");
        return;
    }
    assert_eq!(
        held.trim(),
        printed.trim(),
        "{path} is behind the code: SPINDLE_PAGES_UPDATE=1 cargo test -p spindle-tidy"
    );
}

fn page(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A printed table under the head of another language.
#[track_caller]
fn under(printed: &str, head: &str, other: &str) -> String {
    assert!(printed.contains(head), "no table begins with {head}");
    printed.replace(head, other)
}

#[test]
fn pages_list_the_variables_as_the_code_has_them() {
    let printed = spindle_core::settings::settings_table_markdown();
    for page in ["docs/OPERATING.md", "README.md"] {
        hold(page, "variables", &printed);
    }
}

#[test]
fn the_page_of_online_documents_lists_terms_and_routes_as_the_code_has_them() {
    let page = "docs/api/documents.md";
    hold(
        page,
        "terms",
        &spindle_core::settings::terms_table_markdown(),
    );
    let routes = spindle_core::router::routes_table_markdown();
    let mut table = String::from("| methods | path | who | what |\n|---|---|---|---|\n");
    for component in ["documents", "import", "export"] {
        let start = format!("| {component} ");
        for row in routes.lines().filter_map(|line| line.strip_prefix(&start)) {
            // What components say to each other is nobody else's.
            if !row.contains("| internal |") {
                table.push_str(row);
                table.push('\n');
            }
        }
    }
    hold(page, "routes", &table);
    let page = "docs/zh-CN/api/documents.md";
    let terms = spindle_core::settings::terms_table_markdown();
    hold(page, "terms", &terms);
    hold(
        page,
        "routes",
        &under(
            &table,
            "| methods | path | who | what |",
            "| 方法 | 路径 | 谁 | 作用（英文） |",
        ),
    );
}

#[test]
fn pages_list_the_formats_as_the_code_has_them() {
    let printed = spindle_model::format::formats_table_markdown();
    for page in ["docs/api/converter.md", "README.md"] {
        hold(page, "formats", &printed);
    }
    let head = "| format | also called | kind | read | written to |";
    let printed = under(&printed, head, "| 格式 | 又名 | 类别 | 可读 | 可写成 |");
    for page in ["docs/zh-CN/api/converter.md", "README.zh-CN.md"] {
        hold(page, "formats", &printed);
    }
}

#[test]
fn the_page_of_the_wopi_host_lists_operations_as_the_code_has_them() {
    let printed = spindle_core::wopi::operations_table_markdown();
    hold("docs/api/wopi.md", "operations", &printed);
    let head = "| operation | method, path | X-WOPI-Override | the token must allow |";
    let printed = under(
        &printed,
        head,
        "| 操作 | 方法和路径 | X-WOPI-Override | 令牌须允许 |",
    );
    hold("docs/zh-CN/api/wopi.md", "operations", &printed);
}

#[test]
fn the_readme_counts_members_as_the_code_has_them() {
    use spindle_model::script::ScriptEngine as _;
    let rows: Vec<String> = spindle_office_js::QuickJs
        .supported()
        .iter()
        .map(|editor| {
            let classes = editor.classes.iter();
            let there = classes.filter(|class| !class.methods.is_empty()).count();
            format!(
                "| `{}` | {there} of {} | {} of {} | {:.0} % |",
                editor.editor,
                editor.classes.len(),
                editor.supported,
                editor.known,
                100.0 * editor.supported as f64 / editor.known as f64
            )
        })
        .collect();
    let head = "| Office API | classes | members, inherited ones included | |";
    let printed = format!("{head}\n|---|--:|--:|--:|\n{}", rows.join("\n"));
    hold("README.md", "members", &printed);
    let printed = under(&printed, head, "| Office API | 类 | 成员（含继承的） | |");
    hold("README.zh-CN.md", "members", &printed);
}

#[test]
fn the_manifest_declares_every_variable() {
    let manifest = page("spin.toml");
    for line in spindle_core::settings::settings_table_markdown()
        .lines()
        .filter(|line| line.starts_with("| `"))
    {
        let name = line.split('`').nth(1).expect("a name");
        assert!(
            manifest.contains(&format!("\n{name} = ")),
            "spin.toml does not declare {name}"
        );
    }
}

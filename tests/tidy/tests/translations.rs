//! Pages in Chinese say what the English ones do: the same headings, tables, examples and names.

use std::collections::BTreeSet;

use spindle_tidy::root;

/// What of a page does not depend on its language.
#[derive(Debug, Default)]
struct Outline {
    /// The levels of its headings, in their order.
    headings: Vec<usize>,
    /// Columns and rows of its tables.
    tables: Vec<(usize, usize)>,
    /// Its examples, but for diagrams, whose words are translated.
    examples: Vec<String>,
    /// What stands between backticks.
    names: BTreeSet<String>,
}

fn outline(page: &str) -> Outline {
    let mut outline = Outline::default();
    let mut example: Option<(String, Vec<&str>)> = None;
    let mut in_table = false;
    for line in page.lines() {
        if let Some(language) = line.strip_prefix("```") {
            match example.take() {
                Some((language, lines)) if language != "mermaid" => {
                    // What follows on `#` on a line is a remark.
                    let code = lines
                        .iter()
                        .map(|line| line.split("  # ").next().unwrap_or_default().trim_end());
                    outline.examples.push(code.collect::<Vec<_>>().join("\n"));
                }
                Some(_) => {}
                None => example = Some((language.to_owned(), Vec::new())),
            }
            continue;
        }
        if let Some((_, lines)) = &mut example {
            lines.push(line);
            continue;
        }
        if line.starts_with('#') {
            outline
                .headings
                .push(line.chars().take_while(|c| *c == '#').count());
        }
        if line.starts_with('|') {
            if in_table {
                if let Some((_, rows)) = outline.tables.last_mut() {
                    *rows += 1;
                }
            } else {
                let columns = line.replace("\\|", "").matches('|').count() - 1;
                outline.tables.push((columns, 1));
            }
        }
        in_table = line.starts_with('|');
        outline
            .names
            .extend(line.split('`').skip(1).step_by(2).map(str::to_owned));
    }
    outline
}

#[test]
fn every_page_of_the_api_is_there_in_chinese_and_says_as_much() {
    let mut complaints = Vec::new();
    for entry in std::fs::read_dir(root().join("docs/api"))
        .expect("docs/api")
        .flatten()
    {
        let name = entry.file_name().into_string().expect("a name");
        if name.ends_with(".md") {
            complaints.extend(compare(&name));
        }
    }
    assert!(
        complaints.is_empty(),
        "docs/zh-CN/api:\n{}",
        complaints.join("\n")
    );
}

/// In what the Chinese page differs from the English one.
fn compare(name: &str) -> Vec<String> {
    let page = |folder: &str| std::fs::read_to_string(root().join(folder).join(name)).ok();
    let english = outline(&page("docs/api").expect("a page"));
    let Some(chinese) = page("docs/zh-CN/api") else {
        return vec![format!("{name} is not there")];
    };
    let chinese = outline(&chinese);
    let mut complaints = Vec::new();
    if chinese.headings != english.headings {
        complaints.push(format!(
            "{name}: headings {:?}, not {:?}",
            chinese.headings, english.headings
        ));
    }
    if chinese.tables != english.tables {
        complaints.push(format!(
            "{name}: tables {:?}, not {:?}",
            chinese.tables, english.tables
        ));
    }
    for (chinese, english) in chinese
        .examples
        .iter()
        .zip(&english.examples)
        .filter(|(one, other)| one != other)
    {
        complaints.push(format!("{name}: an example is\n{chinese}\nnot\n{english}"));
    }
    if chinese.examples.len() != english.examples.len() {
        complaints.push(format!(
            "{name}: {} examples, not {}",
            chinese.examples.len(),
            english.examples.len()
        ));
    }
    for missing in english.names.difference(&chinese.names) {
        complaints.push(format!("{name}: `{missing}` is missing"));
    }
    for more in chinese.names.difference(&english.names) {
        complaints.push(format!("{name}: `{more}` is invented"));
    }
    complaints
}

//! Document Builder scripts as text: JavaScript, `builder.` lines and comment lines.
//!
//! The format's rules: a `builder.` call stands alone on its line and its arguments are literals; what stands
//! between two such lines is compiled as one piece; a line that starts with `#` is a comment.

use spindle_model::script::{FailureKind, ScriptFailure};

/// One step of a script, in order.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// JavaScript, compiled as one piece. It starts with so many line breaks that its line numbers are the file's.
    Code(String),
    /// A call of the builder itself.
    Builder(BuilderCall),
}

/// A `builder.` line.
#[derive(Debug, Clone, PartialEq)]
pub struct BuilderCall {
    /// The method, for example `CreateFile`.
    pub method: String,
    /// The arguments.
    pub arguments: Vec<Literal>,
    /// The line, from 1.
    pub line: u32,
}

/// A literal argument of a `builder.` line.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// A string. `jsValue(expression)` is still inside.
    Text(String),
    /// A number.
    Number(f64),
    /// `true` or `false`.
    Bool(bool),
}

impl Literal {
    /// The literal as text.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => crate::args::number_text(*number),
            Self::Bool(value) => value.to_string(),
        }
    }

    /// The expression of `"jsValue(expression)"`, if this is one.
    pub fn js_value(&self) -> Option<&str> {
        match self {
            Self::Text(text) => text.trim().strip_prefix("jsValue(")?.strip_suffix(')'),
            _ => None,
        }
    }
}

/// Cuts a script into steps.
///
/// # Errors
/// [`FailureKind::Builder`] with the line when a `builder.` line is not a call with literal arguments.
pub fn split(source: &str) -> Result<Vec<Step>, ScriptFailure> {
    let mut steps = Vec::new();
    let mut code = String::new();
    let mut has_code = false;
    for (index, line) in source.lines().enumerate() {
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        let trimmed = line.trim_start();
        if trimmed.starts_with("builder.") {
            if has_code {
                steps.push(Step::Code(std::mem::take(&mut code)));
                has_code = false;
            }
            steps.push(Step::Builder(parse_call(trimmed, number)?));
            code = "\n".repeat(index + 1);
            continue;
        }
        if !trimmed.starts_with('#') {
            code.push_str(line);
            has_code |= !trimmed.is_empty() && !trimmed.starts_with("//");
        }
        code.push('\n');
    }
    if has_code {
        steps.push(Step::Code(code));
    }
    Ok(steps)
}

fn parse_call(text: &str, line: u32) -> Result<BuilderCall, ScriptFailure> {
    let fail = |reason: &str| {
        ScriptFailure::new(
            FailureKind::Builder,
            format!("{reason}: `{}`", text.trim_end()),
        )
        .at_line(line)
    };
    let rest = text.strip_prefix("builder.").unwrap_or(text);
    let (method, rest) = rest
        .split_once('(')
        .ok_or_else(|| fail("a `builder.` line must be a call"))?;
    let mut arguments = Vec::new();
    let mut rest = rest.trim_start();
    if let Some(after) = rest.strip_prefix(')') {
        rest = after;
    } else {
        loop {
            let (literal, after) = parse_literal(rest)
                .ok_or_else(|| fail("arguments of a `builder.` line must be literals (use \"jsValue(name)\" for a variable)"))?;
            arguments.push(literal);
            let after = after.trim_start();
            if let Some(next) = after.strip_prefix(',') {
                rest = next.trim_start();
            } else if let Some(end) = after.strip_prefix(')') {
                rest = end;
                break;
            } else {
                return Err(fail(
                    "a `builder.` line must end on the line where it starts",
                ));
            }
        }
    }
    let rest = rest.trim_start_matches([';', ' ', '\t', '\r']);
    if !rest.is_empty() && !rest.starts_with("//") {
        return Err(fail("a `builder.` call must stand alone on its line"));
    }
    Ok(BuilderCall {
        method: method.trim().to_owned(),
        arguments,
        line,
    })
}

fn parse_literal(text: &str) -> Option<(Literal, &str)> {
    let first = text.chars().next()?;
    if matches!(first, '"' | '\'' | '`') {
        let mut value = String::new();
        let mut characters = text.char_indices().skip(1);
        while let Some((at, character)) = characters.next() {
            if character == first {
                return Some((Literal::Text(value), text.get(at + first.len_utf8()..)?));
            }
            if character == '\\' {
                match characters.next()?.1 {
                    'n' => value.push('\n'),
                    't' => value.push('\t'),
                    'r' => value.push('\r'),
                    other => value.push(other),
                }
            } else {
                value.push(character);
            }
        }
        return None;
    }
    let end = text.find([',', ')']).unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(end)?;
    let literal = match word.trim() {
        "true" => Literal::Bool(true),
        "false" => Literal::Bool(false),
        number => Literal::Number(number.parse().ok()?),
    };
    Some((literal, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(method: &str, arguments: &[&str], line: u32) -> Step {
        Step::Builder(BuilderCall {
            method: method.to_owned(),
            arguments: arguments
                .iter()
                .map(|text| Literal::Text((*text).to_owned()))
                .collect(),
            line,
        })
    }

    #[test]
    fn builder_lines_cut_the_code_and_keep_its_line_numbers() {
        let steps = split("# note\nvar a = 1;\n  builder.CreateFile(\"docx\"); // new\nlet b = '(';\n#no\nb;\nbuilder.SaveFile('docx', 'a\\'b.docx');\n// end\n").unwrap();
        assert_eq!(
            steps,
            [
                Step::Code("\nvar a = 1;\n".to_owned()),
                call("CreateFile", &["docx"], 3),
                Step::Code("\n\n\nlet b = '(';\n\nb;\n".to_owned()),
                call("SaveFile", &["docx", "a'b.docx"], 7),
            ]
        );
    }

    #[test]
    fn js_values_numbers_and_no_arguments() {
        let steps =
            split("builder.CloseFile()\nbuilder.SaveFile(\"jsValue(type)\", \"x\", 3, true);")
                .unwrap();
        let Step::Builder(save) = &steps[1] else {
            panic!("{steps:?}")
        };
        assert_eq!(save.arguments[0].js_value(), Some("type"));
        assert_eq!(
            save.arguments[2..],
            [Literal::Number(3.0), Literal::Bool(true)]
        );
    }

    #[test]
    fn wrong_builder_lines_say_what_is_wrong_and_where() {
        for (source, words) in [
            ("\nbuilder.CreateFile(kind);", "must be literals"),
            ("\nbuilder.CreateFile(\"docx\"", "must end on the line"),
            ("\nbuilder.CreateFile(\"docx", "must be literals"),
            (
                "\nbuilder.CreateFile(\"docx\"); var x;",
                "alone on its line",
            ),
            ("\nbuilder.Create", "must be a call"),
        ] {
            let failure = split(source).unwrap_err();
            assert!(
                failure.message.contains(words),
                "{source}: {}",
                failure.message
            );
            assert_eq!(failure.line, Some(2));
        }
    }
}

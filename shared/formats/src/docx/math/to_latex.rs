//! Office Math as LaTeX.

use spindle_ooxml::{Dom, NodeId};

use super::symbols::{accent_name, is_function, nary_name, symbol_name};

/// A formula as LaTeX.
pub(in crate::docx) fn latex(dom: &Dom, node: NodeId) -> String {
    let mut out = String::new();
    children(dom, node, &mut out);
    out.trim().to_owned()
}

fn children(dom: &Dom, node: NodeId, out: &mut String) {
    for child in dom.child_elements(node) {
        element(dom, child, out);
    }
}

/// The content of a child, in braces.
fn braced(dom: &Dom, node: NodeId, name: &str, out: &mut String) {
    out.push('{');
    if let Some(child) = dom.child(node, name) {
        let start = out.len();
        children(dom, child, out);
        trim_from(out, start);
    }
    out.push('}');
}

/// Takes the space off that only ended a command.
fn trim_from(out: &mut String, start: usize) {
    while out.len() > start && out.ends_with(' ') && !out.ends_with("\\ ") {
        out.pop();
    }
}

fn has_content(dom: &Dom, node: NodeId, name: &str) -> bool {
    dom.child(node, name).is_some_and(|child| {
        dom.child_elements(child)
            .any(|inner| !dom.is(inner, "m:ctrlPr"))
    })
}

fn property<'d>(dom: &'d Dom, node: NodeId, properties: &str, name: &str) -> Option<&'d str> {
    let property = dom.path(node, &[properties, name])?;
    Some(dom.attr(property, "m:val").unwrap_or_default())
}

fn flag(dom: &Dom, node: NodeId, properties: &str, name: &str) -> bool {
    property(dom, node, properties, name)
        .is_some_and(|value| !matches!(value, "0" | "off" | "false"))
}

fn element(dom: &Dom, node: NodeId, out: &mut String) {
    match dom.name_of(node).unwrap_or_default() {
        "m:r" => run(dom, node, out),
        "m:f" => fraction(dom, node, out),
        "m:sSup" => scripts(dom, node, &[("m:sup", '^')], out),
        "m:sSub" => scripts(dom, node, &[("m:sub", '_')], out),
        "m:sSubSup" => scripts(dom, node, &[("m:sub", '_'), ("m:sup", '^')], out),
        "m:sPre" => {
            out.push_str("{}");
            for (name, sign) in [("m:sub", '_'), ("m:sup", '^')] {
                out.push(sign);
                braced(dom, node, name, out);
            }
            base(dom, node, out);
        }
        "m:rad" => {
            out.push_str("\\sqrt");
            if has_content(dom, node, "m:deg") && !flag(dom, node, "m:radPr", "m:degHide") {
                out.push('[');
                if let Some(degree) = dom.child(node, "m:deg") {
                    children(dom, degree, out);
                }
                out.push(']');
            }
            braced(dom, node, "m:e", out);
        }
        "m:nary" => nary(dom, node, out),
        "m:d" => delimiters(dom, node, out),
        "m:m" => matrix(dom, node, out),
        "m:eqArr" => {
            out.push_str("\\begin{aligned}");
            rows(dom, node, "m:e", out);
            out.push_str("\\end{aligned}");
        }
        "m:acc" => {
            let sign = property(dom, node, "m:accPr", "m:chr")
                .and_then(|text| text.chars().next())
                .unwrap_or('\u{302}');
            out.push('\\');
            out.push_str(accent_name(sign).unwrap_or("hat"));
            braced(dom, node, "m:e", out);
        }
        "m:bar" => {
            let above = property(dom, node, "m:barPr", "m:pos") == Some("top");
            out.push_str(if above { "\\overline" } else { "\\underline" });
            braced(dom, node, "m:e", out);
        }
        "m:groupChr" => {
            let above = property(dom, node, "m:groupChrPr", "m:pos") == Some("top");
            out.push_str(if above { "\\overbrace" } else { "\\underbrace" });
            braced(dom, node, "m:e", out);
        }
        "m:func" => {
            if let Some(name) = dom.child(node, "m:fName") {
                children(dom, name, out);
                trim_from(out, 0);
            }
            braced(dom, node, "m:e", out);
        }
        "m:limLow" => scripts(dom, node, &[("m:lim", '_')], out),
        "m:limUpp" => scripts(dom, node, &[("m:lim", '^')], out),
        "m:borderBox" => {
            out.push_str("\\boxed");
            braced(dom, node, "m:e", out);
        }
        "m:phant" => {
            out.push_str("\\phantom");
            braced(dom, node, "m:e", out);
        }
        "w:del" | "w:moveFrom" => {}
        "w:r" => {
            for text in dom.elements(node, "w:t") {
                plain(&dom.text_cow(text), out);
            }
        }
        name if name.ends_with("Pr") => {}
        _ => children(dom, node, out),
    }
}

fn run(dom: &Dom, node: NodeId, out: &mut String) {
    let text: String = dom
        .elements(node, "m:t")
        .map(|text| dom.text_cow(text))
        .collect();
    if text.is_empty() {
        return;
    }
    let style = property(dom, node, "m:rPr", "m:sty");
    let script = property(dom, node, "m:rPr", "m:scr");
    if flag(dom, node, "m:rPr", "m:nor") {
        out.push_str("\\text{");
        for c in text.chars() {
            escaped(c, out);
        }
        out.push('}');
        return;
    }
    let command = match (script, style) {
        (Some("double-struck"), _) => Some("mathbb"),
        (Some("script"), _) => Some("mathcal"),
        (Some("fraktur"), _) => Some("mathfrak"),
        (Some("sans-serif"), _) => Some("mathsf"),
        (Some("monospace"), _) => Some("mathtt"),
        (_, Some("b")) => Some("mathbf"),
        (_, Some("bi")) => Some("boldsymbol"),
        (_, Some("p")) if is_function(text.trim()) => {
            out.push('\\');
            out.push_str(text.trim());
            out.push(' ');
            return;
        }
        (_, Some("p")) if text.chars().any(char::is_alphabetic) => Some("mathrm"),
        _ => None,
    };
    match command {
        Some(command) => {
            out.push('\\');
            out.push_str(command);
            out.push('{');
            let start = out.len();
            plain(&text, out);
            trim_from(out, start);
            out.push('}');
        }
        None => plain(&text, out),
    }
}

fn escaped(c: char, out: &mut String) {
    match c {
        '{' | '}' | '#' | '$' | '%' | '&' | '_' => {
            out.push('\\');
            out.push(c);
        }
        '\\' => out.push_str("\\backslash "),
        '^' => out.push_str("\\wedge "),
        '~' => out.push_str("\\sim "),
        c => out.push(c),
    }
}

fn plain(text: &str, out: &mut String) {
    for c in text.chars() {
        match symbol_name(c).or_else(|| nary_name(c)) {
            Some(name) => {
                // The space that ended the command before is not needed before another one.
                trim_from(out, 0);
                out.push('\\');
                out.push_str(name);
                out.push(' ');
            }
            None => {
                if !c.is_ascii_alphabetic() {
                    trim_from(out, 0);
                }
                match c {
                    ' ' | '\u{a0}' => out.push_str("\\ "),
                    '−' => out.push('-'),
                    c => escaped(c, out),
                }
            }
        }
    }
}

/// The content of `m:e`, in braces where it is more than one sign.
fn base(dom: &Dom, node: NodeId, out: &mut String) {
    let mut inner = String::new();
    if let Some(child) = dom.child(node, "m:e") {
        children(dom, child, &mut inner);
    }
    trim_from(&mut inner, 0);
    let single = inner.chars().count() == 1
        || (inner.starts_with('\\') && inner.chars().skip(1).all(|c| c.is_ascii_alphabetic()));
    if single {
        out.push_str(&inner);
    } else {
        out.push('{');
        out.push_str(&inner);
        out.push('}');
    }
}

fn scripts(dom: &Dom, node: NodeId, parts: &[(&str, char)], out: &mut String) {
    base(dom, node, out);
    for (name, sign) in parts {
        out.push(*sign);
        braced(dom, node, name, out);
    }
}

fn fraction(dom: &Dom, node: NodeId, out: &mut String) {
    match property(dom, node, "m:fPr", "m:type") {
        Some("lin" | "skw") => {
            braced(dom, node, "m:num", out);
            out.push('/');
            braced(dom, node, "m:den", out);
        }
        Some("noBar") => {
            out.push_str("\\binom");
            braced(dom, node, "m:num", out);
            braced(dom, node, "m:den", out);
        }
        _ => {
            out.push_str("\\frac");
            braced(dom, node, "m:num", out);
            braced(dom, node, "m:den", out);
        }
    }
}

fn nary(dom: &Dom, node: NodeId, out: &mut String) {
    let sign = property(dom, node, "m:naryPr", "m:chr")
        .and_then(|text| text.chars().next())
        .unwrap_or('∫');
    match nary_name(sign) {
        Some(name) => {
            out.push('\\');
            out.push_str(name);
        }
        None => out.push(sign),
    }
    for (name, hidden, mark) in [("m:sub", "m:subHide", '_'), ("m:sup", "m:supHide", '^')] {
        if has_content(dom, node, name) && !flag(dom, node, "m:naryPr", hidden) {
            out.push(mark);
            braced(dom, node, name, out);
        }
    }
    braced(dom, node, "m:e", out);
}

fn delimiter(text: &str, out: &mut String) {
    match text.chars().next() {
        None => out.push('.'),
        Some(c @ ('{' | '}')) => {
            out.push('\\');
            out.push(c);
        }
        Some('‖') => out.push_str("\\|"),
        Some(c) => match symbol_name(c) {
            Some(name) => {
                out.push('\\');
                out.push_str(name);
                out.push(' ');
            }
            None => out.push(c),
        },
    }
}

fn delimiters(dom: &Dom, node: NodeId, out: &mut String) {
    let sign = |name, usual| property(dom, node, "m:dPr", name).unwrap_or(usual);
    out.push_str("\\left");
    delimiter(sign("m:begChr", "("), out);
    for (index, part) in dom.elements(node, "m:e").enumerate() {
        if index > 0 {
            out.push_str("\\middle");
            delimiter(sign("m:sepChr", "|"), out);
        }
        children(dom, part, out);
        trim_from(out, 0);
    }
    out.push_str("\\right");
    delimiter(sign("m:endChr", ")"), out);
}

fn matrix(dom: &Dom, node: NodeId, out: &mut String) {
    out.push_str("\\begin{matrix}");
    for (index, row) in dom.elements(node, "m:mr").enumerate() {
        if index > 0 {
            out.push_str(" \\\\ ");
        }
        for (place, cell) in dom.elements(row, "m:e").enumerate() {
            if place > 0 {
                out.push_str(" & ");
            }
            children(dom, cell, out);
            trim_from(out, 0);
        }
    }
    out.push_str("\\end{matrix}");
}

fn rows(dom: &Dom, node: NodeId, name: &str, out: &mut String) {
    for (index, row) in dom.elements(node, name).enumerate() {
        if index > 0 {
            out.push_str(" \\\\ ");
        }
        children(dom, row, out);
        trim_from(out, 0);
    }
}

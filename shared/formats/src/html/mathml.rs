//! MathML to LaTeX: what converters and word processors write of it.

use super::tree::{Id, Tree};

/// How deep formulas are followed.
const MAX_DEPTH: usize = 64;

/// The formula in LaTeX: as the source says it (`<annotation encoding="application/x-tex">`), or from its elements.
pub(super) fn to_latex(tree: &Tree, id: Id) -> String {
    let annotation = tree.below(id).find(|node| {
        tree.name(*node) == "annotation"
            && tree
                .attr(*node, "encoding")
                .is_some_and(|encoding| encoding.to_ascii_lowercase().contains("tex"))
    });
    if let Some(annotation) = annotation {
        return tree.all_text(annotation).trim().to_owned();
    }
    let mut out = String::new();
    children(tree, id, &mut out, 0);
    out.trim().to_owned()
}

fn children(tree: &Tree, id: Id, out: &mut String, depth: usize) {
    for child in tree.children(id) {
        write(tree, child, out, depth);
    }
}

fn write(tree: &Tree, id: Id, out: &mut String, depth: usize) {
    let depth = depth.saturating_add(1);
    if depth > MAX_DEPTH {
        out.push_str(&tree.all_text(id));
        return;
    }
    let part = |at: usize| {
        let mut latex = String::new();
        if let Some(child) = tree
            .children(id)
            .filter(|child| !tree.name(*child).is_empty())
            .nth(at)
        {
            write(tree, child, &mut latex, depth);
        }
        latex.trim().to_owned()
    };
    match tree.name(id) {
        "" | "annotation" | "annotation-xml" | "mphantom" => {}
        "mi" | "mn" | "mo" => symbol(&tree.all_text(id), out),
        "mtext" | "ms" => {
            let text = tree.all_text(id);
            if text.trim().is_empty() {
                out.push(' ');
            } else {
                out.push_str(&format!("\\text{{{text}}}"));
            }
        }
        "mspace" => out.push_str("\\, "),
        "msup" => out.push_str(&format!("{}^{}", grouped(&part(0)), braced(&part(1)))),
        "msub" => out.push_str(&format!("{}_{}", grouped(&part(0)), braced(&part(1)))),
        "msubsup" | "munderover" => out.push_str(&format!(
            "{}_{}^{}",
            grouped(&part(0)),
            braced(&part(1)),
            braced(&part(2))
        )),
        "mfrac" => out.push_str(&format!("\\frac{}{}", braced(&part(0)), braced(&part(1)))),
        "msqrt" => {
            let mut inside = String::new();
            children(tree, id, &mut inside, depth);
            out.push_str(&format!("\\sqrt{}", braced(inside.trim())));
        }
        "mroot" => out.push_str(&format!("\\sqrt[{}]{}", part(1), braced(&part(0)))),
        "mover" => over(&part(0), &part(1), out),
        "munder" => out.push_str(&format!("{}_{}", grouped(&part(0)), braced(&part(1)))),
        "mfenced" => {
            out.push_str(&format!("\\left{}", tree.attr(id, "open").unwrap_or("(")));
            let mut first = true;
            for child in tree
                .children(id)
                .filter(|child| !tree.name(*child).is_empty())
            {
                if !std::mem::take(&mut first) {
                    out.push_str(", ");
                }
                write(tree, child, out, depth);
            }
            out.push_str(&format!("\\right{}", tree.attr(id, "close").unwrap_or(")")));
        }
        "mtable" => {
            out.push_str("\\begin{matrix}");
            let mut first = true;
            for row in tree.children(id).filter(|row| tree.name(*row) == "mtr") {
                if !std::mem::take(&mut first) {
                    out.push_str(" \\\\ ");
                }
                for (at, cell) in tree
                    .children(row)
                    .filter(|cell| tree.name(*cell) == "mtd")
                    .enumerate()
                {
                    if at > 0 {
                        out.push_str(" & ");
                    }
                    children(tree, cell, out, depth);
                }
            }
            out.push_str("\\end{matrix}");
        }
        _ => children(tree, id, out, depth),
    }
}

fn over(base: &str, mark: &str, out: &mut String) {
    let command = match mark {
        "\u{af}" | "\u{203e}" | "\u{304}" | "_" => "\\overline",
        "^" | "\u{302}" => "\\hat",
        "~" | "\u{303}" => "\\tilde",
        "\\to" | "\u{20d7}" => "\\vec",
        "." | "\u{2d9}" => "\\dot",
        _ => {
            out.push_str(&format!("{}^{}", grouped(base), braced(mark)));
            return;
        }
    };
    out.push_str(&format!("{command}{}", braced(base)));
}

fn braced(latex: &str) -> String {
    format!("{{{latex}}}")
}

/// Braces where there is more than one sign.
fn grouped(latex: &str) -> String {
    if latex.chars().count() == 1
        || latex.starts_with('\\') && latex.chars().skip(1).all(char::is_alphabetic)
    {
        latex.to_owned()
    } else {
        braced(latex)
    }
}

fn symbol(text: &str, out: &mut String) {
    let text = text.trim();
    let command = match text {
        "\u{2211}" => "\\sum",
        "\u{220f}" => "\\prod",
        "\u{222b}" => "\\int",
        "\u{221e}" => "\\infty",
        "\u{2192}" => "\\to",
        "\u{d7}" => "\\times",
        "\u{22c5}" | "\u{b7}" => "\\cdot",
        "\u{f7}" => "\\div",
        "\u{b1}" => "\\pm",
        "\u{2264}" => "\\le",
        "\u{2265}" => "\\ge",
        "\u{2260}" => "\\ne",
        "\u{2248}" => "\\approx",
        "\u{2208}" => "\\in",
        "\u{2202}" => "\\partial",
        "\u{2207}" => "\\nabla",
        "\u{3b1}" => "\\alpha",
        "\u{3b2}" => "\\beta",
        "\u{3b3}" => "\\gamma",
        "\u{3b4}" => "\\delta",
        "\u{3b5}" => "\\varepsilon",
        "\u{3b8}" => "\\theta",
        "\u{3bb}" => "\\lambda",
        "\u{3bc}" => "\\mu",
        "\u{3c0}" => "\\pi",
        "\u{3c1}" => "\\rho",
        "\u{3c3}" => "\\sigma",
        "\u{3c4}" => "\\tau",
        "\u{3c6}" => "\\varphi",
        "\u{3c9}" => "\\omega",
        "\u{394}" => "\\Delta",
        "\u{3a3}" => "\\Sigma",
        "\u{3a9}" => "\\Omega",
        "sin" | "cos" | "tan" | "log" | "ln" | "lim" | "exp" | "max" | "min" => {
            out.push_str(&format!("\\{text} "));
            return;
        }
        // Signs that stand for nothing to be seen.
        "\u{2061}" | "\u{2062}" | "\u{2063}" => return,
        "{" | "}" | "%" | "&" | "#" | "_" | "$" => {
            out.push_str(&format!("\\{text}"));
            return;
        }
        _ => {
            out.push_str(text);
            return;
        }
    };
    out.push_str(command);
    out.push(' ');
}

//! Formulas in LaTeX that letters above and below the line can show.

use spindle_model::document::Script;

/// A piece of a formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) script: Option<Script>,
}

/// Commands that are one character.
const SYMBOLS: [(&str, &str); 62] = [
    ("alpha", "α"),
    ("beta", "β"),
    ("gamma", "γ"),
    ("delta", "δ"),
    ("epsilon", "ε"),
    ("varepsilon", "ε"),
    ("zeta", "ζ"),
    ("eta", "η"),
    ("theta", "θ"),
    ("iota", "ι"),
    ("kappa", "κ"),
    ("lambda", "λ"),
    ("mu", "μ"),
    ("nu", "ν"),
    ("xi", "ξ"),
    ("pi", "π"),
    ("rho", "ρ"),
    ("sigma", "σ"),
    ("tau", "τ"),
    ("phi", "φ"),
    ("varphi", "φ"),
    ("chi", "χ"),
    ("psi", "ψ"),
    ("omega", "ω"),
    ("Gamma", "Γ"),
    ("Delta", "Δ"),
    ("Theta", "Θ"),
    ("Lambda", "Λ"),
    ("Pi", "Π"),
    ("Sigma", "Σ"),
    ("Phi", "Φ"),
    ("Psi", "Ψ"),
    ("Omega", "Ω"),
    ("times", " × "),
    ("cdot", " · "),
    ("div", " ÷ "),
    ("pm", " ± "),
    ("le", " ≤ "),
    ("leq", " ≤ "),
    ("ge", " ≥ "),
    ("geq", " ≥ "),
    ("ne", " ≠ "),
    ("neq", " ≠ "),
    ("approx", " ≈ "),
    ("equiv", " ≡ "),
    ("infty", "∞"),
    ("partial", "∂"),
    ("sum", "∑"),
    ("prod", "∏"),
    ("int", "∫"),
    ("to", " → "),
    ("rightarrow", " → "),
    ("ldots", "…"),
    ("dots", "…"),
    ("cdots", "…"),
    ("quad", "  "),
    ("sin", "sin "),
    ("cos", "cos "),
    ("tan", "tan "),
    ("log", "log "),
    ("ln", "ln "),
    ("exp", "exp "),
];

/// The pieces of a formula that is simple enough; `None` for others.
pub(super) fn simple(latex: &str) -> Option<Vec<Piece>> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut rest = latex.trim();
    while let Some(first) = rest.chars().next() {
        let script = match first {
            '^' => Some(Script::Super),
            '_' => Some(Script::Sub),
            _ => None,
        };
        if script.is_some() {
            rest = rest.get(1..)?;
        }
        let text = if rest.starts_with('{') {
            let (group, behind) = rest.get(1..)?.split_once('}')?;
            if group.contains(['{', '^', '_']) {
                return None;
            }
            rest = behind;
            plain(group)?
        } else {
            let (one, behind) = token(rest)?;
            rest = behind;
            one
        };
        match pieces.last_mut() {
            Some(last) if last.script == script => last.text.push_str(&text),
            _ => pieces.push(Piece { text, script }),
        }
    }
    for piece in &mut pieces {
        while piece.text.contains("  ") {
            piece.text = piece.text.replace("  ", " ");
        }
    }
    Some(pieces)
}

fn plain(mut rest: &str) -> Option<String> {
    let mut text = String::new();
    while !rest.is_empty() {
        let (one, behind) = token(rest)?;
        text.push_str(&one);
        rest = behind;
    }
    Some(text)
}

fn token(rest: &str) -> Option<(String, &str)> {
    let first = rest.chars().next()?;
    if first != '\\' {
        let behind = rest.get(first.len_utf8()..)?;
        return match first {
            '{' | '}' | '&' | '^' | '_' => None,
            '-' => Some(("\u{2212}".to_owned(), behind)),
            first => Some((first.to_string(), behind)),
        };
    }
    let command = rest.get(1..)?;
    let length = command
        .find(|character: char| !character.is_ascii_alphabetic())
        .unwrap_or(command.len());
    let (name, behind) = command.split_at_checked(length)?;
    if name.is_empty() {
        let behind = command.get(1..);
        return match command.chars().next()? {
            ',' | ';' | ' ' => Some((" ".to_owned(), behind?)),
            '%' => Some(("%".to_owned(), behind?)),
            _ => None,
        };
    }
    let (_, symbol) = SYMBOLS.iter().find(|(known, _)| *known == name)?;
    Some(((*symbol).to_owned(), behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(latex: &str) -> Option<String> {
        simple(latex).map(|pieces| {
            pieces
                .iter()
                .map(|piece| match piece.script {
                    Some(Script::Super) => format!("<{}>", piece.text),
                    Some(Script::Sub) => format!("[{}]", piece.text),
                    None => piece.text.clone(),
                })
                .collect()
        })
    }

    #[test]
    fn letters_above_and_below_are_shown() {
        assert_eq!(shown("E = mc^2").as_deref(), Some("E = mc<2>"));
        assert_eq!(
            shown(r"x_{i+1} \le \alpha^{-1}").as_deref(),
            Some("x[i+1] ≤ α<−1>")
        );
    }

    #[test]
    fn others_stay_as_they_are() {
        assert_eq!(simple(r"\frac{a}{b}"), None);
        assert_eq!(simple("x^{2^{3}}"), None);
        assert_eq!(simple("{"), None);
    }
}

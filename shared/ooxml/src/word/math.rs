//! Formulas (`m:oMath`, ISO/IEC 29500-1, 22.1) from text in one line: fractions, scripts, roots, brackets and signs by name;
//! what is not understood stays as it is written.

use crate::dom::{Dom, NodeId};

/// How deep groups of a formula nest; deeper ones stay text.
const DEPTH: usize = 32;

/// Commands that stand for one sign.
const SIGNS: &[(&str, &str)] = &[
    ("alpha", "α"),
    ("beta", "β"),
    ("gamma", "γ"),
    ("delta", "δ"),
    ("epsilon", "ϵ"),
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
    ("upsilon", "υ"),
    ("phi", "ϕ"),
    ("chi", "χ"),
    ("psi", "ψ"),
    ("omega", "ω"),
    ("Gamma", "Γ"),
    ("Delta", "Δ"),
    ("Theta", "Θ"),
    ("Lambda", "Λ"),
    ("Xi", "Ξ"),
    ("Pi", "Π"),
    ("Sigma", "Σ"),
    ("Phi", "Φ"),
    ("Psi", "Ψ"),
    ("Omega", "Ω"),
    ("sum", "∑"),
    ("prod", "∏"),
    ("int", "∫"),
    ("infty", "∞"),
    ("partial", "∂"),
    ("nabla", "∇"),
    ("times", "×"),
    ("cdot", "⋅"),
    ("div", "÷"),
    ("pm", "±"),
    ("mp", "∓"),
    ("leq", "≤"),
    ("le", "≤"),
    ("geq", "≥"),
    ("ge", "≥"),
    ("neq", "≠"),
    ("ne", "≠"),
    ("approx", "≈"),
    ("equiv", "≡"),
    ("in", "∈"),
    ("notin", "∉"),
    ("subset", "⊂"),
    ("cup", "∪"),
    ("cap", "∩"),
    ("forall", "∀"),
    ("exists", "∃"),
    ("rightarrow", "→"),
    ("to", "→"),
    ("leftarrow", "←"),
    ("Rightarrow", "⇒"),
    ("ldots", "…"),
    ("cdots", "⋯"),
    ("degree", "°"),
];

struct Reader<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
    latex: bool,
}

/// A formula of a text.
pub fn from_linear(dom: &mut Dom, text: &str, latex: bool) -> NodeId {
    let formula = dom.element("m:oMath");
    let mut reader = Reader {
        rest: text.chars().peekable(),
        latex,
    };
    // A closing sign without an opening one is text.
    while reader.rest.peek().is_some() {
        for node in reader.row(dom, None, 0) {
            dom.append(formula, node);
        }
        if let Some(sign) = reader.rest.next() {
            let node = text_run(dom, &sign.to_string());
            dom.append(formula, node);
        }
    }
    formula
}

fn text_run(dom: &mut Dom, text: &str) -> NodeId {
    let run = dom.element("m:r");
    let rpr = dom
        .fragment("<w:rPr><w:rFonts w:ascii=\"Cambria Math\" w:hAnsi=\"Cambria Math\"/></w:rPr>");
    dom.append(run, rpr);
    let t = dom.element_with("m:t", &[("xml:space", "preserve")]);
    dom.set_text(t, text);
    dom.append(run, t);
    run
}

/// An element with parts of these names and contents, in order.
fn made(dom: &mut Dom, name: &str, parts: Vec<(&str, Vec<NodeId>)>) -> NodeId {
    let node = dom.element(name);
    for (part, content) in parts {
        let holder = dom.element(part);
        for child in content {
            dom.append(holder, child);
        }
        dom.append(node, holder);
    }
    node
}

impl Reader<'_> {
    /// What stands until a closing sign, which is left.
    fn row(&mut self, dom: &mut Dom, close: Option<char>, depth: usize) -> Vec<NodeId> {
        let mut found = Vec::new();
        while let Some(next) = self.rest.peek().copied() {
            if Some(next) == close || (close.is_none() && matches!(next, '}' | ')' | ']')) {
                break;
            }
            if next == '/' && !self.latex && !found.is_empty() {
                self.rest.next();
                let below = self.operand(dom, depth);
                let above = found.pop().map_or_else(Vec::new, |above| vec![above]);
                let above = self.bare(dom, above);
                found.push(made(dom, "m:f", vec![("m:num", above), ("m:den", below)]));
                continue;
            }
            found.extend(self.scripted(dom, depth));
        }
        found
    }

    /// An operand with its scripts; brackets around one that is a fraction's part are left out.
    fn operand(&mut self, dom: &mut Dom, depth: usize) -> Vec<NodeId> {
        while self.rest.next_if_eq(&' ').is_some() {}
        let node = self.scripted(dom, depth);
        self.bare(dom, node)
    }

    fn bare(&self, dom: &mut Dom, nodes: Vec<NodeId>) -> Vec<NodeId> {
        if let [only] = nodes.as_slice()
            && dom.is(*only, "m:d")
            && !self.latex
            && let Some(inner) = dom.child(*only, "m:e")
        {
            return dom.child_ids(inner);
        }
        nodes
    }

    fn scripted(&mut self, dom: &mut Dom, depth: usize) -> Vec<NodeId> {
        let base = self.atom(dom, depth);
        let (mut sub, mut sup) = (None, None);
        loop {
            let place = match self.rest.peek() {
                Some('_') if sub.is_none() => &mut sub,
                Some('^') if sup.is_none() => &mut sup,
                _ => break,
            };
            self.rest.next();
            let node = self.atom(dom, depth);
            *place = Some(self.bare(dom, node));
        }
        match (sub, sup) {
            (None, None) => base,
            (Some(sub), None) => vec![made(dom, "m:sSub", vec![("m:e", base), ("m:sub", sub)])],
            (None, Some(sup)) => vec![made(dom, "m:sSup", vec![("m:e", base), ("m:sup", sup)])],
            (Some(sub), Some(sup)) => vec![made(
                dom,
                "m:sSubSup",
                vec![("m:e", base), ("m:sub", sub), ("m:sup", sup)],
            )],
        }
    }

    /// What stands between an opening sign, which is read, and its closing one.
    fn group(&mut self, dom: &mut Dom, close: char, depth: usize) -> Vec<NodeId> {
        let content = self.row(dom, Some(close), depth + 1);
        self.rest.next_if_eq(&close);
        content
    }

    /// An argument of a command: a group, or one atom.
    fn argument(&mut self, dom: &mut Dom, depth: usize) -> Vec<NodeId> {
        while self.rest.next_if_eq(&' ').is_some() {}
        self.atom(dom, depth)
    }

    fn atom(&mut self, dom: &mut Dom, depth: usize) -> Vec<NodeId> {
        let Some(sign) = self.rest.next() else {
            return Vec::new();
        };
        if depth >= DEPTH {
            return vec![text_run(dom, &sign.to_string())];
        }
        match sign {
            '{' if self.latex => self.group(dom, '}', depth),
            '(' | '[' | '{' => {
                let close = match sign {
                    '(' => ')',
                    '[' => ']',
                    _ => '}',
                };
                let content = self.group(dom, close, depth);
                let node = made(dom, "m:d", vec![("m:e", content)]);
                if sign != '(' {
                    let properties = dom.element("m:dPr");
                    for (name, value) in [("m:begChr", sign), ("m:endChr", close)] {
                        let child = dom.element_with(name, &[("m:val", &value.to_string())]);
                        dom.append(properties, child);
                    }
                    dom.prepend(node, properties);
                }
                vec![node]
            }
            '√' => {
                let content = self.operand(dom, depth + 1);
                vec![self.root(dom, Vec::new(), content)]
            }
            '\\' => self.command(dom, depth),
            ' ' if self.latex => Vec::new(),
            _ if sign.is_ascii_digit() => {
                let mut number = sign.to_string();
                while let Some(next) = self
                    .rest
                    .next_if(|next| next.is_ascii_digit() || *next == '.')
                {
                    number.push(next);
                }
                vec![text_run(dom, &number)]
            }
            _ => vec![text_run(dom, &sign.to_string())],
        }
    }

    fn root(&self, dom: &mut Dom, degree: Vec<NodeId>, content: Vec<NodeId>) -> NodeId {
        let hidden = degree.is_empty();
        let node = made(dom, "m:rad", vec![("m:deg", degree), ("m:e", content)]);
        if hidden {
            let properties = dom.fragment("<m:radPr><m:degHide m:val=\"1\"/></m:radPr>");
            dom.prepend(node, properties);
        }
        node
    }

    fn command(&mut self, dom: &mut Dom, depth: usize) -> Vec<NodeId> {
        let mut name = String::new();
        while let Some(next) = self.rest.next_if(char::is_ascii_alphabetic) {
            name.push(next);
        }
        if name.is_empty() {
            let sign = self.rest.next().map_or_else(String::new, String::from);
            return vec![text_run(dom, &sign)];
        }
        match name.as_str() {
            "frac" | "dfrac" | "tfrac" => {
                let above = self.argument(dom, depth + 1);
                let below = self.argument(dom, depth + 1);
                vec![made(dom, "m:f", vec![("m:num", above), ("m:den", below)])]
            }
            "sqrt" => {
                let degree = if self.rest.next_if_eq(&'[').is_some() {
                    self.group(dom, ']', depth)
                } else {
                    Vec::new()
                };
                let content = self.argument(dom, depth + 1);
                let content = self.bare(dom, content);
                vec![self.root(dom, degree, content)]
            }
            "left" | "right" => Vec::new(),
            _ => {
                // A space ends the name of a command.
                self.rest.next_if_eq(&' ');
                let sign = SIGNS.iter().find(|(known, _)| *known == name);
                let text = sign.map_or(name.as_str(), |(_, sign)| sign);
                vec![text_run(dom, text)]
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::from_linear;
    use crate::Dom;

    fn shape(text: &str, latex: bool) -> String {
        let mut dom = Dom::new();
        let formula = from_linear(&mut dom, text, latex);
        fn walk(dom: &Dom, node: crate::NodeId, out: &mut String) {
            for child in dom.child_elements(node) {
                match dom.name_of(child) {
                    Some("m:t") => out.push_str(&dom.text(child)),
                    Some("w:rPr" | "m:radPr" | "m:dPr") => {}
                    Some("m:r") => walk(dom, child, out),
                    Some(name) => {
                        out.push_str(name.trim_start_matches("m:"));
                        out.push('(');
                        walk(dom, child, out);
                        out.push(')');
                    }
                    None => {}
                }
            }
        }
        let mut out = String::new();
        walk(&dom, formula, &mut out);
        out
    }

    #[test]
    fn linear_formulas_become_elements() {
        assert_eq!(shape("x^2+1/2", false), "sSup(e(x)sup(2))+f(num(1)den(2))");
        assert_eq!(shape("(a+b)/2", false), "f(num(a+b)den(2))");
        assert_eq!(
            shape("\\frac{1}{x_1}", true),
            "f(num(1)den(sSub(e(x)sub(1))))"
        );
        assert_eq!(shape("\\sqrt[3]{\\alpha}", true), "rad(deg(3)e(α))");
        assert_eq!(shape("a)}b", false), "a)}b");
    }
}

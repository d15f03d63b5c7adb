//! `MathML` as LaTeX: what the formula editor of office suites writes, and presentation markup in general.

use spindle_model::convert::ConvertError;

use super::xml::{Node, Tag, Xml};

/// A formula is no longer than this, in bytes.
const LONGEST: usize = 20_000;

/// Elements side by side that are kept.
const MOST_ARGUMENTS: usize = 2000;

/// Characters with a command of their own.
const COMMANDS: [(&str, &str); 78] = [
    ("α", "alpha"),
    ("β", "beta"),
    ("γ", "gamma"),
    ("δ", "delta"),
    ("ε", "varepsilon"),
    ("ϵ", "epsilon"),
    ("ζ", "zeta"),
    ("η", "eta"),
    ("θ", "theta"),
    ("ι", "iota"),
    ("κ", "kappa"),
    ("λ", "lambda"),
    ("μ", "mu"),
    ("ν", "nu"),
    ("ξ", "xi"),
    ("π", "pi"),
    ("ρ", "rho"),
    ("σ", "sigma"),
    ("τ", "tau"),
    ("υ", "upsilon"),
    ("φ", "varphi"),
    ("ϕ", "phi"),
    ("χ", "chi"),
    ("ψ", "psi"),
    ("ω", "omega"),
    ("Γ", "Gamma"),
    ("Δ", "Delta"),
    ("Θ", "Theta"),
    ("Λ", "Lambda"),
    ("Ξ", "Xi"),
    ("Π", "Pi"),
    ("Σ", "Sigma"),
    ("Φ", "Phi"),
    ("Ψ", "Psi"),
    ("Ω", "Omega"),
    ("∑", "sum"),
    ("∏", "prod"),
    ("∫", "int"),
    ("∬", "iint"),
    ("∮", "oint"),
    ("∞", "infty"),
    ("∂", "partial"),
    ("∇", "nabla"),
    ("±", "pm"),
    ("∓", "mp"),
    ("×", "times"),
    ("÷", "div"),
    ("⋅", "cdot"),
    ("∙", "cdot"),
    ("≤", "le"),
    ("≥", "ge"),
    ("≠", "ne"),
    ("≈", "approx"),
    ("≡", "equiv"),
    ("∼", "sim"),
    ("∝", "propto"),
    ("∈", "in"),
    ("∉", "notin"),
    ("⊂", "subset"),
    ("⊆", "subseteq"),
    ("∪", "cup"),
    ("∩", "cap"),
    ("∅", "emptyset"),
    ("∀", "forall"),
    ("∃", "exists"),
    ("¬", "neg"),
    ("∧", "land"),
    ("∨", "lor"),
    ("→", "to"),
    ("←", "leftarrow"),
    ("⇒", "Rightarrow"),
    ("⇔", "Leftrightarrow"),
    ("↔", "leftrightarrow"),
    ("…", "ldots"),
    ("⋯", "cdots"),
    ("∘", "circ"),
    ("⟨", "langle"),
    ("⟩", "rangle"),
];

/// Names of functions that are commands.
const FUNCTIONS: [&str; 18] = [
    "sin", "cos", "tan", "cot", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "ln", "log",
    "exp", "lim", "max", "min", "det", "gcd",
];

/// The formula whose `math` element was opened last, behind its end; none where it is too long.
pub(super) fn latex(xml: &mut Xml<'_>) -> Result<Option<String>, ConvertError> {
    let all = Formula::default().row(xml)?;
    Ok((all.len() <= LONGEST).then(|| all.trim().to_owned()))
}

#[derive(Default)]
struct Formula {
    /// Bytes made so far: inner ones count again in outer ones, which bounds the work too.
    made: usize,
}

impl Formula {
    /// What the element that was opened last holds, as one.
    fn row(&mut self, xml: &mut Xml<'_>) -> Result<String, ConvertError> {
        Ok(self.arguments(xml)?.concat_row())
    }

    fn arguments(&mut self, xml: &mut Xml<'_>) -> Result<Arguments, ConvertError> {
        let mut arguments = Arguments::default();
        loop {
            match xml.next()? {
                Node::Open(tag) => {
                    let made = self.element(xml, &tag)?;
                    self.made = self.made.saturating_add(made.len());
                    if self.made <= LONGEST * 4 && arguments.list.len() < MOST_ARGUMENTS {
                        arguments.list.push(made);
                    }
                }
                Node::Text(_) => {}
                Node::Close => return Ok(arguments),
            }
        }
    }

    fn element(&mut self, xml: &mut Xml<'_>, tag: &Tag<'_>) -> Result<String, ConvertError> {
        Ok(match tag.local() {
            "mi" => identifier(xml.text()?.trim()),
            "mn" => escaped(xml.text()?.trim()),
            "mo" => operator(xml.text()?.trim()),
            "mtext" | "ms" => match xml.text()?.as_str() {
                text if text.trim().is_empty() => String::from(r"\ "),
                text => format!(r"\text{{{}}}", escaped(text)),
            },
            "mspace" => {
                xml.skip()?;
                String::from(r"\ ")
            }
            "mfrac" => {
                let all = self.arguments(xml)?;
                format!(r"\frac{{{}}}{{{}}}", all.get(0), all.get(1))
            }
            "msqrt" => format!(r"\sqrt{{{}}}", self.row(xml)?),
            "mroot" => {
                let all = self.arguments(xml)?;
                format!(r"\sqrt[{}]{{{}}}", all.get(1), all.get(0))
            }
            "msup" => {
                let all = self.arguments(xml)?;
                format!("{}^{{{}}}", grouped(all.get(0)), all.get(1))
            }
            "msub" => {
                let all = self.arguments(xml)?;
                format!("{}_{{{}}}", grouped(all.get(0)), all.get(1))
            }
            "msubsup" | "munderover" => {
                let all = self.arguments(xml)?;
                format!(
                    "{}_{{{}}}^{{{}}}",
                    grouped(all.get(0)),
                    all.get(1),
                    all.get(2)
                )
            }
            "munder" => {
                let all = self.arguments(xml)?;
                under(all.get(0), all.get(1))
            }
            "mover" => {
                let all = self.arguments(xml)?;
                over(all.get(0), all.get(1))
            }
            "mfenced" => {
                let open = tag.get("open").unwrap_or_else(|| "(".to_owned());
                let close = tag.get("close").unwrap_or_else(|| ")".to_owned());
                let all = self.arguments(xml)?.list.join(",");
                format!(r"\left{} {all} \right{}", fence(&open), fence(&close))
            }
            "mtable" => {
                let rows = self.arguments(xml)?.list.join(r" \\ ");
                format!(r"\begin{{matrix}} {rows} \end{{matrix}}")
            }
            "mtr" | "mlabeledtr" => self.arguments(xml)?.list.join(" & "),
            "semantics" => self.semantics(xml)?,
            "annotation" | "annotation-xml" | "none" | "mprescripts" | "mphantom" => {
                xml.skip()?;
                String::new()
            }
            _ => self.row(xml)?,
        })
    }

    /// The first element is the formula; LaTeX beside it is better than what is made of it.
    fn semantics(&mut self, xml: &mut Xml<'_>) -> Result<String, ConvertError> {
        let (mut made, mut said) = (String::new(), None);
        loop {
            match xml.next()? {
                Node::Open(tag) if tag.local() == "annotation" => {
                    let encoding = tag.get("encoding").unwrap_or_default();
                    let text = xml.text()?;
                    if matches!(encoding.as_str(), "application/x-tex" | "LaTeX" | "TeX") {
                        said = Some(text);
                    }
                }
                Node::Open(tag) => {
                    let part = self.element(xml, &tag)?;
                    if made.is_empty() {
                        made = part;
                    }
                }
                Node::Text(_) => {}
                Node::Close => return Ok(said.unwrap_or(made)),
            }
        }
    }
}

#[derive(Default)]
struct Arguments {
    list: Vec<String>,
}

impl Arguments {
    fn get(&self, index: usize) -> &str {
        self.list.get(index).map_or("", String::as_str)
    }

    /// Pieces side by side; a command and a letter after it need a space between them.
    fn concat_row(self) -> String {
        let mut row = String::new();
        for piece in self.list {
            let command = row.rfind('\\').is_some_and(|start| {
                row.get(start.saturating_add(1)..).is_some_and(|name| {
                    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic())
                })
            });
            if command && piece.starts_with(|char: char| char.is_ascii_alphanumeric()) {
                row.push(' ');
            }
            row.push_str(&piece);
        }
        row
    }
}

fn identifier(name: &str) -> String {
    if FUNCTIONS.contains(&name) {
        return format!(r"\{name}");
    }
    match command(name) {
        Some(command) => command,
        None if name.chars().count() > 1 => format!(r"\mathrm{{{}}}", escaped(name)),
        None => escaped(name),
    }
}

fn operator(sign: &str) -> String {
    match sign {
        "−" => String::from("-"),
        "\u{2061}" | "\u{2062}" | "\u{2063}" => String::new(),
        _ if FUNCTIONS.contains(&sign) => format!(r"\{sign}"),
        _ => command(sign).unwrap_or_else(|| escaped(sign)),
    }
}

fn command(text: &str) -> Option<String> {
    let found = COMMANDS.iter().find(|(char, _)| *char == text);
    found.map(|(_, name)| format!(r"\{name}"))
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '\\' => safe.push_str(r"\backslash "),
            '{' | '}' | '$' | '%' | '&' | '#' | '_' => {
                safe.push('\\');
                safe.push(char);
            }
            '^' => safe.push_str(r"\hat{}"),
            _ => safe.push(char),
        }
    }
    safe
}

/// What a script holds to: more than one sign goes between braces.
fn grouped(base: &str) -> String {
    let one = base.chars().count() == 1
        || base.strip_prefix('\\').is_some_and(|name| {
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic())
        });
    if one {
        base.to_owned()
    } else {
        format!("{{{base}}}")
    }
}

fn under(base: &str, below: &str) -> String {
    match below {
        "_" | r"\_" | "\u{332}" | "¯" => format!(r"\underline{{{base}}}"),
        "⏟" => format!(r"\underbrace{{{base}}}"),
        _ => format!("{}_{{{below}}}", grouped(base)),
    }
}

fn over(base: &str, above: &str) -> String {
    let accent = match above {
        r"\hat{}" | "\u{302}" | "ˆ" => "hat",
        "¯" | "‾" | "\u{305}" | "\u{304}" => "overline",
        r"\to" | "\u{20d7}" => "vec",
        "˙" | "." | "\u{307}" => "dot",
        "¨" | "\u{308}" => "ddot",
        "~" | "˜" | "\u{303}" => "tilde",
        "⏞" => "overbrace",
        _ => return format!("{}^{{{above}}}", grouped(base)),
    };
    format!(r"\{accent}{{{base}}}")
}

fn fence(sign: &str) -> String {
    match sign {
        "" => String::from("."),
        "{" | "}" => format!(r"\{sign}"),
        _ => command(sign).unwrap_or_else(|| sign.chars().take(1).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(markup: &str) -> String {
        let text = format!(r#"<math xmlns="http://www.w3.org/1998/Math/MathML">{markup}</math>"#);
        let mut xml = Xml::new(&text, 50);
        assert!(matches!(xml.next(), Ok(Node::Open(_))));
        latex(&mut xml).unwrap().unwrap()
    }

    #[test]
    fn markup_is_latex() {
        let fraction =
            "<mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow><msqrt><mi>b</mi></msqrt></mfrac>";
        assert_eq!(made(fraction), r"\frac{a+1}{\sqrt{b}}");
        let sum = "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>0</mn></mrow><mi>n</mi></munderover>\
                   <msup><mi>x</mi><mn>2</mn></msup>";
        assert_eq!(made(sum), r"\sum_{i=0}^{n}x^{2}");
        assert_eq!(
            made("<mi>α</mi><mi>x</mi><mi>sin</mi><mi>y</mi>"),
            r"\alpha x\sin y"
        );
        let table = "<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr><mtr><mtd/></mtr></mtable>";
        assert_eq!(made(table), r"\begin{matrix} 1 & 0 \\  \end{matrix}");
    }

    #[test]
    fn latex_beside_the_markup_is_taken() {
        let both = r#"<semantics><mi>x</mi><annotation encoding="application/x-tex">\mathbf x</annotation></semantics>"#;
        assert_eq!(made(both), r"\mathbf x");
        let starmath = r#"<semantics><mi>x</mi><annotation encoding="StarMath 5.0">x</annotation></semantics>"#;
        assert_eq!(made(starmath), "x");
    }
}

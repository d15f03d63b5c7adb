//! The part of LaTeX that Office Math can say, as Office Math.

use std::fmt::Write;

use spindle_ooxml::dom::escape::{escape_attribute, escape_text};

use super::symbols::{accent, is_function, nary, symbol};

/// Groups inside of each other.
const DEEPEST: usize = 48;

/// Bytes of a formula.
const LONGEST: usize = 64 << 10;

/// A formula as `m:oMath`; `None` when it says what is not understood here.
pub(in crate::docx) fn omml(latex: &str) -> Option<String> {
    if latex.len() > LONGEST {
        return None;
    }
    let mut parser = Parser {
        rest: latex,
        depth: 0,
    };
    let inner = parser.until(&End::Text)?;
    Some(format!("<m:oMath>{inner}</m:oMath>"))
}

/// What ends a row of atoms.
enum End {
    Text,
    Brace,
    Bracket,
    /// `\right` or `\middle`
    Right,
    /// `&`, `\\` or `\end`
    Cell,
}

struct Parser<'l> {
    rest: &'l str,
    depth: usize,
}

impl<'l> Parser<'l> {
    fn peek(&mut self) -> Option<char> {
        self.rest = self.rest.trim_start();
        self.rest.chars().next()
    }

    fn take(&mut self, text: &str) -> bool {
        self.rest = self.rest.trim_start();
        match self.rest.strip_prefix(text) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Takes a command of this name, and no longer one.
    fn take_command(&mut self, name: &str) -> bool {
        let before = self.rest;
        if self.take("\\") && self.name() == name {
            return true;
        }
        self.rest = before;
        false
    }

    fn at_command(&mut self, name: &str) -> bool {
        let before = self.rest;
        let found = self.take_command(name);
        self.rest = before;
        found
    }

    /// The letters of a command's name, or the one sign that is one.
    fn name(&mut self) -> &'l str {
        let letters = self
            .rest
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(self.rest.len());
        let length = if letters == 0 {
            self.rest.chars().next().map_or(0, char::len_utf8)
        } else {
            letters
        };
        let (name, rest) = self.rest.split_at_checked(length).unwrap_or_default();
        self.rest = rest;
        name
    }

    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.depth >= DEEPEST {
            return None;
        }
        self.depth = self.depth.saturating_add(1);
        let result = read(self);
        self.depth = self.depth.saturating_sub(1);
        result
    }

    fn until(&mut self, end: &End) -> Option<String> {
        self.deeper(|parser| parser.row(end))
    }

    fn row(&mut self, end: &End) -> Option<String> {
        let mut out = String::new();
        loop {
            let Some(next) = self.peek() else {
                return matches!(end, End::Text).then_some(out);
            };
            let done = match end {
                End::Text => false,
                End::Brace => self.take("}"),
                End::Bracket => self.take("]"),
                End::Right => self.at_command("right") || self.at_command("middle"),
                End::Cell => next == '&' || self.at_command("end") || self.rest.starts_with("\\\\"),
            };
            if done {
                return Some(out);
            }
            let atom = self.scripted()?;
            out.push_str(&atom);
        }
    }

    /// An atom with what is raised and lowered at it.
    fn scripted(&mut self) -> Option<String> {
        self.deeper(Self::scripted_inner)
    }

    fn scripted_inner(&mut self) -> Option<String> {
        let before = self.rest;
        if self.take("\\") {
            let name = self.name();
            if let Some(sign) = nary(name) {
                return self.nary(sign);
            }
            if is_function(name) {
                return self.function(name);
            }
            self.rest = before;
        }
        let base = self.atom()?;
        let (sub, sup) = self.scripts()?;
        let wrap = |name: &str, parts: &[(&str, &str)]| {
            let mut xml = format!("<m:{name}><m:e>{base}</m:e>");
            for (part, content) in parts {
                let _ = write!(xml, "<m:{part}>{content}</m:{part}>");
            }
            let _ = write!(xml, "</m:{name}>");
            xml
        };
        Some(match (&sub, &sup) {
            (None, None) => base,
            (Some(sub), None) => wrap("sSub", &[("sub", sub)]),
            (None, Some(sup)) => wrap("sSup", &[("sup", sup)]),
            (Some(sub), Some(sup)) => wrap("sSubSup", &[("sub", sub), ("sup", sup)]),
        })
    }

    fn scripts(&mut self) -> Option<(Option<String>, Option<String>)> {
        let (mut sub, mut sup) = (None, None);
        loop {
            if sub.is_none() && self.take("_") {
                sub = Some(self.argument()?);
            } else if sup.is_none() && self.take("^") {
                sup = Some(self.argument()?);
            } else if matches!(self.peek(), Some('_' | '^')) {
                return None;
            } else {
                return Some((sub, sup));
            }
        }
    }

    fn nary(&mut self, sign: char) -> Option<String> {
        let (sub, sup) = self.scripts()?;
        let inner = if self.peek() == Some('{') {
            self.argument()?
        } else {
            String::new()
        };
        let hide = |part: &Option<String>, name: &str| {
            if part.is_none() {
                format!("<m:{name} m:val=\"1\"/>")
            } else {
                String::new()
            }
        };
        Some(format!(
            "<m:nary><m:naryPr><m:chr m:val=\"{sign}\"/>{}{}</m:naryPr><m:sub>{}</m:sub><m:sup>{}</m:sup><m:e>{inner}</m:e></m:nary>",
            hide(&sub, "subHide"),
            hide(&sup, "supHide"),
            sub.as_deref().unwrap_or_default(),
            sup.as_deref().unwrap_or_default(),
        ))
    }

    fn function(&mut self, name: &str) -> Option<String> {
        let plain = format!("<m:r><m:rPr><m:sty m:val=\"p\"/></m:rPr><m:t>{name}</m:t></m:r>");
        let (sub, sup) = self.scripts()?;
        let named = match (sub, sup) {
            (None, None) => plain,
            (Some(sub), None) => {
                format!("<m:limLow><m:e>{plain}</m:e><m:lim>{sub}</m:lim></m:limLow>")
            }
            (None, Some(sup)) => format!("<m:sSup><m:e>{plain}</m:e><m:sup>{sup}</m:sup></m:sSup>"),
            (Some(sub), Some(sup)) => format!(
                "<m:sSubSup><m:e>{plain}</m:e><m:sub>{sub}</m:sub><m:sup>{sup}</m:sup></m:sSubSup>"
            ),
        };
        if self.peek() != Some('{') {
            return Some(named);
        }
        let inner = self.argument()?;
        Some(format!(
            "<m:func><m:fName>{named}</m:fName><m:e>{inner}</m:e></m:func>"
        ))
    }

    /// What a command works on: a group or one atom.
    fn argument(&mut self) -> Option<String> {
        if self.take("{") {
            return self.until(&End::Brace);
        }
        self.deeper(Self::atom)
    }

    fn atom(&mut self) -> Option<String> {
        match self.peek()? {
            '{' => self.argument(),
            '}' | '^' | '_' | '&' | '#' | '$' | '%' | '~' => None,
            '\\' => {
                self.take("\\");
                self.command()
            }
            c => {
                let length = if c.is_ascii_digit() {
                    self.rest
                        .find(|c: char| !c.is_ascii_digit())
                        .unwrap_or(self.rest.len())
                } else {
                    c.len_utf8()
                };
                let (text, rest) = self.rest.split_at_checked(length)?;
                self.rest = rest;
                Some(run(text, ""))
            }
        }
    }

    fn command(&mut self) -> Option<String> {
        let name = self.name();
        if let Some(c) = symbol(name) {
            return Some(run(c.encode_utf8(&mut [0; 4]), ""));
        }
        if let Some(sign) = accent(name) {
            let inner = self.argument()?;
            return Some(format!(
                "<m:acc><m:accPr><m:chr m:val=\"{sign}\"/></m:accPr><m:e>{inner}</m:e></m:acc>"
            ));
        }
        match name {
            "{" | "}" | "#" | "$" | "%" | "&" | "_" => Some(run(name, "")),
            " " => Some(run(" ", "")),
            "frac" | "dfrac" | "tfrac" => {
                let (num, den) = (self.argument()?, self.argument()?);
                Some(format!(
                    "<m:f><m:num>{num}</m:num><m:den>{den}</m:den></m:f>"
                ))
            }
            "binom" => {
                let (num, den) = (self.argument()?, self.argument()?);
                Some(format!(
                    "<m:f><m:fPr><m:type m:val=\"noBar\"/></m:fPr><m:num>{num}</m:num><m:den>{den}</m:den></m:f>"
                ))
            }
            "sqrt" => {
                let degree = if self.take("[") {
                    Some(self.until(&End::Bracket)?)
                } else {
                    None
                };
                let inner = self.argument()?;
                let hide = if degree.is_none() {
                    "<m:radPr><m:degHide m:val=\"1\"/></m:radPr>"
                } else {
                    ""
                };
                Some(format!(
                    "<m:rad>{hide}<m:deg>{}</m:deg><m:e>{inner}</m:e></m:rad>",
                    degree.unwrap_or_default()
                ))
            }
            "overline" | "underline" => {
                let place = if name == "overline" { "top" } else { "bot" };
                let inner = self.argument()?;
                Some(format!(
                    "<m:bar><m:barPr><m:pos m:val=\"{place}\"/></m:barPr><m:e>{inner}</m:e></m:bar>"
                ))
            }
            "left" => self.delimited(),
            "begin" => self.environment(),
            "text" | "mathrm" | "mathbf" | "mathbb" | "mathcal" | "mathfrak" | "mathsf"
            | "mathtt" => self.styled(name),
            _ => None,
        }
    }

    /// Letters in a style of their own.
    fn styled(&mut self, name: &str) -> Option<String> {
        if !self.take("{") {
            return None;
        }
        let (text, rest) = self.rest.split_once('}')?;
        if text.contains(['\\', '{', '$', '#', '%', '&', '_', '^', '~']) {
            return None;
        }
        self.rest = rest;
        let properties = match name {
            "text" => "<m:nor/>",
            "mathrm" => "<m:sty m:val=\"p\"/>",
            "mathbf" => "<m:sty m:val=\"b\"/>",
            "mathbb" => "<m:scr m:val=\"double-struck\"/>",
            "mathcal" => "<m:scr m:val=\"script\"/>",
            "mathfrak" => "<m:scr m:val=\"fraktur\"/>",
            "mathsf" => "<m:scr m:val=\"sans-serif\"/>",
            _ => "<m:scr m:val=\"monospace\"/>",
        };
        Some(run(text, properties))
    }

    fn delimiter(&mut self) -> Option<String> {
        let next = self.peek()?;
        if next == '\\' {
            self.take("\\");
            return match self.name() {
                name @ ("{" | "}") => Some(name.to_owned()),
                "|" => Some("‖".to_owned()),
                name => symbol(name).map(String::from),
            };
        }
        let mut chars = self.rest.chars();
        chars.next();
        self.rest = chars.as_str();
        match next {
            '.' => Some(String::new()),
            '(' | ')' | '[' | ']' | '|' | '/' | '<' | '>' => Some(next.to_string()),
            _ => None,
        }
    }

    fn delimited(&mut self) -> Option<String> {
        let begin = self.delimiter()?;
        let mut parts = String::new();
        let mut separator = None;
        loop {
            let part = self.until(&End::Right)?;
            let _ = write!(parts, "<m:e>{part}</m:e>");
            if self.take_command("middle") {
                separator = Some(self.delimiter()?);
            } else if self.take_command("right") {
                break;
            } else {
                return None;
            }
        }
        let end = self.delimiter()?;
        let separator = separator.map_or(String::new(), |sign| {
            format!("<m:sepChr m:val=\"{}\"/>", escape_attribute(&sign))
        });
        Some(format!(
            "<m:d><m:dPr><m:begChr m:val=\"{}\"/>{separator}<m:endChr m:val=\"{}\"/></m:dPr>{parts}</m:d>",
            escape_attribute(&begin),
            escape_attribute(&end)
        ))
    }

    fn environment(&mut self) -> Option<String> {
        let (name, rest) = self.rest.strip_prefix('{')?.split_once('}')?;
        self.rest = rest;
        let signs = match name {
            "matrix" => None,
            "pmatrix" => Some(("(", ")")),
            "bmatrix" => Some(("[", "]")),
            "vmatrix" => Some(("|", "|")),
            "cases" => Some(("{", "")),
            _ => return None,
        };
        let mut xml = "<m:m><m:mr>".to_owned();
        loop {
            let cell = self.until(&End::Cell)?;
            let _ = write!(xml, "<m:e>{cell}</m:e>");
            if self.take("&") {
                continue;
            }
            if self.take("\\\\") {
                xml.push_str("</m:mr><m:mr>");
            } else if self.take_command("end") {
                break;
            } else {
                return None;
            }
        }
        let (ended, rest) = self.rest.strip_prefix('{')?.split_once('}')?;
        self.rest = rest;
        if ended != name {
            return None;
        }
        xml.push_str("</m:mr></m:m>");
        Some(match signs {
            None => xml,
            Some((begin, end)) => format!(
                "<m:d><m:dPr><m:begChr m:val=\"{begin}\"/><m:endChr m:val=\"{end}\"/></m:dPr><m:e>{xml}</m:e></m:d>"
            ),
        })
    }
}

fn run(text: &str, properties: &str) -> String {
    let properties = if properties.is_empty() {
        String::new()
    } else {
        format!("<m:rPr>{properties}</m:rPr>")
    };
    format!(
        "<m:r>{properties}<m:t xml:space=\"preserve\">{}</m:t></m:r>",
        escape_text(text)
    )
}

//! Styles of the written file: named ones for those of the document, automatic ones for direct formats.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use spindle_model::document::{Document, ParagraphFormat, Style, TextFormat};

use super::super::names;
use super::escape::escape;
use super::{Writing, builtin, properties};

/// The XML names of the styles of a document.
pub(super) struct StyleNames {
    names: HashMap<Arc<str>, String>,
    taken: HashSet<String>,
}

/// Automatic styles of a part, each written once.
pub(super) struct Automatic {
    prefix: &'static str,
    known: HashMap<String, String>,
    counts: BTreeMap<&'static str, usize>,
    pub xml: String,
}

/// What other word processors call styles that ODF has a name for.
const KNOWN: [(&str, &str); 5] = [
    ("normal", names::STANDARD),
    ("quote", names::QUOTATIONS),
    ("body text", "Text body"),
    ("list paragraph", "List Paragraph"),
    ("html preformatted", names::PREFORMATTED),
];

impl StyleNames {
    /// Gives every style of the document a name.
    pub fn new(document: &Document) -> Self {
        let mut all = Self {
            names: HashMap::new(),
            taken: HashSet::new(),
        };
        for (id, style) in &document.styles {
            let mut name = names::encode(&visible_name(id, style));
            let mut number = 1usize;
            while !all.taken.insert(name.clone()) {
                number = number.saturating_add(1);
                name = names::encode(&format!("{} {number}", visible_name(id, style)));
            }
            all.names.insert(Arc::clone(id), name);
        }
        all
    }

    /// The XML name of a style of the document.
    pub fn get(&self, id: Option<&Arc<str>>) -> Option<&str> {
        self.names.get(id?).map(String::as_str)
    }

    /// Whether the document has a style that is written under this XML name.
    pub fn has(&self, name: &str) -> bool {
        self.taken.contains(name)
    }
}

/// What people see of a style: the name that the office suite knows it by, where there is one.
fn visible_name(id: &str, style: &Style) -> String {
    let name = if style.name.trim().is_empty() {
        id
    } else {
        style.name.trim()
    };
    let lower = name.to_lowercase();
    if let Some((_, known)) = KNOWN.iter().find(|(theirs, _)| *theirs == lower) {
        return (*known).to_owned();
    }
    if let Some(level) = lower.strip_prefix("heading ")
        && matches!(level.as_bytes(), [b'1'..=b'9'])
    {
        return format!("Heading {level}");
    }
    // An empty name, or one that stands for nothing, still needs to be one.
    if name.is_empty() {
        "Style".to_owned()
    } else {
        name.to_owned()
    }
}

impl Automatic {
    /// None so far; names of parts may not be the same, so that those of one begin with `prefix`.
    pub fn new(prefix: &'static str) -> Self {
        Self {
            prefix,
            known: HashMap::new(),
            counts: BTreeMap::new(),
            xml: String::new(),
        }
    }

    /// The name of the automatic style of a family with these attributes and this content.
    pub fn style(
        &mut self,
        letter: &'static str,
        family: &str,
        attributes: &str,
        inner: &str,
    ) -> String {
        let key = format!("{family}\0{attributes}\0{inner}");
        if let Some(name) = self.known.get(&key) {
            return name.clone();
        }
        let count = self.counts.entry(letter).or_default();
        *count = count.saturating_add(1);
        let name = format!("{}{letter}{count}", self.prefix);
        self.xml.push_str(&format!(
            "<style:style style:name=\"{name}\" style:family=\"{family}\"{attributes}>{inner}</style:style>"
        ));
        self.known.insert(key, name.clone());
        name
    }
}

impl Writing<'_, '_, '_> {
    /// The automatic styles of the part that is being written.
    pub(super) fn automatic(&mut self) -> &mut Automatic {
        if self.in_header {
            &mut self.headers
        } else {
            &mut self.content
        }
    }

    /// The style of a paragraph: `parent` with what the paragraph says itself, and the page it begins.
    pub(super) fn paragraph_style(&mut self, parent: &str, format: &ParagraphFormat) -> String {
        let mut inner = properties::paragraph(format);
        let mut attributes = String::new();
        if !self.in_header {
            if let Some(page) = self.next_page.take() {
                attributes = format!(
                    " style:master-page-name=\"{}\"",
                    super::pages::master_name(page)
                );
                let number = self.pages.get(page).and_then(|page| page.first_number);
                inner.push_str(&match number {
                    Some(number) => format!(" style:page-number=\"{number}\""),
                    None => " style:page-number=\"auto\"".to_owned(),
                });
                self.page_break = false;
            }
            if std::mem::take(&mut self.page_break) && format.page_break_before != Some(true) {
                inner.push_str(" fo:break-before=\"page\"");
            }
        }
        if inner.is_empty() {
            return parent.to_owned();
        }
        attributes.push_str(&format!(" style:parent-style-name=\"{parent}\""));
        let inner = format!("<style:paragraph-properties{inner}/>");
        self.automatic()
            .style("P", "paragraph", &attributes, &inner)
    }

    /// The style of a piece of text; none where it says nothing.
    pub(super) fn text_style(&mut self, format: &TextFormat) -> Option<String> {
        let inner = properties::text(format, &mut self.fonts);
        let parent = self.names.get(format.style.as_ref()).map(str::to_owned);
        if let Some(id) = &format.style
            && !self.text_styles.contains(id)
        {
            self.text_styles.insert(Arc::clone(id));
        }
        match (inner.is_empty(), parent) {
            (true, parent) => parent,
            (false, parent) => {
                let attributes = parent.map_or_else(String::new, |parent| {
                    format!(" style:parent-style-name=\"{parent}\"")
                });
                let inner = format!("<style:text-properties{inner}/>");
                Some(self.automatic().style("T", "text", &attributes, &inner))
            }
        }
    }

    /// All of `office:styles`.
    pub(super) fn named_styles(&mut self) -> String {
        let mut all = String::new();
        let document = self.document;
        let mut defaults = document.defaults.clone();
        if defaults == Style::default() {
            defaults = builtin::defaults();
        }
        if defaults.text.language.is_none() {
            defaults.text.language = document.metadata.language.as_deref().map(Arc::from);
        }
        let paragraph = properties::paragraph(&defaults.paragraph);
        let text = properties::text(&defaults.text, &mut self.fonts);
        all.push_str(&format!(
            "<style:default-style style:family=\"paragraph\"><style:paragraph-properties{paragraph} \
             style:tab-stop-distance=\"36pt\"/><style:text-properties{text}/></style:default-style>\
             <style:default-style style:family=\"table\"><style:table-properties \
             table:border-model=\"collapsing\"/></style:default-style>"
        ));
        for (id, style) in &document.styles {
            let Some(name) = self.names.get(Some(id)).map(str::to_owned) else {
                continue;
            };
            let text = properties::text(&style.text, &mut self.fonts);
            let text = format!("<style:text-properties{text}/>");
            let paragraph = properties::paragraph(&style.paragraph);
            let display = names::decode(&name);
            let start = format!(
                "<style:style style:name=\"{name}\" style:display-name=\"{}\" style:family=",
                escape(&display)
            );
            if self.text_styles.contains(id) {
                all.push_str(&format!("{start}\"text\">{text}</style:style>"));
            }
            let outline = builtin::outline_level(&name);
            all.push_str(&format!(
                "{start}\"paragraph\"{outline}><style:paragraph-properties{paragraph}/>{text}</style:style>"
            ));
        }
        for (name, style) in builtin::styles(&self.languages) {
            if !self.names.has(&name) {
                all.push_str(&style);
            }
        }
        all.push_str(&builtin::list_styles());
        all.push_str(builtin::NOTES);
        all
    }
}

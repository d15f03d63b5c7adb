//! What the style of a paragraph or of a piece of text means for the model: the common style it names, what its
//! automatic style adds to that, and which kind of block the common style stands for.

use std::sync::Arc;

use spindle_model::document::{ParagraphFormat, Size, Style, TextFormat};

use super::names;
use super::properties::TextProperties;
use super::style::{Family, Part, RawStyle, Styles};

/// A kind of block that ODF knows by the name of a style only.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Role {
    #[default]
    Plain,
    Quotation,
    /// Preformatted text, in a language where it is said.
    Code(Option<String>),
    Rule,
}

/// What the style of a paragraph says.
#[derive(Debug, Clone, Default)]
pub(super) struct ParagraphStyle {
    /// The common style and what the automatic one adds.
    pub format: ParagraphFormat,
    /// What the automatic style says of the text.
    pub text: TextFormat,
    pub role: Role,
    pub list_style: Option<Arc<str>>,
    pub master_page: Option<Arc<str>>,
    pub page_number: Option<u32>,
    pub break_before: bool,
    pub break_after: bool,
    /// Whether there is space above or below, by whatever says so.
    pub spaced: bool,
}

/// Space that counts as such between items of a list, in points.
const SPACE: f32 = 2.0;

impl ParagraphStyle {
    /// The style of that name in `part`.
    pub fn find(styles: &Styles, part: Part, name: &str) -> Self {
        let mut found = Self::default();
        let mut common = Some(Arc::from(name));
        if let Some(automatic) = styles.automatic(part, Family::Paragraph, name) {
            found.take_automatic(automatic);
            common.clone_from(&automatic.parent);
        }
        let common = common.unwrap_or_else(|| Arc::from(names::STANDARD));
        let resolved = styles.resolve(Family::Paragraph, &common);
        for (_, style) in styles.chain(Family::Paragraph, &common) {
            if found.role == Role::Plain {
                found.role = role(&style.display);
            }
            found.list_style = found.list_style.take().or_else(|| style.list_style.clone());
            if found.master_page.is_none() {
                found.master_page.clone_from(&style.master_page);
            }
        }
        let effective = found.format.over(&resolved.paragraph);
        let effective = effective.over(&styles.defaults.paragraph);
        let spaces = [effective.space_before, effective.space_after];
        found.spaced = spaces.into_iter().flatten().any(|space| space > SPACE)
            && resolved.name != names::TIGHT_LIST;
        if keeps_name(&resolved, &found.role) {
            found.format.style = Some(common);
        }
        found
    }

    fn take_automatic(&mut self, style: &RawStyle) {
        self.format = style.paragraph.format.clone();
        self.text = direct_text(&style.text);
        self.break_before = style.paragraph.break_before == Some(true);
        self.break_after = style.paragraph.break_after == Some(true);
        self.page_number = style.paragraph.page_number;
        self.list_style.clone_from(&style.list_style);
        self.master_page.clone_from(&style.master_page);
    }
}

/// The style is worth naming unless it says nothing, or the block says it all.
fn keeps_name(style: &Style, role: &Role) -> bool {
    let says = style.paragraph != ParagraphFormat::default() || style.text != TextFormat::default();
    let named = !style.name.is_empty() && style.name != names::TIGHT_LIST;
    let own = match role {
        Role::Plain => says || style.name != names::STANDARD,
        Role::Quotation => !names::same(&style.name, names::QUOTATIONS),
        Role::Code(_) => !style.name.starts_with(names::PREFORMATTED),
        Role::Rule => !names::same(&style.name, names::HORIZONTAL_LINE),
    };
    named && own
}

fn role(name: &str) -> Role {
    if names::same(name, names::QUOTATIONS) {
        Role::Quotation
    } else if names::same(name, names::HORIZONTAL_LINE) {
        Role::Rule
    } else if let Some(start) = name.get(..names::PREFORMATTED.len())
        && names::same(start, names::PREFORMATTED)
    {
        match name.get(names::PREFORMATTED.len()..).unwrap_or_default() {
            "" => Role::Code(None),
            rest => match rest
                .strip_prefix(" (")
                .and_then(|rest| rest.strip_suffix(')'))
            {
                Some(language) => Role::Code(Some(language.to_owned())),
                None => Role::Plain,
            },
        }
    } else {
        Role::Plain
    }
}

/// What the style of a piece of text says.
#[derive(Debug, Clone, Default)]
pub(super) struct SpanStyle {
    pub format: TextFormat,
    /// Whether the text is a formula in LaTeX.
    pub formula: bool,
}

impl SpanStyle {
    /// The style of that name in `part`.
    pub fn find(styles: &Styles, part: Part, name: &str) -> Self {
        let mut found = Self::default();
        let mut common = Some(Arc::from(name));
        if let Some(automatic) = styles.automatic(part, Family::Text, name) {
            found.format = direct_text(&automatic.text);
            common.clone_from(&automatic.parent);
        }
        let Some(common) = common else {
            return found;
        };
        let chain = styles.chain(Family::Text, &common);
        let is = |name: &str| {
            let mut chain = chain.iter();
            chain.any(|(_, style)| names::same(&style.display, name))
        };
        if is(names::SOURCE_TEXT) || is("Teletype") {
            found.format.code = Some(true);
        } else if is(names::FORMULA) {
            found.formula = true;
        } else if !is(names::LINK) && !is("Visited Internet Link") && !chain.is_empty() {
            found.format.style = Some(text_style_id(styles, &common));
        }
        found
    }
}

/// The id of a text style: styles of text and of paragraphs may have one name, ids may not.
pub(super) fn text_style_id(styles: &Styles, name: &Arc<str>) -> Arc<str> {
    if styles.common(Family::Paragraph, name).is_some() {
        format!("{name}_text").into()
    } else {
        Arc::clone(name)
    }
}

fn direct_text(properties: &TextProperties) -> TextFormat {
    let mut format = properties.format.clone();
    if let Some(factor) = properties.relative_size {
        let near = |size: f32| (factor - size).abs() < 0.005;
        format.size = if near(0.75) {
            Some(Size::Small)
        } else if near(1.5) {
            Some(Size::Large)
        } else if near(2.5) {
            Some(Size::Huge)
        } else {
            Some(Size::Points((factor * 120.0).round() / 10.0))
        };
    }
    format
}

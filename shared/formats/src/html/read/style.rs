//! What elements, attributes, classes and CSS say of how text and paragraphs look.

use std::rc::Rc;

use serde_json::Value;
use spindle_model::document::{Align, LineHeight, ParagraphFormat, Script, Size, TextFormat};

use super::super::css::{self, Length};
use super::super::tree::Id;
use super::{Context, Reading, White};

/// What holds in a block.
pub(super) struct Styled {
    pub(super) context: Rc<Context>,
    pub(super) break_before: bool,
    pub(super) break_after: bool,
    /// Whether it is a paragraph even when nothing is in it.
    pub(super) keep: bool,
}

impl Reading<'_, '_> {
    /// What holds in a block: the text's format and what paragraphs inherit, and what is said of the block itself.
    pub(super) fn block_context(&self, id: Id, outer: &Rc<Context>) -> Styled {
        let tree = self.tree;
        let mut context = Context {
            text: outer.text.clone(),
            block: inherited(&outer.block),
            white: outer.white,
        };
        let mut styled = Styled {
            context: Rc::clone(outer),
            break_before: false,
            break_after: false,
            keep: false,
        };
        let block = &mut context.block;
        if tree.name(id) == "center" {
            block.align = Some(Align::Center);
        }
        if let Some(align) = tree.attr(id, "align").and_then(align) {
            block.align = Some(align);
        }
        match tree.attr(id, "dir") {
            Some("rtl") => block.rtl = Some(true),
            Some("ltr") => block.rtl = Some(false),
            _ => {}
        }
        for class in tree.classes(id) {
            if let Some(name) = class.strip_prefix("ql-align-") {
                block.align = align(name);
            } else if let Some(steps) = class.strip_prefix("ql-indent-") {
                block.indent = steps.parse().ok();
            } else if class == "ql-direction-rtl" {
                block.rtl = Some(true);
            }
        }
        if let Some(steps) = tree
            .attr(id, "data-indent")
            .and_then(|steps| steps.parse().ok())
        {
            block.indent = Some(steps);
        }
        let indented = tree.attr(id, "data-indent").is_some();
        if tree.attr(id, "hidden").is_some() {
            context.text.hidden = Some(true);
        }
        self.each_declaration(id, |property, value| {
            if property == "display" && value == "none" {
                context.text.hidden = Some(true);
            }
            white_space(property, value, &mut context.white);
            text_property(property, value, &mut context.text);
            block_property(property, value, indented, &mut context.block);
            match (property, value) {
                ("break-before" | "page-break-before", "page" | "always" | "left" | "right") => {
                    styled.break_before = true;
                    context.block.page_break_before = Some(true);
                }
                ("break-before", "auto") => context.block.page_break_before = Some(false),
                ("break-after" | "page-break-after", "page" | "always" | "left" | "right") => {
                    styled.break_after = true;
                }
                ("break-after" | "page-break-after", "avoid") => {
                    context.block.keep_next = Some(true)
                }
                ("break-after", "auto") => context.block.keep_next = Some(false),
                ("break-inside" | "page-break-inside", "avoid") => {
                    context.block.keep_lines = Some(true);
                }
                ("break-inside", "auto") => context.block.keep_lines = Some(false),
                _ => {}
            }
        });
        if let Some(other) = self.attributes_of(id) {
            context.block.other = Some(other);
        }
        if tree.attr(id, "data-line-height") == Some("at-least")
            && let Some(LineHeight::Exactly(points)) = context.block.line_height
        {
            context.block.line_height = Some(LineHeight::AtLeast(points));
        }
        styled.context = Rc::new(context);
        styled
    }

    /// What holds in a list, quotation or cell: only what is inherited of what is said of it.
    pub(super) fn container_context(&self, id: Id, outer: &Rc<Context>) -> Rc<Context> {
        let styled = self.block_context(id, outer);
        Rc::new(Context {
            text: styled.context.text.clone(),
            block: ParagraphFormat {
                align: styled.context.block.align,
                rtl: styled.context.block.rtl,
                line_height: styled.context.block.line_height,
                ..ParagraphFormat::default()
            },
            white: styled.context.white,
        })
    }

    /// What holds in an inline element.
    pub(super) fn inline_context(&self, id: Id, outer: &Rc<Context>) -> Rc<Context> {
        let tree = self.tree;
        let mut context = (**outer).clone();
        let text = &mut context.text;
        match tree.name(id) {
            "b" | "strong" => text.bold = Some(true),
            "i" | "em" | "cite" | "dfn" | "var" => text.italic = Some(true),
            "u" | "ins" => text.underline = Some(true),
            "s" | "del" | "strike" => text.strike = Some(true),
            "sub" => text.script = Some(Script::Sub),
            "sup" => text.script = Some(Script::Super),
            "code" | "kbd" | "samp" | "tt" => text.code = Some(true),
            "mark" if tree.attr(id, "data-comments").is_none() => {
                text.background = Some(spindle_model::color::Color(255, 255, 0));
            }
            "small" => text.size = Some(Size::Small),
            "big" => text.size = Some(Size::Large),
            "font" => font_element(
                tree.attr(id, "color"),
                tree.attr(id, "face"),
                tree.attr(id, "size"),
                text,
            ),
            _ => {}
        }
        match tree.attr(id, "dir") {
            Some("rtl") => text.rtl = Some(true),
            Some("ltr") => text.rtl = Some(false),
            _ => {}
        }
        if let Some(language) = tree
            .attr(id, "lang")
            .filter(|language| !language.is_empty())
        {
            text.language = Some(language.into());
        }
        if tree.attr(id, "hidden").is_some() {
            text.hidden = Some(true);
        }
        for class in tree.classes(id) {
            if let Some(size) = class.strip_prefix("ql-size-") {
                text.size = named_size(size);
            } else if let Some(font) = class.strip_prefix("ql-font-") {
                text.font = Some(font.into());
            } else if let Some(color) = class.strip_prefix("ql-color-") {
                text.color = css::color(color);
            } else if let Some(color) = class.strip_prefix("ql-bg-") {
                text.background = css::color(color);
            }
        }
        self.each_declaration(id, |property, value| {
            white_space(property, value, &mut context.white);
            let text = &mut context.text;
            text_property(property, value, text);
            match property {
                "background-color" | "background" => {
                    text.background = css::color(value).or(text.background);
                }
                "vertical-align" => match value {
                    "super" => text.script = Some(Script::Super),
                    "sub" => text.script = Some(Script::Sub),
                    "baseline" => text.script = None,
                    _ => {}
                },
                "direction" => match value {
                    "rtl" => text.rtl = Some(true),
                    "ltr" => text.rtl = Some(false),
                    _ => {}
                },
                "display" if value == "none" => text.hidden = Some(true),
                _ => {}
            }
        });
        if let Some(not) = tree.attr(id, "data-not") {
            take_back(not, &mut context.text);
        }
        if let Some(other) = self.attributes_of(id) {
            context.text.other = Some(other);
        }
        Rc::new(context)
    }

    /// Calls `visit` with every declaration that holds for an element itself.
    pub(super) fn each_declaration(&self, id: Id, mut visit: impl FnMut(&str, &str)) {
        let tree = self.tree;
        if !self.sheet.is_empty() {
            let rules = self.sheet.of(tree.name(id), tree.classes(id));
            for (property, value) in css::declarations(&rules) {
                visit(&property, value);
            }
        }
        if let Some(style) = tree.attr(id, "style") {
            for (property, value) in css::declarations(style) {
                visit(&property, value);
            }
        }
    }

    /// What an editor said that HTML has no word for.
    fn attributes_of(&self, id: Id) -> spindle_model::document::Other {
        let json = self.tree.attr(id, "data-attributes")?;
        match serde_json::from_str(json) {
            Ok(Value::Object(map)) if !map.is_empty() => Some(Box::new(map.into_iter().collect())),
            _ => None,
        }
    }
}

/// What paragraphs in a block take from it.
fn inherited(outer: &ParagraphFormat) -> ParagraphFormat {
    ParagraphFormat {
        align: outer.align,
        rtl: outer.rtl,
        line_height: outer.line_height,
        indent_start: outer.indent_start,
        indent: outer.indent,
        keep_next: outer.keep_next.filter(|keep| *keep),
        ..ParagraphFormat::default()
    }
}

fn white_space(property: &str, value: &str, white: &mut White) {
    match (property, value) {
        ("white-space", "pre" | "pre-wrap" | "break-spaces") => *white = White::Keep,
        ("white-space", "pre-line") => *white = White::Lines,
        ("white-space", "normal" | "nowrap") => *white = White::Collapse,
        _ => {}
    }
}

/// Properties of text that blocks and inline elements alike have.
fn text_property(property: &str, value: &str, text: &mut TextFormat) {
    match property {
        "font-weight" => {
            text.bold = match value {
                "bold" | "bolder" => Some(true),
                "normal" | "lighter" => None,
                number => match number.parse::<u16>() {
                    Ok(weight) => (weight >= 600).then_some(true),
                    Err(_) => text.bold,
                },
            }
        }
        "font-style" => {
            text.italic = match value {
                "italic" | "oblique" => Some(true),
                "normal" => None,
                _ => text.italic,
            }
        }
        "text-decoration" | "text-decoration-line" => {
            for word in value.split_ascii_whitespace() {
                match word {
                    "underline" => text.underline = Some(true),
                    "line-through" => text.strike = Some(true),
                    _ => {}
                }
            }
        }
        "color" => text.color = css::color(value).or(text.color),
        "font-family" => match css::first_family(value) {
            Some(font) if font != "inherit" => text.font = Some(font.into()),
            _ => {}
        },
        "font-size" => text.size = size(value, text.size),
        "font-variant" | "font-variant-caps" => {
            text.small_caps = value.contains("small-caps").then_some(true);
        }
        "text-transform" => text.all_caps = (value == "uppercase").then_some(true),
        _ => {}
    }
}

fn block_property(property: &str, value: &str, indented: bool, block: &mut ParagraphFormat) {
    match property {
        "text-align" => block.align = align(value).or(block.align),
        "direction" => match value {
            "rtl" => block.rtl = Some(true),
            "ltr" => block.rtl = Some(false),
            _ => {}
        },
        "margin-left" | "margin-inline-start" => add(&mut block.indent_start, value),
        "padding-left" | "padding-inline-start" if !indented => add(&mut block.indent_start, value),
        "margin-right" | "margin-inline-end" => set(&mut block.indent_end, value),
        "text-indent" => set(&mut block.first_line, value),
        "margin-top" => set(&mut block.space_before, value),
        "margin-bottom" => set(&mut block.space_after, value),
        "margin" => margins(value, block),
        "line-height" => {
            block.line_height = match css::length(value) {
                Some(Length::Number(times) | Length::Em(times)) => {
                    Some(LineHeight::Multiple(times))
                }
                Some(Length::Points(points)) => Some(LineHeight::Exactly(points)),
                None => block.line_height,
            }
        }
        "background-color" | "background" => {
            block.background = css::color(value).or(block.background);
        }
        _ => {}
    }
}

/// Takes a length that is one; one of nothing says nothing where nothing was said.
fn set(field: &mut Option<f32>, value: &str) {
    if let Some(points) = css::points(value) {
        *field = Some(points);
    }
}

fn add(field: &mut Option<f32>, value: &str) {
    if let Some(points) = css::points(value) {
        *field = match *field {
            Some(known) => Some(known + points),
            None => Some(points),
        };
    }
}

/// `margin`: one to four lengths, clockwise from the top.
fn margins(value: &str, block: &mut ParagraphFormat) {
    let lengths: Vec<&str> = value.split_ascii_whitespace().take(4).collect();
    let at = |places: [usize; 4]| {
        let place = places.get(lengths.len().saturating_sub(1))?;
        css::points(lengths.get(*place)?)
    };
    block.space_before = at([0, 0, 0, 0]).or(block.space_before);
    block.space_after = at([0, 0, 2, 2]).or(block.space_after);
    let (left, right) = (at([0, 1, 1, 3]), at([0, 1, 1, 1]));
    if left.is_some_and(|points| points != 0.0) {
        block.indent_start = left;
    }
    if right.is_some_and(|points| points != 0.0) {
        block.indent_end = right;
    }
}

fn size(value: &str, around: Option<Size>) -> Option<Size> {
    match css::length(value) {
        Some(Length::Points(points)) if points > 0.0 => Some(Size::Points(points)),
        Some(Length::Em(0.75)) => Some(Size::Small),
        Some(Length::Em(1.5)) => Some(Size::Large),
        Some(Length::Em(2.5)) => Some(Size::Huge),
        Some(Length::Em(1.0)) => around,
        Some(Length::Em(times)) if times > 0.0 => {
            let around = around.map_or(12.0, |size| size.points(12.0));
            Some(Size::Points(around * times))
        }
        Some(_) => around,
        None => named_size(value).or(around),
    }
}

fn named_size(name: &str) -> Option<Size> {
    Some(match name {
        "small" | "smaller" | "x-small" | "xx-small" => Size::Small,
        "large" | "larger" | "x-large" => Size::Large,
        "huge" | "xx-large" | "xxx-large" => Size::Huge,
        other => return css::points(other).map(Size::Points),
    })
}

fn font_element(
    color: Option<&str>,
    face: Option<&str>,
    size: Option<&str>,
    text: &mut TextFormat,
) {
    if let Some(color) = color {
        // `<font>` takes colours without their `#`.
        text.color = css::color(color).or_else(|| spindle_model::color::Color::from_hex(color));
    }
    if let Some(face) = face.and_then(css::first_family) {
        text.font = Some(face.into());
    }
    let points = match size {
        Some("1") => 7.5,
        Some("2" | "-1") => 10.0,
        Some("4" | "+1") => 13.5,
        Some("5" | "+2") => 18.0,
        Some("6" | "+3") => 24.0,
        Some("7" | "+4") => 36.0,
        _ => return,
    };
    text.size = Some(Size::Points(points));
}

/// Formats that are said not to be there.
fn take_back(names: &str, text: &mut TextFormat) {
    for name in names.split_ascii_whitespace() {
        let field = match name {
            "bold" => &mut text.bold,
            "italic" => &mut text.italic,
            "underline" => &mut text.underline,
            "strike" => &mut text.strike,
            "code" => &mut text.code,
            "small-caps" => &mut text.small_caps,
            "all-caps" => &mut text.all_caps,
            "hidden" => &mut text.hidden,
            _ => continue,
        };
        *field = Some(false);
    }
}

/// Alignment by its name in HTML and CSS.
pub(super) fn align(name: &str) -> Option<Align> {
    Some(match name {
        "left" | "start" => Align::Left,
        "center" | "-webkit-center" | "middle" => Align::Center,
        "right" | "end" => Align::Right,
        "justify" => Align::Justify,
        _ => return None,
    })
}

//! Text of shapes and cells: paragraphs and runs with what they take from lists of styles (ECMA-376 Part 1, 21.1.2).

use std::sync::Arc;

use spindle_model::color::Color;
use spindle_model::document::{
    Align, Block, Field, Inline, InlineKind, LineHeight, Link, Paragraph, ParagraphFormat, Script,
    Size, TextFormat,
};
use spindle_model::presentation::{Anchor, TextBox};
use spindle_ooxml::{Dom, NodeId, Package};

use super::EMU;
use super::theme::Theme;

/// Levels of lists.
const LEVELS: usize = 9;

/// What text is read with.
pub(super) struct Texts<'r> {
    pub(super) package: &'r Package,
    /// The part that the text is in, for its links.
    pub(super) part: &'r str,
    pub(super) theme: &'r Theme,
    /// Lists of styles, the nearest first.
    pub(super) styles: Vec<NodeId>,
    /// The colour that the shape gives its text.
    pub(super) color: Option<Color>,
    /// How much smaller text is made to fit.
    pub(super) scale: f32,
}

/// Where the text of a body stands, and how much smaller it is made to fit.
pub(super) fn text_box(dom: &Dom, bodies: &[NodeId]) -> (TextBox, f32) {
    let said = |name: &str| bodies.iter().find_map(|body| dom.attr(*body, name));
    let mut text_box = TextBox::default();
    for (inset, name) in text_box
        .insets
        .iter_mut()
        .zip(["lIns", "tIns", "rIns", "bIns"])
    {
        if let Some(value) = said(name).and_then(|value| value.parse::<f32>().ok()) {
            *inset = value / EMU;
        }
    }
    text_box.anchor = match said("anchor") {
        Some("ctr") => Anchor::Middle,
        Some("b") => Anchor::Bottom,
        _ => Anchor::Top,
    };
    text_box.wraps = said("wrap") != Some("none");
    let fit = bodies
        .iter()
        .find_map(|body| dom.child(*body, "a:normAutofit"));
    let scale = fit
        .and_then(|fit| {
            dom.attr(fit, "fontScale")?
                .trim_end_matches('%')
                .parse::<f32>()
                .ok()
        })
        .map_or(1.0, |scale| {
            if scale > 1000.0 {
                scale / 100_000.0
            } else {
                scale / 100.0
            }
        });
    (text_box, scale.clamp(0.1, 1.0))
}

impl Texts<'_> {
    fn dom(&self) -> &Dom {
        &self.package.dom
    }

    /// The paragraphs of a body. A body that only has empty ones says nothing.
    pub(super) fn blocks(&self, body: NodeId) -> Vec<Block> {
        let mut counters = [0_u32; LEVELS];
        let paragraphs: Vec<Paragraph> = self
            .dom()
            .elements(body, "a:p")
            .map(|node| self.paragraph(node, &mut counters))
            .collect();
        if paragraphs
            .iter()
            .all(|paragraph| paragraph.inlines.is_empty())
        {
            return Vec::new();
        }
        paragraphs.into_iter().map(Block::Paragraph).collect()
    }

    fn paragraph(&self, node: NodeId, counters: &mut [u32; LEVELS]) -> Paragraph {
        let dom = self.dom();
        let own = dom.child(node, "a:pPr");
        let level = own
            .and_then(|own| dom.attr(own, "lvl")?.parse::<usize>().ok())
            .unwrap_or(0)
            .min(LEVELS - 1);
        let name = format!("a:lvl{}pPr", level + 1);
        // What says something about the paragraph, the nearest first.
        let said: Vec<NodeId> = own
            .into_iter()
            .chain(
                self.styles
                    .iter()
                    .filter_map(|styles| dom.child(*styles, &name)),
            )
            .collect();
        let runs: Vec<NodeId> = said
            .iter()
            .filter_map(|said| dom.child(*said, "a:defRPr"))
            .collect();
        let mut inlines = Vec::new();
        for child in dom.child_elements(node) {
            let mut properties: Vec<NodeId> = dom.child(child, "a:rPr").into_iter().collect();
            properties.extend(&runs);
            let format = || self.format(&properties);
            let text = || {
                dom.child(child, "a:t")
                    .map(|text| dom.text(text))
                    .unwrap_or_default()
            };
            let kind = match dom.name_of(child) {
                Some("a:r") => InlineKind::Text(text()),
                Some("a:br") => InlineKind::LineBreak,
                Some("a:fld") if dom.attr(child, "type") == Some("slidenum") => {
                    InlineKind::Field(Field::PageNumber)
                }
                Some("a:fld") => InlineKind::Text(text()),
                _ => continue,
            };
            if matches!(&kind, InlineKind::Text(text) if text.is_empty()) {
                continue;
            }
            inlines.push(Inline::new(kind, format()));
        }
        let bullet = if inlines.is_empty() {
            None
        } else {
            self.bullet(&said, level, counters)
        };
        if let Some(mark) = bullet {
            let format = inlines.first().map(|first: &Inline| first.format.clone());
            let kind = InlineKind::Text(format!("{mark}\t"));
            inlines.insert(
                0,
                Inline::new(
                    kind,
                    TextFormat {
                        link: None,
                        ..format.unwrap_or_default()
                    },
                ),
            );
        }
        Paragraph {
            heading: None,
            format: self.paragraph_format(&said, &runs),
            inlines,
        }
    }

    fn paragraph_format(&self, said: &[NodeId], runs: &[NodeId]) -> ParagraphFormat {
        let dom = self.dom();
        let attr = |name: &str| said.iter().find_map(|said| dom.attr(*said, name));
        let length = |name: &str| attr(name)?.parse::<f32>().ok().map(|value| value / EMU);
        let size = self.size(runs);
        // Spacing is in parts of the size or in hundredths of a point.
        let spacing = |name: &str| {
            let spacing = said.iter().find_map(|said| dom.child(*said, name))?;
            let value = |name: &str| {
                let node = dom.child(spacing, name)?;
                dom.attr(node, "val")?
                    .trim_end_matches('%')
                    .parse::<f32>()
                    .ok()
            };
            match (value("a:spcPts"), value("a:spcPct")) {
                (Some(points), _) => Some((points / 100.0, false)),
                (None, Some(part)) => Some((part / 100_000.0, true)),
                (None, None) => None,
            }
        };
        let space = |name: &str| {
            spacing(name).map_or(
                0.0,
                |(value, is_part)| if is_part { value * size } else { value },
            )
        };
        ParagraphFormat {
            align: match attr("algn") {
                Some("ctr") => Some(Align::Center),
                Some("r") => Some(Align::Right),
                Some("just" | "dist") => Some(Align::Justify),
                Some("l") => Some(Align::Left),
                _ => None,
            },
            indent_start: length("marL"),
            indent_end: length("marR"),
            first_line: length("indent"),
            space_before: Some(space("a:spcBef")),
            space_after: Some(space("a:spcAft")),
            line_height: Some(match spacing("a:lnSpc") {
                Some((part, true)) => LineHeight::Multiple(part.clamp(0.2, 10.0)),
                Some((points, false)) => LineHeight::Exactly(points),
                None => LineHeight::Multiple(1.0),
            }),
            rtl: attr("rtl").map(is_true),
            ..ParagraphFormat::default()
        }
    }

    fn size(&self, runs: &[NodeId]) -> f32 {
        let size = runs
            .iter()
            .find_map(|run| self.dom().attr(*run, "sz")?.parse::<f32>().ok());
        size.unwrap_or(1800.0) / 100.0 * self.scale
    }

    /// What runs look like; `said` are their properties, the nearest first.
    fn format(&self, said: &[NodeId]) -> TextFormat {
        let dom = self.dom();
        let attr = |name: &str| said.iter().find_map(|said| dom.attr(*said, name));
        // The colour of a shape's style counts before those that its master gives to text.
        let nearest = if self.color.is_some() { 1 } else { usize::MAX };
        let fill = said
            .iter()
            .take(nearest)
            .find_map(|said| dom.child(*said, "a:solidFill"));
        let link = said.first().and_then(|own| dom.child(*own, "a:hlinkClick"));
        let link = link
            .and_then(|link| dom.attr(link, "r:id"))
            .and_then(|id| self.package.relationship(self.part, id))
            .filter(|relationship| relationship.external)
            .map(|relationship| {
                Arc::new(Link {
                    href: relationship.target.clone(),
                    title: None,
                })
            });
        let font = said
            .iter()
            .find_map(|said| dom.attr(dom.child(*said, "a:latin")?, "typeface"));
        let own = fill.and_then(|fill| self.theme.inside(dom, fill, None));
        let behind = said.iter().find_map(|said| dom.child(*said, "a:highlight"));
        TextFormat {
            bold: attr("b").map(is_true),
            italic: attr("i").map(is_true),
            underline: attr("u").map(|kind| kind != "none"),
            strike: attr("strike").map(|kind| kind != "noStrike"),
            script: match attr("baseline")
                .and_then(|value| value.trim_end_matches('%').parse::<f32>().ok())
            {
                Some(rise) if rise > 0.0 => Some(Script::Super),
                Some(rise) if rise < 0.0 => Some(Script::Sub),
                _ => None,
            },
            all_caps: attr("cap").map(|kind| kind == "all"),
            small_caps: attr("cap").map(|kind| kind == "small"),
            color: own
                .map(|paint| paint.color)
                .or(self.color)
                .or_else(|| self.theme.named("tx1")),
            background: behind
                .and_then(|behind| self.theme.inside(dom, behind, None))
                .map(|paint| paint.color),
            font: font
                .and_then(|name| self.theme.font(name))
                .or_else(|| self.theme.body_font()),
            size: Some(Size::Points(self.size(said))),
            link,
            ..TextFormat::default()
        }
    }

    /// What stands before a paragraph of a list (21.1.2.4).
    fn bullet(
        &self,
        said: &[NodeId],
        level: usize,
        counters: &mut [u32; LEVELS],
    ) -> Option<String> {
        let dom = self.dom();
        let choice = said.iter().find_map(|said| {
            dom.child_elements(*said).find(|child| {
                matches!(
                    dom.name_of(*child),
                    Some("a:buNone" | "a:buChar" | "a:buAutoNum" | "a:buBlip")
                )
            })
        });
        let is_number = choice.is_some_and(|choice| dom.is(choice, "a:buAutoNum"));
        for (index, counter) in counters.iter_mut().enumerate() {
            // A number goes on until something else of its level, or above, stands between.
            if index > level || (index == level && !is_number) {
                *counter = 0;
            }
        }
        let choice = choice?;
        match dom.name_of(choice)? {
            "a:buChar" => {
                let mark = dom.attr(choice, "char")?.chars().next()?;
                // Symbol fonts have their marks where others have nothing to show.
                let private = ('\u{e000}'..='\u{f8ff}').contains(&mark) || mark == '§';
                Some(if private { '•' } else { mark }.to_string())
            }
            "a:buBlip" => Some("•".to_owned()),
            "a:buAutoNum" => {
                let start = dom
                    .attr(choice, "startAt")
                    .and_then(|start| start.parse::<u32>().ok())
                    .unwrap_or(1);
                let counter = counters.get_mut(level)?;
                let number = start.saturating_add(*counter);
                *counter = counter.saturating_add(1);
                Some(numbered(
                    dom.attr(choice, "type").unwrap_or_default(),
                    number,
                ))
            }
            _ => None,
        }
    }
}

/// Whether an attribute of type `xsd:boolean` is true.
pub(super) fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true" | "on")
}

/// A number as ST_TextAutonumberScheme (20.1.10.61) writes it.
fn numbered(scheme: &str, number: u32) -> String {
    use spindle_model::document::NumberStyle;
    let style = if scheme.starts_with("alphaLc") {
        NumberStyle::LowerAlpha
    } else if scheme.starts_with("alphaUc") {
        NumberStyle::UpperAlpha
    } else if scheme.starts_with("romanLc") {
        NumberStyle::LowerRoman
    } else if scheme.starts_with("romanUc") {
        NumberStyle::UpperRoman
    } else {
        NumberStyle::Decimal
    };
    let text = crate::text::number_text(number, style);
    if scheme.ends_with("ParenBoth") {
        format!("({text})")
    } else if scheme.ends_with("ParenR") {
        format!("{text})")
    } else if scheme.ends_with("Plain") {
        text
    } else {
        format!("{text}.")
    }
}

//! Where links lead to, and the outline.

use std::collections::HashMap;
use std::rc::Rc;

use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::outline::{Outline, OutlineNode};

use crate::layout::ItemKind;
use crate::pages::Page;

/// A heading of the outline.
struct Heading {
    level: u8,
    title: Rc<str>,
    page: usize,
    y: f32,
}

/// The places of a document that have names.
pub(super) struct Places {
    named: HashMap<String, (usize, f32)>,
    headings: Vec<Heading>,
}

/// Levels of the outline.
const LEVELS: u8 = 9;

impl Places {
    pub(super) fn find(pages: &[Page]) -> Self {
        let mut places = Self {
            named: HashMap::new(),
            headings: Vec::new(),
        };
        let mut slugs = HashMap::new();
        for (index, page) in pages.iter().enumerate() {
            for item in &page.items {
                match &item.kind {
                    ItemKind::Anchor(name) => {
                        places
                            .named
                            .entry(name.to_string())
                            .or_insert((index, item.y));
                    }
                    ItemKind::Heading { level, title } => {
                        slugs.entry(slug(title)).or_insert((index, item.y));
                        places.headings.push(Heading {
                            level: (*level).clamp(1, LEVELS),
                            title: Rc::clone(title),
                            page: index,
                            y: item.y,
                        });
                    }
                    _ => {}
                }
            }
        }
        // A bookmark of that name comes before a heading of that text.
        for (name, place) in slugs {
            places.named.entry(name).or_insert(place);
        }
        places
    }

    /// The place of a name: a bookmark's, or a heading's text as web pages write it in links.
    pub(super) fn named(&self, name: &str) -> Option<XyzDestination> {
        let (page, y) = self
            .named
            .get(name)
            .or_else(|| self.named.get(&slug(name)))?;
        Some(destination(*page, *y))
    }

    /// The headings as an outline.
    pub(super) fn outline(&self) -> Outline {
        let mut outline = Outline::new();
        // Open nodes from the outside in.
        let mut open: Vec<(u8, OutlineNode)> = Vec::new();
        for heading in &self.headings {
            while let Some((_, node)) = open.pop_if(|(level, _)| *level >= heading.level) {
                close(node, &mut open, &mut outline);
            }
            let node = OutlineNode::new(
                heading.title.to_string(),
                destination(heading.page, heading.y),
            );
            open.push((heading.level, node));
        }
        while let Some((_, node)) = open.pop() {
            close(node, &mut open, &mut outline);
        }
        outline
    }
}

fn close(node: OutlineNode, open: &mut [(u8, OutlineNode)], outline: &mut Outline) {
    match open.last_mut() {
        Some((_, outer)) => outer.push_child(node),
        None => outline.push_child(node),
    }
}

fn destination(page: usize, y: f32) -> XyzDestination {
    XyzDestination::new(page, Point::from_xy(0.0, (y - 6.0).max(0.0)))
}

/// A heading's text as web pages write it in links: small letters, hyphens for spaces, no punctuation.
fn slug(title: &str) -> String {
    title
        .trim()
        .chars()
        .flat_map(char::to_lowercase)
        .filter_map(|character| match character {
            ' ' | '-' => Some('-'),
            '_' => Some('_'),
            character => character.is_alphanumeric().then_some(character),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_found_by_their_text() {
        assert_eq!(slug(" What's New, in 2.0? "), "whats-new-in-20");
        assert_eq!(slug("第一章 导论"), "第一章-导论");
    }
}

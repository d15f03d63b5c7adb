//! Draws the items of a page.

use krilla::action::LinkAction;
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::geom::Rect;
use krilla::page::Page as Sheet;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};

use super::brush::PdfBrush;
use super::places::Places;
use crate::draw::{self, Numbers};
use crate::fonts::FontBook;
use crate::layout::{Item, ItemKind, NodeId, Tree};
use crate::pages::Page;
use crate::picture::Pictures;

/// What is drawn with on all pages.
pub(super) struct Canvas<'p> {
    book: &'p FontBook<'p>,
    pictures: &'p Pictures<'p>,
    places: &'p Places,
    pub(super) tree: Tree,
    count: usize,
    /// Links to places that are not there.
    pub(super) dead_links: usize,
}

/// A link on the page.
struct LinkArea {
    node: NodeId,
    rect: Rect,
    href: std::rc::Rc<str>,
}

impl<'p> Canvas<'p> {
    pub(super) fn new(
        book: &'p FontBook<'p>,
        pictures: &'p Pictures<'p>,
        places: &'p Places,
        tree: Tree,
        count: usize,
    ) -> Self {
        Self {
            book,
            pictures,
            places,
            tree,
            count,
            dead_links: 0,
        }
    }

    /// Draws a page.
    pub(super) fn page(&mut self, sheet: &mut Sheet<'_>, page: &Page) {
        let mut links = Vec::new();
        let mut surface = sheet.surface();
        self.items(
            &mut surface,
            page,
            &page.header,
            ArtifactType::Header,
            &mut links,
        );
        self.items(
            &mut surface,
            page,
            &page.items,
            ArtifactType::Layout,
            &mut links,
        );
        self.items(
            &mut surface,
            page,
            &page.footer,
            ArtifactType::Footer,
            &mut links,
        );
        surface.finish();
        for link in links {
            self.link(sheet, link);
        }
    }

    fn link(&mut self, sheet: &mut Sheet<'_>, link: LinkArea) {
        let target = match link.href.strip_prefix('#') {
            Some(name) => match self.places.named(name) {
                Some(place) => Target::Destination(place.into()),
                None => {
                    self.dead_links = self.dead_links.saturating_add(1);
                    return;
                }
            },
            None if is_address(&link.href) => {
                Target::Action(LinkAction::new(link.href.to_string()).into())
            }
            None => return,
        };
        let annotation = Annotation::new_link(
            LinkAnnotation::new(link.rect, target),
            Some(link.href.to_string()),
        );
        if link.node == NodeId::ARTIFACT {
            sheet.add_annotation(annotation);
        } else {
            let content = sheet.add_tagged_annotation(annotation);
            self.tree.content(link.node, content);
        }
    }

    fn items(
        &mut self,
        surface: &mut Surface<'_>,
        page: &Page,
        items: &[Item],
        artifact: ArtifactType,
        links: &mut Vec<LinkArea>,
    ) {
        // Content of one element that is drawn in one go is one piece of content.
        let mut open: Option<NodeId> = None;
        for item in items {
            match &item.kind {
                ItemKind::Anchor(_) | ItemKind::Heading { .. } => continue,
                ItemKind::Link {
                    width,
                    height,
                    href,
                } => {
                    links.extend(
                        Rect::from_xywh(item.x, item.y, *width, *height).map(|rect| LinkArea {
                            node: item.node,
                            rect,
                            href: std::rc::Rc::clone(href),
                        }),
                    );
                    continue;
                }
                _ => {}
            }
            let alone = matches!(item.kind, ItemKind::CheckBox { .. });
            if open != Some(item.node) || alone {
                if open.is_some() {
                    surface.end_tagged();
                }
                self.start(surface, item, artifact);
                open = Some(item.node);
            }
            let numbers = Numbers {
                page: page.number,
                count: self.count,
            };
            let mut brush = PdfBrush {
                surface,
                book: self.book,
                pictures: self.pictures,
            };
            draw::item(&mut brush, self.book, numbers, item);
            if alone {
                surface.end_tagged();
                open = None;
            }
        }
        if open.is_some() {
            surface.end_tagged();
        }
    }

    fn start(&mut self, surface: &mut Surface<'_>, item: &Item, artifact: ArtifactType) {
        if item.node == NodeId::ARTIFACT {
            surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(artifact)));
            return;
        }
        let tag = match item.kind {
            ItemKind::CheckBox { checked, .. } => {
                let text = if checked { "\u{2611}" } else { "\u{2610}" };
                ContentTag::Span(SpanTag::empty().with_actual_text(Some(text)))
            }
            _ if self.tree.is_figure(item.node) => ContentTag::Other,
            _ => ContentTag::Span(SpanTag::empty()),
        };
        let content = surface.start_tagged(tag);
        self.tree.content(item.node, content);
    }
}

/// Whether a reader of PDFs can go there: an absolute address. Others name files beside the document, which the PDF
/// may not stand beside.
fn is_address(href: &str) -> bool {
    let scheme = href.split_once(':').map(|(scheme, _)| scheme);
    matches!(
        scheme.map(str::to_ascii_lowercase).as_deref(),
        Some("http" | "https" | "mailto" | "ftp" | "tel")
    ) && href.len() <= 4000
}

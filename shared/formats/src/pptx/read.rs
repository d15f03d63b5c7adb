//! From a package to a presentation.

use std::collections::HashMap;

use spindle_model::convert::{ConvertError, Job};
use spindle_model::document::Document;
use spindle_model::presentation::{Presentation, Slide};
use spindle_ooxml::{NodeId, Package, PackageKind};

use super::EMU;
use super::shape::{Level, Shapes};
use super::text::{Texts, is_true};
use super::theme::Theme;
use crate::package::{explain, metadata, open};

/// The parts that one slide is read from, the nearest first: slide, layout, master.
struct Parts {
    levels: Vec<(String, NodeId)>,
    theme: Option<NodeId>,
    notes: Option<(String, NodeId)>,
}

/// Reads a file.
pub(super) fn read(bytes: &[u8], job: &mut Job<'_>) -> Result<Presentation, ConvertError> {
    let mut package = open(bytes, PackageKind::Slides, &job.limits)?;
    let main = package.main_part().to_owned();
    let root = package.root(&main).map_err(explain)?;
    let ids: Vec<String> = package
        .dom
        .child(root, "p:sldIdLst")
        .into_iter()
        .flat_map(|list| package.dom.elements(list, "p:sldId"))
        .filter_map(|slide| package.dom.attr(slide, "r:id").map(str::to_owned))
        .collect();
    if ids.len() > job.limits.pages {
        return Err(ConvertError::limit(format!(
            "the presentation has {} slides, more than the {} allowed",
            ids.len(),
            job.limits.pages
        )));
    }
    let mut slides = Vec::new();
    for id in &ids {
        match package.related_by_id(&main, id) {
            Some(part) => slides.push(parts(&mut package, part).map_err(explain)?),
            None => job.warn("slide-missing", "a slide that the file lists is not in it"),
        }
    }
    let core = package
        .related("/", "core-properties")
        .and_then(|part| package.root(&part).ok());
    (job.progress)(0.3);
    let dom = &package.dom;
    let size = dom.child(root, "p:sldSz");
    let length = |name: &str, otherwise: f32| {
        let value = size.and_then(|size| dom.attr(size, name)?.parse::<f32>().ok());
        value.filter(|value| *value > 0.0).unwrap_or(otherwise) / EMU
    };
    let mut presentation = Presentation {
        size: (length("cx", 12_192_000.0), length("cy", 6_858_000.0)),
        slides: Vec::new(),
        shared: Document {
            metadata: core.map(|core| metadata(dom, core)).unwrap_or_default(),
            ..Document::default()
        },
    };
    let defaults = dom.child(root, "p:defaultTextStyle");
    let mut media = HashMap::new();
    let mut themes: HashMap<Option<NodeId>, Theme> = HashMap::new();
    let count = slides.len().max(1);
    for (index, parts) in slides.iter().enumerate() {
        let master = parts.levels.get(2).map(|(_, root)| *root);
        let theme = themes
            .entry(master)
            .or_insert_with(|| Theme::read(dom, parts.theme, master));
        let levels: Vec<Level<'_>> = parts
            .levels
            .iter()
            .map(|(part, root)| Level { part, root: *root })
            .collect();
        let mut shapes = Shapes {
            package: &package,
            theme,
            levels: &levels,
            defaults,
            media: &mut media,
            shared: &mut presentation.shared,
            warnings: &mut job.warnings,
        };
        let slide = slide(&mut shapes, parts);
        presentation.slides.push(slide);
        (job.progress)(0.3 + 0.7 * index.saturating_add(1) as f32 / count as f32);
    }
    Ok(presentation)
}

fn parts(package: &mut Package, slide: String) -> Result<Parts, spindle_ooxml::OoxmlError> {
    let root = package.root(&slide)?;
    let mut levels = vec![(slide.clone(), root)];
    let mut part = slide.clone();
    for kind in ["slideLayout", "slideMaster"] {
        let Some(next) = package.related(&part, kind) else {
            break;
        };
        levels.push((next.clone(), package.root(&next)?));
        part = next;
    }
    let theme = match package.related(&part, "theme") {
        Some(theme) => Some(package.root(&theme)?),
        None => None,
    };
    let notes = match package.related(&slide, "notesSlide") {
        Some(notes) => {
            let root = package.root(&notes)?;
            Some((notes, root))
        }
        None => None,
    };
    Ok(Parts {
        levels,
        theme,
        notes,
    })
}

fn slide(shapes: &mut Shapes<'_>, parts: &Parts) -> Slide {
    let dom = &shapes.package.dom;
    let root = parts.levels.first().map(|(_, root)| *root);
    let shows = |root: Option<NodeId>, name: &str| {
        root.and_then(|root| dom.attr(root, name))
            .is_none_or(is_true)
    };
    let hidden = !shows(root, "show");
    let from_master = shows(root, "showMasterSp");
    let layout = parts.levels.get(1).map(|(_, root)| *root);
    let from_above = from_master && shows(layout, "showMasterSp");
    let mut slide = Slide {
        hidden,
        ..Slide::default()
    };
    background(shapes, parts, &mut slide);
    // The master stands at the back.
    if from_above {
        slide.shapes.extend(shapes.read(2));
    }
    if from_master {
        slide.shapes.extend(shapes.read(1));
    }
    slide.shapes.extend(shapes.read(0));
    slide.notes = notes(shapes, parts);
    slide
}

/// The background of the nearest that says one (19.3.1.1).
fn background(shapes: &mut Shapes<'_>, parts: &Parts, slide: &mut Slide) {
    let dom = &shapes.package.dom;
    let found = parts
        .levels
        .iter()
        .enumerate()
        .find_map(|(level, (_, root))| Some((level, dom.path(*root, &["p:cSld", "p:bg"])?)));
    let Some((level, background)) = found else {
        return;
    };
    if let Some(reference) = dom.child(background, "p:bgRef") {
        slide.background = shapes
            .theme
            .inside(dom, reference, None)
            .map(|paint| paint.color);
        return;
    }
    let Some(properties) = dom.child(background, "p:bgPr") else {
        return;
    };
    let fill = dom
        .child(properties, "a:solidFill")
        .or_else(|| dom.path(properties, &["a:gradFill", "a:gsLst", "a:gs"]));
    slide.background = fill
        .and_then(|fill| shapes.theme.inside(dom, fill, None))
        .map(|paint| paint.color);
    let blip = dom.path(properties, &["a:blipFill", "a:blip"]);
    if let Some(id) = blip
        .and_then(|blip| dom.attr(blip, "r:embed"))
        .map(str::to_owned)
    {
        slide.backdrop = shapes.picture(level, &id);
    }
}

/// What the speaker is to say: the body of the page of notes.
fn notes(shapes: &Shapes<'_>, parts: &Parts) -> Vec<spindle_model::document::Block> {
    let dom = &shapes.package.dom;
    let Some((part, root)) = &parts.notes else {
        return Vec::new();
    };
    let tree = dom.path(*root, &["p:cSld", "p:spTree"]);
    let body = tree
        .into_iter()
        .flat_map(|tree| dom.elements(tree, "p:sp"))
        .find(|shape| {
            dom.path(*shape, &["p:nvSpPr", "p:nvPr", "p:ph"])
                .is_some_and(|found| dom.attr(found, "type") == Some("body"))
        });
    let texts = Texts {
        package: shapes.package,
        part,
        theme: shapes.theme,
        styles: Vec::new(),
        color: None,
        scale: 1.0,
    };
    body.and_then(|body| dom.child(body, "p:txBody"))
        .map(|body| texts.blocks(body))
        .unwrap_or_default()
}

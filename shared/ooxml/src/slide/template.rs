//! A new presentation: the parts that PowerPoint expects, with the page, layouts and theme of the original's empty file.

mod layouts;
mod theme;
pub(super) mod xml;

pub(super) use theme::theme;

use super::names::{self, PartKind};
use crate::dom::NodeId;
use crate::package::{Package, PackageKind};

const APP: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Properties \
    xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>Spindle</Application>\
    </Properties>";

const CORE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<cp:coreProperties \
    xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
    xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
    xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title/><dc:creator/><cp:lastModifiedBy/>\
    <cp:revision>5</cp:revision></cp:coreProperties>";

/// The identifier of the table style that new tables have.
const TABLE_STYLE: &str = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}";

/// A complete package with one slide that has an empty title and an empty subtitle.
#[must_use]
pub fn new_presentation() -> Package {
    let mut package = Package::new(PackageKind::Slides);
    let main = package.main_part().to_owned();
    let presentation = package.dom.fragment(&format!(
        "<p:presentation saveSubsetFonts=\"1\"><p:sldMasterIdLst/><p:sldIdLst/><p:sldSz cx=\"12192000\" cy=\"6858000\"/>\
         <p:notesSz cx=\"6858000\" cy=\"9144000\"/><p:defaultTextStyle><a:defPPr><a:defRPr lang=\"en-US\"/></a:defPPr>{}\
         </p:defaultTextStyle></p:presentation>",
        xml::plain_levels(1800)
    ));
    package.add_part_tree(
        &main,
        &format!("{}.presentation.main+xml", names::MAIN),
        presentation,
    );
    let (master_part, master) = put(&mut package, PartKind::Master, &xml::master());
    let id = package.add_relationship(&main, "slideMaster", &master_part, false);
    list_entry(
        &mut package,
        presentation,
        "p:sldMasterIdLst",
        "p:sldMasterId",
        2_147_483_648,
        &id,
    );
    let mut first = None;
    for (layout, number) in layouts::LAYOUTS.iter().zip(2_147_483_649u32..) {
        let (part, _) = put(&mut package, PartKind::Layout, &xml::layout(layout));
        let id = package.add_relationship(&master_part, "slideLayout", &part, false);
        list_entry(
            &mut package,
            master,
            "p:sldLayoutIdLst",
            "p:sldLayoutId",
            number,
            &id,
        );
        package.add_relationship(&part, "slideMaster", &master_part, false);
        first.get_or_insert(part);
    }
    let (theme_part, _) = put(&mut package, PartKind::Theme, &theme());
    package.add_relationship(&master_part, "theme", &theme_part, false);
    package.add_relationship(&main, "theme", &theme_part, false);
    let (slide_part, _) = put(&mut package, PartKind::Slide, &xml::title_slide());
    let id = package.add_relationship(&main, "slide", &slide_part, false);
    list_entry(
        &mut package,
        presentation,
        "p:sldIdLst",
        "p:sldId",
        256,
        &id,
    );
    if let Some(layout) = first {
        package.add_relationship(&slide_part, "slideLayout", &layout, false);
    }
    put_properties(&mut package, &main);
    package
}

/// Properties of the presentation, of its views and of the document.
fn put_properties(package: &mut Package, main: &str) {
    for (name, kind, text) in [
        ("presProps", "presProps", "<p:presentationPr/>".to_owned()),
        (
            "viewProps",
            "viewProps",
            "<p:viewPr><p:gridSpacing cx=\"72008\" cy=\"72008\"/></p:viewPr>".to_owned(),
        ),
        (
            "tableStyles",
            "tableStyles",
            format!("<a:tblStyleLst def=\"{TABLE_STYLE}\"/>"),
        ),
    ] {
        let root = package.dom.fragment(&text);
        let part = format!("/ppt/{name}.xml");
        package.add_part_tree(&part, &format!("{}.{kind}+xml", names::MAIN), root);
        package.add_relationship(main, kind, &part, false);
    }
    package.set_part(
        "/docProps/core.xml",
        "application/vnd.openxmlformats-package.core-properties+xml",
        CORE,
    );
    package.add_relationship(
        "",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        "/docProps/core.xml",
        false,
    );
    package.set_part(
        "/docProps/app.xml",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        APP,
    );
    package.add_relationship("", "extended-properties", "/docProps/app.xml", false);
}

fn put(package: &mut Package, kind: PartKind, text: &str) -> (String, NodeId) {
    let root = package.dom.fragment(text);
    let part = names::put_part(package, kind, root);
    (part, root)
}

fn list_entry(
    package: &mut Package,
    root: NodeId,
    list: &str,
    entry: &str,
    number: u32,
    relationship: &str,
) {
    let dom = &mut package.dom;
    let Some(list) = dom.child(root, list) else {
        return;
    };
    let entry = dom.element_with(
        entry,
        &[("id", &number.to_string()), ("r:id", relationship)],
    );
    dom.append(list, entry);
}

//! Where drawings stand in a sheet: the drawing part and its anchors (ISO/IEC 29500-1, 20.5).

use spindle_ooxml::drawing::shape;
use spindle_ooxml::sheet::SheetId;
use spindle_ooxml::sheet::worksheet::ORDER;
use spindle_ooxml::{Dom, NodeId};

use super::CellEditor;
use super::editor::fault;
use crate::api::drawing::DrawingHost;
use crate::class::ApiError;

const CONTENT_TYPE: &str = "application/vnd.openxmlformats-officedocument.drawing+xml";
const VML_TYPE: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";
/// Numbers of shapes that sheets know objects of other programs by begin here.
pub const FIRST_SHAPE: u32 = 2_047;
/// The extension of a picture that stands for a shape of the sheet.
const COMPATIBLE: &str = "{63B3BB69-23CF-44E3-9099-C40C66FF867C}";

/// A place in a sheet: a cell and how far into it, in EMU.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The column, from 0.
    pub col: i64,
    /// Into the column.
    pub col_offset: i64,
    /// The row, from 0.
    pub row: i64,
    /// Into the row.
    pub row_offset: i64,
}

impl Place {
    fn xml(self) -> String {
        format!(
            "<xdr:col>{}</xdr:col><xdr:colOff>{}</xdr:colOff><xdr:row>{}</xdr:row><xdr:rowOff>{}</xdr:rowOff>",
            self.col.clamp(0, 16_383),
            self.col_offset,
            self.row.clamp(0, 1_048_575),
            self.row_offset
        )
    }
}

/// The drawings of a sheet, when it has some; made when `create` says so.
pub fn root(doc: &mut CellEditor, id: SheetId, create: bool) -> Result<Option<NodeId>, ApiError> {
    let part = doc.book.sheet_part(id).map_err(fault)?.to_owned();
    if let Some(drawing) = doc.book.package.related(&part, "drawing") {
        let root = doc.book.package.root(&drawing);
        return root
            .map(Some)
            .map_err(|error| ApiError::State(error.to_string()));
    }
    if !create {
        return Ok(None);
    }
    let package = &mut doc.book.package;
    let name = package.free_name("/xl/drawings/drawing", ".xml");
    let root = package.dom.fragment("<xdr:wsDr/>");
    package.add_part_tree(&name, CONTENT_TYPE, root);
    let relation = package.add_relationship(&part, "drawing", &name, false);
    let sheet = doc.book.sheet(id).map_err(fault)?.root;
    let dom = doc.dom_mut();
    let node = dom.ensure_child(sheet, "drawing", ORDER);
    dom.set_attr(node, "r:id", &relation);
    Ok(Some(root))
}

/// Puts a drawing that is in no sheet into one, over its cells from a place on.
pub fn add(
    doc: &mut CellEditor,
    id: SheetId,
    drawing: NodeId,
    place: Place,
) -> Result<(), ApiError> {
    let Some(root) = root(doc, id, true)? else {
        return Ok(());
    };
    let (width, height) = shape::size(doc.dom(), drawing).unwrap_or((0, 0));
    let dom = doc.dom_mut();
    let anchor = dom.fragment(&format!(
        "<xdr:oneCellAnchor><xdr:from>{}</xdr:from><xdr:ext cx=\"{width}\" cy=\"{height}\"/><xdr:clientData/></xdr:oneCellAnchor>",
        place.xml()
    ));
    if let Some(data) = dom.child(anchor, "xdr:clientData") {
        dom.insert_before(drawing, data);
    }
    dom.append(root, anchor);
    // What was not named by a script is called by its place among the drawings of the sheet.
    let count = dom.child_elements(root).count();
    let unnamed = shape::label(dom, drawing, "name").and_then(|name| {
        let (kind, number) = name.rsplit_once(' ')?;
        let own = shape::id(dom, drawing)?.to_string();
        (number == own).then(|| format!("{kind} {count}"))
    });
    if let Some(name) = unnamed {
        shape::set_label(dom, drawing, "name", &name);
    }
    if let Some(link) = doc.loose_objects.remove(&drawing) {
        add_ole(doc, id, drawing, link, place)?;
    }
    Ok(())
}

/// The anchor of a drawing.
pub fn of(dom: &Dom, drawing: NodeId) -> Option<NodeId> {
    dom.ancestors(drawing).find(|node| {
        matches!(
            dom.name_of(*node),
            Some("xdr:oneCellAnchor" | "xdr:twoCellAnchor" | "xdr:absoluteAnchor")
        )
    })
}

/// Makes the anchor as large as its drawing.
pub fn resize(dom: &mut Dom, drawing: NodeId) {
    let anchor = dom
        .parent(drawing)
        .filter(|parent| of(dom, drawing) == Some(*parent));
    let (Some(anchor), Some((width, height))) = (anchor, shape::size(dom, drawing)) else {
        return;
    };
    if dom.is(anchor, "xdr:twoCellAnchor") {
        dom.rename(anchor, "xdr:oneCellAnchor");
        dom.remove_attr(anchor, "editAs");
        if let Some(to) = dom.child(anchor, "xdr:to") {
            dom.rename(to, "xdr:ext");
            dom.clear(to);
        }
    }
    let extent = dom.ensure_child(anchor, "xdr:ext", &["xdr:from", "xdr:pos", "xdr:ext"]);
    dom.set_attr(extent, "cx", &width.to_string());
    dom.set_attr(extent, "cy", &height.to_string());
}

/// Moves a drawing to another place of its sheet.
pub fn place(dom: &mut Dom, drawing: NodeId, place: Place) {
    let Some(anchor) = of(dom, drawing) else {
        return;
    };
    resize(dom, drawing);
    let from = dom.fragment(&format!("<xdr:from>{}</xdr:from>", place.xml()));
    match dom.child(anchor, "xdr:from") {
        Some(old) => dom.replace(old, from),
        None => dom.prepend(anchor, from),
    };
}

/// The drawings of a sheet in their order.
pub fn all(doc: &mut CellEditor, id: SheetId) -> Result<Vec<NodeId>, ApiError> {
    let Some(root) = root(doc, id, false)? else {
        return Ok(Vec::new());
    };
    let dom = doc.dom();
    let object = |anchor: NodeId| {
        dom.child_elements(anchor).find(|node| {
            matches!(
                shape::local(dom, *node),
                "sp" | "pic" | "cxnSp" | "grpSp" | "graphicFrame"
            )
        })
    };
    Ok(dom.child_elements(root).filter_map(object).collect())
}

/// The sheet that a drawing is in.
pub fn sheet_of(doc: &CellEditor, drawing: NodeId) -> Option<SheetId> {
    let part = doc.part_of(drawing)?;
    doc.book.sheets().into_iter().find(|id| {
        doc.book.sheet_part(*id).is_ok_and(|sheet| {
            doc.book.package.related(sheet, "drawing").as_deref() == Some(part.as_str())
        })
    })
}

/// Puts a drawing that was in a group into an anchor of its own beside that of the group.
pub fn set_beside(dom: &mut Dom, object: NodeId, group: NodeId) {
    let parent = dom.parent(group);
    let Some(anchor) = parent.filter(|parent| of(dom, group) == Some(*parent)) else {
        dom.insert_before(object, group);
        return;
    };
    let copy = dom.deep_clone(anchor);
    for child in dom.child_ids(copy) {
        if shape::local(dom, child) == "grpSp" {
            dom.replace(child, object);
        }
    }
    dom.insert_before(copy, anchor);
    resize(dom, object);
}

/// Notes in a picture the number of the shape that it stands for.
pub fn mark_ole(dom: &mut Dom, picture: NodeId, shape_id: u32) {
    let Some(identity) = shape::identity(dom, picture) else {
        return;
    };
    dom.set_attr(identity, "hidden", "1");
    let list = dom.fragment(&format!(
        "<a:extLst><a:ext uri=\"{COMPATIBLE}\"><a14:compatExt spid=\"_x0000_s{shape_id}\"/></a:ext></a:extLst>"
    ));
    dom.append(identity, list);
}

/// The number of the shape that a picture stands for, as [`mark_ole`] notes it.
pub fn shape_id(dom: &Dom, picture: NodeId) -> Option<String> {
    let list = dom.child(shape::identity(dom, picture)?, "a:extLst")?;
    let noted = dom
        .elements(list, "a:ext")
        .find_map(|extension| dom.child(extension, "a14:compatExt"))?;
    dom.attr(noted, "spid")?
        .strip_prefix("_x0000_s")
        .map(str::to_owned)
}

/// Says in a sheet what program and data an object is of: in `oleObjects` and, as spreadsheet programs ask for, as a VML
/// shape (18.3.1.59).
fn add_ole(
    doc: &mut CellEditor,
    id: SheetId,
    drawing: NodeId,
    link: NodeId,
    place: Place,
) -> Result<(), ApiError> {
    let part = doc.book.sheet_part(id).map_err(fault)?.to_owned();
    let sheet = doc.book.sheet(id).map_err(fault)?.root;
    let waiting = doc.dom().attr(link, "r:id").unwrap_or_default().to_owned();
    let target = doc
        .package()
        .pending_target(&waiting)
        .map(|(target, _)| target.to_owned());
    if let Some(target) = target {
        let relation = doc
            .package_mut()
            .add_relationship(&part, "oleObject", &target, false);
        doc.dom_mut().set_attr(link, "r:id", &relation);
    }
    let dom = doc.dom_mut();
    let list = dom.ensure_child(sheet, "oleObjects", ORDER);
    dom.append(list, link);
    let shape_id = shape_id(dom, drawing).unwrap_or_default();
    let (width, height) = shape::size(dom, drawing).unwrap_or((0, 0));
    let vml = vml_root(doc, &part, sheet)?;
    let points = |emu: i64| emu / 12_700;
    let dom = doc.dom_mut();
    let node = dom.fragment(&format!(
        "<v:shape id=\"_x0000_s{shape_id}\" type=\"#_x0000_t75\" style=\"position:absolute;width:{}pt;height:{}pt;z-index:1\" \
         filled=\"f\" stroked=\"f\"><x:ClientData ObjectType=\"Pict\"><x:Anchor>{},{},{},{},{},{},{},{}</x:Anchor></x:ClientData></v:shape>",
        points(width),
        points(height),
        place.col,
        place.col_offset / 9_525,
        place.row,
        place.row_offset / 9_525,
        place.col.saturating_add(width / 609_600 + 1),
        0,
        place.row.saturating_add(height / 190_500 + 1),
        0
    ));
    dom.append(vml, node);
    Ok(())
}

/// The VML drawing of a sheet, made when it has none.
fn vml_root(doc: &mut CellEditor, part: &str, sheet: NodeId) -> Result<NodeId, ApiError> {
    if let Some(vml) = doc.book.package.related(part, "vmlDrawing") {
        return doc
            .book
            .package
            .root(&vml)
            .map_err(|error| ApiError::State(error.to_string()));
    }
    let package = &mut doc.book.package;
    let name = package.free_name("/xl/drawings/vmlDrawing", ".vml");
    let root = package.dom.fragment(
        "<xml xmlns=\"\" xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
         xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><v:shapetype id=\"_x0000_t75\" coordsize=\"21600,21600\" \
         o:spt=\"75\" path=\"m@4@5l@4@11@9@11@9@5xe\" filled=\"f\" stroked=\"f\"/></xml>",
    );
    package.add_part_tree(&name, VML_TYPE, root);
    let relation = package.add_relationship(part, "vmlDrawing", &name, false);
    let dom = doc.dom_mut();
    let node = dom.ensure_child(sheet, "legacyDrawing", ORDER);
    dom.set_attr(node, "r:id", &relation);
    Ok(root)
}

/// What the sheet of a picture says of the object that it shows.
pub fn ole_link(doc: &CellEditor, drawing: NodeId) -> Option<NodeId> {
    let wanted = shape_id(doc.dom(), drawing)?;
    let sheet = doc.book.loaded(sheet_of(doc, drawing)?)?.root;
    let dom = doc.dom();
    let list = dom.child(sheet, "oleObjects")?;
    dom.descendants(list).find(|node| {
        dom.is(*node, "oleObject") && dom.attr(*node, "shapeId") == Some(wanted.as_str())
    })
}

/// Takes away what a sheet says of an object of another program.
pub fn remove_ole(doc: &mut CellEditor, link: NodeId) {
    let dom = doc.dom_mut();
    let Some(list) = dom.ancestor(link, "oleObjects") else {
        return;
    };
    let mut outer = link;
    while let Some(parent) = dom.parent(outer).filter(|parent| *parent != list) {
        outer = parent;
    }
    dom.detach(outer);
    if dom.child_elements(list).next().is_none() {
        dom.detach(list);
    }
}

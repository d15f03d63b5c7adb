//! Settings that ONLYOFFICE keeps in a custom XML part of its own: colours of controls and forms, and the roles of forms.

use super::TextDocument;
use crate::dom::NodeId;

/// The schema that the part's properties name.
pub const SCHEMA: &str = "http://schemas.onlyoffice.com/settingsCustom";
const PROPERTIES_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.customXmlProperties+xml";

fn find(document: &mut TextDocument) -> Option<NodeId> {
    let package = &mut document.package;
    let main = package.main_part().to_owned();
    let parts: Vec<String> = package
        .relationships(&main)
        .iter()
        .filter(|relationship| relationship.is("customXml"))
        .filter_map(|relationship| package.related_by_id(&main, &relationship.id))
        .filter(|part| package.is_settings_custom(part))
        .collect();
    parts.iter().find_map(|part| package.root(part).ok())
}

fn ensure(document: &mut TextDocument) -> NodeId {
    if let Some(root) = find(document) {
        return root;
    }
    let package = &mut document.package;
    let main = package.main_part().to_owned();
    let root = package.dom.fragment("<w:settings/>");
    let name = package.free_name("/customXml/item", ".xml");
    package.add_part_tree(&name, "application/xml", root);
    package.add_relationship(&main, "customXml", &name, false);
    let properties = package.free_name("/customXml/itemProps", ".xml");
    package.set_part(
        &properties,
        PROPERTIES_TYPE,
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n<ds:datastoreItem ds:itemID=\"{{5D0AEA6B-E499-4EEF-98A3-AFBB261C493E}}\" xmlns:ds=\"http://schemas.openxmlformats.org/officeDocument/2006/customXml\"><ds:schemaRefs><ds:schemaRef ds:uri=\"{SCHEMA}\"/></ds:schemaRefs></ds:datastoreItem>"
        ),
    );
    package.add_relationship(&name, "customXmlProps", &properties, false);
    root
}

/// A setting by its element, for example `w:SdtGlobalColor`.
#[must_use]
pub fn get(document: &mut TextDocument, name: &str) -> Option<String> {
    let root = find(document)?;
    super::props::val(document.dom(), root, name).map(str::to_owned)
}

/// Writes a setting.
pub fn set(document: &mut TextDocument, name: &str, value: &str) {
    let root = ensure(document);
    let dom = document.dom_mut();
    let node = dom.ensure_child(root, name, &[]);
    dom.set_attr(node, "w:val", value);
}

/// The element that holds the roles of forms, when there is one.
#[must_use]
pub fn roles(document: &mut TextDocument) -> Option<NodeId> {
    let root = find(document)?;
    document.dom().child(root, "w:FormRoles")
}

/// The element that holds the roles of forms.
pub fn ensure_roles(document: &mut TextDocument) -> NodeId {
    let root = ensure(document);
    document.dom_mut().ensure_child(root, "w:FormRoles", &[])
}

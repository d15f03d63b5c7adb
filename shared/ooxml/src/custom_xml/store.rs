//! Custom XML parts in a package: read on first use, written when the package is saved.

use super::{CustomXml, Part, XmlPart};
use crate::dom::escape::escape_attribute;
use crate::package::Package;

const PROPERTIES_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.customXmlProperties+xml";

impl Package {
    /// The custom XML parts.
    pub fn custom_xml(&mut self) -> &mut CustomXml {
        if self.custom_xml.is_none() {
            let loaded = self.load_custom_xml();
            self.custom_xml = Some(Box::new(loaded));
        }
        self.custom_xml.get_or_insert_default()
    }

    fn load_custom_xml(&self) -> CustomXml {
        let mut store = CustomXml::default();
        let related: Vec<String> = self
            .relationships(self.main_part())
            .iter()
            .filter(|relationship| relationship.is("customXml"))
            .filter_map(|relationship| self.related_by_id(self.main_part(), &relationship.id))
            .filter(|part| !self.is_settings_custom(part))
            .collect();
        for name in related {
            let Some(xml) = self.utf8_part(&name) else {
                continue;
            };
            let id = self.stored_id(&name).unwrap_or_default();
            // What is too large to be worked on stays in the file as it is.
            let _ = store.add_known(&xml, id, Some(name));
        }
        store
    }

    /// Whether a custom XML part holds settings of ONLYOFFICE and no data of the document's.
    pub(crate) fn is_settings_custom(&self, part: &str) -> bool {
        self.related(part, "customXmlProps")
            .and_then(|properties| self.utf8_part(&properties))
            .is_some_and(|text| text.contains(crate::word::settings_custom::SCHEMA))
    }

    fn utf8_part(&self, name: &str) -> Option<String> {
        let bytes = self.part_bytes(name)?.into_owned();
        let text = String::from_utf8(bytes).ok()?;
        Some(text.trim_start_matches('\u{feff}').to_owned())
    }

    fn stored_id(&self, name: &str) -> Option<String> {
        let properties = self.related(name, "customXmlProps")?;
        let mut reader = CustomXml::default();
        let top = reader.parse(&self.utf8_part(&properties)?).ok()?;
        let root = reader.root(top)?;
        let mut attributes = reader.attributes(root).iter();
        let id = attributes
            .find(|(name, _)| name.ends_with("itemID"))
            .map(|(_, value)| value.trim_matches(['{', '}']))?;
        Some(format!("{{{id}}}"))
    }

    /// Writes the parts that were made or changed, and takes out those that were deleted or hold no element any more.
    pub(crate) fn store_custom_xml(&mut self) {
        let Some(mut store) = self.custom_xml.take() else {
            return;
        };
        let mut written = Vec::new();
        for (part, index) in store.parts.iter().zip(0u32..) {
            let root = store.root(part.top).filter(|_| !part.deleted);
            let name = match (root, &part.name) {
                (Some(root), name) if part.changed => {
                    let mut xml = part.declaration.clone();
                    store.write_for_file(root, &mut xml);
                    let namespaces = store.namespaces(XmlPart(index));
                    Some(self.write_custom_xml(part, name.as_deref(), xml, &namespaces))
                }
                (Some(_), name) => name.clone(),
                (None, Some(name)) => {
                    self.remove_custom_xml(name);
                    None
                }
                (None, None) => None,
            };
            written.push(name);
        }
        for (part, name) in store.parts.iter_mut().zip(written) {
            part.name = name;
            part.changed = part.name.is_none();
        }
        self.custom_xml = Some(store);
    }

    fn write_custom_xml(
        &mut self,
        part: &Part,
        name: Option<&str>,
        xml: String,
        namespaces: &[String],
    ) -> String {
        let main = self.main_part().to_owned();
        let name = match name {
            Some(name) => name.to_owned(),
            None => self.free_name("/customXml/item", ".xml"),
        };
        self.set_part(&name, "application/xml", xml);
        self.add_relationship(&main, "customXml", &name, false);
        if self.related(&name, "customXmlProps").is_none() {
            let references: String = namespaces
                .iter()
                .map(|uri| format!("<ds:schemaRef ds:uri=\"{}\"/>", escape_attribute(uri)))
                .collect();
            let properties = self.free_name("/customXml/itemProps", ".xml");
            self.set_part(
                &properties,
                PROPERTIES_TYPE,
                format!(
                    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n<ds:datastoreItem ds:itemID=\"{}\" xmlns:ds=\"http://schemas.openxmlformats.org/officeDocument/2006/customXml\"><ds:schemaRefs>{references}</ds:schemaRefs></ds:datastoreItem>",
                    escape_attribute(&part.id)
                ),
            );
            self.add_relationship(&name, "customXmlProps", &properties, false);
        }
        name
    }

    fn remove_custom_xml(&mut self, name: &str) {
        if let Some(properties) = self.related(name, "customXmlProps") {
            self.remove_part(&properties);
        }
        self.remove_part(name);
    }
}

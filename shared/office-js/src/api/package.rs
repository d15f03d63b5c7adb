//! What every document has beside its content: properties and custom XML. One set of classes for all editors.

mod core;
mod custom_properties;
mod info;
mod xml_node;
mod xml_part;
mod xml_parts;

use std::marker::PhantomData;

use spindle_ooxml::Package;
use spindle_ooxml::custom_xml::{CustomXmlError, XmlNode, XmlPart};

use crate::class::{ApiError, Call, Class};
use crate::editor::Editor;
use crate::value::Value;

pub use info::get_document_info;

/// A handle to something of the package itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PackageRef {
    /// The core properties.
    Core,
    /// The custom properties.
    CustomProperties,
    /// All custom XML parts.
    XmlParts,
    /// One of them.
    XmlPart(XmlPart),
    /// A node of one of them.
    XmlNode(XmlPart, XmlNode),
}

impl PackageRef {
    /// The name of the handle's class.
    pub fn class(self) -> &'static str {
        match self {
            Self::Core => "ApiCore",
            Self::CustomProperties => "ApiCustomProperties",
            Self::XmlParts => "ApiCustomXmlParts",
            Self::XmlPart(_) => "ApiCustomXmlPart",
            Self::XmlNode(..) => "ApiCustomXmlNode",
        }
    }
}

/// An editor whose documents are packages.
pub trait PackageHost: Editor {
    /// The package of the open document.
    fn package(&self) -> &Package;

    /// The package, to change.
    fn package_mut(&mut self) -> &mut Package;

    /// The editor's handle for something of the package.
    fn wrap(handle: PackageRef) -> Self::Ref;

    /// What of the package a handle of the editor means.
    fn unwrap(handle: &Self::Ref) -> Option<PackageRef>;
}

/// The classes, for an editor's list.
pub struct PackageClasses<E>(PhantomData<E>);

impl<E: PackageHost> PackageClasses<E> {
    /// `ApiCore`
    pub const CORE: &'static Class<E> = &Class {
        name: "ApiCore",
        parent: None,
        members: Self::CORE_MEMBERS,
        properties: &[],
    };
    /// `ApiCustomProperties`
    pub const CUSTOM_PROPERTIES: &'static Class<E> = &Class {
        name: "ApiCustomProperties",
        parent: None,
        members: Self::CUSTOM_PROPERTIES_MEMBERS,
        properties: &[],
    };
    /// `ApiCustomXmlParts`
    pub const XML_PARTS: &'static Class<E> = &Class {
        name: "ApiCustomXmlParts",
        parent: None,
        members: Self::XML_PARTS_MEMBERS,
        properties: &[],
    };
    /// `ApiCustomXmlPart`
    pub const XML_PART: &'static Class<E> = &Class {
        name: "ApiCustomXmlPart",
        parent: None,
        members: Self::XML_PART_MEMBERS,
        properties: &[],
    };
    /// `ApiCustomXmlNode`
    pub const XML_NODE: &'static Class<E> = &Class {
        name: "ApiCustomXmlNode",
        parent: None,
        members: Self::XML_NODE_MEMBERS,
        properties: &[],
    };
}

type PackageResult<E> = Result<Value<<E as Editor>::Ref>, ApiError>;

fn handle<E: PackageHost>(handle: PackageRef) -> Value<E::Ref> {
    Value::Handle(E::wrap(handle))
}

/// `GetCore`
pub fn get_core<E: PackageHost>(_: &mut Call<'_, E>) -> PackageResult<E> {
    Ok(handle::<E>(PackageRef::Core))
}

/// `GetCustomProperties`
pub fn get_custom_properties<E: PackageHost>(_: &mut Call<'_, E>) -> PackageResult<E> {
    Ok(handle::<E>(PackageRef::CustomProperties))
}

/// `GetCustomXmlParts`
pub fn get_custom_xml_parts<E: PackageHost>(_: &mut Call<'_, E>) -> PackageResult<E> {
    Ok(handle::<E>(PackageRef::XmlParts))
}

fn xml_fault(error: CustomXmlError) -> ApiError {
    match error {
        CustomXmlError::NoElement => ApiError::Type(error.to_string()),
        CustomXmlError::TooLarge | CustomXmlError::TooDeep => ApiError::Range(error.to_string()),
    }
}

/// Text of an argument; anything that is no text, number or boolean reads as empty.
fn text_of<E: PackageHost>(call: &Call<'_, E>, index: usize) -> String {
    call.args.opt_text(index).unwrap_or_default().into_owned()
}

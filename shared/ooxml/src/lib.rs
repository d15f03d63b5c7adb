//! Office Open XML packages: the container, its parts as trees, typed views of them.
//!
//! [`Dom`] is the arena that every part of one package is parsed into; [`Package`] is the container around it.
//! What is not understood is kept: untouched parts, and untouched subtrees of touched parts, keep their bytes.

pub mod chart;
pub mod custom_xml;
pub mod dom;
pub mod drawing;
mod error;
pub mod package;
pub mod sheet;
pub mod slide;
pub mod word;

pub use dom::{Dom, Name, NodeId, NodeKind, XmlError, XmlLimits};
pub use error::OoxmlError;
pub use package::{Package, PackageKind, PackageLimits, Relationship};

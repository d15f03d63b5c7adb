//! What a family of documents offers to scripts.

use std::any::Any;
use std::fmt::Debug;

use spindle_ooxml::package::Package;

use crate::class::{ApiError, Class};

/// An open document together with its classes: one implementation per editor (word, cell).
pub trait Editor: Sized + 'static {
    /// A thin handle to something in the document: what script objects hold.
    type Ref: Clone + PartialEq + Debug + 'static;

    /// The editor's name in the inventory: `word`, `cell`.
    const NAME: &'static str;

    /// The format that the editor keeps its documents in: `docx`, `xlsx`. Others are made of it.
    const NATIVE: &'static str;

    /// All classes of the editor. Classes that share a name are not allowed.
    fn classes() -> &'static [&'static Class<Self>];

    /// The class of a handle: the `name` of one of [`Editor::classes`].
    fn class_of(handle: &Self::Ref) -> &'static str;

    /// The object behind the global `Api`.
    fn api() -> Self::Ref;

    /// Writes the document as it is now; it stays open and can be saved again.
    ///
    /// # Errors
    /// [`ApiError::State`] in words; only a fault of the service can cause it.
    fn save(&mut self) -> Result<Vec<u8>, ApiError>;

    /// The document in a format other than [`Editor::NATIVE`] that the editor itself writes; `None` when it does not.
    fn save_as(&mut self, _format: &str, _options: &SaveOptions) -> Option<Vec<u8>> {
        None
    }

    /// About how many bytes of memory the document takes now. Called after every call: must be cheap.
    fn weight(&self) -> usize;
}

/// An editor whose documents are Office Open XML packages.
pub trait PackageEditor: Editor {
    /// An empty document, as the original's `builder.CreateFile` makes it.
    ///
    /// # Errors
    /// [`ApiError`] in words; only a fault of the service can cause it.
    fn create() -> Result<Self, ApiError>;

    /// Works on an open package of the editor's kind.
    ///
    /// # Errors
    /// [`ApiError`] in words: another kind, broken, over a limit.
    fn open(package: Package) -> Result<Self, ApiError>;
}

/// What `builder.SaveFile` says beside format and name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SaveOptions {
    /// The third argument as written: XML tags such as `<m_nCsvDelimiter>4</m_nCsvDelimiter>`.
    pub parameters: String,
}

impl SaveOptions {
    /// What separates the values of a csv file, by the number that `m_nCsvDelimiter` has.
    pub fn delimiter(&self) -> Option<char> {
        match self.tag("m_nCsvDelimiter")?.trim() {
            "1" => Some('\t'),
            "2" => Some(';'),
            "3" => Some(':'),
            "4" => Some(','),
            "5" => Some(' '),
            _ => None,
        }
    }

    /// The content of the XML tag `name` in the parameters.
    pub fn tag(&self, name: &str) -> Option<&str> {
        let start = self.parameters.find(&format!("<{name}>"))? + name.len() + 2;
        let rest = self.parameters.get(start..)?;
        rest.get(..rest.find(&format!("</{name}>"))?)
    }
}

/// An open document of whichever editor.
pub(crate) trait OpenDocument {
    fn editor(&self) -> &'static str;
    fn native(&self) -> &'static str;
    fn save(&mut self) -> Result<Vec<u8>, ApiError>;
    fn save_as(&mut self, format: &str, options: &SaveOptions) -> Option<Vec<u8>>;
    fn weight(&self) -> usize;
    fn as_any(&mut self) -> &mut dyn Any;
}

impl<E: Editor> OpenDocument for E {
    fn editor(&self) -> &'static str {
        E::NAME
    }

    fn native(&self) -> &'static str {
        E::NATIVE
    }

    fn save(&mut self) -> Result<Vec<u8>, ApiError> {
        Editor::save(self)
    }

    fn save_as(&mut self, format: &str, options: &SaveOptions) -> Option<Vec<u8>> {
        Editor::save_as(self, format, options)
    }

    fn weight(&self) -> usize {
        Editor::weight(self)
    }

    fn as_any(&mut self) -> &mut dyn Any {
        self
    }
}

//! Classes as tables of members, and what a member is called with.

use spindle_model::script::ScriptFailure;
use thiserror::Error;

use crate::args::Args;
use crate::editor::Editor;
use crate::value::Value;

/// One class of the Office API in one editor. Declared as a `static` in the class's own file.
pub struct Class<E: Editor> {
    /// The class's name, for example `ApiParagraph`.
    pub name: &'static str,
    /// The class it inherits members from.
    pub parent: Option<&'static Class<E>>,
    /// Its methods. A method that is not here does not exist for scripts.
    pub members: &'static [Member<E>],
    /// Its properties.
    pub properties: &'static [Property<E>],
}

/// The Rust side of one method or accessor.
pub type MemberFn<E> = fn(&mut Call<'_, E>) -> Result<Value<<E as Editor>::Ref>, ApiError>;

/// One method.
pub struct Member<E: Editor> {
    /// Its name, for example `AddText`.
    pub name: &'static str,
    /// What it does.
    pub call: MemberFn<E>,
}

impl<E: Editor> Member<E> {
    /// A row of a class's table.
    pub const fn new(name: &'static str, call: MemberFn<E>) -> Self {
        Self { name, call }
    }
}

/// One property with a getter, a setter (its value is argument 0), or both.
pub struct Property<E: Editor> {
    /// Its name, for example `Value`.
    pub name: &'static str,
    /// Reads it.
    pub get: Option<MemberFn<E>>,
    /// Writes it.
    pub set: Option<MemberFn<E>>,
}

/// One call of a member.
pub struct Call<'a, E: Editor> {
    /// The open document.
    pub doc: &'a mut E,
    /// The object that the member was called on.
    pub this: E::Ref,
    /// The arguments.
    pub args: Args<'a, E::Ref>,
    pub(crate) fetch: &'a mut dyn FnMut(&str) -> Result<Vec<u8>, ScriptFailure>,
}

impl<E: Editor> Call<'_, E> {
    /// Fetches what a script names by URL: `data:` URLs are decoded, others go through the service under its limits.
    ///
    /// # Errors
    /// The reason in words: refused address, status, size, time, bad base64.
    pub fn fetch(&mut self, url: &str) -> Result<Vec<u8>, ApiError> {
        (self.fetch)(url).map_err(ApiError::Fatal)
    }
}

/// Why a member refused. The first three become JavaScript errors that a script may catch; their message is
/// prefixed with class and member by the binding.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum ApiError {
    /// An argument or object of the wrong type: a `TypeError`.
    #[error("{0}")]
    Type(String),
    /// A value out of its range: a `RangeError`.
    #[error("{0}")]
    Range(String),
    /// The document does not allow it now: an `Error`.
    #[error("{0}")]
    State(String),
    /// The script as a whole has to stop (limits, failed downloads); a script cannot catch this.
    #[error("{}", .0.message)]
    Fatal(ScriptFailure),
}

impl From<ScriptFailure> for ApiError {
    fn from(failure: ScriptFailure) -> Self {
        Self::Fatal(failure)
    }
}

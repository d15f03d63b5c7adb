//! The script engine as the rest of the service meets it: a job goes in, files come out through a world.

use std::time::Duration;

use serde::Serialize;
use thiserror::Error;

/// Runs Document Builder scripts. Implemented by `spindle-office-js`.
pub trait ScriptEngine {
    /// Runs one script to its end.
    ///
    /// Files that the script saves are handed to `world` as they are saved; a failure after that does not
    /// take them back, the caller decides what a failed job keeps.
    ///
    /// # Errors
    /// A [`ScriptFailure`] with its kind, the reason in words and, where known, the place in the script.
    #[allow(
        clippy::result_large_err,
        reason = "one failure per script; a box would buy nothing"
    )]
    fn run(&self, job: &ScriptJob<'_>, world: &mut dyn ScriptWorld) -> Result<(), ScriptFailure>;

    /// What scripts can use, from the very tables that they are run with.
    fn supported(&self) -> Vec<SupportedEditor> {
        Vec::new()
    }
}

/// What scripts can use of an editor of the Office API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SupportedEditor {
    /// Its name in the Office API: `word`, `cell`, `slide`, `forms`, `pdf`.
    pub editor: &'static str,
    /// How many methods and properties there are here, inherited ones counted with every class that has them.
    pub supported: usize,
    /// How many the Office API has, counted alike.
    pub known: usize,
    /// The classes of the Office API, in alphabetical order.
    pub classes: Vec<SupportedClass>,
}

/// What scripts can use of a class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SupportedClass {
    /// Its name.
    pub class: &'static str,
    /// The methods that are here.
    pub methods: Vec<&'static str>,
    /// The properties that are here.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<&'static str>,
    /// The methods and properties of the Office API that are not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<&'static str>,
}

/// One script and what it may use.
#[derive(Debug, Clone)]
pub struct ScriptJob<'a> {
    /// The whole script text, `builder.` lines included.
    pub source: &'a str,
    /// The request's `argument`, seen by the script as the global `Argument`; `None` when it was not sent.
    pub argument: Option<&'a serde_json::Value>,
    /// What the script may use.
    pub limits: ScriptLimits,
}

/// What a script may use. Every limit is checked before the memory is spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScriptLimits {
    /// Running time, wall clock.
    pub time: Duration,
    /// Bytes of the JavaScript heap.
    pub memory_bytes: usize,
    /// Bytes of the JavaScript stack: bounds recursion.
    pub stack_bytes: usize,
    /// Bytes of one saved file.
    pub output_bytes: usize,
    /// Number of files that one script may save.
    pub output_files: usize,
    /// Bytes of one file that the script opens or embeds, before it is unpacked.
    pub input_bytes: usize,
    /// Bytes of one opened package after it is unpacked.
    pub unpacked_bytes: usize,
}

impl Default for ScriptLimits {
    fn default() -> Self {
        Self {
            time: Duration::from_secs(20),
            memory_bytes: 64 << 20,
            stack_bytes: 128 << 10,
            output_bytes: 64 << 20,
            output_files: 64,
            input_bytes: 50 << 20,
            unpacked_bytes: 256 << 20,
        }
    }
}

/// The only way from a script to the outside.
pub trait ScriptWorld {
    /// Fetches a file that the script names (`builder.OpenFile`, images), at most `limit` bytes.
    ///
    /// # Errors
    /// The reason in words: refused address, status, size, time.
    fn fetch(&mut self, url: &str, limit: usize) -> Result<Vec<u8>, String>;

    /// Takes a file that the script saved under its base name. Saving a name twice replaces the first.
    ///
    /// # Errors
    /// The reason in words why it could not be kept.
    fn save(&mut self, name: &str, format: &str, bytes: Vec<u8>) -> Result<(), String>;

    /// The same content in another format; `bytes` is a file of the format `wanted.from`.
    ///
    /// # Errors
    /// The reason in words: a format that is not written, a limit, no time left.
    fn convert(&mut self, wanted: &Conversion<'_>, bytes: Vec<u8>) -> Result<Vec<u8>, String>;

    /// Takes one line that the script printed with `console.log`.
    fn log(&mut self, line: &str);

    /// Is told of each member that the script used and that did not refuse: for measuring what scripts reach.
    fn used(&mut self, _editor: &'static str, _class: &'static str, _member: &'static str) {}
}

/// A file that a script wants in another format than its editor writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conversion<'a> {
    /// The format that it is in: `docx`, `xlsx`, `pptx`.
    pub from: &'a str,
    /// The format that is wanted, in lower case.
    pub to: &'a str,
    /// What separates the values of a csv file; a comma where not said.
    pub delimiter: Option<char>,
}

/// What stopped a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FailureKind {
    /// The text does not parse.
    Syntax,
    /// The script threw, or used what does not exist.
    Script,
    /// A `builder.` line is wrong: unknown call, bad arguments, no open file, unknown format.
    Builder,
    /// The script ran longer than [`ScriptLimits::time`].
    Timeout,
    /// The script used more than [`ScriptLimits::memory_bytes`].
    Memory,
    /// The script recursed deeper than [`ScriptLimits::stack_bytes`] allows.
    Stack,
    /// A file is larger than its limit, or there are too many of them.
    Size,
    /// A file that the script asked for could not be fetched or read.
    Input,
    /// A saved file could not be kept.
    Output,
}

/// Why a script stopped, for the additive `detail` of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Error)]
#[error("{message}")]
pub struct ScriptFailure {
    /// What stopped it.
    pub kind: FailureKind,
    /// The reason in words.
    pub message: String,
    /// Line in the script file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Column in that line, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// For an unknown member: what it was, and what was probably meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member: Option<UnknownMember>,
}

impl ScriptFailure {
    /// A failure of `kind` without a place.
    pub fn new(kind: FailureKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            line: None,
            column: None,
            member: None,
        }
    }

    /// The same failure at a line of the script file.
    #[must_use]
    pub fn at_line(mut self, line: u32) -> Self {
        self.line = Some(line);
        self
    }
}

/// A member that the script called and that does not exist here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnknownMember {
    /// The member's name as the script wrote it.
    pub name: String,
    /// The class it was looked up on, for example `ApiParagraph`, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// The nearest existing name on that class.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nearest: Option<String>,
    /// Whether the Office API has this member (then it is missing here, not misspelt).
    pub known: bool,
}

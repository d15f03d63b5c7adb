//! One run of a script: the open document, what was saved, and what went wrong beyond JavaScript's reach.

use std::cell::RefCell;
use std::rc::Rc;

use spindle_model::format::{self, Family};
use spindle_model::script::{Conversion, FailureKind, ScriptFailure, ScriptLimits, ScriptWorld};
use spindle_ooxml::package::{Package, PackageKind, PackageLimits};

use crate::api::cell::CellEditor;
use crate::api::pdf::PdfEditor;
use crate::api::slide::SlideEditor;
use crate::api::word::WordEditor;
use crate::class::ApiError;
use crate::editor::{Editor, OpenDocument, PackageEditor, SaveOptions};
use crate::quickjs::Handle;

scoped_tls_hkt::scoped_thread_local! {
    /// The world of the run in progress. Script functions outlive no run, but the engine's bindings cannot borrow.
    static mut WORLD: for<'a> &'a mut (dyn ScriptWorld + 'a)
}

/// Runs `body` with `world` in reach of [`world`].
pub(crate) fn with_world<R>(world: &mut dyn ScriptWorld, body: impl FnOnce() -> R) -> R {
    WORLD.set(world, body)
}

fn world<R>(use_it: impl FnOnce(&mut dyn ScriptWorld) -> R) -> R {
    WORLD.with(|world| use_it(world))
}

/// Formats of forms: text documents that become pages when they are saved.
const FORM_FORMATS: &[&str] = &["pdf", "docxf", "oform", "form"];

/// The state of a run, shared by the bindings.
pub(crate) type Shared = Rc<RefCell<Session>>;

pub(crate) struct Session {
    pub limits: ScriptLimits,
    /// Rises with every file that is created, opened or closed: objects of an earlier file are refused by it.
    pub generation: u32,
    /// What stops the script whatever it catches.
    pub fatal: Option<ScriptFailure>,
    /// The last member that was looked up and not found: class and name.
    pub missed: Option<(&'static str, String)>,
    open: Option<Box<dyn OpenDocument>>,
    saved: usize,
}

impl Session {
    pub fn new(limits: ScriptLimits) -> Self {
        Self {
            limits,
            generation: 0,
            fatal: None,
            missed: None,
            open: None,
            saved: 0,
        }
    }

    /// Whether a member may be called on this object now.
    pub fn usable(&self, handle: &Handle) -> Result<(), ApiError> {
        if let Some(fatal) = &self.fatal {
            return Err(ApiError::Fatal(fatal.clone()));
        }
        if handle.generation != self.generation {
            return Err(ApiError::State(format!(
                "the {} belongs to a file that is closed",
                handle.class
            )));
        }
        Ok(())
    }

    /// The editor of the open document.
    pub fn editor(&self) -> Option<&'static str> {
        self.open.as_ref().map(|document| document.editor())
    }

    /// The open document, if it is one of editor `E`.
    pub fn document<E: Editor>(&mut self) -> Option<&mut E> {
        self.open.as_mut()?.as_any().downcast_mut()
    }

    /// Checks that the open document is still within the memory that a script may use.
    pub fn check_weight(&mut self) -> Result<(), ScriptFailure> {
        let limit = self.limits.unpacked_bytes;
        match &self.open {
            Some(document) if document.weight() > limit => Err(ScriptFailure::new(
                FailureKind::Memory,
                format!("the document takes more than the {limit} bytes that a script may use"),
            )),
            _ => Ok(()),
        }
    }

    pub fn create(&mut self, format: &str) -> Result<(), ScriptFailure> {
        self.close();
        // What can be opened can also be made.
        let family = format::by_name(format)
            .filter(|format| format.scripts)
            .map(|format| format.family);
        let is_form = FORM_FORMATS.contains(&format.to_ascii_lowercase().as_str());
        let made: Result<Box<dyn OpenDocument>, ApiError> = match family {
            _ if is_form => WordEditor::create().map(boxed),
            Some(Family::Word) => WordEditor::create().map(boxed),
            Some(Family::Cell) => CellEditor::create().map(boxed),
            Some(Family::Slide) => SlideEditor::create().map(boxed),
            Some(Family::Pdf | Family::Picture) | None => {
                let supported: Vec<&str> = format::FORMATS
                    .iter()
                    .filter(|format| format.scripts)
                    .map(|format| format.name)
                    .collect();
                return Err(ScriptFailure::new(
                    FailureKind::Builder,
                    format!(
                        "CreateFile: format `{format}` is not supported; supported are {}",
                        supported.join(", ")
                    ),
                ));
            }
        };
        self.open = Some(made.map_err(|error| failure("CreateFile", error, FailureKind::Builder))?);
        Ok(())
    }

    pub fn open(&mut self, url: &str) -> Result<(), ScriptFailure> {
        self.close();
        let bytes = fetch(url, self.limits.input_bytes)?;
        let wrong = |error| failure("OpenFile", error, FailureKind::Input);
        if is_pdf(&bytes) {
            let editor = PdfEditor::open(&bytes, self.limits.unpacked_bytes).map_err(wrong)?;
            self.open = Some(boxed(editor));
            return Ok(());
        }
        let unpacked = self.limits.unpacked_bytes as u64;
        let limits = PackageLimits {
            entry_bytes: unpacked,
            total_bytes: unpacked,
            ..PackageLimits::default()
        };
        let package = Package::open(bytes, &limits)
            .map_err(|error| wrong(ApiError::State(error.to_string())))?;
        // All kinds are zip packages; only the content tells which it is.
        let document = match package.kind() {
            PackageKind::Word => boxed(WordEditor::open(package).map_err(wrong)?),
            PackageKind::Sheet => boxed(CellEditor::open(package).map_err(wrong)?),
            PackageKind::Slides => boxed(SlideEditor::open(package).map_err(wrong)?),
        };
        self.open = Some(document);
        Ok(())
    }

    pub fn save(
        &mut self,
        format: &str,
        name: &str,
        parameters: &str,
    ) -> Result<(), ScriptFailure> {
        let Some(document) = self.open.as_mut() else {
            return Err(ScriptFailure::new(
                FailureKind::Builder,
                "SaveFile: no file is open; call builder.CreateFile or builder.OpenFile first",
            ));
        };
        let format = format.to_ascii_lowercase();
        let base = base_name(name).ok_or_else(|| {
            ScriptFailure::new(
                FailureKind::Builder,
                format!("SaveFile: `{name}` is not a file name"),
            )
        })?;
        let format = if format == "image" {
            picture_of(base).to_owned()
        } else {
            format
        };
        if self.saved >= self.limits.output_files {
            return Err(ScriptFailure::new(
                FailureKind::Size,
                format!(
                    "SaveFile: a script may save at most {} files",
                    self.limits.output_files
                ),
            ));
        }
        let options = SaveOptions {
            parameters: parameters.to_owned(),
        };
        let bytes = written(document.as_mut(), &format, &options)?;
        if bytes.len() > self.limits.output_bytes {
            return Err(ScriptFailure::new(
                FailureKind::Size,
                format!(
                    "SaveFile: `{base}` has {} bytes, more than the {} that a file may have",
                    bytes.len(),
                    self.limits.output_bytes
                ),
            ));
        }
        world(|world| world.save(base, &format, bytes)).map_err(|reason| {
            ScriptFailure::new(
                FailureKind::Output,
                format!("SaveFile: `{base}` was not kept: {reason}"),
            )
        })?;
        self.saved += 1;
        Ok(())
    }

    pub fn close(&mut self) {
        self.open = None;
        self.generation += 1;
    }
}

/// The document in the format that is wanted: by its editor, or made of what that writes.
fn written(
    document: &mut dyn OpenDocument,
    format: &str,
    options: &SaveOptions,
) -> Result<Vec<u8>, ScriptFailure> {
    let native = document.native();
    if format != native
        && let Some(bytes) = document.save_as(format, options)
    {
        return Ok(bytes);
    }
    let bytes = document
        .save()
        .map_err(|error| failure("SaveFile", error, FailureKind::Builder))?;
    if format == native {
        return Ok(bytes);
    }
    let wanted = Conversion {
        from: native,
        // A form that is filled in is a PDF file.
        to: if format == "form" { "pdf" } else { format },
        delimiter: options.delimiter(),
    };
    world(|world| world.convert(&wanted, bytes)).map_err(|reason| {
        ScriptFailure::new(
            FailureKind::Builder,
            format!("SaveFile: a {native} file is not saved as `{format}`: {reason}"),
        )
    })
}

/// The format of a picture by its name, where the script says `image` and no more.
fn picture_of(name: &str) -> &'static str {
    let extension = name.rsplit('.').next().unwrap_or_default();
    ["png", "jpg", "gif", "bmp"]
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(extension))
        .unwrap_or("png")
}

fn boxed<E: Editor>(document: E) -> Box<dyn OpenDocument> {
    Box::new(document)
}

fn failure(call: &str, error: ApiError, kind: FailureKind) -> ScriptFailure {
    match error {
        ApiError::Fatal(failure) => failure,
        other => ScriptFailure::new(kind, format!("{call}: {other}")),
    }
}

/// Whether a file begins as PDF files do; something may stand before it.
fn is_pdf(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    !bytes.starts_with(b"PK") && head.windows(5).any(|window| window == b"%PDF-")
}

/// The last segment of a path in either notation; `None` when it names no file.
fn base_name(path: &str) -> Option<&str> {
    let base = path.rsplit(['/', '\\']).next()?.trim();
    (!base.is_empty() && base != "." && base != ".." && !base.contains(char::is_control))
        .then_some(base)
}

/// Fetches what a script names: a `data:` URL from itself, anything else through the world.
pub(crate) fn fetch(url: &str, limit: usize) -> Result<Vec<u8>, ScriptFailure> {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    let input = |reason: String| ScriptFailure::new(FailureKind::Input, reason);
    if let Some(data) = url.strip_prefix("data:") {
        let (head, body) = data
            .split_once(',')
            .ok_or_else(|| input("a data: URL must have a comma before its data".to_owned()))?;
        if !head.ends_with(";base64") {
            return Err(input("only base64 data: URLs can be read".to_owned()));
        }
        if body.len() / 4 * 3 > limit {
            return Err(input(format!(
                "the data: URL holds more than {limit} bytes"
            )));
        }
        let body: String = body.split_ascii_whitespace().collect();
        return STANDARD
            .decode(body)
            .map_err(|error| input(format!("the data: URL is not valid base64: {error}")));
    }
    world(|world| world.fetch(url, limit)).map_err(input)
}

/// Tells the world that a member was used.
pub(crate) fn used(editor: &'static str, class: &'static str, member: &'static str) {
    world(|world| world.used(editor, class, member));
}

/// Hands a printed line on.
pub(crate) fn print(line: &str) {
    world(|world| world.log(line));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_base_names_are_kept() {
        for (path, base) in [
            ("a.docx", Some("a.docx")),
            ("../../etc/passwd", Some("passwd")),
            ("C:\\tmp\\b c.docx", Some("b c.docx")),
            ("示例.docx", Some("示例.docx")),
            ("..", None),
            ("dir/", None),
            ("", None),
            ("a\0b", None),
        ] {
            assert_eq!(base_name(path), base, "{path}");
        }
    }

    #[test]
    fn pictures_are_what_their_name_says() {
        assert_eq!(picture_of("cover.JPG"), "jpg");
        assert_eq!(picture_of("cover.bmp"), "bmp");
        assert_eq!(picture_of("cover.docx"), "png");
        assert_eq!(picture_of("cover"), "png");
    }

    #[test]
    fn data_urls_are_decoded_and_measured_first() {
        assert_eq!(fetch("data:image/png;base64,aGk=", 10).unwrap(), b"hi");
        assert!(
            fetch("data:image/png;base64,aGkhaGkhaGkh", 3)
                .unwrap_err()
                .message
                .contains("more than 3 bytes")
        );
        assert!(
            fetch("data:text/plain,hi", 10)
                .unwrap_err()
                .message
                .contains("base64")
        );
        assert!(
            fetch("data:x;base64,*", 10)
                .unwrap_err()
                .message
                .contains("not valid")
        );
    }
}

//! What a JavaScript exception was, in words and with its place in the script.

use rquickjs::{Ctx, Exception, Value as JsValue};
use spindle_model::script::{FailureKind, ScriptFailure, UnknownMember};

use super::SCRIPT_NAME;
use super::convert::coerced_text;
use crate::api::cell::CellEditor;
use crate::api::pdf::PdfEditor;
use crate::api::slide::SlideEditor;
use crate::api::word::WordEditor;
use crate::class::Class;
use crate::editor::Editor;
use crate::inventory;
use crate::session::Shared;

/// Describes why JavaScript stopped.
pub(super) fn describe(
    ctx: &Ctx<'_>,
    error: rquickjs::Error,
    session: &Shared,
    source: &str,
) -> ScriptFailure {
    if !matches!(error, rquickjs::Error::Exception) {
        return ScriptFailure::new(FailureKind::Script, error.to_string());
    }
    let thrown = ctx.catch();
    let (message, stack) = texts(&thrown);
    let kind = kind(&thrown, &message);
    let mut failure = ScriptFailure::new(kind, words(kind, message));
    (failure.line, failure.column) = place(&stack);
    if kind == FailureKind::Script
        && let Some(member) = missing_member(session, &failure, source)
    {
        failure.message = missing_words(&member);
        failure.member = Some(member);
    }
    failure
}

fn texts(thrown: &JsValue<'_>) -> (String, String) {
    if let Some(exception) = thrown.as_object().cloned().and_then(Exception::from_object) {
        let name: Option<String> = exception.as_object().get("name").ok();
        let message = exception.message().unwrap_or_default();
        let message = match name {
            Some(name) if !name.is_empty() => format!("{name}: {message}"),
            _ => message,
        };
        return (message, exception.stack().unwrap_or_default());
    }
    let json = thrown
        .is_object()
        .then(|| thrown.ctx().json_stringify(thrown.clone()).ok().flatten())
        .flatten();
    let text = match json {
        Some(json) => json.to_string(),
        None => coerced_text(thrown),
    };
    (text.unwrap_or_default(), String::new())
}

fn kind(thrown: &JsValue<'_>, message: &str) -> FailureKind {
    // An allocation that fails while the exception itself is made leaves null behind.
    if message.contains("out of memory") || thrown.is_null() {
        FailureKind::Memory
    } else if message.contains("Maximum call stack size exceeded")
        || message.contains("stack overflow")
    {
        FailureKind::Stack
    } else if message.starts_with("SyntaxError") {
        FailureKind::Syntax
    } else {
        FailureKind::Script
    }
}

fn words(kind: FailureKind, message: String) -> String {
    match kind {
        FailureKind::Memory => "the script used more memory than it may".to_owned(),
        FailureKind::Stack => {
            "the script called itself deeper than it may: maximum call stack size exceeded"
                .to_owned()
        }
        _ => message,
    }
}

/// Line and column of the first frame that is in the script.
fn place(stack: &str) -> (Option<u32>, Option<u32>) {
    let marker = format!("{SCRIPT_NAME}:");
    let Some((_, rest)) = stack.split_once(&marker) else {
        return (None, None);
    };
    let mut numbers = rest.split(|character: char| !character.is_ascii_digit());
    let line = numbers.next().and_then(|text| text.parse().ok());
    let column = match rest
        .trim_start_matches(|character: char| character.is_ascii_digit())
        .starts_with(':')
    {
        true => numbers.next().and_then(|text| text.parse().ok()),
        false => None,
    };
    (line, column)
}

/// The member that was missing, if the failing line names the one that was last looked up in vain.
fn missing_member(
    session: &Shared,
    failure: &ScriptFailure,
    source: &str,
) -> Option<UnknownMember> {
    if !failure.message.contains("not a function") {
        return None;
    }
    let session = session.borrow();
    let (class, name) = session.missed.as_ref()?;
    let line = source
        .lines()
        .nth(usize::try_from(failure.line?).ok()?.checked_sub(1)?)?;
    // A call may stretch over lines; then the place alone cannot tell, and the last miss is the best guess.
    if !line.contains(name.as_str()) && line.contains('.') {
        return None;
    }
    let editor = session.editor()?;
    let implemented = match editor {
        WordEditor::NAME => implemented::<WordEditor>(class),
        CellEditor::NAME => implemented::<CellEditor>(class),
        SlideEditor::NAME => implemented::<SlideEditor>(class),
        PdfEditor::NAME => implemented::<PdfEditor>(class),
        _ => Vec::new(),
    };
    Some(inventory::unknown_member(editor, class, name, &implemented))
}

fn implemented<E: Editor>(class: &str) -> Vec<&'static str> {
    let mut names = Vec::new();
    let mut next: Option<&'static Class<E>> = E::classes()
        .iter()
        .find(|candidate| candidate.name == class)
        .copied();
    while let Some(class) = next {
        names.extend(class.members.iter().map(|member| member.name));
        names.extend(class.properties.iter().map(|property| property.name));
        next = class.parent;
    }
    names
}

fn missing_words(member: &UnknownMember) -> String {
    let class = member.class.as_deref().unwrap_or("object");
    let mut words = if member.known {
        format!(
            "TypeError: {class}.{} is not implemented here yet",
            member.name
        )
    } else {
        format!("TypeError: {class} has no member {}", member.name)
    };
    if let Some(nearest) = &member.nearest {
        words.push_str(&format!("; the nearest is {nearest}"));
    }
    words
}

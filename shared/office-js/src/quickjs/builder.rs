//! `builder.` lines and the `builderJS` object: creating, opening, saving and closing files.

use rquickjs::prelude::Rest;
use rquickjs::{Ctx, Exception, Function, Object, Value as JsValue};
use spindle_model::script::{FailureKind, ScriptFailure};

use super::convert::coerced_text;
use super::{Run, bind, custom, evaluate};
use crate::script::{BuilderCall, Literal};
use crate::session::{self, Shared};

impl Run<'_> {
    /// Runs a `builder.` line.
    pub(super) fn builder_call(&mut self, call: &BuilderCall) -> Result<(), ScriptFailure> {
        let arguments = call
            .arguments
            .iter()
            .map(|literal| self.argument_text(literal))
            .collect::<Result<Vec<_>, _>>()?;
        if self.session.borrow().editor().is_some() && replaces_file(&call.method) {
            self.session.borrow_mut().close();
            self.renew_realm()?;
        }
        if call.method == "SaveFile" {
            self.in_realm(|ctx| custom::settle(ctx, &self.session))?;
        }
        perform(&self.session, &call.method, &arguments)?;
        self.in_realm(|ctx| bind::install(ctx, &self.session))
    }

    fn argument_text(&self, literal: &Literal) -> Result<String, ScriptFailure> {
        let Some(expression) = literal.js_value() else {
            return Ok(literal.text());
        };
        self.in_realm(|ctx| coerced_text(&evaluate(ctx, expression)?))
    }
}

/// Whether the open file, and with it the script's variables, ends with this call.
fn replaces_file(method: &str) -> bool {
    matches!(method, "CreateFile" | "OpenFile" | "CloseFile")
}

fn perform(session: &Shared, method: &str, arguments: &[String]) -> Result<(), ScriptFailure> {
    let argument = |index: usize, what: &str| {
        arguments.get(index).map(String::as_str).ok_or_else(|| {
            ScriptFailure::new(
                FailureKind::Builder,
                format!("{method}: argument {} ({what}) is missing", index + 1),
            )
        })
    };
    match method {
        "CreateFile" => session.borrow_mut().create(argument(0, "format")?),
        "OpenFile" => session.borrow_mut().open(argument(0, "url")?),
        "SaveFile" => session.borrow_mut().save(
            argument(0, "format")?,
            argument(1, "name")?,
            arguments.get(2).map_or("", String::as_str),
        ),
        "CloseFile" => {
            session.borrow_mut().close();
            Ok(())
        }
        // The service keeps its own files; the original's folder has no meaning here.
        "SetTmpFolder" => argument(0, "folder").map(drop),
        other => Err(ScriptFailure::new(
            FailureKind::Builder,
            format!(
                "builder.{other} does not exist; there are CreateFile, OpenFile, SaveFile, CloseFile and SetTmpFolder"
            ),
        )),
    }
}

/// Gives a realm `builderJS` and `console`.
pub(super) fn install(ctx: &Ctx<'_>, session: &Shared) -> rquickjs::Result<()> {
    let builder = Object::new(ctx.clone())?;
    for method in [
        "CreateFile",
        "OpenFile",
        "SaveFile",
        "CloseFile",
        "SetTmpFolder",
    ] {
        builder.set(method, builder_function(ctx, session, method)?)?;
    }
    ctx.globals().set("builderJS", builder)?;
    let console = Object::new(ctx.clone())?;
    for method in ["log", "info", "warn", "error", "debug"] {
        console.set(method, Function::new(ctx.clone(), print)?)?;
    }
    ctx.globals().set("console", console)
}

fn builder_function<'js>(
    ctx: &Ctx<'js>,
    session: &Shared,
    method: &'static str,
) -> rquickjs::Result<Function<'js>> {
    let session = session.clone();
    Function::new(
        ctx.clone(),
        move |ctx: Ctx<'js>, arguments: Rest<JsValue<'js>>| {
            let arguments = arguments
                .0
                .iter()
                .map(coerced_text)
                .collect::<rquickjs::Result<Vec<_>>>()?;
            if method == "SaveFile" {
                custom::settle(&ctx, &session)?;
            }
            let done = perform(&session, method, &arguments);
            if let Err(failure) = done {
                let message = failure.message.clone();
                session.borrow_mut().fatal.get_or_insert(failure);
                return Err(Exception::throw_message(&ctx, &message));
            }
            bind::install(&ctx, &session)?;
            Ok(0)
        },
    )
}

fn print(values: Rest<JsValue<'_>>) -> rquickjs::Result<()> {
    let words = values
        .0
        .into_iter()
        .map(|value| {
            let ctx = value.ctx().clone();
            if value.is_object()
                && !value.is_function()
                && let Some(json) = ctx.json_stringify(value.clone())?
            {
                return json.to_string();
            }
            coerced_text(&value)
        })
        .collect::<rquickjs::Result<Vec<_>>>()?;
    session::print(&words.join(" "));
    Ok(())
}

//! The script engine on QuickJS-ng: the only module that names `rquickjs`.

mod bind;
mod builder;
mod convert;
mod custom;
mod failure;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::{Duration, Instant};

pub(crate) use convert::Handle;
use rquickjs::context::EvalOptions;
use rquickjs::{Context, Ctx, Persistent, Runtime, Value as JsValue};
use spindle_model::script::{
    FailureKind, ScriptEngine, ScriptFailure, ScriptJob, ScriptWorld, SupportedEditor,
};

use crate::api::cell::CellEditor;
use crate::api::pdf::PdfEditor;
use crate::api::slide::SlideEditor;
use crate::api::word::WordEditor;
use crate::script::{self, Step};
use crate::session::{self, Session, Shared};
use crate::supported;

/// The name that scripts have in stack traces.
const SCRIPT_NAME: &str = "script";
/// What a realm needs beside the engine's own library.
const LOCALE: &str = include_str!("quickjs/locale.js");

/// Runs scripts on QuickJS-ng under limits of time, memory, recursion and output.
///
/// Each run has a runtime of its own; nothing is shared between runs.
#[derive(Debug, Clone, Copy, Default)]
pub struct QuickJs;

impl ScriptEngine for QuickJs {
    fn run(&self, job: &ScriptJob<'_>, world: &mut dyn ScriptWorld) -> Result<(), ScriptFailure> {
        let source = job.source.strip_prefix('\u{feff}').unwrap_or(job.source);
        let steps = script::split(source)?;
        session::with_world(world, || Run::start(job, source)?.steps(&steps))
    }

    fn supported(&self) -> Vec<SupportedEditor> {
        vec![
            supported::editor::<WordEditor>("word"),
            supported::editor::<CellEditor>("cell"),
            supported::editor::<SlideEditor>("slide"),
            supported::editor::<WordEditor>("forms"),
            supported::editor::<PdfEditor>("pdf"),
        ]
    }
}

/// One run: a runtime with one realm, which is replaced when a file is closed.
struct Run<'s> {
    // Dropped in this order: what lives in a runtime goes before it.
    realm: Context,
    runtime: Runtime,
    session: Shared,
    timed_out: Rc<Cell<bool>>,
    deadline: Option<Instant>,
    argument: Option<String>,
    source: &'s str,
    memory_bytes: usize,
    time: Duration,
}

impl<'s> Run<'s> {
    fn start(job: &ScriptJob<'_>, source: &'s str) -> Result<Self, ScriptFailure> {
        let runtime = Runtime::new().map_err(engine_fault)?;
        runtime.set_memory_limit(job.limits.memory_bytes);
        runtime.set_max_stack_size(job.limits.stack_bytes);
        let timed_out = Rc::new(Cell::new(false));
        let deadline = Instant::now().checked_add(job.limits.time);
        let flag = timed_out.clone();
        runtime.set_interrupt_handler(Some(Box::new(move || {
            let late = deadline.is_some_and(|deadline| Instant::now() > deadline);
            if late {
                flag.set(true);
            }
            late
        })));
        let run = Self {
            realm: Context::full(&runtime).map_err(engine_fault)?,
            runtime,
            session: Rc::new(RefCell::new(Session::new(job.limits))),
            timed_out,
            deadline,
            argument: job.argument.map(ToString::to_string),
            source,
            memory_bytes: job.limits.memory_bytes,
            time: job.limits.time,
        };
        run.furnish(None)?;
        Ok(run)
    }

    fn steps(mut self, steps: &[Step]) -> Result<(), ScriptFailure> {
        for step in steps {
            let done = match step {
                Step::Code(code) => self.code(code),
                Step::Builder(call) => self.builder_call(call).map_err(|failure| ScriptFailure {
                    line: failure.line.or(Some(call.line)),
                    ..failure
                }),
            };
            // The engine looks at the clock only while JavaScript runs; opening and saving take time too.
            if self
                .deadline
                .is_some_and(|deadline| Instant::now() > deadline)
            {
                self.timed_out.set(true);
            }
            if let Some(beyond) = self.beyond_script() {
                let (line, column) = done
                    .err()
                    .map_or((None, None), |failure| (failure.line, failure.column));
                return Err(ScriptFailure {
                    line,
                    column,
                    ..beyond
                });
            }
            done?;
        }
        Ok(())
    }

    /// Gives a fresh realm its globals.
    fn furnish(&self, kept: Option<Persistent<JsValue<'static>>>) -> Result<(), ScriptFailure> {
        self.in_realm(|ctx| {
            ctx.eval::<(), _>(LOCALE)?;
            builder::install(ctx, &self.session)?;
            if let Some(argument) = &self.argument {
                ctx.globals()
                    .set("Argument", ctx.json_parse(argument.as_str())?)?;
            }
            match kept {
                Some(kept) => ctx.globals().set("GlobalVariable", kept.restore(ctx)?),
                None => ctx
                    .globals()
                    .set("GlobalVariable", rquickjs::Object::new(ctx.clone())?),
            }
        })
    }

    /// Throws all variables away but `GlobalVariable`, as closing a file does.
    fn renew_realm(&mut self) -> Result<(), ScriptFailure> {
        let kept = self.realm.with(|ctx| {
            let value: rquickjs::Result<JsValue<'_>> = ctx.globals().get("GlobalVariable");
            value.ok().map(|value| Persistent::save(&ctx, value))
        });
        self.realm = Context::full(&self.runtime).map_err(engine_fault)?;
        self.furnish(kept)
    }

    /// Compiles and runs one piece of JavaScript.
    fn code(&mut self, code: &str) -> Result<(), ScriptFailure> {
        self.in_realm(|ctx| evaluate(ctx, code).map(drop))?;
        while self.runtime.is_job_pending() {
            if self.runtime.execute_pending_job().is_err() {
                return Err(ScriptFailure::new(
                    FailureKind::Script,
                    "a promise of the script was rejected and nothing caught it",
                ));
            }
        }
        Ok(())
    }

    /// What stopped the script although it may have caught the exception.
    fn beyond_script(&self) -> Option<ScriptFailure> {
        if self.timed_out.get() {
            return Some(ScriptFailure::new(
                FailureKind::Timeout,
                format!(
                    "the script ran longer than the {} s that it may take",
                    self.time.as_secs_f64()
                ),
            ));
        }
        self.session.borrow_mut().fatal.take()
    }

    /// Runs `body` in the realm and describes its failure.
    fn in_realm<T>(
        &self,
        body: impl FnOnce(&Ctx<'_>) -> rquickjs::Result<T>,
    ) -> Result<T, ScriptFailure> {
        self.realm
            .with(|ctx| body(&ctx))
            .map_err(|error| self.describe(error))
    }

    fn describe(&self, error: rquickjs::Error) -> ScriptFailure {
        // Describing an error allocates; a script that used up its memory leaves none for it.
        self.runtime.set_memory_limit(self.memory_bytes + (1 << 20));
        let place = self
            .realm
            .with(|ctx| failure::describe(&ctx, error, &self.session, self.source));
        match self.beyond_script() {
            Some(beyond) => ScriptFailure {
                line: place.line,
                column: place.column,
                ..beyond
            },
            None => place,
        }
    }
}

/// Evaluates code in the global scope, not strict, as the original does.
fn evaluate<'js>(ctx: &Ctx<'js>, code: &str) -> rquickjs::Result<JsValue<'js>> {
    let mut options = EvalOptions::default();
    options.global = true;
    options.strict = false;
    options.filename = Some(SCRIPT_NAME.to_owned());
    ctx.eval_with_options(code, options)
}

fn engine_fault(error: rquickjs::Error) -> ScriptFailure {
    ScriptFailure::new(
        FailureKind::Memory,
        format!("the script engine could not start: {error}"),
    )
}

//! Classes as JavaScript prototypes, built when a class is first met.

use rquickjs::function::{Rest, This};
use rquickjs::object::{Accessor, Property as JsProperty};
use rquickjs::proxy::{ProxyHandler, ProxyProperty, ProxyReceiver, ProxyTarget};
use rquickjs::{Ctx, Exception, Function, Object, Proxy, Value as JsValue};

use super::convert::{Budget, from_js, handle_of, to_js, wrap};
use super::custom;
use crate::api::cell::CellEditor;
use crate::api::pdf::PdfEditor;
use crate::api::slide::SlideEditor;
use crate::api::word::WordEditor;
use crate::args::Args;
use crate::class::{ApiError, Call, Class, MemberFn};
use crate::editor::Editor;
use crate::session::{self, Shared};
use crate::value::{Value, Visit};

/// The global that holds prototypes by class. It is neither enumerable nor writable for scripts.
const REGISTRY: &str = "__spindle";
/// The entry of the registry where every prototype chain ends.
const ROOT: &str = "root";

/// Puts the `Api` of the open document into a realm, or takes it away when none is open.
pub(super) fn install(ctx: &Ctx<'_>, session: &Shared) -> rquickjs::Result<()> {
    let editor = session.borrow().editor();
    match editor {
        Some(WordEditor::NAME) => install_editor::<WordEditor>(ctx, session),
        Some(CellEditor::NAME) => install_editor::<CellEditor>(ctx, session),
        Some(SlideEditor::NAME) => install_editor::<SlideEditor>(ctx, session),
        Some(PdfEditor::NAME) => install_editor::<PdfEditor>(ctx, session),
        _ => ctx.globals().remove("Api"),
    }
}

fn install_editor<E: Editor>(ctx: &Ctx<'_>, session: &Shared) -> rquickjs::Result<()> {
    let registry = Object::new(ctx.clone())?;
    registry.set(ROOT, root(ctx, session)?)?;
    ctx.globals()
        .prop(REGISTRY, JsProperty::from(registry).configurable())?;
    let api = wrap::<E>(ctx, session, E::api())?;
    ctx.globals().set("Api", api)
}

/// The end of every prototype chain: it answers `undefined` like any object, and notes what was not found.
fn root<'js>(ctx: &Ctx<'js>, session: &Shared) -> rquickjs::Result<Proxy<'js>> {
    let session = session.clone();
    let handler = ProxyHandler::new(ctx.clone())?.with_getter(
        move |target: ProxyTarget<'js>,
              property: ProxyProperty<'js>,
              receiver: ProxyReceiver<'js>| {
            if property.is_symbol() {
                return target.0.get::<_, JsValue<'js>>(property.0);
            }
            let name = property.to_string()?;
            let value: JsValue<'js> = target.0.get(name.as_str())?;
            if value.is_undefined()
                && let Some(handle) = handle_of(&receiver.0)
            {
                session.borrow_mut().missed = Some((handle.class, name));
            }
            Ok(value)
        },
    )?;
    Proxy::new(ctx.clone(), Object::new(ctx.clone())?, handler)
}

/// The prototype of a class of editor `E`.
pub(super) fn prototype<'js, E: Editor>(
    ctx: &Ctx<'js>,
    session: &Shared,
    class: &'static str,
) -> rquickjs::Result<Object<'js>> {
    let registry: Object<'js> = ctx.globals().get(REGISTRY)?;
    if let Some(made) = registry.get::<_, Option<Object<'js>>>(class)? {
        return Ok(made);
    }
    let Some(class) = E::classes()
        .iter()
        .find(|candidate| candidate.name == class)
    else {
        return Err(Exception::throw_type(
            ctx,
            &format!("class {class} is not registered"),
        ));
    };
    let made = Object::new(ctx.clone())?;
    for member in class.members {
        let function = function::<E>(ctx, session, class, member.name, member.call)?;
        made.prop(
            member.name,
            JsProperty::from(function).configurable().writable(),
        )?;
    }
    for property in class.properties {
        define_property::<E>(session, &made, class, property)?;
    }
    let parent = match class.parent {
        Some(parent) => prototype::<E>(ctx, session, parent.name)?,
        None => registry.get(ROOT)?,
    };
    made.set_prototype(Some(&parent))?;
    registry.set(class.name, made.clone())?;
    Ok(made)
}

fn define_property<'js, E: Editor>(
    session: &Shared,
    prototype: &Object<'js>,
    class: &'static Class<E>,
    property: &'static crate::class::Property<E>,
) -> rquickjs::Result<()> {
    let (class, name) = (class.name, property.name);
    let reader = session.clone();
    let writer = session.clone();
    let get = property.get;
    let set = property.set;
    let read = move |ctx: Ctx<'js>, this: This<JsValue<'js>>| match get {
        Some(get) => invoke::<E>(&ctx, &reader, (class, name), get, &this.0, &[]),
        None => Ok(JsValue::new_undefined(ctx)),
    };
    let write = move |ctx: Ctx<'js>, this: This<JsValue<'js>>, value: JsValue<'js>| match set {
        Some(set) => invoke::<E>(&ctx, &writer, (class, name), set, &this.0, &[value]).map(drop),
        // As in the original's own scripts, which are not strict: what can only be read keeps its value.
        None => Ok(()),
    };
    prototype.prop(name, Accessor::new(read, write).configurable())
}

fn function<'js, E: Editor>(
    ctx: &Ctx<'js>,
    session: &Shared,
    class: &'static Class<E>,
    name: &'static str,
    call: MemberFn<E>,
) -> rquickjs::Result<Function<'js>> {
    let session = session.clone();
    let class = class.name;
    let function = move |ctx: Ctx<'js>, this: This<JsValue<'js>>, arguments: Rest<JsValue<'js>>| {
        invoke::<E>(&ctx, &session, (class, name), call, &this.0, &arguments.0)
    };
    Function::new(ctx.clone(), function)?.with_name(name)
}

/// Calls a member: checks the object, converts arguments, guards the limits, converts the answer.
fn invoke<'js, E: Editor>(
    ctx: &Ctx<'js>,
    session: &Shared,
    (class, name): (&'static str, &'static str),
    member: MemberFn<E>,
    this: &JsValue<'js>,
    arguments: &[JsValue<'js>],
) -> rquickjs::Result<JsValue<'js>> {
    if custom::reads(name) {
        custom::settle(ctx, session)?;
    }
    match attempt::<E>(session, (class, name), member, this, arguments) {
        Ok(Value::Library) => custom::library(ctx, session, arguments),
        Ok(Value::Formula) => custom::function(ctx, session, arguments),
        Ok(Value::Each(values)) => each::<E>(ctx, session, values, arguments.first()),
        Ok(Value::Walk(visits)) => walk::<E>(ctx, session, visits, this),
        Ok(value) => to_js::<E>(ctx, session, value),
        Err(error) => {
            // Shared parents are named by what they are shared for: `drawing:Api`.
            let shown = class.rsplit(':').next().unwrap_or(class);
            let message = format!("{shown}.{name}: {error}");
            Err(match error {
                ApiError::Type(_) => Exception::throw_type(ctx, &message),
                ApiError::Range(_) => Exception::throw_range(ctx, &message),
                ApiError::State(_) => Exception::throw_message(ctx, &message),
                ApiError::Fatal(mut failure) => {
                    failure.message.clone_from(&message);
                    session.borrow_mut().fatal.get_or_insert(failure);
                    Exception::throw_message(ctx, &message)
                }
            })
        }
    }
}

/// Calls a script's function with each of the values, as `ForEach` does.
fn each<'js, E: Editor>(
    ctx: &Ctx<'js>,
    session: &Shared,
    values: Vec<Value<E::Ref>>,
    callback: Option<&JsValue<'js>>,
) -> rquickjs::Result<JsValue<'js>> {
    let generation = session.borrow().generation;
    if let Some(callback) = callback.and_then(|callback| callback.as_function()) {
        for value in values {
            if session.borrow().generation != generation {
                return Err(Exception::throw_message(
                    ctx,
                    "the function closed the file whose objects it was given",
                ));
            }
            callback.call::<_, ()>((to_js::<E>(ctx, session, value)?,))?;
        }
    }
    Ok(JsValue::new_bool(ctx.clone(), true))
}

/// Calls functions of an object one after the other; one that answers `true` is not asked about what is inside.
fn walk<'js, E: Editor>(
    ctx: &Ctx<'js>,
    session: &Shared,
    visits: Vec<Visit<E::Ref>>,
    this: &JsValue<'js>,
) -> rquickjs::Result<JsValue<'js>> {
    let generation = session.borrow().generation;
    let mut next = 0;
    for (index, visit) in visits.into_iter().enumerate() {
        if index < next {
            continue;
        }
        if session.borrow().generation != generation {
            return Err(Exception::throw_message(
                ctx,
                "the function closed the file whose objects it was given",
            ));
        }
        let function = this
            .as_object()
            .map(|object| object.get::<_, JsValue<'js>>(visit.member))
            .transpose()?;
        let Some(function) = function.as_ref().and_then(|value| value.as_function()) else {
            continue;
        };
        let value = to_js::<E>(ctx, session, visit.value)?;
        let answer: JsValue<'js> = function.call((This(this.clone()), value))?;
        if answer.as_bool() == Some(true) {
            next = visit.behind;
        }
    }
    Ok(JsValue::new_undefined(ctx.clone()))
}

fn attempt<E: Editor>(
    session: &Shared,
    (class, name): (&'static str, &'static str),
    member: MemberFn<E>,
    this: &JsValue<'_>,
    arguments: &[JsValue<'_>],
) -> Result<Value<E::Ref>, ApiError> {
    let handle = handle_of(this).ok_or_else(|| {
        ApiError::Type(format!("it was called on something that is not an {class}"))
    })?;
    let generation = handle.generation;
    session.borrow().usable(&handle)?;
    // Reading an argument may run the script's own getters, which may call members in turn or close the file: the
    // session is not held meanwhile, and looked at again after.
    let mut budget = Budget::default();
    let values = arguments
        .iter()
        .map(|argument| from_js::<E>(argument, generation, 0, &mut budget))
        .collect::<Result<Vec<_>, _>>()?;
    let mut session = session.borrow_mut();
    session.usable(&handle)?;
    let input_bytes = session.limits.input_bytes;
    let (Some(reference), Some(doc)) = (
        handle.value.downcast_ref::<E::Ref>(),
        session.document::<E>(),
    ) else {
        return Err(ApiError::State(
            "no document of this kind is open".to_owned(),
        ));
    };
    let value = member(&mut Call {
        doc,
        this: reference.clone(),
        args: Args::new(&values),
        fetch: &mut |url| session::fetch(url, input_bytes),
    })?;
    session.check_weight()?;
    session::used(E::NAME, handle.class, name);
    Ok(value)
}

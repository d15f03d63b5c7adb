//! Values between JavaScript and the Office API.

use std::rc::Rc;

use rquickjs::class::{JsClass, Readable, Trace, Tracer};
use rquickjs::function::{Constructor, This};
use rquickjs::{
    Array, Class, Coerced, Ctx, Function, IntoJs, JsLifetime, Object, String as JsString, Type,
    Value as JsValue,
};

use super::bind;
use crate::class::ApiError;
use crate::editor::Editor;
use crate::session::Shared;
use crate::value::Value;

/// How deep arrays and objects in arguments may nest.
const DEPTH: usize = 64;

/// What a script object of the API holds: a handle, and the file that it belongs to.
#[derive(Clone)]
pub(crate) struct Handle {
    pub generation: u32,
    pub class: &'static str,
    pub value: Rc<dyn std::any::Any>,
}

impl<'js> Trace<'js> for Handle {
    fn trace<'a>(&self, _: Tracer<'a, 'js>) {}
}

// SAFETY: a handle holds no JavaScript value, so it is the same type in every lifetime.
#[allow(
    unsafe_code,
    reason = "the trait is unsafe for types that hold JavaScript values; this one holds none"
)]
unsafe impl JsLifetime<'_> for Handle {
    type Changed<'to> = Handle;
}

impl<'js> JsClass<'js> for Handle {
    const NAME: &'static str = "ApiObject";
    type Mutable = Readable;

    fn constructor(_: &Ctx<'js>) -> rquickjs::Result<Option<Constructor<'js>>> {
        Ok(None)
    }
}

/// The handle inside a script value, if it is an object of the API.
pub(super) fn handle_of(value: &JsValue<'_>) -> Option<Handle> {
    let object = value.as_object()?;
    let class = object.as_class::<Handle>()?;
    Some(class.borrow().clone())
}

/// What the arguments of one call may take once they are read: a script can write down far more than it holds
/// (`new Array(2 ** 31)`, one long string a thousand times).
pub(super) struct Budget(usize);

impl Default for Budget {
    fn default() -> Self {
        Self(64 << 20)
    }
}

impl Budget {
    /// The cost of a value without what it holds.
    const VALUE: usize = 32;

    fn spend(&mut self, bytes: usize) -> Result<(), ApiError> {
        match self.0.checked_sub(bytes) {
            Some(left) => {
                self.0 = left;
                Ok(())
            }
            None => Err(ApiError::Range("the arguments are too large".to_owned())),
        }
    }
}

/// Takes a script value in.
pub(super) fn from_js<E: Editor>(
    value: &JsValue<'_>,
    generation: u32,
    depth: usize,
    budget: &mut Budget,
) -> Result<Value<E::Ref>, ApiError> {
    if depth > DEPTH {
        return Err(ApiError::Range(format!(
            "an argument nests deeper than {DEPTH} levels"
        )));
    }
    budget.spend(Budget::VALUE)?;
    Ok(match value.type_of() {
        Type::Null => Value::Null,
        Type::Bool => Value::Bool(value.as_bool().unwrap_or_default()),
        Type::Int | Type::Float => Value::Number(value.as_number().unwrap_or(f64::NAN)),
        Type::String => {
            let text = text_of(value).map_err(unreadable)?;
            budget.spend(text.len())?;
            Value::Text(text)
        }
        Type::BigInt => Value::Text(coerced_text(value).map_err(unreadable)?),
        Type::Array => list::<E>(value, generation, depth, budget)?,
        Type::Function | Type::Constructor => Value::Function,
        Type::Object | Type::Exception | Type::Proxy => match handle_of(value) {
            Some(handle) if handle.generation != generation => {
                return Err(ApiError::State(format!(
                    "an argument is an {} of a file that is closed",
                    handle.class
                )));
            }
            Some(handle) => match handle.value.downcast_ref::<E::Ref>() {
                Some(reference) => Value::Handle(reference.clone()),
                None => {
                    return Err(ApiError::State(
                        "an argument belongs to another document".to_owned(),
                    ));
                }
            },
            None => match date(value)? {
                Some(time) => Value::Date(time),
                None => object::<E>(value, generation, depth, budget)?,
            },
        },
        _ => Value::Undefined,
    })
}

/// The time of a `Date` object.
fn date(value: &JsValue<'_>) -> Result<Option<f64>, ApiError> {
    let Some(object) = value.as_object() else {
        return Ok(None);
    };
    let kind: JsValue<'_> = value.ctx().globals().get("Date").map_err(unreadable)?;
    let is_date = kind
        .as_object()
        .is_some_and(|kind| object.is_instance_of(kind));
    if !is_date {
        return Ok(None);
    }
    let method: Function<'_> = object.get("getTime").map_err(unreadable)?;
    let time = method.call((This(object.clone()),)).map_err(unreadable)?;
    Ok(Some(time))
}

fn unreadable(_: rquickjs::Error) -> ApiError {
    ApiError::Type("an argument could not be read".to_owned())
}

fn list<E: Editor>(
    value: &JsValue<'_>,
    generation: u32,
    depth: usize,
    budget: &mut Budget,
) -> Result<Value<E::Ref>, ApiError> {
    let Some(array) = value.as_array() else {
        return Ok(Value::Undefined);
    };
    // Measured before it is walked: a length costs a script nothing.
    let length: f64 = array.as_object().get("length").map_err(unreadable)?;
    if length > (budget.0 / Budget::VALUE) as f64 {
        return Err(ApiError::Range(format!(
            "an array of {length} elements is too large"
        )));
    }
    let mut values = Vec::new();
    for index in 0..length as usize {
        let item: JsValue<'_> = array.get(index).map_err(unreadable)?;
        values.push(from_js::<E>(&item, generation, depth + 1, budget)?);
    }
    Ok(Value::List(values))
}

fn object<E: Editor>(
    value: &JsValue<'_>,
    generation: u32,
    depth: usize,
    budget: &mut Budget,
) -> Result<Value<E::Ref>, ApiError> {
    let Some(object) = value.as_object() else {
        return Ok(Value::Undefined);
    };
    let mut entries = Vec::new();
    for entry in object.props::<String, JsValue<'_>>() {
        let (name, item) = entry.map_err(unreadable)?;
        budget.spend(name.len())?;
        entries.push((name, from_js::<E>(&item, generation, depth + 1, budget)?));
    }
    Ok(Value::Object(entries))
}

/// The text of a script string; a lone surrogate becomes U+FFFD, as it does when a document is written.
fn text_of(value: &JsValue<'_>) -> rquickjs::Result<String> {
    let Some(text) = value.as_string() else {
        return Ok(String::new());
    };
    text.to_string().or_else(|_| {
        let well_formed: Function<'_> = value.ctx().eval("(text) => text.toWellFormed()")?;
        well_formed.call((text.clone(),))
    })
}

/// Any value as text, as JavaScript's `String(value)` has it.
pub(super) fn coerced_text(value: &JsValue<'_>) -> rquickjs::Result<String> {
    text_of(value.get::<Coerced<JsString<'_>>>()?.0.as_value())
}

/// Gives a value to the script.
pub(super) fn to_js<'js, E: Editor>(
    ctx: &Ctx<'js>,
    session: &Shared,
    value: Value<E::Ref>,
) -> rquickjs::Result<JsValue<'js>> {
    match value {
        Value::Undefined
        | Value::Function
        | Value::Each(_)
        | Value::Walk(_)
        | Value::Library
        | Value::Formula => Ok(JsValue::new_undefined(ctx.clone())),
        Value::Null => Ok(JsValue::new_null(ctx.clone())),
        Value::Bool(value) => Ok(JsValue::new_bool(ctx.clone(), value)),
        Value::Number(number) => number.into_js(ctx),
        Value::Text(text) => Ok(JsString::from_str(ctx.clone(), &text)?.into_value()),
        Value::Date(time) => {
            let kind: Constructor<'js> = ctx.globals().get("Date")?;
            kind.construct((time,))
        }
        Value::Handle(reference) => wrap::<E>(ctx, session, reference),
        Value::List(values) => {
            let array = Array::new(ctx.clone())?;
            for (index, value) in values.into_iter().enumerate() {
                array.set(index, to_js::<E>(ctx, session, value)?)?;
            }
            Ok(array.into_value())
        }
        Value::Object(entries) => {
            let object = Object::new(ctx.clone())?;
            for (name, value) in entries {
                object.set(name, to_js::<E>(ctx, session, value)?)?;
            }
            Ok(object.into_value())
        }
    }
}

/// Makes a script object of the class that a handle has.
pub(super) fn wrap<'js, E: Editor>(
    ctx: &Ctx<'js>,
    session: &Shared,
    reference: E::Ref,
) -> rquickjs::Result<JsValue<'js>> {
    let class = E::class_of(&reference);
    let prototype = bind::prototype::<E>(ctx, session, class)?;
    let handle = Handle {
        generation: session.borrow().generation,
        class,
        value: Rc::new(reference),
    };
    Ok(Class::instance_proto(handle, prototype)?.into_value())
}

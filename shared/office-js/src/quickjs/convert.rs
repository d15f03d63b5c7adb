//! Values between JavaScript and the Office API.

use std::rc::Rc;

use rquickjs::class::{JsClass, Readable, Trace, Tracer};
use rquickjs::function::Constructor;
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

/// Takes a script value in.
pub(super) fn from_js<E: Editor>(
    value: &JsValue<'_>,
    generation: u32,
    depth: usize,
) -> Result<Value<E::Ref>, ApiError> {
    let unreadable = |_| ApiError::Type("an argument could not be read".to_owned());
    if depth > DEPTH {
        return Err(ApiError::Range(format!(
            "an argument nests deeper than {DEPTH} levels"
        )));
    }
    Ok(match value.type_of() {
        Type::Null => Value::Null,
        Type::Bool => Value::Bool(value.as_bool().unwrap_or_default()),
        Type::Int | Type::Float => Value::Number(value.as_number().unwrap_or(f64::NAN)),
        Type::String => Value::Text(text_of(value).map_err(unreadable)?),
        Type::BigInt => Value::Text(coerced_text(value).map_err(unreadable)?),
        Type::Array => {
            let Some(array) = value.as_array() else {
                return Ok(Value::Undefined);
            };
            let mut values = Vec::new();
            for item in array.iter::<JsValue<'_>>() {
                values.push(from_js::<E>(
                    &item.map_err(unreadable)?,
                    generation,
                    depth + 1,
                )?);
            }
            Value::List(values)
        }
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
            None => {
                let Some(object) = value.as_object() else {
                    return Ok(Value::Undefined);
                };
                let mut entries = Vec::new();
                for entry in object.props::<String, JsValue<'_>>() {
                    let (name, item) = entry.map_err(unreadable)?;
                    entries.push((name, from_js::<E>(&item, generation, depth + 1)?));
                }
                Value::Object(entries)
            }
        },
        _ => Value::Undefined,
    })
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
        Value::Undefined | Value::Function | Value::Each(_) => {
            Ok(JsValue::new_undefined(ctx.clone()))
        }
        Value::Null => Ok(JsValue::new_null(ctx.clone())),
        Value::Bool(value) => Ok(JsValue::new_bool(ctx.clone(), value)),
        Value::Number(number) => number.into_js(ctx),
        Value::Text(text) => Ok(JsString::from_str(ctx.clone(), &text)?.into_value()),
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

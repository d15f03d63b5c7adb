//! Functions that scripts give to formulas: kept in the realm, and called between members, never while one runs.

use rquickjs::function::Args as JsArgs;
use rquickjs::object::Property as JsProperty;
use rquickjs::{Array, Ctx, Exception, Function, IntoJs, Object, Value as JsValue};
use spindle_calc::{Error, Value};

use super::convert::coerced_text;
use crate::api::cell::{CellEditor, custom};
use crate::session::Shared;

/// The global that holds the functions by their names in formulas.
const FUNCTIONS: &str = "__spindleFunctions";
/// Rounds of calls: each knows the answers that the one before it lacked.
const ROUNDS: usize = 1000;

fn with<T>(session: &Shared, body: impl FnOnce(&mut CellEditor) -> T) -> Option<T> {
    session.borrow_mut().document::<CellEditor>().map(body)
}

/// Runs a library; what it throws ends only the library.
pub(super) fn library<'js>(
    ctx: &Ctx<'js>,
    session: &Shared,
    arguments: &[JsValue<'js>],
) -> rquickjs::Result<JsValue<'js>> {
    if let Some(function) = arguments.get(1).and_then(|value| value.as_function()) {
        let text = coerced_text(function.as_value())?;
        with(session, |doc| {
            doc.application.described.functions = custom::read(&text);
        });
        let done: rquickjs::Result<JsValue<'js>> = function.call(());
        with(session, |doc| doc.application.described.functions.clear());
        if done.is_err() {
            ctx.catch();
        }
    }
    Ok(JsValue::new_undefined(ctx.clone()))
}

/// Takes a function of the library that runs.
pub(super) fn function<'js>(
    ctx: &Ctx<'js>,
    session: &Shared,
    arguments: &[JsValue<'js>],
) -> rquickjs::Result<JsValue<'js>> {
    let function = arguments.first().and_then(|value| value.as_function());
    let known = match function {
        Some(function) => {
            let name: String = function
                .get::<_, Option<String>>("name")?
                .unwrap_or_default();
            let count: f64 = function.get::<_, Option<f64>>("length")?.unwrap_or(0.0);
            with(session, |doc| custom::register(doc, &name, count as usize)).flatten()
        }
        None => None,
    };
    let (Some(function), Some(name)) = (function, known) else {
        return Err(Exception::throw_message(
            ctx,
            "Invalid parameters type in JSDOC or options.",
        ));
    };
    functions(ctx)?.set(name, function.clone())?;
    Ok(JsValue::new_undefined(ctx.clone()))
}

fn functions<'js>(ctx: &Ctx<'js>) -> rquickjs::Result<Object<'js>> {
    if let Some(known) = ctx.globals().get::<_, Option<Object<'js>>>(FUNCTIONS)? {
        return Ok(known);
    }
    let made = Object::new(ctx.clone())?;
    ctx.globals()
        .prop(FUNCTIONS, JsProperty::from(made.clone()).configurable())?;
    Ok(made)
}

/// Whether a member needs the results of formulas; those that only change or find cells do not.
pub(super) fn reads(member: &str) -> bool {
    !["Set", "GetRange", "GetActiveSheet", "GetSheet", "AddCustom"]
        .iter()
        .any(|start| member.starts_with(start))
}

/// Calls functions until no formula waits for one.
pub(super) fn settle(ctx: &Ctx<'_>, session: &Shared) -> rquickjs::Result<()> {
    for _ in 0..ROUNDS {
        // What cannot be calculated is said by the member that asks for it.
        let asked = with(session, |doc| custom::asked(doc).unwrap_or_default()).unwrap_or_default();
        if asked.is_empty() {
            return Ok(());
        }
        let generation = session.borrow().generation;
        let functions = functions(ctx)?;
        with(session, |doc| doc.application.described.is_calling = true);
        let mut answers = Vec::with_capacity(asked.len());
        for call in asked {
            let function = functions.get::<_, Option<Function<'_>>>(call.name.as_str())?;
            let answer = match function {
                Some(function) => result(ctx, &function, &call.arguments),
                None => Value::Err(Error::Value),
            };
            answers.push((call.key, answer));
        }
        if session.borrow().generation != generation {
            return Ok(());
        }
        with(session, |doc| {
            doc.application.described.is_calling = false;
            doc.calc.answer(answers);
        });
    }
    Ok(())
}

fn result<'js>(ctx: &Ctx<'js>, function: &Function<'js>, arguments: &[Value]) -> Value {
    let called = || -> rquickjs::Result<Value> {
        let mut given = JsArgs::new(ctx.clone(), arguments.len());
        for argument in arguments {
            given.push_arg(taken(ctx, argument)?)?;
        }
        Ok(answered(&function.call_arg::<JsValue<'js>>(given)?))
    };
    called().unwrap_or_else(|_| {
        ctx.catch();
        Value::Err(Error::Value)
    })
}

fn taken<'js>(ctx: &Ctx<'js>, value: &Value) -> rquickjs::Result<JsValue<'js>> {
    Ok(match value {
        Value::Num(number) => number.into_js(ctx)?,
        Value::Text(text) => (&**text).into_js(ctx)?,
        Value::Bool(value) => JsValue::new_bool(ctx.clone(), *value),
        Value::Array(array) => {
            let rows = Array::new(ctx.clone())?;
            for index in 0..array.rows() {
                let row = Array::new(ctx.clone())?;
                for (place, item) in array.row(index).iter().enumerate() {
                    row.set(place, taken(ctx, item)?)?;
                }
                rows.set(index, row)?;
            }
            rows.into_value()
        }
        _ => JsValue::new_undefined(ctx.clone()),
    })
}

/// The first of several values counts.
fn answered(value: &JsValue<'_>) -> Value {
    let mut value = value.clone();
    for _ in 0..2 {
        let first = value.as_array().map(|array| array.get::<JsValue<'_>>(0));
        if let Some(Ok(first)) = first {
            value = first;
        }
    }
    if let Some(number) = value.as_number() {
        return if number.is_finite() {
            Value::Num(number)
        } else {
            Value::Err(Error::Num)
        };
    }
    if let Some(truth) = value.as_bool() {
        return Value::Bool(truth);
    }
    match value.as_string().map(|text| text.to_string()) {
        Some(Ok(text)) => text.as_str().into(),
        _ => Value::Err(Error::Value),
    }
}

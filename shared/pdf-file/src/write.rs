//! Writes objects, updates and whole files (ISO 32000-1, 7.5).

use std::collections::BTreeMap;

use crate::object::{Dict, Id, Object};
use crate::xref::Table;

/// A number as PDF wants it: no exponent, as few digits as say it.
pub(crate) fn number(value: f64) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    let text = format!("{:.5}", value.clamp(-1e15, 1e15));
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

fn name(out: &mut Vec<u8>, name: &str) {
    out.push(b'/');
    for one in name.chars() {
        match u8::try_from(u32::from(one)) {
            Ok(byte)
                if byte.is_ascii_alphanumeric() || b"-_.+*$@!&',:;=?^`|~\"".contains(&byte) =>
            {
                out.push(byte);
            }
            Ok(byte) => out.extend(format!("#{byte:02X}").bytes()),
            Err(_) => {
                for byte in one.to_string().bytes() {
                    out.extend(format!("#{byte:02X}").bytes());
                }
            }
        }
    }
}

fn text(out: &mut Vec<u8>, bytes: &[u8]) {
    if bytes.iter().any(|byte| *byte > 0x7e || *byte < 0x20) {
        out.push(b'<');
        for byte in bytes {
            out.extend(format!("{byte:02X}").bytes());
        }
        out.push(b'>');
        return;
    }
    out.push(b'(');
    for byte in bytes {
        if matches!(byte, b'(' | b')' | b'\\') {
            out.push(b'\\');
        }
        out.push(*byte);
    }
    out.push(b')');
}

/// The generations that are not zero: what refers to an object has to name its generation.
pub(crate) type Generations = BTreeMap<Id, u16>;

/// Writes an object where it stands.
pub(crate) fn object(out: &mut Vec<u8>, value: &Object, generations: &Generations) {
    match value {
        Object::Null => out.extend(b"null"),
        Object::Bool(true) => out.extend(b"true"),
        Object::Bool(false) => out.extend(b"false"),
        Object::Int(number) => out.extend(number.to_string().bytes()),
        Object::Real(value) => out.extend(number(*value).bytes()),
        Object::Name(value) => name(out, value),
        Object::Text(bytes) => text(out, bytes),
        Object::Array(items) => {
            out.push(b'[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    out.push(b' ');
                }
                object(out, item, generations);
            }
            out.push(b']');
        }
        Object::Dict(value) => dict(out, value, None, generations),
        Object::Ref(id) => {
            let generation = generations.get(id).copied().unwrap_or(0);
            out.extend(format!("{id} {generation} R").bytes());
        }
        Object::Stream(stream) => {
            dict(out, &stream.dict, Some(stream.data.len()), generations);
            out.extend(b"\nstream\n");
            out.extend_from_slice(&stream.data);
            out.extend(b"\nendstream");
        }
    }
}

fn dict(out: &mut Vec<u8>, value: &Dict, length: Option<usize>, generations: &Generations) {
    out.extend(b"<<");
    for (key, value) in value.iter() {
        if length.is_some() && key == "Length" {
            continue;
        }
        name(out, key);
        out.push(b' ');
        object(out, value, generations);
    }
    if let Some(length) = length {
        out.extend(format!("/Length {length}").bytes());
    }
    out.extend(b">>");
}

fn indirect(out: &mut Vec<u8>, id: Id, value: &Object, generations: &Generations) {
    let generation = generations.get(&id).copied().unwrap_or(0);
    out.extend(format!("{id} {generation} obj\n").bytes());
    object(out, value, generations);
    out.extend(b"\nendobj\n");
}

/// The file with an update behind it.
pub(crate) fn update<'o>(
    bytes: &[u8],
    table: &Table,
    start: usize,
    next: Id,
    changed: impl Iterator<Item = (Id, Option<&'o Object>)>,
    generations: &Generations,
) -> Vec<u8> {
    let mut out = bytes.to_vec();
    if out.last() != Some(&b'\n') {
        out.push(b'\n');
    }
    let mut places: BTreeMap<Id, Option<usize>> = BTreeMap::new();
    for (id, value) in changed {
        places.insert(id, value.map(|_| out.len()));
        if let Some(value) = value {
            indirect(&mut out, id, value, generations);
        }
    }
    let mut trailer = table.trailer.clone();
    trailer.remove("XRefStm");
    trailer.set("Prev", start as i64);
    if table.is_stream {
        let at = out.len();
        places.insert(next, Some(at));
        trailer.set("Size", i64::from(next) + 1);
        section_stream(&mut out, next, trailer, &places, generations);
        finish(&mut out, at);
    } else {
        trailer.set("Size", i64::from(next));
        section(&mut out, trailer, &places, generations);
    }
    out
}

/// A whole file of these objects.
pub(crate) fn whole(objects: &BTreeMap<Id, Object>, trailer: &Dict, next: Id) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let generations = &Generations::new();
    let mut places: BTreeMap<Id, Option<usize>> = BTreeMap::from([(0, None)]);
    for (id, value) in objects {
        places.insert(*id, Some(out.len()));
        indirect(&mut out, *id, value, generations);
    }
    let mut trailer = trailer.clone();
    trailer.remove("Prev");
    trailer.remove("XRefStm");
    trailer.set("Size", i64::from(next));
    section(&mut out, trailer, &places, generations);
    out
}

/// Ranges of numbers that follow each other.
fn ranges(places: &BTreeMap<Id, Option<usize>>) -> Vec<(Id, Vec<Option<usize>>)> {
    let mut found: Vec<(Id, Vec<Option<usize>>)> = Vec::new();
    for (id, place) in places {
        match found.last_mut() {
            Some((first, run)) if u64::from(*first) + run.len() as u64 == u64::from(*id) => {
                run.push(*place);
            }
            _ => found.push((*id, vec![*place])),
        }
    }
    found
}

fn section(
    out: &mut Vec<u8>,
    trailer: Dict,
    places: &BTreeMap<Id, Option<usize>>,
    generations: &Generations,
) {
    let at = out.len();
    out.extend(b"xref\n");
    for (first, run) in ranges(places) {
        out.extend(format!("{first} {}\n", run.len()).bytes());
        for (id, place) in (first..).zip(run) {
            let generation = generations.get(&id).copied().unwrap_or(0);
            let line = match place {
                Some(place) => format!("{place:010} {generation:05} n\r\n"),
                None => "0000000000 65535 f\r\n".to_owned(),
            };
            out.extend(line.bytes());
        }
    }
    out.extend(b"trailer\n");
    dict(out, &trailer, None, generations);
    out.push(b'\n');
    finish(out, at);
}

fn section_stream(
    out: &mut Vec<u8>,
    id: Id,
    mut trailer: Dict,
    places: &BTreeMap<Id, Option<usize>>,
    generations: &Generations,
) {
    let mut index = Vec::new();
    let mut data = Vec::new();
    for (first, run) in ranges(places) {
        index.push(Object::Int(i64::from(first)));
        index.push(Object::Int(run.len() as i64));
        for (id, place) in (first..).zip(run) {
            data.push(u8::from(place.is_some()));
            let place = u64::try_from(place.unwrap_or(0)).unwrap_or(0);
            data.extend(place.to_be_bytes());
            let generation = generations.get(&id).copied().unwrap_or(0);
            data.extend(generation.to_be_bytes());
        }
    }
    trailer.set("Type", Object::named("XRef"));
    trailer.set("W", Object::list([1.0, 8.0, 2.0]));
    trailer.set("Index", index);
    let stream = crate::object::Stream {
        dict: trailer,
        data: data.into(),
    };
    indirect(out, id, &Object::Stream(stream), generations);
}

fn finish(out: &mut Vec<u8>, at: usize) {
    out.extend(format!("startxref\n{at}\n%%EOF\n").bytes());
}

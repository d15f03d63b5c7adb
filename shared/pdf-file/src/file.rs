//! An open file.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::error::PdfError;
use crate::filter;
use crate::limits::PdfLimits;
use crate::object::{Dict, Id, Object, Stream};
use crate::write;
use crate::xref::{self, Entry, Table};

/// How many references may follow each other.
const MAX_STEPS: usize = 32;

/// The objects of an object stream.
type Packed = Arc<Vec<(Id, Object)>>;

/// A PDF file: its bytes, and what was changed.
pub struct PdfFile {
    bytes: Arc<[u8]>,
    table: Table,
    limits: PdfLimits,
    /// Objects that are not those of the file; `None` are deleted.
    changed: BTreeMap<Id, Option<Object>>,
    /// Objects of object streams, which were unpacked together.
    unpacked: RefCell<BTreeMap<Id, Packed>>,
    total: Cell<usize>,
    next: Id,
    grown: usize,
}

impl PdfFile {
    /// Opens a file.
    ///
    /// # Errors
    /// It is no PDF, damaged beyond repair, encrypted, or over a limit.
    pub fn open(bytes: &[u8], limits: PdfLimits) -> Result<Self, PdfError> {
        let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
        let start = xref::find(head, b"%PDF-").ok_or(PdfError::NotPdf)?;
        // Places count from the head of the file, whatever stands before it.
        let bytes: Arc<[u8]> = bytes.get(start..).unwrap_or_default().into();
        let table = xref::read(&bytes, &limits)?;
        if table
            .trailer
            .get("Encrypt")
            .is_some_and(|object| *object != Object::Null)
        {
            return Err(PdfError::Encrypted);
        }
        let told = table
            .trailer
            .int("Size")
            .and_then(|size| Id::try_from(size).ok());
        let last = table.entries.keys().next_back().copied().unwrap_or(0);
        let next = told.unwrap_or(0).min(1 << 24).max(last.saturating_add(1));
        let file = Self {
            bytes,
            table,
            limits,
            changed: BTreeMap::new(),
            unpacked: RefCell::default(),
            total: Cell::new(0),
            next,
            grown: 0,
        };
        if file.catalog().get("Pages").is_none() {
            return Err(PdfError::Damaged("it has no pages"));
        }
        Ok(file)
    }

    /// The limits that it was opened under.
    pub fn limits(&self) -> &PdfLimits {
        &self.limits
    }

    /// About how many bytes of memory it takes.
    pub fn weight(&self) -> usize {
        self.bytes.len() + self.total.get() + self.grown
    }

    /// The object with this number; `Null` when there is none.
    pub fn object(&self, id: Id) -> Object {
        if let Some(changed) = self.changed.get(&id) {
            return changed.clone().unwrap_or(Object::Null);
        }
        self.original(id)
    }

    fn original(&self, id: Id) -> Object {
        match self.table.entries.get(&id) {
            Some(Entry::At(at, _)) => match self.indirect(*at) {
                Some((found, object)) if found == id => object,
                _ => Object::Null,
            },
            Some(Entry::In(holder, place)) => {
                let objects = self.inside(*holder);
                let found = objects.get(*place).filter(|(found, _)| *found == id);
                let found = found.or_else(|| objects.iter().find(|(found, _)| *found == id));
                found.map_or(Object::Null, |(_, object)| object.clone())
            }
            Some(Entry::Free) | None => Object::Null,
        }
    }

    fn indirect(&self, at: usize) -> Option<(Id, Object)> {
        let lengths = |id: Id| xref::length(&self.bytes, &self.table.entries, id);
        xref::indirect(&self.bytes, at, &lengths)
    }

    fn inside(&self, holder: Id) -> Packed {
        if let Some(known) = self.unpacked.borrow().get(&holder) {
            return known.clone();
        }
        let stream = match self.table.entries.get(&holder) {
            Some(Entry::At(at, _)) => self.indirect(*at),
            _ => None,
        };
        let mut total = self.total.get();
        let objects = match stream {
            // What is over a limit is as if it were not there.
            Some((_, Object::Stream(stream))) => {
                xref::inside(&stream, &self.limits, &mut total).unwrap_or_default()
            }
            _ => Vec::new(),
        };
        self.total.set(total);
        let objects = Arc::new(objects);
        self.unpacked.borrow_mut().insert(holder, objects.clone());
        objects
    }

    /// What an object stands for: references are followed.
    pub fn resolve(&self, object: &Object) -> Object {
        let mut now = object.clone();
        for _ in 0..MAX_STEPS {
            match now {
                Object::Ref(id) => now = self.object(id),
                other => return other,
            }
        }
        Object::Null
    }

    /// The value of a key, references followed.
    pub fn value(&self, dict: &Dict, key: &str) -> Object {
        dict.get(key)
            .map_or(Object::Null, |object| self.resolve(object))
    }

    /// The dictionary that a key has as its value, references followed; an empty one when it is none.
    pub fn dict(&self, dict: &Dict, key: &str) -> Dict {
        self.value(dict, key).dict().cloned().unwrap_or_default()
    }

    /// The dictionary of an object; an empty one when it is none.
    pub fn dict_of(&self, id: Id) -> Dict {
        self.object(id).dict().cloned().unwrap_or_default()
    }

    /// The elements of the array that a key has as its value, references followed once.
    pub fn array(&self, dict: &Dict, key: &str) -> Vec<Object> {
        match self.value(dict, key) {
            Object::Array(items) => items,
            _ => Vec::new(),
        }
    }

    /// The data of a stream without its filters; empty when it cannot be read.
    pub fn data(&self, stream: &Stream) -> Vec<u8> {
        let mut plain = stream.clone();
        for key in ["Filter", "DecodeParms"] {
            if let Some(value) = stream.dict.get(key) {
                let value = match self.resolve(value) {
                    Object::Array(items) => {
                        Object::Array(items.iter().map(|item| self.resolve(item)).collect())
                    }
                    other => other,
                };
                plain.dict.set(key, value);
            }
        }
        match filter::unpacked(&plain, self.limits.stream_bytes) {
            Ok(Some(data)) => data,
            _ => Vec::new(),
        }
    }

    /// The dictionary behind everything.
    pub fn catalog(&self) -> Dict {
        self.dict(&self.table.trailer, "Root")
    }

    /// The number of the catalog.
    pub fn catalog_id(&self) -> Id {
        self.table
            .trailer
            .get("Root")
            .and_then(Object::reference)
            .unwrap_or(0)
    }

    /// Puts an object in the place of another one.
    pub fn set(&mut self, id: Id, object: impl Into<Object>) {
        let object = object.into();
        self.grown += size(&object);
        if let Some(Some(before)) = self.changed.insert(id, Some(object)) {
            self.grown = self.grown.saturating_sub(size(&before));
        }
    }

    /// Adds an object; the answer is its number.
    pub fn add(&mut self, object: impl Into<Object>) -> Id {
        let id = self.next;
        self.next += 1;
        self.set(id, object);
        id
    }

    /// Adds a stream, packed when that is shorter.
    pub fn add_stream(&mut self, dict: Dict, data: &[u8]) -> Id {
        let stream = stream(dict, data);
        self.add(Object::Stream(stream))
    }

    /// Takes an object out.
    pub fn delete(&mut self, id: Id) {
        self.changed.insert(id, None);
    }

    /// Changes the dictionary of an object.
    pub fn change(&mut self, id: Id, change: impl FnOnce(&mut Dict)) {
        let mut object = self.object(id);
        if object.dict().is_none() {
            object = Object::Dict(Dict::new());
        }
        if let Some(dict) = object.dict_mut() {
            change(dict);
        }
        self.set(id, object);
    }

    /// From now on the file is written anew: nothing of what was deleted stays in it.
    pub(crate) fn write_anew(&mut self) {
        self.table.start = None;
    }

    /// The file as it is now.
    pub fn save(&self) -> Vec<u8> {
        if self.changed.is_empty() && self.table.start.is_some() {
            return self.bytes.to_vec();
        }
        match self.table.start {
            Some(start) => {
                let generations = self
                    .table
                    .entries
                    .iter()
                    .filter_map(|(id, entry)| match entry {
                        Entry::At(_, generation) if *generation > 0 => Some((*id, *generation)),
                        _ => None,
                    })
                    .collect();
                let changed = self
                    .changed
                    .iter()
                    .map(|(id, object)| (*id, object.as_ref()));
                write::update(
                    &self.bytes,
                    &self.table,
                    start,
                    self.next,
                    changed,
                    &generations,
                )
            }
            None => self.anew(),
        }
    }

    /// Writes all objects, for a file whose own table could not be read.
    fn anew(&self) -> Vec<u8> {
        let mut all: BTreeMap<Id, Object> = BTreeMap::new();
        for id in self.table.entries.keys().chain(self.changed.keys()) {
            let object = self.object(*id);
            let is_container = matches!(
                object.dict().and_then(|dict| dict.name("Type")),
                Some("ObjStm" | "XRef")
            );
            if object != Object::Null && !is_container {
                all.insert(*id, object);
            }
        }
        write::whole(&all, &self.table.trailer, self.next)
    }
}

/// A stream of plain data, packed when that is shorter.
pub(crate) fn stream(mut dict: Dict, data: &[u8]) -> Stream {
    let packed = filter::deflate(data);
    dict.remove("DecodeParms");
    dict.remove("Filter");
    if packed.len() < data.len() {
        dict.set("Filter", Object::named("FlateDecode"));
        return Stream {
            dict,
            data: packed.into(),
        };
    }
    Stream {
        dict,
        data: data.into(),
    }
}

/// About how much memory an object takes.
fn size(object: &Object) -> usize {
    64 + match object {
        Object::Array(items) => items.iter().map(size).sum(),
        Object::Dict(dict) => dict
            .iter()
            .map(|(key, value)| key.len() + size(value))
            .sum(),
        Object::Stream(stream) => stream.data.len() + 256,
        Object::Text(bytes) => bytes.len(),
        _ => 0,
    }
}

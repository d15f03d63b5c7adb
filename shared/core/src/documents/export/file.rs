//! One online document as a file.

use spindle_model::convert::{Content, Options};
use spindle_model::document::{Document, ImageSource, InlineKind};

use crate::conversion::{self, Pass, Told, Worker, stop};
use crate::documents::objects::is_object_id;
use crate::documents::{load, sheet};
use crate::jobs::Stop;
use crate::store::nodes::{Kind, Node};
use crate::store::objects::Object;
use crate::store::{Store, StoreError, objects};

/// Bytes of all pictures of one document that are put into a file.
pub(crate) const MOST_PICTURES: u64 = 64 << 20;

/// How one document is to be written.
pub(crate) struct Wanted<'w> {
    /// Its app.
    pub app_id: &'w str,
    /// Whether comments are written. Those of cells are a part of the workbook.
    pub comments: bool,
    /// The format, as the registry of formats names it.
    pub format: &'w str,
    /// The version.
    pub v: i64,
    /// Percent of the work before and after it.
    pub percent: (f32, f32),
}

/// The bytes of that file.
pub(crate) fn written<'a>(
    worker: &impl Worker<'a>,
    node: &Node,
    wanted: &Wanted<'_>,
    warnings: &mut Vec<Told>,
) -> Result<Vec<u8>, Stop> {
    let (name, json) = match node.kind {
        Kind::Sheet => {
            let json = sheet::at(worker.store(), &node.fid, wanted.v).map_err(stop)?;
            ("ssjson", json.into_bytes())
        }
        Kind::Note | Kind::Folder | Kind::File => {
            let json = load::note_json(worker.store(), &node.fid, wanted.v).map_err(stop)?;
            ("delta", json)
        }
    };
    if wanted.format == "json" {
        return Ok(match node.kind {
            Kind::Sheet => json,
            Kind::Note | Kind::Folder | Kind::File => {
                [b"{\"ops\":", json.as_slice(), b"}"].concat()
            }
        });
    }
    let (from, to) = wanted.percent;
    let middle = from + (to - from) * 0.4;
    let options = Options {
        comments: wanted.comments || node.kind == Kind::Sheet,
        title: Some(node.name.clone()),
        ..Options::default()
    };
    let pass = |percent| Pass {
        options: options.clone(),
        percent,
    };
    let mut content = conversion::read(worker, name, &json, pass((from, middle)), warnings)?;
    drop(json);
    if let Content::Document(document) = &mut content {
        if document.metadata.title.is_none() {
            document.metadata.title = Some(node.name.clone());
        }
        fill_pictures(worker.store(), wanted.app_id, &node.fid, document, warnings)?;
    }
    conversion::write(
        worker,
        wanted.format,
        &content,
        pass((middle, to)),
        warnings,
    )
}

/// A picture of a document, if it has it: its own, or one that it names. A copy of a document names the objects of the
/// first.
pub(crate) fn picture_of(
    store: &Store<'_>,
    app_id: &str,
    fid: &str,
    object_id: &str,
) -> Result<Option<Object>, StoreError> {
    let Some(object) = objects::find(store, app_id, object_id)? else {
        return Ok(None);
    };
    let own = object.fid == fid || objects::is_named(store, fid, object_id)?;
    Ok(Some(object).filter(|_| own))
}

/// The bytes of an object.
pub(crate) fn bytes_of(store: &Store<'_>, object: &Object) -> Result<Vec<u8>, StoreError> {
    store.whole_blob(&object.blob, "picture")
}

/// Puts the bytes of a document's own pictures into it. Those that lie elsewhere are never fetched.
pub(crate) fn fill_pictures(
    store: &Store<'_>,
    app_id: &str,
    fid: &str,
    document: &mut Document,
    warnings: &mut Vec<Told>,
) -> Result<(), Stop> {
    let mut named = Vec::new();
    document.for_each_paragraph_mut(&mut |paragraph| {
        for inline in &paragraph.inlines {
            if let InlineKind::Image(image) = &inline.kind
                && let ImageSource::Url(url) = &image.source
                && is_object_id(url)
                && !named.contains(url)
            {
                named.push(url.clone());
            }
        }
    });
    let mut left = MOST_PICTURES;
    let mut known = std::collections::HashMap::new();
    for id in named {
        let Some(object) = picture_of(store, app_id, fid, &id)? else {
            warn(
                warnings,
                "missing-image",
                format!("the picture {id} is not there any more"),
            );
            continue;
        };
        let Some(rest) = left.checked_sub(object.blob.length) else {
            let words = format!(
                "the picture {id} is left out: all together have more than {MOST_PICTURES} bytes"
            );
            warn(warnings, "image-too-large", words);
            continue;
        };
        left = rest;
        let bytes = bytes_of(store, &object)?;
        let index = document.add_media(&object.content_type, &bytes);
        known.insert(id, index);
    }
    document.for_each_paragraph_mut(&mut |paragraph| {
        for inline in &mut paragraph.inlines {
            if let InlineKind::Image(image) = &mut inline.kind
                && let ImageSource::Url(url) = &image.source
                && let Some(index) = known.get(url)
            {
                image.source = ImageSource::Media(*index);
            }
        }
    });
    Ok(())
}

fn warn(warnings: &mut Vec<Told>, code: &str, message: String) {
    warnings.push(Told {
        code: code.to_owned(),
        message,
    });
}

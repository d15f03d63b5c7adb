//! One file as what an online document is kept in.

use std::collections::HashMap;

use sha2::{Digest as _, Sha256};
use spindle_delta::Delta;
use spindle_model::convert::{Content, Options};
use spindle_model::document::{Document, ImageSource, InlineKind, Media};
use spindle_model::format::Format;

use crate::conversion::{self, Pass, Told, Worker, stop};
use crate::documents::objects::is_object_id;
use crate::documents::{load, sheet};
use crate::jobs::{Failure, FailureClass, Stop};

/// Reads a file of that name's format, or of what it is by its own evidence.
pub(crate) fn opened<'a>(
    worker: &impl Worker<'a>,
    bytes: &[u8],
    said: Option<&'static Format>,
    pass: Pass,
    warnings: &mut Vec<Told>,
) -> Result<Content, Stop> {
    let found = worker.app().formats().map_err(stop)?.sniff(bytes);
    let source = conversion::settle(said, found, bytes)
        .map_err(|reason| failed(FailureClass::Damaged, reason))?;
    conversion::read(worker, source.name, bytes, pass, warnings)
}

/// The note that a text document is.
pub(crate) fn note<'a>(
    worker: &impl Worker<'a>,
    document: Document,
    percent: (f32, f32),
    warnings: &mut Vec<Told>,
) -> Result<spindle_delta::Document, Stop> {
    let pass = Pass {
        options: Options {
            comments: true,
            ..Options::default()
        },
        percent,
    };
    let content = Content::Document(Box::new(document));
    let json = conversion::write(worker, "delta", &content, pass, warnings)?;
    drop(content);
    let note = Delta::from_slice(&json)
        .and_then(spindle_delta::Document::try_from)
        .map_err(|error| load::damaged("what was read of the file", &error))?;
    Ok(note)
}

/// The JSON of the spreadsheet that a workbook is.
pub(crate) fn workbook<'a>(
    worker: &impl Worker<'a>,
    content: Content,
    percent: (f32, f32),
    warnings: &mut Vec<Told>,
) -> Result<Vec<u8>, Stop> {
    let pass = Pass {
        options: Options::default(),
        percent,
    };
    let json = conversion::write(worker, "ssjson", &content, pass, warnings)?;
    drop(content);
    check_size(
        json.len(),
        sheet::MOST_BYTES,
        "the most that a spreadsheet has",
    )?;
    Ok(json)
}

/// Refuses what is larger than a limit; `name` says in the refusal where the limit comes from.
pub(crate) fn check_size(bytes: usize, limit: usize, name: &str) -> Result<(), Stop> {
    if bytes <= limit {
        return Ok(());
    }
    let words = format!("the document has {bytes} bytes, more than {limit} ({name})");
    Err(failed(FailureClass::Limit, words))
}

/// The end of a job, in words.
pub(crate) fn failed(class: FailureClass, reason: impl Into<String>) -> Stop {
    Stop::Failure(Failure::new(class, reason))
}

/// A picture that may become an object of the document.
pub(crate) struct Picture {
    pub object_id: String,
    pub media: Media,
}

/// Names the pictures of files for one document: the same bytes get the same name, whichever of its files they come in and
/// however often. No other document's pictures have those names.
pub(crate) struct Naming<'n> {
    fid: &'n str,
    names: HashMap<[u8; 32], String>,
    /// Those of them that are objects already.
    objects: Vec<String>,
}

impl<'n> Naming<'n> {
    /// For the document of that id.
    pub(crate) fn of(fid: &'n str) -> Self {
        Self {
            fid,
            names: HashMap::new(),
            objects: Vec::new(),
        }
    }

    /// Says that an object has these bytes: a picture that has them is that one.
    pub(crate) fn know(&mut self, object_id: &str, bytes: &[u8]) {
        let digest: [u8; 32] = Sha256::digest(bytes).into();
        self.names
            .entry(digest)
            .or_insert_with(|| object_id.to_owned());
        self.objects.push(object_id.to_owned());
    }

    fn name(&mut self, media: &Media) -> String {
        let digest: [u8; 32] = Sha256::digest(&media.bytes).into();
        let fid = self.fid;
        let make = || {
            let own = Sha256::new()
                .chain_update(fid)
                .chain_update([0])
                .chain_update(digest)
                .finalize();
            let name: String = own
                .iter()
                .take(16)
                .map(|byte| format!("{byte:02x}"))
                .collect();
            let id = format!("image/{name}.{}", extension(&media.media_type));
            if is_object_id(&id) {
                id
            } else {
                format!("image/{name}.bin")
            }
        };
        self.names.entry(digest).or_insert_with(make).clone()
    }

    /// Takes the pictures out of a document and puts the ids of objects where they stood; answers those that are no objects
    /// yet, each once.
    pub(crate) fn apply(&mut self, document: &mut Document) -> Vec<Picture> {
        let media = std::mem::take(&mut document.media);
        let names: Vec<String> = media.iter().map(|media| self.name(media)).collect();
        document.for_each_paragraph_mut(&mut |paragraph| {
            for inline in &mut paragraph.inlines {
                if let InlineKind::Image(image) = &mut inline.kind
                    && let ImageSource::Media(index) = image.source
                    && let Some(name) = names.get(index)
                {
                    image.source = ImageSource::Url(name.clone());
                }
            }
        });
        let mut pictures: Vec<Picture> = Vec::new();
        for (object_id, media) in names.into_iter().zip(media) {
            let is_there = self.objects.contains(&object_id)
                || pictures.iter().any(|known| known.object_id == object_id);
            if !is_there {
                pictures.push(Picture { object_id, media });
            }
        }
        pictures
    }
}

fn extension(media_type: &str) -> &str {
    media_type
        .rsplit('/')
        .next()
        .and_then(|name| name.split('+').next())
        .filter(|name| !name.is_empty())
        .unwrap_or("bin")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(naming: &mut Naming<'_>, pictures: &[(&str, &[u8])]) -> Vec<String> {
        let mut document = Document::default();
        for (media_type, bytes) in pictures {
            document.media.push(Media {
                media_type: (*media_type).to_owned(),
                bytes: (*bytes).into(),
            });
        }
        let pictures = naming.apply(&mut document);
        assert!(document.media.is_empty());
        pictures
            .into_iter()
            .map(|picture| picture.object_id)
            .collect()
    }

    #[test]
    fn the_same_bytes_have_the_same_name_in_one_document_only() {
        let mut naming = Naming::of("10tc9");
        let first = named(&mut naming, &[("image/png", b"a"), ("image/svg+xml", b"b")]);
        assert_eq!(first.len(), 2);
        assert!(
            first[0].ends_with(".png") && first[0].len() == 6 + 32 + 4,
            "{first:?}"
        );
        assert!(first[1].ends_with(".svg"), "{first:?}");
        assert!(first.iter().all(|id| is_object_id(id)));
        // Again, twice, and called something else.
        let again = named(&mut naming, &[("image/x-png", b"a"), ("image/png", b"a")]);
        assert_eq!(again, [first[0].clone()]);
        assert_eq!(
            named(&mut Naming::of("10tc9"), &[("image/png", b"a")]),
            again
        );
        assert_ne!(
            named(&mut Naming::of("10td0"), &[("image/png", b"a")]),
            again
        );
    }

    #[test]
    fn an_object_that_is_there_keeps_its_name() {
        let mut naming = Naming::of("10tc9");
        naming.know("image/mine.png", b"a");
        assert!(named(&mut naming, &[("image/png", b"a")]).is_empty());
    }

    #[test]
    fn odd_types_make_no_odd_names() {
        let mut naming = Naming::of("10tc9");
        let names = named(
            &mut naming,
            &[("image/x y\"", b"a"), ("", b"b"), ("image/", b"c")],
        );
        assert!(names.iter().all(|name| name.ends_with(".bin")), "{names:?}");
    }
}

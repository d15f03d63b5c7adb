//! Documents that are edited, for what is measured of saving and of the command service.

use spindle_delta::Delta;
use spindle_e2e::office::docx;
use spindle_e2e::{Client, Config, Editor, Storage};

/// A text document of so many paragraphs of a sentence each.
pub fn prose(paragraphs: usize) -> Vec<u8> {
    let texts: Vec<String> = (0..paragraphs)
        .map(|number| {
            format!("Paragraph {number} has a sentence that is long enough to be one of its kind.")
        })
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    docx(&texts)
}

/// Joins alone under a new key; `url` is the document's.
///
/// # Panics
/// When there is no session: the benchmark has failed.
pub fn open(client: &Client, storage: &Storage, url: &str, key: &str) -> Editor {
    let config = Config::new(key, url).callback(&storage.callback_url(key, "u1"));
    Editor::join(client, &config)
}

/// The same, and types a sentence.
///
/// # Panics
/// As [`open`], and when the change is not acknowledged.
pub fn open_and_type(client: &Client, storage: &Storage, url: &str, key: &str) -> Editor {
    let mut editor = open(client, storage, url, key);
    editor.change(vec![Delta::new().insert("A sentence more. ", ())]);
    editor
}

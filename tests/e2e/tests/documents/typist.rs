//! What a user does to the document before him. Every piece he inserts is a token that nobody else inserts.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use spindle_delta::{Attributes, Content, Delta, Document, Op};

use super::support::Random;

/// A user at work.
pub struct Typist {
    name: String,
    random: Random,
    made: u32,
    /// His tokens that he did not delete.
    pub live: BTreeSet<String>,
}

/// A place of a document, in UTF-16 units.
type Place = u64;

impl Typist {
    pub fn new(name: &str, seed: u64) -> Self {
        Self {
            name: name.to_owned(),
            random: Random::new(seed),
            made: 0,
            live: BTreeSet::new(),
        }
    }

    /// His next edit: two thirds insert text, the others delete what he inserted, format, or insert an embed.
    pub fn edit(&mut self, view: &Document) -> Delta {
        match self.random.below(9) {
            0 => self.delete(view).unwrap_or_else(|| self.type_text(view)),
            1 => self.format(view).unwrap_or_else(|| self.type_text(view)),
            2 => self.embed(view),
            _ => self.type_text(view),
        }
    }

    fn token(&mut self) -> String {
        self.made += 1;
        // Some have a character of two units: whoever counts bytes or characters is found out.
        let extra = if self.made.is_multiple_of(5) {
            "😀"
        } else {
            ""
        };
        let token = format!("{}-{}{extra}", self.name, self.made);
        self.live.insert(token.clone());
        token
    }

    fn type_text(&mut self, view: &Document) -> Delta {
        let at = self.place(view);
        let token = self.token();
        let end = if self.random.percent(20) { "\n" } else { "" };
        let attributes = match self.random.below(4) {
            0 => Attributes::from([("bold", json!(true))]),
            _ => Attributes::none(),
        };
        Delta::new()
            .retain(at, ())
            .insert(format!("[{token}]{end}"), attributes)
    }

    fn embed(&mut self, view: &Document) -> Delta {
        let at = self.place(view);
        let token = self.token();
        Delta::new()
            .retain(at, ())
            .insert_embed(json!({ "mention": { "id": token } }), ())
    }

    /// Deletes one of his tokens.
    fn delete(&mut self, view: &Document) -> Option<Delta> {
        let index = self.random.below(self.live.len() as u64);
        let token = self.live.iter().nth(index as usize)?.clone();
        let (at, length) = find(view, &token)
            .unwrap_or_else(|| panic!("{token} is nowhere in {:?}", view.text(|_| None)));
        self.live.remove(&token);
        Some(Delta::new().retain(at, ()).delete(length))
    }

    /// Formats whatever is there, others' text too.
    fn format(&mut self, view: &Document) -> Option<Delta> {
        let (one, two) = (self.place(view), self.place(view));
        let (from, to) = (one.min(two), one.max(two).min(one.min(two) + 400));
        let value = match self.random.below(4) {
            0 => Value::Null,
            1 => json!(true),
            color => json!(color),
        };
        let to = boundary_after(view, to).unwrap_or(to.max(from));
        let name = if self.random.percent(50) {
            "bold"
        } else {
            "color"
        };
        (to > from).then(|| {
            Delta::new()
                .retain(from, ())
                .retain(to - from, Attributes::from([(name, value)]))
        })
    }

    /// A place between tokens.
    fn place(&mut self, view: &Document) -> Place {
        let near = self.random.below(view.len());
        boundary_after(view, near).unwrap_or(0)
    }
}

/// The first place at or after `near` that follows the end of a token.
fn boundary_after(view: &Document, near: Place) -> Option<Place> {
    let mut at = 0;
    for op in view.as_delta().ops() {
        let Op::Insert(Content::Text(text), _) = op else {
            at += op.len();
            continue;
        };
        if at + text.len() < near {
            at += text.len();
            continue;
        }
        for character in text.as_str().chars() {
            at += character.len_utf16() as u64;
            if character == ']' && at >= near {
                return Some(at);
            }
        }
    }
    None
}

/// Where a token is, and how long.
fn find(view: &Document, token: &str) -> Option<(Place, u64)> {
    let wanted = format!("[{token}]");
    let mut at = 0;
    for op in view.as_delta().ops() {
        match op {
            Op::Insert(Content::Text(text), _) => {
                if let Some(byte) = text.as_str().find(&wanted) {
                    let before = text.as_str()[..byte].encode_utf16().count() as u64;
                    return Some((at + before, wanted.encode_utf16().count() as u64));
                }
            }
            Op::Insert(Content::Embed(embed), _) if embed["mention"]["id"] == token => {
                return Some((at, 1));
            }
            _ => {}
        }
        at += op.len();
    }
    None
}

/// All tokens of a document, in order, those that are there twice twice.
pub fn tokens(document: &Document) -> Vec<String> {
    let text = document.text(|embed| Some(format!("[{}]", embed["mention"]["id"].as_str()?)));
    text.split('[')
        .skip(1)
        .map(|rest| {
            let (token, _) = rest
                .split_once(']')
                .unwrap_or_else(|| panic!("a token was cut: [{rest}"));
            token.to_owned()
        })
        .collect()
}

use proptest::collection::vec;
use proptest::prelude::*;
use spindle_delta::{Delta, Document, Staged};

use crate::cases;
use crate::generate::{anything, change, document, steps};

/// Stages changes that each may be refused, and makes each to a copy of the document as well.
fn both(start: &Document, next: impl Fn(&Document, usize) -> Delta, count: usize) {
    let mut now = start.clone();
    let mut staged = Staged::new(start);
    for number in 0..count {
        let change = next(&now, number);
        let before = (staged.staged().clone(), staged.len());
        let result = staged.stage(&change);
        match now.apply_ref(&change) {
            Ok(after) => {
                assert_eq!(result, Ok(()), "{change:?}");
                now = after;
            }
            Err(error) => {
                assert_eq!(result, Err(error), "{change:?}");
                assert_eq!((staged.staged().clone(), staged.len()), before);
            }
        }
        assert_eq!(staged.len(), now.len());
        assert_eq!(staged.ends_with_newline(), now.ends_with_newline());
    }
    assert_eq!(staged.finish().unwrap(), now);
}

proptest! {
    #![proptest_config(cases(1_500))]

    #[test]
    fn staging_is_applying(document in document(), list in vec(steps(), 0..8)) {
        both(&document, |now, number| change(now, &list[number]), list.len());
    }

    #[test]
    fn staging_refuses_what_applying_refuses(document in document(), list in vec(anything(), 0..12)) {
        both(&document, |_, number| list[number].clone(), list.len());
    }

    /// Long texts have marks.
    #[test]
    fn so_it_does_in_long_texts(document in document(), list in vec((0_u64..20_000, 0_u64..3), 0..12)) {
        let text = document.text(|_| None);
        let long = Delta::new().insert(text.repeat(6_000 / text.len()), ()).insert("\n", ());
        let long = Document::try_from(long).unwrap();
        let next = |_: &Document, number: usize| {
            let (at, length) = list[number];
            Delta::new().retain(at, ()).insert("😀\n", ()).delete(length)
        };
        both(&long, next, list.len());
    }
}

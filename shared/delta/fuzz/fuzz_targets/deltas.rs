//! Two deltas as JSON, one a line: whatever is accepted is worked on, and what must hold of valid changes is checked.
#![no_main]

use libfuzzer_sys::fuzz_target;
use spindle_delta::{Delta, Document, Staged, patch};

fuzz_target!(|bytes: &[u8]| {
    let mut lines = bytes.splitn(3, |byte| *byte == b'\n');
    let (first, second, third) = (lines.next(), lines.next(), lines.next());
    let read = |line: Option<&[u8]>| Delta::from_slice(line.unwrap_or_default());
    let (Ok(a), Ok(b)) = (read(first), read(second)) else {
        return;
    };
    let written = serde_json::to_vec(&a).unwrap();
    assert_eq!(Delta::from_slice(&written).unwrap(), a);
    let _ = (a.compose(&b), a.invert(&b), a.diff(&b), a.lines().count());
    let after_a = a.compose(&a.transform(&b, true));
    let after_b = b.compose(&b.transform(&a, false));
    let json = third.unwrap_or_default();
    let ordinary = Document::from_slice(json).and_then(|document| document.apply(&a));
    let ordinary = ordinary.map(|document| serde_json::to_vec(&document).unwrap());
    assert_eq!(patch(json, &a), ordinary);
    let Ok(document) = Document::from_slice(json) else {
        return;
    };
    let mut staged = Staged::new(&document);
    let applied = document.apply_ref(&a);
    assert_eq!(staged.stage(&a).err(), applied.as_ref().err().cloned());
    let Ok(applied) = applied else { return };
    let inverse = a.invert(document.as_delta()).unwrap();
    assert_eq!(applied.apply_ref(&inverse).unwrap(), document);
    let change = document.diff(&applied).unwrap();
    assert_eq!(document.apply_ref(&change).unwrap(), applied);
    assert_eq!(staged.finish().unwrap(), applied);
    if document.apply_ref(&b).is_ok() {
        let (after_a, after_b) = (after_a.unwrap(), after_b.unwrap());
        assert_eq!(
            document.apply_ref(&after_a).unwrap(),
            document.apply_ref(&after_b).unwrap()
        );
    }
});

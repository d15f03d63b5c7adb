//! Many documents, each with many editors, all at once.

use std::time::{Duration, Instant};

use spindle_e2e::{Editor, start};

use super::support::{Random, Setup, open, users};

const DOCUMENTS: usize = 100;
const EDITORS: usize = 5;
const EDITS: usize = 4;

/// Five type; answers the text on which they agree.
fn work(setup: &Setup, document: usize) -> String {
    let key = format!("k{document}");
    let mut editors: Vec<Editor> = (0..EDITORS)
        .map(|user| setup.join(&key, &format!("u{user}")))
        .collect();
    let mut random = Random::new(document as u64 + 1);
    for round in 0..EDITS {
        for (user, editor) in editors.iter_mut().enumerate() {
            let edit = random.edit(&editor.document, &format!("d{document}u{user}r{round}"));
            editor.change(vec![edit]);
        }
    }
    for editor in &mut editors {
        editor.agree();
    }
    let text = editors[0].text();
    for editor in &editors {
        assert_eq!(editor.text(), text, "{key}");
        editor.leave();
    }
    text
}

#[test]
fn five_editors_of_a_hundred_documents_are_all_saved() {
    let setup = Setup::open(start!(open()));
    let start = Instant::now();
    let mut texts = vec![String::new(); DOCUMENTS];
    std::thread::scope(|scope| {
        for (document, text) in texts.iter_mut().enumerate() {
            let setup = &setup;
            scope.spawn(move || *text = work(setup, document));
        }
    });
    println!("{DOCUMENTS} documents edited in {:?}", start.elapsed());
    let patience = Duration::from_secs(120);
    let saved = |document: usize| {
        let key = format!("k{document}");
        setup.storage.wait_for(&key, patience, |callbacks| {
            let mut own = callbacks
                .iter()
                .filter(|callback| callback.key() == key && callback.status() == 2);
            own.next().cloned()
        })
    };
    for (document, text) in texts.iter().enumerate() {
        let told = saved(document);
        assert_eq!(&setup.result(&told), text, "{told}");
        // The last whose change came to something.
        assert_eq!(users(&told).len(), 1, "{told}");
    }
    println!("all saved after {:?}", start.elapsed());
    for document in 0..DOCUMENTS {
        let key = format!("k{document}");
        let told = setup.storage.statuses(&key);
        let wanted = [vec![1; 2 * EDITORS - 1], vec![2]].concat();
        assert_eq!(told, wanted, "{key}");
    }
    assert_eq!(setup.forgotten(), [""; 0]);
}

//! The judge must see what it is there for.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use super::{Again, Asset, FileId, Ledger, Notice, Phase};

fn opened() -> (Ledger, Asset) {
    let ledger = Ledger::new(1, 400);
    let asset = Asset {
        file: FileId { room: 0, number: 0 },
        key: "k".to_owned(),
    };
    ledger.open(asset.clone());
    (ledger, asset)
}

fn notice<'a>(status: i64, id: &'a str, words: Option<&'a [String]>) -> Notice<'a> {
    Notice {
        key: "k",
        status,
        id,
        at: Instant::now(),
        words,
    }
}

fn words(text: &str) -> Vec<String> {
    text.split(' ').map(str::to_owned).collect()
}

fn next(asset: &Asset) -> Asset {
    Asset {
        file: asset.file,
        key: "k2".to_owned(),
    }
}

#[test]
fn a_save_after_a_close_needs_a_session() {
    let (ledger, asset) = opened();
    ledger.acknowledge(&asset, "a");
    ledger.came(&notice(1, "1", None));
    ledger.came(&notice(4, "2", None));
    ledger.came(&notice(1, "3", None));
    ledger.came(&notice(2, "4", None));
    assert_eq!(ledger.counts().disorder, 0);
    let (ledger, asset) = opened();
    ledger.acknowledge(&asset, "a");
    ledger.came(&notice(4, "1", None));
    ledger.came(&notice(2, "2", None));
    assert_eq!(ledger.counts().disorder, 1);
    assert_eq!(ledger.problems().len(), 1);
    // The same notice comes a second time where the storage sends it on.
    let (ledger, asset) = opened();
    ledger.acknowledge(&asset, "a");
    ledger.came(&notice(4, "1", None));
    ledger.came(&notice(4, "1", None));
    assert_eq!(ledger.counts().disorder, 0);
    ledger.came(&notice(4, "2", None));
    assert_eq!(ledger.counts().disorder, 1);
    // Somebody was there, and what told of him was lost.
    let (ledger, asset) = opened();
    ledger.came(&notice(4, "1", None));
    ledger.acknowledge(&asset, "a");
    ledger.came(&notice(2, "2", None));
    assert_eq!(ledger.counts().disorder, 0);
}

#[test]
fn a_key_is_over_after_its_final_save() {
    let (ledger, asset) = opened();
    let first = words("a b");
    let save = notice(2, "1", Some(&first));
    ledger.came(&save);
    ledger.accept(&save, Some(next(&asset)));
    assert_eq!(ledger.current(0).key, "k2");
    assert!(ledger.is_over("k") && !ledger.is_over("k2"));
    assert_eq!(ledger.again(&notice(2, "1", None)), Again::Needless);
    ledger.kill(|| ());
    assert_eq!(ledger.again(&notice(2, "1", None)), Again::AfterKill);
    assert_eq!(ledger.again(&notice(2, "other", None)), Again::No);
    assert_eq!(ledger.counts().disorder, 0);
    ledger.came(&notice(2, "other", Some(&first)));
    assert_eq!(ledger.counts().disorder, 1);
}

#[test]
fn results_only_grow_and_nothing_is_twice() {
    let (ledger, _) = opened();
    ledger.came(&notice(6, "1", Some(&words("a b"))));
    ledger.came(&notice(6, "2", Some(&words("a b c"))));
    assert_eq!(ledger.counts().disorder, 0);
    ledger.came(&notice(6, "3", Some(&words("a c"))));
    assert_eq!(ledger.counts().disorder, 1);
    assert_eq!(ledger.counts().twice, 0);
    ledger.came(&notice(6, "4", Some(&words("a b c c"))));
    assert_eq!(ledger.counts().twice, 1);
}

#[test]
fn a_forced_save_comes_once() {
    let (ledger, _) = opened();
    let (first, second) = (words("a"), words("a b"));
    for (id, words) in [("1", &first), ("2", &second)] {
        let save = notice(6, id, Some(words));
        ledger.came(&save);
        ledger.accept(&save, None);
    }
    // The final save of the same state is another result.
    ledger.came(&notice(2, "3", Some(&second)));
    assert_eq!(ledger.counts().repeated, 0);
    ledger.came(&notice(6, "4", Some(&second)));
    assert_eq!(ledger.counts().repeated, 1);
}

#[test]
fn what_is_nowhere_is_missing() {
    let (ledger, asset) = opened();
    for word in ["a", "b", "c"] {
        ledger.acknowledge(&asset, word);
    }
    let saved = words("a");
    let save = notice(2, "1", Some(&saved));
    ledger.accept(&save, Some(next(&asset)));
    let missing = ledger.missing(&HashSet::from(["b".to_owned()]));
    assert_eq!(missing, [(asset.file, "c".to_owned())]);
}

#[test]
fn phases_follow_a_document() {
    let (ledger, asset) = opened();
    let phase = || ledger.watch.phase(0);
    assert_eq!(phase(), Phase::Rest);
    ledger.watch.entered(0);
    ledger.watch.changed(0);
    assert_eq!(phase(), Phase::Editing);
    ledger.watch.forced(0);
    assert_eq!(phase(), Phase::Assembly);
    ledger.watch.telling(0);
    assert_eq!(phase(), Phase::Callback);
    ledger.watch.told(0, Instant::now());
    std::thread::sleep(Duration::from_millis(20));
    assert_eq!(phase(), Phase::Editing);
    ledger.watch.left(0, false);
    assert_eq!(phase(), Phase::Delay);
    std::thread::sleep(Duration::from_millis(450));
    assert_eq!(phase(), Phase::Assembly);
    ledger.accept(&notice(2, "1", Some(&words("a"))), Some(next(&asset)));
    assert_eq!(phase(), Phase::Rest);
}

//! A host that is killed while it saves: the file is whole, old or new, and what was acknowledged is there.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use spindle_e2e::{Service, start};

use super::support::{Editor, LOCK, done, editor, pattern, text, upload};

const KILLS: u32 = 200;

/// The content with a number; small ones lie in the database, others in blobs.
fn content(number: u64) -> Vec<u8> {
    let size = match number % 3 {
        0 => 1_000,
        1 => 100_000,
        _ => 600_000,
    };
    pattern(number, size)
}

/// Saves one content after the other until the host is gone. Answers the versions that were acknowledged, each with its
/// number; the number after the last is the one that was under way.
fn save_until_it_is_gone(editor: &Editor, first: u64) -> BTreeMap<u64, u64> {
    let mut acknowledged = BTreeMap::new();
    for number in first.. {
        match editor.try_put(LOCK, &content(number)) {
            Ok(answer) => {
                assert_eq!(answer.status, 200, "{}", answer.text());
                let version = answer.header("x-wopi-itemversion").expect("a version");
                acknowledged.insert(version.parse().expect("a number"), number);
            }
            Err(_) => break,
        }
    }
    acknowledged
}

/// How long the host lives, in milliseconds: spread, and the same in every run.
fn life(kill: u32) -> u64 {
    u64::from(kill.wrapping_mul(2_654_435_761) >> 16) % 100
}

#[test]
fn what_was_acknowledged_is_there_after_two_hundred_kills() {
    if std::env::var_os("SPINDLE_SPIN").is_some() {
        println!(
            "skipped: real Spin compiles the components at every start, which two hundred starts have no time for"
        );
        return;
    }
    let mut service = start!(Service::open());
    let began = Instant::now();
    let mut editor = editor(
        &service.client,
        &upload(&service.client, "a.docx", &content(0)),
    );
    done(&editor.lock(LOCK));
    let (mut version, mut number) = (1, 0);
    let (mut saved, mut came, mut went) = (0, 0, 0);
    for kill in 0..KILLS {
        let busy = {
            let editor = editor.clone();
            std::thread::spawn(move || save_until_it_is_gone(&editor, number + 1))
        };
        std::thread::sleep(Duration::from_millis(life(kill)));
        service.kill();
        let acknowledged = busy.join().expect("the client ends");
        service.kill_and_restart();
        editor.client = service.client.clone();
        for (told, saved) in &acknowledged {
            assert_eq!((*told, *saved), (version + 1, number + 1), "kill {kill}");
            (version, number) = (*told, *saved);
        }
        saved += acknowledged.len();
        let found: u64 = editor.version().parse().expect("a number");
        if found == version + 1 {
            // It was there, and the answer was not.
            (version, number) = (version + 1, number + 1);
            came += 1;
        } else {
            assert_eq!(found, version, "kill {kill}: no version is lost or made up");
            went += 1;
        }
        let info = editor.info();
        assert_eq!(info["Size"], content(number).len(), "kill {kill}");
        assert!(editor.bytes() == content(number), "kill {kill}");
        assert_eq!(editor.held(), LOCK, "kill {kill}");
        let listed = editor.versions();
        for (told, saved) in &acknowledged {
            let told = told.to_string();
            assert!(listed.contains(&told), "kill {kill}: version {told}");
            assert!(
                editor.bytes_of(&told) == content(*saved),
                "kill {kill}: version {told}"
            );
        }
    }
    let listed = editor.versions();
    let expected: Vec<String> = (1..=version)
        .rev()
        .take(100)
        .map(|told| told.to_string())
        .collect();
    assert_eq!(listed, expected, "the last hundred are kept, without a gap");
    println!(
        "{KILLS} kills in {:?}: {saved} saves were acknowledged; of those under way {came} were there and {went} were not",
        began.elapsed()
    );
    assert!(
        saved > 100,
        "only {saved} saves: the host was killed too early"
    );
    // What the dead left is swept away, and takes nothing with it.
    let ticked = service.client.send("POST", "/internal/tick", &[], &[]);
    assert_eq!(ticked.status, 200, "{}", ticked.text());
    assert!(editor.bytes() == content(number));
    let recovery = service
        .client
        .get(&format!("/v1/files/{}/recovery", editor.id));
    assert_eq!(recovery.json()["recovery"], serde_json::json!([]));
    assert_eq!(text(&editor.info()["Version"]), version.to_string());
}

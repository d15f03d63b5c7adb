use std::time::Instant;

use serde_json::json;
use spindle_delta::{Delta, DeltaError, Op};

use super::delta;

#[test]
fn small_differences_are_small_changes() {
    for (old, new, change) in [
        ("+~", "+~", ""),
        ("+A", "+AB", "=1 +B"),
        ("+AB", "+A", "=1 -1"),
        ("", "+A", "+A"),
        ("+A", "", "-1"),
        ("+中~", "+中文~", "=1 +文"),
        ("+A", r#"+A{"b":1}"#, r#"=1{"b":1}"#),
        (r#"+A{"b":1}"#, "+A", r#"=1{"b":null}"#),
        (r#"+A{"b":1}"#, r#"+A{"b":2}"#, r#"=1{"b":2}"#),
        (r#"+A{"f":{"x":1}}"#, r#"+A{"f":{"x":1}}"#, ""),
        (
            r#"+Bad +~"#,
            r#"+Bad +~{"header":1}"#,
            r#"=3 =1{"header":1}"#,
        ),
        (r#"+[{"e":1}]"#, r#"+[{"e":1}]"#, ""),
        (r#"+[{"e":1}]"#, r#"+[{"e":2}]"#, r#"+[{"e":2}] -1"#),
        (r#"+[{"e":1}]"#, r#"+[{"e":1}]{"s":1}"#, r#"=1{"s":1}"#),
        (r#"+[{"e":1}]"#, "+a", "+a -1"),
        (
            r#"+ab +[{"e":1}] +cd"#,
            r#"+ab +[{"e":2}] +cd"#,
            r#"=2 +[{"e":2}] -1"#,
        ),
        (r#"+[{"e":1}] +[{"e":2}]"#, r#"+[{"e":2}]"#, "-1"),
        (
            r#"+ab{"b":1} +cd"#,
            r#"+ab +cd{"b":1}"#,
            r#"=2{"b":null} =2{"b":1}"#,
        ),
        ("+a😀b", "+a😁b", "=1 +😁 -2"),
        ("+😀", "+😀😀", "=2 +😀"),
        ("+一~二~三~", "+一~三~", "=2 -2"),
        // A character that stands for nothing stands for no embed either.
        ("+\u{0}", r#"+[{"e":1}]"#, r#"+[{"e":1}] -1"#),
        ("+\u{fffc}", r#"+[{"e":1}]"#, r#"+[{"e":1}] -1"#),
    ] {
        let (old, new) = (delta(old), delta(new));
        let result = old.diff(&new).unwrap();
        assert_eq!(result, delta(change), "{old:?} to {new:?}");
        assert_eq!(old.compose(&result).unwrap(), new);
    }
}

#[test]
fn only_documents_differ() {
    for words in ["=1", "+a -1", "-1"] {
        let refused = |result| matches!(result, Err(DeltaError::NotDocument { .. }));
        assert!(refused(delta(words).diff(&delta("+a"))), "{words}");
        assert!(refused(delta("+a").diff(&delta(words))), "{words}");
    }
}

/// Numbers without a pattern.
fn noise(seed: u64) -> impl Iterator<Item = u64> {
    let mut state = seed | 1;
    std::iter::from_fn(move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        Some(state)
    })
}

fn text(string: String) -> Delta {
    Delta::new().insert(string, ())
}

/// What passes between two texts, and how large the change is.
fn measured(name: &str, old: &Delta, new: &Delta) -> (f64, usize) {
    let start = Instant::now();
    let change = old.diff(new).unwrap();
    let took = start.elapsed().as_secs_f64();
    assert!(old.compose(&change).unwrap() == *new, "{name}");
    let inserted: u64 = change
        .ops()
        .iter()
        .filter(|op| matches!(op, Op::Insert(..)))
        .map(Op::len)
        .sum();
    println!(
        "{name}: {took:.3} s, {} ops, {inserted} units inserted",
        change.ops().len()
    );
    (took, change.ops().len())
}

#[test]
fn the_work_is_bounded_whatever_differs() {
    let lines = |count: u64| (0..count).map(|line| format!("line {line}\n"));
    let chars = |seed, count: usize, alphabet: &'static [char]| -> String {
        noise(seed)
            .take(count)
            .map(|number| alphabet[number as usize % alphabet.len()])
            .collect()
    };
    let (forward, mut backward): (String, Vec<String>) =
        (lines(20_000).collect(), lines(20_000).collect());
    backward.reverse();
    let abc = &['a', 'b', '\n'];
    let han = &['的', '一', '是', '了', '我', '不', '人', '在', '他', '，'];
    let cases = [
        ("lines in reverse", forward.clone(), backward.concat()),
        ("newlines", "\n".repeat(300_000), "\n".repeat(299_000) + "x"),
        (
            "short lines",
            chars(1, 300_000, abc),
            chars(2, 300_000, abc),
        ),
        (
            "one line",
            chars(3, 300_000, &['a', 'b']),
            chars(4, 300_000, &['a', 'b']),
        ),
        (
            "one line of Chinese",
            chars(5, 300_000, han),
            chars(6, 300_000, han),
        ),
        (
            "nothing in common",
            "ab ".repeat(100_000),
            "cd\n".repeat(100_000),
        ),
    ];
    for (name, old, new) in cases {
        let (took, _) = measured(name, &text(old), &text(new));
        assert!(took < 60.0, "{name}: {took} s");
    }
}

#[test]
fn two_edits_far_apart_in_one_long_line_stay_small() {
    let long: String = (0..60_000).map(|number| format!("w{number} ")).collect();
    let edited = format!("new {}", long.replace("w59990 ", "changed "));
    let (_, ops) = measured("two edits", &text(long), &text(edited));
    assert!(ops < 10, "{ops} ops");
}

#[test]
fn many_embeds_are_told_apart() {
    let images = |step: usize| -> Delta {
        (0..300).step_by(step).fold(Delta::new(), |all, number| {
            all.insert_embed(json!({"image": number}), ())
        })
    };
    let (old, new) = (images(1), images(2));
    let change = old.diff(&new).unwrap();
    assert_eq!(old.compose(&change).unwrap(), new);
    assert_eq!(change.target_len(), change.base_len() - 150);
}

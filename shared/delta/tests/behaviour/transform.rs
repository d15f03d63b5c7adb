use super::delta;

#[test]
fn a_change_follows_another() {
    for (a, b, priority, transformed) in [
        ("", "+a", true, "+a"),
        ("+a", "", true, ""),
        // Each kind of op after each other kind.
        ("+A", "+B", true, "=1 +B"),
        ("+A", "+B", false, "+B"),
        ("+A", r#"=1{"b":1}"#, true, r#"=1 =1{"b":1}"#),
        ("+A", "-1", true, "=1 -1"),
        ("+A", "-1", false, "=1 -1"),
        ("-1", "+B", true, "+B"),
        ("-1", r#"=1{"b":1}"#, true, ""),
        ("-1", "-1", true, ""),
        ("-1", "-2", true, "-1"),
        (r#"=1{"c":"g"}"#, "+B", true, "+B"),
        (
            r#"=1{"c":"g"}"#,
            r#"=1{"b":1,"c":"r"}"#,
            true,
            r#"=1{"b":1}"#,
        ),
        (
            r#"=1{"c":"g"}"#,
            r#"=1{"b":1,"c":"r"}"#,
            false,
            r#"=1{"b":1,"c":"r"}"#,
        ),
        (r#"=1{"b":1,"c":"r"}"#, r#"=1{"c":"g"}"#, true, ""),
        (
            r#"=1{"b":1,"c":"r"}"#,
            r#"=1{"c":"g"}"#,
            false,
            r#"=1{"c":"g"}"#,
        ),
        (r#"=1{"c":null}"#, r#"=1{"c":"g"}"#, true, ""),
        (r#"=1{"c":"g"}"#, "-1", true, "-1"),
        // Edits in turn.
        ("=2 +si -5", "=1 +e -5 =1 +ow", false, "=1 +e -1 =2 +ow"),
        ("=1 +e -5 =1 +ow", "=2 +si -5", false, "=2 +si -1"),
        // At the same end.
        ("=3 +aa", "=3 +bb", true, "=5 +bb"),
        ("=3 +bb", "=3 +aa", false, "=3 +aa"),
        // At both ends.
        ("+aa", "=3 +bb", false, "=5 +bb"),
        ("=3 +bb", "+aa", false, "+aa"),
        // Deletes that overlap.
        ("=2 -1", "-3", false, "-2"),
        ("-3", "=2 -1", false, ""),
        ("=1 -3", "=2 -4", true, "=1 -2"),
        ("=2 -4", "=1 -3", true, "=1 -1"),
        // Embeds and emoji have their lengths.
        (r#"+[{"e":1}]"#, "=1 -1", true, "=2 -1"),
        ("+😀", "=1 -1", true, "=3 -1"),
        (
            r#"=2 +x{"b":1}"#,
            r#"=4{"i":1}"#,
            true,
            r#"=2{"i":1} =1 =2{"i":1}"#,
        ),
        // Inserts inside of what is deleted stay.
        ("-5", "=2 +x", true, "+x"),
        ("=2 +x", "-5", true, "-2 =1 -3"),
        // Past the end of the other.
        ("=1 +x", "=9 -1", true, "=10 -1"),
        ("=9 -1", "=1 +x", true, "=1 +x"),
    ] {
        let (first, second) = (delta(a), delta(b));
        let result = first.transform(&second, priority);
        assert_eq!(result, delta(transformed), "{a} then {b}, {priority}");
        assert_eq!((first, second), (delta(a), delta(b)), "operands stay");
    }
}

#[test]
fn a_position_follows_a_change() {
    for (change, index, priority, moved) in [
        ("", 3, false, 3),
        ("+A", 2, false, 3),
        ("=2 +A", 1, false, 1),
        ("=2 +A", 2, true, 2),
        ("=2 +A", 2, false, 3),
        ("+A", 0, true, 0),
        ("+A", 0, false, 1),
        ("-2", 4, false, 2),
        ("=4 -2", 2, false, 2),
        ("=4 -2", 4, false, 4),
        ("=1 -4", 2, false, 1),
        ("=2 +A -2", 4, false, 3),
        ("=2 +A -4", 4, false, 3),
        ("-1 =1 -4", 4, false, 1),
        ("+😀", 1, false, 3),
        (r#"+[{"e":1}]"#, 1, false, 2),
        ("+中文", 5, true, 7),
        (r#"=4{"b":1}"#, 2, false, 2),
        ("=1 +a =1 +b", 2, true, 3),
        ("=1 +a =1 +b", 2, false, 4),
    ] {
        let position = delta(change).transform_position(index, priority);
        assert_eq!(position, moved, "{change} {index} {priority}");
    }
    let huge = delta("+abc").transform_position(u64::MAX, false);
    assert_eq!(huge, u64::MAX);
}

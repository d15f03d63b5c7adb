use proptest::collection::vec;
use proptest::prelude::*;
use spindle_delta::{Attributes, Delta};

use crate::cases;
use crate::generate::{change, document, steps};

proptest! {
    #![proptest_config(cases(2_500))]

    /// Two changes made at the same time lead to the same document in either order.
    #[test]
    fn transformed_changes_converge(document in document(), a in steps(), b in steps()) {
        let (a, b) = (change(&document, &a), change(&document, &b));
        let after_a = a.compose(&a.transform(&b, true)).unwrap();
        let after_b = b.compose(&b.transform(&a, false)).unwrap();
        prop_assert_eq!(
            document.apply_ref(&after_a).unwrap(),
            document.apply_ref(&after_b).unwrap()
        );
        prop_assert_eq!(after_a, after_b);
    }

    #[test]
    fn composition_is_associative(document in document(), a in steps(), b in steps(), c in steps()) {
        let a = change(&document, &a);
        let second = document.apply_ref(&a).unwrap();
        let b = change(&second, &b);
        let third = second.apply_ref(&b).unwrap();
        let c = change(&third, &c);
        let last = third.apply_ref(&c).unwrap();
        let left = a.compose(&b).unwrap().compose(&c).unwrap();
        let right = a.compose(&b.compose(&c).unwrap()).unwrap();
        prop_assert_eq!(&left, &right);
        prop_assert_eq!(document.apply(&left).unwrap(), last);
    }

    #[test]
    fn composing_many_is_composing_each(start in document(), list in vec(steps(), 0..12)) {
        let (mut now, mut one, mut changes) = (start.clone(), Delta::new(), Vec::new());
        for steps in list {
            let change = change(&now, &steps);
            now = now.apply(&change).unwrap();
            one = one.compose(&change).unwrap();
            changes.push(change);
        }
        let all = Delta::compose_all(changes).unwrap();
        prop_assert_eq!(&all, &one);
        prop_assert_eq!(start.apply(&all).unwrap(), now);
    }

    #[test]
    fn an_inverse_takes_back(document in document(), steps in steps()) {
        let change = change(&document, &steps);
        let inverse = change.invert(document.as_delta()).unwrap();
        let after = document.apply_ref(&change).unwrap();
        prop_assert_eq!(after.apply(&inverse).unwrap(), document);
    }

    #[test]
    fn a_difference_leads_from_one_to_the_other(a in document(), b in document(), steps in steps()) {
        let near = a.apply_ref(&change(&a, &steps)).unwrap();
        for b in [b, near] {
            let change = a.diff(&b).unwrap();
            prop_assert_eq!(a.apply_ref(&change).unwrap(), b);
        }
        prop_assert!(a.diff(&a).unwrap().ops().is_empty());
    }

    /// A position is where an insert at it would be.
    #[test]
    fn positions_move_like_inserts(document in document(), steps in steps(), at in 0_u64..12, first: bool) {
        let change = change(&document, &steps);
        let at = at.min(document.len());
        let insert = Delta::new().retain(at, ()).insert("|", ());
        let moved = change.transform_position(at, !first);
        let expected = Delta::new().retain(moved, ()).insert("|", ());
        prop_assert_eq!(change.transform(&insert, first), expected);
    }

    #[test]
    fn what_is_written_is_read_again(document in document(), steps in steps()) {
        let change = change(&document, &steps);
        for delta in [document.as_delta(), &change] {
            let json = serde_json::to_vec(delta).unwrap();
            prop_assert_eq!(&Delta::from_slice(&json).unwrap(), delta);
            let value = serde_json::to_value(delta).unwrap();
            prop_assert_eq!(&Delta::from_value(&value).unwrap(), delta);
        }
    }

    #[test]
    fn parts_make_the_whole(document in document(), at in 0_u64..20) {
        let whole = document.as_delta();
        if let Ok(before) = whole.slice(0, at) {
            let after = whole.slice(at, u64::MAX).unwrap();
            prop_assert_eq!(&before.concat(&after), whole);
        }
        let lines = whole.lines().fold(Delta::new(), |all, (line, block)| {
            all.concat(&line).insert("\n", block)
        });
        prop_assert_eq!(&lines, whole);
    }

    /// However ops are pushed, what is held is canonical: pushed again, it stays as it is.
    #[test]
    fn what_is_held_is_canonical(document in document(), a in steps(), b in steps()) {
        let (a, b) = (change(&document, &a), change(&document, &b));
        let results = [
            a.compose(&a.transform(&b, true)).unwrap(),
            a.transform(&b, false),
            a.invert(document.as_delta()).unwrap(),
            a.clone().concat(&b),
        ];
        for result in results {
            let again: Delta = result.ops().iter().cloned().collect();
            prop_assert_eq!(again, result);
        }
        let none = Delta::new().retain(3, Attributes::none());
        prop_assert_eq!(none.transform(&a, true), a);
    }
}

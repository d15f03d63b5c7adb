//! The description of the validator itself, where there is a checkout.

use spindle_wopi_suite::{Category, Suite};

#[test]
fn the_whole_description_is_understood() {
    let suite = match Suite::from_environment().unwrap() {
        Ok(suite) => suite,
        Err(reason) => {
            println!("skipped: {reason}");
            return;
        }
    };
    // Loading refuses every word that is not known; these are the numbers of the edition of 2025.
    let of = |category| {
        let cases = suite.groups().iter().flat_map(|group| &group.cases);
        cases.filter(|case| case.category == category).count()
    };
    assert!(of(Category::WopiCore) >= 121, "{}", of(Category::WopiCore));
    assert!(of(Category::OfficeOnline) >= 9);
    assert!(of(Category::OfficeNativeClient) >= 2);
    assert_eq!(
        suite.len(),
        of(Category::WopiCore)
            + of(Category::OfficeOnline)
            + of(Category::OfficeNativeClient)
            + of(Category::WopiCoauth)
    );
}

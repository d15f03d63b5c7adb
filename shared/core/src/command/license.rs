//! `license`: the envelope that integrators read; nothing here is licensed or counted.

use serde_json::json;

use super::Command;
use crate::version::{API_BUILD, API_DATE, API_VERSION};

pub(super) const COMMAND: Command = Command {
    name: "license",
    needs_key: false,
    run: |app, _, answer| {
        let (year, month) = month_of(app.ports.clock.now_s());
        let license = json!({
            // The original's open-source build says the first of the month.
            "start_date": format!("{year:04}-{month:02}-01T00:00:00.000Z"),
            "end_date": null,
            "timelimited": false,
            "trial": false,
            "developer": false,
            "branding": false,
            "customization": false,
            "advanced_api": false,
            "connections": 20,
            "connections_view": 20,
            "users_count": 0,
            "users_view_count": 0,
            "users_expire": 1,
            "customer_id": "",
            "alias": "",
            "multitenancy": false,
        });
        // resultType 3 is success, packageType 0 open source.
        let server = json!({
            "workersCount": 1,
            "resultType": 3,
            "packageType": 0,
            "buildDate": API_DATE,
            "buildVersion": API_VERSION,
            "buildNumber": API_BUILD,
        });
        // Nobody is counted.
        let quota = json!({ "users": [], "users_view": [] });
        answer.insert("license".to_owned(), license);
        answer.insert("server".to_owned(), server);
        answer.insert("quota".to_owned(), quota);
        Ok(())
    },
};

/// Year and month of a time in seconds since 1970, in the proleptic Gregorian calendar.
///
/// Counts in eras of 400 years that begin on 1 March, so that the leap day is a year's last.
fn month_of(seconds: i64) -> (i64, i64) {
    let days = seconds.div_euclid(86_400) + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    (era * 400 + year_of_era + i64::from(month <= 2), month)
}

#[cfg(test)]
mod tests {
    use super::month_of;

    #[test]
    fn months() {
        for (seconds, expected) in [
            (0, (1970, 1)),
            (-1, (1969, 12)),
            (951_782_399, (2000, 2)),
            (951_868_799, (2000, 2)),
            (951_868_800, (2000, 3)),
            (1_795_304_837, (2026, 11)),
            (4_107_542_399, (2100, 2)),
            (4_107_542_400, (2100, 3)),
        ] {
            assert_eq!(month_of(seconds), expected, "{seconds}");
        }
    }
}

//! `license`: the envelope that integrators read; nothing here is licensed or counted.

use serde_json::json;
use spindle_model::calendar;

use super::Command;
use crate::version::{API_BUILD, API_DATE, API_VERSION};

pub(super) const COMMAND: Command = Command {
    name: "license",
    needs_key: false,
    run: |call| {
        let today = call.app.ports.clock.now_s().div_euclid(86_400);
        let (year, month, _) = calendar::date(today);
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
        call.answer.insert("license".to_owned(), license);
        call.answer.insert("server".to_owned(), server);
        call.answer.insert("quota".to_owned(), quota);
        Ok(())
    },
};

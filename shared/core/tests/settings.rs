//! The variables: defaults, bad values, and the table that documents them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it should be"
)]

use std::time::Duration;

use spindle_core::settings::{SETTINGS, Settings, SettingsError, settings_table_markdown};
use spindle_model::script::ScriptLimits;
use spindle_testkit::ports::FixedConfig;

fn load(variables: &[(&str, &str)]) -> Result<Settings, SettingsError> {
    let config = FixedConfig::default();
    for (name, value) in variables {
        config.set(name, value);
    }
    Settings::load(&config)
}

#[test]
fn only_the_secret_must_be_set() {
    let settings = load(&[("jwt_secret", "s")]).unwrap();
    assert!(settings.jwt.enabled && settings.jwt.required_params && !settings.allow_private_ip);
    assert_eq!(settings.jwt.header, "authorization");
    assert_eq!(settings.jwt.prefix, "Bearer ");
    assert_eq!(settings.request_bytes, 104_857_600);
    assert_eq!(settings.download.bytes, 104_857_600);
    assert_eq!(settings.link_expires_s, 900);
    assert_eq!(settings.cache_expires_s, 86_400);
    assert_eq!(settings.job.lease, Duration::from_secs(60));
    // The engine's own defaults and the deployment's are the same.
    assert_eq!(settings.script, ScriptLimits::default());
    assert_eq!(settings.public_url, None);
    for missing in [&[][..], &[("jwt_secret", "")], &[("jwt_enabled", "false")]] {
        assert_eq!(
            load(missing).unwrap_err(),
            SettingsError::Missing("jwt_secret")
        );
    }
}

#[test]
fn bad_values_are_named() {
    for (name, value) in [
        ("jwt_enabled", "yes"),
        ("jwt_enabled", ""),
        ("jwt_header", "two words"),
        ("limit_request_bytes", "100MB"),
        ("limit_request_bytes", "-1"),
        ("limit_request_bytes", "1"),
        ("limit_script_time_s", "0"),
        ("limit_script_time_s", "99999999999999999999"),
        ("link_expires_s", "1.5"),
        ("public_url", "docs.example.com"),
        ("public_url", "ftp://docs.example.com"),
        ("public_url", "https://docs.example.com/?a=b"),
    ] {
        let error = load(&[("jwt_secret", "very secret"), (name, value)])
            .unwrap_err()
            .to_string();
        assert!(
            error.contains(&format!("variable `{name}` is `{value}`")),
            "{error}"
        );
    }
}

#[test]
fn a_lease_is_longer_than_a_script_may_run() {
    let error = load(&[("jwt_secret", "s"), ("limit_script_time_s", "60")]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "variable `job_lease_s` is `60`: it must be more than limit_script_time_s, which is 60"
    );
    assert!(
        load(&[
            ("jwt_secret", "s"),
            ("limit_script_time_s", "60"),
            ("job_lease_s", "61")
        ])
        .is_ok()
    );
}

#[test]
fn public_url_loses_its_slash() {
    let settings = load(&[
        ("jwt_secret", "s"),
        ("public_url", "https://docs.example.com/ds/"),
    ])
    .unwrap();
    assert_eq!(
        settings.public_url.as_deref(),
        Some("https://docs.example.com/ds")
    );
}

#[test]
fn the_secret_is_in_no_debug_output() {
    let settings = load(&[("jwt_secret", "very secret")]).unwrap();
    assert!(!format!("{settings:?}").contains("very secret"));
}

#[test]
fn the_table_names_every_variable_once() {
    let table = settings_table_markdown();
    for setting in SETTINGS {
        assert_eq!(
            table.matches(&format!("| `{}` |", setting.name)).count(),
            1,
            "{}",
            setting.name
        );
    }
    assert!(table.contains("| `jwt_secret` | required | text |"));
    assert!(table.contains("| `limit_script_time_s` | `20` | seconds |"));
}

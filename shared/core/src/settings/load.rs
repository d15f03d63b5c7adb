//! Reads and checks the variables.

use std::time::Duration;

use http::HeaderName;
use spindle_model::convert::Limits;
use spindle_model::script::ScriptLimits;
use thiserror::Error;
use url::Url;

use super::table::SETTINGS;
use super::{
    ConvertSettings, DownloadLimits, IflydocsSettings, JobSettings, JwtSettings, SavingSettings,
    Settings, WopiSettings,
};
use crate::app::Surface;
use crate::ports::{Config, ConfigError};

/// Why the deployment's variables cannot be used. Never contains a secret's value.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SettingsError {
    /// The provider failed.
    #[error("the deployment's variables cannot be read: {0}")]
    Provider(#[from] ConfigError),
    /// A required variable is not set, or empty.
    #[error("variable `{0}` is required and not set")]
    Missing(&'static str),
    /// The value is not of its kind.
    #[error("variable `{name}` is `{value}`: it must be {wanted}")]
    Invalid {
        /// The variable.
        name: &'static str,
        /// Its value.
        value: String,
        /// What it should be.
        wanted: String,
    },
}

pub(super) struct Reader<'c> {
    config: &'c dyn Config,
    /// Only variables that this part of the service uses are asked for; others have their defaults.
    surface: Option<Surface>,
}

impl Reader<'_> {
    pub(super) fn text(&self, name: &'static str) -> Result<String, SettingsError> {
        let set = match self.surface {
            Some(surface) if !surface.reads(name) => None,
            _ => self.config.get(name)?,
        };
        let default = SETTINGS
            .iter()
            .find(|setting| setting.name == name)
            .and_then(|setting| setting.default);
        set.or_else(|| default.map(str::to_owned))
            .ok_or(SettingsError::Missing(name))
    }

    pub(super) fn switch(&self, name: &'static str) -> Result<bool, SettingsError> {
        let text = self.text(name)?;
        match text.trim() {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(invalid(name, &text, "`true` or `false`")),
        }
    }

    pub(super) fn number(&self, name: &'static str) -> Result<u64, SettingsError> {
        // Large enough for every sensible limit, small enough that units and milliseconds cannot overflow.
        const MOST: u64 = 1 << 40;
        let text = self.text(name)?;
        let least = SETTINGS
            .iter()
            .find(|setting| setting.name == name)
            .map_or(0, |setting| setting.least);
        text.trim()
            .parse::<u64>()
            .ok()
            .filter(|number| (least..=MOST).contains(number))
            .ok_or_else(|| {
                invalid(
                    name,
                    &text,
                    &format!("a whole number from {least} to {MOST}"),
                )
            })
    }

    pub(super) fn size(&self, name: &'static str, unit: u64) -> Result<usize, SettingsError> {
        let bytes = self.number(name)?.saturating_mul(unit);
        Ok(usize::try_from(bytes).unwrap_or(usize::MAX))
    }

    fn seconds(&self, name: &'static str) -> Result<Duration, SettingsError> {
        self.number(name).map(Duration::from_secs)
    }

    pub(super) fn signed(&self, name: &'static str) -> Result<i64, SettingsError> {
        Ok(i64::try_from(self.number(name)?).unwrap_or(i64::MAX))
    }
}

pub(super) fn invalid(name: &'static str, value: &str, wanted: &str) -> SettingsError {
    SettingsError::Invalid {
        name,
        value: value.to_owned(),
        wanted: wanted.to_owned(),
    }
}

impl Settings {
    /// Reads every variable; what is not set has its default from [`SETTINGS`].
    ///
    /// # Errors
    /// [`SettingsError`] names the first variable that cannot be used.
    pub fn load(config: &dyn Config) -> Result<Self, SettingsError> {
        let surface = None;
        Self::read(&Reader { config, surface })
    }

    /// Reads the variables that a part of the service uses. What it does not use is not asked for: of a request that takes
    /// less than a millisecond asking for all would be a good part.
    ///
    /// # Errors
    /// [`SettingsError`] names the first variable that cannot be used.
    pub fn load_for(config: &dyn Config, surface: Surface) -> Result<Self, SettingsError> {
        let surface = Some(surface);
        Self::read(&Reader { config, surface })
    }

    fn read(read: &Reader<'_>) -> Result<Self, SettingsError> {
        let settings = Self {
            jwt: load_jwt(read)?,
            public_url: load_public_url(read)?,
            allow_private_ip: read.switch("allow_private_ip")?,
            request_bytes: read.number("limit_request_bytes")?,
            download: DownloadLimits {
                bytes: read.number("limit_download_bytes")?,
                time: read.seconds("limit_download_time_s")?,
            },
            script_bytes: read.number("limit_script_bytes")?,
            script: ScriptLimits {
                time: read.seconds("limit_script_time_s")?,
                memory_bytes: read.size("limit_script_memory_mb", 1 << 20)?,
                stack_bytes: read.size("limit_script_stack_kb", 1 << 10)?,
                output_bytes: read.size("limit_output_bytes", 1)?,
                output_files: read.size("limit_output_files", 1)?,
                input_bytes: read.size("limit_open_bytes", 1)?,
                unpacked_bytes: read.size("limit_open_unpacked_bytes", 1)?,
            },
            convert: load_convert(read)?,
            wait: read.seconds("limit_wait_s")?,
            link_expires_s: read.signed("link_expires_s")?,
            cache_expires_s: read.signed("cache_expires_s")?,
            job: JobSettings {
                lease: read.seconds("job_lease_s")?,
                attempts: read.signed("job_attempts")?,
            },
            iflydocs: IflydocsSettings::load(read)?,
            saving: SavingSettings::load(read)?,
            wopi: WopiSettings::load(read)?,
        };
        if settings.job.lease <= settings.script.time {
            let lease = settings.job.lease.as_secs().to_string();
            let wanted = format!(
                "more than limit_script_time_s, which is {}",
                settings.script.time.as_secs()
            );
            return Err(invalid("job_lease_s", &lease, &wanted));
        }
        Ok(settings)
    }
}

fn load_convert(read: &Reader<'_>) -> Result<ConvertSettings, SettingsError> {
    Ok(ConvertSettings {
        bytes: read.number("limit_convert_bytes")?,
        limits: Limits {
            entries: read.size("limit_convert_entries", 1)?,
            ratio: read.number("limit_convert_ratio")?,
            expanded_bytes: read.number("limit_convert_unpacked_bytes")?,
            depth: read.size("limit_convert_depth", 1)?,
            cells: read.size("limit_convert_cells", 1)?,
            pages: read.size("limit_convert_pages", 1)?,
            output_bytes: read.size("limit_output_bytes", 1)?,
            ..Limits::default()
        },
    })
}

fn load_jwt(read: &Reader<'_>) -> Result<JwtSettings, SettingsError> {
    // Required also while tokens are off: links and internal calls are signed with keys derived from it.
    let secret = read.text("jwt_secret")?;
    if secret.is_empty() {
        return Err(SettingsError::Missing("jwt_secret"));
    }
    let header = read.text("jwt_header")?;
    Ok(JwtSettings {
        enabled: read.switch("jwt_enabled")?,
        secret,
        header: HeaderName::from_bytes(header.as_bytes())
            .map_err(|_| invalid("jwt_header", &header, "the name of an HTTP header"))?,
        header_text: header,
        prefix: read.text("jwt_prefix")?,
        required_params: read.switch("token_required_params")?,
    })
}

fn load_public_url(read: &Reader<'_>) -> Result<Option<String>, SettingsError> {
    let text = read.text("public_url")?;
    let trimmed = text.trim().trim_end_matches('/');
    if trimmed.is_empty() {
        return Ok(None);
    }
    let wanted = "an http or https URL without query";
    let url = Url::parse(trimmed).map_err(|_| invalid("public_url", &text, wanted))?;
    if !matches!(url.scheme(), "http" | "https")
        || url.query().is_some()
        || url.fragment().is_some()
    {
        return Err(invalid("public_url", &text, wanted));
    }
    Ok(Some(url.as_str().trim_end_matches('/').to_owned()))
}

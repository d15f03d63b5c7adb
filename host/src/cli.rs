//! The command line.

use std::path::PathBuf;

use anyhow::bail;
use lexopt::prelude::*;

use crate::start::Options;
use crate::variables::parse_argument;

/// What `spindle --help` prints.
pub const USAGE: &str = "\
spindle: runs a Spin application on this machine, for development and tests (production is `spin up`)

spindle up [options]      serve the application until SIGINT or SIGTERM
spindle build [--from F]  build its components

  --from F                  manifest [spin.toml]
  --listen ADDR             address and port; port 0 takes a free one [127.0.0.1:3000]
  --state-dir D             key-value store, databases, logs [.spin beside the manifest]
  --variable K=V            value of a variable; K=@FILE reads it from a file; may be repeated
  --runtime-config-file F   places of labelled stores and databases, blocked networks
  --build                   build the components first
  --dev                     no tokens, random secret, private addresses allowed; loopback only
  --quiet                   what components print goes to the logs only
";

/// A parsed command line.
#[derive(Debug)]
pub enum Command {
    /// `spindle up`.
    Up {
        /// How to run.
        options: Options,
        /// Whether to build first.
        build: bool,
    },
    /// `spindle build`.
    Build {
        /// The manifest.
        manifest: PathBuf,
    },
    /// `--help`.
    Help,
    /// `--version`.
    Version,
}

/// Parses the arguments, program name excluded.
///
/// # Errors
/// The first argument that is unknown, incomplete or out of place.
pub fn parse(arguments: impl IntoIterator<Item = std::ffi::OsString>) -> anyhow::Result<Command> {
    let mut parser = lexopt::Parser::from_args(arguments);
    let mut command: Option<String> = None;
    let mut options = Options::new("spin.toml");
    let mut build = false;
    let mut only_up: Option<&'static str> = None;
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Command::Help),
            Short('V') | Long("version") => return Ok(Command::Version),
            Short('f') | Long("from") => options.manifest = parser.value()?.into(),
            Long("listen") => {
                options.listen = parser.value()?.string()?;
                only_up = Some("--listen");
            }
            Long("state-dir") => {
                let dir = PathBuf::from(parser.value()?);
                if dir.as_os_str().is_empty() {
                    bail!(
                        "--state-dir needs a directory; state in memory is not implemented by this host"
                    );
                }
                options.state_dir = Some(dir);
                only_up = Some("--state-dir");
            }
            Long("variable") => {
                let pair = parse_argument(&parser.value()?.string()?)?;
                options.variables.push(pair);
                only_up = Some("--variable");
            }
            Long("runtime-config-file") => {
                options.runtime_config = Some(parser.value()?.into());
                only_up = Some("--runtime-config-file");
            }
            Long("build") => {
                build = true;
                only_up = Some("--build");
            }
            Long("dev") => {
                options.dev = true;
                only_up = Some("--dev");
            }
            Long("quiet") => {
                options.quiet = true;
                only_up = Some("--quiet");
            }
            Value(value) if command.is_none() => command = Some(value.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    match command.as_deref() {
        Some("up") => Ok(Command::Up { options, build }),
        Some("build") => match only_up {
            Some(option) => bail!("{option} belongs to `spindle up`, not to `spindle build`"),
            None => Ok(Command::Build {
                manifest: options.manifest,
            }),
        },
        Some(other) => bail!("there is no command {other:?}; see `spindle --help`"),
        None => {
            bail!("a command is missing: `spindle up` or `spindle build`; see `spindle --help`")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_line(line: &str) -> anyhow::Result<Command> {
        parse(line.split_whitespace().map(Into::into))
    }

    #[test]
    fn all_options_of_up() {
        let line = "up --from a/spin.toml --listen 127.0.0.1:0 --state-dir s --variable a=1 --variable b=x=y \
                    --runtime-config-file r.toml --build --dev --quiet";
        let Command::Up { options, build } = parse_line(line).unwrap() else {
            panic!("not up")
        };
        assert!(build && options.dev && options.quiet);
        assert_eq!(options.listen, "127.0.0.1:0");
        assert_eq!(options.state_dir, Some("s".into()));
        assert_eq!(
            options.variables,
            [("a".into(), "1".into()), ("b".into(), "x=y".into())]
        );
    }

    #[test]
    fn mistakes_are_named() {
        for (line, said) in [
            ("", "command is missing"),
            ("down", "\"down\""),
            ("up extra", "extra"),
            ("up --nope", "nope"),
            ("up --variable x", "name=value"),
            ("up --listen", "listen"),
            ("build --quiet", "--quiet"),
        ] {
            let error = format!("{:#}", parse_line(line).unwrap_err());
            assert!(error.contains(said), "{line:?}: {error:?} lacks {said:?}");
        }
    }
}

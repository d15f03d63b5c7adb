//! The command service: `/command` and its legacy path.

mod license;
mod version;

use serde_json::{Map, Value};

use crate::app::App;
use crate::auth::incoming;
use crate::dialect::onlyoffice::{self, COMMAND_TYPE};
use crate::error::Error;
use crate::http::{Request, Response, parameters, read_body};
use crate::settings::Settings;

/// Bytes of a command at most. A command is a few names; nothing in it is worth more.
const BODY_BYTES: u64 = 1 << 20;

type Run = fn(&App<'_>, &Map<String, Value>, &mut Map<String, Value>) -> Result<(), Error>;

/// One command.
struct Command {
    /// Its name in `c`, case and all.
    name: &'static str,
    /// Whether it is about a document, and so needs a key.
    needs_key: bool,
    /// Adds to the answer what goes beyond `key` and `error`.
    run: Run,
}

/// THE registry of commands.
static COMMANDS: &[Command] = &[version::COMMAND, license::COMMAND];

/// Commands of the original that this build does not have.
const MISSING: &[&str] = &[
    "info",
    "forcesave",
    "drop",
    "meta",
    "getForgotten",
    "getForgottenList",
    "deleteForgotten",
    "saved",
];

/// Answers a command. `key` comes back as it was sent, also when the command fails.
pub(crate) fn answer<'a>(
    app: &App<'a>,
    settings: &Settings,
    mut request: Request,
) -> Result<Response<'a>, Error> {
    let (limit, name) = if settings.request_bytes < BODY_BYTES {
        (settings.request_bytes, "limit_request_bytes")
    } else {
        (BODY_BYTES, "the most that a command may have")
    };
    let clear = match read_body(&mut request, limit, name)
        .and_then(|body| parameters(&body, request.query.as_deref()))
    {
        Ok(parameters) => parameters.map,
        Err(error) => return Ok(onlyoffice::body_error(&error)),
    };
    let now = app.ports.clock.now_s();
    let mut answer = Map::new();
    let outcome = match incoming::accept(&settings.jwt, &request.headers, &clear, now) {
        Ok(accepted) => {
            echo_key(&accepted.parameters, &mut answer);
            answer.insert("error".to_owned(), 0.into());
            run(app, &accepted.parameters, &mut answer)
        }
        Err(error) => {
            echo_key(&clear, &mut answer);
            Err(Error::Token(error))
        }
    };
    if let Err(error) = outcome {
        crate::router::log_refusal(app, "command", &error);
        answer.insert("error".to_owned(), onlyoffice::command_code(&error).into());
        answer.insert("message".to_owned(), error.to_string().into());
    }
    Ok(Response::json(COMMAND_TYPE, &Value::Object(answer)))
}

fn echo_key(parameters: &Map<String, Value>, answer: &mut Map<String, Value>) {
    if let Some(key) = parameters.get("key") {
        answer.insert("key".to_owned(), key.clone());
    }
}

/// The key is looked at before the command, except for commands that need none.
fn run(
    app: &App<'_>,
    parameters: &Map<String, Value>,
    answer: &mut Map<String, Value>,
) -> Result<(), Error> {
    let name = parameters.get("c").and_then(Value::as_str);
    let command = COMMANDS.iter().find(|command| Some(command.name) == name);
    let has_key = parameters.get("key").is_some_and(Value::is_string);
    // The list of forgotten files is the one command of those missing here that needs no key.
    let needs_key = command.map_or(name != Some("getForgottenList"), |command| {
        command.needs_key
    });
    if needs_key && !has_key {
        let kind = parameters.get("key").map_or("missing", incoming::json_kind);
        return Err(Error::DocumentKey(format!(
            "the parameter `key` is {kind}; the command needs a document's key, a string"
        )));
    }
    match (command, name) {
        (Some(command), _) => (command.run)(app, parameters, answer),
        (None, Some(name)) if MISSING.contains(&name) => Err(Error::Command(format!(
            "the command `{name}` is not implemented in this version of Spindle"
        ))),
        (None, Some(name)) => {
            let shown: String = name.chars().take(40).collect();
            Err(Error::Command(format!(
                "`{shown}` is no command (the case counts)"
            )))
        }
        (None, None) => Err(Error::Command(
            "the parameter `c`, the command's name, is missing or no string".to_owned(),
        )),
    }
}

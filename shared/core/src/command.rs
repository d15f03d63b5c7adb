//! The command service: `/command` and its legacy path. A command is a file below, and a line in the registry.

mod delete_forgotten;
mod drop;
mod forcesave;
mod get_forgotten;
mod get_forgotten_list;
mod info;
mod license;
mod meta;
mod saved;
mod version;

use serde_json::{Map, Value};

use crate::app::App;
use crate::auth::incoming::{self, Accepted};
use crate::auth::links::LinkBase;
use crate::dialect::onlyoffice::{self, COMMAND_TYPE};
use crate::error::Error;
use crate::http::{AfterResponse, Request, Response, parameters, read_body};
use crate::settings::Settings;

/// Bytes of a command at most. A command is a few names; nothing in it is worth more.
const BODY_BYTES: u64 = 1 << 20;

/// A command that is being run.
struct Call<'c, 'a> {
    app: &'c App<'a>,
    settings: &'c Settings,
    /// What counts of the request.
    accepted: &'c Accepted,
    /// The document's key; empty for commands that need none.
    key: &'c str,
    /// How the caller reached the service.
    base: &'c LinkBase,
    /// What goes beyond `key` and `error`.
    answer: &'c mut Map<String, Value>,
    /// What is left to do after the answer.
    after: Option<AfterResponse>,
}

impl Call<'_, '_> {
    /// A parameter, if it is there.
    fn parameter(&self, name: &str) -> Option<&Value> {
        self.accepted.parameters.get(name)
    }

    /// A parameter that JavaScript takes for true.
    fn truthy(&self, name: &str) -> Option<&Value> {
        self.parameter(name)
            .filter(|value| incoming::is_truthy(value))
    }

    fn unknown_key(&self) -> Error {
        Error::DocumentKey(format!(
            "no document is open under the key `{}`, and none was lately",
            shortened(self.key)
        ))
    }

    fn no_forgotten(&self) -> Error {
        Error::DocumentKey(format!(
            "there is no forgotten file of the key `{}`",
            shortened(self.key)
        ))
    }
}

fn shortened(key: &str) -> String {
    key.chars().take(128).collect()
}

type Run = fn(&mut Call<'_, '_>) -> Result<(), Error>;

/// One command.
struct Command {
    /// Its name in `c`, case and all.
    name: &'static str,
    /// Whether it is about a document, and so needs a key.
    needs_key: bool,
    /// Does it, and adds to the answer what goes beyond `key` and `error`.
    run: Run,
}

/// THE registry of commands.
static COMMANDS: &[Command] = &[
    delete_forgotten::COMMAND,
    drop::COMMAND,
    forcesave::COMMAND,
    get_forgotten::COMMAND,
    get_forgotten_list::COMMAND,
    info::COMMAND,
    license::COMMAND,
    meta::COMMAND,
    saved::COMMAND,
    version::COMMAND,
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
    let base = LinkBase::of(settings, &request);
    let mut answer = Map::new();
    let mut after = None;
    let outcome = match incoming::accept(&settings.jwt, &request.headers, &clear, now) {
        Ok(accepted) => {
            echo_key(&accepted.parameters, &mut answer);
            answer.insert("error".to_owned(), 0.into());
            let key = accepted.parameters.get("key").and_then(Value::as_str);
            let mut call = Call {
                app,
                settings,
                accepted: &accepted,
                key: key.unwrap_or_default(),
                base: &base,
                answer: &mut answer,
                after: None,
            };
            let outcome = run(&mut call);
            after = call.after;
            outcome
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
    let mut response = Response::json(COMMAND_TYPE, &Value::Object(answer));
    response.after = after;
    Ok(response)
}

fn echo_key(parameters: &Map<String, Value>, answer: &mut Map<String, Value>) {
    if let Some(key) = parameters.get("key") {
        answer.insert("key".to_owned(), key.clone());
    }
}

/// The key is looked at before the command, except for commands that need none.
fn run(call: &mut Call<'_, '_>) -> Result<(), Error> {
    let name = call.parameter("c").and_then(Value::as_str);
    let command = COMMANDS.iter().find(|command| Some(command.name) == name);
    let has_key = call.parameter("key").is_some_and(Value::is_string);
    if command.is_none_or(|command| command.needs_key) && !has_key {
        let kind = call.parameter("key").map_or("missing", incoming::json_kind);
        return Err(Error::DocumentKey(format!(
            "the parameter `key` is {kind}; the command needs a document's key, a string"
        )));
    }
    match (command, name) {
        (Some(command), _) => (command.run)(call),
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

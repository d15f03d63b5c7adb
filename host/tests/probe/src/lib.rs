//! A component which does on demand what the tests of the host want to see. The path chooses the deed,
//! the query carries its arguments; the answer is plain text.
#![allow(missing_docs, clippy::panic, clippy::unwrap_used)]

use std::collections::HashMap;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use futures::{SinkExt, StreamExt};
use spin_sdk::http::{
    Fields, IncomingRequest, IncomingResponse, OutgoingResponse, Request, ResponseOutparam,
};
use spin_sdk::key_value::Store;
use spin_sdk::sqlite3::{Connection, Value};
use spin_sdk::{http_component, variables};

#[http_component]
async fn probe(request: IncomingRequest, out: ResponseOutparam) {
    let whole = request.path_with_query().unwrap_or_default();
    let (path, query) = whole.split_once('?').unwrap_or((&whole, ""));
    let query: HashMap<String, String> = url::form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect();
    // Slashes count as little as they do for the routes.
    let path: String = path
        .split('/')
        .filter(|segment| !segment.is_empty())
        .map(|segment| format!("/{segment}"))
        .collect();
    let arg = |name: &str| query.get(name).cloned().unwrap_or_default();
    match path.as_str() {
        "/silent" => {}
        "/trap" => panic!("a trap on demand"),
        "/exit" => std::process::exit(3),
        "/stream" => stream(out).await,
        "/echo" => echo(request, out).await,
        "/after" => {
            respond(out, 200, "answered".into()).await;
            std::thread::sleep(Duration::from_millis(number(&arg("ms"))));
            let store = Store::open_default().unwrap();
            store.set(&arg("key"), b"done after the response").unwrap();
        }
        path => match deed(path, &request, &arg).await {
            Ok(text) => respond(out, 200, text).await,
            Err(reason) => respond(out, 400, format!("{reason:?}")).await,
        },
    }
}

async fn deed(
    path: &str,
    request: &IncomingRequest,
    arg: &impl Fn(&str) -> String,
) -> Result<String> {
    Ok(match path {
        "/hello" => "hello".into(),
        "/headers" => headers(request),
        path if path.starts_with("/users/") => headers(request),
        "/env" => std::env::vars()
            .map(|(k, v)| format!("{k}={v}\n"))
            .collect(),
        "/print" => {
            println!("printed to out");
            eprintln!("printed to err");
            String::new()
        }
        "/variable" => variables::get(&arg("name"))?,
        "/read" => std::fs::read_to_string(arg("path"))?,
        "/write" => {
            std::fs::write(arg("path"), "x")?;
            String::new()
        }
        "/memory" => {
            let bytes = vec![1u8; usize::try_from(number(&arg("mb")))? << 20];
            std::hint::black_box(&bytes).len().to_string()
        }
        "/busy" => {
            let until = Instant::now() + Duration::from_millis(number(&arg("ms")));
            let mut rounds = 0u64;
            while Instant::now() < until {
                rounds = rounds.wrapping_add(1);
            }
            rounds.to_string()
        }
        "/spin" => {
            // No host call in the loop: only the epoch can interrupt it.
            let mut x = std::hint::black_box(1u64);
            for _ in 0..number(&arg("rounds")) {
                x = std::hint::black_box(x.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1));
            }
            x.to_string()
        }
        "/fetch" => fetch(&arg("url")).await?,
        "/kv" => key_value(arg)?,
        "/sql" => run(&open(arg)?, &arg("q"))?,
        "/sql/transaction" => {
            let connection = open(arg)?;
            run(&connection, "BEGIN IMMEDIATE")?;
            run(&connection, &arg("q"))?;
            std::thread::sleep(Duration::from_millis(number(&arg("hold"))));
            if !arg("leave").is_empty() {
                return Ok("left open".into());
            }
            run(&connection, "COMMIT")?;
            format!(
                "rowid {} changes {}",
                connection.last_insert_rowid(),
                connection.changes()
            )
        }
        "/sql/increment" => {
            let connection = open(arg)?;
            run(&connection, "BEGIN IMMEDIATE")?;
            let before = run(&connection, "SELECT n FROM counter")?;
            let before: i64 = before.lines().nth(1).context("no row")?.parse()?;
            connection.execute("UPDATE counter SET n = ?", &[Value::Integer(before + 1)])?;
            run(&connection, "COMMIT")?;
            (before + 1).to_string()
        }
        "/sql/two" => {
            let (one, two) = (open(arg)?, open(arg)?);
            run(&two, "PRAGMA busy_timeout = 20")?;
            run(&one, "BEGIN IMMEDIATE")?;
            match run(&two, &arg("q")) {
                Ok(_) => bail!("the second connection was not locked out"),
                Err(reason) => format!("{reason:#}"),
            }
        }
        other => bail!("no deed {other}"),
    })
}

fn key_value(arg: &impl Fn(&str) -> String) -> Result<String> {
    let label = match arg("store").as_str() {
        "" => "default".to_owned(),
        label => label.to_owned(),
    };
    let store = Store::open(&label)?;
    let key = arg("key");
    Ok(match arg("do").as_str() {
        "set" => {
            store.set(&key, arg("value").as_bytes())?;
            String::new()
        }
        "fill" => {
            store.set(&key, &vec![7; usize::try_from(number(&arg("mb")))? << 20])?;
            String::new()
        }
        "length" => store.get(&key)?.map_or(0, |v| v.len()).to_string(),
        "get" => match store.get(&key)? {
            Some(value) => String::from_utf8(value)?,
            None => "(none)".into(),
        },
        "delete" => {
            store.delete(&key)?;
            String::new()
        }
        "exists" => store.exists(&key)?.to_string(),
        "keys" => {
            let mut keys = store.get_keys()?;
            keys.sort();
            keys.join(",")
        }
        other => bail!("no deed {other}"),
    })
}

fn open(arg: &impl Fn(&str) -> String) -> Result<Connection> {
    let label = match arg("db").as_str() {
        "" => "default".to_owned(),
        label => label.to_owned(),
    };
    Ok(Connection::open(&label)?)
}

fn run(connection: &Connection, statement: &str) -> Result<String> {
    let result = connection.execute(statement, &[])?;
    let mut text = result.columns.join("|");
    for row in &result.rows {
        text.push('\n');
        let cells: Vec<String> = row
            .values
            .iter()
            .map(|value| match value {
                Value::Integer(n) => n.to_string(),
                Value::Real(n) => n.to_string(),
                Value::Text(t) => t.clone(),
                Value::Blob(b) => format!("{b:?}"),
                Value::Null => "null".into(),
            })
            .collect();
        text.push_str(&cells.join("|"));
    }
    Ok(text)
}

fn number(text: &str) -> u64 {
    text.parse().unwrap_or(0)
}

fn headers(request: &IncomingRequest) -> String {
    let mut text = String::new();
    for (name, value) in request.headers().entries() {
        writeln!(text, "{name}: {}", String::from_utf8_lossy(&value)).unwrap();
    }
    writeln!(text, "(authority): {:?}", request.authority()).unwrap();
    text
}

async fn fetch(url: &str) -> Result<String> {
    let response: IncomingResponse = spin_sdk::http::send(Request::get(url).build()).await?;
    let status = response.status();
    let body = String::from_utf8(response.into_body().await?)?;
    Ok(format!("{status}\n{body}"))
}

async fn respond(out: ResponseOutparam, status: u16, text: String) {
    let response = OutgoingResponse::new(Fields::new());
    response.set_status_code(status).unwrap();
    let mut body = response.take_body();
    out.set(response);
    let _ = body.send(text.into_bytes()).await;
}

async fn stream(out: ResponseOutparam) {
    let response = OutgoingResponse::new(Fields::new());
    let mut body = response.take_body();
    out.set(response);
    for part in ["one\n", "two\n", "three\n"] {
        if body.send(part.as_bytes().to_vec()).await.is_err() {
            return;
        }
        std::thread::sleep(Duration::from_millis(300));
    }
}

async fn echo(request: IncomingRequest, out: ResponseOutparam) {
    let response = OutgoingResponse::new(Fields::new());
    let mut body = response.take_body();
    out.set(response);
    let mut incoming = request.into_body_stream();
    while let Some(Ok(chunk)) = incoming.next().await {
        if body.send(chunk).await.is_err() {
            return;
        }
    }
}

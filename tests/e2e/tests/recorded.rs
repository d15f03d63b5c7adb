//! What a real ONLYOFFICE server answered, asked of the real components: `fixtures/commands.jsonl` and the rows that
//! tests/http replays.

use serde_json::{Map, Value, json};
use spindle_e2e::{
    Answer, Config, Editor, Outcome, Reply, Service, Storage, office, read_token, sign, start,
};

/// Where Spindle answers otherwise, or what cannot be asked here. A row of this table that is answered as recorded
/// fails the test: it is to be taken out.
const DEVIATIONS: &[(&str, u32, &str)] = &[
    (
        "command",
        71,
        "a key is not a path here: `../` leads nowhere",
    ),
    (
        "command",
        73,
        "the shardkey of one request is not remembered for the next",
    ),
    (
        "command",
        83,
        "a body over the limit is refused by its declared length: a client that sends it all first sees a closed connection",
    ),
    (
        "command",
        163,
        "the link is signed by another secret in another way",
    ),
    (
        "command",
        87,
        "the line says the version that is followed, and its day",
    ),
    ("command", 96, "the formats are those that are implemented"),
    (
        "command",
        112,
        "the token begins at a time that is past by now; with the clock of the recording it is refused (tests/http)",
    ),
];

/// What the recorded tokens are signed with.
const SECRET: &str = "labsecret";

/// Where the recorded server found scripts.
const RECORDED_ORIGIN: &str = "http://127.0.0.1:19000";

/// Where the recorded servers were.
const RECORDED_BASES: [&str; 2] = ["http://127.0.0.1:18000", "http://127.0.0.1:18001"];

const SCRIPT: &str = "builder.CreateFile(\"docx\");\nbuilder.SaveFile(\"docx\", \"SampleText.docx\");\nbuilder.SaveFile(\"pdf\", \"Sample Text2.pdf\");\nbuilder.CloseFile();\n";

struct Row {
    file: String,
    n: u64,
    name: String,
    jwt: String,
    request: Value,
    response: Value,
}

fn rows() -> Vec<Row> {
    let texts = [
        include_str!("../fixtures/commands.jsonl"),
        include_str!("../../http/fixtures/observed.jsonl"),
    ];
    let mut rows: Vec<Row> = texts
        .iter()
        .flat_map(|text| text.lines())
        .map(|line| {
            let row: Value = serde_json::from_str(line).expect("JSON");
            let text = |name: &str| row[name].as_str().expect("a text").to_owned();
            Row {
                file: text("file"),
                n: row["n"].as_u64().expect("a number"),
                name: text("name"),
                jwt: text("jwt"),
                request: row["request"].clone(),
                response: row["response"].clone(),
            }
        })
        .collect();
    rows.sort_by(|one, two| (&one.file, one.n).cmp(&(&two.file, two.n)));
    rows.dedup_by(|one, two| (&one.file, one.n) == (&two.file, two.n));
    rows
}

/// A storage with scripts, and a service in one of the recorded modes.
struct Lab {
    service: Service,
    storage: Storage,
    forgotten: bool,
}

impl Lab {
    fn new(service: Service) -> Self {
        let storage = Storage::start();
        storage.document("/file.docbuilder", SCRIPT);
        storage.answer_status(2, Outcome::refuse());
        Self {
            service,
            storage,
            forgotten: false,
        }
    }

    /// Brings about what a row stands on.
    fn prepare(&mut self, row: &Row) {
        if row.file == "command" && row.n >= 60 && row.jwt == "off" && !self.forgotten {
            self.forgotten = true;
            for key in ["fk1", "fk2", "fk3"] {
                self.forget(key);
            }
        }
        let fails = row.name.contains("exit 1");
        let script = if fails { "builder.OpenFile(" } else { SCRIPT };
        self.storage.serve("/file.docbuilder", Reply::ok(script));
        if row.name == "docbuilder: poll finished key sync" {
            let url = self.storage.url("/file.docbuilder");
            let claims = json!({ "url": url, "key": "bld_f3fdd43169b49ad3" });
            let body = json!({ "token": sign(&claims, SECRET) });
            self.service.client.post("/docbuilder", &body);
        }
    }

    /// Makes a forgotten file: a save that is refused.
    fn forget(&self, key: &str) {
        let url = self.storage.document("/plan.docx", office::docx(&["Plan"]));
        let callback = self.storage.callback_url(key, "u1");
        let config = Config::new(key, &url).callback(&callback);
        let mut editor = Editor::join(&self.service.client, &config);
        editor.insert(0, "My ");
        editor.close();
        self.storage.wait(key, 2);
        let ask = json!({ "c": "getForgotten", "key": key });
        for _ in 0..200 {
            if self.service.client.post("/command", &ask).json()["error"] == 0 {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        panic!("{key} is not forgotten");
    }

    /// A text of the recording with the addresses as they are here; tokens are signed anew where they name one.
    fn adapt(&self, text: &str) -> String {
        let here = self.storage.url("");
        let adapted = text.replace(RECORDED_ORIGIN, &here);
        let token = adapted.split(' ').next_back().unwrap_or_default();
        match read_token(token, SECRET) {
            Ok((_, claims)) if claims.to_string().contains(RECORDED_ORIGIN) => {
                let claims = claims.to_string().replace(RECORDED_ORIGIN, &here);
                let claims = serde_json::from_str(&claims).expect("JSON");
                adapted.replace(token, &sign(&claims, SECRET))
            }
            _ => adapted,
        }
    }

    fn body(&self, row: &Row) -> Vec<u8> {
        match &row.request["body"] {
            Value::Null => Vec::new(),
            // The recording holds no bytes, but says what they were.
            Value::String(_) if row.name == "UTF-8 BOM body" => {
                b"\xef\xbb\xbf{\"c\":\"version\"}".to_vec()
            }
            Value::String(text) if text.ends_with(" bytes>") => {
                let number = text.trim_start_matches('<').split(' ').next();
                let length = number.and_then(|number| number.parse().ok());
                vec![b' '; length.expect("a length")]
            }
            Value::String(text) => self.adapt(text).into_bytes(),
            Value::Object(members) => {
                let adapted: Map<String, Value> = members
                    .iter()
                    .map(|(name, value)| match value {
                        Value::String(text) => (name.clone(), json!(self.adapt(text))),
                        other => (name.clone(), other.clone()),
                    })
                    .collect();
                Value::Object(adapted).to_string().into_bytes()
            }
            value => value.to_string().into_bytes(),
        }
    }

    /// Asks; `None` where there is no answer.
    fn ask(&self, row: &Row) -> Option<Answer> {
        let headers = row.request["headers"].as_object().expect("headers");
        let headers: Vec<(String, String)> = headers
            .iter()
            .map(|(name, value)| (name.clone(), self.adapt(value.as_str().unwrap_or_default())))
            .collect();
        let headers: Vec<(&str, &str)> = headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let method = row.request["method"].as_str().expect("a method");
        let path = row.request["path"].as_str().expect("a path");
        let path = path.replace(' ', "%20");
        let client = &self.service.client;
        client
            .try_send(method, &path, &headers, &self.body(row))
            .ok()
    }

    /// What is answered otherwise than it was recorded, in words; `None` where nothing is.
    fn difference(&self, row: &Row) -> Option<String> {
        let Some(answer) = self.ask(row) else {
            return Some("no answer".to_owned());
        };
        if row.response["status"] != answer.status {
            let text: String = answer.text().chars().take(200).collect();
            return Some(format!("status {} {text}", answer.status));
        }
        let expected = row.response["body"].as_str().unwrap_or_default();
        let found = answer.text();
        let same = match serde_json::from_str::<Value>(expected) {
            Ok(expected) => {
                let mask = |value: &Value| self.mask("", value);
                match serde_json::from_str::<Value>(&found) {
                    Ok(found) => mask(&found) == mask(&expected),
                    Err(_) => false,
                }
            }
            // Spindle says in the same place which methods there are.
            Err(_) => match expected.split_once("<pre>") {
                Some((_, rest)) => found.contains(rest.split("</pre>").next().unwrap_or_default()),
                None => found.starts_with(expected) && found.is_empty() == expected.is_empty(),
            },
        };
        let shown = || found.chars().take(300).collect::<String>();
        (!same).then(|| format!("body {}", shown()))
    }

    /// A value without what two servers cannot have alike.
    fn mask(&self, name: &str, value: &Value) -> Value {
        match value {
            Value::Object(members) => {
                let kept = members
                    .iter()
                    .filter(|(name, _)| !matches!(name.as_str(), "message" | "detail"));
                let masked: Map<String, Value> = kept
                    .map(|(name, value)| (name.clone(), self.mask(name, value)))
                    .collect();
                Value::Object(masked)
            }
            Value::Array(items) => items.iter().map(|item| self.mask(name, item)).collect(),
            Value::String(text) if text.contains("/cache/files/") => json!(self.mask_link(text)),
            Value::String(_) if matches!(name, "version" | "buildVersion") => json!("<version>"),
            Value::String(_) if name.ends_with("_date") || name == "buildDate" => json!("<date>"),
            Value::Number(_) if name == "buildNumber" => json!("<number>"),
            Value::String(text) if name == "key" && text.starts_with("bld_") => json!("<build>"),
            other => other.clone(),
        }
    }

    fn mask_link(&self, link: &str) -> String {
        let link = link.replace(' ', "%20").replace("%2520", "%20");
        let (path, query) = link.split_once('?').unwrap_or((&link, ""));
        let mut path = path.to_owned();
        for base in RECORDED_BASES.iter().chain([&self.service.base.as_str()]) {
            path = path.replace(base, "<base>");
        }
        // The folder of a build is its key.
        let parts = path.split('/').map(|part| match part.starts_with("bld_") {
            true => "<build>",
            false => part,
        });
        let path: Vec<&str> = parts.collect();
        let query = query.split('&').map(|pair| match pair.split_once('=') {
            Some(("md5" | "sig", _)) => "<signature>",
            Some(("expires", _)) => "<expires>",
            _ => pair,
        });
        let query: Vec<&str> = query.collect();
        format!("{}?{}", path.join("/"), query.join("&"))
    }
}

#[test]
fn recorded_requests_are_answered_as_recorded() {
    let lab = || {
        Service::builder()
            .variable("jwt_secret", SECRET)
            .variable("savetimeoutdelay", "300")
    };
    let mut off = Lab::new(start!(lab().variable("jwt_enabled", "false")));
    let mut on = Lab::new(start!(lab()));
    let mut loose = Lab::new(start!(lab().variable("token_required_params", "false")));
    let rows = rows();
    assert!(rows.len() >= 97, "{} rows", rows.len());
    let mut wrong = Vec::new();
    for row in &rows {
        let lab = match row.jwt.as_str() {
            "off" => &mut off,
            "on" => &mut on,
            "on-loose" => &mut loose,
            other => panic!("mode {other}"),
        };
        lab.prepare(row);
        let what = format!("{} {} {}", row.file, row.n, row.name);
        let listed = DEVIATIONS
            .iter()
            .find(|(file, n, _)| *file == row.file && u64::from(*n) == row.n);
        match (lab.difference(row), listed) {
            (None, None) => {}
            (Some(difference), None) => wrong.push(format!("{what}: {difference}")),
            (Some(difference), Some((.., reason))) => println!("{what}: {reason}: {difference}"),
            (None, Some((.., reason))) => {
                wrong.push(format!("{what}: as recorded, and yet listed: {reason}"));
            }
        }
    }
    for (file, n, _) in DEVIATIONS {
        let known = |row: &Row| row.file == *file && row.n == u64::from(*n);
        assert!(rows.iter().any(known), "{file} {n} is no row");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

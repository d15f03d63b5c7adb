use std::path::Path;

use crate::support::{App, Shape, quote};

fn sql(app: &App, statement: &str) -> String {
    app.text(&format!("/sql?q={}", quote(statement)))
}

fn sql_error(app: &App, statement: &str) -> String {
    app.get(&format!("/sql?q={}", quote(statement))).failure()
}

#[test]
fn key_value_operations() {
    let app = App::start(Shape::default());
    assert_eq!(app.text("/kv?do=get&key=a"), "(none)");
    assert_eq!(app.text("/kv?do=exists&key=a"), "false");
    app.text("/kv?do=set&key=a&value=1");
    app.text("/kv?do=set&key=a&value=2");
    app.text("/kv?do=set&key=b&value=3");
    assert_eq!(app.text("/kv?do=get&key=a"), "2");
    assert_eq!(app.text("/kv?do=keys"), "a,b");
    app.text("/kv?do=delete&key=a");
    app.text("/kv?do=delete&key=a");
    assert_eq!(app.text("/kv?do=exists&key=a"), "false");
    app.text("/kv?do=fill&key=big&mb=20");
    assert_eq!(app.text("/kv?do=length&key=big"), (20 << 20).to_string());
}

#[test]
fn stores_and_databases_that_are_not_listed_are_denied() {
    let app = App::start(Shape::default());
    assert!(
        app.get("/kv?store=other&do=keys")
            .failure()
            .contains("AccessDenied")
    );
    assert!(
        app.get("/sql?db=other&q=SELECT%201")
            .failure()
            .contains("AccessDenied")
    );
}

#[test]
fn labels_get_their_files_from_the_runtime_configuration() {
    let runtime = "[key_value_store.blobs]\ntype = \"spin\"\npath = \"places/blobs.db\"\n";
    let dir = crate::support::write_app(Shape {
        runtime,
        ..Shape::default()
    });
    let manifest = dir.path().join("spin.toml");
    let text = std::fs::read_to_string(&manifest).unwrap();
    let text = text.replace(
        "key_value_stores = [\"default\"]",
        "key_value_stores = [\"default\", \"blobs\"]",
    );
    std::fs::write(&manifest, text).unwrap();
    let mut options = spindle::Options {
        listen: "127.0.0.1:0".to_owned(),
        quiet: true,
        ..spindle::Options::new(dir.path())
    };
    let refusal = format!("{:#}", spindle::start(&options).unwrap_err());
    assert!(
        refusal.contains("component.probe") && refusal.contains("[key_value_store.blobs]"),
        "{refusal}"
    );
    options.runtime_config = Some(dir.path().join("runtime.toml"));
    let running = spindle::start(&options).unwrap();
    let get = |path: &str| crate::support::get(running.address(), path).success();
    get("/kv?store=blobs&do=set&key=k&value=v");
    assert_eq!(get("/kv?store=blobs&do=get&key=k"), "v");
    assert_eq!(get("/kv?do=get&key=k"), "(none)");
    assert!(dir.path().join("places/blobs.db").exists());
}

#[test]
fn statements_transactions_and_rowids() {
    let app = App::start(Shape::default());
    sql(
        &app,
        "CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT UNIQUE)",
    );
    let insert = quote("INSERT INTO t (x) VALUES ('a'), ('b')");
    assert_eq!(
        app.text(&format!("/sql/transaction?q={insert}")),
        "rowid 2 changes 2"
    );
    assert_eq!(sql(&app, "SELECT * FROM t"), "id|x\n1|a\n2|b");
    let error = sql_error(&app, "INSERT INTO t (x) VALUES ('a')");
    assert!(error.contains("UNIQUE constraint failed: t.x"), "{error}");
    assert_eq!(sql(&app, "PRAGMA journal_mode"), "journal_mode\ndelete");
    assert_eq!(sql(&app, "PRAGMA busy_timeout"), "timeout\n5000");
    assert_eq!(
        sql(&app, "SELECT sqlite_version()"),
        "sqlite_version()\n3.49.1"
    );
}

#[test]
fn only_the_first_statement_of_a_text_runs() {
    let app = App::start(Shape::default());
    sql(&app, "CREATE TABLE one (x); CREATE TABLE two (x)");
    sql(&app, "SELECT * FROM one");
    assert!(sql_error(&app, "SELECT * FROM two").contains("no such table"));
}

#[test]
fn files_cannot_be_attached() {
    let app = App::start(Shape::default());
    assert!(sql_error(&app, "ATTACH '/tmp/spindle-probe.db' AS x").contains("not authorized"));
    assert!(!Path::new("/tmp/spindle-probe.db").exists());
}

#[test]
fn connections_lock_each_other_out() {
    let app = App::start(Shape::default());
    sql(&app, "CREATE TABLE t (x)");
    let insert = quote("INSERT INTO t VALUES (1)");
    let said = app.text(&format!("/sql/two?q={insert}"));
    assert!(said.contains("database is locked"), "{said}");
}

#[test]
fn a_transaction_left_open_rolls_back_with_its_instance() {
    let app = App::start(Shape::default());
    sql(&app, "CREATE TABLE t (x)");
    let insert = quote("INSERT INTO t VALUES (1)");
    app.text(&format!("/sql/transaction?leave=1&q={insert}"));
    assert_eq!(sql(&app, "SELECT count(*) FROM t"), "count(*)\n0");
    sql(&app, "INSERT INTO t VALUES (2)");
}

#[test]
fn concurrent_increments_are_all_counted() {
    let app = App::start(Shape::default());
    sql(&app, "CREATE TABLE counter (n)");
    sql(&app, "INSERT INTO counter VALUES (0)");
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..5 {
                    app.text("/sql/increment");
                }
            });
        }
    });
    assert_eq!(sql(&app, "SELECT n FROM counter"), "n\n40");
}

#[test]
fn waiting_for_a_lock_does_not_hold_up_other_requests() {
    let app = App::start(Shape::default());
    sql(&app, "CREATE TABLE t (x)");
    let insert = quote("INSERT INTO t VALUES (1)");
    let done = std::sync::atomic::AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                app.text(&format!("/sql/transaction?hold=400&q={insert}"));
                done.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            });
        }
        crate::support::wait_for("the four to run", || {
            app.stats("probe")["requests"].as_u64() >= Some(5)
        });
        assert_eq!(app.text("/hello"), "hello");
        assert!(done.load(std::sync::atomic::Ordering::Relaxed) < 4);
    });
    assert_eq!(sql(&app, "SELECT count(*) FROM t"), "count(*)\n4");
}

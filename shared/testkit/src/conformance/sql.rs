//! What a relational store must do.

use spindle_core::ports::{Rows, Sql, SqlConnection, SqlError, Value};

use super::{Case, CaseResult, ensure, equal, run, words};

/// Runs every case over `sql`. Tables named `conformance_*` are dropped and made anew.
pub fn sql_suite(sql: &dyn Sql) -> Vec<CaseResult> {
    let cases: &[Case<&dyn Sql>] = &[
        ("values come back as they went in", values),
        ("rows come in order, with column names", rows_and_columns),
        ("a large value comes back whole", large_value),
        ("a violated constraint is told as such", constraints),
        ("an error of another kind is told as such", other_errors),
        ("connections see each other's committed rows", visibility),
        ("ROLLBACK takes changes back", rollback),
        (
            "a dropped connection takes its transaction back",
            dropped_transaction,
        ),
        (
            "a second writer is told that the database is locked",
            second_writer,
        ),
        (
            "RETURNING gives the changed rows, and only those",
            returning,
        ),
        (
            "a conditional upsert changes only what its condition allows",
            upsert,
        ),
    ];
    run("sql", &sql, cases)
}

fn open(sql: &dyn Sql) -> Result<Box<dyn SqlConnection>, String> {
    sql.open().map_err(words)
}

fn exec(
    connection: &dyn SqlConnection,
    statement: &str,
    parameters: &[Value],
) -> Result<Rows, String> {
    connection
        .execute(statement, parameters)
        .map_err(|error| format!("`{statement}`: {error}"))
}

fn table(connection: &dyn SqlConnection, name: &str, columns: &str) -> Result<(), String> {
    exec(
        connection,
        &format!("DROP TABLE IF EXISTS conformance_{name}"),
        &[],
    )?;
    exec(
        connection,
        &format!("CREATE TABLE conformance_{name} ({columns})"),
        &[],
    )?;
    Ok(())
}

fn count(connection: &dyn SqlConnection, name: &str) -> Result<i64, String> {
    let rows = exec(
        connection,
        &format!("SELECT count(*) FROM conformance_{name}"),
        &[],
    )?;
    rows.rows
        .first()
        .and_then(|row| row.integer(0))
        .ok_or_else(|| "count(*) gave no integer".to_owned())
}

fn values(sql: &&dyn Sql) -> Result<(), String> {
    let connection = open(*sql)?;
    table(&*connection, "values", "id INTEGER PRIMARY KEY, v")?;
    let values = [
        Value::Null,
        Value::Integer(0),
        Value::Integer(-1),
        Value::Integer(i64::MAX),
        Value::Integer(i64::MIN),
        Value::Real(0.5),
        Value::Real(-1.0e300),
        Value::Text(String::new()),
        Value::Text("it's \"Öl\" 漢字 \u{1F600}\n".to_owned()),
        Value::Blob(Vec::new()),
        Value::Blob((0..=255).collect()),
    ];
    for value in &values {
        exec(
            &*connection,
            "INSERT INTO conformance_values (v) VALUES (?1)",
            std::slice::from_ref(value),
        )?;
    }
    let rows = exec(
        &*connection,
        "SELECT v FROM conformance_values ORDER BY id",
        &[],
    )?;
    for (row, expected) in rows.rows.iter().zip(&values) {
        equal("value", row.value(0), expected)?;
    }
    equal("rows", &rows.rows.len(), &values.len())
}

fn rows_and_columns(sql: &&dyn Sql) -> Result<(), String> {
    let connection = open(*sql)?;
    let rows = exec(
        &*connection,
        "SELECT 3 AS a, 'x' AS b UNION ALL SELECT 1, 'y' UNION ALL SELECT ?1, ?2 ORDER BY a",
        &[2.into(), "z".into()],
    )?;
    equal(
        "columns",
        &rows.columns,
        &vec!["a".to_owned(), "b".to_owned()],
    )?;
    let found: Vec<(Option<i64>, Option<&str>)> = rows
        .rows
        .iter()
        .map(|row| (row.integer(0), row.text(1)))
        .collect();
    equal(
        "rows",
        &found,
        &vec![
            (Some(1), Some("y")),
            (Some(2), Some("z")),
            (Some(3), Some("x")),
        ],
    )
}

fn large_value(sql: &&dyn Sql) -> Result<(), String> {
    let connection = open(*sql)?;
    table(&*connection, "large", "v")?;
    let text = "0123456789abcdef".repeat(128 * 1024);
    exec(
        &*connection,
        "INSERT INTO conformance_large (v) VALUES (?1)",
        &[text.as_str().into()],
    )?;
    let rows = exec(&*connection, "SELECT v FROM conformance_large", &[])?;
    let back = rows
        .rows
        .first()
        .and_then(|row| row.text(0))
        .unwrap_or_default();
    ensure(back == text, || {
        format!(
            "{} of {} bytes came back, or others",
            back.len(),
            text.len()
        )
    })
}

fn constraints(sql: &&dyn Sql) -> Result<(), String> {
    let connection = open(*sql)?;
    table(
        &*connection,
        "constraints",
        "a TEXT PRIMARY KEY, b INTEGER NOT NULL CHECK (b > 0)",
    )?;
    let insert = "INSERT INTO conformance_constraints (a, b) VALUES (?1, ?2)";
    exec(&*connection, insert, &["x".into(), 1.into()])?;
    for parameters in [
        [Value::from("x"), Value::from(1)],
        ["y".into(), Value::Null],
        ["y".into(), 0.into()],
    ] {
        match connection.execute(insert, &parameters) {
            Err(SqlError::Constraint(_)) => {}
            outcome => return Err(format!("{parameters:?} gave {outcome:?}")),
        }
    }
    equal("rows", &count(&*connection, "constraints")?, &1)
}

fn other_errors(sql: &&dyn Sql) -> Result<(), String> {
    let connection = open(*sql)?;
    for statement in ["SELEC 1", "SELECT 1 FROM conformance_that_is_not_there"] {
        match connection.execute(statement, &[]) {
            Err(SqlError::Other(_)) => {}
            outcome => return Err(format!("`{statement}` gave {outcome:?}")),
        }
    }
    // The connection is as good as before.
    exec(&*connection, "SELECT 1", &[]).map(|_| ())
}

fn visibility(sql: &&dyn Sql) -> Result<(), String> {
    let (first, second) = (open(*sql)?, open(*sql)?);
    table(&*first, "visibility", "v")?;
    exec(
        &*first,
        "INSERT INTO conformance_visibility VALUES (1)",
        &[],
    )?;
    equal(
        "after the first insert",
        &count(&*second, "visibility")?,
        &1,
    )?;
    exec(
        &*second,
        "INSERT INTO conformance_visibility VALUES (2)",
        &[],
    )?;
    equal(
        "after the second insert",
        &count(&*first, "visibility")?,
        &2,
    )?;
    exec(&*first, "BEGIN IMMEDIATE", &[])?;
    exec(
        &*first,
        "INSERT INTO conformance_visibility VALUES (3)",
        &[],
    )?;
    exec(&*first, "COMMIT", &[])?;
    equal("after the commit", &count(&*second, "visibility")?, &3)
}

fn rollback(sql: &&dyn Sql) -> Result<(), String> {
    let connection = open(*sql)?;
    table(&*connection, "rollback", "v")?;
    exec(&*connection, "BEGIN IMMEDIATE", &[])?;
    exec(
        &*connection,
        "INSERT INTO conformance_rollback VALUES (1)",
        &[],
    )?;
    equal("inside", &count(&*connection, "rollback")?, &1)?;
    exec(&*connection, "ROLLBACK", &[])?;
    equal("after", &count(&*connection, "rollback")?, &0)
}

fn dropped_transaction(sql: &&dyn Sql) -> Result<(), String> {
    let first = open(*sql)?;
    table(&*first, "dropped", "v")?;
    exec(&*first, "BEGIN IMMEDIATE", &[])?;
    exec(&*first, "INSERT INTO conformance_dropped VALUES (1)", &[])?;
    drop(first);
    let second = open(*sql)?;
    exec(&*second, "INSERT INTO conformance_dropped VALUES (2)", &[])?;
    equal("rows", &count(&*second, "dropped")?, &1)
}

fn second_writer(sql: &&dyn Sql) -> Result<(), String> {
    let (first, second) = (open(*sql)?, open(*sql)?);
    table(&*first, "writer", "v")?;
    exec(&*first, "BEGIN IMMEDIATE", &[])?;
    match second.execute("BEGIN IMMEDIATE", &[]) {
        Err(SqlError::Locked(_)) => {}
        outcome => return Err(format!("the second BEGIN IMMEDIATE gave {outcome:?}")),
    }
    exec(&*first, "INSERT INTO conformance_writer VALUES (1)", &[])?;
    exec(&*first, "COMMIT", &[])?;
    exec(&*second, "INSERT INTO conformance_writer VALUES (2)", &[])?;
    equal("rows", &count(&*second, "writer")?, &2)
}

fn returning(sql: &&dyn Sql) -> Result<(), String> {
    let connection = open(*sql)?;
    table(&*connection, "returning", "k TEXT, v INTEGER")?;
    exec(
        &*connection,
        "INSERT INTO conformance_returning VALUES ('a', 1), ('b', 2), ('c', 3)",
        &[],
    )?;
    let rows = exec(
        &*connection,
        "UPDATE conformance_returning SET v = v + 10 WHERE v >= ?1 RETURNING k, v",
        &[2.into()],
    )?;
    let mut found: Vec<(Option<&str>, Option<i64>)> = rows
        .rows
        .iter()
        .map(|row| (row.text(0), row.integer(1)))
        .collect();
    found.sort_unstable();
    equal(
        "changed rows",
        &found,
        &vec![(Some("b"), Some(12)), (Some("c"), Some(13))],
    )?;
    let none = exec(
        &*connection,
        "UPDATE conformance_returning SET v = 0 WHERE v > 99 RETURNING k",
        &[],
    )?;
    equal("rows without a match", &none.rows.len(), &0)
}

fn upsert(sql: &&dyn Sql) -> Result<(), String> {
    let connection = open(*sql)?;
    table(&*connection, "upsert", "k TEXT PRIMARY KEY, v INTEGER")?;
    let statement = "INSERT INTO conformance_upsert VALUES ('a', ?1)
                     ON CONFLICT (k) DO UPDATE SET v = excluded.v WHERE conformance_upsert.v < excluded.v RETURNING v";
    for (value, expected) in [(5, Some(5)), (3, None), (9, Some(9))] {
        let rows = exec(&*connection, statement, &[value.into()])?;
        equal(
            "returned",
            &rows.rows.first().and_then(|row| row.integer(0)),
            &expected,
        )?;
    }
    Ok(())
}

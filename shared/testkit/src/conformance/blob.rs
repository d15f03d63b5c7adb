//! What a key-value store of bytes must do.

use spindle_core::ports::{BlobStore, CHUNK_BYTES};

use super::{Case, CaseResult, ensure, equal, run, words};

/// Runs every case over `blobs`, under keys that begin with `conformance/`.
pub fn blob_suite(blobs: &dyn BlobStore) -> Vec<CaseResult> {
    let cases: &[Case<&dyn BlobStore>] = &[
        ("nothing is under a new key", missing),
        ("bytes come back as they went in", round_trip),
        ("the largest chunk comes back whole", largest),
        (
            "a deleted key holds nothing, and deleting nothing is fine",
            delete,
        ),
        ("keys do not get in each other's way", apart),
    ];
    run("blob", &blobs, cases)
}

fn missing(blobs: &&dyn BlobStore) -> Result<(), String> {
    let key = "conformance/missing";
    equal("get", &blobs.get(key).map_err(words)?, &None)?;
    equal("exists", &blobs.exists(key).map_err(words)?, &false)
}

fn round_trip(blobs: &&dyn BlobStore) -> Result<(), String> {
    for (name, bytes) in [
        ("empty", Vec::new()),
        ("text", b"text".to_vec()),
        ("binary", (0..=255).collect::<Vec<u8>>()),
    ] {
        let key = format!("conformance/{name}/0");
        blobs.set(&key, &bytes).map_err(words)?;
        equal(name, &blobs.get(&key).map_err(words)?, &Some(bytes))?;
        equal("exists", &blobs.exists(&key).map_err(words)?, &true)?;
        blobs.delete(&key).map_err(words)?;
    }
    Ok(())
}

fn largest(blobs: &&dyn BlobStore) -> Result<(), String> {
    let key = "conformance/largest";
    let bytes: Vec<u8> = (0..CHUNK_BYTES).map(|index| (index % 251) as u8).collect();
    blobs.set(key, &bytes).map_err(words)?;
    let back = blobs.get(key).map_err(words)?;
    blobs.delete(key).map_err(words)?;
    ensure(back.as_deref() == Some(&*bytes), || {
        "other bytes came back".to_owned()
    })
}

fn delete(blobs: &&dyn BlobStore) -> Result<(), String> {
    let key = "conformance/delete";
    blobs.set(key, b"x").map_err(words)?;
    blobs.delete(key).map_err(words)?;
    equal("exists", &blobs.exists(key).map_err(words)?, &false)?;
    equal("get", &blobs.get(key).map_err(words)?, &None)?;
    blobs.delete(key).map_err(words)
}

fn apart(blobs: &&dyn BlobStore) -> Result<(), String> {
    let keys = [
        "conformance/a",
        "conformance/a/0",
        "conformance/A",
        "conformance/a ",
    ];
    for key in keys {
        blobs.set(key, key.as_bytes()).map_err(words)?;
    }
    for key in keys {
        equal(
            key,
            &blobs.get(key).map_err(words)?,
            &Some(key.as_bytes().to_vec()),
        )?;
    }
    for key in keys {
        blobs.delete(key).map_err(words)?;
    }
    Ok(())
}

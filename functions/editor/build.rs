//! Builds the pages in `web/` and packs their files into a table for the component to embed.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a build stops where something is not as it should be"
)]

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};

/// The folders that the pages are made of, below `web/`: not what npm installs or the build writes, else it would never
/// rest. The files in `web/` itself are configuration.
const FOLDERS: [&str; 3] = ["apps", "public", "src"];

fn main() {
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo says where"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo says where to"));
    let web = here.join("web");
    let tool = here.join("../../tools/web");
    println!("cargo::rerun-if-env-changed=WEB_REGISTRY");
    let mut watched: Vec<PathBuf> = FOLDERS.iter().map(|name| web.join(name)).collect();
    let entries = fs::read_dir(&web).unwrap_or_else(|error| panic!("{}: {error}", web.display()));
    let files = entries.flatten().map(|entry| entry.path());
    watched.extend(files.filter(|path| path.is_file()));
    watched.extend([tool.clone(), tool.with_file_name("get.sh")]);
    // What pages take from elsewhere in the project: scripts to begin with, the empty workbook.
    watched.extend(["../../samples", "../../shared/sheet/data"].map(|name| here.join(name)));
    for watched in watched {
        // A file that is not there would be a reason to run each time.
        if watched.exists() {
            println!("cargo::rerun-if-changed={}", watched.display());
        }
    }
    build(&tool);
    let mut files = Vec::new();
    let dist = web.join("dist");
    collect(&dist, &mut files);
    files.sort();
    let mut table = String::from("static ASSETS: &[Asset] = &[\n");
    for (index, file) in files.iter().enumerate() {
        let bytes = fs::read(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let packed = out.join(format!("{index}.gz"));
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&bytes).expect("a vector takes it");
        let gzip = encoder.finish().expect("a vector takes it");
        fs::write(&packed, &gzip).unwrap_or_else(|error| panic!("{}: {error}", packed.display()));
        let digest = Sha256::digest(&bytes);
        let tag: String = digest
            .iter()
            .take(12)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let path = file.strip_prefix(&dist).expect("it lies there");
        let path = path.to_string_lossy().replace('\\', "/");
        let length = bytes.len();
        writeln!(
            table,
            "    Asset {{ path: {path:?}, tag: {tag:?}, length: {length}, gzip: include_bytes!({packed:?}) }},"
        )
        .expect("a string takes it");
    }
    table.push_str("];\n");
    fs::write(out.join("assets.rs"), table).expect("the table is written");
}

/// Runs `tools/web build`, which finds or fetches Node.js and says what to do where it cannot.
fn build(tool: &Path) {
    let output = Command::new("sh").arg(tool).arg("build").output();
    let output = output.unwrap_or_else(|error| panic!("sh does not run: {error}"));
    if !output.status.success() {
        panic!(
            "the pages of functions/editor/web cannot be built ({}):\n{}{}",
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_none_or(|end| end != "map") {
            files.push(path);
        }
    }
}

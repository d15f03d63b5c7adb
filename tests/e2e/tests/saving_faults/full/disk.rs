//! Disks that can be filled, and emptied again.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::host::Host;

/// A disk for the host's state.
pub trait Disk {
    /// Where the state lies.
    fn state(&self) -> &Path;

    /// From now on nothing more can be written; answers whether that could be arranged.
    fn fill(&self, host: &Host) -> bool;

    /// There is room again.
    fn free(&self, host: &Host);
}

/// The system refuses writes beyond the first bytes of every file, as it does where a user has used up his quota. Needs no
/// rights.
pub struct Limit(TempDir);

impl Limit {
    pub fn new() -> Self {
        Self(TempDir::new().expect("a folder for the state"))
    }
}

impl Disk for Limit {
    fn state(&self) -> &Path {
        self.0.path()
    }

    fn fill(&self, host: &Host) -> bool {
        // Within the first page of a journal: what is written is cut off in its middle.
        limit(host, "4096:unlimited")
    }

    fn free(&self, host: &Host) {
        assert!(limit(host, "unlimited:unlimited"), "prlimit worked before");
    }
}

fn limit(host: &Host, size: &str) -> bool {
    ran(Command::new("prlimit")
        .args(["--pid", &host.process().to_string()])
        .arg(format!("--fsize={size}")))
}

/// A file system of its own, of a few megabytes. Needs the right to mount one.
pub struct Small {
    folder: TempDir,
    state: PathBuf,
}

impl Small {
    /// `None` where it cannot be mounted.
    pub fn mount() -> Option<Self> {
        let folder = TempDir::new().expect("a folder to mount on");
        let is_mounted = ran(Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=128m", "tmpfs"])
            .arg(folder.path()));
        let state = folder.path().join("state");
        is_mounted.then_some(Self { folder, state })
    }

    fn ballast(&self) -> PathBuf {
        self.folder.path().join("ballast")
    }
}

impl Disk for Small {
    fn state(&self) -> &Path {
        &self.state
    }

    fn fill(&self, _: &Host) -> bool {
        let mut file = File::create(self.ballast()).expect("a file on an empty disk");
        let piece = [0; 4096];
        while file.write_all(&piece).is_ok() {}
        true
    }

    fn free(&self, _: &Host) {
        std::fs::remove_file(self.ballast()).expect("the ballast is there");
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        // The host may still be there.
        ran(Command::new("umount").arg("-l").arg(self.folder.path()));
    }
}

fn ran(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}

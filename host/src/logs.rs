//! Standard output and error of the components: appended to `<state>/logs/<component>_stdout.txt` and
//! `_stderr.txt`, and shown on the host's standard error unless `--quiet`. The host's own standard output
//! carries nothing but the line `Serving ...`.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use anyhow::Context as _;
use bytes::Bytes;
use wasmtime_wasi::async_trait;
use wasmtime_wasi::cli::{IsTerminal, StdoutStream};
use wasmtime_wasi::p2::{OutputStream, Pollable, StreamResult};

/// Most bytes that a guest may hand over in one write.
const WRITE_BUDGET: usize = 64 * 1024;

/// One log: a file, and the console when asked for.
#[derive(Debug, Clone)]
pub struct Log {
    file: Arc<File>,
    echo: bool,
}

/// Both logs of a component.
#[derive(Debug, Clone)]
pub struct ComponentLogs {
    /// Standard output.
    pub stdout: Log,
    /// Standard error; the host adds why a request failed.
    pub stderr: Log,
}

impl ComponentLogs {
    /// Opens the logs of `component` in `dir`, which is made when missing.
    ///
    /// # Errors
    /// The directory or a file cannot be written.
    pub fn open(dir: &Path, component: &str, echo: bool) -> anyhow::Result<Self> {
        std::fs::create_dir_all(dir)
            .with_context(|| format!("cannot make the log directory {}", dir.display()))?;
        let open = |stream: &str| {
            let path = dir.join(format!("{component}_{stream}.txt"));
            let file = OpenOptions::new()
                .create(true)
                .append(true)
                .open(&path)
                .with_context(|| format!("cannot write the log {}", path.display()))?;
            anyhow::Ok(Log {
                file: Arc::new(file),
                echo,
            })
        };
        Ok(Self {
            stdout: open("stdout")?,
            stderr: open("stderr")?,
        })
    }
}

impl Log {
    /// Appends `text` and a line end. A log that cannot be written does not stop the application.
    pub fn line(&self, text: &str) {
        self.put(format!("{text}\n").as_bytes());
    }

    fn put(&self, bytes: &[u8]) {
        let _ = (&*self.file).write_all(bytes);
        if self.echo {
            let _ = std::io::stderr().lock().write_all(bytes);
        }
    }
}

impl IsTerminal for Log {
    fn is_terminal(&self) -> bool {
        false
    }
}

impl StdoutStream for Log {
    fn p2_stream(&self) -> Box<dyn OutputStream> {
        Box::new(self.clone())
    }

    fn async_stream(&self) -> Box<dyn tokio::io::AsyncWrite + Send + Sync> {
        Box::new(self.clone())
    }
}

#[async_trait]
impl Pollable for Log {
    async fn ready(&mut self) {}
}

impl OutputStream for Log {
    fn write(&mut self, bytes: Bytes) -> StreamResult<()> {
        self.put(&bytes);
        Ok(())
    }

    fn flush(&mut self) -> StreamResult<()> {
        Ok(())
    }

    fn check_write(&mut self) -> StreamResult<usize> {
        Ok(WRITE_BUDGET)
    }
}

impl tokio::io::AsyncWrite for Log {
    fn poll_write(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<std::io::Result<usize>> {
        self.put(bytes);
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logs_are_appended() {
        let dir = tempfile::tempdir().unwrap();
        for text in ["one", "two"] {
            let logs = ComponentLogs::open(&dir.path().join("logs"), "c", false).unwrap();
            logs.stdout.line(text);
        }
        let text = std::fs::read_to_string(dir.path().join("logs/c_stdout.txt")).unwrap();
        assert_eq!(text, "one\ntwo\n");
        assert!(dir.path().join("logs/c_stderr.txt").exists());
    }
}

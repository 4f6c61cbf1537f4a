//! A folder of results: every file appears whole or not at all.

use crate::scenario::text::plainly;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A folder that results go into.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
}

/// A file under way: it gets its name when it is finished, and vanishes if it never is.
#[derive(Debug)]
pub(super) struct Draft {
    file: BufWriter<NamedTempFile>,
    target: PathBuf,
}

impl Folder {
    /// Makes the folder; one that already holds results is left alone unless `force` says so.
    pub(super) fn prepare(path: &Path, force: bool) -> io::Result<Self> {
        std::fs::create_dir_all(path).map_err(|error| about(path, &error))?;
        let folder = Self { path: path.to_owned() };
        if !force && folder.path.join(RESULTS).exists() {
            let message = format!("`{}` already holds results; `--force` replaces them", path.display());
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, message));
        }
        Ok(folder)
    }

    /// Begins a file.
    pub(super) fn draft(&self, name: &str) -> io::Result<Draft> {
        let target = self.path.join(name);
        let file = tempfile::Builder::new().prefix(".keruen-").tempfile_in(&self.path);
        let file = file.map_err(|error| about(&target, &error))?;
        Ok(Draft { file: BufWriter::new(file), target })
    }

    /// Writes a file at once.
    pub(super) fn write(
        &self,
        name: &str,
        write: impl FnOnce(&mut Draft) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut draft = self.draft(name)?;
        write(&mut draft)?;
        draft.finish()
    }
}

/// An error that names the file it is about.
fn about(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("cannot write `{}`: {}", path.display(), plainly(error)))
}

/// The file that says a folder holds results.
pub(super) const RESULTS: &str = "results.json";

impl Draft {
    /// Gives the file its name.
    pub(super) fn finish(self) -> io::Result<()> {
        let Self { file, target } = self;
        let finished = file.into_inner().map_err(io::IntoInnerError::into_error).and_then(|file| {
            make_readable(&file)?;
            file.persist(&target).map_err(|error| error.error)
        });
        finished.map(drop).map_err(|error| about(&target, &error))
    }
}

/// Temporary files are private; results are not.
#[cfg(unix)]
fn make_readable(file: &NamedTempFile) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn make_readable(_: &NamedTempFile) -> io::Result<()> {
    Ok(())
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes).map_err(|error| about(&self.target, &error))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush().map_err(|error| about(&self.target, &error))
    }
}

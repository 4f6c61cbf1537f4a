//! Reads a scenario file and all that it extends.

use std::io;
use std::path::{Component, Path, PathBuf};

use super::assign::assign;
use super::finding::{Code, Finding};
use super::merge::merge_roots;
use super::remove::remove;
use super::scan::scan;
use super::source::{FileId, Sources, Span};
use super::tree::{Entry, Tree};

/// A scenario may extend a scenario that extends a scenario, up to so many files.
const MAX_CHAIN: usize = 16;

/// A scenario as text: all its files, merged.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The files that were read, and the `--set` assignments after them.
    pub sources: Sources,
    /// The merged scenario; `None` if a file could not be read or is not well formed.
    pub tree: Option<Tree>,
    /// What is wrong with it so far.
    pub findings: Vec<Finding>,
    /// The files that were read: the one asked for, then what it extends, and so on. The place
    /// in this list is the [`FileId`].
    pub files: Vec<PathBuf>,
}

/// Reads the file `entry`, merges it over the files it extends and applies the assignments of
/// `--set` in their order. Files are read by `read`.
pub fn load(entry: &Path, sets: &[String], read: &mut dyn FnMut(&Path) -> io::Result<String>) -> Loaded {
    let mut loader = Loader { sources: Sources::new(), findings: Vec::new(), files: Vec::new(), sound: true };
    let chain = loader.chain(entry, read);
    let mut tree = loader.merge(chain);
    if let Some(tree) = &mut tree {
        for set in sets {
            let findings = assign(tree, set, &mut loader.sources);
            loader.findings.extend(findings);
        }
    }
    Loaded { sources: loader.sources, tree, findings: loader.findings, files: loader.files }
}

struct Loader {
    sources: Sources,
    findings: Vec<Finding>,
    files: Vec<PathBuf>,
    sound: bool,
}

/// One file of the chain, without what it says about the chain.
struct Layer {
    tree: Tree,
    remove: Option<Entry>,
}

impl Loader {
    /// The file asked for, then the file it extends, and so on.
    fn chain(&mut self, entry: &Path, read: &mut dyn FnMut(&Path) -> io::Result<String>) -> Vec<Layer> {
        let mut chain = Vec::new();
        let mut next = Some((tidy(entry), None));
        while let Some((path, named_at)) = next {
            if !self.may_follow(&path, named_at) {
                break;
            }
            let Some(file) = self.read(&path, named_at, read) else {
                break;
            };
            let Some((layer, extends)) = self.layer(file) else {
                break;
            };
            chain.push(layer);
            next = extends.and_then(|extends| self.target(&path, &extends));
        }
        chain
    }

    fn read(
        &mut self,
        path: &Path,
        named_at: Option<Span>,
        read: &mut dyn FnMut(&Path) -> io::Result<String>,
    ) -> Option<FileId> {
        let name = path.display().to_string();
        match read(path) {
            Ok(text) if u32::try_from(text.len()).is_ok() => {
                self.files.push(path.to_owned());
                Some(self.sources.add(name, text))
            }
            Ok(_) => self.unreadable(&name, "it is larger than 4 GiB", named_at),
            Err(error) => self.unreadable(&name, &plainly(&error), named_at),
        }
    }

    fn layer(&mut self, file: FileId) -> Option<(Layer, Option<Entry>)> {
        let scanned = scan(file, &self.sources);
        self.findings.extend(scanned.findings);
        self.sound &= scanned.sound;
        let mut tree = scanned.tree?;
        let extends = take(&mut tree, "extends");
        let remove = take(&mut tree, "remove");
        if let (Some(remove), None) = (&remove, &extends) {
            let lone = Finding::error(Code::UNKNOWN_PATH, "there is nothing to remove from");
            let lone = lone.at(remove.key_span).label("this file extends no other");
            self.findings.push(lone);
        }
        Some((Layer { tree, remove }, extends))
    }

    /// Lays the chain together, from the file that extends nothing to the one asked for.
    fn merge(&mut self, chain: Vec<Layer>) -> Option<Tree> {
        let mut layers = chain.into_iter().rev();
        let mut tree = layers.next()?.tree;
        for layer in layers {
            if let Some(list) = &layer.remove {
                let findings = remove(&mut tree, list, &self.sources);
                self.findings.extend(findings);
            }
            tree = merge_roots(tree, layer.tree);
        }
        self.sound.then_some(tree)
    }

    /// The file named by `extends`, seen from the file that names it.
    fn target(&mut self, from: &Path, extends: &Entry) -> Option<(PathBuf, Option<Span>)> {
        let Some(name) = extends.value.text(&self.sources) else {
            let found = extends.value.describe();
            let wrong = format!("`extends` names a file; found {found}");
            let wrong = Finding::error(Code::WRONG_VALUE, wrong)
                .at(self.sources.first_line(extends.value.span))
                .hint("write `extends: \"base.ron\"`");
            self.lose(wrong);
            return None;
        };
        let folder = from.parent().unwrap_or(Path::new(""));
        Some((tidy(&folder.join(name)), Some(extends.value.span)))
    }

    /// Whether the chain can go on to this file.
    fn may_follow(&mut self, path: &Path, named_at: Option<Span>) -> bool {
        let Some(at) = named_at else {
            return true;
        };
        let seen = self.files.iter().position(|file| file == path);
        let finding = match seen {
            None if self.files.len() < MAX_CHAIN => return true,
            None => Finding::error(
                Code::ENDLESS_EXTENDS,
                format!("more than {MAX_CHAIN} files extend one another"),
            ),
            Some(first) => {
                Finding::error(Code::ENDLESS_EXTENDS, format!("`{}` extends itself", path.display()))
                    .note(self.circle(first, path))
            }
        };
        self.lose(finding.at(at));
        false
    }

    fn circle(&self, first: usize, path: &Path) -> String {
        let round = self.files.iter().skip(first).map(PathBuf::as_path);
        let names = round.chain([path]).map(|file| file.display().to_string());
        names.collect::<Vec<_>>().join(" extends ")
    }

    fn unreadable<T>(&mut self, name: &str, why: &str, named_at: Option<Span>) -> Option<T> {
        let finding = Finding::error(Code::UNREADABLE, format!("cannot read `{name}`: {why}"));
        self.lose(match named_at {
            Some(span) => finding.at(span).label("named here"),
            None => finding,
        });
        None
    }

    fn lose(&mut self, finding: Finding) {
        self.sound = false;
        self.findings.push(finding);
    }
}

/// Takes a top-level entry out of a file.
fn take(tree: &mut Tree, key: &str) -> Option<Entry> {
    let entries = tree.entries_mut()?;
    let at = entries.iter().position(|entry| entry.key == key)?;
    Some(entries.remove(at))
}

/// What went wrong with a file, without the words and numbers of one operating system.
pub(crate) fn plainly(error: &io::Error) -> String {
    let words = match error.kind() {
        io::ErrorKind::NotFound => "no such file",
        io::ErrorKind::PermissionDenied => "permission denied",
        io::ErrorKind::IsADirectory => "it is a folder",
        io::ErrorKind::NotADirectory => "part of the path is a file, not a folder",
        io::ErrorKind::AlreadyExists => "a file of this name is in the way",
        io::ErrorKind::StorageFull => "the disk is full",
        io::ErrorKind::InvalidData => "it is not UTF-8 text",
        _ => {
            let said = error.to_string();
            return said.split(" (os error").next().unwrap_or_default().to_owned();
        }
    };
    words.to_owned()
}

/// The path without `.` and without `folder/..`.
fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for part in path.components() {
        let inside = matches!(tidy.components().next_back(), Some(Component::Normal(_)));
        match part {
            Component::CurDir => {}
            Component::ParentDir if inside => {
                tidy.pop();
            }
            part => tidy.push(part),
        }
    }
    if tidy.as_os_str().is_empty() { path.to_owned() } else { tidy }
}

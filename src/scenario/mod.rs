//! Scenarios: from a file to a corridor, or to everything that is wrong with it.
//!
//! ```text
//! text ─► tree (spans, extends, --set) ─► as written (serde) ─► rules ─► as meant (Corridor)
//! ```

mod codes;
mod meaning;
mod provenance;
mod reader;
pub mod text;
pub mod written;

pub use provenance::{Origin, Provenance, count as count_provenance};
pub use reader::{LAWS, LawDoc};

use crate::corridor::Corridor;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use text::{Finding, Sources, Tree};

/// What came of reading a scenario.
#[derive(Debug)]
pub struct Scenario {
    /// The files and assignments, for messages.
    pub sources: Sources,
    /// The files that were read: the one asked for, then those it extends.
    pub files: Vec<PathBuf>,
    /// The demand traces that were read, by their paths as the scenario spells them.
    pub traces: BTreeMap<String, String>,
    /// The merged scenario.
    pub tree: Option<Tree>,
    /// All that is wrong or doubtful, in the order of the files.
    pub findings: Vec<Finding>,
    /// Where its values come from.
    pub provenance: Vec<Provenance>,
    /// The corridor, if nothing is wrong.
    pub corridor: Option<Corridor>,
}

impl Scenario {
    /// Reads a scenario file with assignments `path=value`; files are read from disk.
    #[must_use]
    pub fn open(path: &Path, sets: &[String]) -> Self {
        Self::read(path, sets, &mut |path| std::fs::read_to_string(path))
    }

    /// Reads a scenario; its files are read by `read`.
    #[must_use]
    pub fn read(path: &Path, sets: &[String], read: &mut dyn FnMut(&Path) -> io::Result<String>) -> Self {
        let loaded = text::load(path, sets, read);
        let mut findings = loaded.findings;
        let mut provenance = Vec::new();
        let traces = RefCell::new(BTreeMap::new());
        let sound = findings.iter().all(|finding| !finding.is_error());
        let corridor = loaded.tree.as_ref().filter(|_| sound || loaded.tree.is_some()).and_then(|tree| {
            let (timeline, of_projects) = {
                let mut reader = reader::Reader::new(&loaded.sources, meaning::references(tree));
                (meaning::timeline(tree, &mut reader), reader)
            };
            let mut reader = reader::Reader::new(&loaded.sources, meaning::references(tree));
            reader.may_open.clone_from(&timeline.may_open);
            reader.may_haul.clone_from(&timeline.may_haul);
            reader.phased = !timeline.later.is_empty();
            let files = RefCell::new(read);
            let beside = |name: &str, span: text::Span| {
                let scenario = loaded.files.get(span.file.0 as usize).map_or(path, PathBuf::as_path);
                let folder = scenario.parent().unwrap_or(Path::new(""));
                let text = (files.borrow_mut())(&folder.join(name))?;
                traces.borrow_mut().insert(name.to_owned(), text.clone());
                Ok(text)
            };
            let first = timeline.first.as_ref().unwrap_or(tree);
            let mut corridor = meaning::corridor(first, &mut reader, &beside);
            reader.take_over(of_projects);
            if let Some(corridor) = corridor.as_mut().filter(|_| !reader.findings.has_errors()) {
                meaning::phases(&timeline, corridor, &mut reader, &beside);
                meaning::sound(corridor, first, &mut reader);
                meaning::shut(corridor, first, &mut reader);
            }
            for finding in std::mem::take(&mut findings) {
                reader.findings.push(finding);
            }
            let broken = reader.findings.has_errors();
            provenance = reader.provenance;
            provenance.sort_by(|one, other| one.path.cmp(&other.path));
            provenance.dedup();
            findings = reader.findings.sorted();
            corridor.filter(|_| !broken)
        });
        Self {
            sources: loaded.sources,
            files: loaded.files,
            traces: traces.into_inner(),
            tree: loaded.tree,
            findings,
            provenance,
            corridor,
        }
    }

    /// The whole scenario as one text: merged, without comments, its demand traces behind it. Equal
    /// texts are equal inputs.
    #[must_use]
    pub fn text(&self) -> String {
        let merged = self.tree.as_ref().map(|tree| text::emit(tree, &self.sources).text);
        let traces = self.traces.iter().map(|(name, rows)| format!("\n{name}\n{rows}"));
        merged.into_iter().chain(traces).collect()
    }

    /// Whether anything is wrong that keeps it from running.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.corridor.is_none()
    }
}

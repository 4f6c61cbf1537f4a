//! Paths to values: `links.aktau-alat.length`, `links."a.b".length`, `demand.x.itinerary.0`.

use std::fmt;

use super::tree::{Entry, Kind, Tree};

/// A path, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreePath {
    segments: Vec<Segment>,
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The key without quotes, or the number of a list item.
    pub text: String,
    /// Its first byte in the spelled path.
    pub start: usize,
    /// One past its last byte in the spelled path.
    pub end: usize,
}

/// Why a text is no path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathError {
    /// The byte of the spelled path where it goes wrong.
    pub at: usize,
    /// What is wrong.
    pub message: &'static str,
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message)
    }
}

impl std::error::Error for PathError {}

/// The step of a path that leads nowhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Missed<'a> {
    /// Which segment, from 0.
    pub segment: usize,
    /// The value in which it was sought.
    pub parent: &'a Tree,
}

impl Missed<'_> {
    /// What it could have been.
    pub fn siblings(&self) -> impl Iterator<Item = &str> {
        self.parent.entries().iter().map(|entry| entry.key.as_str())
    }
}

impl TreePath {
    /// Takes a spelled path apart.
    ///
    /// # Errors
    /// The path is empty, a segment is empty, or a quote is not closed.
    pub fn parse(text: &str) -> Result<Self, PathError> {
        let mut segments = Vec::new();
        let mut at = 0;
        loop {
            let segment = segment(text, at)?;
            at = segment.end;
            segments.push(segment);
            match text.get(at..).and_then(|rest| rest.chars().next()) {
                None => return Ok(Self { segments }),
                Some('.') => at += 1,
                Some(_) => return Err(fault(at, "a `.` should follow the closing quote")),
            }
        }
    }

    /// The steps, outermost first; there is at least one.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The path as far as the first `count` steps, spelled.
    pub fn prefix(&self, count: usize) -> String {
        let steps = self.segments.iter().take(count);
        steps.fold(String::new(), |path, step| join(&path, &step.text))
    }
}

impl Tree {
    /// The value at a path; `None` if there is none.
    pub fn get(&self, path: &str) -> Option<&Tree> {
        self.follow(&TreePath::parse(path).ok()?).ok()
    }

    /// The entry at a path, with the place of its key; `None` for list items.
    pub fn entry(&self, path: &str) -> Option<&Entry> {
        let path = TreePath::parse(path).ok()?;
        let (last, parents) = path.segments.split_last()?;
        let parent = parents.iter().try_fold(self, |tree, step| tree.child(&step.text));
        parent?.field(&last.text)
    }

    /// The value at a path, or the step that leads nowhere.
    ///
    /// # Errors
    /// The first segment that does not exist, and where it was sought.
    pub fn follow(&self, path: &TreePath) -> Result<&Tree, Missed<'_>> {
        let mut tree = self;
        for (segment, step) in path.segments.iter().enumerate() {
            let parent = tree;
            tree = parent.child(&step.text).ok_or(Missed { segment, parent })?;
        }
        Ok(tree)
    }

    /// The value under a key or at a place in a list.
    pub fn child(&self, step: &str) -> Option<&Tree> {
        match &self.kind {
            Kind::Atom(_) => None,
            Kind::List(items) | Kind::Tuple { items, .. } => items.get(place(step)?),
            Kind::Map(_) | Kind::Block { .. } => self.field(step).map(|entry| &entry.value),
        }
    }

    /// The value under a key or at a place in a list, to change it.
    pub fn child_mut(&mut self, step: &str) -> Option<&mut Tree> {
        match &mut self.kind {
            Kind::Atom(_) => None,
            Kind::List(items) | Kind::Tuple { items, .. } => items.get_mut(place(step)?),
            Kind::Map(entries) | Kind::Block { fields: entries, .. } => {
                let entry = entries.iter_mut().find(|entry| entry.key == step);
                entry.map(|entry| &mut entry.value)
            }
        }
    }
}

/// A path with one more step, quoted where it must be.
pub(crate) fn join(path: &str, step: &str) -> String {
    let plain = !step.is_empty() && !step.contains(['.', '"', '=']) && step.trim() == step;
    let step = if plain {
        step.to_owned()
    } else {
        format!("\"{}\"", step.replace('\\', "\\\\").replace('"', "\\\""))
    };
    match path {
        "" => step,
        path => format!("{path}.{step}"),
    }
}

fn place(step: &str) -> Option<usize> {
    step.parse().ok()
}

fn segment(text: &str, start: usize) -> Result<Segment, PathError> {
    let rest = text.get(start..).unwrap_or("");
    if let Some(inner) = rest.strip_prefix('"') {
        return quoted(inner, start);
    }
    let end = start + rest.find('.').unwrap_or(rest.len());
    let text = text.get(start..end).unwrap_or("").trim().to_owned();
    if text.is_empty() {
        return Err(fault(start, "a name is missing in the path"));
    }
    Ok(Segment { text, start, end })
}

fn quoted(inner: &str, start: usize) -> Result<Segment, PathError> {
    let mut text = String::new();
    let mut chars = inner.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => {
                let end = start + 1 + at + 1;
                return Ok(Segment { text, start, end });
            }
            '\\' => text.extend(chars.next().map(|(_, c)| c)),
            c => text.push(c),
        }
    }
    Err(fault(start, "this quote is never closed"))
}

fn fault(at: usize, message: &'static str) -> PathError {
    PathError { at, message }
}

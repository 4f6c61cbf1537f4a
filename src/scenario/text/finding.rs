//! What is wrong with a scenario, where, and what to do about it.

use std::fmt;

use super::source::{Sources, Span};

/// The stable name of a kind of finding, as the error index lists it: `K003`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code(pub &'static str);

impl Code {
    /// A file cannot be read.
    pub const UNREADABLE: Self = Self("K001");
    /// The text is not well formed: a bracket, comma or quote is missing.
    pub const MALFORMED: Self = Self("K002");
    /// A field that does not exist.
    pub const UNKNOWN_FIELD: Self = Self("K003");
    /// A field that must be given and is not.
    pub const MISSING_FIELD: Self = Self("K004");
    /// A value of the wrong kind.
    pub const WRONG_VALUE: Self = Self("K005");
    /// A key that is given twice.
    pub const REPEATED_KEY: Self = Self("K006");
    /// Files that extend each other in a circle, or in too long a chain.
    pub const ENDLESS_EXTENDS: Self = Self("K007");
    /// A path of `--set` or `remove` that leads nowhere.
    pub const UNKNOWN_PATH: Self = Self("K008");
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// Whether a finding stops the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The scenario cannot be run.
    Error,
    /// The scenario can be run, but probably does not say what was meant.
    Warning,
}

/// One thing that is wrong with a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its entry in the error index.
    pub code: Code,
    /// Whether it stops the run.
    pub severity: Severity,
    /// One sentence that names the object.
    pub message: String,
    /// The place to look at.
    pub at: Option<Span>,
    /// What to see at that place.
    pub label: String,
    /// Other places that matter, and why.
    pub related: Vec<(Span, String)>,
    /// What to do.
    pub hint: Option<String>,
    /// What else is worth knowing.
    pub note: Option<String>,
}

impl Finding {
    /// A finding that stops the run.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message.into())
    }

    /// A finding that does not stop the run.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message.into())
    }

    /// Sets the place to look at.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.at = Some(span);
        self
    }

    /// Sets what to see at the place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds another place that matters.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }

    /// Sets what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Sets the hint "did you mean `name`?", if there is a name.
    #[must_use]
    pub fn did_you_mean(self, name: Option<&str>) -> Self {
        match name {
            Some(name) => self.hint(format!("did you mean `{name}`?")),
            None => self,
        }
    }

    /// Sets what else is worth knowing.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// Whether the finding stops the run.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The place by file name, line and column.
    pub fn place<'a>(&self, sources: &'a Sources) -> Option<Place<'a>> {
        let span = self.at?;
        let (line, column) = sources.position(span.file, span.start);
        let file = sources.name(span.file);
        Some(Place { file, line, column })
    }

    fn new(code: Code, severity: Severity, message: String) -> Self {
        Self {
            code,
            severity,
            message,
            at: None,
            label: String::new(),
            related: Vec::new(),
            hint: None,
            note: None,
        }
    }
}

/// A place as people and editors name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// The file, as it was named when it was read.
    pub file: &'a str,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// Findings of several rules, gathered to be shown together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    all: Vec<Finding>,
}

impl Findings {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, finding: Finding) {
        self.all.push(finding);
    }

    /// Whether any of them stops the run.
    pub fn has_errors(&self) -> bool {
        self.all.iter().any(Finding::is_error)
    }

    /// Whether there is one of this code.
    pub fn has(&self, code: Code) -> bool {
        self.all.iter().any(|finding| finding.code == code)
    }

    /// Whether it has been told.
    pub fn contains(&self, finding: &Finding) -> bool {
        self.all.contains(finding)
    }

    /// One after the other, as they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.all.iter()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// How many there are, repetitions included.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// All of them in the order of files and places, each once; those without a place first.
    pub fn sorted(mut self) -> Vec<Finding> {
        self.all.sort_by(|a, b| (a.at, a.code, &a.message).cmp(&(b.at, b.code, &b.message)));
        self.all.dedup();
        self.all
    }
}

impl Extend<Finding> for Findings {
    fn extend<I: IntoIterator<Item = Finding>>(&mut self, more: I) {
        self.all.extend(more);
    }
}

impl FromIterator<Finding> for Findings {
    fn from_iter<I: IntoIterator<Item = Finding>>(all: I) -> Self {
        let all = all.into_iter().collect();
        Self { all }
    }
}

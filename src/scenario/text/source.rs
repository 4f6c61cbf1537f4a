//! The files a scenario is read from, and places in them.

/// One file of a [`Sources`]; the number is its place in the order of reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// A range of bytes in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range `start..end` of `file`; offsets beyond 4 GiB are clamped.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let (start, end) = (narrow(start), narrow(end));
        Self { file, start, end }
    }

    /// The last byte of the span: the closing bracket of a block.
    pub fn last_byte(self) -> Self {
        let start = self.end.saturating_sub(1).max(self.start);
        Self { start, ..self }
    }

    /// The span as a range of `usize`.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Every text that took part in reading a scenario, in order of reading.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

#[derive(Clone, Debug)]
struct Source {
    name: String,
    text: String,
    /// Offset of the first byte of each line.
    lines: Vec<u32>,
}

impl Sources {
    /// No files yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text under the name that findings will show. A byte order mark is dropped.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let id = FileId(narrow(self.files.len()));
        let text = without_mark(text.into());
        let name = name.into();
        let lines = line_starts(&text);
        self.files.push(Source { name, text, lines });
        id
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The name of a file, as given to [`Sources::add`].
    pub fn name(&self, file: FileId) -> &str {
        self.file(file).map_or("", |source| &source.name)
    }

    /// The whole text of a file.
    pub fn text(&self, file: FileId) -> &str {
        self.file(file).map_or("", |source| &source.text)
    }

    /// The text of a span; empty if there is no such place.
    pub fn slice(&self, span: Span) -> &str {
        self.text(span.file).get(span.range()).unwrap_or("")
    }

    /// Line and column of a byte, both from 1, the column counted in characters.
    pub fn position(&self, file: FileId, offset: u32) -> (usize, usize) {
        let Some(source) = self.file(file) else {
            return (1, 1);
        };
        let line = source.line_of(offset);
        let start = source.lines.get(line).copied().unwrap_or(0) as usize;
        let end = floor_boundary(&source.text, offset as usize);
        let column = source.text.get(start..end).unwrap_or("").chars().count();
        (line + 1, column + 1)
    }

    /// The bytes of the lines that hold `first..last`, and the number of the first line (from 1).
    pub fn lines_around(&self, file: FileId, first: u32, last: u32) -> (Span, usize) {
        let Some(source) = self.file(file) else {
            return (Span::new(file, 0, 0), 1);
        };
        let (from, to) = (source.line_of(first), source.line_of(last));
        let start = source.lines.get(from).copied().unwrap_or(0) as usize;
        let end = source.lines.get(to + 1).map(|&end| end as usize);
        let end = end.unwrap_or(source.text.len());
        (Span::new(file, start, end), from + 1)
    }

    /// The part of a span on its first line, without trailing blanks.
    pub fn first_line(&self, span: Span) -> Span {
        let line = self.slice(span).lines().next().unwrap_or("");
        let start = span.start as usize;
        Span::new(span.file, start, start + line.trim_end().len())
    }

    fn file(&self, file: FileId) -> Option<&Source> {
        self.files.get(file.0 as usize)
    }
}

impl Source {
    /// The line, from 0, that holds a byte.
    fn line_of(&self, offset: u32) -> usize {
        let after = self.lines.partition_point(|&start| start <= offset);
        after.saturating_sub(1)
    }
}

/// The greatest character boundary at or before `offset`.
pub(super) fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// An offset as spans keep it.
pub(super) fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

fn without_mark(mut text: String) -> String {
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    text
}

fn line_starts(text: &str) -> Vec<u32> {
    let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
    let after = breaks.map(|(at, _)| narrow(at + 1));
    std::iter::once(0).chain(after).collect()
}

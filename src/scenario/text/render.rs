//! Shows findings as compilers do: the place, the line, a caret, a hint.

use annotate_snippets::renderer::{DEFAULT_HELP_STYLE, DEFAULT_NOTE_STYLE};
use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::finding::{Finding, Severity};
use super::source::{FileId, Sources, Span, floor_boundary};

/// More findings than this are only counted.
pub const MAX_PRINTED: usize = 20;

/// Places are shown in one excerpt if it takes at most so many bytes.
const MAX_EXCERPT: usize = 16 * 1024;

/// Otherwise each is shown with so many bytes of its line behind it.
const MAX_CONTEXT: usize = 300;

/// With or without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// For files and pipes.
    Plain,
    /// For terminals: ANSI codes.
    Coloured,
}

/// Shows findings in their order, at most [`MAX_PRINTED`] of them, errors before warnings if
/// there are more; `width` is that of the terminal in characters.
pub fn render(findings: &[Finding], sources: &Sources, style: Style, width: usize) -> String {
    let shown = most_severe(findings);
    let more = findings.len() - shown.len();
    let mut text =
        shown.iter().map(|finding| one(finding, sources, style, width)).collect::<Vec<_>>().join("\n");
    match more {
        0 => {}
        1 => text += "\nand 1 more finding\n",
        more => text += &format!("\nand {more} more findings\n"),
    }
    text
}

fn most_severe(findings: &[Finding]) -> Vec<&Finding> {
    let errors = findings.iter().filter(|it| it.is_error()).count();
    let mut warnings = MAX_PRINTED.saturating_sub(errors);
    let worth = findings.iter().filter(|finding| {
        let warning = !finding.is_error();
        let room = !warning || warnings > 0;
        warnings = warnings.saturating_sub(usize::from(warning));
        room
    });
    worth.take(MAX_PRINTED).collect()
}

fn one(finding: &Finding, sources: &Sources, style: Style, width: usize) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(clean(&finding.message));
    let mut group = Group::with_title(title.id(finding.code.0));
    for file in files(finding) {
        group = group.elements(excerpts(finding, file, sources));
    }
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled().hyperlink(false),
    };
    let mut text = renderer.term_width(width.max(40)).render(&[group]);
    text.push('\n');
    text + &footer(finding, style)
}

/// The files a finding points into, that of its own place first.
fn files(finding: &Finding) -> Vec<FileId> {
    let related = finding.related.iter().map(|(span, _)| span.file);
    let all = finding.at.map(|span| span.file).into_iter().chain(related);
    all.fold(Vec::new(), |mut files, file| {
        if !files.contains(&file) {
            files.push(file);
        }
        files
    })
}

/// A place to show: where, with what words, and how.
type Mark<'a> = (Span, &'a str, AnnotationKind);

/// The lines of one file that a finding points at, folded into one excerpt.
fn excerpts<'a>(finding: &'a Finding, file: FileId, sources: &'a Sources) -> Vec<Element<'a>> {
    let own = finding.at.map(|span| (span, finding.label.as_str()));
    let own = own.map(|(span, label)| (span, label, AnnotationKind::Primary));
    let related = finding.related.iter();
    let related = related.map(|(span, label)| (*span, label.as_str(), AnnotationKind::Context));
    let marks = own.into_iter().chain(related);
    let marks: Vec<_> = marks.filter(|(span, ..)| span.file == file).collect();
    let (window, line) = window(&marks, file, sources);
    if window.range().len() > MAX_EXCERPT {
        let marks = marks.into_iter();
        return marks.map(|mark| cutting(mark, sources)).collect();
    }
    let snippet = Snippet::source(sources.slice(window)).line_start(line);
    let marks = marks.into_iter();
    let marks = marks.map(|mark| annotation(mark, window, sources));
    let snippet = snippet.path(clean(sources.name(file))).annotations(marks);
    vec![snippet.into()]
}

/// The whole lines that hold all marks.
fn window(marks: &[Mark<'_>], file: FileId, sources: &Sources) -> (Span, usize) {
    let starts = marks.iter().map(|(span, ..)| span.start);
    let last = marks.iter().map(|(span, ..)| span.last_byte().start);
    sources.lines_around(file, starts.min().unwrap_or(0), last.max().unwrap_or(0))
}

/// One mark on its own, its line cut: for enormous lines and places far apart. A place very far
/// out on its line is only named.
fn cutting<'a>((span, label, kind): Mark<'a>, sources: &'a Sources) -> Element<'a> {
    let (line, number) = sources.lines_around(span.file, span.start, span.start);
    let name = clean(sources.name(span.file));
    if span.start.saturating_sub(line.start) as usize > MAX_EXCERPT {
        let (number, column) = sources.position(span.file, span.start);
        return Origin::path(name).line(number).char_column(column).into();
    }
    let text = sources.text(span.file);
    let end = (span.start as usize + MAX_CONTEXT).min(line.end as usize);
    let end = floor_boundary(text, end);
    let window = Span::new(span.file, line.start as usize, end);
    let mark = (sources.first_line(span), label, kind);
    let snippet = Snippet::source(sources.slice(window)).line_start(number);
    let mark = annotation(mark, window, sources);
    snippet.path(name).annotation(mark).into()
}

fn annotation<'a>((span, label, kind): Mark<'a>, window: Span, sources: &Sources) -> Annotation<'a> {
    let label = Some(label).filter(|label| !label.is_empty());
    let range = within(span, window, sources.slice(window));
    kind.span(range).label(label.map(clean))
}

/// A span as a range of characters within the window.
fn within(span: Span, window: Span, source: &str) -> std::ops::Range<usize> {
    let start = span.start.saturating_sub(window.start) as usize;
    let end = span.end.saturating_sub(window.start) as usize;
    let start = floor_boundary(source, start);
    start..floor_boundary(source, end).max(start)
}

fn footer(finding: &Finding, style: Style) -> String {
    let lines = [("hint", &finding.hint, DEFAULT_HELP_STYLE), ("note", &finding.note, DEFAULT_NOTE_STYLE)];
    let mut footer = String::new();
    for (word, text, colour) in lines {
        let Some(text) = text else { continue };
        let text = clean(text);
        footer += &match style {
            Style::Plain => format!("{word}: {text}\n"),
            Style::Coloured => format!("{colour}{word}{colour:#}: {text}\n"),
        };
    }
    footer
}

/// Shows control characters instead of sending them to the terminal.
fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => cleaned.push(' '),
            c if c.is_control() => cleaned.extend(c.escape_default()),
            c => cleaned.push(c),
        }
    }
    cleaned
}

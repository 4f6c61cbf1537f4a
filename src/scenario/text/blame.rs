//! What ron says, said again in the words of scenarios and at the place in the file.

use ron::error::{Error, Position, SpannedError};

use super::emit::{Emitted, Role};
use super::finding::{Code, Finding};
use super::paths::join;
use super::source::{Sources, Span};
use super::suggest::{closest, one_of};
use super::tree::{Atom, Kind, Tree};

/// So many names are listed where none is close.
const MAX_LISTED: usize = 12;
/// A found value is quoted up to this many characters.
const MAX_QUOTED: usize = 40;

type Found<'a> = (&'a Tree, Option<Span>, Vec<String>);

/// A fault of decoding and the part of the tree it concerns.
pub(super) struct Blame<'a> {
    error: &'a Error,
    sources: &'a Sources,
    /// The key, name or value to look at.
    span: Span,
    /// The value that holds the place, and the key under which it stands.
    value: &'a Tree,
    key: Option<Span>,
    /// The path of that value.
    path: String,
}

impl<'a> Blame<'a> {
    /// `tree` is what was decoded, with the key and the path under which it stands.
    pub(super) fn new(
        error: &'a SpannedError,
        emitted: &Emitted,
        (tree, key, path): (&'a Tree, Option<Span>, &str),
        sources: &'a Sources,
    ) -> Self {
        let at = offset(&emitted.text, error);
        let piece = emitted.innermost(at);
        let span = piece.map_or(tree.span, |piece| piece.span);
        let in_word = piece.is_some_and(|piece| piece.role != Role::Value);
        let holder = emitted.innermost_value(at).map_or(tree.span, |it| it.span);
        let found = find(tree, holder, key);
        let (value, key, steps) = found.unwrap_or((tree, key, Vec::new()));
        let steps = steps.iter().rev();
        let path = steps.fold(path.to_owned(), |path, step| join(&path, step));
        let span = if in_word { span } else { value.span };
        Self { error: &error.code, sources, span, value, key, path }
    }

    /// The key, name or value to look at.
    pub(super) fn span(&self) -> Span {
        self.span
    }

    pub(super) fn finding(&self) -> Finding {
        match self.error {
            Error::NoSuchStructField { expected, found, .. } => self.unknown_field(found, expected),
            Error::MissingStructField { field, .. } => self.missing_field(field),
            Error::NoSuchEnumVariant { expected, found, .. } => self.unknown_word(found, expected),
            _ => self.wrong_value(),
        }
    }

    fn unknown_field(&self, found: &str, expected: &[&str]) -> Finding {
        let message = format!("unknown field `{found}`{}", self.place());
        let finding = Finding::error(Code::UNKNOWN_FIELD, message)
            .at(self.sources.first_line(self.span))
            .label("no such field");
        // A field of an extended file may be given anew, one of the same file may not.
        let given = |name: &str| {
            let before = self.value.field(name);
            before.is_some_and(|entry| entry.key_span.file == self.span.file)
        };
        match closest(found, expected.iter().copied()) {
            Some(name) if given(name) => finding.hint(format!("`{name}` is already given")),
            Some(name) => finding.did_you_mean(Some(name)),
            None if expected.is_empty() => finding,
            None => {
                let known = one_of(expected.iter().copied(), MAX_LISTED);
                finding.hint(format!("known fields: {known}"))
            }
        }
    }

    /// Points at the closing bracket, where the field could be added.
    fn missing_field(&self, field: &str) -> Finding {
        let message = format!("missing field `{field}`{}", self.place());
        let close = self.value.span.last_byte();
        let closed = self.sources.slice(close) == ")";
        let here = if closed { close } else { self.span };
        let finding = Finding::error(Code::MISSING_FIELD, message)
            .at(self.sources.first_line(here))
            .label(format!("add `{field}: ..` here"));
        match self.key.or(self.value.name_span()) {
            Some(key) => finding.related(key, "in this block"),
            None => finding,
        }
    }

    fn unknown_word(&self, found: &str, expected: &[&str]) -> Finding {
        let message = format!("unknown word `{found}`{}", self.place());
        let finding = Finding::error(Code::WRONG_VALUE, message).at(self.sources.first_line(self.span));
        match closest(found, expected.iter().copied()) {
            Some(name) => finding.did_you_mean(Some(name)),
            None => {
                let known = one_of(expected.iter().copied(), MAX_LISTED);
                finding.hint(format!("expected one of {known}"))
            }
        }
    }

    fn wrong_value(&self) -> Finding {
        let spelled = self.sources.slice(self.span);
        let message = format!("{}{}", self.expected(), self.place());
        let finding = Finding::error(Code::WRONG_VALUE, message)
            .at(self.sources.first_line(self.span))
            .label(format!("found `{}`", shortened(spelled)));
        let word = matches!(self.value.kind, Kind::Atom(Atom::Word));
        if *self.error == Error::ExpectedString && (word || self.span != self.value.span) {
            return finding.hint(format!("write it in quotes: `\"{spelled}\"`"));
        }
        finding
    }

    fn expected(&self) -> String {
        let expected = match self.error {
            Error::ExpectedArray => "expected a list `[ .. ]`",
            Error::ExpectedMap => "expected a map `{ \"name\": value, .. }`",
            Error::ExpectedBoolean => "expected `true` or `false`",
            Error::ExpectedString => "expected a text in double quotes",
            Error::ExpectedChar => "expected a character in single quotes",
            Error::ExpectedInteger | Error::InvalidIntegerDigit { .. } => "expected a whole number",
            Error::ExpectedFloat => "expected a number",
            Error::IntegerOutOfBounds => "the number is too large, too small or negative",
            Error::ExpectedUnit => "expected `()`",
            Error::ExpectedIdentifier => "expected a word",
            Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => {
                "expected a block `( name: value, .. )`"
            }
            Error::ExpectedRawValue => "expected a value, or values in brackets",
            Error::ExpectedComma
            | Error::TrailingCharacters
            | Error::ExpectedStructLikeEnd
            | Error::ExpectedOptionEnd
            | Error::ExpectedArrayEnd
            | Error::ExpectedMapEnd => "there is more here than expected",
            Error::ExceededRecursionLimit => "this is nested too deep",
            Error::Message(message) => message,
            Error::ExpectedDifferentLength { expected, found } => {
                return different_length(expected, *found);
            }
            Error::ExpectedDifferentStructName { found, .. } => {
                return format!("a block without the word `{found}` is expected");
            }
            other => return other.to_string(),
        };
        expected.to_owned()
    }

    fn place(&self) -> String {
        match self.path.as_str() {
            "" => String::new(),
            path => format!(" in `{path}`"),
        }
    }
}

/// The value at a span, the key under which it stands, and the steps to it, innermost first.
fn find(tree: &Tree, span: Span, key: Option<Span>) -> Option<Found<'_>> {
    if tree.span == span {
        let steps = Vec::new();
        return Some((tree, key, steps));
    }
    let mut entries = tree.entries().iter();
    let in_entries = entries.find_map(|entry| {
        let mut found = find(&entry.value, span, Some(entry.key_span))?;
        found.2.push(entry.key.clone());
        Some(found)
    });
    in_entries.or_else(|| {
        let mut items = tree.items().iter().enumerate();
        items.find_map(|(at, item)| {
            let mut found = find(item, span, None)?;
            found.2.push(at.to_string());
            Some(found)
        })
    })
}

/// The byte ron means. Its span may begin with the blanks before a value: they are skipped.
/// Where a word lacks its parenthesis ron points behind the word.
fn offset(text: &str, error: &SpannedError) -> usize {
    let from = byte(text, &error.span.start);
    let to = byte(text, &error.span.end).max(from);
    let blanks = text.get(from..to).unwrap_or("");
    let at = from + blanks.len() - blanks.trim_start().len();
    let behind = text.get(at..).unwrap_or("");
    let behind = behind.is_empty() || behind.starts_with([',', ')', ']', '}']);
    let lacks = matches!(error.code, Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_));
    at.saturating_sub(usize::from(behind && lacks))
}

fn byte(text: &str, position: &Position) -> usize {
    let lines = text.split_inclusive('\n');
    let before: usize = lines.clone().take(position.line.saturating_sub(1)).map(str::len).sum();
    let line = text.get(before..).unwrap_or("");
    let column = line.char_indices().nth(position.col.saturating_sub(1));
    before + column.map_or(line.len(), |(at, _)| at)
}

/// ron describes the type: "tuple variant Mode::Both with 2 elements".
fn different_length(expected: &str, found: usize) -> String {
    let mut words = expected.split(' ').rev();
    match words.find_map(|word| word.parse::<usize>().ok()) {
        Some(count) => format!("expected {count} values, found {found}"),
        None => format!("expected another number of values than {found}"),
    }
}

fn shortened(spelled: &str) -> String {
    let line = spelled.lines().next().unwrap_or("");
    let short: String = line.chars().take(MAX_QUOTED).collect();
    if short.len() == spelled.len() {
        return short;
    }
    format!("{short}..")
}

//! Writes a tree as RON text, and remembers which byte of it came from where.

use super::literal::{is_word, quote};
use super::source::{Sources, Span, narrow};
use super::tree::{Atom, Entry, Kind, Tree};

/// A tree as RON text with the origin of its parts.
#[derive(Clone, Debug)]
pub struct Emitted {
    /// The text, on one line but for texts that span several.
    pub text: String,
    /// The parts, in the order in which they begin.
    pub map: Vec<Piece>,
}

/// A part of emitted text and where it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// First byte in the emitted text.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
    /// The place in the file.
    pub span: Span,
    /// What the part is.
    pub role: Role,
}

/// What a part of emitted text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A whole value.
    Value,
    /// The key of an entry.
    Key,
    /// The word before a parenthesis.
    Name,
}

/// Writes a tree as RON.
pub fn emit(tree: &Tree, sources: &Sources) -> Emitted {
    let mut writer = Writer { sources, text: String::new(), map: Vec::new() };
    writer.value(tree);
    Emitted { text: writer.text, map: writer.map }
}

impl Emitted {
    /// The innermost part that holds a byte of the emitted text.
    pub fn innermost(&self, at: usize) -> Option<&Piece> {
        self.holding(at).next()
    }

    /// The innermost value that holds a byte of the emitted text.
    pub fn innermost_value(&self, at: usize) -> Option<&Piece> {
        self.holding(at).find(|piece| piece.role == Role::Value)
    }

    fn holding(&self, at: usize) -> impl Iterator<Item = &Piece> {
        let at = narrow(at);
        let begun = self.map.partition_point(|piece| piece.start <= at);
        let begun = self.map.get(..begun).unwrap_or(&[]);
        begun.iter().rev().filter(move |piece| at < piece.end)
    }
}

struct Writer<'a> {
    sources: &'a Sources,
    text: String,
    map: Vec<Piece>,
}

impl Writer<'_> {
    fn value(&mut self, tree: &Tree) {
        self.piece(tree.span, Role::Value, |writer| match &tree.kind {
            Kind::Atom(Atom::Bare) => writer.text += &quote(writer.sources.slice(tree.span)),
            Kind::Atom(_) => writer.text += writer.sources.slice(tree.span),
            Kind::List(items) => writer.group('[', items, ']', Self::value),
            Kind::Map(entries) => writer.group('{', entries, '}', Self::entry),
            Kind::Block { name, fields } => {
                writer.name(*name);
                writer.group('(', fields, ')', Self::entry);
            }
            Kind::Tuple { name, items } => {
                writer.name(*name);
                writer.group('(', items, ')', Self::value);
            }
        });
    }

    fn entry(&mut self, entry: &Entry) {
        self.piece(entry.key_span, Role::Key, |writer| writer.key(entry));
        self.text += ": ";
        self.value(&entry.value);
    }

    fn key(&mut self, entry: &Entry) {
        match entry.key_kind {
            Atom::Text | Atom::Bare => self.text += &quote(&entry.key),
            Atom::Word if !is_word(&entry.key) => self.text.extend(["r#", &entry.key]),
            _ => self.text += &entry.key,
        }
    }

    fn name(&mut self, name: Option<Span>) {
        if let Some(span) = name {
            self.piece(span, Role::Name, |writer| {
                writer.text += writer.sources.slice(span);
            });
        }
    }

    fn group<T>(&mut self, open: char, all: &[T], close: char, write: fn(&mut Self, &T)) {
        self.text.push(open);
        for (place, one) in all.iter().enumerate() {
            if place > 0 {
                self.text += ", ";
            }
            write(self, one);
        }
        self.text.push(close);
    }

    /// Writes a part and remembers its place; parts are remembered in the order they begin.
    fn piece(&mut self, span: Span, role: Role, write: impl FnOnce(&mut Self)) {
        let start = narrow(self.text.len());
        let slot = self.map.len();
        self.map.push(Piece { start, end: start, span, role });
        write(self);
        let end = narrow(self.text.len());
        if let Some(piece) = self.map.get_mut(slot) {
            piece.end = end;
        }
    }
}

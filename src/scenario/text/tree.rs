//! A scenario text as a tree that remembers where each part stands.

use super::literal::unquote;
use super::source::{Sources, Span};

/// A value and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    /// The bytes the value takes, from its first to its last character.
    pub span: Span,
    /// What the value is.
    pub kind: Kind,
}

/// The shapes a value can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A single token.
    Atom(Atom),
    /// `[a, b]`
    List(Vec<Tree>),
    /// `{ "a": 1, "b": 2 }`
    Map(Vec<Entry>),
    /// `(a: 1, b: 2)` or `Name(a: 1)`, and `()`.
    Block {
        /// The word before the parenthesis.
        name: Option<Span>,
        /// The named values.
        fields: Vec<Entry>,
    },
    /// `(1, 2)` or `Name("8 kn", "9 kn")`
    Tuple {
        /// The word before the parenthesis.
        name: Option<Span>,
        /// The values by position.
        items: Vec<Tree>,
    },
}

/// The kinds of a single token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Atom {
    /// `12`, `-0.5`, `20_000`, `0xff`
    Number,
    /// `"text"` or `r#"text"#`
    Text,
    /// Text spelled without quotes, as in `--set horizon=12 h`; it is emitted with quotes.
    Bare,
    /// `'x'`
    Char,
    /// `true` or `false`
    Bool,
    /// `Rail`
    Word,
}

/// One `key: value` of a map or block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key without quotes.
    pub key: String,
    /// Where the key stands. For the nameless first value of `Sourced("233 nmi", ref: "x")`,
    /// whose key is `value`, this is the place of the value itself.
    pub key_span: Span,
    /// How the key is spelled: a [`Atom::Word`] in blocks, mostly [`Atom::Text`] in maps.
    pub key_kind: Atom,
    /// The value.
    pub value: Tree,
}

impl Tree {
    /// The named values of a map or block; none for anything else.
    pub fn entries(&self) -> &[Entry] {
        match &self.kind {
            Kind::Map(entries) | Kind::Block { fields: entries, .. } => entries,
            _ => &[],
        }
    }

    /// The named values of a map or block, to change them.
    pub fn entries_mut(&mut self) -> Option<&mut Vec<Entry>> {
        match &mut self.kind {
            Kind::Map(entries) | Kind::Block { fields: entries, .. } => Some(entries),
            _ => None,
        }
    }

    /// The values of a list or tuple; none for anything else.
    pub fn items(&self) -> &[Tree] {
        match &self.kind {
            Kind::List(items) | Kind::Tuple { items, .. } => items,
            _ => &[],
        }
    }

    /// The values of a list or tuple, to change them.
    pub fn items_mut(&mut self) -> Option<&mut Vec<Tree>> {
        match &mut self.kind {
            Kind::List(items) | Kind::Tuple { items, .. } => Some(items),
            _ => None,
        }
    }

    /// The entry with this key in a map or block.
    pub fn field(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key == key)
    }

    /// Where the word before the parenthesis stands: `Lognormal` of `Lognormal(mean: "72 h")`.
    pub fn name_span(&self) -> Option<Span> {
        match self.kind {
            Kind::Block { name, .. } | Kind::Tuple { name, .. } => name,
            _ => None,
        }
    }

    /// The word before the parenthesis, or the value itself if it is a single word.
    pub fn name<'a>(&self, sources: &'a Sources) -> Option<&'a str> {
        match self.kind {
            Kind::Atom(Atom::Word) => Some(sources.slice(self.span)),
            _ => self.name_span().map(|span| sources.slice(span)),
        }
    }

    /// The content of a text, without its quotes; `None` for anything else.
    pub fn text(&self, sources: &Sources) -> Option<String> {
        let spelled = sources.slice(self.span);
        match self.kind {
            Kind::Atom(Atom::Text) => unquote(spelled).ok(),
            Kind::Atom(Atom::Bare) => Some(spelled.to_owned()),
            _ => None,
        }
    }

    /// What the value is, in words, for messages.
    pub fn describe(&self) -> &'static str {
        match &self.kind {
            Kind::Atom(Atom::Number) => "a number",
            Kind::Atom(Atom::Text | Atom::Bare) => "a text",
            Kind::Atom(Atom::Char) => "a character",
            Kind::Atom(Atom::Bool) => "a yes-or-no value",
            Kind::Atom(Atom::Word) => "a word",
            Kind::List(_) => "a list",
            Kind::Map(_) => "a map",
            Kind::Block { .. } => "a block",
            Kind::Tuple { .. } => "a row of values",
        }
    }

    /// Visits every value, parents before children, in the order of the text.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Tree)) {
        visit(self);
        for entry in self.entries() {
            entry.value.walk(visit);
        }
        for item in self.items() {
            item.walk(visit);
        }
    }
}

//! What stands between the commas of maps and blocks: keys and their values.

use std::collections::HashMap;

use super::Scanner;
use crate::scenario::text::finding::{Code, Finding};
use crate::scenario::text::lexer::Quoted;
use crate::scenario::text::literal::{is_number, quote, starts_word, unquote};
use crate::scenario::text::source::Span;
use crate::scenario::text::tree::{Atom, Entry, Tree};

/// A key without its quotes, where it stands and how it is spelled.
type Key = (String, Span, Atom);

/// What stands between two commas of `( .. )`.
pub(super) enum Item {
    Named(Entry),
    Plain(Tree),
}

impl Scanner<'_> {
    /// Names the first value `value` where that is allowed, and drops other nameless ones.
    pub(super) fn fields(&mut self, name: Option<Span>, all: Vec<Item>) -> Vec<Entry> {
        let mut fields = Vec::with_capacity(all.len());
        for (place, item) in all.into_iter().enumerate() {
            match item {
                Item::Named(entry) => fields.push(entry),
                Item::Plain(value) if place == 0 && name.is_some() => fields.push(Entry {
                    key: "value".to_owned(),
                    key_span: value.span,
                    key_kind: Atom::Word,
                    value,
                }),
                Item::Plain(value) => self.nameless(value.span),
            }
        }
        self.unique(fields)
    }

    pub(super) fn item(&mut self) -> Option<Item> {
        let start = self.lexer.pos;
        let Some(word) = self.lexer.word() else {
            return self.value().map(Item::Plain);
        };
        self.blanks();
        if matches!(self.lexer.peek(), Some(':' | '=')) {
            let key = self.lexer.slice(word);
            let key = key.strip_prefix("r#").unwrap_or(key).to_owned();
            let key = (key, word, Atom::Word);
            return self.entry(key).map(Item::Named);
        }
        self.lexer.pos = start;
        self.value().map(Item::Plain)
    }

    pub(super) fn map_entry(&mut self) -> Option<Entry> {
        let key = self.map_key()?;
        self.entry(key)
    }

    fn map_key(&mut self) -> Option<Key> {
        let quoted = match self.lexer.peek()? {
            'r' if self.lexer.at_raw_text() => Some(self.lexer.raw_quoted()),
            '"' => Some(self.lexer.quoted()),
            '\'' => Some(self.lexer.character()),
            _ => None,
        };
        match quoted {
            Some(Quoted::Closed(span)) => Some(self.quoted_key(span)),
            Some(Quoted::Unclosed(span)) => {
                let open = Finding::error(Code::MALFORMED, "a key is never closed");
                self.loss(open.at(span).label("no quote closes this one"));
                None
            }
            None => self.bare_key(),
        }
    }

    fn quoted_key(&mut self, span: Span) -> Key {
        self.check_escapes(span);
        let spelled = self.lexer.slice(span);
        if spelled.starts_with('\'') {
            return (spelled.to_owned(), span, Atom::Char);
        }
        (unquote(spelled).unwrap_or_default(), span, Atom::Text)
    }

    /// A word or number as key; one that goes on with `-` or `.` should have been quoted.
    fn bare_key(&mut self) -> Option<Key> {
        let (span, kind) = match self.lexer.peek()? {
            '0'..='9' | '+' | '-' | '.' => (self.lexer.number(), Atom::Number),
            c if starts_word(c) => (self.lexer.word()?, Atom::Word),
            _ => return self.no_key(),
        };
        let whole = self.lexer.extend_word(span);
        let key = self.lexer.slice(whole).to_owned();
        if whole == span && (kind == Atom::Word || is_number(&key)) {
            return Some((key, span, kind));
        }
        let bare = Finding::error(Code::MALFORMED, format!("the key `{key}` needs quotes"))
            .at(whole)
            .hint(format!("write `{}`", quote(&key)));
        self.fault(bare);
        Some((key, whole, Atom::Text))
    }

    fn no_key(&mut self) -> Option<Key> {
        let key = Finding::error(Code::MALFORMED, "expected a key and its value")
            .at(self.lexer.here())
            .hint("a map reads `{ \"name\": value, .. }`");
        self.loss(key);
        self.resync();
        None
    }

    fn entry(&mut self, (key, key_span, key_kind): Key) -> Option<Entry> {
        self.blanks();
        if !self.lexer.eat(':') {
            self.no_colon(&key, key_span);
        }
        self.blanks();
        if matches!(self.lexer.peek(), None | Some(',' | ')' | ']' | '}')) {
            let empty = Finding::error(Code::MALFORMED, format!("`{key}` has no value"));
            self.loss(empty.at(key_span));
            return None;
        }
        let value = self.value()?;
        Some(Entry { key, key_span, key_kind, value })
    }

    fn no_colon(&mut self, key: &str, key_span: Span) {
        let message = format!("expected `:` after `{key}`");
        let fault = Finding::error(Code::MALFORMED, message);
        if self.lexer.peek() == Some('=') {
            let here = self.lexer.here();
            self.lexer.bump();
            self.fault(fault.at(here).hint("write `:` instead of `=`"));
        } else {
            self.loss(fault.at(key_span));
        }
    }

    fn nameless(&mut self, span: Span) {
        let fault = Finding::error(Code::MALFORMED, "a value without a name among named ones")
            .at(self.first_line(span))
            .hint("give it a name: `name: value`; only the first of `Name(..)` may go without");
        self.loss(fault);
    }

    pub(super) fn first_line(&self, span: Span) -> Span {
        let line = self.lexer.slice(span).lines().next().unwrap_or("");
        let start = span.start as usize;
        Span::new(span.file, start, start + line.trim_end().len())
    }

    /// Keeps the first of entries with the same key.
    pub(super) fn unique(&mut self, entries: Vec<Entry>) -> Vec<Entry> {
        let mut first = HashMap::with_capacity(entries.len());
        let mut kept = Vec::with_capacity(entries.len());
        for entry in entries {
            match first.get(&entry.key) {
                Some(&before) => self.findings.push(repeated(&entry, before)),
                None => {
                    first.insert(entry.key.clone(), entry.key_span);
                    kept.push(entry);
                }
            }
        }
        kept
    }
}

impl Item {
    pub(super) fn plain(self) -> Option<Tree> {
        match self {
            Self::Plain(tree) => Some(tree),
            Self::Named(_) => None,
        }
    }
}

fn repeated(entry: &Entry, before: Span) -> Finding {
    let message = format!("`{}` is given twice", entry.key);
    Finding::error(Code::REPEATED_KEY, message)
        .at(entry.key_span)
        .label("given again here")
        .related(before, "first given here")
}

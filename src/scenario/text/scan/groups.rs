//! Brackets: lists, maps, blocks and rows, and how to go on when one is broken.

use super::entries::Item;
use super::{LONG_TEXT, Scanner};
use crate::scenario::text::finding::{Code, Finding};
use crate::scenario::text::literal::starts_word;
use crate::scenario::text::source::Span;
use crate::scenario::text::tree::{Kind, Tree};

impl Scanner<'_> {
    pub(super) fn list(&mut self) -> Tree {
        let start = self.lexer.pos;
        let mut items = Vec::new();
        self.group(']', &mut |scanner| items.extend(scanner.value()));
        self.finish(start, Kind::List(items))
    }

    pub(super) fn map(&mut self) -> Tree {
        let start = self.lexer.pos;
        let mut entries = Vec::new();
        self.group('}', &mut |scanner| entries.extend(scanner.map_entry()));
        let entries = self.unique(entries);
        self.finish(start, Kind::Map(entries))
    }

    /// `(..)` and `Name(..)`: a block if it holds named values, else a row.
    pub(super) fn parentheses(&mut self, name: Option<Span>, start: usize) -> Tree {
        let mut all = Vec::new();
        self.group(')', &mut |scanner| all.extend(scanner.item()));
        let plain = all.iter().all(|item| matches!(item, Item::Plain(_)));
        if plain && !all.is_empty() {
            let items = all.into_iter().filter_map(Item::plain).collect();
            return self.finish(start, Kind::Tuple { name, items });
        }
        let fields = self.fields(name, all);
        self.finish(start, Kind::Block { name, fields })
    }

    fn finish(&self, start: usize, kind: Kind) -> Tree {
        let span = self.lexer.span_from(start);
        Tree { span, kind }
    }

    /// Reads `each` between commas up to the closing bracket.
    fn group(&mut self, close: char, each: &mut dyn FnMut(&mut Self)) {
        let opening = self.lexer.here();
        self.lexer.bump();
        self.open.push(close);
        while !self.at_close(close, opening) {
            each(self);
            self.separator();
        }
        self.open.pop();
    }

    /// Whether the group ends here, in order or not.
    fn at_close(&mut self, close: char, opening: Span) -> bool {
        self.blanks();
        match self.lexer.peek() {
            None => self.never_closed(opening),
            Some(c) if c == close => {
                self.lexer.bump();
                true
            }
            Some(c @ (')' | ']' | '}')) => self.wrong_close(c, close, opening),
            Some(',') => {
                let fault = Finding::error(Code::MALFORMED, "a comma too many");
                self.fault(fault.at(self.lexer.here()));
                self.lexer.bump();
                self.at_close(close, opening)
            }
            Some(_) => false,
        }
    }

    fn never_closed(&mut self, opening: Span) -> bool {
        let bracket = self.lexer.slice(opening);
        let open = Finding::error(Code::MALFORMED, format!("`{bracket}` is never closed"));
        // One unclosed text or bracket leaves all around it open: the innermost is told.
        if self.sound {
            self.loss(open.at(opening).label("opened here"));
        }
        true
    }

    fn wrong_close(&mut self, found: char, close: char, opening: Span) -> bool {
        let message = format!("expected `{close}`, found `{found}`");
        let fault =
            Finding::error(Code::MALFORMED, message).at(self.lexer.here()).related(opening, "opened here");
        self.loss(fault);
        let outer = self.open.iter().rev().skip(1).any(|&c| c == found);
        if !outer {
            self.lexer.bump();
        }
        true
    }

    /// Takes the comma after an item; at anything else than a comma or a bracket says so.
    fn separator(&mut self) {
        let end = self.lexer.pos;
        self.blanks();
        if self.lexer.eat(',') || matches!(self.lexer.peek(), None | Some(')' | ']' | '}')) {
            return;
        }
        let here = self.lexer.here();
        let fault = Finding::error(Code::MALFORMED, "expected a comma").at(here);
        if let Some(text) = self.long_text.filter(|text| text.end as usize == end) {
            self.loss(fault.related(self.first_line(text), LONG_TEXT));
            self.lexer.stop();
        } else if self.lexer.peek().is_some_and(starts_item) {
            self.fault(fault.label("a comma belongs before this"));
        } else {
            self.loss(fault.label("not expected here"));
            self.resync();
        }
    }

    /// Skips to the comma or bracket that ends the item, over whatever brackets it holds.
    pub(super) fn resync(&mut self) {
        let mut depth = 0usize;
        loop {
            self.blanks();
            match self.lexer.peek() {
                None => return,
                Some(',') if depth == 0 => return,
                Some(')' | ']' | '}') if depth == 0 => return,
                Some('(' | '[' | '{') => depth += 1,
                Some(')' | ']' | '}') => depth -= 1,
                Some('"') => {
                    self.lexer.quoted();
                    continue;
                }
                Some(_) => {}
            }
            self.lexer.bump();
        }
    }
}

fn starts_item(c: char) -> bool {
    starts_word(c) || "\"'([{+-.0123456789".contains(c)
}

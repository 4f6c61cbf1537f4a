//! Reads RON text into a [`Tree`], going on after a fault so that all faults come out at once.
//!
//! The language is RON with one liberty: in a named block the first value may go without its
//! name. `Sourced("233 nmi", ref: "x")` means `Sourced(value: "233 nmi", ref: "x")`.
//! Byte strings, ranges and composite map keys do not occur in scenarios and are faults.

use super::finding::{Code, Finding};
use super::lexer::{Lexer, Quoted};
use super::literal::{is_number, quote, starts_word, unquote};
use super::source::{FileId, Sources, Span};
use super::tree::{Atom, Kind, Tree};

mod entries;
mod groups;

/// Values nested deeper than this are a fault. Scenarios written by hand stay below ten.
pub const MAX_DEPTH: usize = 60;

/// Reading stops after this many faults: what follows is hardly RON.
const MAX_FAULTS: usize = 30;

/// What to say of a text of several lines where something is wrong after it.
const LONG_TEXT: &str = "this text goes on over the end of its line: is its closing quote missing?";

/// What came out of a text.
#[derive(Clone, Debug)]
pub struct Scanned {
    /// The value, as far as it could be read.
    pub tree: Option<Tree>,
    /// The faults.
    pub findings: Vec<Finding>,
    /// Whether the tree holds everything that was written. Faults such as a missing comma lose
    /// nothing; after a missing bracket nobody knows what belongs where.
    pub sound: bool,
}

/// Reads a whole file.
pub fn scan(file: FileId, sources: &Sources) -> Scanned {
    scan_text(file, sources.text(file), 0)
}

/// Reads the one value that stands in `text` from byte `start` on.
pub(super) fn scan_text(file: FileId, text: &str, start: usize) -> Scanned {
    let mut scanner = Scanner::new(Lexer::new(file, text, start));
    scanner.skip_attributes();
    let tree = scanner.document();
    let sound = scanner.sound && tree.is_some();
    let findings = scanner.findings;
    Scanned { tree, findings, sound }
}

struct Scanner<'a> {
    lexer: Lexer<'a>,
    /// The closing brackets that are waited for, outermost first.
    open: Vec<char>,
    findings: Vec<Finding>,
    faults: usize,
    sound: bool,
    /// The last text that spans several lines: perhaps its closing quote is missing.
    long_text: Option<Span>,
}

impl<'a> Scanner<'a> {
    fn new(lexer: Lexer<'a>) -> Self {
        Self { lexer, open: Vec::new(), findings: Vec::new(), faults: 0, sound: true, long_text: None }
    }

    fn document(&mut self) -> Option<Tree> {
        self.blanks();
        if self.lexer.peek().is_none() {
            let nothing = Finding::error(Code::MALFORMED, "there is nothing to read here");
            self.loss(nothing.at(self.lexer.here()));
            return None;
        }
        let tree = self.value();
        self.blanks();
        if self.lexer.peek().is_some() && self.sound {
            let over = Finding::error(Code::MALFORMED, "text after the end of the value")
                .at(self.lexer.here())
                .label("not expected here")
                .hint("a scenario is one block: `( version: 1, name: \"..\", .. )`");
            self.loss(over);
        }
        tree
    }

    /// `#![enable(implicit_some)]` and the like at the top mean nothing to us.
    fn skip_attributes(&mut self) {
        self.blanks();
        while self.lexer.rest().starts_with('#') {
            let rest = self.lexer.rest();
            let end = rest.find(['\n', ']']).map_or(rest.len(), |at| at + 1);
            self.lexer.pos += end;
            self.blanks();
        }
    }

    fn value(&mut self) -> Option<Tree> {
        self.blanks();
        if self.open.len() >= MAX_DEPTH {
            self.too_deep();
            return None;
        }
        let start = self.lexer.pos;
        match self.lexer.peek() {
            None => self.missing_value(),
            Some('[') => Some(self.list()),
            Some('{') => Some(self.map()),
            Some('(') => Some(self.parentheses(None, start)),
            Some('"') => self.text(),
            Some('\'') => self.character(),
            Some('0'..='9' | '+' | '-' | '.') => Some(self.number()),
            Some('r') if self.lexer.at_raw_text() => self.text(),
            Some(c) if starts_word(c) => Some(self.named()),
            Some(c) => self.unexpected(c),
        }
    }

    /// `Rail`, `true` or `Lognormal(..)`.
    fn named(&mut self) -> Tree {
        let start = self.lexer.pos;
        let span = self.lexer.word().unwrap_or_else(|| self.lexer.here());
        let end = self.lexer.pos;
        self.blanks();
        if self.lexer.peek() == Some('(') {
            return self.parentheses(Some(span), start);
        }
        self.lexer.pos = end;
        let kind = match self.lexer.slice(span) {
            "true" | "false" => Atom::Bool,
            "inf" | "NaN" => Atom::Number,
            _ => Atom::Word,
        };
        atom(span, kind)
    }

    fn number(&mut self) -> Tree {
        let mut span = self.lexer.number();
        let end = self.lexer.unit_end();
        if end.is_none() && is_number(self.lexer.slice(span)) {
            return atom(span, Atom::Number);
        }
        self.lexer.pos = end.unwrap_or(self.lexer.pos);
        span = self.lexer.span_from(span.start as usize);
        let spelled = self.lexer.slice(span);
        let bare = Finding::error(Code::MALFORMED, format!("`{spelled}` is not a number"))
            .at(span)
            .label("quantities and dates stand in quotes")
            .hint(format!("write `{}`", quote(spelled)));
        self.fault(bare);
        atom(span, Atom::Bare)
    }

    fn text(&mut self) -> Option<Tree> {
        let quoted = match self.lexer.peek() {
            Some('r') => self.lexer.raw_quoted(),
            _ => self.lexer.quoted(),
        };
        match quoted {
            Quoted::Closed(span) => {
                self.check_escapes(span);
                if self.lexer.slice(span).contains('\n') {
                    self.long_text = Some(span);
                }
                Some(atom(span, Atom::Text))
            }
            Quoted::Unclosed(span) => {
                let open = Finding::error(Code::MALFORMED, "a text is never closed");
                let open = open.at(span).label("no quote closes this one");
                self.loss(match self.long_text {
                    Some(text) => open.related(self.first_line(text), LONG_TEXT),
                    None => open,
                });
                None
            }
        }
    }

    fn character(&mut self) -> Option<Tree> {
        match self.lexer.character() {
            Quoted::Closed(span) => {
                self.check_escapes(span);
                Some(atom(span, Atom::Char))
            }
            Quoted::Unclosed(span) => {
                let single = Finding::error(Code::MALFORMED, "single quotes hold one character")
                    .at(span)
                    .hint("texts stand in double quotes");
                self.loss(single);
                self.resync();
                None
            }
        }
    }

    fn check_escapes(&mut self, span: Span) {
        let spelled = self.lexer.slice(span);
        if !spelled.contains('\\') {
            return;
        }
        if let Err(bad) = unquote(spelled) {
            let start = span.start as usize;
            let at = Span::new(span.file, start + bad.start, start + bad.end);
            let escape = Finding::error(Code::MALFORMED, "this escape means nothing")
                .at(at)
                .hint(r#"known are `\n`, `\t`, `\"`, `\\`, `\u{20ac}`; `\\` is one backslash"#);
            self.loss(escape);
        }
    }

    fn blanks(&mut self) {
        if let Some(opening) = self.lexer.skip_blanks() {
            let open = Finding::error(Code::MALFORMED, "a comment is never closed");
            self.loss(open.at(opening).label("no `*/` closes this one"));
        }
    }

    /// Notes a fault after which nothing is lost.
    fn fault(&mut self, finding: Finding) {
        let again = self.findings.last() == Some(&finding);
        if self.faults < MAX_FAULTS && !again {
            self.findings.push(finding);
        }
        self.faults += 1;
        if self.faults >= MAX_FAULTS {
            self.sound = false;
            self.lexer.stop();
        }
    }

    /// Notes a fault after which the tree does not hold everything that was written.
    fn loss(&mut self, finding: Finding) {
        self.sound = false;
        self.fault(finding);
    }

    fn missing_value(&mut self) -> Option<Tree> {
        let missing = Finding::error(Code::MALFORMED, "the file ends where a value should stand");
        self.loss(missing.at(self.lexer.here()));
        None
    }

    fn unexpected(&mut self, c: char) -> Option<Tree> {
        let shown = c.escape_debug();
        let odd = Finding::error(Code::MALFORMED, format!("unexpected character `{shown}`"))
            .at(self.lexer.here())
            .label("a value should stand here");
        self.loss(odd);
        self.resync();
        None
    }

    fn too_deep(&mut self) {
        let message = format!("values are nested deeper than {MAX_DEPTH} levels");
        self.loss(Finding::error(Code::MALFORMED, message).at(self.lexer.here()));
        self.resync();
    }
}

fn atom(span: Span, atom: Atom) -> Tree {
    let kind = Kind::Atom(atom);
    Tree { span, kind }
}

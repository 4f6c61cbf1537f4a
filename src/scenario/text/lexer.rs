//! Reads single tokens of RON: blanks, words, numbers, texts, characters.

use super::literal::{continues_word, starts_word};
use super::source::{FileId, Span};

/// A reading position in a text.
pub(super) struct Lexer<'a> {
    file: FileId,
    text: &'a str,
    /// The next byte to read; always on a character boundary.
    pub(super) pos: usize,
}

/// A token that opens with a quote.
pub(super) enum Quoted {
    /// It is closed; the span includes the quotes.
    Closed(Span),
    /// The file ends first; the span is the opening quote.
    Unclosed(Span),
}

impl<'a> Lexer<'a> {
    pub(super) fn new(file: FileId, text: &'a str, pos: usize) -> Self {
        Self { file, text, pos }
    }

    /// The text not read yet.
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.pos..).unwrap_or("")
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn bump(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.pos += c.len_utf8();
        Some(c)
    }

    pub(super) fn eat(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        if found {
            self.pos += c.len_utf8();
        }
        found
    }

    /// Skips everything up to the end of the text.
    pub(super) fn stop(&mut self) {
        self.pos = self.text.len();
    }

    pub(super) fn span_from(&self, start: usize) -> Span {
        Span::new(self.file, start, self.pos)
    }

    /// The next character, or nothing at the end.
    pub(super) fn here(&self) -> Span {
        let width = self.peek().map_or(0, char::len_utf8);
        Span::new(self.file, self.pos, self.pos + width)
    }

    pub(super) fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// Skips blanks and comments; gives the opening of a comment that never ends.
    pub(super) fn skip_blanks(&mut self) -> Option<Span> {
        loop {
            self.take_while(is_blank);
            if self.rest().starts_with("//") {
                self.take_while(|c| c != '\n');
            } else if self.rest().starts_with("/*") {
                let start = self.pos;
                if !self.skip_block_comment() {
                    return Some(Span::new(self.file, start, start + 2));
                }
            } else {
                return None;
            }
        }
    }

    /// `/* .. /* .. */ .. */`; false if it never ends.
    fn skip_block_comment(&mut self) -> bool {
        let mut depth = 0usize;
        while let Some(next) = self.rest().find(['/', '*']) {
            self.pos += next;
            if self.rest().starts_with("/*") {
                (depth, self.pos) = (depth + 1, self.pos + 2);
            } else if self.rest().starts_with("*/") {
                (depth, self.pos) = (depth - 1, self.pos + 2);
            } else {
                self.pos += 1;
            }
            if depth == 0 {
                return true;
            }
        }
        self.stop();
        false
    }

    /// A word, also spelled `r#word`.
    pub(super) fn word(&mut self) -> Option<Span> {
        let start = self.pos;
        if self.at_raw_text() {
            return None;
        }
        let raw = self.rest().strip_prefix("r#");
        if raw.is_some_and(|name| name.starts_with(continues_raw_word)) {
            self.pos += 2;
            self.take_while(continues_raw_word);
        } else if self.peek().is_some_and(starts_word) {
            self.take_while(continues_word);
        }
        (self.pos > start).then(|| self.span_from(start))
    }

    /// Goes on over `-`, `.` and `+`: a name that should have been quoted.
    pub(super) fn extend_word(&mut self, word: Span) -> Span {
        self.take_while(continues_raw_word);
        self.span_from(word.start as usize)
    }

    /// Everything that looks like a number; [`super::literal::is_number`] says whether it is.
    pub(super) fn number(&mut self) -> Span {
        let start = self.pos;
        let _sign = self.eat('-') || self.eat('+');
        loop {
            self.take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '.'));
            let read = self.slice(self.span_from(start));
            let exponent = read.ends_with(['e', 'E']) && !read.contains(['x', 'X']);
            if !(exponent && self.rest().starts_with(['+', '-'])) {
                return self.span_from(start);
            }
            self.pos += 1;
        }
    }

    /// Where the rest of an unquoted quantity such as `12 h` or `2024-01-01` ends, if the
    /// number just read goes on that way.
    pub(super) fn unit_end(&self) -> Option<usize> {
        let rest = self.rest();
        let stops = |c: char| ",()[]{}\"'\n\r:=".contains(c);
        let line = rest.get(..rest.find(stops).unwrap_or(rest.len()))?;
        let line = line.split("//").next()?.split("/*").next()?.trim_end();
        let named = rest.get(line.len()..)?.trim_start().starts_with(':');
        let glued = !line.starts_with(is_blank);
        let unit = line.trim_start().starts_with(starts_unit);
        (!line.is_empty() && !named && (glued || unit)).then_some(self.pos + line.len())
    }

    pub(super) fn at_raw_text(&self) -> bool {
        let after = self.rest().strip_prefix('r');
        after.is_some_and(|it| it.trim_start_matches('#').starts_with('"'))
    }

    /// `"text"`, with escapes.
    pub(super) fn quoted(&mut self) -> Quoted {
        let start = self.pos;
        self.pos += 1;
        while let Some(next) = self.rest().find(['"', '\\']) {
            self.pos += next;
            if self.bump() == Some('"') {
                return Quoted::Closed(self.span_from(start));
            }
            self.bump();
        }
        self.unclosed(start)
    }

    /// `r#"text"#`
    pub(super) fn raw_quoted(&mut self) -> Quoted {
        let start = self.pos;
        self.pos += 1;
        self.take_while(|c| c == '#');
        let hashes = self.pos - start - 1;
        self.pos += 1;
        let end = format!("\"{}", "#".repeat(hashes));
        match self.rest().find(&end) {
            Some(at) => {
                self.pos += at + end.len();
                Quoted::Closed(self.span_from(start))
            }
            None => self.unclosed(start),
        }
    }

    /// `'x'`; unclosed if the quote does not close within one escape.
    pub(super) fn character(&mut self) -> Quoted {
        let start = self.pos;
        self.pos += 1;
        if self.eat('\\') {
            self.bump();
            self.take_while(|c| c.is_ascii_hexdigit() || matches!(c, '{' | '}'));
        } else {
            self.bump();
        }
        if self.eat('\'') {
            return Quoted::Closed(self.span_from(start));
        }
        self.pos = start + 1;
        Quoted::Unclosed(self.span_from(start))
    }

    fn unclosed(&mut self, start: usize) -> Quoted {
        self.stop();
        Quoted::Unclosed(Span::new(self.file, start, start + 1))
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.pos += rest.find(|c| !wanted(c)).unwrap_or(rest.len());
    }
}

/// The blanks of RON.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, '\t'..='\r' | ' ' | '\u{85}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}')
}

fn continues_raw_word(c: char) -> bool {
    continues_word(c) || matches!(c, '-' | '.' | '+')
}

fn starts_unit(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '%' | '°' | '€' | '$')
}

//! Spelling of text and numbers: quotes, escapes, digits.

use std::ops::Range;
use std::str::Chars;

/// The content of a spelled text or character: `"a\tb"`, `r#"a"#`, `'x'`.
///
/// # Errors
/// The range of bytes of the escape that means nothing.
pub fn unquote(spelled: &str) -> Result<String, Range<usize>> {
    if let Some(raw) = spelled.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        let inner = raw.get(hashes + 1..raw.len().saturating_sub(hashes + 1));
        return inner.map(str::to_owned).ok_or(0..spelled.len());
    }
    let inner = spelled.get(1..spelled.len().saturating_sub(1));
    unescape(inner.ok_or(0..spelled.len())?, 1)
}

/// Spells a text with quotes and escapes, so that [`unquote`] gives it back.
pub fn quote(text: &str) -> String {
    let mut spelled = String::with_capacity(text.len() + 2);
    spelled.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => spelled.extend(['\\', c]),
            c if c.is_control() => spelled.extend(c.escape_unicode()),
            c => spelled.push(c),
        }
    }
    spelled.push('"');
    spelled
}

/// Whether the text is a number as RON spells it: `-1_000`, `0xff`, `2.5e-3`, `7u8`, `-inf`.
pub(super) fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(digits, "inf" | "NaN") {
        return true;
    }
    match digits.get(..2) {
        Some("0x") => all_digits(&digits[2..], 16),
        Some("0o") => all_digits(&digits[2..], 8),
        Some("0b") => all_digits(&digits[2..], 2),
        _ => is_decimal(without_suffix(digits)),
    }
}

/// Whether the text is one plain word: a letter or `_`, then letters, digits and `_`.
pub(super) fn is_word(text: &str) -> bool {
    text.starts_with(starts_word) && text.chars().all(continues_word)
}

/// Whether a word can begin with this character.
pub(super) fn starts_word(c: char) -> bool {
    c == '_' || c.is_alphabetic()
}

/// Whether a word can go on with this character.
pub(super) fn continues_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

fn unescape(inner: &str, shift: usize) -> Result<String, Range<usize>> {
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        let start = inner.len() - rest.as_str().len() - 1;
        let Some(meant) = escape(&mut rest) else {
            let end = inner.len() - rest.as_str().len();
            return Err(start + shift..end + shift);
        };
        text.extend(meant);
    }
    Ok(text)
}

/// Reads what follows a backslash; `Some(None)` for a line break that the backslash hides.
fn escape(rest: &mut Chars<'_>) -> Option<Option<char>> {
    let meant = match rest.next()? {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        '0' => '\0',
        c @ ('\\' | '"' | '\'') => c,
        'x' => ascii_escape(rest)?,
        'u' => unicode_escape(rest)?,
        c @ ('\n' | '\r') => return hidden_break(c, rest),
        _ => return None,
    };
    Some(Some(meant))
}

fn hidden_break(first: char, rest: &mut Chars<'_>) -> Option<Option<char>> {
    if first == '\r' && rest.next() != Some('\n') {
        return None;
    }
    let trimmed = rest.as_str().trim_start_matches([' ', '\t', '\n', '\r']);
    *rest = trimmed.chars();
    Some(None)
}

fn ascii_escape(rest: &mut Chars<'_>) -> Option<char> {
    let (high, low) = (rest.next()?.to_digit(16)?, rest.next()?.to_digit(16)?);
    char::from_u32(high * 16 + low).filter(char::is_ascii)
}

fn unicode_escape(rest: &mut Chars<'_>) -> Option<char> {
    let (digits, after) = rest.as_str().strip_prefix('{')?.split_once('}')?;
    let hex = digits.len() <= 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !hex {
        return None;
    }
    *rest = after.chars();
    char::from_u32(u32::from_str_radix(digits, 16).ok()?)
}

fn all_digits(text: &str, base: u32) -> bool {
    let text = without_suffix(text);
    let known = |c: char| c == '_' || c.is_digit(base);
    !text.is_empty() && !text.starts_with('_') && text.chars().all(known)
}

fn without_suffix(digits: &str) -> &str {
    const SUFFIXES: [&str; 10] = ["i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "f32", "f64"];
    let stripped = SUFFIXES.iter().find_map(|end| digits.strip_suffix(end));
    stripped.unwrap_or(digits)
}

fn is_decimal(digits: &str) -> bool {
    let allowed = |c: char| c.is_ascii_digit() || "_.eE+-".contains(c);
    let plain: String = digits.chars().filter(|&c| c != '_').collect();
    let starts = digits.starts_with(|c: char| c == '.' || c.is_ascii_digit());
    starts && digits.chars().all(allowed) && tidy_underscores(digits) && is_f64(&plain)
}

fn is_f64(text: &str) -> bool {
    text.parse::<f64>().is_ok()
}

/// An underscore stands after a digit or another underscore only.
fn tidy_underscores(digits: &str) -> bool {
    let pairs = digits.bytes().zip(digits.bytes().skip(1));
    pairs.filter(|(_, next)| *next == b'_').all(|(before, _)| before == b'_' || before.is_ascii_digit())
}

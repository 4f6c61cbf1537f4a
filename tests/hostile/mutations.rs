//! Texts cut off, torn apart and put together wrongly.

use super::EVERYTHING;
use super::endure::{End, endure};

/// Cut off at every third byte, so at every kind of place.
#[test]
fn cut_off_anywhere() {
    for end in (0..EVERYTHING.trim_end().len()).step_by(3) {
        if let Some(text) = EVERYTHING.get(..end) {
            assert_eq!(endure(text), End::Refused, "a beginning is no scenario:\n{text}");
        }
    }
}

/// Begun anywhere.
#[test]
fn begun_anywhere() {
    let body = EVERYTHING.find('(').expect("a scenario is a block") + 1;
    for begin in (body..EVERYTHING.len()).step_by(11) {
        if let Some(text) = EVERYTHING.get(begin..) {
            endure(text);
        }
    }
}

/// A linear congruential generator: the same mutations in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    /// A place in a text between two characters.
    fn place(&mut self, text: &str) -> usize {
        let mut at = self.below(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

const TOKENS: [&str; 40] = [
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "'",
    "//",
    "/*",
    "*/",
    "#",
    "r#\"",
    "-",
    "0",
    "9",
    "1e99",
    ".",
    " h\"",
    " d\"",
    " TEU\"",
    " %\"",
    " t\"",
    "Exponential",
    "Constant",
    "AtOnce",
    "WhenFull",
    "Unlimited",
    "Some",
    "extends",
    "remove",
    "\u{0}",
    "\u{feff}",
    "é",
    "\u{1F6A2}",
    "\u{202e}",
    "\\u{41}",
    "\r\n",
];

fn mutated(text: &str, random: &mut Random) -> String {
    let [from, to] = {
        let mut ends = [random.place(text), random.place(text)];
        ends.sort_unstable();
        // Mostly short pieces.
        if random.below(4) > 0 {
            let mut near = (ends[0] + random.below(12)).min(text.len());
            while !text.is_char_boundary(near) {
                near -= 1;
            }
            ends[1] = near;
        }
        ends
    };
    let (before, piece, after) = (&text[..from], &text[from..to.max(from)], &text[to.max(from)..]);
    let token = TOKENS[random.below(TOKENS.len())];
    match random.below(7) {
        0 => format!("{before}{after}"),
        1 => format!("{before}{token}{after}"),
        2 => format!("{before}{piece}{piece}{after}"),
        3 => {
            let elsewhere = random.place(before);
            format!("{}{piece}{}{after}", &before[..elsewhere], &before[elsewhere..])
        }
        4 => format!("{before}{token}{piece}{token}{after}"),
        5 => format!("{before}{}{after}", piece.chars().rev().collect::<String>()),
        _ => format!(
            "{before}{}{after}",
            piece.replace(|c: char| c.is_ascii_digit(), &random.below(10).to_string())
        ),
    }
}

/// A few thousand texts, each with one to four mutations.
#[test]
fn mutated_at_random() {
    let random = &mut Random(2024);
    let mut ends = [0; 3];
    for _ in 0..4000 {
        let mut text = EVERYTHING.to_owned();
        for _ in 0..=random.below(4) {
            text = mutated(&text, random);
        }
        ends[endure(&text) as usize] += 1;
    }
    let [refused, ran, _] = ends;
    assert!(refused > 1500 && ran > 200, "refused, ran, too large: {ends:?}");
}

/// Digits changed only, so that most texts still are corridors, of odd sizes.
#[test]
fn digits_changed_at_random() {
    let random = &mut Random(7);
    let digits: Vec<usize> =
        EVERYTHING.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()).map(|(at, _)| at).collect();
    let mut ends = [0; 3];
    for _ in 0..1000 {
        let mut bytes = EVERYTHING.as_bytes().to_vec();
        for _ in 0..=random.below(6) {
            bytes[digits[random.below(digits.len())]] = b'0' + random.below(10) as u8;
        }
        let text = String::from_utf8(bytes).expect("digits for digits");
        ends[endure(&text) as usize] += 1;
    }
    let [_, ran, _] = ends;
    assert!(ran > 500, "refused, ran, too large: {ends:?}");
}

#[test]
fn no_text_at_all() {
    for text in [
        "",
        " ",
        "\n",
        "\u{feff}",
        "()",
        "(",
        ")",
        "[]",
        "{}",
        "\"\"",
        "0",
        "//",
        "/*",
        "\u{0}",
        "é",
        "#![enable(x)]",
    ] {
        assert_eq!(endure(text), End::Refused, "{text:?}");
    }
    for (open, close) in
        [("(", ")"), ("[", "]"), ("{", "}"), ("(a: ", ")"), ("Some(", ")"), ("/*", "*/"), ("\"\\", "\"")]
    {
        for depth in [10, 1000, 100_000] {
            assert_eq!(endure(&open.repeat(depth)), End::Refused);
            assert_eq!(endure(&format!("{}{}", open.repeat(depth), close.repeat(depth))), End::Refused);
        }
    }
}

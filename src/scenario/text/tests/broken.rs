//! Text that is not well formed: what is said, where, and what is kept.

use super::*;

/// The only fault of a text: the marked part and the message.
fn one(text: &str) -> String {
    let (sources, file) = sources(text);
    let findings = scan(file, &sources).findings;
    assert_eq!(findings.len(), 1, "{text}: {findings:#?}");
    brief(&findings[0], &sources)
}

fn kept(text: &str) -> String {
    let (sources, file) = sources(text);
    let scanned = scan(file, &sources);
    assert!(scanned.sound, "{text}");
    emit(&scanned.tree.unwrap(), &sources).text
}

#[test]
fn a_missing_comma_loses_nothing() {
    assert_eq!(one("(a: 1 b: 2)"), "K002 <b> expected a comma");
    assert_eq!(kept("(a: 1 b: 2)"), "(a: 1, b: 2)");
    assert_eq!(one("[\"a\" \"b\"]"), "K002 <\"> expected a comma");
    assert_eq!(kept("[(a: 1) {}]"), "[(a: 1), {}]");
    assert_eq!(one("(a: 1,, b: 2)"), "K002 <,> a comma too many");
    assert_eq!(kept("(a = 1)"), "(a: 1)");
}

#[test]
fn a_quantity_without_quotes_is_told_and_understood() {
    assert_eq!(one("(a: 12 h, b: 1)"), "K002 <12 h> `12 h` is not a number");
    assert_eq!(kept("(a: 12 h, b: 1)"), "(a: \"12 h\", b: 1)");
    assert_eq!(kept("(a: 2024-01-01)"), "(a: \"2024-01-01\")");
    assert_eq!(kept("(a: 4.5 Mt/yr // each way\n)"), "(a: \"4.5 Mt/yr\")");
    let findings = faults("(a: 30 %)");
    assert_eq!(findings[0].hint.as_deref(), Some("write `\"30 %\"`"));
}

#[test]
fn a_key_without_quotes_is_told_and_understood() {
    assert_eq!(one("{ aktau-alat: 1 }"), "K002 <aktau-alat> the key `aktau-alat` needs quotes");
    assert_eq!(kept("{ aktau-alat: 1 }"), "{\"aktau-alat\": 1}");
    assert_eq!(kept("{ 2024-01-01: 1, 3: 2 }"), "{\"2024-01-01\": 1, 3: 2}");
}

#[test]
fn brackets_name_their_partner() {
    assert_eq!(one("(a: [1, 2)"), "K002 <)> expected `]`, found `)`");
    assert_eq!(one("(a: {\"x\": 1, "), "K002 <{> `{` is never closed");
    assert_eq!(one("(a: 1))"), "K002 <)> text after the end of the value");
    assert_eq!(one("(a: [1, 2}, b: 3)"), "K002 <}> expected `]`, found `}`");
    let related = &faults("(a: [1, 2)")[0].related;
    assert_eq!(related[0].0.range(), 4..5);
}

#[test]
fn what_is_never_closed_is_told_at_its_opening() {
    assert_eq!(one("(a: \"x)"), "K002 <\"> a text is never closed");
    assert_eq!(one("(a: r#\"x\")"), "K002 <r> a text is never closed");
    assert_eq!(one("(a: 1 /* x"), "K002 </*> a comment is never closed");
    assert_eq!(one("(a: 'xy')"), "K002 <'> single quotes hold one character");
}

#[test]
fn a_missing_closing_quote_is_suspected() {
    let text = "(\n  name: \"First,\n  start: \"2024-01-01\",\n  end: \"x\",\n)";
    let findings = faults(text);
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert_eq!(findings[0].related[0].0.range(), 10..17);
}

#[test]
fn odd_things_are_told() {
    assert_eq!(one(""), "K002 <> there is nothing to read here");
    assert_eq!(one("// only\n"), "K002 <> there is nothing to read here");
    assert_eq!(one("version: 1"), "K002 <:> text after the end of the value");
    assert_eq!(one("(a: , b: 1)"), "K002 <a> `a` has no value");
    assert_eq!(one("(a: @, b: 1)"), "K002 <@> unexpected character `@`");
    assert_eq!(one("{1 2}"), "K002 <1> expected `:` after `1`");
    assert_eq!(one("(a: \"\\q\")"), "K002 <\\q> this escape means nothing");
    assert_eq!(one("{[1]: 2}"), "K002 <[> expected a key and its value");
}

#[test]
fn several_faults_come_out_at_once() {
    let (sources, file) = sources("(a: 1 b: 12 h, c: @, d: (e 5), f: [1 2])");
    let found = briefs(&scan(file, &sources).findings, &sources);
    assert_eq!(
        found,
        [
            "K002 <b> expected a comma",
            "K002 <12 h> `12 h` is not a number",
            "K002 <@> unexpected character `@`",
            "K002 <5> expected a comma",
            "K002 <2> expected a comma",
        ]
    );
}

#[test]
fn a_repeated_key_is_told_once_with_the_first_place() {
    let text = "{\"a\": (x: 1, y: (z: 1)), \"b\": 2, \"a\": (x: 3, y: (z: 1))}";
    let (sources, file) = sources(text);
    let scanned = scan(file, &sources);
    assert_eq!(briefs(&scanned.findings, &sources), ["K006 <\"a\"> `a` is given twice"]);
    assert_eq!(scanned.findings[0].at.unwrap().start, 33);
    assert_eq!(scanned.findings[0].related[0].0.range(), 1..4);
    assert!(scanned.sound);
    assert_eq!(scanned.tree.unwrap().get("a.x").unwrap().span.range(), 10..11);
    assert_eq!(faults("Sourced(1, value: 2)")[0].code, Code::REPEATED_KEY);
}

#[test]
fn deep_nesting_is_a_fault_and_no_crash() {
    for open in ["[", "(", "Some(", "{1:", "(a:"] {
        let deep = open.repeat(100_000);
        let found = faults(&deep);
        assert!(found[0].message.contains("nested deeper"), "{open}");
    }
    let fine = format!("{}{}", "[".repeat(MAX_DEPTH), "]".repeat(MAX_DEPTH));
    assert_eq!(faults(&fine), []);
}

#[test]
fn garbage_stops_early_and_in_linear_time() {
    let start = std::time::Instant::now();
    for garbage in ["@", "1 ", "a:", ",", "\"\\", "/*", "(]", "'", "r#", "\u{0}", "[1 ", "x=\n", "é{"] {
        let text = garbage.repeat(1_000_000 / garbage.len());
        let (sources, file) = sources(&text);
        let found = scan(file, &sources).findings;
        assert!((1..=40).contains(&found.len()), "{garbage}: {}", found.len());
        assert!(!render(&found, &sources, Style::Plain, 100).is_empty());
    }
    assert!(start.elapsed().as_secs() < 30);
}

//! Well-formed text: shapes and exact places.

use super::*;

#[test]
fn every_value_spans_its_own_bytes() {
    let (sources, tree) = good(CORRIDOR);
    let spelled = |path: &str| sources.slice(tree.get(path).unwrap().span);
    assert_eq!(spelled("version"), "1");
    assert_eq!(spelled("nodes.Alat.at"), "(39.97, -49.41)");
    assert_eq!(spelled("nodes.Alat.at.1"), "-49.41");
    assert_eq!(spelled("links.aktau-alat.length"), "Sourced(\"233 nmi\", ref: \"trt-2020\")");
    assert_eq!(spelled("links.aktau-alat.length.value"), "\"233 nmi\"");
    assert_eq!(spelled("links.\"a.b\".speed.cv"), "0.3");
    assert_eq!(spelled("demand.boxes.itinerary.1"), "r#\"a \"raw\" one\"#");
    assert_eq!(spelled("demand.boxes.sign"), "'\\''");
    assert_eq!(spelled("demand.boxes.share"), "-1.5e-3");
    assert_eq!(spelled("fleets.feeder.idle"), "()");
}

#[test]
fn every_key_spans_its_own_bytes() {
    let (sources, tree) = good(CORRIDOR);
    let key = |path: &str| sources.slice(tree.entry(path).unwrap().key_span);
    assert_eq!(key("version"), "version");
    assert_eq!(key("nodes.Alat"), "\"Alat\"");
    assert_eq!(key("links.aktau-alat.length.ref"), "ref");
    assert_eq!(key("links.aktau-alat.length.value"), "\"233 nmi\"");
    assert_eq!(tree.entry("demand.boxes.itinerary.1"), None);
}

#[test]
fn children_lie_within_their_parents() {
    let (_, tree) = good(CORRIDOR);
    tree.walk(&mut |parent| {
        let mut children = parent.items().iter();
        let inside = |child: &Tree| parent.span.start < child.span.start && child.span.end < parent.span.end;
        assert!(children.all(inside));
        assert!(parent.entries().iter().all(|entry| inside(&entry.value)));
    });
}

#[test]
fn positions_count_characters_from_one() {
    let (sources, file) = sources("a\r\nқала: 1\n");
    assert_eq!(sources.position(file, 0), (1, 1));
    assert_eq!(sources.position(file, 3), (2, 1));
    assert_eq!(sources.position(file, 5), (2, 2));
    assert_eq!(sources.position(file, 999), (3, 1));
    assert_eq!(sources.position(FileId(9), 3), (1, 1));
}

#[test]
fn a_byte_order_mark_and_carriage_returns_change_nothing() {
    let plain = "(\n  a: 1, // one\n  b: \"x\",\n)\n";
    let windows = format!("\u{feff}{}", plain.replace('\n', "\r\n"));
    assert_eq!(emitted(plain), "(a: 1, b: \"x\")");
    assert_eq!(emitted(&windows), emitted(plain));
}

#[test]
fn texts_come_without_quotes_and_escapes() {
    let (sources, tree) = good(CORRIDOR);
    let text = |path: &str| tree.get(path).unwrap().text(&sources);
    assert_eq!(text("notes").unwrap(), "Türkiye, \"Zangezur\" \u{2192} қала");
    assert_eq!(text("demand.boxes.itinerary.1").unwrap(), "a \"raw\" one");
    assert_eq!(text("version"), None);
    let broken = "\"one \\\r\n   line\"";
    assert_eq!(unquote(broken).unwrap(), "one line");
    assert_eq!(unquote("\"a\\qb\""), Err(2..4));
}

#[test]
fn quoting_can_be_undone() {
    for text in ["", "a\"b\\c", "\t\r\n\0\u{7}", "қала", "\\\\\""] {
        assert_eq!(unquote(&quote(text)).as_deref(), Ok(text));
        let seen: String = read(&quote(text)).unwrap();
        assert_eq!(seen, text);
    }
}

#[test]
fn the_first_value_of_a_named_block_may_go_without_its_name() {
    assert_eq!(emitted("Sourced(\"233 nmi\", ref: \"x\")"), "Sourced(value: \"233 nmi\", ref: \"x\")");
    assert_eq!(
        emitted("Estimate(Fitted(1, to: 2), low: 0)"),
        "Estimate(value: Fitted(value: 1, to: 2), low: 0)"
    );
    assert_eq!(emitted("Constant(\"6 h\")"), "Constant(\"6 h\")");
    assert_eq!(faults("(1, low: 0)").len(), 1);
    assert_eq!(faults("Estimate(1, 2, low: 0)").len(), 1);
    assert_eq!(faults("Estimate(low: 0, 2)").len(), 1);
}

#[test]
fn shapes_are_told_apart() {
    let kind = |text: &str| good(text).1.kind;
    assert!(matches!(kind("()"), Kind::Block { name: None, .. }));
    assert!(matches!(kind("Idle()"), Kind::Block { name: Some(_), .. }));
    assert!(matches!(kind("(1,)"), Kind::Tuple { name: None, .. }));
    assert!(matches!(kind("Some (1)"), Kind::Tuple { name: Some(_), .. }));
    assert_eq!(kind("true"), Kind::Atom(Atom::Bool));
    assert_eq!(kind("-inf"), Kind::Atom(Atom::Number));
    assert_eq!(kind("Rail // here"), Kind::Atom(Atom::Word));
    assert_eq!(emitted("(r#type: 1, r#a-b: 2)"), "(type: 1, r#a-b: 2)");
    assert_eq!(emitted("{1: 'x', Rail: [], \"a\\tb\": {},}"), "{1: 'x', Rail: [], \"a\\u{9}b\": {}}");
}

#[test]
fn numbers_are_those_of_ron() {
    for number in
        ["0", "-1_000", "0xff", "0b1_0", "0o17", "7u8", "1.", ".5", "2.5e-3", "1E+9", "3f32", "+inf"]
    {
        let kind = good(number).1.kind;
        assert_eq!(kind, Kind::Atom(Atom::Number), "{number}");
        assert!(read::<ron::Value>(number).is_ok(), "{number}");
    }
    for number in ["_1", "1__.._", "1._5", "0x", "0xg", "1e", "--1", "1.2.3", "-infinity", "."] {
        let (sources, file) = sources(number);
        let scanned = scan(file, &sources);
        let kind = scanned.tree.map(|tree| tree.kind);
        assert_ne!(kind, Some(Kind::Atom(Atom::Number)), "{number}");
    }
}

//! Paths, suggestions, the order of findings.

use super::*;

#[test]
fn paths_are_taken_apart() {
    let texts = |path: &str| {
        let path = TreePath::parse(path).unwrap();
        let steps = path.segments().iter();
        steps.map(|it| it.text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(texts("links.aktau-alat.length"), ["links", "aktau-alat", "length"]);
    assert_eq!(texts("links.\"a.b\".length"), ["links", "a.b", "length"]);
    assert_eq!(texts("\"say \\\"x\\\"\""), ["say \"x\""]);
    assert_eq!(texts("demand.westbound boxes.itinerary.0").len(), 4);
    for bad in ["", ".", "a.", ".a", "a..b", "\"a", "\"a\"b"] {
        assert!(TreePath::parse(bad).is_err(), "{bad}");
    }
    let path = TreePath::parse("a.\"b.c\".d").unwrap();
    assert_eq!((path.segments()[1].start, path.segments()[1].end), (2, 7));
    assert_eq!(path.prefix(2), "a.\"b.c\"");
}

#[test]
fn paths_lead_to_values_or_say_where_they_end() {
    let (_, tree) = good(CORRIDOR);
    assert!(tree.get("links.\"a.b\".speed.mean").is_some());
    assert!(tree.get("demand.boxes.itinerary.2").is_none());
    assert!(tree.get("version.x").is_none());
    let path = TreePath::parse("links.aktau-alatt.length").unwrap();
    let missed = tree.follow(&path).unwrap_err();
    assert_eq!(missed.segment, 1);
    assert_eq!(closest("aktau-alatt", missed.siblings()), Some("aktau-alat"));
}

#[test]
fn suggestions_are_close_or_absent() {
    let ports = ["Aktau", "Alat", "Kars"];
    assert_eq!(closest("Alatt", ports), Some("Alat"));
    assert_eq!(closest("aktau", ports), Some("Aktau"));
    assert_eq!(closest("Rotterdam", ports), None);
    assert_eq!(closest("", ports), None);
    assert_eq!(closest("ab", ["abc", "abd"]), Some("abc"));
    assert_eq!(closest(&"a".repeat(100_000), ports), None);
    assert_eq!(one_of(["a", "b", "c"], 2), "`a`, `b` and 1 more");
}

#[test]
fn findings_come_in_the_order_of_the_text_and_once() {
    let at = |file, start| Span::new(FileId(file), start, start + 1);
    let finding = |span| Finding::warning(Code("K100"), "x").at(span);
    let mut findings = Findings::new();
    findings.extend([finding(at(1, 0)), finding(at(0, 9)), finding(at(0, 2)), finding(at(0, 9))]);
    findings.push(Finding::error(Code("K001"), "no place"));
    assert!(findings.has_errors());
    assert_eq!(findings.len(), 5);
    let places: Vec<_> = findings.sorted().iter().map(|it| it.at).collect();
    assert_eq!(places, [None, Some(at(0, 2)), Some(at(0, 9)), Some(at(1, 0))]);
}

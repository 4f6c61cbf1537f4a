//! Nothing panics and nothing hangs, whatever the text.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::*;

/// A tiny generator of pseudo-random numbers.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        let next = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = next.wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "decoded, never read")]
struct Corridor {
    version: u32,
    name: String,
    start: String,
    horizon: Raw,
    nodes: BTreeMap<String, Node>,
    links: BTreeMap<String, Raw>,
    fleets: BTreeMap<String, Fleet>,
    demand: BTreeMap<String, Raw>,
    notes: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "decoded, never read")]
struct Node {
    country: String,
    at: (f64, f64),
    terminal: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "decoded, never read")]
struct Fleet {
    vehicles: u32,
    speed: Speed,
    idle: (),
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "decoded, never read")]
enum Speed {
    Triangular(Raw, Raw, Raw),
    Constant(Raw),
}

/// Deletes, inserts, copies or changes a few characters.
fn mutate(text: &str, dice: &mut Dice) -> String {
    const ODD: [&str; 24] = [
        "(", ")", "[", "]", "{", "}", "\"", "'", "\\", ":", ",", "/*", "*/", "//", "r#", "#", "=", "é",
        "\u{0}", "\r\n", "1", "-", ".", "_",
    ];
    let mut text = text.to_owned();
    for _ in 0..=dice.below(3) {
        let mut at = dice.below(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let next = text[at..].chars().next().map_or(0, char::len_utf8);
        match dice.below(4) {
            0 => text.replace_range(at..at + next, ""),
            1 => text.insert_str(at, ODD[dice.below(ODD.len())]),
            2 => text.replace_range(at..at + next, ODD[dice.below(ODD.len())]),
            _ => text.truncate(at),
        }
        if dice.below(2) == 0 {
            break;
        }
    }
    text
}

/// All steps from text to shown findings.
fn everything(text: &str) -> bool {
    let (sources, file) = sources(text);
    let scanned = scan(file, &sources);
    let mut findings = scanned.findings;
    let clean = findings.is_empty();
    assert!(scanned.sound || !clean, "{text}");
    if let Some(tree) = &scanned.tree {
        let emitted = emit(tree, &sources);
        if clean {
            let seen = read::<ron::Value>(&emitted.text);
            assert!(seen.is_ok(), "{seen:?}\n{text}\n{}", emitted.text);
        }
        let (value, found) = decode::<Corridor>(tree, &sources);
        assert_eq!(value.is_some(), found.is_empty());
        findings.extend(found);
    }
    let shown = Findings::from_iter(findings).sorted();
    for finding in &shown {
        let span = finding.at.unwrap();
        assert!(sources.text(file).get(span.range()).is_some());
    }
    let rendered = render(&shown, &sources, Style::Plain, 100);
    assert_eq!(rendered.is_empty(), shown.is_empty());
    clean
}

#[test]
fn mutations_of_a_good_file_never_panic() {
    assert!(everything(CORRIDOR));
    let mut dice = Dice(42);
    let mut clean = 0;
    for _ in 0..20_000 {
        clean += usize::from(everything(&mutate(CORRIDOR, &mut dice)));
    }
    assert!((1_000..19_000).contains(&clean), "{clean}");
}

#[test]
fn mutations_of_mutations_never_panic() {
    let mut dice = Dice(7);
    let mut text = CORRIDOR.to_owned();
    for round in 0..4_000 {
        text = mutate(&text, &mut dice);
        everything(&text);
        if round % 40 == 0 || text.len() < 50 {
            text = CORRIDOR.to_owned();
        }
    }
}

#[test]
fn odd_assignments_never_panic() {
    let mut dice = Dice(3);
    let good = "links.\"a.b\".speed=Lognormal(mean: \"320 km/d\", cv: 0.3)";
    for _ in 0..5_000 {
        let (mut sources, mut tree) = super::good(CORRIDOR);
        let findings = assign(&mut tree, &mutate(good, &mut dice), &mut sources);
        render(&findings, &sources, Style::Plain, 100);
        let emitted = emit(&tree, &sources);
        assert!(read::<ron::Value>(&emitted.text).is_ok(), "{}", emitted.text);
    }
}

#[test]
fn bytes_of_any_kind_never_panic() {
    let mut dice = Dice(11);
    for _ in 0..500 {
        let bytes: Vec<u8> = (0..dice.below(300)).map(|_| (dice.below(256)) as u8).collect();
        everything(&String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn odd_chains_of_files_never_panic() {
    let over = "(extends: \"base.ron\", remove: [\"links.aktau-alat\", \"nodes.Alat.at\"],
        fleets: {\"feeder\": (vehicles: 7)}, links: {\"new\": (from: \"Aktau\")})";
    let mut dice = Dice(5);
    for _ in 0..3_000 {
        let (over, base) = (mutate(over, &mut dice), mutate(CORRIDOR, &mut dice));
        let sets = ["fleets.feeder.vehicles=9".to_owned()];
        let loaded = load("my.ron".as_ref(), &sets, &mut |path| {
            let known = path.to_str() == Some("my.ron");
            Ok(if known { over.clone() } else { base.clone() })
        });
        assert!(loaded.tree.is_some() || !loaded.findings.is_empty());
        if let Some(tree) = &loaded.tree {
            let text = emit(tree, &loaded.sources).text;
            assert!(read::<ron::Value>(&text).is_ok(), "{text}");
        }
        render(&loaded.findings, &loaded.sources, Style::Plain, 100);
    }
}

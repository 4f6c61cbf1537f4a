//! Ways of writing the same corridor.

use super::EVERYTHING;
use super::sheet::{assert_same, replaced, sheet, values};
use keruen::scenario::Scenario;
use keruen::scenario::text::{Kind, Tree, emit};
use std::path::Path;

fn as_written(name: &str) -> String {
    name.to_owned()
}

/// A tree with the entries of all maps and blocks the other way round; of several routes that fit
/// the first counts, so these stay.
fn turned(tree: &mut Tree) {
    if let Some(entries) = tree.entries_mut() {
        for entry in entries.iter_mut().filter(|entry| entry.key != "routes") {
            turned(&mut entry.value);
        }
        entries.reverse();
    }
    if let Some(items) = tree.items_mut() {
        items.iter_mut().for_each(turned);
    }
}

#[test]
fn the_order_of_the_file_changes_nothing() {
    let scenario = Scenario::read(Path::new("s.ron"), &[], &mut |_| Ok(EVERYTHING.to_owned()));
    let mut tree = scenario.tree.expect("it can be read");
    turned(&mut tree);
    assert!(matches!(tree.kind, Kind::Block { .. }));
    let text = emit(&tree, &scenario.sources).text;
    assert!(text.find("\"sea\"") < text.find("version"), "sections and entries have moved");
    assert_eq!(values(EVERYTHING), values(&text));
}

/// Draws are addressed by the names of links, fleets, borders, terminals, cargo, streams and
/// weather; nodes are not among them.
#[test]
fn names_of_nodes_change_nothing() {
    // Names that sort otherwise than those they replace.
    let names = [
        ("Steppe", "Zhetysu"),
        ("East Quay", "Quay of the rising sun"),
        ("West Quay", "Alat"),
        ("Pass", "Old Pass"),
        ("Market", "A market"),
    ];
    let text = names.iter().fold(EVERYTHING.to_owned(), |text, (old, new)| {
        replaced(&text, &format!("\"{old}\""), &format!("\"{new}\""))
    });
    let called_as_before = |name: &str| {
        let parts = name.split(" → ").map(|part| {
            let old = names.iter().find(|(_, new)| *new == part);
            old.map_or(part, |(old, _)| *old)
        });
        parts.collect::<Vec<_>>().join(" → ")
    };
    assert_same(&sheet(EVERYTHING, as_written), &sheet(&text, called_as_before));
}

/// Figures that are the same number in either unit; where a unit divides a decimal fraction into one
/// that binary digits cannot hold (0.6 %/d is 0.025 %/h), results may differ in the last digit.
#[test]
fn units_of_expression_change_nothing() {
    let same = [
        ("\"90 d\"", "\"2_160 h\""),
        ("\"10 d\"", "\"14_400 min\""),
        ("\"3_000 km\"", "\"3_000_000 m\""),
        ("\"430 km\"", "\"4.3e2 km\""),
        ("\"700 km/d\"", "\"700_000 m/d\""),
        ("\"6 /d\"", "\"0.25 /h\""),
        ("\"70 %\"", "\"0.7\""),
        ("\"12 t/TEU\"", "\"12_000 kg/TEU\""),
        ("\"30_000 t\"", "\"30 kt\""),
        ("\"20_000 TEU\"", "\"20 kTEU\""),
        ("\"20 h\"", "\"1_200 min\""),
        ("\"1 d\"", "\"24 h\""),
        ("\"2 d\"", "\"172_800 s\""),
        ("\"12 TEU/h\"", "\"288 TEU/d\""),
        ("\"2 USD/TEU-d\"", "\"2 USD/TEU/d\""),
        ("\"0.04 USD/t-km\"", "\"0.04 USD/km-t\""),
    ];
    let before = sheet(EVERYTHING, as_written);
    for (one, other) in same {
        assert_same(&before, &sheet(&replaced(EVERYTHING, one, other), as_written));
    }
}

/// Where a value comes from, names of parameters and `Constant` are ways of saying the same.
#[test]
fn provenance_and_spelling_change_nothing() {
    let same = [
        ("\"4 d\"", "Sourced(\"4 d\", ref: \"a\")"),
        ("time: \"18 h\"", "time: Constant(Estimate(\"18 h\", low: \"9 h\", high: \"30 h\", why: \"b\"))"),
        ("time: Exponential(\"6 h\")", "time: Fitted(Exponential(mean: \"6 h\"), to: \"c\")"),
        ("Weibull(\"20 min\", 1.4)", "Weibull(shape: 1.4, scale: \"20 min\")"),
        ("count: 3", "count: Estimate(3, low: 1, high: 4, why: \"d\")"),
        (
            "Empirical(\"1 truck\", \"2 truck\", \"5 truck\")",
            "Empirical([\"5 truck\", \"1 truck\", \"2 truck\"])",
        ),
    ];
    let quoted = replaced(EVERYTHING, "routes: {", "references: { \"a\": (title: \"A\") },\n    routes: {");
    let before = sheet(EVERYTHING, as_written);
    for (one, other) in same {
        assert_same(&before, &sheet(&replaced(&quoted, one, other), as_written));
    }
}

/// An override, an assignment and a changed file are the same scenario.
#[test]
fn overrides_and_assignments_are_changes_of_the_file() {
    let changed = replaced(EVERYTHING, "vehicles: 600", "vehicles: 60");
    let by_override = Scenario::read(Path::new("over.ron"), &[], &mut |path| {
        let over = "(extends: \"base.ron\", fleets: { \"block trains\": (vehicles: 60) })";
        Ok(if path.ends_with("base.ron") { EVERYTHING.to_owned() } else { over.to_owned() })
    });
    let sets = ["fleets.block trains.vehicles=60".to_owned()];
    let by_set = Scenario::read(Path::new("s.ron"), &sets, &mut |_| Ok(EVERYTHING.to_owned()));
    let expected = values(&changed);
    assert_ne!(expected, values(EVERYTHING), "fewer trains matter");
    for scenario in [by_override, by_set] {
        let tree = scenario.tree.as_ref().unwrap_or_else(|| panic!("{:#?}", scenario.findings));
        assert_eq!(values(&emit(tree, &scenario.sources).text), expected);
    }
}

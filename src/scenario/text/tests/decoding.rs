//! Serde types from trees, and faults at their places.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::*;

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub(super) struct Scenario {
    name: String,
    pub(super) links: BTreeMap<String, Link>,
    seed: Option<u32>,
    area: Option<(f64, f64)>,
    open: Option<bool>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub(super) struct Link {
    from: String,
    length: Length,
    mode: Option<Mode>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub(super) enum Mode {
    Sea,
    Rail { gauge: u32 },
    Road(f64),
    Both(f64, f64),
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(try_from = "String")]
pub(super) struct Length(String);

impl TryFrom<String> for Length {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match text.ends_with(" km") {
            true => Ok(Self(text)),
            false => Err(format!("`{text}` is not a length")),
        }
    }
}

fn told(text: &str) -> Vec<String> {
    let (sources, tree) = good(text);
    let (value, findings) = decode::<Scenario>(&tree, &sources);
    assert_eq!(value.is_some(), findings.is_empty());
    briefs(&findings, &sources)
}

fn link(fields: &str) -> String {
    format!("(\n  name: \"x\",\n  links: {{\n    \"a.b\": (from: \"é\", {fields}),\n  }},\n)")
}

fn finding(text: &str) -> Finding {
    let (sources, tree) = good(text);
    let mut findings = decode::<Scenario>(&tree, &sources).1;
    findings.remove(0)
}

#[test]
fn good_scenarios_decode() {
    let text = link("length: \"3 km\", mode: Rail(gauge: 1520)");
    assert_eq!(told(&text), [""; 0]);
    for mode in ["Sea", "Road(2)", "Both(1, 2.5)", "None", "Some(Sea)"] {
        assert_eq!(told(&link(&format!("length: \"3 km\", mode: {mode}"))), [""; 0]);
    }
}

#[test]
fn unknown_fields_are_all_told_with_what_was_meant() {
    let text = "(nam: \"x\", links: {\"a\": (from: \"p\", lenght: \"3 km\", colour: 1)}, sed: 1)";
    assert_eq!(
        told(text),
        [
            "K003 <nam> unknown field `nam`",
            "K003 <lenght> unknown field `lenght` in `links.a`",
            "K003 <colour> unknown field `colour` in `links.a`",
            "K003 <sed> unknown field `sed`",
        ]
    );
    assert_eq!(finding(text).hint.as_deref(), Some("did you mean `name`?"));
    let known = finding("(name: \"x\", links: {}, xyz: 1)");
    assert_eq!(known.hint.as_deref(), Some("known fields: `name`, `links`, `seed`, `area`, `open`"));
    let twice = finding("(name: \"x\", links: {}, seed: 1, sead: 2)");
    assert_eq!(twice.hint.as_deref(), Some("`seed` is already given"));
}

#[test]
fn a_misspelled_field_is_not_missed_as_well() {
    let text = link("lenght: \"3 km\"");
    assert_eq!(told(&text), ["K003 <lenght> unknown field `lenght` in `links.\"a.b\"`"]);
}

#[test]
fn missing_fields_are_told_at_the_closing_bracket() {
    let text = link("mode: Sea");
    assert_eq!(told(&text), ["K004 <)> missing field `length` in `links.\"a.b\"`"]);
    let finding = finding(&text);
    assert_eq!(finding.label, "add `length: ..` here");
    let (sources, tree) = good(&text);
    assert_eq!(sources.slice(finding.related[0].0), "\"a.b\"");
    assert_eq!(finding.at.unwrap().end, tree.get("links.\"a.b\"").unwrap().span.end);
    assert_eq!(told("()"), ["K004 <)> missing field `name`"]);
}

#[test]
fn unknown_words_are_told_with_what_was_meant() {
    let text = link("length: \"3 km\", mode: Raill(gauge: 1520)");
    assert_eq!(told(&text), ["K005 <Raill> unknown word `Raill` in `links.\"a.b\".mode`"]);
    assert_eq!(finding(&text).hint.as_deref(), Some("did you mean `Rail`?"));
    let air = finding(&link("length: \"3 km\", mode: Air"));
    assert_eq!(air.hint.as_deref(), Some("expected one of `Sea`, `Rail`, `Road`, `Both`"));
}

#[test]
fn wrong_values_are_told_as_a_whole() {
    let cases = [
        ("mode: \"Sea\"", "K005 <\"Sea\"> expected a word in `links.\"a.b\".mode`"),
        ("mode: Sea(1)", "K005 <Sea(1)> there is more here than expected in `links.\"a.b\".mode`"),
        ("mode: Rail(gauge: \"x\")", "K005 <\"x\"> expected a whole number in `links.\"a.b\".mode.gauge`"),
        (
            "mode: Rail(gauge: -5)",
            "K005 <-5> the number is too large, too small or negative in `links.\"a.b\".mode.gauge`",
        ),
        (
            "mode: Rail(gauge: 1.5)",
            "K005 <1.5> there is more here than expected in `links.\"a.b\".mode.gauge`",
        ),
        ("mode: Rail()", "K004 <)> missing field `gauge` in `links.\"a.b\".mode`"),
        ("mode: Rail", "K005 <Rail> expected a block `( name: value, .. )` in `links.\"a.b\".mode`"),
        ("mode: Rail(gage: 3)", "K003 <gage> unknown field `gage` in `links.\"a.b\".mode`"),
        ("mode: Both(1)", "K005 <Both(1)> expected 2 values, found 1 in `links.\"a.b\".mode`"),
        ("mode: Both(1, 2, 3)", "K005 <3> there is more here than expected in `links.\"a.b\".mode.2`"),
        ("mode: Road(\"x\")", "K005 <\"x\"> expected a number in `links.\"a.b\".mode.0`"),
        ("mode: [1]", "K005 <[1]> expected a word in `links.\"a.b\".mode`"),
    ];
    for (fields, expected) in cases {
        assert_eq!(told(&link(&format!("length: \"3 km\", {fields}"))), [expected]);
    }
}

#[test]
fn faults_of_own_types_are_told_at_the_value() {
    for wrong in ["\"3 h\"", "\"\"", "\" \"", "\"a\nb\""] {
        let text = link(&format!("length: {wrong}"));
        let (sources, tree) = good(&text);
        let findings = decode::<Scenario>(&tree, &sources).1;
        assert_eq!(findings[0].at.unwrap().start, tree.get("links.\"a.b\".length").unwrap().span.start);
        assert!(findings[0].message.contains("is not a length"));
    }
    assert_eq!(
        told(&link("length: 3")),
        ["K005 <3> expected a text in double quotes in `links.\"a.b\".length`"]
    );
    let bare = finding("(name: Corridor, links: {})");
    assert_eq!(bare.hint.as_deref(), Some("write it in quotes: `\"Corridor\"`"));
    assert_eq!(bare.label, "found `Corridor`");
    let key = finding("(name: \"x\", links: {a: (from: \"x\", length: \"3 km\")})");
    assert_eq!(key.hint.as_deref(), Some("write it in quotes: `\"a\"`"));
}

#[test]
fn values_of_the_wrong_shape_are_told() {
    let case = |field: &str| told(&format!("(name: \"x\", links: {{}}, {field})")).remove(0);
    assert_eq!(case("area: [1, 2]"), "K005 <[1, 2]> expected a block `( name: value, .. )` in `area`");
    assert_eq!(case("area: (1, \"2\")"), "K005 <\"2\"> expected a number in `area.1`");
    assert_eq!(case("open: 1"), "K005 <1> expected `true` or `false` in `open`");
    assert_eq!(
        case("seed: 99999999999"),
        "K005 <99999999999> the number is too large, too small or negative in `seed`"
    );
    assert_eq!(
        told("(name: \"x\", links: ())"),
        ["K005 <()> expected a map `{ \"name\": value, .. }` in `links`"]
    );
    assert_eq!(told("Corridor(name: \"x\", links: {})").len(), 1);
}

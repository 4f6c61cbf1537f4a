//! The values of a few replications, by measure, ready to be compared.

use keruen::corridor::Corridor;
use keruen::scenario::Scenario;
use keruen::study::{Measure, Replications};
use std::collections::BTreeMap;
use std::path::Path;

pub const SEED: u64 = 5;
pub const REPLICATIONS: u64 = 3;

/// A measure's path and selectors, as one text.
pub type Key = String;

/// What every replication gave for a measure, as the bits of the number.
pub type Bits = Vec<Option<u64>>;

/// The corridor of a scenario text.
#[track_caller]
pub fn corridor(text: &str) -> Corridor {
    let scenario = Scenario::read(Path::new("scenario.ron"), &[], &mut |_| Ok(text.to_owned()));
    scenario.corridor.unwrap_or_else(|| panic!("{:#?}", scenario.findings))
}

/// All measures of a scenario text, in their order, and what each replication gave.
#[track_caller]
pub fn values(text: &str) -> Vec<(Measure, Bits)> {
    let corridor = corridor(text);
    let replications = Replications::of(&corridor, SEED);
    let measures = replications.sheet().measures().to_vec();
    let mut all: Vec<(Measure, Bits)> = measures.into_iter().map(|measure| (measure, Vec::new())).collect();
    for number in 0..REPLICATIONS {
        let values = replications.one(number).expect("it reaches its horizon");
        for ((_, bits), value) in all.iter_mut().zip(values) {
            bits.push(value.map(f64::to_bits));
        }
    }
    all
}

/// The values by key; `name` may call the selectors' values otherwise.
#[track_caller]
pub fn sheet(text: &str, name: impl Fn(&str) -> String) -> BTreeMap<Key, Bits> {
    let key = |measure: &Measure| {
        let selectors = measure.selectors.iter().map(|(key, value)| format!("{key}={}", name(value)));
        format!("{}[{}]", measure.path, selectors.collect::<Vec<_>>().join(", "))
    };
    values(text).into_iter().map(|(measure, bits)| (key(&measure), bits)).collect()
}

/// Both sheets have the same measures with the same values.
#[track_caller]
pub fn assert_same(one: &BTreeMap<Key, Bits>, other: &BTreeMap<Key, Bits>) {
    for (key, bits) in one {
        let found = other.get(key).unwrap_or_else(|| panic!("{key} is missing"));
        assert_eq!(shown(bits), shown(found), "{key}");
        assert_eq!(bits, found, "{key} differs in its last digits");
    }
    let new = other.keys().find(|key| !one.contains_key(*key));
    assert_eq!(new, None, "a measure that was not there");
}

fn shown(bits: &Bits) -> Vec<Option<f64>> {
    bits.iter().map(|bits| bits.map(f64::from_bits)).collect()
}

/// A text with something in it replaced that must be there.
#[track_caller]
pub fn replaced(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "`{from}` is not in the scenario");
    text.replace(from, to)
}

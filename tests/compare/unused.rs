//! What nobody uses changes nothing, not even a digit.

use super::{EVERYTHING, SEED, compared, plan};
use keruen::corridor::Corridor;
use keruen::stats::Verdict;
use keruen::study::{Comparison, Measure, Reading, Replications, compare};
use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

/// What a replication gave for each measure, as the bits of the number.
type Told = Vec<(Measure, Option<u64>)>;

/// Something on the same map that nobody is sent over.
const UNUSED: [&str; 4] = [
    "nodes.\"Far Away\"=(country: \"KZ\", at: (48.0, 60.0))",
    "links.\"road to far away\"=(from: \"Steppe\", to: \"Far Away\", mode: Road, length: \"300 km\", time: Lognormal(mean: \"9 h\", cv: 0.4))",
    "fleets.\"idle lorries\"=(vehicles: 3, home: \"Steppe\", speed: \"60 km/h\", carries: { \"lorries\": \"1 truck\" }, returns: AtOnce)",
    "services.\"to far away\"=(from: \"Steppe\", along: [\"road to far away\"], fleet: \"idle lorries\", departs: OnDemand, tariff: \"90 USD/truck\")",
];

/// A stream of goods of its own, on the map above.
const STREAM: [&str; 3] = [
    "cargo.\"wool\"=(unit: Truck, mass: \"9 t/truck\")",
    "fleets.\"idle lorries\".carries.\"wool\"=\"1 truck\"",
    "demand.\"wool\"=(cargo: \"wool\", from: \"Steppe\", to: \"Far Away\", volume: \"3 truck/d\", consignment: \"1 truck\")",
];

#[track_caller]
fn corridor(sets: &[&str]) -> Corridor {
    super::corridor(EVERYTHING, sets)
}

#[track_caller]
fn assert_same(comparison: &Comparison) {
    let found = comparison.difference.unwrap_or_else(|| panic!("{:?} has no pairs", comparison.measure));
    assert!(found.estimate.estimate == 0.0 && found.estimate.all_agree(), "{comparison:?}");
    assert_eq!(comparison.answer.map(|it| it.verdict), Some(Verdict::Equivalent), "{comparison:?}");
}

#[test]
fn an_unused_node_link_fleet_and_service_leave_every_difference_at_zero() {
    let base = corridor(&[]);
    for count in 1..=UNUSED.len() {
        let alternative = corridor(&UNUSED[..count]);
        let compared = compared(&[&base, &alternative], &plan(6, &[]));
        assert!(compared.comparisons.len() > 20);
        compared.comparisons.iter().for_each(assert_same);
    }
}

#[test]
fn a_stream_apart_from_the_others_changes_none_of_them() {
    let base = corridor(&[]);
    let alternative = corridor(&[&UNUSED[..], &STREAM].concat());
    let compared = compared(&[&base, &alternative], &plan(6, &[]));
    let cargo = |it: &Comparison| it.measure.selectors.get("cargo").cloned();
    let own = compared.comparisons.iter().filter(|it| cargo(it).is_some_and(|cargo| cargo != "wool"));
    assert!(own.clone().count() > 20);
    own.for_each(assert_same);
    let wool = compared.comparisons.iter().filter(|it| cargo(it).as_deref() == Some("wool"));
    assert!(wool.clone().count() > 0 && wool.clone().all(|it| it.base.is_none() && it.answer.is_none()));
    assert_eq!(compared.streams.len(), 1);
    assert!(compared.streams[0].name == "wool" && !compared.streams[0].in_base);
}

/// What a comparison is told by replication K of a scenario is what replication K gives alone.
#[test]
fn a_replication_alone_is_the_one_in_a_comparison() {
    let corridors = [corridor(&[]), corridor(&["fleets.feeders.vehicles=5"])];
    let mut told: BTreeMap<(usize, u64), Told> = BTreeMap::new();
    let mut sink = |scenario, number, measures: &[(usize, Measure)], reading: &Reading| {
        let values = measures
            .iter()
            .map(|(place, measure)| (measure.clone(), reading.values[*place].map(f64::to_bits)));
        told.insert((scenario, number), values.collect());
    };
    let both: Vec<&Corridor> = corridors.iter().collect();
    compare(&both, &plan(40, &[]), &AtomicBool::new(false), &|| (), &mut sink);
    assert_eq!(told.len(), 80);
    for number in [0, 7, 33, 39] {
        for (scenario, corridor) in corridors.iter().enumerate() {
            let alone = Replications::of(corridor, SEED);
            let values = alone.one(number).expect("it reaches its horizon");
            for (measure, bits) in &told[&(scenario, number)] {
                let place = alone.sheet().measures().iter().position(|it| it == measure);
                let value = place.and_then(|place| values[place]).map(f64::to_bits);
                assert_eq!(*bits, value, "{measure:?} of replication {number} in scenario {scenario}");
            }
        }
    }
}

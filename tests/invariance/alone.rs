//! A replication alone is the replication among others.

use super::EVERYTHING;
use super::sheet::{SEED, corridor};
use keruen::corridor::Simulator;
use keruen::scenario::Scenario;
use keruen::study::{Ended, Replications, RunPlan, run};
use std::path::Path;
use std::sync::atomic::AtomicBool;

fn bits(values: &[Option<f64>]) -> Vec<Option<u64>> {
    values.iter().map(|value| value.map(f64::to_bits)).collect()
}

/// In a new simulator, in one that has just run another, and in a study: the same bits.
#[test]
fn a_replication_alone_is_the_same_as_among_others() {
    let corridor = corridor(EVERYTHING);
    let mut among_others = Vec::new();
    let plan = RunPlan { replications: 40, seed: SEED };
    let results = run(&corridor, plan, &AtomicBool::new(false), &|| (), &mut |_, number, values| {
        assert_eq!(number, among_others.len() as u64, "in the order of their numbers");
        among_others.push(bits(values));
    });
    assert_eq!(results.ended, Ended::Complete);
    let one_after_another = Replications::of(&corridor, SEED);
    for number in [39, 0, 17, 39, 3, 2, 1, 33] {
        let expected = &among_others[number as usize];
        let alone = Replications::of(&corridor, SEED).one(number).expect("it reaches its horizon");
        assert_eq!(&bits(&alone), expected, "replication {number} alone");
        let next = one_after_another.one(number).expect("it reaches its horizon");
        assert_eq!(&bits(&next), expected, "replication {number} after others");
    }
}

/// What a lot draws is drawn together when it appears, on the short way alone. It comes to the same
/// where laws change on a date, where lots are split, and where they turn to another way.
#[test]
fn amounts_drawn_ahead_are_those_drawn_when_they_are_needed() {
    let mini = "benches/mini/mini.ron";
    let large = "demand.\"boxes east\".consignment=Uniform(\"1 TEU\", \"60 TEU\")";
    let seldom = "demand.\"boxes east\".comes.every=Exponential(\"20 h\")";
    let slower = "projects={ \"slower\": (from: \"2024-03-01\", changes: { \
        \"links.rail east.time.mean\": \"90 h\", \"borders.post.release.mean\": \"1 h\", \
        \"terminals.quay.handling.boxes.unload.time.mean\": \"0.5 h\" }) }";
    let two_ways = "scenarios/textbook/two_ways.ron";
    let turns = [
        "demand.boxes.choice=Cheapest",
        "demand.boxes.reroutes_after=\"12 h\"",
        "links.rail.closed=[(from: \"2024-01-21\", to: \"2024-02-02\", why: \"landslide\")]",
        "links.rail.time=Gamma(mean: \"20 h\", cv: 0.4)",
        "links.road.time=Lognormal(mean: \"20 h\", cv: 0.4)",
    ];
    let cases: [(&str, &[&str]); 4] =
        [(mini, &[]), (mini, &[slower]), (mini, &[slower, large, seldom]), (two_ways, &turns)];
    for (file, sets) in cases {
        let sets: Vec<String> = sets.iter().map(|&set| set.to_owned()).collect();
        let scenario = Scenario::open(Path::new(file), &sets);
        let corridor = scenario.corridor.unwrap_or_else(|| panic!("{:#?}", scenario.findings));
        let mut ahead = Simulator::new(&corridor);
        let mut when_needed = Simulator::new(&corridor).the_long_way();
        for number in 0..3 {
            let [one, other] =
                [&mut ahead, &mut when_needed].map(|way| format!("{:?}", way.replicate(SEED, number)));
            assert!(one == other, "replication {number} of {file} with {sets:?}");
        }
    }
}

/// Lots that have a vehicle to themselves, or find one standing open for them, go a short way through
/// the code. Everything a replication
/// leaves behind is the same without it.
#[test]
fn the_short_way_leads_to_the_same_place_as_the_long_one() {
    let textbook = |name: &str| std::fs::read_to_string(format!("scenarios/textbook/{name}.ron"));
    let books =
        ["mmc", "bulk_full_or_after", "bulk_when_full", "finite_buffer", "machine_repair", "timetable"];
    let books = books.map(|name| textbook(name).expect("the scenario is there"));
    let mini = std::fs::read_to_string("benches/mini/mini.ron").expect("the scenario is there");
    let books = books.iter().map(String::as_str);
    for text in books.chain([EVERYTHING, &mini]) {
        let corridor = corridor(text);
        let mut short = Simulator::new(&corridor);
        let mut long = Simulator::new(&corridor).the_long_way();
        for number in 0..3 {
            let [short, long] =
                [&mut short, &mut long].map(|way| format!("{:?}", way.replicate(SEED, number)));
            assert!(short == long, "replication {number} of `{}`", corridor.name);
        }
    }
}

//! A replication alone is the replication among others.

use super::EVERYTHING;
use super::sheet::{SEED, corridor};
use keruen::corridor::Simulator;
use keruen::study::{Ended, Replications, RunPlan, run};
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

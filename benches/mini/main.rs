//! Speed, reported and never judged: `cargo bench`.
//!
//! - the event list beside std's heap, by the hold model
//! - the mini corridor as a scenario file beside the same model by hand, in interleaved blocks
//! - one replication of the 2024 corridor
//! - allocations in steady state, and peak memory by number of replications

use keruen::corridor::{Corridor, Simulator};
use keruen::scenario::Scenario;
use keruen::sim::{Calendar, Rank, Time};
use keruen::study::{RunPlan, Sheet, run};
use std::hint::black_box;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

pub mod by_hand;
pub mod counting;
pub mod hold;

#[global_allocator]
static ALLOCATOR: counting::Counting = counting::Counting;

/// Blocks in which the two contenders take turns.
const BLOCKS: u64 = 15;
/// Replications of a block.
const BLOCK: u64 = 10;
/// Replications that answers are averaged over.
const ANSWERED: u64 = 200;

fn main() {
    holds();
    let scenarios = open("benches/mini/mini.ron").zip(open("scenarios/middle_corridor_2024.ron"));
    let Some((mini, year)) = scenarios else {
        return println!("a scenario has findings; `keruen check` tells them");
    };
    answers(&mini);
    pace(&mini);
    steady_state("mini corridor", &mini);
    corridor_year(&year);
    steady_state("2024 corridor", &year);
    memory(&mini);
}

fn open(file: &str) -> Option<Corridor> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    Scenario::open(&path, &[]).corridor
}

/// One replication of a scenario with everything a study takes from it.
fn replicate(simulator: &mut Simulator<'_>, sheet: &Sheet<'_>, number: u64) -> u64 {
    let outcome = simulator.replicate(1, number);
    let events = outcome.events;
    black_box(sheet.values(outcome));
    events
}

/// The event list beside std's heap.
fn holds() {
    for (pending, holds) in [(100, 100_000), (10_000, 50_000), (1_000_000, 20_000)] {
        let ours = hold::Contender {
            list: Calendar::new(),
            push: |list: &mut Calendar<u32>, time, id| {
                list.schedule(Time::from_ms(time), Rank::Finish, id);
            },
            pop: |list: &mut Calendar<u32>| list.next().map_or((0, 0), |(time, id)| (time.ms(), id)),
        };
        let duel = hold::duel(ours, hold::std_heap(), pending, 41, holds);
        println!(
            "hold, {:>9} pending: {:>6.1} ns, std's heap {:>6.1} ns, ratio {:.2} (quartiles {:.2} to {:.2})",
            duel.pending, duel.first, duel.second, duel.ratio, duel.quartiles[0], duel.quartiles[1],
        );
    }
}

/// Both versions of the mini corridor must say the same, within intervals.
fn answers(mini: &Corridor) {
    let plan = RunPlan { replications: ANSWERED, seed: 1 };
    let results = run(mini, plan, &AtomicBool::new(false), &|| {}, &mut |_, _, _| {});
    let by_hand: Vec<_> = (0..ANSWERED).map(|replication| by_hand::replicate(1, replication)).collect();
    let say = |name: &str, path: &str, scale: f64, of: fn(&by_hand::Answer) -> f64| {
        let n = by_hand.len() as f64;
        let mean = by_hand.iter().map(of).sum::<f64>() / n;
        let squares: f64 = by_hand.iter().map(|answer| (of(answer) - mean).powi(2)).sum();
        let error = (squares / (n - 1.0) / n).sqrt();
        let found = results.get(path, &[]);
        let (value, half) = found
            .map_or((f64::NAN, f64::NAN), |found| (found.estimate, found.half_width().unwrap_or(f64::NAN)));
        println!(
            "{name:<22} by hand {mean:>10.3} ±{:.3}, scenario file {:>10.3} ±{:.3}",
            1.96 * error,
            value * scale,
            half * scale
        );
    };
    say("delivered [lots]", "delivered.teu", 1.0, |answer| answer.delivered as f64);
    say("mean transit [h]", "transit_time.mean", 24.0, |answer| answer.mean_transit);
    say("P90 transit [h]", "transit_time.p90", 24.0, |answer| answer.p90_transit);
}

/// Corridor years a second on one thread, in turns. Each block has a simulator of its own: how fast one is
/// depends by some percent on where its memory happens to lie, which the middle over all of them evens out.
fn pace(mini: &Corridor) {
    let sheet = Sheet::of(mini);
    let mut simulators: Vec<Simulator<'_>> = (0..BLOCKS).map(|_| Simulator::new(mini)).collect();
    for simulator in &mut simulators {
        replicate(simulator, &sheet, 0);
    }
    let (mut ratios, mut ours, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    let mut events = 0;
    for (block, simulator) in (0..BLOCKS).zip(&mut simulators) {
        let numbers = block * BLOCK..(block + 1) * BLOCK;
        let start = Instant::now();
        for number in numbers.clone() {
            black_box(by_hand::replicate(black_box(1), number));
        }
        let by_hand = start.elapsed().as_secs_f64();
        let start = Instant::now();
        for number in numbers {
            events += replicate(simulator, &sheet, number);
        }
        let scenario = start.elapsed().as_secs_f64();
        ratios.push(scenario / by_hand);
        theirs.push(BLOCK as f64 / by_hand);
        ours.push(BLOCK as f64 / scenario);
    }
    println!(
        "mini corridor: by hand {:.0} years/s, scenario file {:.0} years/s ({} events a year), ratio {:.2} (quartiles {:.2} to {:.2})",
        middle(&mut theirs, 0.5),
        middle(&mut ours, 0.5),
        events / (BLOCKS * BLOCK),
        middle(&mut ratios, 0.5),
        middle(&mut ratios, 0.25),
        middle(&mut ratios, 0.75),
    );
}

/// One replication of the 2024 corridor.
fn corridor_year(year: &Corridor) {
    let mut simulator = Simulator::new(year);
    let sheet = Sheet::of(year);
    replicate(&mut simulator, &sheet, 0);
    let mut times: Vec<f64> = Vec::new();
    let mut events = 0;
    for number in 0..60 {
        let start = Instant::now();
        events += replicate(&mut simulator, &sheet, number);
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    println!(
        "2024 corridor: {:.1} ms a replication (quartiles {:.1} to {:.1}), {} events",
        middle(&mut times, 0.5),
        middle(&mut times, 0.25),
        middle(&mut times, 0.75),
        events / 60
    );
}

/// What a replication asks of the allocator once its memory is there.
fn steady_state(name: &str, corridor: &Corridor) {
    let mut simulator = Simulator::new(corridor);
    for number in 0..5 {
        simulator.replicate(1, number);
    }
    let before = counting::allocations();
    let events = simulator.replicate(1, 5).events;
    let first = counting::allocations() - before;
    let before = counting::allocations();
    simulator.replicate(1, 5);
    println!(
        "{name}: {first} allocations in a replication of {events} events, {} when it is run again",
        counting::allocations() - before
    );
}

/// Peak memory must not grow with the number of replications.
fn memory(mini: &Corridor) {
    for replications in [10, 100, 1000] {
        let held = counting::current_bytes();
        counting::reset_peak();
        let plan = RunPlan { replications, seed: 1 };
        let one = rayon::ThreadPoolBuilder::new().num_threads(1).build();
        if let Ok(one) = one {
            black_box(one.install(|| run(mini, plan, &AtomicBool::new(false), &|| {}, &mut |_, _, _| {})));
        }
        println!(
            "memory: {replications:>5} replications, {:.1} MB at peak",
            (counting::peak_bytes() - held) as f64 / 1e6
        );
    }
}

/// A quantile of timings, by the nearest rank.
fn middle(values: &mut [f64], p: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    values[((values.len() - 1) as f64 * p).round() as usize]
}

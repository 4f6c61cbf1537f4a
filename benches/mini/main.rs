//! The mini corridor by hand, and the hold model: `cargo bench --bench mini`.

use std::hint::black_box;
use std::time::Instant;

pub mod by_hand;
pub mod counting;
pub mod hold;

#[global_allocator]
static ALLOCATOR: counting::Counting = counting::Counting;

/// Replications that are timed \[replications\].
const TIMED: u64 = 300;
/// Replications in one block of timing \[replications\].
const BLOCK: u64 = 20;
/// Replications that the answers are averaged over \[replications\].
const ANSWERED: u64 = 100;

fn main() {
    memory();
    pace();
    answers();
    holds();
}

/// What one replication asks of the allocator.
fn memory() {
    let allocations = counting::allocations();
    let held = counting::current_bytes();
    counting::reset_peak();
    black_box(by_hand::replicate(1, 0));
    println!(
        "memory: {} allocations, {} bytes at peak, {} bytes left",
        counting::allocations() - allocations,
        counting::peak_bytes() - held,
        counting::current_bytes() - held,
    );
}

/// How many corridor years one thread runs in a second.
fn pace() {
    let mut events = 0;
    let mut rates = Vec::new();
    let start = Instant::now();
    for block in 0..TIMED / BLOCK {
        let block_start = Instant::now();
        for replication in block * BLOCK..(block + 1) * BLOCK {
            events += by_hand::replicate(black_box(1), replication).events;
        }
        rates.push(BLOCK as f64 / block_start.elapsed().as_secs_f64());
    }
    let seconds = start.elapsed().as_secs_f64();
    rates.sort_by(f64::total_cmp);
    println!(
        "pace: {:.1} years/s over {TIMED} replications (blocks of {BLOCK}: {:.1} to {:.1}, median {:.1}), {:.1} ns/event",
        TIMED as f64 / seconds,
        rates[0],
        rates[rates.len() - 1],
        rates[rates.len() / 2],
        seconds * 1e9 / events as f64,
    );
}

/// What the mini corridor says, with standard errors.
fn answers() {
    let answers: Vec<_> = (0..ANSWERED).map(|replication| by_hand::replicate(1, replication)).collect();
    let say = |name: &str, unit: &str, of: fn(&by_hand::Answer) -> f64| {
        let n = answers.len() as f64;
        let mean = answers.iter().map(of).sum::<f64>() / n;
        let squares: f64 = answers.iter().map(|answer| (of(answer) - mean).powi(2)).sum();
        let error = (squares / (n - 1.0) / n).sqrt();
        println!("{name:<20} {mean:>12.4} ± {error:.4} {unit}");
    };
    say("delivered", "lots", |answer| answer.delivered as f64);
    say("mean transit", "h", |answer| answer.mean_transit);
    say("P90 transit", "h", |answer| answer.p90_transit);
    say("mean ferry load", "lots", |answer| answer.mean_ferry_load);
    say("yard utilisation", "", |answer| answer.yard_utilisation);
    say("quay utilisation", "", |answer| answer.quay_utilisation);
    say("border utilisation", "", |answer| answer.border_utilisation);
    say("events", "events", |answer| answer.events as f64);
}

/// The reference list against itself: how far from one a ratio of equals can come.
fn holds() {
    for (pending, holds) in [(100, 100_000), (10_000, 50_000), (1_000_000, 20_000)] {
        let duel = hold::duel(hold::std_heap(), hold::std_heap(), pending, 41, holds);
        println!(
            "hold, {:>9} pending: {:>6.1} ns and {:>6.1} ns, ratio {:.3} (quartiles {:.3} to {:.3})",
            duel.pending, duel.first, duel.second, duel.ratio, duel.quartiles[0], duel.quartiles[1],
        );
    }
}

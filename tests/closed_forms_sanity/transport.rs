//! Lines with blocking, full batches, ferries and workshops.

use super::closed_forms::{
    Chain, ferry_full_or_after, full_batch, machine_repair, mm1, two_station_throughput,
    two_station_throughput_in_closed_form,
};
use super::{assert_near, mean_over};

/// The chain of the line against the formula, for equal rates `μ (K + 2) / (K + 3)`.
#[test]
fn line_with_blocking() {
    for room in [0, 1, 2, 5, 20] {
        let equal = 2.0 * (room as f64 + 2.0) / (room as f64 + 3.0);
        assert_near(two_station_throughput(2.0, 2.0, room), equal, 1e-12);
        for (first, second) in [(2.0, 2.0), (1.0, 3.0), (3.0, 1.0), (1.0, 1.001)] {
            let solved = two_station_throughput(first, second, room);
            let formula = two_station_throughput_in_closed_form(first, second, room);
            assert_near(solved, formula, 1e-9);
            assert!(solved < f64::min(first, second));
        }
    }
}

/// The line once more with its stations spelled out: the first works or is blocked, the second
/// works or is idle, and so many lots stand between.
#[test]
fn line_with_blocking_station_by_station() {
    const ROOM: usize = 3;
    let (first_rate, second_rate) = (1.3, 0.9);
    // 0: second idle; 1 + w: second works, w wait; 2 + ROOM: all places taken and first blocked.
    let (idle, blocked) = (0, 2 + ROOM);
    let working = |waiting: usize| 1 + waiting;
    let mut chain = Chain::of_states(ROOM + 3);
    chain.add(idle, working(0), first_rate);
    chain.add(working(0), idle, second_rate);
    for waiting in 0..ROOM {
        chain.add(working(waiting), working(waiting + 1), first_rate);
        chain.add(working(waiting + 1), working(waiting), second_rate);
    }
    chain.add(working(ROOM), blocked, first_rate);
    chain.add(blocked, working(ROOM), second_rate);
    let leaving_first = first_rate * (1.0 - chain.stationary()[blocked]);
    assert_near(two_station_throughput(first_rate, second_rate, ROOM), leaving_first, 1e-12);
}

#[test]
fn full_batches_of_one_are_mm1() {
    assert_near(full_batch(0.8, 1.0, 1).mean_queue, mm1(0.8, 1.0).mean_queue, 1e-12);
}

/// Against the chain of the number present, cut off at 400.
#[test]
fn full_batches_by_chain() {
    const MOST: usize = 400;
    for (arrival_rate, service_rate, batch) in [(1.0, 1.0, 2), (3.0, 1.0, 4), (0.2, 1.0, 6)] {
        let size = batch as usize;
        let mut chain = Chain::of_states(MOST + 1);
        for present in 0..=MOST {
            if present < MOST {
                chain.add(present, present + 1, arrival_rate);
            }
            if present >= size {
                chain.add(present, present - size, service_rate);
            }
        }
        let shares = chain.stationary();
        let waiting = |n: usize| if n < size { n } else { n - size } as f64;
        let queue = full_batch(arrival_rate, service_rate, batch);
        assert_near(queue.mean_queue, mean_over(&shares, waiting), 1e-9);
        assert_near(queue.utilisation, mean_over(&shares, |n| f64::from(n >= size)), 1e-9);
        assert_near(queue.mean_wait * arrival_rate, queue.mean_queue, 1e-12);
    }
}

#[test]
fn ferry_at_its_limits() {
    let patient = ferry_full_or_after(2.0, 5, f64::INFINITY);
    assert_near(patient.mean_load, 5.0, 1e-12);
    assert_near(patient.mean_wait, 1.0, 1e-12);
    assert_near(patient.full, 1.0, 1e-12);
    let roomy = ferry_full_or_after(2.0, 500, 3.0);
    assert_near(roomy.mean_load, 7.0, 1e-12);
    assert_near(roomy.mean_wait, 3.0 * (1.0 + 3.0) / 7.0, 1e-12);
    let hasty = ferry_full_or_after(2.0, 5, 0.0);
    assert_near(hasty.mean_load, 1.0, 1e-12);
    assert_near(hasty.mean_wait, 0.0, 1e-12);
    let single = ferry_full_or_after(2.0, 1, 3.0);
    assert_near(single.departures, 2.0, 1e-12);
    assert_near(single.mean_wait, 0.0, 1e-12);
}

/// Places for two and patience T: the first waits `min(T, exponential)`, the second not at all.
/// The mean of that minimum is `(1 - e^-λT) / λ`.
#[test]
fn ferry_for_two_by_hand() {
    let (rate, patience) = (0.7, 2.0);
    let joined = 1.0 - f64::exp(-rate * patience);
    let ferry = ferry_full_or_after(rate, 2, patience);
    assert_near(ferry.full, joined, 1e-12);
    assert_near(ferry.mean_load, 1.0 + joined, 1e-12);
    assert_near(ferry.mean_wait, joined / rate / (1.0 + joined), 1e-12);
    assert_near(ferry.departures * ferry.mean_load, rate, 1e-12);
}

/// One machine alternates; with as many repairmen as machines each is such a machine.
#[test]
fn machine_repair_at_its_limits() {
    let alone = machine_repair(0.1, 0.5, 1, 1);
    assert_near(alone.availability, 5.0 / 6.0, 1e-12);
    assert_near(alone.mean_down_time, 2.0, 1e-12);
    let served = machine_repair(0.1, 0.5, 8, 8);
    assert_near(served.availability, 5.0 / 6.0, 1e-12);
    assert_near(served.mean_waiting, 0.0, 1e-12);
    // Two machines and one repairman at equal rates: shares 1, 2, 2 of 5.
    let pair = machine_repair(1.0, 1.0, 1, 2);
    assert_near(pair.mean_down, 6.0 / 5.0, 1e-12);
    assert_near(pair.repairman_utilisation, 4.0 / 5.0, 1e-12);
    assert_near(pair.mean_down_time, 1.5, 1e-12);
    assert_near(pair.throughput, pair.availability * 2.0 * 1.0, 1e-12);
}

/// Against the cycle as a chain: the number aboard, with the patience cut into so many
/// exponential phases that it is all but fixed.
#[test]
fn ferry_by_chain_of_phases() {
    const PHASES: usize = 150;
    let (rate, capacity, patience) = (1.5, 4, 2.0);
    let exact = ferry_full_or_after(rate, capacity, patience);
    // State 0: nobody aboard; 1 + (k - 1) PHASES + j: k aboard, j phases of patience gone.
    let most = capacity as usize - 1;
    let at = |aboard: usize, gone: usize| 1 + (aboard - 1) * PHASES + gone;
    let mut chain = Chain::of_states(1 + most * PHASES);
    chain.add(0, at(1, 0), rate);
    for aboard in 1..=most {
        for gone in 0..PHASES {
            let here = at(aboard, gone);
            let joined = if aboard < most { at(aboard + 1, gone) } else { 0 };
            let later = if gone + 1 < PHASES { at(aboard, gone + 1) } else { 0 };
            chain.add(here, joined, rate);
            chain.add(here, later, PHASES as f64 / patience);
        }
    }
    let aboard = mean_over(&chain.stationary(), |state| state.div_ceil(PHASES) as f64);
    assert_near(exact.mean_wait, aboard / rate, 2e-3);
}

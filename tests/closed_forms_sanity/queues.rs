//! The textbook queues and the chains they are checked by.

use super::closed_forms::{
    Chain, birth_death, erlang_b, erlang_c, md1, mg1, mm1, mm1_time_in_system_quantile, mm1_wait_quantile,
    mmc, mmc_wait_quantile, mmck, tandem,
};
use super::{assert_near, mean_over};

#[test]
fn mm1_by_hand() {
    let queue = mm1(0.8, 1.0);
    assert_near(queue.utilisation, 0.8, 1e-12);
    assert_near(queue.mean_wait, 4.0, 1e-12);
    assert_near(queue.mean_queue, 3.2, 1e-12);
    assert_near(queue.mean_time_in_system, 5.0, 1e-12);
    assert_near(queue.mean_in_system, 4.0, 1e-12);
    assert_near(mm1_time_in_system_quantile(0.8, 1.0, 0.5), 5.0 * 2.0_f64.ln(), 1e-12);
    assert_near(mm1_wait_quantile(0.8, 1.0, 0.9), 5.0 * 8.0_f64.ln(), 1e-12);
    assert_near(mm1_wait_quantile(0.8, 1.0, 0.1), 0.0, 1e-12);
}

/// Two servers at load one: the chance to wait is a third. Three: by the chain, cut off at 2000.
#[test]
fn mmc_by_hand_and_by_chain() {
    assert_near(erlang_c(2, 1.0), 1.0 / 3.0, 1e-12);
    assert_near(mmc(1.0, 1.0, 2).mean_wait, 1.0 / 3.0, 1e-12);
    assert_near(mmc(0.8, 1.0, 1).mean_wait, mm1(0.8, 1.0).mean_wait, 1e-12);
    assert_near(mmc_wait_quantile(1.0, 1.0, 2, 2.0 / 3.0), 0.0, 1e-12);

    let deaths: Vec<f64> = (1..=2000).map(|n| f64::from(n.min(3))).collect();
    let present = birth_death(&[2.7; 2000], &deaths);
    let queue = mean_over(&present, |n| n.saturating_sub(3) as f64);
    assert_near(mmc(2.7, 1.0, 3).mean_queue, queue, 1e-9);
    assert_near(erlang_c(3, 2.7), mean_over(&present, |n| f64::from(n >= 3)), 1e-9);
}

#[test]
fn mg1_between_its_special_cases() {
    assert_near(mg1(0.8, 1.0, 1.0).mean_wait, mm1(0.8, 1.0).mean_wait, 1e-12);
    assert_near(md1(0.8, 1.0).mean_wait, mm1(0.8, 1.0).mean_wait / 2.0, 1e-12);
    assert_near(md1(0.5, 1.0).mean_wait, 0.5, 1e-12);
}

/// M/E2/1 by chain: two exponential phases of service are one service of scv one half. State 0 is
/// empty; otherwise the phases of service still to do.
#[test]
fn mg1_by_chain_of_phases() {
    const MOST: usize = 400;
    let mut chain = Chain::of_states(MOST + 1);
    for phases in 0..=MOST {
        if phases + 2 <= MOST {
            chain.add(phases, phases + 2, 0.7);
        }
        if phases > 0 {
            chain.add(phases, phases - 1, 2.0);
        }
    }
    let present = mean_over(&chain.stationary(), |phases| phases.div_ceil(2) as f64);
    assert_near(mg1(0.7, 1.0, 0.5).mean_in_system, present, 1e-9);
}

/// Two servers at load one lose a fifth; published: ten servers at ten erlang lose 21.46 %.
#[test]
fn erlang_b_by_hand_and_by_table() {
    assert_near(erlang_b(1, 1.0), 0.5, 1e-12);
    assert_near(erlang_b(2, 1.0), 0.2, 1e-12);
    assert_near(erlang_b(10, 10.0), 0.2146, 5e-5);
    assert_near(erlang_b(0, 3.0), 1.0, 1e-12);
}

#[test]
fn mmck_between_its_special_cases() {
    assert_near(mmck(3.0, 1.0, 4, 4).lost, erlang_b(4, 3.0), 1e-12);
    assert_near(mmck(2.7, 1.0, 3, 2000).mean_wait, mmc(2.7, 1.0, 3).mean_wait, 1e-9);
    let even = mmck(1.0, 1.0, 1, 4);
    assert_near(even.lost, 0.2, 1e-12);
    assert_near(even.mean_in_system, 2.0, 1e-12);
    assert_near(even.utilisation, even.throughput, 1e-12);
    assert_near(even.mean_queue, 1.2, 1e-12);
    assert_near(even.mean_wait, 1.5, 1e-12);
}

/// Two M/M/1 in tandem as a chain of pairs, cut off where hardly anyone comes.
#[test]
fn tandem_by_chain_of_pairs() {
    const MOST: usize = 24;
    let at = |first: usize, second: usize| first * (MOST + 1) + second;
    let mut chain = Chain::of_states((MOST + 1) * (MOST + 1));
    for first in 0..=MOST {
        for second in 0..=MOST {
            if first < MOST {
                chain.add(at(first, second), at(first + 1, second), 0.3);
            }
            if first > 0 && second < MOST {
                chain.add(at(first, second), at(first - 1, second + 1), 1.0);
            }
            if second > 0 {
                chain.add(at(first, second), at(first, second - 1), 0.8);
            }
        }
    }
    let shares = chain.stationary();
    let stations = tandem(0.3, &[1.0, 0.8]);
    let first = mean_over(&shares, |state| (state / (MOST + 1)) as f64);
    let second = mean_over(&shares, |state| (state % (MOST + 1)) as f64);
    assert_near(stations[0].mean_in_system, first, 1e-7);
    assert_near(stations[1].mean_in_system, second, 1e-7);
}

#[test]
fn chain_of_two_states_and_a_ring() {
    let mut pair = Chain::of_states(2);
    pair.add(0, 1, 1.0);
    pair.add(1, 0, 3.0);
    assert_near(pair.stationary()[0], 0.75, 1e-12);
    let mut ring = Chain::of_states(3);
    for (state, rate) in [1.0, 2.0, 4.0].into_iter().enumerate() {
        ring.add(state, (state + 1) % 3, rate);
    }
    let shares = ring.stationary();
    assert_near(shares[0], 4.0 / 7.0, 1e-12);
    assert_near(shares[2], 1.0 / 7.0, 1e-12);
}

//! Two stations in line with little room between: blocking after service.

use super::Chain;

/// Lots per time through two exponential servers with `room` places between them. The first never
/// lacks work; when it finishes and finds the places taken it holds the lot and stands still
/// (blocking after service) until the second server takes one.
///
/// Solved by number: states are `n = 0, ..., room + 2` lots past the first service and not past
/// the second: one being served, up to `room` waiting, one held by the first server. J. A.
/// Buzacott and J. G. Shanthikumar, *Stochastic Models of Manufacturing Systems*, 1993; first
/// G. C. Hunt, "Sequential arrays of waiting lines", Operations Research 4(6), 1956, 674-683.
pub fn two_station_throughput(first_rate: f64, second_rate: f64, room: usize) -> f64 {
    let blocked = room + 2;
    let mut chain = Chain::of_states(blocked + 1);
    for lots in 0..blocked {
        chain.add(lots, lots + 1, first_rate);
        chain.add(lots + 1, lots, second_rate);
    }
    let second_idle = chain.stationary()[0];
    second_rate * (1.0 - second_idle)
}

/// The same by formula, with `r = first / second` and `N = room + 2`: the shares are geometric, so
/// the throughput is `second · r (1 - r^N) / (1 - r^(N+1))`, and `rate · N / (N + 1)` where both
/// rates are equal.
pub fn two_station_throughput_in_closed_form(first_rate: f64, second_rate: f64, room: usize) -> f64 {
    let ratio = first_rate / second_rate;
    let most = (room + 2) as f64;
    if ratio == 1.0 {
        second_rate * most / (most + 1.0)
    } else {
        second_rate * ratio * (1.0 - ratio.powf(most)) / (1.0 - ratio.powf(most + 1.0))
    }
}

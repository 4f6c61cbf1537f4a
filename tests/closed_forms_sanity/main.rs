//! The closed forms held against known values, limits and numeric solutions, before the simulator
//! is held against them.

#[path = "../support/closed_forms.rs"]
mod closed_forms;

mod queues;
mod transport;

#[track_caller]
fn assert_near(found: f64, expected: f64, tolerance: f64) {
    let apart = (found - expected).abs();
    assert!(apart <= tolerance * expected.abs().max(1.0), "{found}, not {expected}");
}

/// The mean of a function of the state.
fn mean_over(shares: &[f64], value: impl Fn(usize) -> f64) -> f64 {
    shares.iter().enumerate().map(|(state, share)| share * value(state)).sum()
}

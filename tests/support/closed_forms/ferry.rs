//! A ferry that leaves when full, or a set time after its first lot came aboard.

/// Consolidation at a quay where an empty ferry is always ready.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ferry {
    /// Mean lots aboard at departure.
    pub mean_load: f64,
    /// Mean time from coming aboard to departure, over lots.
    pub mean_wait: f64,
    /// Departures per time, `λ / mean_load`.
    pub departures: f64,
    /// Share of departures that are full.
    pub full: f64,
}

/// Lots come one by one, Poisson at `arrival_rate`; boarding takes no time. A ferry leaves when
/// `capacity` lots are aboard, or `patience` after the first came aboard if that is sooner; the
/// next is there at once.
///
/// A cycle begins with a first lot. Let `N` be Poisson with mean `λT`, the arrivals within the
/// patience `T` after it. The load is `min(B, 1 + N)`. The wait summed over a load is the integral
/// of the number aboard: `k + 1` are aboard after `k` further arrivals, and of the patience that
/// state lasts `∫ P(N(t) = k) dt = P(N > k) / λ` on average, for `k < B - 1` (at `B` the ferry
/// is gone). So
///
/// ```text
/// E[load]  = 1 + Σ (k = 1 .. B-1) P(N ≥ k)
/// E[waits] = Σ (k = 0 .. B-2) (k + 1) P(N > k) / λ        mean wait = E[waits] / E[load]
/// ```
///
/// by renewal and reward (S. M. Ross, *Introduction to Probability Models*, chapter 7). For
/// unlimited patience the mean wait is `(B - 1) / 2λ`; for unlimited capacity it is
/// `T (1 + λT/2) / (1 + λT)`.
pub fn ferry_full_or_after(arrival_rate: f64, capacity: u32, patience: f64) -> Ferry {
    let at_least = tail_of_poisson(arrival_rate * patience, capacity);
    let mut mean_load = 1.0;
    let mut waits = 0.0;
    for further in 1..capacity {
        let share = at_least[further as usize];
        mean_load += share;
        waits += f64::from(further) * share / arrival_rate;
    }
    Ferry {
        mean_load,
        mean_wait: waits / mean_load,
        departures: arrival_rate / mean_load,
        full: at_least[capacity as usize - 1],
    }
}

/// `P(N ≥ k)` for `k = 0, ..., most`, where `N` is Poisson: its terms, each by its logarithm so
/// that a large mean does not underflow, summed from the far end, smallest first.
fn tail_of_poisson(mean: f64, most: u32) -> Vec<f64> {
    if mean.is_infinite() {
        return vec![1.0; most as usize + 1];
    }
    let negligible = f64::from(most).max(mean) + 40.0 * (mean.sqrt() + 2.0);
    let mut terms = Vec::new();
    let mut log_term = -mean;
    while (terms.len() as f64) < negligible {
        terms.push(log_term.exp());
        log_term += mean.ln() - (terms.len() as f64).ln();
    }
    for k in (1..terms.len()).rev() {
        terms[k - 1] += terms[k];
    }
    terms
}

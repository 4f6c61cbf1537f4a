//! Full batches: a server that takes exactly `b` at a time, M/M(b,b)/1.

/// A full-batch queue in the long run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FullBatch {
    /// Share of time the server is busy, `λ / bμ`.
    pub utilisation: f64,
    /// Mean number waiting, those in service excluded.
    pub mean_queue: f64,
    /// Mean time from arrival to start of service, `mean_queue / λ`.
    pub mean_wait: f64,
}

/// Poisson arrivals one by one; one server takes exactly `batch` together, waiting until they are
/// there, for an exponential time of rate `service_rate` whatever the batch.
///
/// With `n` present (those in service included) the balance is
/// `(λ + μ) p(n) = λ p(n-1) + μ p(n+b)` for `n ≥ b` and `λ p(n) = λ p(n-1) + μ p(n+b)` below. With
/// `r` the one root in (0, 1) of `μ r^(b+1) - (λ + μ) r + λ = 0` it follows that
/// `p(n) = (1 - r^(n+1)) / b` for `n < b` and `p(n) = (λ/μ) r^(n-b) (1 - r) / b` from there on.
/// Gross et al., *Fundamentals of Queueing Theory*, bulk service, full-batch model.
pub fn full_batch(arrival_rate: f64, service_rate: f64, batch: u32) -> FullBatch {
    let root = characteristic_root(arrival_rate, service_rate, batch);
    let size = f64::from(batch);
    let gathering: f64 =
        (0..batch).map(|n| f64::from(n) * (1.0 - root.powf(f64::from(n) + 1.0)) / size).sum();
    let behind_a_batch = arrival_rate / service_rate * root / ((1.0 - root) * size);
    let mean_queue = gathering + behind_a_batch;
    FullBatch {
        utilisation: arrival_rate / (size * service_rate),
        mean_queue,
        mean_wait: mean_queue / arrival_rate,
    }
}

/// The root in (0, 1) of `μ r^(b+1) - (λ + μ) r + λ`, by bisection. The polynomial is convex,
/// positive at 0 and zero at 1; for `λ < bμ` it rises there, so its one minimum lies left of 1,
/// at `((λ + μ) / (b + 1)μ)^(1/b)`, and the root left of the minimum.
fn characteristic_root(arrival_rate: f64, service_rate: f64, batch: u32) -> f64 {
    assert!(arrival_rate < f64::from(batch) * service_rate, "the queue must be stable");
    let power = f64::from(batch) + 1.0;
    let value = |r: f64| service_rate * r.powf(power) - (arrival_rate + service_rate) * r + arrival_rate;
    let minimum = ((arrival_rate + service_rate) / (power * service_rate)).powf(1.0 / f64::from(batch));
    let (mut low, mut high) = (0.0, minimum);
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if value(middle) > 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

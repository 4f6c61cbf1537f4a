//! Border crossings: priorities, mixtures and the longer of two times.

/// Mean and second moment of a time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moments2 {
    /// `E[S]`.
    pub mean: f64,
    /// `E[S²]`.
    pub second: f64,
}

impl Moments2 {
    /// Of a time with this mean and coefficient of variation.
    pub fn of(mean: f64, cv: f64) -> Self {
        Self { mean, second: mean * mean * (1.0 + cv * cv) }
    }

    /// Of the sum of two independent times.
    pub fn plus(self, other: Self) -> Self {
        Self {
            mean: self.mean + other.mean,
            second: self.second + 2.0 * self.mean * other.mean + other.second,
        }
    }

    /// Of a mixture: each part with its share.
    pub fn mixture(parts: &[(f64, Self)]) -> Self {
        let sum = |of: fn(&Self) -> f64| parts.iter().map(|(share, part)| share * of(part)).sum();
        Self { mean: sum(|part| part.mean), second: sum(|part| part.second) }
    }

    /// The squared coefficient of variation.
    pub fn scv(self) -> f64 {
        self.second / (self.mean * self.mean) - 1.0
    }
}

/// The mean wait of each class in M/M/1 where lower classes go first without interrupting work:
/// `W0 / (1 - σ(k-1))(1 - σ(k))` with `W0 = Σ λ / μ²` and `σ(k)` the load of classes up to `k`.
/// A. Cobham, "Priority assignment in waiting line problems", Operations Research 2(1), 1954, 70-76.
pub fn priority_mm1(arrival_rates: &[f64], service_rate: f64) -> Vec<f64> {
    let in_hand = arrival_rates.iter().sum::<f64>() / (service_rate * service_rate);
    let mut load = 0.0;
    let mut wait = |rate: &f64| {
        let before = 1.0 - load;
        load += rate / service_rate;
        in_hand / (before * (1.0 - load))
    };
    arrival_rates.iter().map(&mut wait).collect()
}

/// The mean of the longer of two exponential times with these means: `a + b - ab / (a + b)`.
pub fn longer_of_exponentials(one: f64, other: f64) -> f64 {
    one + other - one * other / (one + other)
}

/// The mean of the longer of a fixed time and an exponential one: `c + a exp(-c/a)`.
pub fn longer_of_fixed_and_exponential(fixed: f64, mean: f64) -> f64 {
    fixed + mean * (-fixed / mean).exp()
}

//! Mean, variance and extremes of a stream of numbers, in constant memory.

use serde::{Deserialize, Serialize};

/// Count, mean, sum of squared deviations and extremes.
///
/// One pass without cancellation: updates after B. P. Welford, "Note on a method for calculating
/// corrected sums of squares and products", Technometrics 4(3), 1962, 419-420; merging after
/// T. F. Chan, G. H. Golub and R. J. LeVeque, "Algorithms for computing the sample variance",
/// The American Statistician 37(3), 1983, 242-247. A merge rounds differently from pushing one by
/// one, so whoever wants the same bytes every time must merge in a fixed order.
///
/// ```
/// use keruen::stats::Moments;
///
/// let days: Moments = [14.0, 18.0, 22.0].into_iter().collect();
/// assert_eq!(days.mean(), Some(18.0));
/// assert_eq!(days.variance(), Some(16.0));
/// assert_eq!(Moments::default().mean(), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Moments {
    count: u64,
    mean: f64,
    squares: f64,
    min: f64,
    max: f64,
}

impl Moments {
    /// Takes in one number. A number that is not finite spoils mean and variance, and shows there.
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
    pub fn push(&mut self, value: f64) {
        if self.count == 0 {
            (self.min, self.max) = (value, value);
        }
        self.count += 1;
        let before = value - self.mean;
        self.mean += before / self.count as f64;
        self.squares += before * (value - self.mean);
        self.min = self.min.min(value);
        self.max = self.max.max(value);
    }

    /// Takes in all that another has seen.
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
    pub fn merge(&mut self, other: &Self) {
        if other.count == 0 {
            return;
        }
        if self.count == 0 {
            *self = *other;
            return;
        }
        let (ours, theirs) = (self.count as f64, other.count as f64);
        let apart = other.mean - self.mean;
        self.count += other.count;
        self.mean += apart * (theirs / (ours + theirs));
        self.squares += other.squares + apart * apart * (ours * theirs / (ours + theirs));
        self.min = self.min.min(other.min);
        self.max = self.max.max(other.max);
    }

    /// How many numbers there were.
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// The mean, once there is a number.
    pub fn mean(&self) -> Option<f64> {
        (self.count > 0).then_some(self.mean)
    }

    /// The sample variance (divisor n - 1), once there are two numbers.
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
    pub fn variance(&self) -> Option<f64> {
        (self.count > 1).then(|| self.squares / (self.count - 1) as f64)
    }

    /// The sample standard deviation, once there are two numbers.
    pub fn standard_deviation(&self) -> Option<f64> {
        self.variance().map(f64::sqrt)
    }

    /// The standard error of the mean, once there are two numbers.
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
    pub fn standard_error(&self) -> Option<f64> {
        self.variance().map(|variance| (variance / self.count as f64).sqrt())
    }

    /// The smallest number, once there is one.
    pub fn min(&self) -> Option<f64> {
        (self.count > 0).then_some(self.min)
    }

    /// The largest number, once there is one.
    pub fn max(&self) -> Option<f64> {
        (self.count > 0).then_some(self.max)
    }
}

impl Extend<f64> for Moments {
    fn extend<I: IntoIterator<Item = f64>>(&mut self, values: I) {
        values.into_iter().for_each(|value| self.push(value));
    }
}

impl FromIterator<f64> for Moments {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Self {
        let mut moments = Self::default();
        moments.extend(values);
        moments
    }
}

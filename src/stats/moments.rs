//! Mean, variance, skewness and extremes of a stream of numbers, in constant memory.

use serde::{Deserialize, Serialize};

use super::real;

/// Count, mean, sums of squared and cubed deviations, and extremes.
///
/// One pass without cancellation: updates after B. P. Welford, "Note on a method for calculating
/// corrected sums of squares and products", Technometrics 4(3), 1962, 419-420; merging after
/// T. F. Chan, G. H. Golub and R. J. LeVeque, "Algorithms for computing the sample variance",
/// The American Statistician 37(3), 1983, 242-247; the third power after P. Pébay, *Formulas for
/// robust, one-pass parallel computation of covariances and arbitrary-order statistical moments*,
/// Sandia report SAND2008-6212, 2008. A merge rounds differently from pushing one by
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
    cubes: f64,
    min: f64,
    max: f64,
}

impl Moments {
    /// Takes in one number. A number that is not finite spoils mean and variance, and shows there.
    pub fn push(&mut self, value: f64) {
        if self.count == 0 {
            (self.min, self.max) = (value, value);
        }
        self.count += 1;
        let count = real(self.count);
        let before = value - self.mean;
        let step = before / count;
        self.mean += step;
        let squared = before * (value - self.mean);
        self.cubes += step * (squared * (count - 2.0) - 3.0 * self.squares);
        self.squares += squared;
        self.min = self.min.min(value);
        self.max = self.max.max(value);
    }

    /// Takes in all that another has seen.
    pub fn merge(&mut self, other: &Self) {
        if other.count == 0 {
            return;
        }
        if self.count == 0 {
            *self = *other;
            return;
        }
        let (ours, theirs) = (real(self.count), real(other.count));
        let all = ours + theirs;
        let apart = other.mean - self.mean;
        self.cubes += other.cubes
            + apart * apart * apart * (ours * theirs / all) * ((ours - theirs) / all)
            + 3.0 * (apart / all) * (ours * other.squares - theirs * self.squares);
        self.count += other.count;
        self.mean += apart * (theirs / all);
        self.squares += other.squares + apart * apart * (ours * theirs / all);
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
    pub fn variance(&self) -> Option<f64> {
        (self.count > 1).then(|| self.squares / real(self.count - 1))
    }

    /// The sample standard deviation, once there are two numbers.
    pub fn standard_deviation(&self) -> Option<f64> {
        self.variance().map(f64::sqrt)
    }

    /// The standard error of the mean, once there are two numbers.
    pub fn standard_error(&self) -> Option<f64> {
        self.variance().map(|variance| (variance / real(self.count)).sqrt())
    }

    /// The sample skewness, once there are three numbers that are not all the same: the third
    /// central moment over the third power of the standard deviation, adjusted for bias as usual
    /// in statistical packages (G₁ of D. N. Joanes and C. A. Gill, "Comparing measures of sample
    /// skewness and kurtosis", The Statistician 47(1), 1998, 183-189).
    pub fn skewness(&self) -> Option<f64> {
        if self.count < 3 || self.squares <= 0.0 {
            return None;
        }
        let count = real(self.count);
        let plain = count.sqrt() * self.cubes / (self.squares * self.squares.sqrt());
        Some(plain * (count * (count - 1.0)).sqrt() / (count - 2.0))
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

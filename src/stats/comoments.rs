//! Means and covariances of several numbers observed together, in constant memory.

use super::real;

/// Count, means and sums of products of deviations of `N` numbers observed together.
///
/// Updates and merges as [`Moments`](super::Moments) does them, with products for squares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct CoMoments<const N: usize> {
    count: u64,
    means: [f64; N],
    products: [[f64; N]; N],
}

impl<const N: usize> Default for CoMoments<N> {
    fn default() -> Self {
        Self { count: 0, means: [0.0; N], products: [[0.0; N]; N] }
    }
}

impl<const N: usize> CoMoments<N> {
    pub fn push(&mut self, values: [f64; N]) {
        self.count += 1;
        let before: [f64; N] = std::array::from_fn(|i| values[i] - self.means[i]);
        for (mean, before) in self.means.iter_mut().zip(before) {
            *mean += before / real(self.count);
        }
        let after: [f64; N] = std::array::from_fn(|i| values[i] - self.means[i]);
        for (row, before) in self.products.iter_mut().zip(before) {
            row.iter_mut().zip(after).for_each(|(product, after)| *product += before * after);
        }
    }

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
        let apart: [f64; N] = std::array::from_fn(|i| other.means[i] - self.means[i]);
        for i in 0..N {
            for j in 0..N {
                self.products[i][j] += other.products[i][j] + apart[i] * apart[j] * (ours * theirs / all);
            }
            self.means[i] += apart[i] * (theirs / all);
        }
        self.count += other.count;
    }

    pub const fn count(&self) -> u64 {
        self.count
    }

    pub fn means(&self) -> Option<[f64; N]> {
        (self.count > 0).then_some(self.means)
    }

    /// The variance of a weighted sum of the numbers, once there are two observations.
    pub fn variance_of(&self, weights: [f64; N]) -> Option<f64> {
        let degrees = real(self.count.checked_sub(1).filter(|&degrees| degrees > 0)?);
        let mut sum = 0.0;
        for (row, of_row) in self.products.iter().zip(weights) {
            for (product, of_column) in row.iter().zip(weights) {
                sum += of_row * of_column * product;
            }
        }
        Some((sum / degrees).max(0.0))
    }
}

//! How much the pooled distribution function differs from replication to replication.

use super::bins::{Counts, grow};
use super::pool::Rank;
use super::real;

/// For every bin the exact sums, over replications, from which the variance of the pooled
/// distribution function at its upper edge follows.
///
/// Replication i has n samples, of which C are in this bin or below. The pooled share F = ΣC / Σn
/// is a ratio of totals, so its variance over N replications is, as for any [`Ratio`](super::Ratio),
/// `N/(N-1) · Σ(C - F·n)² / (Σn)²`, for which ΣC², ΣCn and Σn² suffice. Integers: whatever
/// the order in which replications arrive and parts are merged, the sums are the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Spread {
    first: usize,
    edges: Vec<Edge>,
    replications: u64,
    samples: u64,
    sizes: u128,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Edge {
    below: u64,
    squares: u128,
    products: u128,
}

impl Spread {
    /// Takes in the samples of one replication, counted in bins.
    pub fn add(&mut self, counts: &Counts) {
        let samples = counts.total();
        let span = counts.iter();
        if let (Some((from, _)), Some((to, _))) = (counts.iter().next(), span.last()) {
            self.cover(from, to);
        }
        let mut below = 0_u64;
        for (number, edge) in (self.first..).zip(&mut self.edges) {
            below += counts.at(number);
            edge.below += below;
            edge.squares += u128::from(below) * u128::from(below);
            edge.products += u128::from(below) * u128::from(samples);
        }
        self.replications += 1;
        self.samples += samples;
        self.sizes += u128::from(samples) * u128::from(samples);
    }

    pub fn merge(&mut self, other: &Self) {
        let mut other = other.clone();
        if let Some(last) = other.edges.len().checked_sub(1) {
            self.cover(other.first, other.first + last);
        }
        if let Some(last) = self.edges.len().checked_sub(1) {
            other.cover(self.first, self.first + last);
        }
        for (ours, theirs) in self.edges.iter_mut().zip(&other.edges) {
            ours.below += theirs.below;
            ours.squares += theirs.squares;
            ours.products += theirs.products;
        }
        self.replications += other.replications;
        self.samples += other.samples;
        self.sizes += other.sizes;
    }

    /// Bins before the first hold nothing of any replication so far, bins after the last lie above
    /// all they have.
    fn cover(&mut self, from: usize, to: usize) {
        let above = Edge { below: self.samples, squares: self.sizes, products: self.sizes };
        grow(&mut self.first, &mut self.edges, from, to, Edge::default(), above);
    }

    pub const fn replications(&self) -> u64 {
        self.replications
    }

    /// The standard error of the pooled share of samples below a place; none from a single
    /// replication.
    ///
    /// Between the edges of a bin the variance is interpolated, which is never too little, and the
    /// bin's own samples, unless they are all equal, are as good as independent.
    pub fn standard_error(&self, rank: Rank) -> Option<f64> {
        if self.replications < 2 || self.samples == 0 {
            return None;
        }
        let upper = self.edge(rank.bin);
        let lower = rank.bin.checked_sub(1).map_or(Edge::default(), |bin| self.edge(bin));
        let own = if rank.differ { real(upper.below - lower.below) } else { 0.0 };
        let (left, right) = (rank.within, 1.0 - rank.within);
        let variance = right * self.variance(lower)
            + left * self.variance(upper)
            + left * right * own / (real(self.samples) * real(self.samples));
        Some(variance.sqrt())
    }

    fn edge(&self, bin: usize) -> Edge {
        match bin.checked_sub(self.first) {
            None => Edge::default(),
            Some(index) => self.edges.get(index).or(self.edges.last()).copied().unwrap_or_default(),
        }
    }

    fn variance(&self, edge: Edge) -> f64 {
        let samples = real(self.samples);
        let share = real(edge.below) / samples;
        let residuals =
            wide(edge.squares) - 2.0 * share * wide(edge.products) + share * share * wide(self.sizes);
        let count = real(self.replications);
        (count / (count - 1.0) * residuals / (samples * samples)).max(0.0)
    }
}

#[expect(clippy::cast_precision_loss, reason = "sums of squares in double precision")]
const fn wide(sum: u128) -> f64 {
    sum as f64
}

//! The exact factor between a written unit and a canonical one.

/// A fraction of whole numbers, always in lowest terms.
///
/// Units are fractions so that a number is rounded once, at the end: `2.1 USD/km` stays 2.1 and
/// `12 TEU/h` asked for per hour is 12, which multiplying by a rounded 1/3600 would not give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ratio {
    times: u128,
    over: u128,
}

impl Ratio {
    /// One to one.
    pub(super) const ONE: Self = Self { times: 1, over: 1 };

    /// `times / over` in lowest terms; a zero counts as one.
    pub(super) const fn new(times: u128, over: u128) -> Self {
        let times = if times == 0 { 1 } else { times };
        let over = if over == 0 { 1 } else { over };
        let common = greatest_common_divisor(times, over);
        Self { times: times / common, over: over / common }
    }

    /// The product; saturates, which no unit of at most four factors reaches.
    pub(super) const fn times(self, other: Self) -> Self {
        Self::new(self.times.saturating_mul(other.times), self.over.saturating_mul(other.over))
    }

    /// The quotient; saturates, which no unit of at most four factors reaches.
    pub(super) const fn over(self, other: Self) -> Self {
        self.times(Self { times: other.over, over: other.times })
    }

    /// The number scaled by this ratio: one multiplication, then one division.
    #[expect(clippy::cast_precision_loss, reason = "a factor is far below 2^53")]
    pub(super) const fn of(self, number: f64) -> f64 {
        number * self.times as f64 / self.over as f64
    }
}

const fn greatest_common_divisor(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

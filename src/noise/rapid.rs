//! What draws need of elementary functions, to ten digits.
//!
//! A random argument makes every branch on it a guess, and the exact functions have some: for what is
//! far from 0, from 1, from the mean. Here polynomials do, of pieces that the argument's own leading
//! bits number. Errors are below 1e-11, relative for [`exp2`] and absolute for the others: none of
//! this can be seen in a sample. Every step is a sum or a product, so that all machines agree, and a
//! larger argument gives no smaller result but within that error.

use super::normal;
use std::sync::LazyLock;

/// The quantile of the standard normal law at a uniform number, strictly between 0 and 1.
#[inline(always)]
pub(super) fn normal_quantile(uniform: f64) -> f64 {
    static LOWER_HALF: LazyLock<Pieces<{ 10 * PER_OCTAVE }>> =
        LazyLock::new(|| Pieces::from(0.5 / 1024.0, |p| -normal::quantile(p)));
    let upper = 1.0 - uniform;
    let lesser = if uniform < upper { uniform } else { upper };
    match LOWER_HALF.at(lesser) {
        Some(distance) => distance.copysign(uniform - 0.5),
        // One draw in a thousand is further out.
        None => normal::quantile(uniform),
    }
}

/// The natural logarithm of a number above 0 and below 1, but for its sign; never below nothing.
#[inline(always)]
pub(super) fn minus_ln(number: f64) -> f64 {
    static OCTAVE: LazyLock<Pieces<PER_OCTAVE>> = LazyLock::new(|| Pieces::from(1.0, |x| -libm::log(x)));
    let bits = number.to_bits();
    let exponent = (bits >> MANTISSA_BITS) as i64 - 1023;
    let mantissa = f64::from_bits(bits & ((1 << MANTISSA_BITS) - 1) | 1.0_f64.to_bits());
    let within = OCTAVE.at(mantissa).unwrap_or_default();
    (within - exponent as f64 * std::f64::consts::LN_2).max(0.0)
}

/// Two to the power of a number; libm's where that is no ordinary number.
#[inline(always)]
pub(super) fn exp2(power: f64) -> f64 {
    /// Moves the whole part of a sum into its last bits.
    const SHIFT: f64 = 1.5 * (1_u64 << MANTISSA_BITS) as f64;
    if power.abs() > 1000.0 {
        return libm::exp2(power);
    }
    let shifted = power + SHIFT;
    let rest = power - (shifted - SHIFT);
    let fraction = {
        let x = rest * std::f64::consts::LN_2;
        let x2 = x * x;
        let x4 = x2 * x2;
        let low = (1.0 + x) + (1.0 / 2.0 + x * (1.0 / 6.0)) * x2;
        let middle = (1.0 / 24.0 + x * (1.0 / 120.0)) + (1.0 / 720.0 + x * (1.0 / 5_040.0)) * x2;
        let high = 1.0 / 40_320.0 + x * (1.0 / 362_880.0);
        low + (middle + high * x4) * x4
    };
    f64::from_bits(fraction.to_bits().wrapping_add(shifted.to_bits() << MANTISSA_BITS))
}

const MANTISSA_BITS: u32 = f64::MANTISSA_DIGITS - 1;

/// Pieces of equal length from one power of two to the next.
const PER_OCTAVE: usize = 1 << PER_OCTAVE_BITS;
const PER_OCTAVE_BITS: u32 = 4;

/// The bits of a double to the right of those that number its piece.
const PIECE_SHIFT: u32 = MANTISSA_BITS - PER_OCTAVE_BITS;

/// A smooth function as polynomials of degree 5 over the pieces of some octaves.
struct Pieces<const N: usize> {
    first: u64,
    /// Coefficients by rising power of the distance to the left end of the piece.
    polynomials: [[f64; 6]; N],
}

impl<const N: usize> Pieces<N> {
    /// The pieces of a function from a power of two up.
    fn from(start: f64, f: impl Fn(f64) -> f64) -> Self {
        let first = start.to_bits() >> PIECE_SHIFT;
        let polynomials = std::array::from_fn(|place| {
            let end = |place: usize| f64::from_bits((first + place as u64) << PIECE_SHIFT);
            let (left, right) = (end(place), end(place + 1));
            interpolated(right - left, |x| f(left + x))
        });
        Self { first, polynomials }
    }

    /// The function's value; nothing beyond both ends.
    #[inline(always)]
    fn at(&self, x: f64) -> Option<f64> {
        let piece = (x.to_bits() >> PIECE_SHIFT).wrapping_sub(self.first);
        let [c0, c1, c2, c3, c4, c5] = self.polynomials.get(piece as usize)?;
        let x = x - f64::from_bits(x.to_bits() & (u64::MAX << PIECE_SHIFT));
        let x2 = x * x;
        Some((c0 + c1 * x) + ((c2 + c3 * x) + (c4 + c5 * x) * x2) * x2)
    }
}

/// The polynomial, by rising power, that agrees with a function at six points from 0 to `width`:
/// Chebyshev's nodes, Newton's divided differences.
fn interpolated(width: f64, f: impl Fn(f64) -> f64) -> [f64; 6] {
    let nodes: [f64; 6] = std::array::from_fn(|k| {
        let angle = (2.0 * k as f64 + 1.0) / 12.0 * std::f64::consts::PI;
        0.5 - 0.5 * libm::cos(angle)
    });
    let mut differences = nodes.map(|node| f(node * width));
    for order in 1..6 {
        for k in (order..6).rev() {
            differences[k] = (differences[k] - differences[k - 1]) / (nodes[k] - nodes[k - order]);
        }
    }
    // Newton's form multiplied out, from the inside.
    let mut powers = [0.0; 6];
    for k in (0..6).rev() {
        for power in (1..6).rev() {
            powers[power] = powers[power - 1] - nodes[k] * powers[power];
        }
        powers[0] = differences[k] - nodes[k] * powers[0];
    }
    let mut scale = 1.0;
    powers.map(|power| {
        let coefficient = power / scale;
        scale *= width;
        coefficient
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers of (0, 1) everywhere, around every power of two and at both extremes.
    fn numbers() -> impl Iterator<Item = f64> {
        let inside = (1..200_000).map(|k| f64::from(k) / 200_000.0);
        let powers = (1..=53).map(|k| (-f64::from(k)).exp2());
        let around = powers.flat_map(|end| [end * (1.0 - 1e-15), end, end * (1.0 + 1e-15)]);
        inside.chain(around).flat_map(|p| [p, 1.0 - p]).filter(|&p| 0.0 < p && p < 1.0)
    }

    #[test]
    fn normal_quantiles_have_ten_digits() {
        for p in numbers() {
            let (rapid, exact) = (normal_quantile(p), normal::quantile(p));
            assert!((rapid - exact).abs() < 1e-11, "p {p}: {rapid} instead of {exact}");
        }
    }

    #[test]
    fn logarithms_have_ten_digits() {
        for p in numbers() {
            let (rapid, exact) = (minus_ln(p), -libm::log(p));
            assert!(rapid >= 0.0 && (rapid - exact).abs() < 1e-11, "p {p}: {rapid} instead of {exact}");
        }
    }

    #[test]
    fn powers_of_two_have_ten_digits() {
        let small = (-40_000..40_000).map(|k| f64::from(k) / 10_000.0);
        let large = (-11_000..11_000).map(|k| f64::from(k) / 10.0 + 0.05);
        for power in small.chain(large) {
            let (rapid, exact) = (exp2(power), libm::exp2(power));
            assert!(rapid == exact || (rapid / exact - 1.0).abs() < 1e-11, "2^{power}: {rapid}");
        }
        assert_eq!([0.0, 1.0, -3.0, 1e9, -1e9].map(exp2), [1.0, 2.0, 0.125, f64::INFINITY, 0.0]);
    }
}

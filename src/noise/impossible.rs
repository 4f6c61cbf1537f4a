//! Why the parameters of a distribution are impossible.

use std::fmt;

/// Why no distribution has these parameters. Reads as part of a sentence: "low 5 is above mode 3".
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Impossible {
    /// A parameter is infinite or not a number.
    NotFinite {
        /// Name of the parameter.
        what: &'static str,
        /// The value given.
        value: f64,
    },
    /// A parameter is below zero.
    Negative {
        /// Name of the parameter.
        what: &'static str,
        /// The value given.
        value: f64,
    },
    /// A parameter that must be above zero is zero.
    Zero {
        /// Name of the parameter.
        what: &'static str,
    },
    /// Two parameters are in the wrong order.
    OutOfOrder {
        /// Name of the parameter that should be the lower one.
        lower: &'static str,
        /// Its value.
        low: f64,
        /// Name of the parameter that should be the upper one.
        upper: &'static str,
        /// Its value.
        high: f64,
    },
    /// There are no observed values to draw from.
    NoValues,
    /// The mean or the variance is beyond the largest number there is.
    TooWide,
}

impl fmt::Display for Impossible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFinite { what, value } => write!(f, "{what} {value} is not a finite number"),
            Self::Negative { what, value } => write!(f, "{what} {value} is negative"),
            Self::Zero { what } => write!(f, "{what} is zero"),
            Self::OutOfOrder { lower, low, upper, high } => {
                write!(f, "{lower} {low} is above {upper} {high}")
            }
            Self::NoValues => write!(f, "there are no observed values"),
            Self::TooWide => write!(f, "the mean or the variance is too large to compute with"),
        }
    }
}

impl std::error::Error for Impossible {}

/// The value of a parameter that may be zero but not negative.
pub(super) fn amount(what: &'static str, value: f64) -> Result<f64, Impossible> {
    if !value.is_finite() {
        Err(Impossible::NotFinite { what, value })
    } else if value < 0.0 {
        Err(Impossible::Negative { what, value })
    } else {
        Ok(value.abs()) // so that -0 becomes 0
    }
}

/// The value of a parameter that must be above zero.
pub(super) fn positive(what: &'static str, value: f64) -> Result<f64, Impossible> {
    match amount(what, value)? {
        0.0 => Err(Impossible::Zero { what }),
        value => Ok(value),
    }
}

/// Refuses two parameters whose order is wrong.
pub(super) fn ordered(
    (lower, low): (&'static str, f64),
    (upper, high): (&'static str, f64),
) -> Result<(), Impossible> {
    if low <= high {
        return Ok(());
    }
    Err(Impossible::OutOfOrder { lower, low, upper, high })
}

#[cfg(test)]
mod tests {
    use super::super::Distribution;
    use super::*;

    fn said<T: fmt::Debug>(result: Result<T, Impossible>) -> String {
        result.unwrap_err().to_string()
    }

    #[test]
    fn reasons_read_as_part_of_a_sentence() {
        assert_eq!(said(amount("mean", -3.0)), "mean -3 is negative");
        assert_eq!(said(amount("mean", f64::NAN)), "mean NaN is not a finite number");
        assert_eq!(said(positive("shape", 0.0)), "shape is zero");
        assert_eq!(said(ordered(("low", 5.0), ("mode", 3.0))), "low 5 is above mode 3");
        assert_eq!(Impossible::NoValues.to_string(), "there are no observed values");
        assert_eq!(Impossible::TooWide.to_string(), "the mean or the variance is too large to compute with");
    }

    #[test]
    fn a_negative_zero_is_a_zero() {
        assert!(amount("mean", -0.0).unwrap().is_sign_positive());
    }

    #[test]
    fn no_parameter_may_be_negative_or_no_number() {
        for bad in [-1.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            for refused in [
                Distribution::constant(bad),
                Distribution::uniform(bad, 2.0),
                Distribution::uniform(1.0, bad),
                Distribution::exponential(bad),
                Distribution::lognormal(bad, 1.0),
                Distribution::lognormal(1.0, bad),
                Distribution::triangular(bad, 1.0, 2.0),
                Distribution::triangular(0.0, bad, 2.0),
                Distribution::triangular(0.0, 1.0, bad),
                Distribution::pert(bad, 1.0, 2.0),
                Distribution::pert(0.0, bad, 2.0),
                Distribution::pert(0.0, 1.0, bad),
                Distribution::gamma(bad, 1.0),
                Distribution::gamma(1.0, bad),
                Distribution::weibull(bad, 1.0),
                Distribution::weibull(1.0, bad),
                Distribution::empirical(vec![1.0, bad]),
            ] {
                assert!(refused.is_err(), "{refused:?}");
            }
        }
    }

    #[test]
    fn refusals_say_why() {
        let why = |refused: Result<Distribution, Impossible>| refused.unwrap_err().to_string();
        assert_eq!(why(Distribution::uniform(5.0, 3.0)), "low 5 is above high 3");
        assert_eq!(why(Distribution::pert(5.0, 3.0, 9.0)), "low 5 is above mode 3");
        assert_eq!(why(Distribution::triangular(1.0, 9.5, 3.0)), "mode 9.5 is above high 3");
        assert_eq!(why(Distribution::weibull(1.0, 0.0)), "shape is zero");
    }

    #[test]
    fn laws_too_wide_to_compute_with_are_refused() {
        let huge = 1e200;
        for refused in [
            Distribution::uniform(0.0, huge),
            Distribution::exponential(huge),
            Distribution::lognormal(1.0 / huge, huge),
            Distribution::lognormal(huge, 1.0),
            Distribution::triangular(0.0, 1.0, huge),
            Distribution::pert(0.0, 1.0, huge),
            Distribution::gamma(1.0 / huge, huge),
            Distribution::gamma(huge, 1.0),
            Distribution::weibull(1.0, 0.01),
            Distribution::weibull(1.0, f64::MIN_POSITIVE / 4.0),
            Distribution::empirical(vec![0.0, huge]),
        ] {
            assert_eq!(refused, Err(Impossible::TooWide));
        }
    }
}

//! The closed list of probability laws, and what can be asked of each.

use super::draws::Draws;
use super::empirical::Empirical;
use super::exponential::Exponential;
use super::gamma::Gamma;
use super::lognormal::Lognormal;
use super::pert::Pert;
use super::triangular::Triangular;
use super::uniform::Uniform;
use super::weibull::Weibull;

/// The laws there are. Each keeps what its draws need, worked out once.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Law {
    Constant(f64),
    Uniform(Uniform),
    Exponential(Exponential),
    Lognormal(Lognormal),
    Triangular(Triangular),
    Pert(Pert),
    Gamma(Gamma),
    Weibull(Weibull),
    Empirical(Empirical),
}

impl Law {
    /// One amount. All but PERT and gamma invert the first uniform.
    #[inline(always)] // each place where something is drawn mostly draws from one law
    pub(super) fn sample(&self, draws: Draws) -> f64 {
        match self {
            Self::Constant(value) => *value,
            Self::Uniform(law) => law.at(draws.only()),
            Self::Exponential(law) => law.drawn(draws.only()),
            Self::Lognormal(law) => law.drawn(draws.only()),
            Self::Triangular(law) => law.at(draws.only()),
            Self::Pert(law) => law.sample(draws),
            Self::Gamma(law) => law.sample(draws),
            Self::Weibull(law) => law.at(draws.only()),
            Self::Empirical(law) => law.at(draws.only()),
        }
    }

    /// The amount that stays unexceeded with probability `p`, strictly between 0 and 1, where there
    /// is a closed form. For any other `p` the number means nothing.
    pub(super) fn at(&self, p: f64) -> Option<f64> {
        Some(match self {
            Self::Constant(value) => *value,
            Self::Uniform(law) => law.at(p),
            Self::Exponential(law) => law.at(p),
            Self::Lognormal(law) => law.at(p),
            Self::Triangular(law) => law.at(p),
            Self::Weibull(law) => law.at(p),
            Self::Empirical(law) => law.at(p),
            Self::Pert(_) | Self::Gamma(_) => return None,
        })
    }

    /// The mean.
    pub(super) fn mean(&self) -> f64 {
        match self {
            Self::Constant(value) => *value,
            Self::Uniform(law) => law.mean(),
            Self::Exponential(law) => law.mean(),
            Self::Lognormal(law) => law.mean(),
            Self::Triangular(law) => law.mean(),
            Self::Pert(law) => law.mean(),
            Self::Gamma(law) => law.mean(),
            Self::Weibull(law) => law.mean(),
            Self::Empirical(law) => law.mean(),
        }
    }

    /// The variance.
    pub(super) fn variance(&self) -> f64 {
        match self {
            Self::Constant(_) => 0.0,
            Self::Uniform(law) => law.variance(),
            Self::Exponential(law) => law.variance(),
            Self::Lognormal(law) => law.variance(),
            Self::Triangular(law) => law.variance(),
            Self::Pert(law) => law.variance(),
            Self::Gamma(law) => law.variance(),
            Self::Weibull(law) => law.variance(),
            Self::Empirical(law) => law.variance(),
        }
    }

    /// The least and the greatest amount.
    pub(super) fn support(&self) -> (f64, f64) {
        match self {
            Self::Constant(value) => (*value, *value),
            Self::Uniform(law) => law.support(),
            Self::Exponential(law) => law.support(),
            Self::Lognormal(law) => law.support(),
            Self::Triangular(law) => law.support(),
            Self::Pert(law) => law.support(),
            Self::Gamma(law) => law.support(),
            Self::Weibull(law) => law.support(),
            Self::Empirical(law) => law.support(),
        }
    }

    /// The law of `factor` times the amount.
    pub(super) fn scaled(&self, factor: f64) -> Self {
        match self {
            Self::Constant(value) => Self::Constant(value * factor),
            Self::Uniform(law) => Self::Uniform(law.scaled(factor)),
            Self::Exponential(law) => Self::Exponential(law.scaled(factor)),
            Self::Lognormal(law) => Self::Lognormal(law.scaled(factor)),
            Self::Triangular(law) => Self::Triangular(law.scaled(factor)),
            Self::Pert(law) => Self::Pert(law.scaled(factor)),
            Self::Gamma(law) => Self::Gamma(law.scaled(factor)),
            Self::Weibull(law) => Self::Weibull(law.scaled(factor)),
            Self::Empirical(law) => Self::Empirical(law.scaled(factor)),
        }
    }
}

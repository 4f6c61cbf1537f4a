//! Every estimator against a reference it does not share code with.

mod comparisons;
mod coverage;
mod intervals;
mod quantiles;
mod reference_data;

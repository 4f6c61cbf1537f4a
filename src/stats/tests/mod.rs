//! Every estimator against a reference it does not share code with.

mod chance;
mod comparisons;
mod coverage;
mod intervals;
mod pooled;
mod properties;
mod quantiles;
mod reference_data;
mod selection;
mod settling;
mod survival;

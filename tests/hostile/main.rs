//! No panic on any input: a scenario is a corridor that runs, or findings that can be shown.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod endure;
mod extremes;
mod files;
mod large;
mod mutations;
mod values;

/// A corridor that uses everything the language has.
const EVERYTHING: &str = include_str!("../support/everything.ron");

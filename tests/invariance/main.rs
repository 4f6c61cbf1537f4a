//! What must not change a figure: threads, order, names, units of expression, and whatever has
//! nothing to do with it. Compared are the values of single replications, bit for bit.
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod alone;
mod language;
mod model;
mod sheet;
mod threads;

/// A corridor that uses everything the language has.
const EVERYTHING: &str = include_str!("../support/everything.ron");

//! Comparisons under common random numbers: what is the same must be exactly the same, and what
//! differs must be told with its true size.
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod unused;

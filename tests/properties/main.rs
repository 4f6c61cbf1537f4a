//! What holds in every corridor, held in random ones.
//!
//! Cases are the same in every run. To look further, set `PROPTEST_CASES` and `PROPTEST_RNG_SEED`:
//!
//! ```text
//! PROPTEST_CASES=2000 PROPTEST_RNG_SEED=7 cargo test --test properties
//! ```
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod audited;
mod books;
mod by_hand;
mod dice;
mod drained;
mod hours;
mod kernel;
mod network;

use proptest::test_runner::{Config, RngSeed};

/// So many cases, the same ones in every run, unless the environment says otherwise.
fn cases(number: u32) -> Config {
    let asked = Config::default();
    let fixed = asked.rng_seed == RngSeed::Random;
    Config {
        cases: if std::env::var_os("PROPTEST_CASES").is_some() { asked.cases } else { number },
        rng_seed: if fixed { RngSeed::Fixed(2024) } else { asked.rng_seed },
        failure_persistence: None,
        ..asked
    }
}

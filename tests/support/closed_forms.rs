//! Queues whose long-run behaviour is known by formula, for holding the simulator against.
//!
//! Plain functions of plain numbers, independent of the simulator. Rates are per any one unit of
//! time and times come out in that unit. Every function has its formula and reference in its doc
//! and is itself checked in `tests/closed_forms_sanity/`, where possible against a numeric
//! solution of the Markov chain.
//!
//! A test file includes this one by `#[path = "support/closed_forms.rs"] mod closed_forms;`.
#![allow(dead_code, reason = "each test file uses some of it")]
#![allow(unused_imports, reason = "each test file uses some of it")]
#![allow(clippy::cast_precision_loss, reason = "counts are small")]

#[path = "closed_forms/border.rs"]
mod border;
#[path = "closed_forms/bulk.rs"]
mod bulk;
#[path = "closed_forms/ferry.rs"]
mod ferry;
#[path = "closed_forms/line.rs"]
mod line;
#[path = "closed_forms/loss.rs"]
mod loss;
#[path = "closed_forms/markov.rs"]
mod markov;
#[path = "closed_forms/queue.rs"]
mod queue;
#[path = "closed_forms/repair.rs"]
mod repair;

pub use border::{Moments2, longer_of_exponentials, longer_of_fixed_and_exponential, priority_mm1};
pub use bulk::{FullBatch, full_batch};
pub use ferry::{Ferry, ferry_full_or_after};
pub use line::{two_station_throughput, two_station_throughput_in_closed_form};
pub use loss::{Finite, erlang_b, mmck};
pub use markov::{Chain, birth_death};
pub use queue::{
    Queue, erlang_c, md1, mg1, mm1, mm1_time_in_system_quantile, mm1_wait_quantile, mmc, mmc_wait_quantile,
    tandem,
};
pub use repair::{Repair, completion, late_start, machine_repair};

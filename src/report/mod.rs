//! Reports: results as tables for people, and as JSON and CSV for programs.

mod audit;
mod best;
mod compare;
mod compare_data;
mod csv_out;
mod deadlock;
mod emissions;
mod followed;
mod json;
mod number;
mod paid;
mod preview;
mod select_data;
mod stability;
mod table;
mod trace_out;
mod verdict;
mod why;

pub use audit::audit_page;
pub use best::select_table;
pub use compare::compare_table;
pub use compare_data::{ComparedCsv, compare_csv, compare_json};
pub use csv_out::{ReplicationsCsv, TransitCsv, measures_csv, provenance_csv};
pub use deadlock::deadlock_page;
pub use json::run_json;
pub use number::{interval, plain};
pub use preview::preview_table;
pub use select_data::{select_csv, select_json};
pub use stability::{offered, stability_note, stability_notes};
pub use table::{measures_table, run_table};
pub use trace_out::{TraceFormat, TraceWriter};
pub use why::why_page;

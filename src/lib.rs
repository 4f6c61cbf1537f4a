#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod audit;
pub mod cli;
pub mod corridor;
pub mod noise;
pub mod quantity;
pub mod report;
pub mod scenario;
pub mod sim;
pub mod stats;
pub mod study;

//! Quantities as scenarios write them: what is read, what is refused, what is computed.

mod computing;
mod noise;
mod reading;
mod refusing;

//! Mass of cargo.

use std::fmt;

use super::dimension::{Base, Dimension};
use super::scalar::{scalar, sums};
use super::significant::significant;

scalar! {
    /// A mass (t).
    Mass, from_tonnes, as_tonnes, "tonnes",
    dimension: Dimension::of(Base::Mass), per: (1, 1),
    named: "a mass", example: "25 t", negative: refused
}

sums!(Mass);

impl fmt::Display for Mass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tonnes = self.as_tonnes();
        match tonnes.abs() {
            light if light > 0.0 && light < 1.0 => write!(f, "{} kg", significant(tonnes * 1000.0)),
            heavy if heavy >= 1e6 => write!(f, "{} Mt", significant(tonnes / 1e6)),
            heavy if heavy >= 1e4 => write!(f, "{} kt", significant(tonnes / 1e3)),
            _ => write!(f, "{} t", significant(tonnes)),
        }
    }
}

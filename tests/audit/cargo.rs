//! Cargo out of nowhere.

use crate::tampered::Tampered;
use keruen::audit::Rule;

#[test]
fn a02_cargo_out_of_nowhere() {
    let mut trace = Tampered::new();
    let place = trace.find(20, Tampered::kind("deliver"));
    trace.add(place, "units", 1);
    trace.breaks(Rule::Cargo, place);
}

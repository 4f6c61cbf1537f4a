//! A deadlock, told as a circle of who holds what and waits for whom.

use super::why::{date, said};
use crate::corridor::{Corridor, Deadlock, Facility, Need, Stuck};
use std::fmt::Write;

/// The circle, and what would free it.
#[must_use]
pub fn deadlock_page(corridor: &Corridor, lock: &Deadlock) -> String {
    let mut out = String::new();
    for stuck in &lock.circle {
        let _ = writeln!(out, "  {}", sentence(corridor, stuck));
    }
    let _ = writeln!(
        out,
        "  with those behind them, {} and {} can't go on",
        many(lock.lots, "lot"),
        many(lock.vehicles, "vehicle")
    );
    let mut wanted: Vec<String> = Vec::new();
    for stuck in &lock.circle {
        let more = relief(corridor, stuck);
        if !wanted.contains(&more) {
            wanted.push(more);
        }
    }
    let _ = writeln!(out, "hint: any of these would let them go on: {}", wanted.join("; "));
    out
}

fn sentence(corridor: &Corridor, stuck: &Stuck) -> String {
    let mut line = stuck.who.text(corridor);
    if let Some((facility, units)) = stuck.holds {
        let _ = match facility {
            Facility::Store(_) => write!(line, " holds {units} places in {}", said(facility, corridor)),
            _ => write!(line, " holds {}", said(facility, corridor)),
        };
    }
    let and = if stuck.holds.is_some() { " and waits" } else { " waits" };
    let _ = write!(line, "{and} since {} for {}", date(corridor, stuck.since), needed(corridor, stuck.needs));
    match stuck.others {
        0 => {}
        1 => line.push_str("; so does one more"),
        others => {
            let _ = write!(line, "; so do {others} more");
        }
    }
    line
}

fn needed(corridor: &Corridor, need: Need) -> String {
    match need {
        Need::Units(facility @ Facility::Store(_), units) => {
            format!("{units} places in {}", said(facility, corridor))
        }
        Need::Units(facility @ Facility::Link(_), _) => format!("{} to flow", said(facility, corridor)),
        Need::Units(facility, _) => said(facility, corridor),
        Need::Vehicle(fleet, berth) => {
            let fleet = &corridor.fleets[fleet.index()].name;
            let at = berth.map(|berth| format!(", which can't come to {}", said(berth, corridor)));
            format!("a vehicle of {fleet}{}", at.unwrap_or_default())
        }
        Need::Cargo(service) => {
            format!("more cargo: {} leaves only when it is full", corridor.services[service.index()].name)
        }
    }
}

/// What more of would let this one go on.
fn relief(corridor: &Corridor, stuck: &Stuck) -> String {
    match stuck.needs {
        Need::Units(facility @ Facility::Store(_), units) => {
            format!(
                "{units} more places in {}, or stores of their own for each direction",
                said(facility, corridor)
            )
        }
        Need::Units(facility @ Facility::Link(_), _) => {
            format!("a pipeline beside {}", said(facility, corridor))
        }
        Need::Units(facility, _) | Need::Vehicle(_, Some(facility)) => {
            format!("one more {}", said(facility, corridor))
        }
        Need::Vehicle(fleet, None) => format!("more vehicles of {}", corridor.fleets[fleet.index()].name),
        Need::Cargo(service) => {
            format!("`or_after` in `services.{}.departs`", corridor.services[service.index()].name)
        }
    }
}

fn many(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

//! Overload: what demand offers a resource beyond what it can do, so that lines grow without bound.

use super::preview::{Load, loads};
use crate::corridor::{Corridor, Demand, ResourceKind, WhenFull};
use crate::sim::Time;

/// What is offered as much as it can do, or more, over the whole horizon, the most loaded first.
///
/// Loads are those of the preview, so they are lower bounds. What can be turned away does not count: a
/// stream whose store at its origin sends goods away that find no room waits nowhere without bound.
/// Neither do stores, which only hold, and workshops, where no more can wait than there are vehicles and
/// machines. Where projects change the corridor, both the average load and the load at the average
/// capacity must be that high.
#[must_use]
pub fn overloaded(corridor: &Corridor) -> Vec<Load> {
    let end = Time::START + corridor.horizon;
    let phases: Vec<(f64, Vec<Load>)> = corridor
        .windows()
        .filter(|(_, from, _)| *from < end)
        .map(|(phase, from, to)| {
            let to = to.min(end);
            ((to - from).as_hours(), loads(phase, [from, to], |stream| !can_be_turned_away(stream, phase)))
        })
        .collect();
    let hours: f64 = phases.iter().map(|(hours, _)| hours).sum();
    let Some((_, first)) = phases.first() else { return Vec::new() };
    let mut found: Vec<Load> = first
        .iter()
        .enumerate()
        .filter(|(_, load)| !matches!(load.resource.kind, ResourceKind::Store | ResourceKind::Workshop))
        .map(|(place, load)| {
            let of = |part: &(f64, Vec<Load>)| (part.0 / hours, part.1[place].offered);
            let average: f64 = phases.iter().map(of).map(|(share, offered)| share * offered).sum();
            let inverse: f64 = phases.iter().map(of).map(|(share, offered)| share / offered).sum();
            Load { resource: load.resource.clone(), offered: average.min(1.0 / inverse) }
        })
        .filter(|load| load.offered >= 1.0)
        .collect();
    found.sort_by(|one, other| other.offered.total_cmp(&one.offered));
    found
}

fn can_be_turned_away(stream: &Demand, corridor: &Corridor) -> bool {
    let Some(first) = stream.itinerary.first() else { return false };
    let origin = corridor.services[first.index()].from;
    let place = corridor.plan(origin, stream.cargo).and_then(|plan| plan.store.as_ref());
    place.is_some_and(|place| corridor.stores[place.store.index()].when_full == WhenFull::TurnAway)
}

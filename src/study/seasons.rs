//! The seasons of demand: what they bring ahead of an even flow, or behind it.

use super::preview::per_hour;
use crate::corridor::{Corridor, Demand, Looks};
use crate::sim::Time;

/// What a season brings ahead of an even flow must reach this share of all that comes in the measured
/// time, else it is none.
const SMALLEST: f64 = 0.01;

/// The most seasons that are told apart: that of all demand, and those of the largest streams.
const MOST: usize = 8;

/// At each look, what demand has brought since the end of the warm-up ahead of an even flow, as a share
/// of all that comes in the measured time: of all streams together, then of single ones that differ.
pub(super) fn seasons(corridor: &Corridor) -> Vec<Vec<f64>> {
    let mut streams: Vec<&Demand> = corridor.demand.iter().collect();
    streams.sort_by(|one, other| per_hour(other, corridor).total_cmp(&per_hour(one, corridor)));
    let single: Vec<(f64, Vec<f64>)> =
        streams.iter().map(|stream| (per_hour(stream, corridor), ahead(stream, corridor))).collect();
    let whole: f64 = single.iter().map(|(rate, _)| rate).sum();
    let mut all = vec![0.0; Looks::ALL];
    for (rate, season) in &single {
        all.iter_mut().zip(season).for_each(|(sum, part)| *sum += part * rate / whole);
    }
    let mut found: Vec<Vec<f64>> = Vec::new();
    for season in std::iter::once(all).chain(single.into_iter().map(|(_, season)| season)) {
        let matters = season.iter().any(|part| part.abs() >= SMALLEST);
        let alike =
            |other: &Vec<f64>| other.iter().zip(&season).all(|(one, other)| (one - other).abs() < 1e-9);
        if matters && found.len() < MOST && !found.iter().any(alike) {
            found.push(season);
        }
    }
    found
}

fn ahead(stream: &Demand, corridor: &Corridor) -> Vec<f64> {
    let begin = Time::START + corridor.warm_up;
    let before = stream.arrivals.expected(begin);
    let all = stream.arrivals.expected(Time::START + corridor.horizon) - before;
    let at = |part: f64| {
        (stream.arrivals.expected(begin + corridor.measured().scaled(part)) - before) / all - part
    };
    let known = |part: f64| if all > 0.0 { at(part) } else { 0.0 };
    (0..Looks::ALL).map(|look| known(Looks::moment(look))).collect()
}

//! Storms of one replication, laid out before its first event.

use crate::corridor::ledger::Cause;
use crate::corridor::model::{Corridor, Exposure, Weather};
use crate::noise::{Distribution, Item, Noise};
use crate::sim::{Closure, Time};

/// Adds the storms that a place feels, each as long as it does.
///
/// Calms and storms alternate. A calm that begins in a month with stormy share `p` and mean storm
/// `d` has the exponential length with mean `d (1 - p) / p`, which makes `p` the share of time
/// that is stormy in a long such month. Where months differ, the calm uses up its length at the
/// rate of each month it reaches. Each storm has a strength, uniform in (0, 1), that every place
/// sees: one with share `s` feels those stronger than `1 - s`, so gates close together.
pub(super) fn storms(exposure: &Exposure, noise: Noise, corridor: &Corridor, into: &mut Vec<Closure<Cause>>) {
    let horizon = corridor.horizon.as_ms() as f64;
    let unit = Distribution::exponential(1.0);
    let Ok(unit) = unit else { return };
    let weather = &corridor.weather[exposure.system.index()];
    let [calms, lengths, strengths] = weather.draws;
    let mut now = 0.0;
    for number in 0.. {
        let storm = Item::numbered(0, number);
        let patience = unit.sample(noise.at(calms, storm));
        let Some(begin) = calm(weather, corridor, now, patience) else { return };
        let end = begin + weather.storms.length.sample(noise.at(lengths, storm)).max(1.0);
        let blows = [begin, end].map(|ms| Time::from_ms(ms.round() as u64));
        felt(exposure, noise.at(strengths, storm).uniform(), blows, corridor, into);
        now = end;
        if now >= horizon {
            return;
        }
    }
}

/// Adds what a place feels of a storm. One that goes on into a month in which it is no longer strong enough is
/// over there when the month begins, and one that becomes strong enough begins there then.
fn felt(
    exposure: &Exposure,
    strength: f64,
    [from, to]: [Time; 2],
    corridor: &Corridor,
    into: &mut Vec<Closure<Cause>>,
) {
    let mut add = |from, to| into.push(Closure { from, to, cause: Cause::Weather });
    match (0..12).filter(|&month| exposure.feels(strength, month)).count() {
        0 => return,
        12 => return add(from, to),
        _ => {}
    }
    let mut since = None;
    let mut at = from;
    for (end, month) in corridor.months().map(|(end, month)| (Time::from_ms(end), month)) {
        if end <= at {
            continue;
        }
        if at >= to {
            break;
        }
        if exposure.feels(strength, month) {
            since = since.or(Some(at));
        } else if let Some(since) = since.take() {
            add(since, at);
        }
        at = end;
    }
    if let Some(since) = since {
        add(since, to);
    }
}

/// When a calm that begins at `now` (ms) and lasts `patience` mean calms ends, before the horizon.
fn calm(weather: &Weather, corridor: &Corridor, mut now: f64, mut patience: f64) -> Option<f64> {
    let mean_storm = weather.storms.length.mean();
    for (end, month) in corridor.months() {
        let end = end as f64;
        if end <= now {
            continue;
        }
        let share = weather.storms.share[month];
        let rate = if share > 0.0 { share / ((1.0 - share) * mean_storm) } else { 0.0 };
        let needed = if rate > 0.0 { patience / rate } else { f64::INFINITY };
        if now + needed < end {
            return Some(now + needed);
        }
        patience -= (end - now) * rate;
        now = end;
    }
    None
}

//! Storms of one replication, laid out before its first event.

use crate::corridor::ledger::Cause;
use crate::corridor::model::{Corridor, Weather};
use crate::noise::{Distribution, Item, Noise};
use crate::sim::{Closure, Time};

/// Adds the storms of a system that are strong enough to close a gate with this share.
///
/// Calms and storms alternate. A calm that begins in a month with stormy share `p` and mean storm
/// `d` has the exponential length with mean `d (1 - p) / p`, which makes `p` the share of time
/// that is stormy in a long such month. Where months differ, the calm uses up its length at the
/// rate of each month it reaches. Each storm has a strength, uniform in (0, 1), that every gate
/// sees: one with share `s` closes for those stronger than `1 - s`, so gates close together.
pub(super) fn storms(
    weather: &Weather,
    share: f64,
    noise: Noise,
    corridor: &Corridor,
    into: &mut Vec<Closure<Cause>>,
) {
    let horizon = corridor.horizon.as_ms() as f64;
    let unit = Distribution::exponential(1.0);
    let Ok(unit) = unit else { return };
    let [calms, lengths, strengths] = weather.draws;
    let mut now = 0.0;
    for number in 0.. {
        let storm = Item::numbered(0, number);
        let patience = unit.sample(noise.at(calms, storm));
        let Some(begin) = calm(weather, corridor, now, patience) else { return };
        let end = begin + weather.storms.length.sample(noise.at(lengths, storm)).max(1.0);
        if noise.at(strengths, storm).uniform() > 1.0 - share {
            let [from, to] = [begin, end].map(|ms| Time::from_ms(ms.round() as u64));
            into.push(Closure { from, to, cause: Cause::Weather });
        }
        now = end;
        if now >= horizon {
            return;
        }
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

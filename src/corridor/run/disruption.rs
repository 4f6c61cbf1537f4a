//! Disruptions of one replication, laid out before its first event.

use crate::corridor::ledger::Cause;
use crate::corridor::model::Disruption;
use crate::noise::{Item, Noise};
use crate::quantity::Duration;
use crate::sim::{Closure, Time};

/// Adds the closures of a disruption up to the horizon. Quiet times and disruptions alternate,
/// beginning with a quiet time: in the long run it closes a place for the share of time that the mean
/// length has in both (an alternating renewal process).
pub(super) fn disruptions(
    disruption: &Disruption,
    noise: Noise,
    horizon: Duration,
    into: &mut Vec<Closure<Cause>>,
) {
    let horizon = horizon.as_ms() as f64;
    let [intervals, lengths] = disruption.draws;
    let mut now = 0.0;
    for number in 0.. {
        let item = Item::numbered(0, number);
        let begin = now + disruption.every.sample(noise.at(intervals, item)).max(1.0);
        if begin >= horizon {
            return;
        }
        now = begin + disruption.lasts.sample(noise.at(lengths, item)).max(1.0);
        let [from, to] = [begin, now].map(|ms| Time::from_ms(ms.round() as u64));
        into.push(Closure { from, to, cause: Cause::Disruption });
    }
}

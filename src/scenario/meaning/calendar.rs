//! Dates: the time frame, works by date.

use super::SOME_DAY;
use super::holidays::Holidays;
use super::windows::windows;
use crate::corridor::{Cause, ms_between};
use crate::quantity::Duration;
use crate::scenario::reader::{Here, Reader};
use crate::scenario::text::Code;
use crate::scenario::written::Works;
use crate::sim::{Closure, Time};
use jiff::civil::Date;

const DAY: u64 = 86_400_000;

/// No replication is longer: a century.
const LONGEST: u64 = 100 * 365 * DAY;

/// When a replication begins, how long it lasts and how much of it is not measured.
#[derive(Clone, Debug)]
pub(in crate::scenario) struct Frame {
    pub(in crate::scenario) start: Date,
    pub(in crate::scenario) horizon: Duration,
    pub(in crate::scenario) warm_up: Duration,
    /// Days on which hours can be said not to hold.
    pub(in crate::scenario) holidays: Holidays,
}

impl Default for Frame {
    fn default() -> Self {
        Self {
            start: SOME_DAY,
            horizon: Duration::from_ms(365 * DAY),
            warm_up: Duration::ZERO,
            holidays: Holidays::default(),
        }
    }
}

/// Reads the time frame.
pub(super) fn time_frame<'a>(root: &Here<'a>, reader: &mut Reader<'a>) -> Option<Frame> {
    let start = root.field("start").and_then(|here| reader.date(&here));
    let horizon = root.field("horizon").and_then(|here| {
        let horizon = reader.positive::<Duration>(&here, |span| span.as_ms() as f64)?;
        if horizon.as_ms() > LONGEST {
            reader.complain(
                Code::OUT_OF_RANGE,
                &here,
                "the horizon is longer than a century",
                "at most 36500 d",
            );
            return None;
        }
        Some(horizon)
    });
    let warm_up = match root.field("warm_up") {
        None => Some(Duration::ZERO),
        Some(here) => {
            let warm_up = reader.quantity::<Duration>(&here);
            if let (Some(warm_up), Some(horizon)) = (warm_up, horizon)
                && warm_up >= horizon
            {
                reader.advise(
                    Code::NO_TIME,
                    &here,
                    "the warm-up leaves nothing to measure",
                    "as long as the horizon, or longer",
                    "shorten the warm-up, or lengthen `horizon`",
                );
            }
            warm_up
        }
    };
    let start = start?;
    // Civil dates end in the year 9999; a start too near it would have no months to look up.
    if start.year() > 9800 || start.year() < 0 {
        let here = root.or_self("start");
        reader.complain(Code::BAD_DATE, &here, "the start lies too far away", "between the years 0 and 9800");
        return None;
    }
    let horizon = horizon?;
    let holidays = Holidays::read(root, start, horizon, reader);
    Some(Frame { start, horizon, warm_up: warm_up?, holidays })
}

impl Frame {
    /// The instant at which a day begins; days before the start are the start.
    pub(super) fn instant(&self, date: Date) -> Time {
        Time::from_ms(if date > self.start { ms_between(self.start, date) } else { 0 })
    }

    /// A closure up to the day on which something opens.
    pub(super) fn before(&self, opening: Date) -> Option<Closure<Cause>> {
        let to = self.instant(opening);
        (to > Time::START).then_some(Closure { from: Time::START, to, cause: Cause::Works })
    }

    /// Closures by date, once or every year.
    pub(super) fn works<'a>(
        &self,
        list: &[Works],
        here: Option<Here<'a>>,
        reader: &mut Reader<'a>,
    ) -> Vec<Closure<Cause>> {
        let Some(here) = here else { return Vec::new() };
        let places: Vec<Here<'a>> = here.items().take(list.len()).collect();
        let windows = places.iter().filter_map(|place| windows(place, self, reader));
        let closed = |[from, to]: [Time; 2]| Closure { from, to, cause: Cause::Works };
        windows.flatten().map(closed).collect()
    }
}

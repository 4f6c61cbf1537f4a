//! Dates and hours: the time frame, works by date, opening hours, months.

use super::SOME_DAY;
use crate::corridor::{Cause, ms_between};
use crate::quantity::Duration;
use crate::scenario::reader::{Here, Reader};
use crate::scenario::text::Code;
use crate::scenario::written::Works;
use crate::sim::{Closure, Time};
use jiff::civil::Date;

const HOUR: u64 = 3_600_000;
const DAY: u64 = 24 * HOUR;
const WEEK: u64 = 7 * DAY;

/// No replication is longer: a century.
const LONGEST: u64 = 100 * 365 * DAY;

/// When a replication begins, how long it lasts and how much of it is not measured.
#[derive(Clone, Copy, Debug)]
pub(in crate::scenario) struct Frame {
    pub(in crate::scenario) start: Date,
    pub(in crate::scenario) horizon: Duration,
    pub(in crate::scenario) warm_up: Duration,
}

impl Default for Frame {
    fn default() -> Self {
        Self { start: SOME_DAY, horizon: Duration::from_ms(365 * DAY), warm_up: Duration::ZERO }
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
    Some(Frame { start, horizon: horizon?, warm_up: warm_up? })
}

impl Frame {
    /// The instant at which a day begins; days before the start are the start.
    fn instant(&self, date: Date) -> Time {
        Time::from_ms(if date > self.start { ms_between(self.start, date) } else { 0 })
    }

    /// A closure up to the day on which something opens.
    pub(super) fn before(&self, opening: Date) -> Option<Closure<Cause>> {
        let to = self.instant(opening);
        (to > Time::START).then_some(Closure { from: Time::START, to, cause: Cause::Works })
    }

    /// Closures by date.
    pub(super) fn works<'a>(
        &self,
        list: &[Works],
        here: Option<Here<'a>>,
        reader: &mut Reader<'a>,
    ) -> Vec<Closure<Cause>> {
        let Some(here) = here else { return Vec::new() };
        let places: Vec<Here<'a>> = here.items().collect();
        let mut closures = Vec::new();
        for (place, _) in places.iter().zip(list) {
            let from = place.field("from").and_then(|here| reader.date(&here));
            let to = place.field("to").and_then(|here| reader.date(&here));
            let (Some(from), Some(to)) = (from, to) else { continue };
            if from >= to {
                reader.complain(
                    Code::BAD_DATE,
                    &place.or_self("to"),
                    "works end before they begin",
                    "the first day open again must come after `from`",
                );
            }
            let (from, to) = (self.instant(from), self.instant(to));
            if from < to {
                closures.push(Closure { from, to, cause: Cause::Works });
            }
        }
        closures
    }

    /// The times outside working hours, as `Mon-Fri 08:00-20:00 UTC+5`, up to the horizon.
    pub(super) fn outside_hours<'a>(
        &self,
        hours: Option<&str>,
        here: Option<Here<'a>>,
        reader: &mut Reader<'a>,
    ) -> Vec<Closure<Cause>> {
        let (Some(hours), Some(here)) = (hours, here) else { return Vec::new() };
        let Some(week) = OpenWeek::parse(hours) else {
            reader.advise(
                Code::BAD_HOURS,
                &here,
                format!("`{}` is no opening hours", here.path),
                "cannot be read",
                "write days, hours and zone, as `Mon-Fri 08:00-20:00 UTC+5`, or `24/7`",
            );
            return Vec::new();
        };
        week.closures(self)
    }
}

/// A week of opening hours, in universal time.
struct OpenWeek {
    days: [bool; 7],
    from: u64,
    to: u64,
    /// Local time less universal time (ms).
    offset: i64,
}

impl OpenWeek {
    fn parse(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let (days, hours, zone) = match words.as_slice() {
            ["24/7"] => return Some(Self { days: [true; 7], from: 0, to: DAY, offset: 0 }),
            [hours, zone] => ("Mon-Sun", *hours, *zone),
            [days, hours, zone] => (*days, *hours, *zone),
            _ => return None,
        };
        let (from, to) = hours.split_once('-')?;
        let week = Self {
            days: parse_days(days)?,
            from: parse_clock(from)?,
            to: parse_clock(to)?,
            offset: parse_zone(zone)?,
        };
        (week.from != week.to).then_some(week)
    }

    /// Everything that is not open, from the start to the horizon.
    fn closures(&self, frame: &Frame) -> Vec<Closure<Cause>> {
        let midnight_of_monday = i64::from(frame.start.weekday().to_monday_zero_offset()) * DAY as i64;
        let horizon = frame.horizon.as_ms() as i64;
        let mut closures = Vec::new();
        let mut closed_from = 0;
        for (from, to) in self.open_spans(-midnight_of_monday - self.offset - WEEK as i64, horizon) {
            if from > closed_from {
                push_closure(&mut closures, closed_from, from.min(horizon));
            }
            closed_from = closed_from.max(to);
        }
        if closed_from < horizon {
            push_closure(&mut closures, closed_from, horizon);
        }
        closures
    }

    /// Open spans one after the other (ms since the start), day by day from a Monday on.
    fn open_spans(&self, monday: i64, until: i64) -> impl Iterator<Item = (i64, i64)> + '_ {
        let length = if self.to > self.from { self.to - self.from } else { self.to + DAY - self.from };
        let days = (0..).map(move |day: i64| (day, monday + day * DAY as i64));
        days.take_while(move |&(_, midnight)| midnight < until)
            .filter(|&(day, _)| self.days[(day % 7) as usize])
            .map(move |(_, midnight)| {
                let opens = midnight + self.from as i64;
                (opens, opens + length as i64)
            })
    }
}

fn push_closure(closures: &mut Vec<Closure<Cause>>, from: i64, to: i64) {
    let (from, to) = (Time::from_ms(from.max(0) as u64), Time::from_ms(to.max(0) as u64));
    if from < to {
        closures.push(Closure { from, to, cause: Cause::OpeningHours });
    }
}

fn parse_days(text: &str) -> Option<[bool; 7]> {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let day = |name: &str| DAYS.iter().position(|day| *day == name);
    let mut open = [false; 7];
    for part in text.split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last) = (day(first)?, day(last)?);
        let mut at = first;
        loop {
            open[at] = true;
            if at == last {
                break;
            }
            at = (at + 1) % 7;
        }
    }
    Some(open)
}

fn parse_clock(text: &str) -> Option<u64> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes) = (hours.parse::<u64>().ok()?, minutes.parse::<u64>().ok()?);
    (hours * 60 + minutes <= 24 * 60 && hours <= 24 && minutes < 60)
        .then_some((hours * 60 + minutes) * 60_000)
}

fn parse_zone(text: &str) -> Option<i64> {
    let offset = text.strip_prefix("UTC")?;
    if offset.is_empty() {
        return Some(0);
    }
    let sign = match offset.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let digits = &offset[1..];
    let (hours, minutes) = digits.split_once(':').unwrap_or((digits, "0"));
    let (hours, minutes) = (hours.parse::<u32>().ok()?, minutes.parse::<u32>().ok()?);
    (hours <= 14 && minutes < 60).then_some(sign * (i64::from(hours) * 60 + i64::from(minutes)) * 60_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::Gate;

    fn gate(hours: &str, start: Date) -> Gate<Cause> {
        let frame = Frame { start, horizon: Duration::from_ms(30 * DAY), warm_up: Duration::ZERO };
        let mut closures = OpenWeek::parse(hours).unwrap().closures(&frame);
        let mut gate = Gate::default();
        gate.lay_out(&mut closures);
        gate
    }

    fn opens(gate: &Gate<Cause>, hour: u64) -> u64 {
        gate.next_open(Time::from_ms(hour * HOUR)).ms() / HOUR
    }

    #[test]
    fn hours_are_local() {
        // The first of January 2024 was a Monday; eight in Aktau is three in universal time.
        let gate = gate("Mon-Fri 08:00-20:00 UTC+5", jiff::civil::date(2024, 1, 1));
        assert_eq!(opens(&gate, 0), 3);
        assert_eq!(opens(&gate, 10), 10);
        assert_eq!(opens(&gate, 15), 24 + 3);
        assert_eq!(opens(&gate, 4 * 24 + 15), 7 * 24 + 3, "closed from Friday evening to Monday");
    }

    #[test]
    fn a_night_shift_runs_past_midnight_and_a_start_may_fall_into_it() {
        let gate = gate("22:00-06:00 UTC", jiff::civil::date(2024, 1, 3));
        assert_eq!([0, 5, 6, 21, 22, 25].map(|hour| opens(&gate, hour)), [0, 5, 22, 22, 22, 25]);
    }

    #[test]
    fn hours_that_are_none_are_refused() {
        let wrong = [
            "",
            "Mon",
            "Mon-Fri 08:00",
            "Mon-Fri 8-20 UTC",
            "Mo-Fr 08:00-20:00 UTC",
            "08:00-08:00 UTC",
            "08:00-25:00 UTC",
            "08:00-20:00 EST",
        ];
        assert!(wrong.iter().all(|text| OpenWeek::parse(text).is_none()));
        assert!(OpenWeek::parse("24/7").unwrap().closures(&Frame::default()).is_empty());
    }
}

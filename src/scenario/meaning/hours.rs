//! Working hours: which part of the week something is open.

use super::calendar::Frame;
use crate::corridor::Cause;
use crate::scenario::reader::{Here, Reader};
use crate::scenario::text::Code;
use crate::sim::{Closure, Time};

const HOUR: u64 = 3_600_000;
const DAY: u64 = 24 * HOUR;

/// The times outside working hours, as `Mon-Fri 08:00-20:00 UTC+5 except KZ`, up to the horizon.
pub(super) fn outside_hours<'a>(
    hours: Option<&str>,
    frame: &Frame,
    here: Option<Here<'a>>,
    reader: &mut Reader<'a>,
) -> Vec<Closure<Cause>> {
    let (Some(hours), Some(here)) = (hours, here) else { return Vec::new() };
    let week = open_week(hours, frame, &here, reader);
    week.map(|(week, holidays)| week.closures(frame, holidays)).unwrap_or_default()
}

/// The times when a link is taken for track work, each as `Tue-Thu 10:00-14:00 UTC+5`.
pub(super) fn possessions<'a>(
    windows: &[String],
    frame: &Frame,
    link: &Here<'a>,
    reader: &mut Reader<'a>,
) -> Vec<Closure<Cause>> {
    let here = link.or_self("possessions");
    let mut closures = Vec::new();
    for (place, window) in here.items().zip(windows) {
        if let Some((week, holidays)) = open_week(window, frame, &place, reader) {
            closures.extend(week.spans(frame, holidays, Cause::Works));
        }
    }
    closures
}

/// A week of hours, and the days on which they do not hold.
fn open_week<'a, 't, 'f>(
    hours: &'t str,
    frame: &'f Frame,
    here: &Here<'a>,
    reader: &mut Reader<'a>,
) -> Option<(OpenWeek<'t>, &'f [i64])> {
    let Some(week) = OpenWeek::parse(hours) else {
        reader.advise(
            Code::BAD_HOURS,
            here,
            format!("`{}` is no opening hours", here.path),
            "cannot be read",
            "write days, hours and zone, as `Mon-Fri 08:00-20:00 UTC+5`, or `24/7`",
        );
        return None;
    };
    let holidays = match week.except {
        Some(calendar) => frame.holidays.days(calendar, here, reader)?,
        None => &[],
    };
    Some((week, holidays))
}

/// A week of opening hours, in local time.
struct OpenWeek<'t> {
    days: [bool; 7],
    from: u64,
    to: u64,
    /// Local time less universal time (ms).
    offset: i64,
    /// The calendar of the days on which it does not hold.
    except: Option<&'t str>,
}

impl<'t> OpenWeek<'t> {
    fn parse(text: &'t str) -> Option<Self> {
        let (text, except) = match text.split_once(" except ") {
            Some((text, calendar)) => (text, Some(calendar.trim())),
            None => (text, None),
        };
        let words: Vec<&str> = text.split_whitespace().collect();
        let (days, hours, zone) = match words.as_slice() {
            ["24/7"] if except.is_none() => {
                return Some(Self { days: [true; 7], from: 0, to: DAY, offset: 0, except });
            }
            ["24/7", zone] => ("Mon-Sun", "00:00-24:00", *zone),
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
            except,
        };
        (week.from != week.to).then_some(week)
    }

    /// The spans themselves, from the start to the horizon, as closures: what the hours are taken for.
    fn spans(&self, frame: &Frame, holidays: &[i64], cause: Cause) -> Vec<Closure<Cause>> {
        let horizon = frame.horizon.as_ms() as i64;
        let mut closures = Vec::new();
        for (from, to) in self.open_spans(self.first_monday(frame), horizon, holidays) {
            push_closure(&mut closures, from, to.min(horizon), cause);
        }
        closures
    }

    /// The Monday of the week before, whose last night may reach into the first day.
    fn first_monday(&self, frame: &Frame) -> i64 {
        -i64::from(frame.start.weekday().to_monday_zero_offset()) - 7
    }

    /// Everything that is not open, from the start to the horizon.
    fn closures(&self, frame: &Frame, holidays: &[i64]) -> Vec<Closure<Cause>> {
        let horizon = frame.horizon.as_ms() as i64;
        let mut closures = Vec::new();
        let mut closed_from = 0;
        for (from, to) in self.open_spans(self.first_monday(frame), horizon, holidays) {
            if from > closed_from {
                push_closure(&mut closures, closed_from, from.min(horizon), Cause::OpeningHours);
            }
            closed_from = closed_from.max(to);
        }
        if closed_from < horizon {
            push_closure(&mut closures, closed_from, horizon, Cause::OpeningHours);
        }
        closures
    }

    /// Open spans one after the other (ms since the start), day by day from a Monday on. Days are
    /// counted from the first local day of the scenario.
    fn open_spans(&self, monday: i64, until: i64, holidays: &[i64]) -> impl Iterator<Item = (i64, i64)> {
        let length = if self.to > self.from { self.to - self.from } else { self.to + DAY - self.from };
        let midnight = move |day: i64| day * DAY as i64 - self.offset;
        (monday..)
            .take_while(move |&day| midnight(day) < until)
            .filter(move |day| self.days[(day - monday).rem_euclid(7) as usize])
            .filter(|day| holidays.binary_search(day).is_err())
            .map(move |day| {
                let opens = midnight(day) + self.from as i64;
                (opens, opens + length as i64)
            })
    }
}

fn push_closure(closures: &mut Vec<Closure<Cause>>, from: i64, to: i64, cause: Cause) {
    let (from, to) = (Time::from_ms(from.max(0) as u64), Time::from_ms(to.max(0) as u64));
    if from < to {
        closures.push(Closure { from, to, cause });
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
    use crate::quantity::Duration;
    use crate::sim::Gate;
    use jiff::civil::Date;

    fn gate(hours: &str, start: Date) -> Gate<Cause> {
        let frame = Frame { start, horizon: Duration::from_ms(30 * DAY), ..Frame::default() };
        let week = OpenWeek::parse(hours).unwrap();
        // The third and the fourth day of the scenario, where days are excepted at all.
        let mut closures = week.closures(&frame, if week.except.is_some() { &[2, 3] } else { &[] });
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
    fn holidays_are_local_days() {
        let gate = gate("24/7 UTC+5 except KZ", jiff::civil::date(2024, 1, 1));
        // The third day begins at seven in the evening of the second, universal time.
        assert_eq!(opens(&gate, 24 + 18), 24 + 18);
        assert_eq!(opens(&gate, 24 + 19), 3 * 24 + 19);
    }

    #[test]
    fn a_shift_that_begins_before_a_holiday_is_worked_to_its_end() {
        let gate = gate("22:00-06:00 UTC except KZ", jiff::civil::date(2024, 1, 1));
        assert_eq!([47, 53, 54].map(|hour| opens(&gate, hour)), [47, 53, 4 * 24 + 22]);
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
            "24/7 except KZ",
        ];
        assert!(wrong.iter().all(|text| OpenWeek::parse(text).is_none()));
        assert!(OpenWeek::parse("24/7").unwrap().closures(&Frame::default(), &[]).is_empty());
    }
}

//! Working hours: which part of the week something is open.

use super::calendar::Frame;
use super::zones::{self, Zone};
use crate::corridor::Cause;
use crate::scenario::reader::{Here, Reader};
use crate::scenario::text::Code;
use crate::sim::{Closure, Time};

const HOUR: u64 = 3_600_000;
pub(super) const DAY: u64 = 24 * HOUR;

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
    let week = match OpenWeek::parse(hours) {
        Ok(week) => week,
        Err(Misread::Zone(zone)) => {
            zones::unknown(zone, here, reader);
            return None;
        }
        Err(Misread::Hours) => {
            reader.advise(
                Code::BAD_HOURS,
                here,
                format!("`{}` is no opening hours", here.path),
                "cannot be read",
                "write days, hours and zone, as `Mon-Fri 08:00-20:00 UTC+5`, or `24/7`",
            );
            return None;
        }
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
    zone: Zone,
    /// The calendar of the days on which it does not hold.
    except: Option<&'t str>,
}

/// Why a text is no week of opening hours.
enum Misread<'t> {
    Hours,
    /// All is well but the zone, which has a name that nobody knows.
    Zone(&'t str),
}

impl<'t> OpenWeek<'t> {
    fn parse(text: &'t str) -> Result<Self, Misread<'t>> {
        let (week, zone) = Self::clocks(text).ok_or(Misread::Hours)?;
        let Some(zone) = zone else { return Ok(week) };
        match Zone::parse(zone) {
            Some(zone) => Ok(Self { zone, ..week }),
            None if zone.starts_with("UTC") => Err(Misread::Hours),
            None => Err(Misread::Zone(zone)),
        }
    }

    /// The days and the hours, in universal time, and the zone in which they are meant.
    fn clocks(text: &'t str) -> Option<(Self, Option<&'t str>)> {
        let (text, except) = match text.split_once(" except ") {
            Some((text, calendar)) => (text, Some(calendar.trim())),
            None => (text, None),
        };
        let words: Vec<&str> = text.split_whitespace().collect();
        let (days, hours, zone) = match words.as_slice() {
            ["24/7"] if except.is_none() => {
                return Some((
                    Self { days: [true; 7], from: 0, to: DAY, zone: Zone::Offset(0), except },
                    None,
                ));
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
            zone: Zone::Offset(0),
            except,
        };
        (week.from != week.to).then_some((week, Some(zone)))
    }

    /// The spans themselves, from the start to the horizon, as closures: what the hours are taken for.
    fn spans(&self, frame: &Frame, holidays: &[i64], cause: Cause) -> Vec<Closure<Cause>> {
        let horizon = frame.horizon.as_ms() as i64;
        let mut closures = Vec::new();
        for (from, to) in self.open_spans(frame, horizon, holidays) {
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
        for (from, to) in self.open_spans(frame, horizon, holidays) {
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
    /// counted from the first local day of the scenario. Hours that clocks leave out are no span.
    fn open_spans(&self, frame: &Frame, until: i64, holidays: &[i64]) -> impl Iterator<Item = (i64, i64)> {
        let (start, monday) = (frame.start, self.first_monday(frame));
        let (from, to) = (self.from as i64, self.to as i64);
        let to = if to > from { to } else { to + DAY as i64 };
        (monday..)
            .take_while(move |&day| self.zone.instant(start, day, 0) < until)
            .filter(move |day| self.days[(day - monday).rem_euclid(7) as usize])
            .filter(|day| holidays.binary_search(day).is_err())
            .map(move |day| (self.zone.instant(start, day, from), self.zone.instant(start, day, to)))
            .filter(|(opens, closes)| opens < closes)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Duration;
    use crate::sim::Gate;
    use jiff::civil::Date;

    fn gate(hours: &str, start: Date) -> Gate<Cause> {
        let frame = Frame { start, horizon: Duration::from_ms(30 * DAY), ..Frame::default() };
        let week = OpenWeek::parse(hours).ok().unwrap();
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
        assert!(wrong.iter().all(|text| OpenWeek::parse(text).is_err()));
        assert!(OpenWeek::parse("24/7").ok().unwrap().closures(&Frame::default(), &[]).is_empty());
    }
}

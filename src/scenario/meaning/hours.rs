//! Working hours: which part of the week something is open.

use super::calendar::Frame;
use super::zones::{self, Zone};
use crate::corridor::Cause;
use crate::scenario::reader::{Here, Reader};
use crate::scenario::text::Code;
use crate::sim::{Closure, Time};

const HOUR: u64 = 3_600_000;
pub(super) const DAY: u64 = 24 * HOUR;

/// The times outside working hours, as `Mon-Fri 08:00-20:00; Sat 09:00-13:00 UTC+5 except KZ`, up to the
/// horizon.
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
                "write days, hours and zone, as `Mon-Fri 08:00-20:00 UTC+5` or `Mon-Fri 08:00-12:00,13:00-18:00; Sat 09:00-13:00 UTC+5`, or `24/7`",
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
    shifts: Vec<Shift>,
    zone: Zone,
    /// The calendar of the days on which it does not hold.
    except: Option<&'t str>,
}

/// Hours without a break, on some days of the week.
struct Shift {
    days: [bool; 7],
    /// After midnight (ms).
    from: i64,
    /// After the same midnight, so beyond a day where they run past the next.
    to: i64,
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
            Some((text, calendar)) => (text.trim(), Some(calendar.trim())),
            None => (text.trim(), None),
        };
        let week = |shifts| Self { shifts, zone: Zone::Offset(0), except };
        let always = || Shift { days: [true; 7], from: 0, to: DAY as i64 };
        if text == "24/7" && except.is_none() {
            return Some((week(vec![always()]), None));
        }
        let (hours, zone) = text.rsplit_once(char::is_whitespace)?;
        let shifts = match hours.trim() {
            "24/7" => vec![always()],
            hours => parse_shifts(hours)?,
        };
        Some((week(shifts), Some(zone)))
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

    /// Open spans by the times at which they begin (ms since the start), day by day from a Monday on. Days
    /// are counted from the first local day of the scenario. Hours that clocks leave out are no span.
    fn open_spans(&self, frame: &Frame, until: i64, holidays: &[i64]) -> impl Iterator<Item = (i64, i64)> {
        let (start, monday) = (frame.start, self.first_monday(frame));
        (monday..)
            .take_while(move |&day| self.zone.instant(start, day, 0) < until)
            .filter(|day| holidays.binary_search(day).is_err())
            .flat_map(move |day| {
                self.shifts_on((day - monday).rem_euclid(7) as usize).map(move |shift| (day, shift))
            })
            .map(move |(day, shift)| [shift.from, shift.to].map(|clock| self.zone.instant(start, day, clock)))
            .filter(|[opens, closes]| opens < closes)
            .map(|[opens, closes]| (opens, closes))
    }

    /// The shifts of a day of the week, Monday 0.
    fn shifts_on(&self, weekday: usize) -> impl Iterator<Item = &Shift> {
        self.shifts.iter().filter(move |shift| shift.days[weekday])
    }
}

fn push_closure(closures: &mut Vec<Closure<Cause>>, from: i64, to: i64, cause: Cause) {
    let (from, to) = (Time::from_ms(from.max(0) as u64), Time::from_ms(to.max(0) as u64));
    if from < to {
        closures.push(Closure { from, to, cause });
    }
}

/// `Mon-Fri 08:00-12:00,13:00-18:00; Sat 09:00-13:00`, in the order in which they begin
fn parse_shifts(text: &str) -> Option<Vec<Shift>> {
    let mut shifts = Vec::new();
    for part in text.split(';') {
        let words: Vec<&str> = part.split_whitespace().collect();
        let (days, spans) = match words.as_slice() {
            [spans] => ("Mon-Sun", *spans),
            [days, spans] => (*days, *spans),
            _ => return None,
        };
        let days = parse_days(days)?;
        for span in spans.split(',') {
            let (from, to) = span.split_once('-')?;
            let (from, to) = (parse_clock(from)?, parse_clock(to)?);
            let to = if to < from { to + DAY } else { to };
            if from == to {
                return None;
            }
            shifts.push(Shift { days, from: from as i64, to: to as i64 });
        }
    }
    shifts.sort_by_key(|shift| shift.from);
    Some(shifts)
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
    fn a_day_may_have_a_break_and_saturday_hours_of_its_own() {
        let gate =
            gate("Sat 09:00-13:00; Mon-Fri 13:00-18:00,08:00-12:00 UTC", jiff::civil::date(2024, 1, 1));
        assert_eq!([7, 11, 12, 17, 18].map(|hour| opens(&gate, hour)), [8, 11, 13, 17, 24 + 8]);
        let saturday = 5 * 24;
        assert_eq!([8, 12, 13].map(|hour| opens(&gate, saturday + hour) - saturday), [9, 12, 48 + 8]);
    }

    #[test]
    fn shifts_that_overlap_are_open_where_one_of_them_is() {
        let gate = gate("08:00-16:00,14:00-22:00,23:00-07:00 UTC", jiff::civil::date(2024, 1, 1));
        assert_eq!([6, 7, 15, 21, 22, 23].map(|hour| opens(&gate, hour)), [6, 8, 15, 21, 23, 23]);
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
            "Mon-Fri 08:00-12:00, 13:00-18:00 UTC",
            "Mon-Fri 08:00-12:00; UTC",
            "Mon-Fri 08:00-12:00 13:00-18:00 UTC",
            "; UTC",
        ];
        assert!(wrong.iter().all(|text| OpenWeek::parse(text).is_err()));
        assert!(OpenWeek::parse("24/7").ok().unwrap().closures(&Frame::default(), &[]).is_empty());
    }
}

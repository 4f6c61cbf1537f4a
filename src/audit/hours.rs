//! Opening hours and works, by the calendar alone: is it open at this instant?

use super::page::Page;
use super::window::Window;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

const MINUTE: i64 = 60_000;
const DAY: i64 = 1_440 * MINUTE;
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// The calendar of the scenario: its first day, and its holidays as they are spelled.
#[derive(Clone, Debug)]
pub(super) struct Civil {
    pub(super) start: Date,
    pub(super) holidays: BTreeMap<String, Vec<String>>,
}

/// When something is open, as far as the scenario says by date and hour. Storms and disruptions are
/// told by the trace.
#[derive(Clone, Debug, Default)]
pub(super) struct Hours {
    week: Option<Week>,
    /// Whether it names disruptions.
    pub(super) disrupted: bool,
    /// Days on which it is closed.
    works: Vec<Window>,
    /// Hours that are taken for track work.
    possessions: Vec<Week>,
}

/// Hours of local days.
#[derive(Clone, Debug)]
struct Week {
    shifts: Vec<Shift>,
    zone: Zone,
    /// The weekday on which the scenario starts, Monday 0.
    first: i64,
    start: Date,
    /// Days on which it does not hold.
    holidays: Vec<String>,
}

/// From a time of the day to another, on some days of the week.
#[derive(Clone, Debug)]
struct Shift {
    days: [bool; 7],
    from: i64,
    to: i64,
}

/// What local clocks show.
#[derive(Clone, Debug)]
enum Zone {
    /// So much more than universal time (ms).
    Ahead(i64),
    /// What the law of a place says; with the start of the scenario (ms since 1970).
    Law(TimeZone, i64),
}

impl Hours {
    /// The hours and works of a block; `None` where they are spelled in a way that is not known here.
    pub(super) fn of(page: Page<'_>, civil: &Civil) -> Option<Self> {
        let start = civil.start;
        let week = match page.said("hours").as_deref() {
            None | Some("24/7") => None,
            Some(text) => Some(Week::read(text, civil)?),
        };
        let mut works = Vec::new();
        for closed in page.list("closed") {
            works.push(Window::read(closed, start)?);
        }
        if let Some(opens) = page.said("opens") {
            works.push(Window::before(&opens, start)?);
        }
        let mut possessions = Vec::new();
        for taken in page.list("possessions") {
            possessions.push(Week::read(
                match taken.text()?.as_str() {
                    "24/7" => "24/7 UTC",
                    text => text,
                },
                civil,
            )?);
        }
        let disrupted = page.list("disruptions").next().is_some();
        Some(Self { week, works, possessions, disrupted })
    }

    /// Hours that stand by themselves.
    pub(super) fn spelled(text: &str, civil: &Civil) -> Option<Self> {
        let week = if text == "24/7" { None } else { Some(Week::read(text, civil)?) };
        Some(Self { week, ..Self::default() })
    }

    /// Those of a part: its own hours or else those of the whole, and the works of both.
    pub(super) fn within(part: Page<'_>, whole: Page<'_>, civil: &Civil) -> Option<Self> {
        let (own, outer) = (Self::of(part, civil)?, Self::of(whole, civil)?);
        let week = if part.said("hours").is_some() { own.week } else { outer.week };
        Some(Self { week, works: [own.works, outer.works].concat(), ..outer })
    }

    /// It is closed in this window too.
    pub(super) fn close(&mut self, window: Window) {
        self.works.push(window);
    }

    /// Whether it is open at an instant, and if not why.
    pub(super) fn closed_at(&self, ms: u64) -> Option<&'static str> {
        let ms = i64::try_from(ms).ok()?;
        let taken = self.possessions.iter().any(|week| week.open_at(ms));
        if taken || self.works.iter().any(|window| window.at(ms).is_some()) {
            return Some("works");
        }
        self.week.as_ref().filter(|week| !week.open_at(ms)).map(|_| "opening_hours")
    }
}

impl Week {
    /// `Mon-Fri 08:00-12:00,13:00-18:00; Sat 09:00-13:00 UTC+5`, or the same `except KZ`
    fn read(text: &str, civil: &Civil) -> Option<Self> {
        let (text, holidays) = match text.split_once(" except ") {
            None => (text, Vec::new()),
            Some((text, calendar)) => (text, civil.holidays.get(calendar.trim())?.clone()),
        };
        let (text, zone) = text.trim().rsplit_once(' ')?;
        let text = if text.trim() == "24/7" { "00:00-24:00" } else { text };
        let mut shifts = Vec::new();
        for rule in text.split(';').map(str::trim) {
            let (days, spans) = rule.rsplit_once(' ').unwrap_or(("Mon-Sun", rule));
            for span in spans.split(',') {
                let (from, to) = span.split_once('-')?;
                shifts.push(Shift { days: weekdays(days.trim())?, from: clock(from)?, to: clock(to)? });
            }
        }
        let zone = Zone::read(zone, civil.start)?;
        let first = i64::from(civil.start.weekday().to_monday_zero_offset());
        Some(Self { shifts, zone, first, start: civil.start, holidays })
    }

    fn open_at(&self, ms: i64) -> bool {
        let shown = self.zone.shown(ms, self.start);
        self.shifts.iter().any(|shift| self.works_at(shift, ms, shown))
    }

    /// Whether a shift is at work at an instant, when clocks show this.
    fn works_at(&self, shift: &Shift, ms: i64, shown: i64) -> bool {
        let works = |day: i64| shift.days[(day + self.first).rem_euclid(7) as usize] && !self.is_holiday(day);
        let (day, time) = (shown.div_euclid(DAY), shown.rem_euclid(DAY));
        if let Zone::Law(law, start) = &self.zone {
            // Clocks that go back show a time twice, so the instant is held to those of opening and closing.
            let closing = if shift.from < shift.to { shift.to } else { shift.to + DAY };
            let first_shown = |shown: i64| {
                Some(law.to_timestamp(reading(self.start, shown)?).ok()?.as_millisecond() - start)
            };
            let within = |day: i64| {
                let span = first_shown(day * DAY + shift.from).zip(first_shown(day * DAY + closing));
                span.is_some_and(|(opens, closes)| (opens..closes).contains(&ms))
            };
            return (day - 1..=day).any(|day| works(day) && within(day));
        }
        if shift.from < shift.to {
            works(day) && (shift.from..shift.to).contains(&time)
        } else {
            // Over midnight: the evening of a working day, and the morning after one.
            (works(day) && time >= shift.from) || (works(day - 1) && time < shift.to)
        }
    }
}

impl Zone {
    /// `UTC+5`, or `Asia/Aqtau`
    fn read(text: &str, start: Date) -> Option<Self> {
        Some(match text.strip_prefix("UTC") {
            Some("") => Self::Ahead(0),
            Some(east) if east.starts_with('+') => Self::Ahead(clock(&east[1..])?),
            Some(west) => Self::Ahead(-clock(west.strip_prefix('-')?)?),
            None => {
                let start = TimeZone::UTC.to_timestamp(reading(start, 0)?).ok()?;
                Self::Law(TimeZoneDatabase::bundled().get(text).ok()?, start.as_millisecond())
            }
        })
    }

    /// What clocks show at an instant, as ms since they showed the first midnight of the scenario.
    fn shown(&self, ms: i64, start: Date) -> i64 {
        match self {
            Self::Ahead(offset) => ms + offset,
            Self::Law(law, begin) => {
                let clocks = Timestamp::from_millisecond(begin + ms).map(|instant| law.to_datetime(instant));
                let since = clocks.map(|clocks| clocks.duration_since(start.to_datetime(Time::midnight())));
                since.map_or(ms, |since| since.as_millis() as i64)
            }
        }
    }
}

/// Clocks so many ms after they showed the first midnight of the scenario.
fn reading(start: Date, shown: i64) -> Option<DateTime> {
    start.to_datetime(Time::midnight()).checked_add(SignedDuration::from_millis(shown)).ok()
}

impl Week {
    /// Whether a day, counted from the start, is one of the holidays: `2024-03-21`, or `03-21`.
    fn is_holiday(&self, day: i64) -> bool {
        if self.holidays.is_empty() {
            return false;
        }
        let Ok(date) = self.start.checked_add(jiff::Span::new().days(day)) else { return false };
        let spelled = date.to_string();
        self.holidays.iter().any(|holiday| spelled == *holiday || spelled.get(5..) == Some(holiday))
    }
}

/// Hours, and minutes where they are given.
fn clock(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once(':').unwrap_or((text, "0"));
    Some((hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?) * MINUTE)
}

fn weekdays(text: &str) -> Option<[bool; 7]> {
    let place = |name: &str| WEEKDAYS.iter().position(|day| *day == name);
    let mut days = [false; 7];
    for part in text.split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last) = (place(first)?, place(last)?);
        let many = (last + 7 - first) % 7;
        (0..=many).for_each(|step| days[(first + step) % 7] = true);
    }
    Some(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(text: &str, hour: i64) -> bool {
        // The first of January 2024 was a Monday.
        let holidays = [("KZ".to_owned(), vec!["01-02".to_owned(), "2024-01-07".to_owned()])].into();
        let civil = Civil { start: jiff::civil::date(2024, 1, 1), holidays };
        Week::read(text, &civil).unwrap().open_at(hour * 60 * MINUTE)
    }

    #[test]
    fn hours_are_local_and_run_past_midnight() {
        let office = "Mon-Fri 08:00-20:00 UTC+5";
        assert_eq!([2, 3, 14, 15].map(|hour| open(office, hour)), [false, true, true, false]);
        assert!(!open(office, 5 * 24 + 6), "Saturday");
        let except = "24/7 UTC+5 except KZ";
        assert_eq!([18, 19, 42, 43].map(|hour| open(except, hour)), [true, false, false, true]);
        let broken = "Mon-Fri 08:00-12:00,13:00-18:00; Sat 22:00-02:00 UTC";
        assert_eq!([11, 12, 13, 18].map(|hour| open(broken, hour)), [true, false, true, false]);
        assert_eq!([21, 22, 25, 26].map(|hour| open(broken, 5 * 24 + hour)), [false, true, true, false]);
        let night = "Fri 22:00-06:00 UTC";
        let friday = 4 * 24;
        let hours = [friday + 21, friday + 22, friday + 29, friday + 30, friday - 2];
        assert_eq!(hours.map(|hour| open(night, hour)), [false, true, true, false, false]);
    }

    /// Bucharest: two hours ahead until 01:00 on 31 March 2024, then three; again two from 01:00 on
    /// 27 October.
    #[test]
    fn clocks_follow_the_law_of_a_place() {
        let (spring, autumn) = (90 * 24, 300 * 24);
        let night = "Sat 22:00-06:00 Europe/Bucharest";
        let hours = [-5, -4, 2, 3].map(|hour| open(night, spring + hour));
        assert_eq!(hours, [false, true, true, false], "seven hours");
        let hours = [-6, -5, 3, 4].map(|hour| open(night, autumn + hour));
        assert_eq!(hours, [false, true, true, false], "nine hours");
        // Three to four comes twice; it is open in the first.
        let twice = "03:00-03:59 Europe/Bucharest";
        assert_eq!([-1, 0, 1, 2].map(|hour| open(twice, autumn + hour)), [false, true, false, false]);
        // And does not come at all: four to five is open then.
        assert_eq!([0, 1, 2].map(|hour| open(twice, spring + hour)), [false, true, false]);
    }
}

//! Opening hours and works, by the calendar alone: is it open at this instant?

use super::page::Page;
use jiff::civil::Date;

const MINUTE: i64 = 60_000;
const DAY: i64 = 1_440 * MINUTE;
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// When something is open, as far as the scenario says by date and hour. Weather is told by the trace.
#[derive(Clone, Debug, Default)]
pub(super) struct Hours {
    week: Option<Week>,
    /// First instant closed and first open again (ms since the start).
    works: Vec<[i64; 2]>,
}

/// Hours of a local day, on some days of the week.
#[derive(Clone, Debug)]
struct Week {
    days: [bool; 7],
    from: i64,
    to: i64,
    offset: i64,
    /// The weekday on which the scenario starts, Monday 0.
    first: i64,
}

impl Hours {
    /// The hours and works of a block; `None` where they are spelled in a way that is not known here.
    pub(super) fn of(page: Page<'_>, start: Date) -> Option<Self> {
        let week = match page.said("hours").as_deref() {
            None | Some("24/7") => None,
            Some(text) => Some(Week::read(text, start)?),
        };
        let instant = |text: &str| Some(days_between(start, text.parse().ok()?) * DAY);
        let mut works = Vec::new();
        for closed in page.list("closed") {
            works.push([instant(&closed.said("from")?)?, instant(&closed.said("to")?)?]);
        }
        if let Some(opens) = page.said("opens") {
            works.push([i64::MIN, instant(&opens)?]);
        }
        Some(Self { week, works })
    }

    /// Those of a part: its own hours or else those of the whole, and the works of both.
    pub(super) fn within(part: Page<'_>, whole: Page<'_>, start: Date) -> Option<Self> {
        let (own, outer) = (Self::of(part, start)?, Self::of(whole, start)?);
        let week = if part.said("hours").is_some() { own.week } else { outer.week };
        Some(Self { week, works: [own.works, outer.works].concat() })
    }

    /// Whether it is open at an instant, and if not why.
    pub(super) fn closed_at(&self, ms: u64) -> Option<&'static str> {
        let ms = i64::try_from(ms).ok()?;
        if self.works.iter().any(|&[from, to]| (from..to).contains(&ms)) {
            return Some("works");
        }
        self.week.as_ref().filter(|week| !week.open_at(ms)).map(|_| "opening_hours")
    }
}

fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

impl Week {
    /// `Mon-Fri 08:00-20:00 UTC+5`
    fn read(text: &str, start: Date) -> Option<Self> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let (days, hours, zone) = match words[..] {
            [hours, zone] => ("Mon-Sun", hours, zone),
            [days, hours, zone] => (days, hours, zone),
            _ => return None,
        };
        let (from, to) = hours.split_once('-')?;
        let offset = match zone.strip_prefix("UTC")? {
            "" => 0,
            east if east.starts_with('+') => clock(&east[1..])?,
            west => -clock(west.strip_prefix('-')?)?,
        };
        let first = i64::from(start.weekday().to_monday_zero_offset());
        Some(Self { days: weekdays(days)?, from: clock(from)?, to: clock(to)?, offset, first })
    }

    fn open_at(&self, ms: i64) -> bool {
        let local = ms + self.offset + self.first * DAY;
        let (day, time) = (local.div_euclid(DAY).rem_euclid(7), local.rem_euclid(DAY));
        let works = |day: i64| self.days[day.rem_euclid(7) as usize];
        if self.from < self.to {
            works(day) && (self.from..self.to).contains(&time)
        } else {
            // Over midnight: the evening of a working day, and the morning after one.
            (works(day) && time >= self.from) || (works(day - 1) && time < self.to)
        }
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
        Week::read(text, jiff::civil::date(2024, 1, 1)).unwrap().open_at(hour * 60 * MINUTE)
    }

    #[test]
    fn hours_are_local_and_run_past_midnight() {
        let office = "Mon-Fri 08:00-20:00 UTC+5";
        assert_eq!([2, 3, 14, 15].map(|hour| open(office, hour)), [false, true, true, false]);
        assert!(!open(office, 5 * 24 + 6), "Saturday");
        let night = "Fri 22:00-06:00 UTC";
        let friday = 4 * 24;
        let hours = [friday + 21, friday + 22, friday + 29, friday + 30, friday - 2];
        assert_eq!(hours.map(|hour| open(night, hour)), [false, true, true, false, false]);
    }
}

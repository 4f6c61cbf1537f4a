//! Windows by date: once, or every year.
//!
//! ```text
//! from: "2024-05-01", to: "2024-05-15"    once
//! from: "11-01",      to: "12-15"         every year
//! from: "12-15",      to: "02-15"         every year, over New Year
//! ```
//! `to` is the first day after it. In years without a 29th of February it stands for the first of March.

use super::calendar::Frame;
use crate::quantity::Duration;
use crate::scenario::reader::{Here, Reader};
use crate::scenario::text::Code;
use crate::sim::Time;
use jiff::civil::Date;
use std::ops::RangeInclusive;

/// A day as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Day {
    /// One day: `2024-03-21`.
    Once(Date),
    /// The same day of every year: `03-21`.
    EachYear(MonthDay),
}

/// A day of the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct MonthDay {
    month: i8,
    day: i8,
}

impl MonthDay {
    /// That day, if the year has it.
    pub(super) fn of(self, year: i16) -> Option<Date> {
        Date::new(year, self.month, self.day).ok()
    }

    /// That day, or the next where the year does not have it.
    fn or_next(self, year: i16) -> Option<Date> {
        self.of(year).or_else(|| Date::new(year, self.month + 1, 1).ok())
    }
}

impl Day {
    /// Reads a day, or says what is wrong.
    pub(super) fn read(here: &Here<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let text = here.tree.text(reader.sources).unwrap_or_default();
        let day = Self::parse(&text);
        if day.is_none() {
            let spelled =
                matches!(text.len(), 5 | 10) && text.bytes().all(|it| it == b'-' || it.is_ascii_digit());
            reader.advise(
                Code::BAD_DATE,
                here,
                format!("`{}` is no date", here.path),
                if spelled { "there is no such day" } else { "cannot be read" },
                "write `2024-03-21`, or `03-21` for every year",
            );
        }
        day
    }

    fn parse(text: &str) -> Option<Self> {
        if text.len() != 5 {
            return text.parse().ok().map(Self::Once);
        }
        // A leap year, so that the last of February is a day.
        let date: Date = format!("2024-{text}").parse().ok()?;
        Some(Self::EachYear(MonthDay { month: date.month(), day: date.day() }))
    }
}

/// The years that a scenario touches, and the one before it.
pub(super) fn years(start: Date, horizon: Duration) -> RangeInclusive<i16> {
    start.year() - 1..=start.year() + (horizon.as_days() / 365.0).ceil() as i16 + 1
}

/// The windows that a block tells with `from` and `to`, in order of time; what lies before the start is
/// left out.
pub(super) fn windows<'a>(
    block: &Here<'a>,
    frame: &Frame,
    reader: &mut Reader<'a>,
) -> Option<Vec<[Time; 2]>> {
    let [from, to] = ["from", "to"].map(|end| block.field(end).and_then(|here| Day::read(&here, reader)));
    let (message, label) = match (from?, to?) {
        (Day::Once(from), Day::Once(to)) if from < to => {
            let window = [from, to].map(|date| frame.instant(date));
            return Some(Vec::from_iter((window[0] < window[1]).then_some(window)));
        }
        (Day::EachYear(from), Day::EachYear(to)) if from != to => {
            let end = Time::START + frame.horizon;
            let all = years(frame.start, frame.horizon).filter_map(|year| of_year(from, to, year));
            let all = all.map(|ends| ends.map(|date| frame.instant(date)));
            return Some(all.filter(|&[from, to]| from < to && from < end).collect());
        }
        (Day::Once(_), Day::Once(_)) => {
            ("ends before it begins", "the first day after it must come after `from`")
        }
        (Day::EachYear(_), Day::EachYear(_)) => {
            ("ends where it begins", "the first day after it must be another than `from`")
        }
        _ => ("has a year at one end only", "write both with a year, or both without, for every year"),
    };
    reader.complain(Code::BAD_DATE, &block.or_self("to"), format!("`{}` {message}", block.path), label);
    None
}

/// A window of every year, as it is in one.
fn of_year(from: MonthDay, to: MonthDay, year: i16) -> Option<[Date; 2]> {
    let over_new_year = to < from;
    Some([from.or_next(year)?, to.or_next(year + i16::from(over_new_year))?])
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn day(text: &str) -> MonthDay {
        match Day::parse(text) {
            Some(Day::EachYear(day)) => day,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_day_of_every_year_is_told_from_a_date() {
        assert_eq!(Day::parse("2024-03-21"), Some(Day::Once(date(2024, 3, 21))));
        assert!(matches!(Day::parse("02-29"), Some(Day::EachYear(_))));
        for wrong in ["", "02-30", "2023-02-29", "3-21", "21.03", "13-01"] {
            assert_eq!(Day::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_winter_goes_over_new_year() {
        let winter = of_year(day("12-15"), day("02-15"), 2024);
        assert_eq!(winter, Some([date(2024, 12, 15), date(2025, 2, 15)]));
        let autumn = of_year(day("11-01"), day("12-15"), 2024);
        assert_eq!(autumn, Some([date(2024, 11, 1), date(2024, 12, 15)]));
    }

    #[test]
    fn the_last_of_february_is_the_first_of_march_in_other_years() {
        let ends = |year| of_year(day("02-01"), day("02-29"), year);
        assert_eq!(ends(2024), Some([date(2024, 2, 1), date(2024, 2, 29)]));
        assert_eq!(ends(2025), Some([date(2025, 2, 1), date(2025, 3, 1)]));
        // A window of that day alone is there in leap years only.
        let alone = |year| of_year(day("02-29"), day("03-01"), year);
        assert_eq!(alone(2024), Some([date(2024, 2, 29), date(2024, 3, 1)]));
        assert_eq!(alone(2025), Some([date(2025, 3, 1); 2]));
    }
}

//! Windows by date, once or every year, by the calendar alone: is this day inside?

use super::page::Page;
use jiff::civil::Date;

const DAY: i64 = 86_400_000;

/// Days from one, which is inside, to another, which is not.
#[derive(Clone, Debug)]
pub(super) enum Window {
    /// Days after the start.
    Once(i64, i64),
    /// Days of every year, as `11-01`; with the start of the scenario.
    EachYear(String, String, Date),
}

impl Window {
    /// What a block says with `from` and `to`; `None` where that cannot be read.
    pub(super) fn read(page: Page<'_>, start: Date) -> Option<Self> {
        let (from, to) = (page.said("from")?, page.said("to")?);
        if from.len() == 5 && to.len() == 5 {
            return Some(Self::EachYear(from, to, start));
        }
        let day = |text: &str| Some(days_between(start, text.parse().ok()?));
        Some(Self::Once(day(&from)?, day(&to)?))
    }

    /// Everything before a date.
    pub(super) fn before(date: &str, start: Date) -> Option<Self> {
        Some(Self::Once(i64::MIN, days_between(start, date.parse().ok()?)))
    }

    /// Which one of them an instant is in (ms after the start), by the year in which it began.
    pub(super) fn at(&self, ms: i64) -> Option<i16> {
        let day = ms.div_euclid(DAY);
        match self {
            Self::Once(from, to) => (*from..*to).contains(&day).then_some(0),
            Self::EachYear(from, to, start) => {
                let date = start.checked_add(jiff::Span::new().days(day)).ok()?;
                let spelled = date.to_string();
                let today = spelled.get(5..)?;
                let (begun, over) = (today >= from.as_str(), today >= to.as_str());
                if from < to {
                    (begun && !over).then_some(date.year())
                } else if begun {
                    Some(date.year())
                } else {
                    (!over).then_some(date.year() - 1)
                }
            }
        }
    }
}

pub(super) fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn at(window: &Window, date: Date) -> Option<i16> {
        window.at(days_between(jiff::civil::date(2024, 1, 1), date) * DAY + DAY / 2)
    }

    #[test]
    fn a_winter_is_that_of_the_year_in_which_it_began() {
        let winter = Window::EachYear("12-15".into(), "02-15".into(), date(2024, 1, 1));
        let days = [(2024, 1, 1), (2024, 2, 15), (2024, 12, 14), (2024, 12, 15), (2025, 2, 14)];
        let years = days.map(|(year, month, day)| at(&winter, date(year, month, day)));
        assert_eq!(years, [Some(2023), None, None, Some(2024), Some(2024)]);
    }

    #[test]
    fn the_last_of_february_is_the_first_of_march_in_other_years() {
        let window = |from: &str, to: &str| Window::EachYear(from.into(), to.into(), date(2024, 1, 1));
        let until = window("02-01", "02-29");
        assert_eq!(at(&until, date(2024, 2, 29)), None);
        assert_eq!([at(&until, date(2025, 2, 28)), at(&until, date(2025, 3, 1))], [Some(2025), None]);
        let alone = window("02-29", "03-01");
        assert_eq!(at(&alone, date(2024, 2, 29)), Some(2024));
        assert_eq!([at(&alone, date(2025, 2, 28)), at(&alone, date(2025, 3, 1))], [None, None]);
    }
}

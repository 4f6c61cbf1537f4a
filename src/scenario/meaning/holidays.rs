//! Public holidays: days on which working hours do not hold.

use crate::quantity::Duration;
use crate::scenario::reader::{Here, Names, Reader};
use crate::scenario::text::Code;
use jiff::civil::Date;

/// Calendars by name, as days counted from the start of the scenario, in order.
#[derive(Clone, Debug, Default)]
pub(in crate::scenario) struct Holidays {
    names: Names,
    calendars: Vec<Vec<i64>>,
}

impl Holidays {
    /// Reads the section `holidays`. Days of other years than those of the scenario do no harm.
    pub(super) fn read<'a>(root: &Here<'a>, start: Date, horizon: Duration, reader: &mut Reader<'a>) -> Self {
        let Some(section) = root.field("holidays") else {
            return Self { names: Names::new("calendar of holidays", []), calendars: Vec::new() };
        };
        let years = (horizon.as_days() / 365.0).ceil() as i16 + 1;
        let mut sorted: Vec<(&str, Here<'a>)> = section.entries().collect();
        sorted.sort_by_key(|&(name, _)| name);
        let calendars = sorted.iter().map(|(_, list)| {
            let mut days = Vec::new();
            for place in list.items() {
                days.extend(
                    dates(&place, start.year() - 1..=start.year() + years, reader)
                        .map(|date| day(start, date)),
                );
            }
            days.sort_unstable();
            days.dedup();
            days
        });
        let calendars = calendars.collect();
        let names = Names::new("calendar of holidays", sorted.iter().map(|(name, here)| (*name, here.key())));
        Self { names, calendars }
    }

    /// The days of a calendar; `None`, and a finding, if nothing is called so.
    pub(super) fn days<'a>(&self, name: &str, here: &Here<'a>, reader: &mut Reader<'a>) -> Option<&[i64]> {
        let index = reader.name(&self.names, name, here)?;
        Some(&self.calendars[index])
    }
}

/// Days from the start to a date, negative before it.
fn day(start: Date, date: Date) -> i64 {
    date.since(start).map_or(0, |span| i64::from(span.get_days()))
}

/// A date as `2024-03-21`, or the same day of every year as `03-21`.
fn dates<'a>(
    here: &Here<'a>,
    years: std::ops::RangeInclusive<i16>,
    reader: &mut Reader<'a>,
) -> impl Iterator<Item = Date> + use<> {
    let text = here.tree.text(reader.sources).unwrap_or_default();
    let each_year = text.len() == 5;
    // A leap year, so that the last of February is a day.
    let spelled = if each_year { format!("2024-{text}") } else { text };
    let date = spelled.parse::<Date>().ok();
    if date.is_none() {
        reader.advise(
            Code::BAD_DATE,
            here,
            format!("`{}` is no date", here.path),
            "cannot be read",
            "write `2024-03-21`, or `03-21` for every year",
        );
    }
    let years: Vec<i16> = match date {
        Some(_) if each_year => years.collect(),
        Some(date) => vec![date.year()],
        None => Vec::new(),
    };
    years.into_iter().filter_map(move |year| Date::new(year, date?.month(), date?.day()).ok())
}

//! Public holidays: days on which working hours do not hold.

use super::windows::{Day, years};
use crate::quantity::Duration;
use crate::scenario::reader::{Here, Names, Reader};
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
        let mut sorted: Vec<(&str, Here<'a>)> = section.entries().collect();
        sorted.sort_by_key(|&(name, _)| name);
        let calendars = sorted.iter().map(|(_, list)| {
            let mut days = Vec::new();
            for place in list.items() {
                match Day::read(&place, reader) {
                    Some(Day::Once(date)) => days.push(day(start, date)),
                    Some(Day::EachYear(of_year)) => {
                        let dates = years(start, horizon).filter_map(|year| of_year.of(year));
                        days.extend(dates.map(|date| day(start, date)));
                    }
                    None => {}
                }
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

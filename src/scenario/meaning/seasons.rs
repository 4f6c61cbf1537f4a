//! When there is more demand and when less: months, days of the week, growth from year to year.

use super::Sections;
use super::links::twelve;
use crate::corridor::{Corridor, Profile};
use crate::quantity::Growth;
use crate::scenario::reader::{Here, Names, Reader};
use crate::scenario::text::Code;

/// Days of the months of a common year.
const DAYS: [f64; 12] = [31.0, 28.0, 31.0, 30.0, 31.0, 30.0, 31.0, 31.0, 30.0, 31.0, 30.0, 31.0];

const DAY: u64 = 86_400_000;

/// The weights of the seasons, in the order of names; `None` where one cannot be read.
pub(super) fn seasons<'a>(sections: &Sections<'a>, reader: &mut Reader<'a>) -> Vec<Option<[f64; 12]>> {
    sections.seasons.iter().map(|season| months(&season.here, reader)).collect()
}

/// The profile of a stream; the inner `None`: demand is always the same.
pub(super) fn profile<'a>(
    here: &Here<'a>,
    names: &Names,
    seasons: &[Option<[f64; 12]>],
    corridor: &Corridor,
    reader: &mut Reader<'a>,
) -> Option<Option<Profile>> {
    let months = here.field("months").map(|place| match place.tree.text(reader.sources) {
        Some(name) => *seasons.get(reader.name(names, &name, &place)?)?,
        None => self::months(&place, reader),
    });
    let weekdays = here.field("weekdays").map(|place| self::weekdays(&place, reader));
    let growth = here.field("growth").map(|place| growth(&place, reader));
    let season = Season {
        months: months.map_or(Some(None), |months| months.map(Some))?,
        weekdays: weekdays.map_or(Some(None), |weekdays| weekdays.map(Some))?,
        growth: growth.map_or(Some(None), |growth| growth.map(Some))?,
    };
    Some(season.profile(corridor))
}

/// What makes a stream's demand change.
struct Season {
    months: Option<[f64; 12]>,
    weekdays: Option<[f64; 7]>,
    growth: Option<Growth>,
}

impl Season {
    fn profile(&self, corridor: &Corridor) -> Option<Profile> {
        if self.weekdays.is_none() && self.growth.is_none() {
            self.months.map(|weights| by_month(weights, corridor))
        } else {
            Some(self.by_day(corridor))
        }
    }

    fn by_day(&self, corridor: &Corridor) -> Profile {
        let monday_zero = corridor.start.weekday().to_monday_zero_offset().unsigned_abs() as usize;
        let horizon = corridor.horizon.as_ms();
        let mut months = corridor.months();
        let (mut month_ends, mut month) = months.next().unwrap_or((horizon, 0));
        let mut rates = Vec::new();
        for day in 0..horizon.div_ceil(DAY) {
            while day * DAY >= month_ends
                && let Some(next) = months.next()
            {
                (month_ends, month) = next;
            }
            let of_month = self.months.map_or(1.0, |weights| weights[month]);
            let of_weekday = self.weekdays.map_or(1.0, |weights| weights[(monday_zero + day as usize) % 7]);
            let of_year = self.growth.map_or(1.0, |growth| growth.after((day / 365) as u32));
            rates.push((day * DAY, of_month * of_weekday * of_year));
        }
        rates.push((horizon, 0.0));
        Profile::new(&rates)
    }
}

fn by_month(weights: [f64; 12], corridor: &Corridor) -> Profile {
    let mut begin = 0;
    let mut rates = Vec::new();
    for (end, month) in corridor.months() {
        rates.push((begin, weights[month]));
        begin = end;
    }
    rates.push((begin, 0.0));
    Profile::new(&rates)
}

/// Twelve weights, relative to their average over a year of 365 days.
fn months<'a>(here: &Here<'a>, reader: &mut Reader<'a>) -> Option<[f64; 12]> {
    let list = reader.list(here)?;
    let values: Vec<Option<f64>> = list.items().map(|item| weight(&item, reader)).collect();
    let weights = twelve(values, &list, reader)?;
    relative(weights, DAYS, &list, reader)
}

/// Seven weights, relative to their average over the week.
fn weekdays<'a>(here: &Here<'a>, reader: &mut Reader<'a>) -> Option<[f64; 7]> {
    let list = reader.list(here)?;
    let values: Vec<Option<f64>> = list.items().map(|item| weight(&item, reader)).collect();
    let found = values.len();
    let Ok(values) = <[Option<f64>; 7]>::try_from(values) else {
        reader.complain(
            Code::NOT_SEVEN,
            &list,
            format!("`{}` needs a value for each day of the week", here.path),
            format!("seven values belong here, not {found}"),
        );
        return None;
    };
    let mut weights = [0.0; 7];
    for (weight, value) in weights.iter_mut().zip(values) {
        *weight = value?;
    }
    relative(weights, [1.0; 7], &list, reader)
}

/// Weights of spans of these lengths, relative to their average.
fn relative<'a, const N: usize>(
    mut weights: [f64; N],
    lengths: [f64; N],
    here: &Here<'a>,
    reader: &mut Reader<'a>,
) -> Option<[f64; N]> {
    let whole: f64 = lengths.iter().sum();
    let mean = weights.iter().zip(lengths).map(|(weight, length)| weight * length).sum::<f64>() / whole;
    if mean <= 0.0 {
        reader.complain(
            Code::OUT_OF_RANGE,
            here,
            format!("`{}` leaves no time with demand", here.path),
            "one weight at least above zero",
        );
        return None;
    }
    weights.iter_mut().for_each(|weight| *weight /= mean);
    Some(weights)
}

fn weight<'a>(here: &Here<'a>, reader: &mut Reader<'a>) -> Option<f64> {
    let weight: f64 = reader.part(here)?;
    if (0.0..=1e6).contains(&weight) {
        return Some(weight);
    }
    reader.complain(
        Code::OUT_OF_RANGE,
        here,
        format!("`{}` is no weight of a month or a day", here.path),
        "zero or more",
    );
    None
}

fn growth<'a>(here: &Here<'a>, reader: &mut Reader<'a>) -> Option<Growth> {
    let growth: Growth = reader.quantity(here)?;
    if (-1.0..=10.0).contains(&growth.as_fraction_per_year()) {
        return Some(growth);
    }
    reader.complain(
        Code::OUT_OF_RANGE,
        here,
        format!("`{}` is no growth of a demand", here.path),
        "between -100 %/yr and 1_000 %/yr",
    );
    None
}

//! Waters: levels by date, and how deep berths are by them.

use super::calendar::Frame;
use super::links::twelve;
use super::{Named, Sections, whole};
use crate::corridor::{Depth, METRE, Water, WaterId};
use crate::quantity::{Length, WaterLevel, WaterTrend};
use crate::scenario::reader::{Here, Reader};
use crate::scenario::text::{Code, Finding};
use crate::scenario::written;
use jiff::civil::Date;

const DAY: i64 = 86_400_000;
const YEAR: f64 = 365.0 * 86_400_000.0;

/// No water lies higher or deeper (m).
const HIGHEST: f64 = 1e4;

/// Waters, in the order of names.
pub(super) fn waters<'a>(
    sections: &Sections<'a>,
    reader: &mut Reader<'a>,
    frame: &Frame,
) -> Option<Vec<Water>> {
    let waters = sections.waters.iter().map(|water| self::water(water, reader, frame));
    whole(waters.collect(), sections.names.waters.len())
}

fn water<'a>(water: &Named<'a, written::Water>, reader: &mut Reader<'a>, frame: &Frame) -> Option<Water> {
    let here = &water.here;
    let known = known(&here.or_self("levels"), reader, frame);
    let trend = here.field("trend").map_or(Some(0.0), |here| trend(&here, reader));
    let season = here.field("season").map(|place| {
        let values = place.items().map(|item| metres(&item, reader)).collect();
        twelve(values, &place, reader)
    });
    if let Some(here) = here.field("chart_datum") {
        metres(&here, reader);
    }
    let (mut levels, trend) = (known?, trend?);
    let horizon = i64::try_from(frame.horizon.as_ms()).unwrap_or(i64::MAX);
    let &(last, level) = levels.last()?;
    if trend != 0.0 && last < horizon {
        let risen = trend * (horizon - last) as f64 / YEAR;
        levels.push((horizon, level + micrometres(risen)));
    }
    let name = water.name.clone();
    match season {
        None => Some(Water { name, levels }),
        Some(months) => {
            let of_months = by_month(months?, frame);
            Some(Water { name, levels: sum(levels, of_months) })
        }
    }
}

/// Levels by date: ms after the start, or before it, and µm.
fn known<'a>(here: &Here<'a>, reader: &mut Reader<'a>, frame: &Frame) -> Option<Vec<(i64, i64)>> {
    let mut levels = Vec::new();
    let mut sound = true;
    for (date, place) in here.entries() {
        let level = metres(&place, reader);
        // Of the spellings of a date only one is taken, so that no date comes twice.
        let day = date.parse::<Date>().ok().filter(|_| date.len() == 10);
        if day.is_none() {
            let finding = Finding::error(Code::BAD_DATE, format!("`{}` has a level for no date", here.path));
            let finding = finding.at(place.key()).label("cannot be read");
            reader.findings.push(finding.hint("write year, month and day, as `2024-01-31`"));
        }
        let days = day.and_then(|day| frame.start.until(day).ok()).map(|span| i64::from(span.get_days()));
        match days.zip(level) {
            Some((days, level)) => levels.push((days * DAY, micrometres(level))),
            None => sound = false,
        }
    }
    if sound && levels.is_empty() {
        reader.complain(
            Code::EMPTY,
            here,
            format!("`{}` has no level", here.path),
            "one at least, as `\"2024-01-01\": \"-29.3 m\"`",
        );
        return None;
    }
    levels.sort_unstable();
    sound.then_some(levels)
}

/// Deviations in the middle of each month, from before the start to beyond the horizon.
fn by_month(months: [f64; 12], frame: &Frame) -> Vec<(i64, i64)> {
    let horizon = i64::try_from(frame.horizon.as_ms()).unwrap_or(i64::MAX);
    let day = |date: Date| frame.start.until(date).map_or(0, |span| i64::from(span.get_days())) * DAY;
    let month = jiff::Span::new().months(1);
    let mut first = frame.start.first_of_month().saturating_sub(month);
    let mut middles = Vec::new();
    while middles.last().is_none_or(|&(middle, _)| middle < horizon) {
        let next = first.saturating_add(month);
        if next <= first {
            break;
        }
        let place = usize::from(first.month().unsigned_abs()) - 1;
        middles.push(((day(first) + day(next)) / 2, micrometres(months[place])));
        first = next;
    }
    middles
}

/// The sum of two broken lines, from the first to the last point of the second.
fn sum(levels: Vec<(i64, i64)>, of_months: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    let within =
        |at: i64| of_months.first().zip(of_months.last()).is_some_and(|(a, b)| a.0 <= at && at <= b.0);
    let all = levels.iter().chain(&of_months).map(|&(at, _)| at);
    let mut points: Vec<i64> = all.filter(|&at| within(at)).collect();
    points.sort_unstable();
    points.dedup();
    let [one, other] = [levels, of_months].map(|levels| Water { name: String::new(), levels });
    points.into_iter().map(|at| (at, one.level_at(at) + other.level_at(at))).collect()
}

/// How deep the water is at a berth; the inner `None`: deep enough for every ship.
pub(super) fn depth<'a>(
    here: &Here<'a>,
    water: Option<&str>,
    sections: &Sections<'a>,
    reader: &mut Reader<'a>,
) -> Option<Option<Depth>> {
    let index = match water {
        None => Some(None),
        Some(name) => reader.name(&sections.names.waters, name, &here.or_self("water")).map(Some),
    };
    let at_level = here.field("at_level").map_or(Some(None), |here| metres(&here, reader).map(Some));
    let Some(place) = here.field("depth") else {
        for field in ["water", "at_level"].into_iter().filter_map(|field| here.field(field)) {
            reader.complain(
                Code::CONFLICT,
                &field,
                format!("`{}` has no depth", here.path),
                "says nothing without `depth`",
            );
        }
        return Some(None);
    };
    let depth = deep(&place, reader);
    let at_level = at_level?;
    let Some(index) = index? else {
        if at_level.is_some() {
            reader.advise(
                Code::CONFLICT,
                &here.or_self("at_level"),
                format!("`{}` lies at no water", here.path),
                "the level of which water?",
                "name the water with `water`, or leave `at_level` out",
            );
        }
        return depth.map(|depth| Some(Depth { depth, at: None }));
    };
    let named = sections.waters.iter().find(|named| Some(named.name.as_str()) == water);
    let datum = named.and_then(|named| named.here.field("chart_datum"));
    // What is wrong with the datum is told where it is.
    let datum = datum
        .map(|place| super::waters::metres(&place, &mut Reader::new(reader.sources, Default::default())));
    let at = match (at_level, datum) {
        (Some(level), _) => level,
        (None, Some(datum)) => datum?,
        (None, None) => {
            reader.advise(
                Code::CONFLICT,
                &place,
                format!("nothing tells at which level of the water the depth of `{}` holds", here.path),
                "measured from where?",
                "add `at_level: \"-28 m\"` here, or `chart_datum` to the water",
            );
            return None;
        }
    };
    Some(Some(Depth { depth: depth?, at: Some((WaterId::at(index), micrometres(at))) }))
}

fn metres<'a>(here: &Here<'a>, reader: &mut Reader<'a>) -> Option<f64> {
    let level: WaterLevel = reader.quantity(here)?;
    if (-HIGHEST..=HIGHEST).contains(&level.as_metres()) {
        return Some(level.as_metres());
    }
    reader.complain(
        Code::OUT_OF_RANGE,
        here,
        format!("`{}` is no level of a water", here.path),
        "between -10_000 m and 10_000 m",
    );
    None
}

fn trend<'a>(here: &Here<'a>, reader: &mut Reader<'a>) -> Option<f64> {
    let trend: WaterTrend = reader.quantity(here)?;
    if (-100.0..=100.0).contains(&trend.as_metres_per_year()) {
        return Some(trend.as_metres_per_year());
    }
    reader.complain(
        Code::OUT_OF_RANGE,
        here,
        format!("`{}` is no change of a water level", here.path),
        "between -100 m/yr and 100 m/yr",
    );
    None
}

/// A depth or draught (µm), more than nothing.
pub(super) fn deep<'a>(here: &Here<'a>, reader: &mut Reader<'a>) -> Option<i64> {
    let length: Length = reader.positive(here, |length: &Length| length.as_km())?;
    shallow(length, here, reader)
}

/// A depth of no more than a kilometre (µm).
pub(super) fn shallow(length: Length, here: &Here<'_>, reader: &mut Reader<'_>) -> Option<i64> {
    if length.as_km() <= 1.0 {
        return Some(micrometres(length.as_km() * 1000.0));
    }
    reader.complain(
        Code::OUT_OF_RANGE,
        here,
        format!("`{}` is deeper than any berth or ship", here.path),
        "at most 1 km",
    );
    None
}

fn micrometres(metres: f64) -> i64 {
    (metres * METRE as f64).round() as i64
}

//! Time zones: the instant at which a local clock shows a time.
//!
//! A zone is an offset from universal time (`UTC+5`) or the law of a place (`Asia/Almaty`), with its summer
//! time and its changes. The laws are those of the time zone database that is built into the program, so that
//! a scenario means the same on every machine.

use crate::scenario::reader::{Here, Reader};
use crate::scenario::text::{Code, Finding};
use jiff::SignedDuration;
use jiff::civil::{Date, Time};
use jiff::tz::{TimeZone, TimeZoneDatabase};

/// How local clocks are set.
#[derive(Clone, Debug)]
pub(super) enum Zone {
    /// Local time less universal time (ms).
    Offset(i64),
    /// By the law of a place.
    Law(TimeZone),
}

impl Zone {
    /// `UTC`, `UTC+4`, `UTC-3:30`, `Asia/Aqtau`
    pub(super) fn parse(text: &str) -> Option<Self> {
        match text.strip_prefix("UTC") {
            Some("") => Some(Self::Offset(0)),
            Some(offset) => parse_offset(offset).map(Self::Offset),
            None if is_place(text) => {
                let law = TimeZoneDatabase::bundled().get(text).ok()?;
                // The database doesn't mind capitals; scenarios have one spelling for one thing.
                (law.iana_name() == Some(text)).then_some(Self::Law(law))
            }
            None => None,
        }
    }

    /// The instant (ms since the start) at which clocks show `clock` (ms after midnight, also beyond the end
    /// of the day) on a day counted from the start. A time that is left out when clocks go forward is as much
    /// later as they go, one that comes twice when they go back is the first.
    pub(super) fn instant(&self, start: Date, day: i64, clock: i64) -> i64 {
        let shown = day * super::hours::DAY as i64 + clock;
        match self {
            Self::Offset(offset) => shown - offset,
            // Years end at 9999, some way behind the last horizon: there is always an instant.
            Self::Law(law) => lawful(law, start, shown).unwrap_or(shown),
        }
    }
}

/// An instant (ms since the start) from what clocks show (ms since they showed the start).
fn lawful(law: &TimeZone, start: Date, shown: i64) -> Option<i64> {
    let start = start.to_datetime(Time::midnight());
    let clocks = start.checked_add(SignedDuration::from_millis(shown)).ok()?;
    let begin = TimeZone::UTC.to_timestamp(start).ok()?;
    Some(law.to_timestamp(clocks).ok()?.as_millisecond() - begin.as_millisecond())
}

/// An unknown zone is a finding with the name that is most like it.
pub(super) fn unknown(zone: &str, here: &Here<'_>, reader: &mut Reader<'_>) {
    let near = nearest(zone, reader);
    let finding =
        Finding::error(Code::UNKNOWN_NAME, format!("`{}` names an unknown time zone `{zone}`", here.path))
            .at(here.span())
            .label("no time zone has this name");
    reader.findings.push(match near {
        Some(near) => finding.did_you_mean(Some(&near)),
        None => finding.hint("write area and place, as `Asia/Aqtau`, or an offset, as `UTC+5`"),
    });
}

/// The nearest name; who leaves out the area is helped by the place.
fn nearest(zone: &str, reader: &Reader<'_>) -> Option<String> {
    let database = TimeZoneDatabase::bundled();
    let names: Vec<String> =
        database.available().map(|name| name.as_str().to_owned()).filter(|name| is_place(name)).collect();
    if zone.contains('/') {
        return reader.nearest(zone, names.iter().map(String::as_str)).map(str::to_owned);
    }
    let place = |name: &'_ String| name.rsplit('/').next().map(str::to_owned);
    let places: Vec<String> = names.iter().filter_map(place).collect();
    let near = reader.nearest(zone, places.iter().map(String::as_str))?;
    names.iter().find(|name| name.rsplit('/').next() == Some(near)).cloned()
}

/// Area and place. Names without an area (`EST`, `Turkey`) are old and say less than they seem to; those
/// in the area `Etc` are offsets, and run the other way round.
fn is_place(name: &str) -> bool {
    name.contains('/') && !name.starts_with("Etc/")
}

fn parse_offset(offset: &str) -> Option<i64> {
    let sign = match offset.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let digits = &offset[1..];
    let (hours, minutes) = digits.split_once(':').unwrap_or((digits, "0"));
    let (hours, minutes) = (hours.parse::<u32>().ok()?, minutes.parse::<u32>().ok()?);
    (hours <= 14 && minutes < 60).then_some(sign * (i64::from(hours) * 60 + i64::from(minutes)) * 60_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const MINUTE: i64 = 60_000;

    /// Minutes of universal time, since its midnight on a day, at which clocks show a time of that day.
    fn at(zone: &str, day: Date, hours: i64, minutes: i64) -> i64 {
        Zone::parse(zone).unwrap().instant(day, 0, (hours * 60 + minutes) * MINUTE) / MINUTE
    }

    /// On 1 March 2024 at 00:00 clocks in Almaty went back by an hour, from UTC+6 to UTC+5.
    #[test]
    fn a_change_of_law() {
        let (before, after) = (date(2024, 2, 29), date(2024, 3, 1));
        assert_eq!(at("Asia/Almaty", before, 8, 0), 2 * 60);
        assert_eq!(at("Asia/Almaty", after, 8, 0), 3 * 60);
        // Half past eleven in the evening came twice, at 17:30 and 18:30; midnight only at 19:00.
        assert_eq!(at("Asia/Almaty", before, 23, 30), 17 * 60 + 30);
        assert_eq!(at("Asia/Almaty", before, 24, 0), 19 * 60);
        assert_eq!(at("Asia/Almaty", after, 0, 0), -5 * 60);
        // Aktau had been an hour behind, and is no more.
        assert_eq!(at("Asia/Aqtau", before, 8, 0), 3 * 60);
        assert_eq!(at("Asia/Aqtau", after, 8, 0), 3 * 60);
    }

    /// Bucharest goes from UTC+2 to UTC+3 and back at 01:00 universal time, three and four o'clock there.
    #[test]
    fn summer_time() {
        let (spring, autumn) = (date(2024, 3, 31), date(2024, 10, 27));
        let bucharest = |day, hours, minutes| at("Europe/Bucharest", day, hours, minutes);
        assert_eq!(bucharest(spring, 2, 59), 59);
        assert_eq!(bucharest(spring, 3, 30), 90, "it does not exist, and is half past four");
        assert_eq!(bucharest(spring, 4, 30), 90);
        assert_eq!(bucharest(spring, 8, 0), 5 * 60);
        assert_eq!(bucharest(autumn, 2, 59), -1);
        assert_eq!(bucharest(autumn, 3, 30), 30, "the first of two");
        assert_eq!(bucharest(autumn, 4, 0), 2 * 60);
        assert_eq!(bucharest(date(2050, 7, 1), 8, 0), 5 * 60, "by the law of today, for ever");
    }

    #[test]
    fn offsets_and_places_are_zones() {
        assert_eq!(at("UTC-3:30", date(2024, 1, 1), 8, 0), 11 * 60 + 30);
        let wrong =
            ["", "UTC+15", "UTC5", "EST", "asia/aqtau", "Asia/Aktau", "Etc/GMT+5", "Asia/", "/", "ÄÖ/Ü"];
        assert!(wrong.iter().all(|zone| Zone::parse(zone).is_none()));
    }

    #[test]
    fn there_is_an_instant_from_the_first_to_the_last_start() {
        let last = date(9800, 1, 1);
        let century = 36_500 + 14;
        assert!(lawful(&TimeZone::get("Asia/Almaty").unwrap(), date(0, 1, 1), -14 * 86_400_000).is_some());
        assert!(lawful(&TimeZone::get("Europe/Bucharest").unwrap(), last, century * 86_400_000).is_some());
    }
}

//! Zones by the law of a place: clocks that are put forward and back.

use super::hours;
use keruen::scenario::Scenario;
use std::path::Path;

/// One train that comes at an hour of a day of 2024 (the first of January is day 0) to a track of five hours.
fn track(day: u32, hour: u32, fields: &str) -> String {
    let first = day * 24 + hour;
    let horizon = first + 60;
    format!(
        r#"(
            version: 1, name: "Track", start: "2024-01-01", horizon: "{horizon} h",
            nodes: {{ "here": (), "there": () }},
            cargo: {{ "boxes": (unit: Teu, mass: "10 t/TEU") }},
            links: {{ "track": (from: "here", to: "there", mode: Rail, length: "50 km", time: "5 h", {fields}) }},
            holidays: {{ "leap": ["02-29"], "spring": ["2024-03-01"] }},
            fleets: {{ "trains": (vehicles: Unlimited, home: "here", carries: {{ "boxes": "1 TEU" }}, returns: AtOnce) }},
            services: {{ "train": (from: "here", along: ["track"], fleet: "trains", departs: OnDemand) }},
            demand: {{ "boxes": (cargo: "boxes", from: "here", to: "there", comes: Scheduled(every: "{first} h", first: "{first} h"), consignment: "1 TEU") }},
        )"#
    )
}

/// The hours that a train waits which comes on a day at an hour (universal time).
fn wait(day: u32, hour: u32, fields: &str) -> f64 {
    let [wait, works] = hours(&track(day, hour, fields), ["wait.opening_hours", "wait.works"]);
    wait + works
}

const LEAP_DAY: u32 = 31 + 28;
const LAST_OF_MARCH: u32 = 31 + 29 + 30;
const LAST_SUNDAY_OF_OCTOBER: u32 = 300;

/// Kazakhstan has one time since 1 March 2024; Almaty was UTC+6 until then, and is UTC+5 since.
#[test]
fn a_change_of_law() {
    let almaty = "hours: \"08:00-20:00 Asia/Almaty\"";
    assert_eq!([LEAP_DAY, LEAP_DAY + 1].map(|day| wait(day, 0, almaty)), [2.0, 3.0]);
    let aktau = "hours: \"08:00-20:00 Asia/Aqtau\"";
    assert_eq!([LEAP_DAY, LEAP_DAY + 1].map(|day| wait(day, 0, aktau)), [3.0, 3.0]);
}

/// The leap day of Almaty, from 18:00 the day before to 19:00, has 25 hours, the day after it 24.
#[test]
fn a_holiday_is_as_long_as_its_day() {
    assert_eq!(wait(LEAP_DAY - 1, 17, "hours: \"24/7 Asia/Almaty except leap\""), 0.0);
    assert_eq!(wait(LEAP_DAY - 1, 18, "hours: \"24/7 Asia/Almaty except leap\""), 25.0);
    assert_eq!(wait(LEAP_DAY, 18, "hours: \"24/7 Asia/Almaty except spring\""), 0.0);
    assert_eq!(wait(LEAP_DAY, 19, "hours: \"24/7 Asia/Almaty except spring\""), 24.0);
}

/// Bucharest is UTC+2, and UTC+3 from 01:00 universal time on 31 March.
#[test]
fn a_window_in_summer_time() {
    let night = "hours: \"22:00-06:00 Europe/Bucharest\"";
    assert_eq!([3, 4].map(|hour| wait(LAST_OF_MARCH - 1, hour, night)), [0.0, 16.0], "until 20:00");
    assert_eq!([2, 3].map(|hour| wait(LAST_OF_MARCH, hour, night)), [0.0, 16.0], "until 19:00");
}

/// Works from two to five on Sunday take two hours when clocks go forward at three, four when they go back at four.
#[test]
fn works_on_the_night_of_a_change() {
    let sunday = "possessions: [\"Sun 02:00-05:00 Europe/Bucharest\"]";
    assert_eq!(wait(LAST_OF_MARCH - 7, 0, sunday), 3.0);
    assert_eq!(wait(LAST_OF_MARCH, 0, sunday), 2.0);
    assert_eq!(wait(LAST_SUNDAY_OF_OCTOBER - 8, 23, sunday), 3.0);
    assert_eq!(wait(LAST_SUNDAY_OF_OCTOBER - 1, 23, sunday), 4.0);
}

/// Half past three does not exist on 31 March in Bucharest and becomes half past four; on 27 October it exists
/// twice, and is the first.
#[test]
fn times_that_do_not_exist_or_exist_twice() {
    let works = "possessions: [\"03:30-05:00 Europe/Bucharest\"]";
    assert_eq!([1, 2].map(|hour| wait(LAST_OF_MARCH, hour, works)), [0.0, 0.0], "01:30 to 02:00");
    // From 00:30 to 03:00, by clocks that show three to four twice.
    let hours = [0, 1, 2, 3].map(|hour| wait(LAST_SUNDAY_OF_OCTOBER, hour, works));
    assert_eq!(hours, [0.0, 2.0, 1.0, 0.0]);
    // Nothing is left between half past three, which is half past four, and four.
    let never = "possessions: [\"Sun 03:30-04:00 Europe/Bucharest\"]";
    assert_eq!(wait(LAST_OF_MARCH, 1, never), 0.0);
}

#[test]
fn an_unknown_zone_is_said() {
    let said = |zone: &str| {
        let text = track(1, 0, &format!("hours: \"08:00-20:00 {zone}\""));
        let scenario = Scenario::read(Path::new("scenario.ron"), &[], &mut |_| Ok(text.clone()));
        assert!(scenario.corridor.is_none());
        scenario.findings.iter().map(|finding| format!("{finding:?}")).collect::<String>()
    };
    let unknown = [("Asia/Aktau", "Asia/Aqtau"), ("asia/baku", "Asia/Baku"), ("Aqtau", "Asia/Aqtau")];
    for (zone, near) in unknown {
        let said = said(zone);
        assert!(said.contains(&format!("an unknown time zone `{zone}`")) && said.contains(near), "{said}");
    }
    assert!(said("EST").contains("an unknown time zone `EST`"));
    assert!(said("UTC+15").contains("is no opening hours"));
}

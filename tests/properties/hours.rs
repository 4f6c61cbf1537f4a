//! No work in closed hours, against a clock that goes minute by minute.

use super::cases;
use keruen::corridor::{Cause, Simulator};
use keruen::scenario::Scenario;
use proptest::prelude::*;
use std::path::Path;

const DAY: i64 = 24 * 60;
const HORIZON_DAYS: i64 = 200;

/// Opening hours, spelled out.
#[derive(Clone, Copy, Debug)]
struct Week {
    /// The first of January 2024 was a Monday; a scenario starts so many days later.
    start: i64,
    /// First and last day, Monday 0.
    days: [i64; 2],
    /// Minutes of the local day at which it opens and closes; closing may come after midnight.
    hours: [i64; 2],
    /// Local time less universal time, in minutes.
    zone: i64,
}

impl Week {
    fn written(&self) -> String {
        const NAMES: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        let [first, last] = self.days.map(|day| NAMES[day as usize]);
        let [opens, closes] = self.hours.map(|minute| format!("{:02}:{:02}", minute / 60, minute % 60));
        let (sign, zone) = (if self.zone < 0 { '-' } else { '+' }, self.zone.abs());
        format!("{first}-{last} {opens}-{closes} UTC{sign}{}:{:02}", zone / 60, zone % 60)
    }

    /// Whether it is open in the minute that begins so many minutes after the start.
    fn is_open(&self, minute: i64) -> bool {
        let local = minute + self.zone + self.start * DAY;
        let (day, clock) = (local.div_euclid(DAY).rem_euclid(7), local.rem_euclid(DAY));
        let on = |day: i64| {
            let [first, last] = self.days;
            if first <= last { (first..=last).contains(&day) } else { day >= first || day <= last }
        };
        let [opens, closes] = self.hours;
        if opens < closes {
            return on(day) && (opens..closes).contains(&clock);
        }
        on(day) && clock >= opens || on((day + 6) % 7) && clock < closes
    }

    /// When so many minutes of work are done, begun at the first open minute from `from` on.
    fn done(&self, from: i64, work: i64, pauses: bool) -> i64 {
        let mut minute = from;
        while !self.is_open(minute) {
            minute += 1;
        }
        let mut left = work;
        while left > 0 {
            left -= i64::from(!pauses || self.is_open(minute));
            minute += 1;
        }
        minute
    }
}

fn weeks() -> impl Strategy<Value = Week> {
    let days = [0_i64..7, 0..7];
    (0_i64..7, days, 0_i64..DAY, 30_i64..DAY, -14_i64 * 4..=14 * 4).prop_map(
        |(start, days, opens, length, zone)| Week {
            start,
            days,
            hours: [opens, (opens + length) % DAY],
            zone: zone * 15,
        },
    )
}

/// Where the hours are kept.
#[derive(Clone, Copy, Debug)]
enum Place {
    Border,
    Yard { pauses: bool },
    Berth { pauses: bool },
}

fn places() -> impl Strategy<Value = Place> {
    prop_oneof![
        Just(Place::Border),
        any::<bool>().prop_map(|pauses| Place::Yard { pauses }),
        any::<bool>().prop_map(|pauses| Place::Berth { pauses }),
    ]
}

impl Place {
    fn pauses(self) -> bool {
        match self {
            Self::Border => true,
            Self::Yard { pauses } | Self::Berth { pauses } => pauses,
        }
    }

    fn cause(self) -> Cause {
        match self {
            Self::Border => Cause::Customs,
            Self::Yard { .. } => Cause::Documents,
            Self::Berth { .. } => Cause::Handling,
        }
    }

    /// A corridor in which nothing takes time but this place's work on each truck, one at a time.
    fn scenario(self, week: Week, work: i64) -> String {
        let hours = week.written();
        let closing = |pauses| if pauses { "Pause" } else { "Finish" };
        let (terminals, borders, border) = match self {
            Self::Border => {
                let border = format!("\"b\": (servers: 1, release: \"{work} min\", hours: \"{hours}\")");
                (String::new(), border, ", border: \"b\"")
            }
            Self::Yard { pauses } => {
                let yard = format!(
                    "\"a\": (hours: \"{hours}\", at_closing: {}, equipment: {{ \"desk\": (count: 1) }}, \
                     handling: {{ \"trucks\": (formalities: (by: \"desk\", time: \"{work} min\")) }})",
                    closing(pauses)
                );
                (yard, String::new(), "")
            }
            Self::Berth { pauses } => {
                let port = format!(
                    "\"z\": (berths: {{ \"gate\": (count: 1, hours: \"{hours}\") }}, at_closing: {}, \
                     handling: {{ \"trucks\": (unload: (time: \"{work} min\")) }})",
                    closing(pauses)
                );
                (port, String::new(), "")
            }
        };
        let terminal = |name: &str| {
            let has = terminals.starts_with(&format!("\"{name}\""));
            if has { format!("terminal: \"{name}\"") } else { String::new() }
        };
        let berth = if matches!(self, Self::Berth { .. }) { ", berth: \"gate\"" } else { "" };
        format!(
            "(version: 1, name: \"hours\", start: \"2024-01-0{}\", horizon: \"{HORIZON_DAYS} d\",
            nodes: {{ \"a\": ({}), \"z\": ({}) }},
            cargo: {{ \"trucks\": (unit: Truck, mass: \"20 t/truck\") }},
            terminals: {{ {terminals} }}, borders: {{ {borders} }},
            links: {{ \"road\": (from: \"a\", to: \"z\", mode: Road, length: \"1 km\", time: \"0 h\"{border}) }},
            fleets: {{ \"f\": (vehicles: Unlimited, home: \"a\", carries: {{ \"trucks\": \"1 truck\" }}, returns: AtOnce{berth}) }},
            services: {{ \"s\": (from: \"a\", along: [\"road\"], fleet: \"f\", departs: OnDemand) }},
            demand: {{ \"d\": (cargo: \"trucks\", from: \"a\", to: \"z\", comes: Trace(\"rows.csv\")) }})",
            week.start + 1,
            terminal("a"),
            terminal("z"),
        )
    }
}

/// Transit times in minutes, in order of arrival, and the hours by cause of all together.
fn transits(scenario: &str, minutes: &[i64]) -> (Vec<i64>, Vec<(Cause, i64)>) {
    let rows: String = minutes.iter().map(|minute| format!("{minute} min,1 truck\n")).collect();
    let scenario = Scenario::read(Path::new("hours.ron"), &[], &mut |path| {
        let trace = path.ends_with("rows.csv");
        Ok(if trace { format!("time,quantity\n{rows}") } else { scenario.to_owned() })
    });
    let corridor = scenario.corridor.unwrap_or_else(|| panic!("{:#?}", scenario.findings));
    let mut simulator = Simulator::new(&corridor);
    let outcome = simulator.replicate(1, 0);
    let cell = &outcome.cells[0];
    let minutes = |ms: u64| {
        assert_eq!(ms % 60_000, 0, "whole minutes went in");
        (ms / 60_000) as i64
    };
    let hours = Cause::ALL.map(|cause| (cause, minutes(cell.hours[cause])));
    (cell.transit.iter().map(|&ms| minutes(ms)).collect(), hours.to_vec())
}

proptest! {
    #![proptest_config(cases(300))]

    /// One truck after the other, each worked to the minute in open hours only.
    #[test]
    fn work_keeps_its_hours(
        place in places(),
        week in weeks(),
        work in 1_i64..40 * 60,
        gaps in proptest::collection::vec(0_i64..2 * DAY, 1..6),
    ) {
        let mut arrivals = Vec::new();
        for gap in gaps {
            arrivals.push(arrivals.last().unwrap_or(&0) + gap);
        }
        let mut expected = Vec::new();
        let mut free = 0;
        for &arrival in &arrivals {
            free = week.done(free.max(arrival), work, place.pauses());
            expected.push(free - arrival);
        }
        let (found, hours) = transits(&place.scenario(week, work), &arrivals);
        // What would be done beyond the horizon is not: hours are laid out up to there.
        let in_time = arrivals.iter().zip(&expected).filter(|(at, took)| *at + *took < HORIZON_DAYS * DAY);
        let in_time: Vec<i64> = in_time.map(|(_, &took)| took).collect();
        prop_assert_eq!(&found, &in_time);
        if let [only] = found.as_slice() && arrivals.len() == 1 {
            let booked = |cause| hours.iter().find(|(known, _)| *known == cause).map_or(0, |(_, spent)| *spent);
            prop_assert_eq!(booked(place.cause()), work);
            prop_assert_eq!(booked(Cause::OpeningHours), only - work);
        }
    }
}

//! The calendar and resources under random use, against models that are too plain to be wrong.

use super::cases;
use keruen::quantity::Duration;
use keruen::sim::{Calendar, Discipline, Rank, Resource, Ticket, Time};
use proptest::prelude::*;

#[derive(Clone, Copy, Debug)]
enum Planning {
    /// Schedules this long from now, perhaps in the past.
    Schedule(i64, u8),
    Next,
    Cancel(usize),
    Clear,
}

fn plannings() -> impl Strategy<Value = Planning> {
    prop_oneof![
        6 => (-5_i64..60, 0_u8..4).prop_map(|(ahead, rank)| Planning::Schedule(ahead, rank)),
        4 => Just(Planning::Next),
        2 => (0_usize..100).prop_map(Planning::Cancel),
        1 => (0_u8..20).prop_map(|die| if die == 0 { Planning::Clear } else { Planning::Next }),
    ]
}

const RANKS: [Rank; 4] = [Rank::Clock, Rank::Finish, Rank::Arrive, Rank::Depart];

/// Events to come as a plain list: `(time, rank, number)`.
#[derive(Default)]
struct Agenda {
    now: u64,
    number: u64,
    to_come: Vec<(u64, usize, u64)>,
    tickets: Vec<(Ticket, u64)>,
}

proptest! {
    #![proptest_config(cases(400))]

    /// Events leave by time, rank and order of scheduling; time never runs back; what is cancelled
    /// never happens.
    #[test]
    fn the_calendar_keeps_its_order(plan in proptest::collection::vec(plannings(), 0..400)) {
        let mut calendar = Calendar::new();
        let mut agenda = Agenda::default();
        for step in plan {
            match step {
                Planning::Schedule(ahead, rank) => {
                    let at = agenda.now.saturating_add_signed(ahead);
                    let rank = usize::from(rank);
                    let ticket = calendar.schedule(Time::from_ms(at), RANKS[rank], agenda.number);
                    agenda.to_come.push((at.max(agenda.now), rank, agenda.number));
                    agenda.tickets.push((ticket, agenda.number));
                    agenda.number += 1;
                }
                Planning::Next => {
                    let first = agenda.to_come.iter().copied().min();
                    agenda.to_come.retain(|event| Some(*event) != first);
                    let before = calendar.now();
                    let found = calendar.next();
                    prop_assert!(calendar.now() >= before);
                    prop_assert_eq!(found, first.map(|(at, _, number)| (Time::from_ms(at), number)));
                    agenda.now = first.map_or(agenda.now, |(at, _, _)| at);
                }
                Planning::Cancel(which) if !agenda.tickets.is_empty() => {
                    let (ticket, number) = agenda.tickets[which % agenda.tickets.len()];
                    let there = agenda.to_come.iter().any(|event| event.2 == number);
                    prop_assert_eq!(calendar.cancel(ticket), there.then_some(number));
                    agenda.to_come.retain(|event| event.2 != number);
                }
                Planning::Cancel(_) => {}
                Planning::Clear => {
                    calendar.clear();
                    agenda = Agenda::default();
                }
            }
            prop_assert_eq!(calendar.now(), Time::from_ms(agenda.now));
        }
    }
}

#[derive(Clone, Copy, Debug)]
enum Doing {
    Seize {
        units: u64,
        priority: u8,
    },
    TrySeize {
        units: u64,
    },
    /// One of the holders gives its units back.
    Release(usize),
    Wait(u64),
    /// The end of a warm-up.
    Reset,
}

fn doings() -> impl Strategy<Value = Doing> {
    prop_oneof![
        4 => (1_u64..9, 0_u8..3).prop_map(|(units, priority)| Doing::Seize { units, priority }),
        1 => (1_u64..9).prop_map(|units| Doing::TrySeize { units }),
        4 => (0_usize..50).prop_map(Doing::Release),
        3 => (1_u64..50).prop_map(Doing::Wait),
        1 => (0_u8..30).prop_map(|die| if die == 0 { Doing::Reset } else { Doing::Wait(1) }),
    ]
}

/// A resource as plain lists: who holds what, who waits since when.
struct Line {
    capacity: u64,
    ranked: bool,
    holders: Vec<(u32, u64)>,
    /// Priority, number, units, since.
    waiting: Vec<(u8, u32, u64, u64)>,
    waits: Vec<u64>,
    busy_ms: u64,
    queue_ms: u64,
}

impl Line {
    fn busy(&self) -> u64 {
        self.holders.iter().map(|(_, units)| units).sum()
    }

    fn fits(&self, units: u64) -> bool {
        self.busy() + units <= self.capacity
    }

    fn head(&self) -> Option<(u8, u32, u64, u64)> {
        let rank = |one: &(u8, u32, u64, u64)| (if self.ranked { one.0 } else { 0 }, one.1);
        self.waiting.iter().copied().min_by_key(rank)
    }

    fn pass(&mut self, ms: u64) {
        self.busy_ms += self.busy() * ms;
        self.queue_ms += self.waiting.len() as u64 * ms;
    }
}

proptest! {
    #![proptest_config(cases(400))]

    /// Never more units out than there are; nobody overtakes; levels are exact integrals.
    #[test]
    fn a_resource_keeps_its_line(
        capacity in 1_u64..7,
        ranked in any::<bool>(),
        plan in proptest::collection::vec(doings(), 0..200),
    ) {
        let discipline = if ranked { Discipline::Priority } else { Discipline::Fifo };
        let mut resource = Resource::new(capacity, discipline);
        let mut line = Line {
            capacity, ranked, holders: vec![], waiting: vec![], waits: vec![], busy_ms: 0, queue_ms: 0,
        };
        let (mut now, mut from) = (0, 0);
        for (number, step) in (0..).zip(plan) {
            let at = Time::from_ms(now);
            match step {
                Doing::Seize { units, priority } => {
                    // More than there are is all of them.
                    let held = units.min(capacity);
                    let at_once = line.waiting.is_empty() && line.fits(held);
                    prop_assert_eq!(resource.seize(at, number, units, priority), at_once);
                    if at_once {
                        line.holders.push((number, held));
                        line.waits.push(0);
                    } else {
                        line.waiting.push((priority, number, held, now));
                    }
                }
                Doing::TrySeize { units } => {
                    let at_once = line.waiting.is_empty() && line.fits(units);
                    prop_assert_eq!(resource.try_seize(at, units), at_once);
                    if at_once {
                        line.holders.push((number, units));
                        line.waits.push(0);
                    }
                }
                Doing::Release(which) if !line.holders.is_empty() => {
                    let (_, units) = line.holders.swap_remove(which % line.holders.len());
                    resource.release(at, units);
                    while let Some((priority, next, units, since)) = line.head().filter(|head| line.fits(head.2)) {
                        prop_assert_eq!(resource.admit(at), Some(next));
                        line.waiting.retain(|one| *one != (priority, next, units, since));
                        line.holders.push((next, units));
                        line.waits.push(now - since);
                    }
                    prop_assert_eq!(resource.admit(at), None);
                }
                Doing::Release(_) => {}
                Doing::Wait(ms) => {
                    line.pass(ms);
                    now += ms;
                }
                Doing::Reset => {
                    resource.reset_monitors(at);
                    (line.busy_ms, line.queue_ms, from) = (0, 0, now);
                    line.waits.clear();
                }
            }
            prop_assert!(resource.busy() <= capacity);
            prop_assert_eq!(resource.busy(), line.busy());
            prop_assert_eq!(resource.waiting(), line.waiting.len() as u64);
        }
        let (at, span) = (Time::from_ms(now), (now - from) as f64);
        if span > 0.0 {
            prop_assert_eq!(resource.utilisation(at), Some(line.busy_ms as f64 / span / capacity as f64));
            prop_assert_eq!(resource.mean_queue(at), Some(line.queue_ms as f64 / span));
        }
        prop_assert_eq!(resource.waits().count(), line.waits.len());
        let (sum, count) = (line.waits.iter().sum::<u64>(), line.waits.len() as u64);
        let mean = (count > 0).then(|| Duration::from_ms((sum + count / 2) / count));
        prop_assert_eq!(resource.waits().mean(), mean);
    }
}

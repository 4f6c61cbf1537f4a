//! Units that are seized, held and released, with a queue in front.

use super::monitor::{Level, Waits};
use super::time::Time;
use std::collections::{BinaryHeap, VecDeque};

/// Who is served next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Discipline {
    /// In the order of asking.
    #[default]
    Fifo,
    /// The lowest priority number first; equals in the order of asking.
    Priority,
}

/// One who waits.
#[derive(Clone, Copy, Debug)]
struct Waiting<T> {
    who: T,
    units: u64,
    since: Time,
}

/// A `Waiting` in a heap: the lowest priority number, then the first asked, is the greatest.
#[derive(Debug)]
struct Ranked<T> {
    priority: u8,
    number: u64,
    waiting: Waiting<T>,
}

impl<T> Ranked<T> {
    fn key(&self) -> (u8, u64) {
        (self.priority, self.number)
    }
}

impl<T> PartialEq for Ranked<T> {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}
impl<T> Eq for Ranked<T> {}
impl<T> PartialOrd for Ranked<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Ranked<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        other.key().cmp(&self.key())
    }
}

#[derive(Debug)]
enum Line<T> {
    Fifo(VecDeque<Waiting<T>>),
    Priority(BinaryHeap<Ranked<T>>, u64),
}

impl<T: Copy> Line<T> {
    #[inline]
    fn join(&mut self, priority: u8, waiting: Waiting<T>) {
        match self {
            Self::Fifo(line) => line.push_back(waiting),
            Self::Priority(line, number) => {
                *number += 1;
                line.push(Ranked { priority, number: *number, waiting });
            }
        }
    }

    /// The head of the line leaves it, if so many units are enough for it.
    #[inline(always)]
    fn take_within(&mut self, units: u64) -> Option<Waiting<T>> {
        match self {
            Self::Fifo(line) if line.front()?.units <= units => line.pop_front(),
            Self::Priority(line, _) if line.peek()?.waiting.units <= units => {
                line.pop().map(|ranked| ranked.waiting)
            }
            _ => None,
        }
    }

    fn clear(&mut self) {
        match self {
            Self::Fifo(line) => line.clear(),
            Self::Priority(line, number) => {
                line.clear();
                *number = 0;
            }
        }
    }
}

/// A number of equal units (berths, cranes, servers, places in a store) and who waits for them.
///
/// Nobody overtakes: who stands at the head of the line and asks for more units than are free
/// holds up those behind. A holder that can't go on simply doesn't release: that is blocking.
///
/// ```text
/// seize ── free and nobody before me? ── yes ─► true, at work
///                     └── no ─► in line … release … admit ─► Some(who), at work
/// ```
#[derive(Debug)]
pub struct Resource<T> {
    capacity: u64,
    /// The most units that there have been.
    largest: u64,
    /// How many there were over time, those included that were still held, where their number has changed.
    sizes: Option<Box<Sizes>>,
    /// Units that are out of order.
    out: u64,
    line: Line<T>,
    busy: Level,
    queue: Level,
    waits: Waits,
}

/// The number of units over time.
#[derive(Debug)]
struct Sizes {
    /// Before anything happened.
    first: u64,
    level: Level,
}

impl<T: Copy> Resource<T> {
    /// A resource of `capacity` units, all free.
    #[must_use]
    pub fn new(capacity: u64, discipline: Discipline) -> Self {
        let line = match discipline {
            Discipline::Fifo => Line::Fifo(VecDeque::new()),
            Discipline::Priority => Line::Priority(BinaryHeap::new(), 0),
        };
        Self {
            capacity,
            largest: capacity,
            sizes: None,
            out: 0,
            line,
            busy: Level::default(),
            queue: Level::default(),
            waits: Waits::default(),
        }
    }

    /// Asks for `units`. `true`: they are held from now on; `false`: `who` waits in line.
    /// More units than there are can never be had together and are taken as all of them; where there
    /// are none, everybody waits.
    #[inline]
    pub fn seize(&mut self, now: Time, who: T, units: u64, priority: u8) -> bool {
        let units = units.min(self.capacity.max(1));
        if self.queue.get() == 0 && self.fits(units) {
            self.grant(now, units, now);
            return true;
        }
        self.join_line(now, who, units, priority);
        false
    }

    #[inline(never)] // so that who finds units free passes by
    fn join_line(&mut self, now: Time, who: T, units: u64, priority: u8) {
        self.line.join(priority, Waiting { who, units, since: now });
        self.queue.add(now, 1);
    }

    /// Asks for `units` without waiting: `false` leaves no trace.
    #[inline]
    pub fn try_seize(&mut self, now: Time, units: u64) -> bool {
        let free = self.queue.get() == 0 && units <= self.capacity && self.fits(units);
        if free {
            self.grant(now, units, now);
        }
        free
    }

    /// Takes up to `most` more units for one who has just been given some, as far as they are free:
    /// whoever's turn it is comes before those in line. Returns how many.
    pub fn seize_more(&mut self, now: Time, most: u64) -> u64 {
        let more = self.in_order().saturating_sub(self.busy.get()).min(most);
        self.busy.add(now, more);
        more
    }

    /// Gives `units` back. Call [`admit`](Self::admit) afterwards until it yields nobody.
    #[inline]
    pub fn release(&mut self, now: Time, units: u64) {
        self.busy.subtract(now, units.min(self.largest));
        self.count_again(now);
    }

    /// Gives `units` back and lets the first in line have them, if that one's units are free then:
    /// what [`release`](Self::release) and [`admit`](Self::admit) do one after the other, in one
    /// step, since most of what comes free is taken again at once. Call `admit` afterwards until it
    /// yields nobody.
    #[inline]
    pub fn hand_over(&mut self, now: Time, units: u64) -> Option<T> {
        let kept = self.busy.get().saturating_sub(units.min(self.largest));
        let next = if self.queue.get() == 0 {
            None
        } else {
            self.line.take_within(self.in_order().saturating_sub(kept))
        };
        let Some(next) = next else {
            self.busy.set(now, kept);
            self.count_again(now);
            return None;
        };
        self.queue.subtract(now, 1);
        // Mostly as many as were given back.
        if kept + next.units != self.busy.get() {
            self.busy.set(now, kept + next.units);
            self.count_again(now);
        }
        self.waits.record(now - next.since);
        Some(next.who)
    }

    /// Lets the next in line in, if there is one whose units are free: they are held from now on.
    #[inline]
    pub fn admit(&mut self, now: Time) -> Option<T> {
        if self.queue.get() == 0 { None } else { self.admit_first(now) }
    }

    fn admit_first(&mut self, now: Time) -> Option<T> {
        let next = self.line.take_within(self.in_order().saturating_sub(self.busy.get()))?;
        self.queue.subtract(now, 1);
        self.grant(now, next.units, next.since);
        Some(next.who)
    }

    /// Those in line, in the order in which they will be served: who, how many units, since when.
    #[must_use]
    pub fn line(&self) -> Vec<(T, u64, Time)> {
        let told = |waiting: &Waiting<T>| (waiting.who, waiting.units, waiting.since);
        match &self.line {
            Line::Fifo(line) => line.iter().map(told).collect(),
            Line::Priority(line, _) => {
                let mut ranked: Vec<&Ranked<T>> = line.iter().collect();
                ranked.sort_by_key(|ranked| ranked.key());
                ranked.into_iter().map(|ranked| told(&ranked.waiting)).collect()
            }
        }
    }

    /// Takes units that nobody holds out of order: they cannot be had until they are restored.
    pub fn withdraw(&mut self, units: u64) {
        self.out += units;
    }

    /// Puts units that were out of order back. Call [`admit`](Self::admit) afterwards until it yields
    /// nobody.
    pub fn restore(&mut self, units: u64) {
        self.out = self.out.saturating_sub(units);
    }

    /// From now on there are `capacity` units. Those who wait ask anew for what they `need`; units that
    /// are held beyond the new number are gone as they are given back. Call [`admit`](Self::admit)
    /// afterwards until it yields nobody.
    pub fn set_capacity(&mut self, now: Time, capacity: u64, need: impl Fn(T) -> u64) {
        let first = self.capacity;
        let sizes = self.sizes.get_or_insert_with(|| {
            // Up to now there were as many as at first: the level begins with the monitors of holders.
            let mut level = self.busy.clone();
            level.begin_with(first);
            Box::new(Sizes { first, level })
        });
        // Units beyond the new number are there up to when they are given back.
        sizes.level.set(now, capacity.max(self.busy.get()));
        self.capacity = capacity;
        self.largest = self.largest.max(capacity);
        let ask = |waiting: &mut Waiting<T>| waiting.units = need(waiting.who).min(capacity.max(1));
        match &mut self.line {
            Line::Fifo(line) => line.iter_mut().for_each(ask),
            Line::Priority(line, _) => {
                let mut all = std::mem::take(line).into_vec();
                all.iter_mut().for_each(|ranked| ask(&mut ranked.waiting));
                *line = all.into();
            }
        }
    }

    /// Units that were held beyond their new number are gone as they are given back.
    #[inline]
    fn count_again(&mut self, now: Time) {
        if let Some(sizes) = &mut self.sizes
            && sizes.level.get() > self.capacity
        {
            sizes.level.set(now, self.capacity.max(self.busy.get()));
        }
    }

    /// Number of units.
    #[must_use]
    pub fn capacity(&self) -> u64 {
        self.capacity
    }

    /// Units held.
    #[must_use]
    pub fn busy(&self) -> u64 {
        self.busy.get()
    }

    /// How many wait.
    #[must_use]
    pub fn waiting(&self) -> u64 {
        self.queue.get()
    }

    /// Average share of the units held since the last reset.
    #[must_use]
    pub fn utilisation(&self, now: Time) -> Option<f64> {
        let units = match &self.sizes {
            None => self.capacity as f64,
            Some(sizes) => sizes.level.mean(now)?,
        };
        (units > 0.0).then_some(self.busy.mean(now)? / units)
    }

    /// Average number waiting since the last reset.
    #[must_use]
    pub fn mean_queue(&self, now: Time) -> Option<f64> {
        self.queue.mean(now)
    }

    /// Waits of those let in since the last reset, zero waits included.
    pub fn waits(&mut self) -> &mut Waits {
        &mut self.waits
    }

    /// The end of the warm-up: monitors start anew, holders and line stay.
    pub fn reset_monitors(&mut self, now: Time) {
        self.busy.reset(now);
        self.queue.reset(now);
        self.waits.reset();
        self.sizes.iter_mut().for_each(|sizes| sizes.level.reset(now));
    }

    /// Frees all units, sends everybody home and forgets what was seen, keeping the memory.
    pub fn clear(&mut self) {
        if let Some(sizes) = self.sizes.take() {
            self.capacity = sizes.first;
            self.largest = sizes.first;
        }
        self.out = 0;
        self.line.clear();
        self.busy.clear();
        self.queue.clear();
        self.waits.reset();
    }

    /// Units that are not out of order.
    #[inline]
    fn in_order(&self) -> u64 {
        self.capacity.saturating_sub(self.out)
    }

    #[inline]
    fn fits(&self, units: u64) -> bool {
        self.busy.get() + self.out + units <= self.capacity
    }

    #[inline]
    fn grant(&mut self, now: Time, units: u64, since: Time) {
        self.busy.add(now, units);
        self.waits.record(now - since);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Duration;

    fn at(ms: u64) -> Time {
        Time::from_ms(ms)
    }

    #[test]
    fn units_are_held_until_released_and_the_line_is_fifo() {
        let mut cranes = Resource::new(2, Discipline::Fifo);
        assert!(cranes.seize(at(0), 'a', 1, 0));
        assert!(cranes.seize(at(0), 'b', 1, 0));
        assert!(!cranes.seize(at(0), 'c', 1, 0));
        assert!(!cranes.seize(at(0), 'd', 1, 0));
        cranes.release(at(10), 1);
        assert_eq!(cranes.admit(at(10)), Some('c'));
        assert_eq!(cranes.admit(at(10)), None);
        assert_eq!((cranes.busy(), cranes.waiting()), (2, 1));
        assert_eq!(cranes.mean_queue(at(20)), Some(1.5));
        assert_eq!(cranes.utilisation(at(20)), Some(1.0));
    }

    #[test]
    fn a_large_request_at_the_head_is_not_overtaken() {
        let mut store = Resource::new(10, Discipline::Fifo);
        assert!(store.seize(at(0), 1, 8, 0));
        assert!(!store.seize(at(0), 2, 5, 0));
        assert!(!store.seize(at(0), 3, 1, 0));
        assert!(!store.try_seize(at(0), 1));
        store.release(at(5), 8);
        assert_eq!(store.admit(at(5)), Some(2));
        assert_eq!(store.admit(at(5)), Some(3));
    }

    #[test]
    fn units_that_are_gone_count_as_long_as_they_are_held() {
        let mut cranes = Resource::new(2, Discipline::Fifo);
        assert!(cranes.seize(at(0), 'a', 1, 0));
        assert!(cranes.seize(at(0), 'b', 1, 0));
        cranes.set_capacity(at(10), 0, |_| 1);
        cranes.release(at(20), 1);
        assert_eq!(cranes.hand_over(at(40), 1), None);
        // Two for twenty, one for twenty more, all of the time at work; then none.
        assert_eq!(cranes.utilisation(at(80)), Some(1.0));
    }

    #[test]
    fn what_is_out_of_order_cannot_be_had() {
        let mut cranes = Resource::new(2, Discipline::Fifo);
        assert!(cranes.seize(at(0), 'a', 1, 0));
        cranes.withdraw(1);
        assert!(!cranes.seize(at(1), 'b', 1, 0));
        assert_eq!(cranes.admit(at(2)), None);
        cranes.restore(1);
        assert_eq!(cranes.admit(at(3)), Some('b'));
    }

    #[test]
    fn more_units_are_had_as_far_as_they_are_free() {
        let mut cranes = Resource::new(4, Discipline::Fifo);
        assert!(cranes.seize(at(0), 'a', 1, 0));
        assert_eq!(cranes.seize_more(at(0), 2), 2);
        assert!(cranes.seize(at(0), 'b', 1, 0));
        assert_eq!(cranes.seize_more(at(0), 2), 0);
        assert!(!cranes.seize(at(1), 'c', 1, 0));
        cranes.withdraw(1);
        assert_eq!(cranes.hand_over(at(2), 3), Some('c'));
        assert_eq!(cranes.seize_more(at(2), 9), 1);
        assert_eq!(cranes.busy(), 3);
    }

    #[test]
    fn a_lower_priority_number_goes_first() {
        let mut customs = Resource::new(1, Discipline::Priority);
        customs.seize(at(0), "under way", 1, 5);
        customs.seize(at(0), "truck", 1, 5);
        customs.seize(at(1), "train", 1, 1);
        customs.seize(at(2), "second truck", 1, 5);
        assert_eq!(
            customs.line().iter().map(|(who, _, _)| *who).collect::<Vec<_>>(),
            ["train", "truck", "second truck"]
        );
        let mut order = Vec::new();
        for _ in 0..3 {
            customs.release(at(3), 1);
            order.extend(customs.admit(at(3)));
        }
        assert_eq!(order, ["train", "truck", "second truck"]);
    }

    #[test]
    fn waits_count_from_the_asking() {
        let mut berth = Resource::new(1, Discipline::Fifo);
        berth.seize(at(0), 1, 1, 0);
        berth.seize(at(10), 2, 1, 0);
        berth.release(at(40), 1);
        berth.admit(at(40));
        assert_eq!(berth.waits().mean(), Some(Duration::from_ms(15)));
    }

    #[test]
    fn handing_over_is_releasing_and_admitting() {
        for discipline in [Discipline::Fifo, Discipline::Priority] {
            let mut one = Resource::new(7, discipline);
            let mut other = Resource::new(7, discipline);
            let mut held = VecDeque::new();
            for step in 0..200_u64 {
                let (now, units, priority) = (at(step * step), step * 5 % 9, (step * 3 % 4) as u8);
                if one.seize(now, (step, units), units, priority) {
                    held.push_back(units);
                }
                other.seize(now, (step, units), units, priority);
                if step % 3 == 0
                    && let Some(units) = held.pop_front()
                {
                    let handed = one.hand_over(now, units);
                    let rest = handed.and_then(|_| one.admit(now));
                    other.release(now, units);
                    let admitted = other.admit(now);
                    assert_eq!((handed, rest), (admitted, admitted.and_then(|_| other.admit(now))));
                    held.extend(handed.into_iter().chain(rest).map(|(_, units)| units));
                }
                assert_eq!((one.busy(), one.waiting()), (other.busy(), other.waiting()));
                assert_eq!(one.utilisation(now), other.utilisation(now));
                assert_eq!(one.mean_queue(now), other.mean_queue(now));
                assert_eq!(one.waits().mean(), other.waits().mean());
            }
        }
    }

    #[test]
    fn asking_for_more_than_all_is_asking_for_all() {
        let mut store = Resource::new(3, Discipline::Fifo);
        assert!(store.seize(at(0), (), 100, 0));
        store.release(at(1), 100);
        assert_eq!(store.busy(), 0);
    }
}

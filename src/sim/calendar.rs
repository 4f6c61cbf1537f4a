//! The future event list.
//!
//! Events leave in one total order: **time, then [`Rank`], then the order in which they were
//! scheduled**. They are kept by how soon they come:
//!
//! ```text
//! near: a heap     wheel: buckets of equal spans, unsorted          far: a heap
//! ├──── now ────┤ ├──┬──┬──┬──┬──┬──┬──┬──┬──┬──┬──┬──┬──┬──┤ ├───────────────────► time
//! ```
//!
//! What is scheduled goes into its bucket without being compared; only the bucket whose turn has
//! come is put in order, by the near heap. This is the calendar queue of Brown (1988) with a heap for
//! the current day and one for what lies beyond the year, so that neither many events at one
//! instant nor a few far ones can make it slow. The wheel takes its measures from the events
//! themselves: a bucket is about as long as the mean time between two of them.

use super::heap::{Entry, Heap};
use super::time::Time;

/// What comes first among events of the same instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Rank {
    /// The clock itself: ends of warm-ups and of horizons split an instant before anything in it.
    Clock = 0,
    /// Work ends before new work comes, so that what is freed now can be used now.
    Finish = 1,
    /// Arrivals come before departures: who arrives on the stroke of the hour catches the ferry.
    Arrive = 2,
    /// Departures and deadlines see everything else of their instant.
    Depart = 3,
}

/// A scheduled event, by which it can be cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket {
    slot: u32,
    tag: u64,
}

const SLOT_BITS: u32 = 26;
const SEQUENCE_BITS: u32 = 36;
const SLOT_MASK: u64 = (1 << SLOT_BITS) - 1;
const SEQUENCE_MASK: u64 = (1 << SEQUENCE_BITS) - 1;

/// No slot: the end of a chain.
const NOBODY: u32 = u32::MAX;

/// Where an event lies until it happens or is cancelled.
#[derive(Debug)]
struct Slot<E> {
    /// Rank, sequence and slot (2, 36 and 26 bits) in one word: the slot can never decide.
    tag: u64,
    time: u64,
    /// The next in the same bucket, or the next that is free.
    next: u32,
    event: Option<E>,
}

/// Events between two looks at the measures of the wheel; more, where more are pending.
const STEADY: u64 = 512;
/// Buckets for each pending event: the wheel then reaches some four mean delays ahead.
const BUCKETS_PER_EVENT: usize = 4;
const MOST_BUCKETS: usize = 1 << 22;
/// The longest span of a bucket: 2³⁶ ms, two years.
const LONGEST_SPAN: u32 = 36;

/// A list of events to come. They leave by time, then rank, then the order of scheduling.
///
/// It holds up to 2²⁶ (67 million) pending events and numbers 2³⁶ (69 billion) of them before the
/// tie-break would wrap; a model that could pass the first bound must keep its own, lower limit.
#[derive(Debug)]
pub struct Calendar<E> {
    slots: Vec<Slot<E>>,
    /// The first slot that nothing lies in.
    free: u32,
    sequence: u64,
    now: Time,
    /// Events up to the end of the current bucket.
    near: Heap,
    wheel: Wheel,
    /// Events past the last bucket of the wheel.
    far: Heap,
    /// Events left until the wheel is measured again, and how many and since when it was.
    until_measured: u64,
    measured: (u64, Time),
    /// Entries on their way from old buckets to new ones.
    moving: Vec<Entry>,
}

/// Buckets of equal spans, each a chain of slots. Before its first measuring it has none, and all
/// events count as near.
#[derive(Debug, Default)]
struct Wheel {
    /// The first slot of each bucket; a power of two of them.
    heads: Vec<u32>,
    /// What turns the number of a bucket into its place: how many there are, less one.
    mask: usize,
    /// One bit a bucket: whether it holds anything.
    occupied: Vec<u64>,
    /// How many events are in buckets.
    events: usize,
    /// A bucket spans 2^span milliseconds.
    span: u32,
    /// The number of the current bucket, counted from the start of time; it has been emptied.
    current: u64,
}

impl Wheel {
    /// The bucket of an instant; none for one up to the end of the current bucket, and for one past
    /// the last.
    #[inline]
    fn bucket(&self, time: u64) -> Option<usize> {
        // From 1 to the last but this one, in one comparison.
        let ahead = (time >> self.span).wrapping_sub(self.current);
        let within = ahead.wrapping_sub(1) < self.mask as u64;
        within.then(|| (time >> self.span) as usize & self.mask)
    }

    /// Whether an instant lies past the last bucket.
    #[inline]
    fn is_past(&self, time: u64) -> bool {
        let number = time >> self.span;
        !self.heads.is_empty() && number > self.current && number - self.current > self.mask as u64
    }

    /// Puts a slot at the head of a bucket; what was there comes after it.
    #[inline]
    fn add(&mut self, bucket: usize, slot: u32) -> u32 {
        self.occupied[bucket / 64] |= 1 << (bucket % 64);
        self.events += 1;
        std::mem::replace(&mut self.heads[bucket], slot)
    }

    /// Goes on to the next bucket that holds anything and takes its chain out. There must be one.
    #[inline]
    fn advance(&mut self) -> u32 {
        let here = self.current as usize & self.mask;
        let bucket = self.next_occupied(here);
        self.current += (bucket.wrapping_sub(here) & self.mask) as u64;
        self.take(bucket)
    }

    #[inline]
    fn take(&mut self, bucket: usize) -> u32 {
        self.occupied[bucket / 64] &= !(1 << (bucket % 64));
        std::mem::replace(&mut self.heads[bucket], NOBODY)
    }

    /// The first bucket after this one that holds anything, once around.
    #[inline]
    fn next_occupied(&self, after: usize) -> usize {
        let words = self.occupied.len();
        let mut word = after / 64;
        // Bits up to and including `after` are behind.
        let mut bits = self.occupied[word] & (u64::MAX << (after % 64)) << 1;
        while bits == 0 {
            word = (word + 1) & (words - 1);
            bits = self.occupied[word];
        }
        word * 64 + bits.trailing_zeros() as usize
    }

    fn clear(&mut self) {
        self.heads.fill(NOBODY);
        self.occupied.fill(0);
        self.events = 0;
        self.current = 0;
    }

    /// New measures for an empty wheel.
    fn measure(&mut self, span: u32, buckets: usize, now: Time) {
        self.heads.clear();
        self.heads.resize(buckets, NOBODY);
        self.mask = buckets - 1;
        self.occupied.clear();
        self.occupied.resize(buckets / 64, 0);
        self.events = 0;
        self.span = span;
        self.current = now.ms() >> span;
    }
}

impl<E> Default for Calendar<E> {
    fn default() -> Self {
        Self::new()
    }
}

impl<E> Calendar<E> {
    /// The greatest number of pending events.
    pub const CAPACITY: usize = 1 << SLOT_BITS;

    /// An empty list at the start of time.
    #[must_use]
    pub fn new() -> Self {
        Self {
            slots: Vec::new(),
            free: NOBODY,
            sequence: 0,
            now: Time::START,
            near: Heap::default(),
            wheel: Wheel::default(),
            far: Heap::default(),
            until_measured: STEADY,
            measured: (STEADY, Time::START),
            moving: Vec::new(),
        }
    }

    /// The instant of the last event that left.
    #[must_use]
    #[inline]
    pub fn now(&self) -> Time {
        self.now
    }

    /// Number of events in the list, cancelled ones that have not yet come to the top included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.near.len() + self.wheel.events + self.far.len()
    }

    /// Whether nothing is to come.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Forgets every event and goes back to the start of time, keeping the memory and the measures.
    pub fn clear(&mut self) {
        self.slots.clear();
        self.free = NOBODY;
        self.sequence = 0;
        self.now = Time::START;
        self.near.clear();
        self.wheel.clear();
        self.far.clear();
        self.until_measured = STEADY;
        self.measured = (STEADY, Time::START);
    }

    /// Puts an event into the list. An instant in the past is taken as now: time never runs back.
    #[inline]
    pub fn schedule(&mut self, at: Time, rank: Rank, event: E) -> Ticket {
        let time = at.max(self.now).ms();
        let bucket = self.wheel.bucket(time);
        // Nearly always there is a bucket for it and a slot to use again: nothing is called then.
        if let (Some(bucket), Some(first)) = (bucket, self.slots.get(self.free as usize)) {
            let slot = std::mem::replace(&mut self.free, first.next);
            let tag = self.tag(rank, slot);
            let next = self.wheel.add(bucket, slot);
            self.slots[slot as usize] = Slot { tag, time, next, event: Some(event) };
            return Ticket { slot, tag };
        }
        self.schedule_anywhere(time, rank, event)
    }

    #[inline(never)]
    fn schedule_anywhere(&mut self, time: u64, rank: Rank, event: E) -> Ticket {
        debug_assert!(self.len() < Self::CAPACITY);
        let slot = match self.slots.get(self.free as usize) {
            Some(first) => std::mem::replace(&mut self.free, first.next),
            None => self.new_slot(),
        };
        let tag = self.tag(rank, slot);
        self.slots[slot as usize] = Slot { tag, time, next: NOBODY, event: Some(event) };
        self.put(Entry { time, tag });
        Ticket { slot, tag }
    }

    /// The tag of the event that is scheduled next.
    #[inline]
    fn tag(&mut self, rank: Rank, slot: u32) -> u64 {
        self.sequence += 1;
        ((rank as u64) << (SLOT_BITS + SEQUENCE_BITS))
            | ((self.sequence & SEQUENCE_MASK) << SLOT_BITS)
            | u64::from(slot)
    }

    #[cold]
    fn new_slot(&mut self) -> u32 {
        self.slots.push(Slot { tag: 0, time: 0, next: NOBODY, event: None });
        (self.slots.len() - 1) as u32
    }

    /// Where an entry goes that is in a slot already.
    fn put(&mut self, entry: Entry) {
        match self.wheel.bucket(entry.time) {
            Some(bucket) => {
                let slot = (entry.tag & SLOT_MASK) as u32;
                self.slots[slot as usize].next = self.wheel.add(bucket, slot);
            }
            None => self.put_aside(entry),
        }
    }

    /// Puts an entry that no bucket is for into one of the heaps.
    #[inline(never)]
    fn put_aside(&mut self, entry: Entry) {
        if self.wheel.is_past(entry.time) { self.far.push(entry) } else { self.near.push(entry) }
    }

    /// Takes an event out of the list before it happens; `None` if it has happened already.
    pub fn cancel(&mut self, ticket: Ticket) -> Option<E> {
        let slot = self.slots.get_mut(ticket.slot as usize)?;
        // The entry stays where it is and is passed over when its turn comes.
        if slot.tag == ticket.tag { slot.event.take() } else { None }
    }

    /// The next event, and the clock moves to its instant.
    #[inline]
    #[expect(clippy::should_implement_trait, reason = "a calendar also grows while it is read")]
    pub fn next(&mut self) -> Option<(Time, E)> {
        loop {
            let top = self.near.pop().or_else(|| self.turn())?;
            let slot = (top.tag & SLOT_MASK) as u32;
            let place = &mut self.slots[slot as usize];
            let event = place.event.take();
            place.next = std::mem::replace(&mut self.free, slot);
            if let Some(event) = event {
                self.now = Time::from_ms(top.time);
                self.until_measured -= 1;
                if self.until_measured == 0 {
                    self.measure();
                }
                return Some((self.now, event));
            }
        }
    }

    /// Turns the wheel to the next bucket that holds anything and takes its earliest event; the
    /// others are near from now on. Most buckets hold one event, which so passes the heap by.
    #[inline]
    fn turn(&mut self) -> Option<Entry> {
        if self.wheel.events == 0 {
            return self.turn_to_far();
        }
        let first = &self.slots[self.wheel.advance() as usize];
        let mut earliest = Entry { time: first.time, tag: first.tag };
        let mut next = first.next;
        self.wheel.events -= 1;
        while let Some(slot) = self.slots.get(next as usize) {
            self.wheel.events -= 1;
            let entry = Entry { time: slot.time, tag: slot.tag };
            let later =
                if entry.is_before(earliest) { std::mem::replace(&mut earliest, entry) } else { entry };
            self.near.push(later);
            next = slot.next;
        }
        // What is fetched lay past the old reach of the wheel, so later than all of this bucket.
        self.fetch_far();
        Some(earliest)
    }

    #[cold]
    fn turn_to_far(&mut self) -> Option<Entry> {
        self.wheel.current = self.far.first()?.time >> self.wheel.span;
        self.fetch_far();
        self.near.pop()
    }

    /// What the wheel reaches now is far no longer.
    #[inline]
    fn fetch_far(&mut self) {
        while let Some(first) = self.far.first() {
            if self.wheel.is_past(first.time) {
                return;
            }
            self.far.pop();
            self.put(first);
        }
    }

    /// Looks whether buckets are as long as the time between two events, and enough of them.
    #[cold]
    fn measure(&mut self) {
        let (events, since) = self.measured;
        let gap = (self.now - since).as_ms() / events;
        let span = gap.checked_ilog2().unwrap_or(0).min(LONGEST_SPAN);
        let buckets = (self.len().max(16) * BUCKETS_PER_EVENT).next_power_of_two().min(MOST_BUCKETS);
        let (old_span, old_buckets) = (self.wheel.span, self.wheel.heads.len());
        if old_span.abs_diff(span) > 1 || old_buckets < buckets || old_buckets > 8 * buckets {
            self.rebuild(span, buckets);
        }
        self.until_measured = STEADY.max(self.len() as u64);
        self.measured = (self.until_measured, self.now);
    }

    fn rebuild(&mut self, span: u32, buckets: usize) {
        let mut moving = std::mem::take(&mut self.moving);
        moving.extend(self.near.drain());
        moving.extend(self.far.drain());
        for &head in &self.wheel.heads {
            let mut next = head;
            while let Some(slot) = self.slots.get(next as usize) {
                moving.push(Entry { time: slot.time, tag: slot.tag });
                next = slot.next;
            }
        }
        self.wheel.measure(span, buckets, self.now);
        for entry in moving.drain(..) {
            self.put(entry);
        }
        self.moving = moving;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cmp::Reverse;
    use std::collections::{BTreeSet, BinaryHeap};

    #[test]
    fn time_then_rank_then_sequence_decide() {
        let mut calendar = Calendar::new();
        let at = Time::from_ms(5);
        calendar.schedule(at, Rank::Depart, "sails");
        calendar.schedule(at, Rank::Finish, "first crane");
        calendar.schedule(at, Rank::Finish, "second crane");
        calendar.schedule(at, Rank::Arrive, "truck");
        calendar.schedule(Time::from_ms(4), Rank::Depart, "earlier");
        let order: Vec<_> = std::iter::from_fn(|| calendar.next()).map(|(_, e)| e).collect();
        assert_eq!(order, ["earlier", "first crane", "second crane", "truck", "sails"]);
    }

    #[test]
    fn a_cancelled_event_never_happens_and_its_slot_is_used_again() {
        let mut calendar = Calendar::new();
        let deadline = calendar.schedule(Time::from_ms(9), Rank::Depart, 1);
        calendar.schedule(Time::from_ms(10), Rank::Depart, 2);
        assert_eq!(calendar.cancel(deadline), Some(1));
        assert_eq!(calendar.cancel(deadline), None);
        assert_eq!(calendar.next(), Some((Time::from_ms(10), 2)));
        let again = calendar.schedule(Time::from_ms(11), Rank::Depart, 3);
        assert_eq!(calendar.cancel(deadline), None, "an old ticket does not touch a new event");
        assert_eq!(calendar.cancel(again), Some(3));
        assert_eq!(calendar.next(), None);
    }

    #[test]
    fn the_past_is_now() {
        let mut calendar = Calendar::new();
        calendar.schedule(Time::from_ms(7), Rank::Finish, ());
        calendar.next();
        calendar.schedule(Time::from_ms(3), Rank::Finish, ());
        assert_eq!(calendar.next().map(|(t, ())| t), Some(Time::from_ms(7)));
    }

    /// Against std's heap with the same keys, on a random mix of pushes, pops and cancellations:
    /// with delays all alike, of very different sizes, many at one instant, and with the measures
    /// that the mix before has left.
    #[test]
    fn agrees_with_the_standard_heap() {
        let mut state = 1_u64;
        let mut random = move |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        let mut calendar = Calendar::new();
        for mix in 0..5 {
            calendar.clear();
            agree(
                &mut calendar,
                &mut |random| match mix {
                    0 => random(50),
                    1 => 1 + (1 << random(40)),
                    2 => random(2) * 86_400_000,
                    3 => 3_600_000 + random(1_000),
                    _ => {
                        let bits = random(30);
                        random(1 << bits)
                    }
                },
                &mut random,
            );
        }
    }

    fn agree(
        calendar: &mut Calendar<u64>,
        delay: &mut impl FnMut(&mut dyn FnMut(u64) -> u64) -> u64,
        random: &mut dyn FnMut(u64) -> u64,
    ) {
        let ranks = [Rank::Clock, Rank::Finish, Rank::Arrive, Rank::Depart];
        let mut reference = BinaryHeap::new();
        let mut tickets = Vec::new();
        let mut cancelled = BTreeSet::new();
        let popped =
            |calendar: &mut Calendar<u64>, reference: &mut BinaryHeap<_>, cancelled: &BTreeSet<u64>| {
                let expected = loop {
                    match reference.pop() {
                        Some(Reverse((_, _, id))) if cancelled.contains(&id) => {}
                        other => break other.map(|Reverse((at, _, id))| (at, id)),
                    }
                };
                assert_eq!(calendar.next(), expected);
                expected
            };
        for n in 0..40_000_u64 {
            // It grows, then holds, then shrinks.
            let pushes = [6, 4, 3][(n / 14_000) as usize];
            match random(9) {
                below if below < pushes => {
                    let at = calendar.now() + crate::quantity::Duration::from_ms(delay(random));
                    let rank = ranks[random(4) as usize];
                    tickets.push((calendar.schedule(at, rank, n), n));
                    reference.push(Reverse((at, rank, n)));
                }
                8 if !tickets.is_empty() => {
                    let (ticket, id) = tickets.swap_remove(random(tickets.len() as u64) as usize);
                    if calendar.cancel(ticket).is_some() {
                        cancelled.insert(id);
                    }
                }
                _ => {
                    popped(calendar, &mut reference, &cancelled);
                }
            }
        }
        while popped(calendar, &mut reference, &cancelled).is_some() {}
        assert!(calendar.is_empty());
    }
}

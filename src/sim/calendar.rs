//! The future event list.
//!
//! Events leave in one total order: **time, then [`Rank`], then the order in which they were
//! scheduled**. The list is an implicit heap with four children a node; its entries are sixteen
//! bytes (the time, and rank, sequence and slot packed into one word), the events themselves lie
//! still in slots, so that sifting moves little and a slot can be cancelled without a search.

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
const ARITY: usize = 4;

/// A heap entry: the instant, and rank, sequence and slot (2, 36 and 26 bits) in one word.
/// Comparing `(time, tag)` compares time, rank and sequence; the slot can never decide.
#[derive(Clone, Copy, Debug)]
struct Entry {
    time: u64,
    tag: u64,
}

impl Entry {
    #[inline]
    fn key(self) -> u128 {
        (u128::from(self.time) << 64) | u128::from(self.tag)
    }

    #[inline]
    fn slot(self) -> usize {
        (self.tag & SLOT_MASK) as usize
    }
}

#[derive(Debug)]
struct Slot<E> {
    tag: u64,
    event: Option<E>,
}

/// A list of events to come. They leave by time, then rank, then the order of scheduling.
///
/// It holds up to 2²⁶ (67 million) pending events and numbers 2³⁶ (69 billion) of them before the
/// tie-break would wrap; a model that could pass the first bound must keep its own, lower limit.
#[derive(Debug)]
pub struct Calendar<E> {
    heap: Vec<Entry>,
    slots: Vec<Slot<E>>,
    free: Vec<u32>,
    sequence: u64,
    now: Time,
    /// Whether the event at the root has left. What is scheduled next takes its place there: most
    /// events put their successor into the list, and one way down is cheaper than one down and
    /// one up.
    vacant: bool,
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
            heap: Vec::new(),
            slots: Vec::new(),
            free: Vec::new(),
            sequence: 0,
            now: Time::START,
            vacant: false,
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
        self.heap.len() - usize::from(self.vacant)
    }

    /// Whether nothing is to come.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Forgets every event and goes back to the start of time, keeping the memory.
    pub fn clear(&mut self) {
        self.heap.clear();
        self.slots.clear();
        self.free.clear();
        self.sequence = 0;
        self.now = Time::START;
        self.vacant = false;
    }

    /// Puts an event into the list. An instant in the past is taken as now: time never runs back.
    pub fn schedule(&mut self, at: Time, rank: Rank, event: E) -> Ticket {
        debug_assert!(self.heap.len() < Self::CAPACITY);
        let slot = match self.free.pop() {
            Some(slot) => slot,
            None => {
                self.slots.push(Slot { tag: 0, event: None });
                (self.slots.len() - 1) as u32
            }
        };
        self.sequence += 1;
        let tag = ((rank as u64) << (SLOT_BITS + SEQUENCE_BITS))
            | ((self.sequence & SEQUENCE_MASK) << SLOT_BITS)
            | u64::from(slot);
        self.slots[slot as usize] = Slot { tag, event: Some(event) };
        let entry = Entry { time: at.max(self.now).ms(), tag };
        if self.vacant {
            self.vacant = false;
            self.sink(entry);
        } else {
            self.heap.push(entry);
            self.rise(self.heap.len() - 1, entry);
        }
        Ticket { slot, tag }
    }

    /// Takes an event out of the list before it happens; `None` if it has happened already.
    pub fn cancel(&mut self, ticket: Ticket) -> Option<E> {
        let slot = self.slots.get_mut(ticket.slot as usize)?;
        // The entry stays in the heap and is passed over when it comes to the top.
        if slot.tag == ticket.tag { slot.event.take() } else { None }
    }

    /// The next event, and the clock moves to its instant.
    #[inline]
    #[expect(clippy::should_implement_trait, reason = "a calendar also grows while it is read")]
    pub fn next(&mut self) -> Option<(Time, E)> {
        loop {
            if self.vacant {
                self.close_root();
            }
            let top = *self.heap.first()?;
            let event = self.slots[top.slot()].event.take();
            self.free.push(top.slot() as u32);
            self.vacant = true;
            if let Some(event) = event {
                self.now = Time::from_ms(top.time);
                return Some((self.now, event));
            }
        }
    }

    /// Nothing has taken the place of the event that left: the last entry moves there.
    fn close_root(&mut self) {
        self.vacant = false;
        if let Some(last) = self.heap.pop()
            && !self.heap.is_empty()
        {
            self.sink(last);
        }
    }

    /// Moves the entry at `hole` up to where its parent is not later.
    #[inline]
    fn rise(&mut self, mut hole: usize, entry: Entry) {
        let heap = self.heap.as_mut_slice();
        while hole > 0 {
            let parent = (hole - 1) / ARITY;
            if heap[parent].key() <= entry.key() {
                break;
            }
            heap[hole] = heap[parent];
            hole = parent;
        }
        heap[hole] = entry;
    }

    /// Puts `entry` in at the root and moves it down to where no child is earlier.
    #[inline(always)]
    fn sink(&mut self, entry: Entry) {
        let heap = self.heap.as_mut_slice();
        let key = entry.key();
        let mut hole = 0;
        loop {
            let first = hole * ARITY + 1;
            let Some(children) = heap.get(first..) else { break };
            let earliest = match children.first_chunk() {
                Some(four) => first + earliest_of_four(four),
                None => match earliest_of_few(children) {
                    Some(child) => first + child,
                    None => break,
                },
            };
            if heap[earliest].key() >= key {
                break;
            }
            heap[hole] = heap[earliest];
            hole = earliest;
        }
        heap[hole] = entry;
    }
}

#[inline]
fn earliest_of_four(children: &[Entry; ARITY]) -> usize {
    let left = usize::from(children[1].key() < children[0].key());
    let right = 2 + usize::from(children[3].key() < children[2].key());
    if children[right].key() < children[left].key() { right } else { left }
}

#[inline]
fn earliest_of_few(children: &[Entry]) -> Option<usize> {
    (0..children.len()).min_by_key(|&child| children[child].key())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cmp::Reverse;
    use std::collections::BinaryHeap;

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

    /// Against std's heap with the same keys, on a random mix of pushes, pops and cancellations.
    #[test]
    fn agrees_with_the_standard_heap() {
        let mut state = 1_u64;
        let mut random = move |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        let ranks = [Rank::Clock, Rank::Finish, Rank::Arrive, Rank::Depart];
        let mut calendar = Calendar::new();
        let mut reference = BinaryHeap::new();
        let mut tickets = Vec::new();
        let mut cancelled = std::collections::BTreeSet::new();
        for n in 0..20_000_u64 {
            match random(5) {
                0..=2 => {
                    let at = calendar.now() + crate::quantity::Duration::from_ms(random(50));
                    let rank = ranks[random(4) as usize];
                    tickets.push((calendar.schedule(at, rank, n), n));
                    reference.push(Reverse((at, rank, n)));
                }
                3 => {
                    let expected = loop {
                        match reference.pop() {
                            Some(Reverse((_, _, id))) if cancelled.contains(&id) => {}
                            other => break other.map(|Reverse((at, _, id))| (at, id)),
                        }
                    };
                    assert_eq!(calendar.next(), expected);
                }
                _ if !tickets.is_empty() => {
                    let (ticket, id) = tickets.swap_remove(random(tickets.len() as u64) as usize);
                    if calendar.cancel(ticket).is_some() {
                        cancelled.insert(id);
                    }
                }
                _ => {}
            }
        }
    }
}

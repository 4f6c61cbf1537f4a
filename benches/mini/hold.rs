//! The hold model: the cost of a future event list by itself.
//!
//! A list is filled with *n* pending events. Then, again and again, the next event is taken out and
//! put back a random time later: a *hold*. The increments come from a table, so that the list and
//! nothing else is timed. Two contenders take turns in blocks of the same holds, and their ratio is
//! taken block by block, so that a machine which others disturb disturbs both.
//!
//! Vaucher and Duval (1975), *A comparison of simulation event list algorithms*, CACM 18(4).

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::hint::black_box;
use std::time::Instant;

use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use rand_distr::Exp1;

/// Mean increment of a hold \[ms\]: one hour.
const MEAN_INCREMENT: f64 = 3_600_000.0;
/// Increments in the table, a power of two: 64 KiB, read in order.
const INCREMENTS: usize = 1 << 14;

/// A future event list under test: what it is and how to use it.
#[derive(Debug)]
pub struct Contender<List, Push, Pop> {
    /// The list, empty at first.
    pub list: List,
    /// Schedules event `id` at a time \[ms\].
    pub push: Push,
    /// Takes out the next event: its time \[ms\] and its `id`.
    pub pop: Pop,
}

/// What a duel of two lists says.
#[derive(Clone, Copy, Debug)]
pub struct Duel {
    /// Pending events in each list \[events\].
    pub pending: u32,
    /// Median time of a hold of the first contender \[ns\].
    pub first: f64,
    /// Median time of a hold of the second contender \[ns\].
    pub second: f64,
    /// Median over the rounds of the first contender's time over the second's \[1\].
    pub ratio: f64,
    /// Quartiles of that ratio over the rounds \[1\].
    pub quartiles: [f64; 2],
}

/// A list on `std`'s binary heap, ordered by time \[ms\] and then by the order of scheduling.
#[derive(Debug, Default)]
pub struct StdHeap {
    heap: BinaryHeap<Reverse<(u64, u64, u32)>>,
    sequence: u64,
}

impl StdHeap {
    /// Schedules event `id` at `time` \[ms\].
    #[inline]
    pub fn push(&mut self, time: u64, id: u32) {
        self.heap.push(Reverse((time, self.sequence, id)));
        self.sequence += 1;
    }

    /// Takes out the next event: its time \[ms\] and its `id`; `None` if nothing is pending.
    #[inline]
    pub fn pop(&mut self) -> Option<(u64, u32)> {
        let Reverse((time, _, id)) = self.heap.pop()?;
        Some((time, id))
    }
}

/// The reference contender, [`StdHeap`].
#[expect(clippy::type_complexity, reason = "a closure has no name, and a pointer would not be inlined")]
pub fn std_heap()
-> Contender<StdHeap, impl FnMut(&mut StdHeap, u64, u32), impl FnMut(&mut StdHeap) -> (u64, u32)> {
    Contender {
        list: StdHeap::default(),
        push: StdHeap::push,
        pop: |list: &mut StdHeap| list.pop().unwrap_or_default(),
    }
}

/// Fills both lists with `pending` events and lets them take turns: `rounds` blocks of `holds` holds
/// each, the order of the two changing from round to round.
///
/// Both lists must be empty, `pending` and `rounds` above zero. Panics if the lists disagree on which
/// event comes when, ties included (first scheduled, first out).
pub fn duel<A, PushA, PopA, B, PushB, PopB>(
    mut first: Contender<A, PushA, PopA>,
    mut second: Contender<B, PushB, PopB>,
    pending: u32,
    rounds: u32,
    holds: u32,
) -> Duel
where
    PushA: FnMut(&mut A, u64, u32),
    PopA: FnMut(&mut A) -> (u64, u32),
    PushB: FnMut(&mut B, u64, u32),
    PopB: FnMut(&mut B) -> (u64, u32),
{
    assert!(pending > 0 && rounds > 0, "an empty list or no round says nothing");
    let increments = increments();
    first.prepare(pending, &increments);
    second.prepare(pending, &increments);

    let mut times = Vec::with_capacity(rounds as usize);
    let mut start = 0;
    for round in 0..rounds {
        let (a, b);
        if round % 2 == 0 {
            a = first.block(holds, &increments, start);
            b = second.block(holds, &increments, start);
        } else {
            b = second.block(holds, &increments, start);
            a = first.block(holds, &increments, start);
        }
        assert_eq!(a.checksum, b.checksum, "the two lists disagree on the order of events");
        times.push((a.hold, b.hold));
        start += 2 * holds as usize;
    }
    summary(pending, &times)
}

/// What one timed block says.
struct Block {
    /// Mean time of a hold \[ns\].
    hold: f64,
    /// Which events came when, order included.
    checksum: u64,
}

impl<List, Push, Pop> Contender<List, Push, Pop>
where
    Push: FnMut(&mut List, u64, u32),
    Pop: FnMut(&mut List) -> (u64, u32),
{
    /// Schedules `pending` events, each an exponential time after zero, as the steady state has them,
    /// and does as many holds.
    fn prepare(&mut self, pending: u32, increments: &[u32]) {
        let mut random = SmallRng::seed_from_u64(1969);
        for id in 0..pending {
            (self.push)(&mut self.list, u64::from(increment(&mut random)), id);
        }
        self.hold(pending, increments, 0);
    }

    /// Does `holds` holds to bring the list back into the caches, then times as many.
    fn block(&mut self, holds: u32, increments: &[u32], start: usize) -> Block {
        let warm = self.hold(holds, increments, start);
        let clock = Instant::now();
        let timed = self.hold(holds, increments, start + holds as usize);
        let elapsed = clock.elapsed();
        Block {
            hold: elapsed.as_nanos() as f64 / f64::from(holds),
            checksum: black_box(warm.wrapping_mul(31).wrapping_add(timed)),
        }
    }

    fn hold(&mut self, holds: u32, increments: &[u32], start: usize) -> u64 {
        let mut checksum = 0_u64;
        for step in start..start + holds as usize {
            let (time, id) = (self.pop)(&mut self.list);
            checksum = checksum.rotate_left(1) ^ time ^ u64::from(id);
            let increment = increments[step % INCREMENTS];
            (self.push)(&mut self.list, time + u64::from(increment), id);
        }
        checksum
    }
}

/// A table of increments \[ms\].
fn increments() -> Vec<u32> {
    let mut random = SmallRng::seed_from_u64(1975);
    (0..INCREMENTS).map(|_| increment(&mut random)).collect()
}

/// An exponential increment of mean one hour \[ms\].
fn increment(random: &mut SmallRng) -> u32 {
    (random.sample::<f64, _>(Exp1) * MEAN_INCREMENT) as u32
}

fn summary(pending: u32, times: &[(f64, f64)]) -> Duel {
    let sorted = |of: fn(&(f64, f64)) -> f64| {
        let mut values: Vec<f64> = times.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        values
    };
    let at = |values: &[f64], share: f64| values[((values.len() - 1) as f64 * share) as usize];
    let ratios = sorted(|(a, b)| a / b);
    Duel {
        pending,
        first: at(&sorted(|(a, _)| *a), 0.5),
        second: at(&sorted(|(_, b)| *b), 0.5),
        ratio: at(&ratios, 0.5),
        quartiles: [at(&ratios, 0.25), at(&ratios, 0.75)],
    }
}

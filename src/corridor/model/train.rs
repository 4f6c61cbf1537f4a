//! Trains: what their wagons weigh and measure, what a section takes, and in how many parts they go.
//!
//! ```text
//! parts a section needs   1   3   1   2   1
//! parts a train goes in   1   3   2   2   1     joined as soon as nothing ahead needs more
//! ```

use super::Corridor;
use super::cargo::Cargo;
use super::fleet::Fleet;
use super::link::Hop;
use crate::quantity::{Duration, Length, Mass};

/// No train goes in more parts; what would need more is refused ahead.
pub const MOST_PARTS: u32 = 100;

/// The wagons of a train, all alike and alike laden; its locomotives are no part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Train {
    /// Mass without load (g).
    pub tare: u64,
    /// Length (mm).
    pub length: u64,
    /// How many wagons; `None`: it can be divided anywhere.
    pub wagons: Option<u32>,
}

/// What a section takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most that a train weighs with its load (g).
    pub mass: Option<u64>,
    /// The most that it measures (mm).
    pub length: Option<u64>,
    /// Time to divide a train before the section.
    pub dividing: Duration,
    /// Time to join it again behind the section.
    pub joining: Duration,
}

/// Whole grams.
#[must_use]
pub fn grams(mass: Mass) -> u64 {
    (mass.as_tonnes() * 1e6).round() as u64
}

/// Whole millimetres.
#[must_use]
pub fn millimetres(length: Length) -> u64 {
    (length.as_km() * 1e6).round() as u64
}

impl Cargo {
    /// What a number of load units weighs (g).
    #[must_use]
    pub fn grams(&self, count: u64) -> u64 {
        grams(self.mass).saturating_mul(count)
    }
}

impl Limits {
    /// In how many parts a train goes that weighs so much with its load (g).
    #[must_use]
    pub fn parts(&self, train: Train, gross: u64) -> u32 {
        self.in_parts(train, gross).clamp(1, u64::from(MOST_PARTS)) as u32
    }

    /// The same, however many these are.
    #[must_use]
    pub fn in_parts(&self, train: Train, gross: u64) -> u64 {
        match train.wagons {
            None => {
                let by =
                    |limit: Option<u64>, whole: u64| limit.map_or(1, |limit| whole.div_ceil(limit.max(1)));
                by(self.mass, gross).max(by(self.length, train.length))
            }
            Some(wagons) => u64::from(wagons).div_ceil(self.wagons_together(train, gross).max(1)),
        }
    }

    /// The most of its wagons that may go together; none where a single one is too much.
    #[must_use]
    pub fn wagons_together(&self, train: Train, gross: u64) -> u64 {
        let wagons = train.wagons.unwrap_or(1);
        let by = |limit: Option<u64>, whole: u64| match (limit, u128::from(whole)) {
            (None, _) | (_, 0) => u64::from(wagons),
            (Some(limit), whole) => {
                let together = u128::from(limit) * u128::from(wagons) / whole;
                together.min(u128::from(wagons)) as u64
            }
        };
        by(self.mass, gross).min(by(self.length, train.length))
    }
}

/// Links that follow each other, which a train goes along in the same number of parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// In how many parts.
    pub parts: u32,
    /// The place of the first link behind it.
    pub until: usize,
}

impl Corridor {
    /// In how many parts a train of `parts` goes on from a link of its way, and how far. All its parts
    /// come together before a link where it `gathers`.
    #[must_use]
    pub fn passage(
        &self,
        way: &[Hop],
        from: usize,
        parts: u32,
        needs: impl Fn(&Limits) -> u32,
        gathers: impl Fn(usize) -> bool,
    ) -> Passage {
        let need = |hop: &Hop| self.links[hop.link.index()].limits.as_ref().map_or(1, &needs);
        let ahead = way.get(from..).unwrap_or_default();
        let most = ahead.iter().map(need).max().unwrap_or(1);
        let parts = ahead.first().map_or(1, |next| parts.max(need(next))).min(most);
        let last = ahead.iter().rposition(|hop| need(hop) >= parts).map_or(from, |place| from + place);
        let until =
            (from + 1..=last).find(|&place| need(&way[place]) > parts || (parts > 1 && gathers(place)));
        Passage { parts, until: until.unwrap_or(last + 1) }
    }

    /// How a train gets along a way when no other is there: in how many parts over each link, and the time
    /// that it takes for being divided, for the parts to follow each other, and for being joined.
    #[must_use]
    pub fn marshalling(&self, way: &[Hop], train: Train, gross: u64) -> (Vec<u32>, Duration) {
        let mut parts_on = Vec::with_capacity(way.len());
        let mut time = Duration::ZERO;
        let mut parts = 1;
        let link = |place: usize| &self.links[way[place].link.index()];
        let worked = |place: usize, which: fn(&Limits) -> Duration| {
            link(place).limits.as_ref().map_or(Duration::ZERO, which)
        };
        loop {
            let at = parts_on.len();
            let next = self.passage(way, at, parts, |limits| limits.parts(train, gross), |_| false);
            if next.parts > parts {
                time += worked(at, |limits| limits.dividing);
            } else if next.parts < parts {
                time += worked(at - 1, |limits| limits.joining);
            }
            if at >= way.len() {
                return (parts_on, time);
            }
            parts = next.parts;
            let headway = (at..next.until).filter_map(|place| link(place).headway).max();
            for _ in 1..parts {
                time += headway.unwrap_or(Duration::ZERO);
            }
            parts_on.resize(next.until, parts);
        }
    }
}

impl Train {
    /// A train of so many vehicles that are wagons, and is divided between any two of them.
    #[must_use]
    pub fn of_wagons(self, vehicles: u32) -> Self {
        Self {
            tare: self.tare.saturating_mul(u64::from(vehicles)),
            length: self.length.saturating_mul(u64::from(vehicles)),
            wagons: Some(self.wagons.unwrap_or(1).saturating_mul(vehicles)),
        }
    }
}

impl Fleet {
    /// A vehicle as a train, or the longest train of its wagons.
    #[must_use]
    pub fn longest_train(&self) -> Option<Train> {
        let train = self.train?;
        Some(self.in_trains.map_or(train, |trains| train.of_wagons(trains.longest)))
    }

    /// What such a train weighs that is full of a cargo class (g).
    #[must_use]
    pub fn full_of(&self, class: usize, cargo: &Cargo) -> Option<u64> {
        let load = cargo.grams(self.whole() / self.room[class]?.max(1));
        Some(self.longest_train()?.tare.saturating_add(load))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRAIN: Train = Train { tare: 1_300, length: 850, wagons: None };

    fn limits(mass: Option<u64>, length: Option<u64>) -> Limits {
        Limits { mass, length, dividing: Duration::ZERO, joining: Duration::ZERO }
    }

    #[test]
    fn as_many_parts_as_the_scarcer_limit_needs() {
        assert_eq!(limits(Some(2_000), None).parts(TRAIN, 4_600), 3);
        assert_eq!(limits(Some(2_000), None).parts(TRAIN, 4_000), 2);
        assert_eq!(limits(Some(2_000), None).parts(TRAIN, 4_001), 3);
        assert_eq!(limits(Some(2_000), Some(400)).parts(TRAIN, 2_000), 3);
        assert_eq!(limits(None, Some(900)).parts(TRAIN, 9_000), 1);
        assert_eq!(limits(Some(1), None).parts(TRAIN, u64::MAX), MOST_PARTS);
        assert_eq!(limits(Some(0), None).parts(TRAIN, 0), 1);
    }

    #[test]
    fn wagons_are_not_cut() {
        // Ten wagons of 92 t: ten times two of them weigh 184 t, three 276 t.
        let train = Train { wagons: Some(10), ..TRAIN };
        assert_eq!(limits(Some(270), None).parts(train, 920), 5);
        assert_eq!(limits(Some(276), None).parts(train, 920), 4);
        assert_eq!(limits(Some(91), None).wagons_together(train, 920), 0);
        assert_eq!(limits(None, Some(85 * 4)).parts(train, 920), 3);
        assert_eq!(limits(Some(u64::MAX), Some(u64::MAX)).parts(train, u64::MAX), 1);
    }
}

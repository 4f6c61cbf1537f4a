//! The same consignments in two scenarios: where hours and dollars were won or lost.
//!
//! A consignment is the same if it has the same number in a stream of the same name, from the same
//! place to the same place. Its hours differ by cause and its dollars by payee. Between places
//! where both itineraries change vehicles, hours and dollars also differ leg by leg.

use super::run::CONFIDENCE;
use crate::corridor::{Cause, Corridor, Demand, Follow, Followed, LegEnd, Micros, SHIPPERS_TIME};
use crate::stats::{Estimate, Ratio};

const HOUR: f64 = 3.6e6;
const USD: f64 = 1e6;

/// What the consignments that both scenarios delivered won or lost.
#[derive(Clone, Debug)]
pub struct FollowedGroup {
    /// Which alternative: 1 is the first after the base.
    pub alternative: usize,
    /// The cargo class; nothing: all.
    pub cargo: Option<String>,
    /// Consignments that were delivered in both, in a replication on average.
    pub pairs: f64,
    /// Consignments delivered in time to be measured in the base only, on average.
    pub only_in_base: f64,
    /// Consignments delivered in time to be measured in the alternative only, on average.
    pub only_in_alternative: f64,
    /// The share that arrived earlier than in the base.
    pub earlier: Option<Estimate>,
    /// The share that arrived later.
    pub later: Option<Estimate>,
    /// Hours more than in the base, of a consignment on average.
    pub transit: Option<Estimate>,
    /// The same by cause, in the order of [`Cause::ALL`].
    pub hours: Vec<(Cause, Option<Estimate>)>,
    /// Dollars more than in the base that were paid, of a tonne on average.
    pub paid: Option<Estimate>,
    /// The same by payee, and the shipper's own time, which is not in `paid`.
    pub dollars: Vec<(String, Option<Estimate>)>,
    /// Both between places where all itineraries change vehicles.
    pub segments: Vec<Segment>,
}

/// A part of the way that both itineraries have in common, whatever lies between its ends.
#[derive(Clone, Debug)]
pub struct Segment {
    /// Where it begins.
    pub from: String,
    /// Where it ends.
    pub to: String,
    /// Hours more than in the base, of a consignment of the group on average.
    pub hours: Option<Estimate>,
    /// Dollars more, of a tonne of the group on average.
    pub paid: Option<Estimate>,
}

/// How the consignments of two scenarios correspond.
#[derive(Debug)]
pub(super) struct Trail {
    /// By stream of the base: its like in the alternative.
    streams: Vec<Option<Likeness>>,
    /// By stream of the alternative: its like in the base.
    back: Vec<Option<usize>>,
    /// By payee of the base and of the alternative: the place in `payees`.
    payee_places: [Vec<usize>; 2],
    payees: Vec<String>,
    segments: Vec<(String, String)>,
    cargo: Vec<String>,
}

/// Two streams of the same consignments.
#[derive(Debug)]
struct Likeness {
    cargo: usize,
    /// Net mass of one load unit (t).
    mass: f64,
    stops: Vec<Stop>,
}

/// A place where both itineraries change vehicles, or end.
#[derive(Clone, Copy, Debug)]
struct Stop {
    /// The leg that ends there, in base and alternative; nothing: the end of the way.
    legs: Option<[usize; 2]>,
    /// The part of the way that ends there.
    segment: usize,
}

impl Trail {
    pub(super) fn between(base: &Corridor, alternative: &Corridor) -> Self {
        let mut payees = base.payees.clone();
        let mut places = |corridor: &Corridor| -> Vec<usize> {
            let mut place = |name: &String| match payees.iter().position(|known| known == name) {
                Some(place) => place,
                None => {
                    payees.push(name.clone());
                    payees.len() - 1
                }
            };
            corridor.payees.iter().map(&mut place).collect()
        };
        let payee_places = [places(base), places(alternative)];
        let mut segments = Vec::new();
        let mut back = vec![None; alternative.demand.len()];
        let likeness = |(own, stream): (usize, &Demand)| {
            let ends = |corridor: &Corridor, stream: &Demand| {
                [stream.from, stream.to].map(|node| corridor.nodes[node.index()].name.clone())
            };
            let other = alternative.demand.iter().position(|other| other.name == stream.name)?;
            let twin = &alternative.demand[other];
            if ends(base, stream) != ends(alternative, twin) {
                return None;
            }
            back[other] = Some(own);
            Some(Likeness {
                cargo: stream.cargo.index(),
                mass: base.cargo[stream.cargo.index()].mass.as_tonnes(),
                stops: stops([base, alternative], [stream, twin], &mut segments),
            })
        };
        let streams = base.demand.iter().enumerate().map(likeness).collect();
        let cargo = base.cargo.iter().map(|cargo| cargo.name.clone()).collect();
        Self { streams, back, payee_places, payees, segments, cargo }
    }
}

/// The places where both itineraries change vehicles, in order, and where they end.
fn stops(
    corridors: [&Corridor; 2],
    streams: [&Demand; 2],
    segments: &mut Vec<(String, String)>,
) -> Vec<Stop> {
    let from = corridors[0].nodes[streams[0].from.index()].name.clone();
    let to = corridors[0].nodes[streams[0].to.index()].name.clone();
    let mut place = |segment: (String, String)| {
        segments.iter().position(|known| *known == segment).unwrap_or_else(|| {
            segments.push(segment);
            segments.len() - 1
        })
    };
    // Where consignments choose among ways, they share no more than beginning and end.
    if streams.iter().any(|stream| stream.choice.is_some()) {
        return vec![Stop { legs: None, segment: place((from, to)) }];
    }
    let ways = [0, 1].map(|side| {
        let corridor = corridors[side];
        let end = |service: &crate::corridor::ServiceId| {
            corridor.nodes[corridor.services[service.index()].to.index()].name.as_str()
        };
        streams[side].itinerary.iter().map(end).collect::<Vec<_>>()
    });
    let mut from = from;
    let mut stops = Vec::new();
    for legs in common(&ways[0], &ways[1]) {
        let to = ways[0][legs[0]].to_owned();
        stops.push(Stop { legs: Some(legs), segment: place((from, to.clone())) });
        from = to;
    }
    stops
}

/// The longest list of places that both ways touch in the same order, by their legs.
fn common(one: &[&str], other: &[&str]) -> Vec<[usize; 2]> {
    let mut longest = vec![vec![0_usize; other.len() + 1]; one.len() + 1];
    for left in (0..one.len()).rev() {
        for right in (0..other.len()).rev() {
            longest[left][right] = if one[left] == other[right] {
                longest[left + 1][right + 1] + 1
            } else {
                longest[left + 1][right].max(longest[left][right + 1])
            };
        }
    }
    let (mut left, mut right, mut found) = (0, 0, Vec::new());
    while left < one.len() && right < other.len() {
        if one[left] == other[right] {
            found.push([left, right]);
            (left, right) = (left + 1, right + 1);
        } else if longest[left + 1][right] >= longest[left][right + 1] {
            left += 1;
        } else {
            right += 1;
        }
    }
    found
}

/// What one replication says of one cargo class: sums over consignments, alternative less base.
#[derive(Clone, Debug)]
pub(super) struct Sums {
    pairs: u64,
    tonnes: f64,
    only: [u64; 2],
    earlier: u64,
    later: u64,
    /// Milliseconds.
    hours: [i64; Cause::COUNT],
    /// Millionths of a dollar by payee.
    dollars: Vec<i64>,
    /// Milliseconds and millionths of a dollar by part of the way.
    segments: Vec<[i64; 2]>,
}

impl Sums {
    fn of(trail: &Trail) -> Self {
        Self {
            pairs: 0,
            tonnes: 0.0,
            only: [0; 2],
            earlier: 0,
            later: 0,
            hours: [0; Cause::COUNT],
            dollars: vec![0; trail.payees.len()],
            segments: vec![[0; 2]; trail.segments.len()],
        }
    }

    fn absorb(&mut self, other: &Self) {
        self.pairs += other.pairs;
        self.tonnes += other.tonnes;
        for side in [0, 1] {
            self.only[side] += other.only[side];
        }
        self.earlier += other.earlier;
        self.later += other.later;
        self.hours.iter_mut().zip(&other.hours).for_each(|(sum, part)| *sum += part);
        self.dollars.iter_mut().zip(&other.dollars).for_each(|(sum, part)| *sum += part);
        for (sum, part) in self.segments.iter_mut().zip(&other.segments) {
            sum[0] += part[0];
            sum[1] += part[1];
        }
    }
}

impl Trail {
    /// Follows the consignments of one replication through both scenarios: sums by cargo class.
    pub(super) fn follow(&self, base: &Follow, alternative: &Follow) -> Vec<Sums> {
        let mut sums = vec![Sums::of(self); self.cargo.len()];
        // Which stream and number, and the place in the list.
        let mut here: Vec<(usize, u64, usize)> = Vec::with_capacity(base.consignments.len());
        let mut there = Vec::with_capacity(alternative.consignments.len());
        for (place, followed) in base.consignments.iter().enumerate() {
            let stream = followed.demand.index();
            if self.streams[stream].is_some() {
                here.push((stream, followed.number, place));
            }
        }
        for (place, followed) in alternative.consignments.iter().enumerate() {
            if let Some(stream) = self.back[followed.demand.index()] {
                there.push((stream, followed.number, place));
            }
        }
        here.sort_unstable();
        there.sort_unstable();
        let mut there = there.into_iter().peekable();
        let alone = |stream: usize, side: usize, sums: &mut Vec<Sums>| {
            if let Some(like) = &self.streams[stream] {
                sums[like.cargo].only[side] += 1;
            }
        };
        for (stream, number, place) in here {
            while let Some((other, _, _)) = there.next_if(|&(s, n, _)| (s, n) < (stream, number)) {
                alone(other, 1, &mut sums);
            }
            match there.next_if(|&(s, n, _)| (s, n) == (stream, number)) {
                None => alone(stream, 0, &mut sums),
                Some((_, _, other)) => {
                    if let Some(like) = &self.streams[stream] {
                        self.add(like, [(base, place), (alternative, other)], &mut sums[like.cargo]);
                    }
                }
            }
        }
        for (stream, _, _) in there {
            alone(stream, 1, &mut sums);
        }
        sums
    }

    /// One consignment, followed through both.
    fn add(&self, like: &Likeness, sides: [(&Follow, usize); 2], sums: &mut Sums) {
        let [base, other]: [&Followed; 2] = sides.map(|(follow, place)| &follow.consignments[place]);
        sums.pairs += 1;
        sums.tonnes += like.mass * f64::from(base.units);
        let days = |followed: &Followed| (followed.arrived - followed.appeared).as_ms();
        sums.earlier += u64::from(days(other) < days(base));
        sums.later += u64::from(days(other) > days(base));
        for cause in Cause::ALL {
            sums.hours[cause as usize] += other.hours[cause] as i64 - base.hours[cause] as i64;
        }
        for (side, sign) in [(0, -1), (1, 1)] {
            let (follow, place) = sides[side];
            for (dollars, &payee) in follow.dollars(place).iter().zip(&self.payee_places[side]) {
                sums.dollars[payee] += sign * dollars.0;
            }
            let ends = follow.ends(place);
            let (mut at, mut paid) = (follow.consignments[place].appeared, 0);
            for stop in &like.stops {
                let end = match stop.legs {
                    Some(legs) => ends[legs[side]],
                    None => {
                        LegEnd { at: follow.consignments[place].arrived, paid: paid_in_all(follow, place) }
                    }
                };
                let segment = &mut sums.segments[stop.segment];
                segment[0] += sign * (end.at - at).as_ms() as i64;
                segment[1] += sign * (end.paid.0 - paid);
                (at, paid) = (end.at, end.paid.0);
            }
        }
    }
}

/// All that was paid for a consignment, the shipper's time left out.
fn paid_in_all(follow: &Follow, place: usize) -> Micros {
    let dollars = follow.dollars(place);
    Micros(dollars.iter().map(|it| it.0).sum::<i64>() - dollars[SHIPPERS_TIME.index()].0)
}

/// What is kept of followed consignments, over replications.
#[derive(Clone, Debug)]
pub(super) struct Ledger {
    /// All, then by cargo class.
    groups: Vec<Ratios>,
    replications: u64,
}

#[derive(Clone, Debug)]
struct Ratios {
    sums: [u64; 3],
    earlier: Ratio,
    later: Ratio,
    transit: Ratio,
    hours: Vec<Ratio>,
    paid: Ratio,
    dollars: Vec<Ratio>,
    segments: Vec<[Ratio; 2]>,
}

impl Ledger {
    pub(super) fn of(trail: &Trail) -> Self {
        let none = Ratio::default();
        let ratios = Ratios {
            sums: [0; 3],
            earlier: none,
            later: none,
            transit: none,
            hours: vec![none; Cause::COUNT],
            paid: none,
            dollars: vec![none; trail.payees.len()],
            segments: vec![[none; 2]; trail.segments.len()],
        };
        Self { groups: vec![ratios; trail.cargo.len() + 1], replications: 0 }
    }

    /// Takes in what one replication says by cargo class.
    pub(super) fn push(&mut self, trail: &Trail, by_cargo: &[Sums]) {
        self.replications += 1;
        let mut all = Sums::of(trail);
        by_cargo.iter().for_each(|sums| all.absorb(sums));
        for (ratios, sums) in self.groups.iter_mut().zip(std::iter::once(&all).chain(by_cargo)) {
            ratios.push(sums);
        }
    }

    /// What was won or lost, group by group; groups without a pair are left out, and so is the only
    /// cargo class there is.
    pub(super) fn groups(&self, trail: &Trail, alternative: usize) -> Vec<FollowedGroup> {
        let with_pairs = |ratios: &&Ratios| ratios.sums[0] > 0;
        let classes = self.groups[1..].iter().filter(with_pairs).count();
        let names = std::iter::once(None).chain(trail.cargo.iter().map(Some));
        let groups = self.groups.iter().zip(names).filter(|(ratios, _)| with_pairs(ratios));
        let shown = groups.filter(|(_, cargo)| cargo.is_none() || classes > 1);
        shown.map(|(ratios, cargo)| self.group(ratios, cargo, trail, alternative)).collect()
    }

    fn group(
        &self,
        ratios: &Ratios,
        cargo: Option<&String>,
        trail: &Trail,
        alternative: usize,
    ) -> FollowedGroup {
        let found = |ratio: &Ratio| ratio.estimate(CONFIDENCE);
        let [pairs, only_in_base, only_in_alternative] =
            ratios.sums.map(|sum| sum as f64 / self.replications.max(1) as f64);
        let segment = |((from, to), [hours, paid]): (&(String, String), &[Ratio; 2])| Segment {
            from: from.clone(),
            to: to.clone(),
            hours: found(hours),
            paid: found(paid),
        };
        FollowedGroup {
            alternative,
            cargo: cargo.cloned(),
            pairs,
            only_in_base,
            only_in_alternative,
            earlier: found(&ratios.earlier),
            later: found(&ratios.later),
            transit: found(&ratios.transit),
            hours: Cause::ALL.into_iter().zip(ratios.hours.iter().map(found)).collect(),
            paid: found(&ratios.paid),
            dollars: trail.payees.iter().cloned().zip(ratios.dollars.iter().map(found)).collect(),
            segments: trail.segments.iter().zip(&ratios.segments).map(segment).collect(),
        }
    }
}

impl Ratios {
    fn push(&mut self, sums: &Sums) {
        let pairs = sums.pairs as f64;
        for (sum, part) in self.sums.iter_mut().zip([sums.pairs, sums.only[0], sums.only[1]]) {
            *sum += part;
        }
        self.earlier.push(sums.earlier as f64, pairs);
        self.later.push(sums.later as f64, pairs);
        self.transit.push(sums.hours.iter().sum::<i64>() as f64 / HOUR, pairs);
        for (ratio, ms) in self.hours.iter_mut().zip(sums.hours) {
            ratio.push(ms as f64 / HOUR, pairs);
        }
        let all: i64 = sums.dollars.iter().sum();
        self.paid.push((all - sums.dollars[SHIPPERS_TIME.index()]) as f64 / USD, sums.tonnes);
        for (ratio, &usd) in self.dollars.iter_mut().zip(&sums.dollars) {
            ratio.push(usd as f64 / USD, sums.tonnes);
        }
        for ([hours, paid], [ms, usd]) in self.segments.iter_mut().zip(&sums.segments) {
            hours.push(*ms as f64 / HOUR, pairs);
            paid.push(*usd as f64 / USD, sums.tonnes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_are_compared_between_the_places_they_share() {
        let today = ["Alat", "Akhalkalaki", "Mersin"];
        assert_eq!(common(&today, &["Alat", "Dilucu", "Mersin"]), [[0, 0], [2, 2]]);
        assert_eq!(common(&today, &today), [[0, 0], [1, 1], [2, 2]]);
        assert_eq!(common(&today, &["Mersin"]), [[2, 0]]);
    }
}

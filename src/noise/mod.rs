//! Addressed randomness, and the probability laws drawn from it.
//!
//! A draw is a function of its address alone: which replication, what the draw is for, and for
//! whom. It never depends on who drew before. The same consignment therefore meets the same
//! customs channel in two scenarios, a new route reshuffles nothing, and threads cannot matter.
//!
//! ```text
//! (seed, replication) ─► Noise ─┐
//! (component, purpose) ─► Stream ─┼─ at ─► Draws ─► Distribution ─► one number
//! (family, number) ─► Item ───────┘
//! ```
//!
//! ```
//! use keruen::noise::{Distribution, Item, Noise, Stream};
//!
//! let noise = Noise::of(2026, 0);
//! let inspection = Stream::of("Alat customs", "inspection time");
//! let consignment = Item::numbered(Item::family("Urumqi containers"), 17);
//! let hours = Distribution::lognormal(6.0, 0.8)?;
//!
//! let drawn = hours.sample(noise.at(inspection, consignment));
//! assert_eq!(drawn, hours.sample(noise.at(inspection, consignment)));
//! # Ok::<(), keruen::noise::Impossible>(())
//! ```

mod address;
#[cfg(test)]
mod check;
mod distribution;
mod draws;
mod empirical;
mod exponential;
mod gamma;
mod impossible;
mod law;
mod lognormal;
mod mix;
mod normal;
mod pert;
mod philox;
mod rapid;
mod triangular;
mod uniform;
mod weibull;
mod whole;

pub use address::{Item, Stream};
pub use distribution::Distribution;
pub use draws::Draws;
pub use impossible::Impossible;
pub use whole::whole;

/// All randomness of one replication: a key that opens the draws at every address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noise {
    key: philox::Key,
}

impl Noise {
    /// The randomness of one replication of a study. Under one seed, no two replications share a
    /// key.
    #[must_use]
    pub fn of(seed: u64, replication: u64) -> Self {
        let origin = mix::scatter(seed.wrapping_add(mix::GOLDEN));
        let key = mix::scatter(origin.wrapping_add(replication.wrapping_mul(mix::GOLDEN)));
        Self { key: philox::Key::of(key) }
    }

    /// The draws at one address: what they are for, and for whom.
    #[inline]
    #[must_use]
    pub fn at(&self, stream: Stream, item: Item) -> Draws<'_> {
        Draws::new(&self.key, stream.word(), item.word())
    }
}

#[cfg(test)]
mod tests {
    use super::check::{assert_even, assert_unrelated};
    use super::*;
    use std::collections::HashSet;

    const ADDRESSES: u64 = 100_000;

    fn first(noise: Noise, stream: Stream, item: Item) -> f64 {
        noise.at(stream, item).uniform()
    }

    fn inspection() -> Stream {
        Stream::of("Alat customs", "inspection")
    }

    fn lot(number: u64) -> Item {
        Item::numbered(Item::family("Urumqi containers"), number)
    }

    /// First draws along one direction of the address space.
    fn along(address: impl Fn(u64) -> (Noise, Stream, Item)) -> Vec<f64> {
        (0..ADDRESSES).map(address).map(|(noise, stream, item)| first(noise, stream, item)).collect()
    }

    #[test]
    fn keys_are_pinned() {
        assert_eq!(Noise::of(0, 0).key, philox::Key::of(5197578548964807871));
        assert_eq!(Noise::of(2026, 1).key, philox::Key::of(7959393617856205470));
    }

    #[test]
    fn every_part_of_an_address_matters() {
        let noise = Noise::of(1, 1);
        let other_purpose = Stream::of("Alat customs", "documents");
        let other_family = Item::numbered(Item::family("Wheat"), 1);
        let drawn = [
            first(noise, inspection(), lot(1)),
            first(Noise::of(2, 1), inspection(), lot(1)),
            first(Noise::of(1, 2), inspection(), lot(1)),
            first(noise, other_purpose, lot(1)),
            first(noise, inspection(), lot(2)),
            first(noise, inspection(), lot(1).child(0)),
            first(noise, inspection(), other_family),
        ];
        let distinct: HashSet<u64> = drawn.iter().map(|u| u.to_bits()).collect();
        assert_eq!(distinct.len(), drawn.len());
    }

    #[test]
    fn neighbouring_items_are_even_and_unrelated() {
        let drawn = along(|i| (Noise::of(1, 0), inspection(), lot(i)));
        assert_even(&drawn);
        assert_unrelated(&drawn);
    }

    #[test]
    fn neighbouring_children_are_even_and_unrelated() {
        let drawn = along(|i| (Noise::of(1, 0), inspection(), lot(9).child(i)));
        assert_even(&drawn);
        assert_unrelated(&drawn);
    }

    #[test]
    fn neighbouring_replications_are_even_and_unrelated() {
        let drawn = along(|i| (Noise::of(1, i), inspection(), lot(9)));
        assert_even(&drawn);
        assert_unrelated(&drawn);
    }

    #[test]
    fn neighbouring_seeds_are_even_and_unrelated() {
        let drawn = along(|i| (Noise::of(i, 0), inspection(), lot(9)));
        assert_even(&drawn);
        assert_unrelated(&drawn);
    }

    #[test]
    fn two_purposes_of_one_item_are_unrelated() {
        let purposes = [inspection(), Stream::of("Alat customs", "documents")];
        assert_unrelated(&along(|i| (Noise::of(1, 0), purposes[(i % 2) as usize], lot(i / 2))));
    }

    #[test]
    fn an_item_and_its_child_are_unrelated() {
        let pair = |i| {
            if i % 2 == 0 { lot(i / 2) } else { lot(i / 2).child(0) }
        };
        assert_unrelated(&along(|i| (Noise::of(1, 0), inspection(), pair(i))));
    }

    #[test]
    fn neighbouring_streams_are_even_and_unrelated() {
        let berth = |i| Stream::of(&format!("berth {i}"), "breakdown");
        let drawn = along(|i| (Noise::of(1, 0), berth(i), lot(9)));
        assert_even(&drawn);
        assert_unrelated(&drawn);
    }
}

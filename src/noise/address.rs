//! Where a draw lives: what it is for, and for whom.

use super::mix;

/// What a draw is for: a component and a purpose, such as the inspection time at Alat customs.
///
/// Made from names, not positions, so that adding a component leaves the others' draws alone. Make
/// it once, when the scenario is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stream(u64);

impl Stream {
    /// The stream of one purpose of one component.
    #[must_use]
    pub fn of(component: &str, purpose: &str) -> Self {
        Self(mix::names(&[component, purpose]))
    }

    #[inline]
    pub(super) fn word(self) -> u64 {
        self.0
    }
}

/// For whom a draw is made: a consignment, a vehicle trip, an event.
///
/// 56 bits name the item. The low 8 bits stay zero: they count the blocks of its draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Item(u64);

impl Item {
    /// The family of all items with this name, such as the consignments of one demand stream.
    #[must_use]
    pub fn family(name: &str) -> u64 {
        mix::names(&[name])
    }

    /// One member of a family. Numbers below 2^56 never meet within a family; items of different
    /// families meet with chance 2^-56 per pair.
    #[inline]
    #[must_use]
    pub fn numbered(family: u64, number: u64) -> Self {
        Self::scattered(mix::scatter_item(number) ^ (family >> 8))
    }

    /// A part of this item: a lot of a consignment, a leg of a trip, a second attempt. The children
    /// of one item never meet for `k` below 2^56.
    #[inline]
    #[must_use]
    pub fn child(self, k: u64) -> Self {
        let step = k.wrapping_add(1).wrapping_mul(mix::GOLDEN);
        Self::scattered((self.0 >> 8).wrapping_add(step))
    }

    #[inline]
    pub(super) fn word(self) -> u64 {
        self.0
    }

    #[inline]
    fn scattered(word: u64) -> Self {
        Self(mix::scatter_item(word) << 8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn addresses_are_pinned() {
        assert_eq!(Stream::of("Alat customs", "inspection").0, 11_610_366_989_196_955_837);
        let family = Item::family("Urumqi containers");
        assert_eq!(family, 17_173_218_663_073_330_835);
        assert_eq!(Item::numbered(family, 17).0, 1_398_751_660_938_980_352);
        assert_eq!(Item::numbered(family, 17).child(2).0, 15_838_840_203_722_105_856);
    }

    #[test]
    fn purposes_and_components_are_told_apart() {
        let alat = Stream::of("Alat", "storm");
        assert_ne!(alat, Stream::of("Aktau", "storm"));
        assert_ne!(alat, Stream::of("Alat", "storms"));
        assert_ne!(alat, Stream::of("storm", "Alat"));
    }

    /// A million items share 2^56 places: the chance of any meeting is 1 in 140 000.
    #[test]
    fn items_of_many_families_and_their_children_do_not_meet() {
        let families = ["wheat", "copper", "containers", "trucks", "crude oil"];
        let mut places = HashSet::new();
        for name in families {
            for number in 0..40_000 {
                let item = Item::numbered(Item::family(name), number);
                places.insert(item);
                places.extend((0..4).map(|k| item.child(k)));
            }
        }
        assert_eq!(places.len(), 1_000_000);
    }

    #[test]
    fn an_item_leaves_room_for_the_block_counter() {
        let item = Item::numbered(u64::MAX, u64::MAX);
        assert_eq!(item.word() & 0xFF, 0);
        assert_eq!(item.child(u64::MAX).word() & 0xFF, 0);
    }

    #[test]
    fn the_order_of_descent_matters() {
        let item = Item::numbered(1, 1);
        assert_ne!(item.child(1).child(2), item.child(2).child(1));
        assert_ne!(item.child(0), item);
    }
}

//! The draws of one address.

use super::philox::Key;
use rand::TryRng;
use rand::rand_core::utils::fill_bytes_via_next_word;
use std::convert::Infallible;

/// The draws of one address: an endless sequence of random words, made when they are asked for.
///
/// The generator is Philox2x64-7; its counter is the stream (64 bits), the item (56 bits) and the
/// number of the block (8 bits), two words to a block. After 256 blocks the sequence runs on into
/// the next of the 2^56 places for items, which hardly any item uses; no law comes near that many.
#[derive(Clone, Debug)]
pub struct Draws<'n> {
    key: &'n Key,
    stream: u64,
    place: u64,
    spare: Option<u64>,
}

impl<'n> Draws<'n> {
    #[inline(always)]
    pub(super) fn new(key: &'n Key, stream: u64, place: u64) -> Self {
        Self { key, stream, place, spare: None }
    }

    /// A number evenly spread over the open interval (0, 1): an odd multiple of 2^-53.
    ///
    /// Neither 0 nor 1 can come out, and with `u` also `1 - u` is exact and equally likely.
    #[inline]
    pub fn uniform(&mut self) -> f64 {
        open_unit(self.word())
    }

    /// What [`uniform`](Self::uniform) gives first, for those who need no more than one number.
    #[inline(always)]
    pub(super) fn only(&self) -> f64 {
        let [first, _] = self.first_pair();
        first
    }

    /// What [`uniform`](Self::uniform) gives in its first two calls.
    #[inline(always)]
    pub(super) fn first_pair(&self) -> [f64; 2] {
        self.key.block([self.place, self.stream]).map(open_unit)
    }

    /// The next 64 random bits.
    #[inline]
    fn word(&mut self) -> u64 {
        self.spare.take().unwrap_or_else(|| self.fresh())
    }

    /// The first word of a new block; the second is kept for later.
    #[inline]
    fn fresh(&mut self) -> u64 {
        let [first, second] = self.key.block([self.place, self.stream]);
        self.place = self.place.wrapping_add(1);
        self.spare = Some(second);
        first
    }
}

/// The top 53 bits of a word with the last one set, as a fraction of 2^53.
#[inline]
fn open_unit(word: u64) -> f64 {
    const UNIT: f64 = 1.0 / (1_u64 << 53) as f64;
    // Through a signed integer, which converts in one instruction.
    ((word >> 11) | 1) as i64 as f64 * UNIT
}

/// Lets the samplers of `rand_distr` draw from an address.
impl TryRng for Draws<'_> {
    type Error = Infallible;

    #[inline]
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok((self.word() >> 32) as u32)
    }

    #[inline]
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.word())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        fill_bytes_via_next_word(bytes, || self.try_next_u64())
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::{assert_even, assert_unrelated};
    use super::*;
    use rand::Rng;
    use std::collections::HashSet;

    fn key() -> Key {
        Key::of(2 << 32 | 1)
    }

    #[test]
    fn uniforms_stay_strictly_between_0_and_1() {
        let smallest = open_unit(0);
        let largest = open_unit(u64::MAX);
        assert_eq!(smallest, f64::EPSILON / 2.0);
        assert_eq!(largest, 1.0 - f64::EPSILON / 2.0);
        assert_eq!(1.0 - smallest, largest);
    }

    #[test]
    fn words_follow_the_blocks_in_order() {
        let key = key();
        let mut draws = Draws::new(&key, 3, 4 << 8);
        for words in [4 << 8, (4 << 8) + 1].map(|place| key.block([place, 3])) {
            assert_eq!([draws.next_u64(), draws.next_u64()], words);
        }
    }

    #[test]
    fn the_only_number_is_the_first() {
        let key = key();
        for place in [0, 4 << 8, u64::MAX] {
            let draws = Draws::new(&key, 3, place);
            assert_eq!(draws.only(), draws.clone().uniform());
            let mut in_turn = draws.clone();
            assert_eq!(draws.first_pair(), [in_turn.uniform(), in_turn.uniform()]);
        }
    }

    #[test]
    fn all_words_of_an_item_differ_beyond_its_256_blocks() {
        let key = key();
        let mut draws = Draws::new(&key, 3, u64::MAX << 8);
        let words: HashSet<u64> = (0..2000).map(|_| draws.next_u64()).collect();
        assert_eq!(words.len(), 2000);
    }

    #[test]
    fn uniforms_of_one_address_are_even_and_unrelated() {
        let key = key();
        let mut draws = Draws::new(&key, 3, 4 << 8);
        let drawn: Vec<f64> = (0..100_000).map(|_| draws.uniform()).collect();
        assert_even(&drawn);
        assert_unrelated(&drawn);
    }

    #[test]
    fn narrow_words_and_bytes_come_from_the_same_sequence() {
        let key = key();
        let draws = || Draws::new(&key, 3, 4 << 8);
        let word = draws().next_u64();
        assert_eq!(u64::from(draws().next_u32()), word >> 32);
        let mut bytes = [0; 8];
        draws().fill_bytes(&mut bytes);
        assert_eq!(bytes, word.to_le_bytes());
    }
}

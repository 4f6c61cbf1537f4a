//! Philox2x64-7, the generator behind every draw.
//!
//! A counter goes in, two random words come out; nothing is kept in between, which is what makes
//! draws addressable. Source: Salmon, Moraes, Dror, Shaw (2011), "Parallel random numbers: as easy
//! as 1, 2, 3", whose authors found it to pass the whole of BigCrush from six rounds on. Of their
//! generators with this size of counter it takes the fewest instructions: one product a round.

const FACTOR: u64 = 0xD2B7_4407_B1CE_6E93;
const KEY_STEP: u64 = 0x9E37_79B9_7F4A_7C15;
const ROUNDS: usize = 7;

/// A key, as each round takes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Key([u64; ROUNDS]);

impl Key {
    pub(super) fn of(word: u64) -> Self {
        Self(std::array::from_fn(|round| word.wrapping_add((round as u64).wrapping_mul(KEY_STEP))))
    }

    /// The two random words of one counter.
    #[inline(always)]
    pub(super) fn block(&self, counter: [u64; 2]) -> [u64; 2] {
        self.0.iter().fold(counter, |[left, right], key| {
            let product = u128::from(FACTOR) * u128::from(left);
            [(product >> 64) as u64 ^ key ^ right, product as u64]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The three `philox2x64 7` lines of `tests/kat_vectors` in Random123 1.14.0.
    #[test]
    fn agrees_with_the_known_answers_of_random123() {
        assert_eq!(Key::of(0).block([0; 2]), [0xB41D_A69F_BFEF_C666, 0x511E_9CE1_A553_4056]);
        let ones = Key::of(u64::MAX).block([u64::MAX; 2]);
        assert_eq!(ones, [0xA469_6CC0_4462_015D, 0x7247_82DA_E171_69E9]);
        let pi = [0x243F_6A88_85A3_08D3, 0x1319_8A2E_0370_7344];
        let pi = Key::of(0xA409_3822_299F_31D0).block(pi);
        assert_eq!(pi, [0x98ED_1534_392B_F372, 0x6752_8B15_6888_2FD5]);
    }
}

//! Philox2x64-7, the generator behind every draw.
//!
//! A counter goes in, two random words come out; nothing is kept in between, which is what makes
//! draws addressable. Source: Salmon, Moraes, Dror, Shaw (2011), "Parallel random numbers: as easy
//! as 1, 2, 3", whose authors found it to pass the whole of BigCrush from six rounds on. Of their
//! generators with this size of counter it takes the fewest instructions: one product a round.

const FACTOR: u64 = 0xD2B7_4407_B1CE_6E93;
const KEY_STEP: u64 = 0x9E37_79B9_7F4A_7C15;
const ROUNDS: usize = 7;

/// The two random words of one counter under one key.
#[inline(always)]
pub(super) fn block(counter: [u64; 2], key: u64) -> [u64; 2] {
    let ([mut left, mut right], mut key) = (counter, key);
    for _ in 0..ROUNDS {
        let product = u128::from(FACTOR) * u128::from(left);
        left = (product >> 64) as u64 ^ key ^ right;
        right = product as u64;
        key = key.wrapping_add(KEY_STEP);
    }
    [left, right]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The three `philox2x64 7` lines of `tests/kat_vectors` in Random123 1.14.0.
    #[test]
    fn agrees_with_the_known_answers_of_random123() {
        assert_eq!(block([0; 2], 0), [0xB41D_A69F_BFEF_C666, 0x511E_9CE1_A553_4056]);
        assert_eq!(block([u64::MAX; 2], u64::MAX), [0xA469_6CC0_4462_015D, 0x7247_82DA_E171_69E9]);
        let pi = [0x243F_6A88_85A3_08D3, 0x1319_8A2E_0370_7344];
        assert_eq!(block(pi, 0xA409_3822_299F_31D0), [0x98ED_1534_392B_F372, 0x6752_8B15_6888_2FD5]);
    }
}

//! Philox4x32-10, the generator behind every draw.
//!
//! A counter goes in, four random words come out; nothing is kept in between, which is what makes
//! draws addressable. Source: Salmon, Moraes, Dror, Shaw (2011), "Parallel random numbers: as easy
//! as 1, 2, 3", whose authors found it to pass the whole of BigCrush.

const FACTORS: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];
const KEY_STEPS: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];
const ROUNDS: usize = 10;

/// The four random words of one counter under one key.
#[inline(always)]
pub(super) fn block(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let (mut words, mut key) = (counter, key);
    for _ in 1..ROUNDS {
        words = round(words, key);
        key = next(key);
    }
    round(words, key)
}

#[inline(always)]
fn round(words: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let (low_0, high_0) = product(FACTORS[0], words[0]);
    let (low_1, high_1) = product(FACTORS[1], words[2]);
    [high_1 ^ words[1] ^ key[0], low_1, high_0 ^ words[3] ^ key[1], low_0]
}

#[inline(always)]
fn next(key: [u32; 2]) -> [u32; 2] {
    [key[0].wrapping_add(KEY_STEPS[0]), key[1].wrapping_add(KEY_STEPS[1])]
}

#[inline(always)]
fn product(a: u32, b: u32) -> (u32, u32) {
    let [low, high] = super::mix::halves(u64::from(a) * u64::from(b));
    (low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The three `philox4x32 10` lines of `tests/kat_vectors` in Random123 1.14.0.
    #[test]
    fn agrees_with_the_known_answers_of_random123() {
        assert_eq!(block([0; 4], [0; 2]), [0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8]);
        assert_eq!(block([u32::MAX; 4], [u32::MAX; 2]), [0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD]);
        let pi = [0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344];
        assert_eq!(
            block(pi, [0xA409_3822, 0x299F_31D0]),
            [0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1]
        );
    }
}

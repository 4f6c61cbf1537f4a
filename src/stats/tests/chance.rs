//! Random numbers for the tests, which share nothing with the engine's own noise.

/// Uniform numbers by `SplitMix64` (G. L. Steele, D. Lea and C. H. Flood, OOPSLA 2014).
pub(super) struct Chance(pub u64);

impl Chance {
    /// Evenly spread over [0, 1).
    pub fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A standard normal number (Box and Muller 1958).
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * libm::log(1.0 - self.next())).sqrt();
        radius * libm::cos(std::f64::consts::TAU * self.next())
    }

    /// An exponential number of mean one.
    pub fn exponential(&mut self) -> f64 {
        -libm::log(1.0 - self.next())
    }
}

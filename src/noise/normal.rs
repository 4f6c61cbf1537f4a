//! The quantile function of the standard normal law.

/// The number that a standard normal variable stays below with probability `p`, for `p` strictly
/// between 0 and 1. Relative error about 1e-16. Source: Wichura (1988), Algorithm AS 241, routine
/// PPND16, Applied Statistics 37(3), 477-484.
#[inline]
pub(super) fn quantile(p: f64) -> f64 {
    let centred = p - 0.5;
    if centred.abs() <= 0.425 {
        let r = 0.180_625 - centred * centred;
        return centred * ratio(&CENTRE, r);
    }
    tail(if centred < 0.0 { p } else { 1.0 - p }).copysign(centred)
}

/// The distance from the mean beyond which `p` remains on one side.
#[inline]
fn tail(p: f64) -> f64 {
    let r = (-libm::log(p)).sqrt();
    if r <= 5.0 { ratio(&SHOULDER, r - 1.6) } else { ratio(&FAR, r - 5.0) }
}

/// A quotient of two polynomials, coefficients by rising power.
type Quotient = ([f64; 8], [f64; 8]);

#[inline]
fn ratio((above, below): &Quotient, r: f64) -> f64 {
    polynomial(above, r) / polynomial(below, r)
}

/// Summed in pairs (Estrin's scheme), which waits less than Horner's.
#[inline]
fn polynomial(coefficients: &[f64; 8], r: f64) -> f64 {
    let [c0, c1, c2, c3, c4, c5, c6, c7] = coefficients;
    let (r2, r4) = (r * r, r * r * (r * r));
    let low = (c0 + c1 * r) + (c2 + c3 * r) * r2;
    let high = (c4 + c5 * r) + (c6 + c7 * r) * r2;
    low + high * r4
}

#[expect(clippy::excessive_precision, reason = "digits as published")]
const CENTRE: Quotient = (
    [
        3.387_132_872_796_366_608_0,
        1.331_416_678_917_843_774_5e2,
        1.971_590_950_306_551_442_7e3,
        1.373_169_376_550_946_112_5e4,
        4.592_195_393_154_987_145_7e4,
        6.726_577_092_700_870_085_3e4,
        3.343_057_558_358_812_810_5e4,
        2.509_080_928_730_122_672_7e3,
    ],
    [
        1.0,
        4.231_333_070_160_091_125_2e1,
        6.871_870_074_920_579_083_0e2,
        5.394_196_021_424_751_107_7e3,
        2.121_379_430_158_659_586_7e4,
        3.930_789_580_009_271_061_0e4,
        2.872_908_573_572_194_267_4e4,
        5.226_495_278_852_854_561_0e3,
    ],
);

#[expect(clippy::excessive_precision, reason = "digits as published")]
const SHOULDER: Quotient = (
    [
        1.423_437_110_749_683_577_34,
        4.630_337_846_156_545_295_90,
        5.769_497_221_460_691_405_50,
        3.647_848_324_763_204_605_04,
        1.270_458_252_452_368_382_58,
        2.417_807_251_774_506_117_70e-1,
        2.272_384_498_926_918_458_33e-2,
        7.745_450_142_783_414_076_40e-4,
    ],
    [
        1.0,
        2.053_191_626_637_758_821_87,
        1.676_384_830_183_803_849_40,
        6.897_673_349_851_000_045_50e-1,
        1.481_039_764_274_800_745_90e-1,
        1.519_866_656_361_645_719_66e-2,
        5.475_938_084_995_344_946_00e-4,
        1.050_750_071_644_416_843_24e-9,
    ],
);

#[expect(clippy::excessive_precision, reason = "digits as published")]
const FAR: Quotient = (
    [
        6.657_904_643_501_103_777_20,
        5.463_784_911_164_114_369_90,
        1.784_826_539_917_291_335_80,
        2.965_605_718_285_048_912_30e-1,
        2.653_218_952_657_612_309_30e-2,
        1.242_660_947_388_078_438_60e-3,
        2.711_555_568_743_487_578_15e-5,
        2.010_334_399_292_288_132_65e-7,
    ],
    [
        1.0,
        5.998_322_065_558_879_376_90e-1,
        1.369_298_809_227_358_053_10e-1,
        1.487_536_129_085_061_485_25e-2,
        7.868_691_311_456_132_591_00e-4,
        1.846_318_317_510_054_681_80e-5,
        1.421_511_758_316_445_888_70e-7,
        2.044_263_103_389_939_785_64e-15,
    ],
);

#[cfg(test)]
mod tests {
    use super::*;

    /// References: the paper's own check values (0.25, 0.001, 1e-20), the others from inverting
    /// the normal law with 40 digits at the double nearest to `p`.
    #[expect(clippy::excessive_precision, reason = "digits beyond a double, to be safe")]
    const KNOWN: [(f64, f64); 12] = [
        (0.25, -0.674_489_750_196_081_743_2),
        (0.001, -3.090_232_306_167_813_535_4),
        (1e-20, -9.262_340_089_798_407_579_6),
        (0.3, -0.524_400_512_708_040_815_97),
        (0.1, -1.281_551_565_544_600_435_3),
        (0.9, 1.281_551_565_544_600_593_5),
        (0.075, -1.439_531_470_938_455_934_9),
        (0.975, 1.959_963_984_540_053_855_6),
        (1e-6, -4.753_424_308_822_898_957_3),
        (1e-10, -6.361_340_902_404_056_199_1),
        (1e-15, -7.941_345_326_170_996_771_3),
        (1e-300, -37.047_096_299_361_199_237),
    ];

    #[test]
    fn agrees_with_published_quantiles() {
        for (p, known) in KNOWN {
            let off = (quantile(p) - known) / known;
            assert!(off.abs() < 5e-16, "p {p}: off by {off:e}");
        }
    }

    #[test]
    fn is_odd_around_one_half() {
        assert_eq!(quantile(0.5), 0.0);
        for p in [0.01, 0.07, 0.1, 0.3, 0.4999] {
            assert!((quantile(p) + quantile(1.0 - p)).abs() < 1e-14);
        }
    }

    #[test]
    fn rises_across_its_three_branches() {
        for joint in [0.075, 0.925, 1.388_794_386_496_402e-11] {
            assert!(quantile(joint * (1.0 - 1e-12)) < quantile(joint));
            assert!(quantile(joint) < quantile(joint * (1.0 + 1e-12)));
        }
    }
}

//! The codes of findings about meaning. Each has its section in `docs/errors.md`.

use super::text::Code;

impl Code {
    /// A text that is no quantity: no unit, an unknown unit, no number.
    pub const NO_QUANTITY: Self = Self("K101");
    /// A quantity of another kind than belongs there.
    pub const WRONG_DIMENSION: Self = Self("K102");
    /// A value that is too small or too large to make sense.
    pub const OUT_OF_RANGE: Self = Self("K103");
    /// A distribution that no random quantity can have.
    pub const IMPOSSIBLE_LAW: Self = Self("K104");
    /// A source that is not listed in `references`.
    pub const UNKNOWN_REFERENCE: Self = Self("K105");
    /// An estimate outside its own range.
    pub const BAD_ESTIMATE: Self = Self("K106");
    /// A text that is no date, or a span of dates that ends before it begins.
    pub const BAD_DATE: Self = Self("K107");
    /// A text that is no opening hours.
    pub const BAD_HOURS: Self = Self("K108");
    /// A count in another unit than that of the goods.
    pub const OTHER_UNIT: Self = Self("K109");
    /// Fields that exclude or need each other.
    pub const CONFLICT: Self = Self("K110");
    /// A list of months that has not twelve values.
    pub const NOT_TWELVE: Self = Self("K111");
    /// A demand trace that cannot be read.
    pub const BAD_TRACE: Self = Self("K112");
    /// A list of weekdays that has not seven values.
    pub const NOT_SEVEN: Self = Self("K113");
    /// A name that nothing has.
    pub const UNKNOWN_NAME: Self = Self("K201");
    /// A link from a node to itself.
    pub const LOOP: Self = Self("K202");
    /// Links of a service that do not follow each other.
    pub const BROKEN_PATH: Self = Self("K203");
    /// A fleet whose services go by different modes.
    pub const MIXED_MODES: Self = Self("K204");
    /// Goods that a fleet cannot carry.
    pub const NOT_CARRIED: Self = Self("K205");
    /// A destination that no chain of services reaches.
    pub const UNREACHABLE: Self = Self("K206");
    /// An itinerary whose services do not follow each other.
    pub const BROKEN_ITINERARY: Self = Self("K207");
    /// A travel time that nothing tells.
    pub const NO_PACE: Self = Self("K208");
    /// A section that must not be empty.
    pub const EMPTY: Self = Self("K209");
    /// A horizon or warm-up that leaves nothing to measure.
    pub const NO_TIME: Self = Self("K210");
    /// A scenario that would never finish.
    pub const TOO_MUCH: Self = Self("K211");
    /// Two stores for the same goods at one terminal.
    pub const TWO_STORES: Self = Self("K212");
    /// A version of the language that this program does not know.
    pub const VERSION: Self = Self("K213");
    /// Sides of a border crossing that nothing tells apart.
    pub const SIDES: Self = Self("K220");
    /// A link on which nothing tells what vehicles emit.
    pub const NO_TRACTION: Self = Self("K230");
    /// A section with limits and trains of which nothing is known.
    pub const NO_TRAIN: Self = Self("K231");
    /// A way that changes gauge where nothing gets vehicles from one to the other.
    pub const GAUGE: Self = Self("K221");
    /// A change that no project can make.
    pub const PROJECT: Self = Self("K222");
    /// Ships for whose load the water is too shallow, always or for some time (a warning).
    pub const SHALLOW: Self = Self("K240");
    /// Something that nothing uses (a warning).
    pub const UNUSED: Self = Self("K301");
    /// Something that a project takes away for good (a warning).
    pub const GONE: Self = Self("K302");
    /// Goods that never arrive, since something on their way is shut all the time (a warning).
    pub const SHUT: Self = Self("K303");

    /// Every code there is.
    pub const ALL: [Self; 43] = [
        Self::UNREADABLE,
        Self::MALFORMED,
        Self::UNKNOWN_FIELD,
        Self::MISSING_FIELD,
        Self::WRONG_VALUE,
        Self::REPEATED_KEY,
        Self::ENDLESS_EXTENDS,
        Self::UNKNOWN_PATH,
        Self::NO_QUANTITY,
        Self::WRONG_DIMENSION,
        Self::OUT_OF_RANGE,
        Self::IMPOSSIBLE_LAW,
        Self::UNKNOWN_REFERENCE,
        Self::BAD_ESTIMATE,
        Self::BAD_DATE,
        Self::BAD_HOURS,
        Self::OTHER_UNIT,
        Self::CONFLICT,
        Self::NOT_TWELVE,
        Self::BAD_TRACE,
        Self::NOT_SEVEN,
        Self::UNKNOWN_NAME,
        Self::LOOP,
        Self::BROKEN_PATH,
        Self::MIXED_MODES,
        Self::NOT_CARRIED,
        Self::UNREACHABLE,
        Self::BROKEN_ITINERARY,
        Self::NO_PACE,
        Self::EMPTY,
        Self::NO_TIME,
        Self::TOO_MUCH,
        Self::TWO_STORES,
        Self::VERSION,
        Self::SIDES,
        Self::GAUGE,
        Self::PROJECT,
        Self::NO_TRACTION,
        Self::NO_TRAIN,
        Self::SHALLOW,
        Self::UNUSED,
        Self::GONE,
        Self::SHUT,
    ];
}

//! What closes places and slows vehicles: works, weather, water, disruptions, embargoes.

use super::super::describe::{block, choice};
use super::super::value::{Monthly, Random, Value};
use super::Map;
use crate::quantity::{Duration, Share, WaterLevel, WaterTrend};

block! {
    /// How a weather system slows vehicles on a link.
    Slowed {
        /// The share of its storms, the strongest ones, that does, all year or month by month.
        storms: Monthly<Share>,
        /// The part of their speed that is left.
        to: Value<Share>,
    }
}

block! {
    /// A closure by date, once or every year.
    Works {
        /// The first day closed, as `"2023-05-01"`, or `"12-15"` for every year.
        from: String,
        /// The first day open again, as `"2023-05-15"`, or `"02-15"`; before `from` it is one of the next year.
        to: String,
        /// Why, for people.
        why: String,
    }
}

choice! {
    /// What happens to work in progress at closing time.
    AtClosing by default Finish {
        /// Work begun is finished.
        Finish,
        /// Work stops and goes on at the next opening.
        Pause,
        /// Work is broken off, what it took goes free, and it begins anew at the next opening.
        Eject,
    }
}

block! {
    /// A weather system whose storms may close several places at once.
    Weather {
        /// Share of the time that is stormy, January to December: twelve values.
        stormy: Vec<Value<Share>>,
        /// Length of a storm.
        storm: Random<Duration>,
    }
}

block! {
    /// A water whose level changes: berths become shallower or deeper, and ships load accordingly.
    Water {
        /// Its level by date, known or assumed, as `"2024-10-01": "-29.66 m"`. Between two dates it follows the
        /// straight line, before the first it is that.
        levels: Map<Value<WaterLevel>>,
        /// How it goes on after the last date.
        trend: Option<Value<WaterTrend>> = "it stays",
        /// By how much it is higher in the middle of each month than `levels` tell, January to December: twelve
        /// values.
        season: Vec<Value<WaterLevel>> = "the same all year round",
        /// The level for which the depths of berths hold that name no other.
        chart_datum: Option<Value<WaterLevel>> = "each berth says at which level its depth holds",
    }
}

block! {
    /// Something that closes places now and then, without warning: a landslide, a strike, a power cut.
    /// All places that name it close together.
    Disruption {
        /// Time from the end of one, or from the start of the scenario, to the beginning of the next.
        every: Random<Duration>,
        /// How long it lasts.
        lasts: Random<Duration>,
        /// What it is, for people.
        why: String = "not said",
    }
}

block! {
    /// A time during which a service accepts no goods, once or every year. What it has accepted before goes.
    Embargo {
        /// The cargo classes, by name.
        cargo: Vec<String> = "all",
        /// The first day, as `"2024-03-01"`, or `"12-15"` for every year.
        from: String,
        /// The first day after it; before `from` it is one of the next year.
        to: String,
        /// Why, for people.
        why: String,
    }
}

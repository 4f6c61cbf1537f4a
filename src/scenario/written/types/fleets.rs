//! Vehicles and what they are made of.

use super::super::describe::{block, choice};
use super::super::value::{Haulers, Random, Value};
use super::{Breakdowns, Maintenance, Map, Mode};
use crate::quantity::{
    Count, DayRate, Duration, Immersion, Intensity, Length, LoadVolume, Mass, PerKm, Speed, Tariff, UnitMass,
};

block! {
    /// What the vehicles of a fleet are made of, if they are trains; without their locomotives. It takes either `tare`
    /// and `length` or `wagons` and `each`.
    Train {
        /// Mass of all its wagons without load.
        tare: Option<Value<Mass>> = "that of its wagons",
        /// Length of all its wagons.
        length: Option<Value<Length>> = "that of its wagons",
        /// How many wagons, all alike and alike laden.
        wagons: Option<Value<Count>> = "not said: it can be divided anywhere",
        /// What one of them weighs and measures.
        each: Option<Wagon> = "its part of the whole",
    }
}

block! {
    /// A wagon.
    Wagon {
        /// Mass without load.
        tare: Value<Mass>,
        /// Length over couplers.
        length: Value<Length>,
    }
}

block! {
    /// What vehicles of one kind of traction emit, well-to-wheel. One factor at least is needed.
    Traction {
        /// The mode whose vehicles have it where neither their fleet nor the link names another.
        mode: Option<Mode> = "none",
        /// For each tonne of goods and kilometre. A published average has empty trips in it.
        per_load: Option<Value<Intensity>> = "0 g CO2e/t-km",
        /// For each kilometre of a vehicle, laden or empty.
        per_vehicle: Option<Value<PerKm>> = "0 kg CO2e/km",
    }
}

choice! {
    /// How a vehicle comes back for the next load.
    Returns {
        /// It is available again the moment it is empty.
        AtOnce,
        /// It travels: loaded if goods wait for it, else empty after waiting so long for some.
        Travels {
            /// How long it waits for a return load.
            after: Value<Duration>
        },
    }
}

block! {
    /// Vehicles of one kind.
    Fleet {
        /// How many there are, or `Unlimited`.
        vehicles: Value<Count>,
        /// Where they begin, and where they go when nothing waits for them.
        home: String,
        /// What one vehicle can carry, by cargo class; different goods share its room in proportion.
        carries: Map<Value<LoadVolume>> = "nothing: locomotives",
        /// What its trains are made of, for sections with limits; one of its wagons, if they go `in_trains`.
        train: Option<Train> = "not said",
        /// Their own speed, where a link has none or a higher one.
        speed: Option<Random<Speed>> = "that of the links",
        /// The traction of its vehicles, wherever they go.
        traction: Option<String> = "that of the links",
        /// The kind of berth that its vehicles take at terminals which have it.
        berth: Option<String> = "none: it is worked anywhere",
        /// How deep its ships lie in the water, and what they can load where it is shallow.
        draught: Option<Draught> = "whatever there is room for",
        /// How a vehicle comes back for the next load.
        returns: Returns,
        /// Whose locomotives haul its vehicles, full and empty: a fleet for all links, or one for each link
        /// that is named.
        hauled_by: Option<Haulers> = "they move by themselves",
        /// Its vehicles are wagons, of which trains are made up as long as there is cargo for.
        in_trains: Option<InTrains> = "each goes by itself",
        /// What a vehicle needs when it is unloaded before it is at hand again, for cleaning, inspection or
        /// marshalling, away from the berth; a locomotive when it has hauled.
        turn_round: Option<Random<Duration>> = "0 h",
        /// What a day of a vehicle costs those aboard, from its departure to its berth.
        hire: Option<Value<DayRate>> = "0 USD/vehicle-d",
        /// What a day of a vehicle costs a lot that keeps it at a berth, by the room of the lot.
        demurrage: Option<Value<DayRate>> = "0 USD/vehicle-d",
        /// Time to load a lot, and to unload it, that costs no demurrage.
        free_time: Option<Value<Duration>> = "0 h",
        /// What an empty trip costs the next load, as `"1.2 USD/vehicle-km"` or `"900 USD/vehicle"`.
        empty_tariff: Option<Value<Tariff>> = "0 USD",
        /// Who is paid for hire, demurrage and empty trips.
        operator: Option<String> = "the fleet",
        /// How they break down; under way a vehicle stops where it is.
        breakdowns: Option<Breakdowns> = "never",
        /// When some of them are in maintenance.
        maintenance: Vec<Maintenance> = "never",
    }
}

block! {
    /// How deep a ship lies in the water. What it can load is limited by room and by mass; the mass falls where
    /// the berths of a trip leave it less water than its laden draught and the clearance under its keel.
    Draught {
        /// Its draught with the whole payload aboard.
        laden: Value<Length>,
        /// The load that makes it lie a centimetre deeper, as its hydrostatic sheet says for that draught.
        immersion: Value<Immersion>,
        /// Water that is kept under the keel.
        under_keel: Option<Value<Length>> = "0 m",
        /// The mass that it carries at its laden draught.
        payload: Option<Value<Mass>> = "the heaviest full load of one cargo class",
        /// What a load unit of each cargo class weighs besides its goods: the container, the wagon, the truck.
        tare: Map<Value<UnitMass>> = "nothing",
    }
}

block! {
    /// How wagons are made up into trains, each of which is one vehicle for berths, paths, tariffs and locomotives.
    InTrains {
        /// The most wagons of a train.
        longest: Value<Count>,
        /// The least, laden or empty.
        shortest: Option<Value<Count>> = "1",
    }
}

//! Ports, dry ports and yards.

use super::super::describe::{block, choice};
use super::super::value::{Monthly, Random, Value};
use super::{AtClosing, Breakdowns, Maintenance, Map, Works};
use crate::quantity::{
    Count, Duration, Length, LoadRate, LoadVolume, Share, StorageTariff, Tariff, UnitEmission, WaterLevel,
};

block! {
    /// A port, dry port or yard.
    Terminal {
        /// Who is paid for handling and storage.
        operator: Option<String> = "the terminal",
        /// Working hours of the yard, as `"Mon-Fri 08:00-20:00 UTC+5"`, or `"Mon-Fri 08:00-12:00,13:00-18:00; Sat
        /// 09:00-13:00 Asia/Aqtau except KZ"`.
        hours: Option<String> = "always open",
        /// When the yard is closed.
        closed: Vec<Works> = "never",
        /// Disruptions, by name, that close the yard.
        disruptions: Vec<String> = "none",
        /// What happens to work in progress when the yard or a berth closes.
        at_closing: AtClosing = "Finish",
        /// Kinds of berths: any place where a vehicle is worked.
        berths: Map<Berth> = "none",
        /// Pools of cranes, elevators, racks and gangs.
        equipment: Map<Equipment> = "none",
        /// Stores of finite size.
        storage: Map<Storage> = "none: unlimited",
        /// What is done with each cargo class, by name.
        handling: Map<Handling> = "nothing",
    }
}

block! {
    /// A kind of berth at a terminal.
    Berth {
        /// How many there are.
        count: Value<Count>,
        /// Working hours, as `"Mon-Sat 06:00-22:00 UTC+4"`.
        hours: Option<String> = "always open",
        /// When they are closed.
        closed: Vec<Works> = "never",
        /// Weather systems by name, and the share of their storms, the strongest ones, that closes these berths, all
        /// year or month by month.
        weather: Map<Monthly<Share>> = "none",
        /// Disruptions, by name, that close it.
        disruptions: Vec<String> = "none",
        /// How deep the water is, on the way in and alongside: the least counts.
        depth: Option<Value<Length>> = "enough for every ship",
        /// The water that they lie at.
        water: Option<String> = "none: the depth never changes",
        /// The level of the water for which the depth holds.
        at_level: Option<Value<WaterLevel>> = "the chart datum of the water",
        /// How single ones break down: who lies there ends what he does and leaves, then it is repaired. Time passes
        /// while somebody lies there, or always.
        breakdowns: Option<Breakdowns> = "never",
        /// When some of them are in maintenance.
        maintenance: Vec<Maintenance> = "never",
    }
}

block! {
    /// A pool of equal machines or gangs at a terminal.
    Equipment {
        /// How many there are.
        count: Value<Count>,
        /// How they break down; work on a lot stops while its machine is repaired.
        breakdowns: Option<Breakdowns> = "never",
        /// When some of them are in maintenance.
        maintenance: Vec<Maintenance> = "never",
    }
}

choice! {
    /// What happens to goods from outside the corridor that find a store full.
    WhenFull by default Wait {
        /// They wait outside.
        Wait,
        /// They are turned away and lost to the corridor.
        TurnAway,
    }
}

block! {
    /// A store of finite size; goods that find it full wait aboard and block what carries them.
    Storage {
        /// The cargo classes that lie in it.
        holds: Vec<String>,
        /// Its size, in the unit of its goods or in tonnes.
        capacity: Value<LoadVolume>,
        /// What happens to goods from outside that find it full.
        when_full: WhenFull = "Wait",
        /// Time that costs nothing.
        free_time: Option<Value<Duration>> = "0 h",
        /// What a day costs after the free time.
        tariff: Option<Value<StorageTariff>> = "0 USD",
    }
}

block! {
    /// What a terminal does with a cargo class. Goods that come by a vehicle are unloaded, then
    /// formalities, then transloaded, then loaded; goods that start here begin with formalities.
    Handling {
        /// From the vehicle to the yard.
        unload: Option<Operation> = "takes no time",
        /// Papers and release in the yard.
        formalities: Option<Operation> = "takes no time",
        /// Work in the yard before goods can go on.
        transload: Option<Operation> = "takes no time",
        /// From the yard to the vehicle.
        load: Option<Operation> = "takes no time",
        /// What one passage through the terminal emits, as `"1.2 kg CO2e/t"`.
        hub_emission: Option<Value<UnitEmission>> = "that of the cargo class",
    }
}

block! {
    /// One piece of work on one lot; it takes either a `time` or a `rate`.
    Operation {
        /// The equipment that it takes.
        by: Option<String> = "none: any number of lots at once",
        /// How many machines work on one lot together: as many of them as are free when its turn comes. They
        /// share the work, so it needs a `rate`, that of one machine.
        up_to: Option<Value<Count>> = "1",
        /// Time for a lot.
        time: Option<Random<Duration>> = "by the rate",
        /// Load units per hour.
        rate: Option<Random<LoadRate>> = "by the time",
        /// What it costs, as `"45 USD/TEU"` or `"3 USD/t"`.
        fee: Option<Value<Tariff>> = "0 USD",
    }
}

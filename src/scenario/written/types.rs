//! Every block of the language.

use super::describe::{block, choice};
use super::value::{Changed, Haulers, Months, Random, Value, Weekdays};
use crate::quantity::{
    CarbonPrice, Count, DayRate, Duration, Growth, Immersion, Intensity, Length, LoadRate, LoadVolume, Mass,
    Money, PerKm, PerTime, Share, Speed, StorageTariff, Tariff, Threshold, UnitEmission, UnitMass,
    ValueOfTime, WaterLevel, WaterTrend,
};
use std::collections::BTreeMap;

type Map<T> = BTreeMap<String, T>;

block! {
    /// A scenario: a corridor, its demand, and how long to watch it.
    Scenario {
        /// The version of the language: 1.
        version: u32,
        /// What the scenario is called in reports.
        name: String,
        /// What it is about, for people.
        about: String = "nothing",
        /// The civil date on which a replication starts, as `"2024-01-01"`.
        start: String,
        /// Length of a replication.
        horizon: Value<Duration>,
        /// The beginning of a replication that is not measured.
        warm_up: Option<Value<Duration>> = "found by MSER-5 for `Steady`, none for `Season`",
        /// Whether the long run is asked about, or this span of time with its dates and seasons.
        study: Study = "Steady",
        /// What emissions cost the goods that cause them, paid to the `carbon price`.
        carbon_price: Option<Value<CarbonPrice>> = "0 USD/t CO2e",
        /// Places.
        nodes: Map<Node>,
        /// Kinds of goods.
        cargo: Map<Cargo>,
        /// Infrastructure between two nodes.
        links: Map<Link>,
        /// Ports, dry ports and yards.
        terminals: Map<Terminal> = "none",
        /// Border crossings.
        borders: Map<Border> = "none",
        /// Weather systems that close berths and links.
        weather: Map<Weather> = "none",
        /// Waters whose level changes over the years.
        waters: Map<Water> = "none",
        /// What closes places now and then, without warning.
        disruptions: Map<Disruption> = "none",
        /// Weights of the months, January to December, for demand streams to name.
        seasons: Map<Months> = "none",
        /// Days on which working hours that say `except` and the name of the calendar do not hold, as
        /// `"2024-03-21"` or, for every year, `"03-21"`.
        holidays: Map<Vec<String>> = "none",
        /// What vehicles emit, well-to-wheel, by kind of traction.
        traction: Map<Traction> = "none: emissions are not counted",
        /// Crews that repair what has broken down.
        workshops: Map<Workshop> = "none",
        /// Vehicles of one kind.
        fleets: Map<Fleet>,
        /// What carriers offer.
        services: Map<Service>,
        /// Who sends what, from where to where.
        demand: Map<Demand>,
        /// What opens, grows or ends on a date.
        projects: Map<Project> = "none",
        /// Names for routes, by the places passed; the first that fits names the route.
        routes: Map<Route> = "none: every route is called `direct`",
        /// Sources of figures.
        references: Map<Reference> = "none",
    }
}

block! {
    /// A place where links meet and goods may change vehicle.
    Node {
        /// ISO 3166 code of the country.
        country: String = "not said",
        /// Latitude and longitude, in degrees.
        at: Option<(f64, f64)> = "not said",
        /// The terminal at this place.
        terminal: Option<String> = "none: goods change vehicle at once",
        /// How vehicles get from one track gauge to the other here.
        gauge_change: Option<GaugeChange> = "not at all",
    }
}

choice! {
    /// What goods are counted in.
    Unit {
        /// Twenty-foot equivalents.
        Teu,
        /// Rail wagons.
        Wagon,
        /// Trucks.
        Truck,
        /// Tonnes.
        Tonne,
    }
}

block! {
    /// A kind of goods.
    Cargo {
        /// What it is counted in.
        unit: Unit,
        /// Net mass of one load unit; not for goods counted in tonnes.
        mass: Option<Value<UnitMass>> = "1 t, for goods counted in tonnes",
        /// Value of one load unit, as `"20_000 USD/TEU"` or `"300 USD/t"`.
        value: Option<Value<Tariff>> = "0: time costs nothing",
        /// What a day costs the shipper, as a share of the value.
        value_of_time: Option<Value<ValueOfTime>> = "0 %/d",
        /// Hire of what the goods lie in, from their origin to their destination, paid to the hire of this class.
        hire: Option<Value<StorageTariff>> = "0 USD",
        /// What handling at a terminal emits, as `"1.2 kg CO2e/t"` or `"14 kg CO2e/TEU"`, where the terminal does not say.
        hub_emission: Option<Value<UnitEmission>> = "0 kg CO2e/t",
    }
}

choice! {
    /// What a scenario asks about.
    Study by default Steady {
        /// The long run: averages that do not depend on how the corridor began.
        Steady,
        /// This span of time, from the end of the warm-up to the horizon, as it begins and ends.
        Season,
    }
}

choice! {
    /// What moves on a link.
    Mode {
        /// Track.
        Rail,
        /// Sea lane.
        Sea,
        /// Road.
        Road,
        /// A pipe that goods counted in tonnes flow through, without vehicles.
        Pipeline,
    }
}

choice! {
    /// How many tracks a link has.
    Track by default Double {
        /// Each direction has its own.
        Double,
        /// One direction at a time; trains of the other wait until it is clear.
        Single,
    }
}

choice! {
    /// Which train goes first on single track.
    Meets {
        /// The one that has come first, from whichever end.
        FirstCome,
        /// Those of the other direction, if some wait there.
        Alternate,
        /// Each direction in hours of its own: nobody enters outside them.
        Pattern {
            /// Hours of those who go from `from` to `to`, as `"00:00-12:00 Asia/Tbilisi"`.
            forward: String,
            /// Hours of those who go the other way.
            backward: String,
        },
    }
}

choice! {
    /// A track gauge.
    Gauge {
        /// 1520 mm.
        Broad,
        /// 1435 mm.
        Standard,
    }
}

choice! {
    /// How vehicles get from one track gauge to the other.
    GaugeChange {
        /// Every vehicle gets other bogies and keeps what is aboard; empty ones need them too.
        Bogies {
            /// Vehicles worked at the same time.
            tracks: Value<Count>,
            /// Time for a vehicle.
            time: Random<Duration>,
            /// Working hours, as `"Mon-Fri 08:00-20:00 UTC+4"`.
            hours: Option<String> = "always open",
            /// What happens to work in progress at closing time.
            at_closing: Option<AtClosing> = "Pause",
            /// What it costs, as the fee of a border crossing.
            fee: Option<Value<Tariff>> = "0 USD",
            /// Who takes the fee.
            operator: Option<String> = "the place",
        },
        /// What is aboard goes into wagons of the other gauge, for which the vehicle stands until it
        /// comes back; it takes either a `time` or a `rate`.
        Transload {
            /// Vehicles worked at the same time.
            tracks: Value<Count>,
            /// Time for a vehicle.
            time: Option<Random<Duration>> = "by the rate",
            /// Tonnes per hour, as `"120 t/h"`.
            rate: Option<Random<LoadRate>> = "by the time",
            /// Sets of wagons of the other gauge, each for one vehicle.
            wagons: Option<Value<Count>> = "as many as are needed",
            /// Working hours, as `"Mon-Fri 08:00-20:00 UTC+4"`.
            hours: Option<String> = "always open",
            /// What happens to work in progress at closing time.
            at_closing: Option<AtClosing> = "Pause",
            /// What it costs, as the fee of a border crossing.
            fee: Option<Value<Tariff>> = "0 USD",
            /// Who takes the fee.
            operator: Option<String> = "the place",
        },
    }
}

block! {
    /// Infrastructure between two nodes, usable in both directions; a pipeline from the first to the second.
    Link {
        /// The node at one end.
        from: String,
        /// The node at the other end.
        to: String,
        /// What moves on it.
        mode: Mode,
        /// Its length.
        length: Value<Length>,
        /// ISO 3166 code of the country that it lies in.
        country: Option<String> = "half in the country of either end",
        /// The traction of vehicles on it whose fleet names none.
        traction: Option<String> = "that of the mode",
        /// Travel time from end to end.
        time: Option<Random<Duration>> = "length over speed",
        /// Commercial speed; a slower vehicle keeps its own.
        speed: Option<Random<Speed>> = "that of the vehicle",
        /// Departures that fit in, in each direction: one follows another after that interval at the
        /// earliest.
        paths: Option<Value<PerTime>> = "no limit",
        /// What a pipeline takes in, as `"50 Mt/yr"` or `"135 kt/d"`: one lot after the other.
        rate: Option<Value<LoadRate>> = "only pipelines have one",
        /// The part of the rate that goods of others have who are not in the scenario.
        others: Option<Value<LoadRate>> = "0 t/h",
        /// Time that goods need through a pipeline.
        transit: Option<Value<Duration>> = "by the fill",
        /// What fills a pipeline, as `"1.4 Mt"`: goods need the time in which the rate replaces it.
        fill: Option<Value<LoadVolume>> = "by the transit",
        /// The border crossing that vehicles pass before they enter the link.
        border: Option<String> = "none",
        /// Whether trains of both directions share one track.
        track: Track = "Double",
        /// Which train goes first on single track.
        meets: Option<Meets> = "FirstCome",
        /// How many follow each other on single track while others wait at the other end, where they
        /// `Alternate`.
        convoy: Option<Value<Count>> = "1",
        /// The heaviest and the longest train that it takes; larger ones go in parts.
        limits: Option<Limits> = "none",
        /// Its track gauge, for rail.
        gauge: Option<Gauge> = "not said: whatever the vehicle has",
        /// The first day on which it can be used, as `"2026-01-01"`.
        opens: Option<String> = "always open",
        /// When it can be entered, as `"00:00-05:00 Europe/Istanbul"`.
        hours: Option<String> = "at any time",
        /// When it is taken for track work, week after week, as `"Tue-Thu 10:00-14:00 Asia/Aqtau"`: nobody may
        /// enter it then.
        possessions: Vec<String> = "never",
        /// When nobody may enter it.
        closed: Vec<Works> = "never",
        /// Weather systems by name, and the share of their storms, the strongest ones, that closes it.
        weather: Map<Value<Share>> = "none",
        /// Weather systems by name that slow those who are on it.
        slowed: Map<Slowed> = "none",
        /// Disruptions, by name, that close it.
        disruptions: Vec<String> = "none",
    }
}

block! {
    /// What a section takes of a train. One that is too heavy or too long is divided before it, each part takes a path
    /// of its own, and it is joined again behind the last section that needs so many parts.
    Limits {
        /// The most that its wagons weigh with their load.
        mass: Option<Value<Mass>> = "no limit",
        /// The most that its wagons measure.
        length: Option<Value<Length>> = "no limit",
        /// Time to divide a train before the section.
        dividing: Option<Value<Duration>> = "0 h",
        /// Time to join it again behind the section.
        joining: Option<Value<Duration>> = "0 h",
    }
}

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
    /// How a weather system slows vehicles on a link.
    Slowed {
        /// The share of its storms, the strongest ones, that does.
        storms: Value<Share>,
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
        /// Weather systems by name, and the share of their storms, the strongest ones, that closes these berths.
        weather: Map<Value<Share>> = "none",
        /// Disruptions, by name, that close it.
        disruptions: Vec<String> = "none",
        /// How deep the water is, on the way in and alongside: the least counts.
        depth: Option<Value<Length>> = "enough for every ship",
        /// The water that they lie at.
        water: Option<String> = "none: the depth never changes",
        /// The level of the water for which the depth holds.
        at_level: Option<Value<WaterLevel>> = "the chart datum of the water",
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

block! {
    /// How a vehicle or a machine breaks down and is repaired.
    Breakdowns {
        /// Time from the end of a repair to the next failure.
        between: Random<Duration>,
        /// Which time that is.
        clock: FailureClock = "Operating",
        /// Time of a repair.
        repair: Random<Duration>,
        /// The workshop whose crews repair it, where it stands.
        workshop: Option<String> = "none: somebody is always there",
    }
}

choice! {
    /// What wears a vehicle or a machine out.
    FailureClock by default Operating {
        /// Time under way or at work.
        Operating,
        /// Any time; what fails while it has nothing to do is repaired meanwhile.
        Calendar,
    }
}

block! {
    /// Planned maintenance: vehicles or machines stop as soon as they have nothing to do.
    Maintenance {
        /// The first day, as `"2023-05-01"`, or `"11-01"` for every year.
        from: String,
        /// The first day back at work, as `"2023-05-15"`, or `"12-15"`; before `from` it is one of the next year.
        to: String,
        /// How many at the same time; the next time the next ones.
        count: Option<Value<Count>> = "all",
        /// Why, for people.
        why: String,
    }
}

block! {
    /// Crews that repair broken vehicles and machines wherever they are, first come, first served.
    Workshop {
        /// Repairs at the same time.
        crews: Value<Count>,
        /// Working hours, as `"Mon-Fri 08:00-20:00 UTC+4"`.
        hours: Option<String> = "always open",
        /// What happens to repairs in progress at closing time.
        at_closing: Option<AtClosing> = "Pause",
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

block! {
    /// A border crossing: `servers` that `release` one vehicle after the other, or `sides` with
    /// agencies of their own.
    Border {
        /// Vehicles worked at the same time, in both directions together.
        servers: Option<Value<Count>> = "those of the agencies",
        /// Time to release one vehicle.
        release: Option<Random<Duration>> = "that of the agencies",
        /// One or two sides, by the country that the nodes of the link name; a vehicle is worked on one
        /// side after the other.
        sides: Map<Side> = "none: `servers` and `release` stand for all",
        /// Working hours, as `"Mon-Fri 08:00-20:00 UTC+4"`. With sides, those of agencies that have none
        /// of their own.
        hours: Option<String> = "always open",
        /// What happens to work in progress when it closes, in agencies and with papers that do not say.
        at_closing: Option<AtClosing> = "Pause",
        /// When all of it is closed.
        closed: Vec<Works> = "never",
        /// Disruptions, by name, that close all of it.
        disruptions: Vec<String> = "none",
        /// Which consignments are inspected; with sides, each agency has its own.
        channels: Option<Channels> = "none: nobody looks into goods",
        /// Papers that must be cleared before a vehicle is worked on.
        documents: Option<Documents> = "none: part of the release",
        /// How vehicles get from one track gauge to the other here, before they are worked on.
        gauge_change: Option<GaugeChange> = "not at all",
        /// Cargo classes, demand streams, services and fleets that go first in line, the first named
        /// before all others.
        priority: Vec<String> = "none: first come, first served",
        /// What it costs, as `"200 USD/vehicle"`, `"12 USD/TEU"` or `"2 USD/t"`; goods that it cannot be counted for pay nothing.
        fee: Option<Value<Tariff>> = "0 USD",
        /// Who takes the fee.
        operator: Option<String> = "the border crossing",
    }
}

block! {
    /// One side of a border crossing: its agencies work on a vehicle at the same time, and it goes on
    /// when the last of them is done.
    Side {
        /// Customs, border guard, phytosanitary and others, by name.
        agencies: Map<Agency>,
        /// What the side costs, as the fee of a border crossing.
        fee: Option<Value<Tariff>> = "0 USD",
        /// Who takes the fee.
        operator: Option<String> = "the border crossing",
    }
}

block! {
    /// An agency at a border crossing: servers that release one vehicle after the other.
    Agency {
        /// Vehicles worked at the same time, in both directions together.
        servers: Value<Count>,
        /// Time to release one vehicle, inspections left out.
        release: Random<Duration>,
        /// The cargo classes that it is concerned with; vehicles that carry none of them pass it by.
        checks: Vec<String> = "all",
        /// Working hours, as `"Mon-Fri 08:00-20:00 UTC+4"`.
        hours: Option<String> = "those of the border crossing",
        /// What happens to work in progress when it closes.
        at_closing: Option<AtClosing> = "as the border crossing says",
        /// When it is closed.
        closed: Vec<Works> = "never",
        /// Which consignments it inspects.
        channels: Option<Channels> = "none",
    }
}

block! {
    /// Risk channels: what share of consignments is looked into, and for how long. A consignment meets
    /// the same channel in every scenario; its lots are inspected one after the other.
    Channels {
        /// Time for a lot that is let through.
        green: Option<Random<Duration>> = "0 h",
        /// Lots whose papers are looked into.
        yellow: Option<Channel> = "none",
        /// Lots that are opened.
        red: Option<Channel> = "none",
        /// Other shares for single demand streams or cargo classes, by name; a stream comes before its
        /// class.
        risk_of: Map<Risk> = "the shares of the channels",
    }
}

block! {
    /// A risk channel.
    Channel {
        /// Share of consignments.
        share: Value<Share>,
        /// Time for a lot, besides the release of its vehicle.
        time: Random<Duration>,
    }
}

block! {
    /// How risky a demand stream or a cargo class is.
    Risk {
        /// Share of its consignments in the yellow channel.
        yellow: Option<Value<Share>> = "that of the channel",
        /// Share of its consignments in the red channel.
        red: Option<Value<Share>> = "that of the channel",
    }
}

choice! {
    /// When papers are handed in.
    Regime by default Paper {
        /// They travel with the goods and are begun when the vehicle comes to the crossing.
        Paper,
        /// They are declared when the vehicle is ready to leave for the crossing, and cleared while it
        /// moves.
        Digital,
    }
}

block! {
    /// The papers of a border crossing, those of each lot for themselves.
    Documents {
        /// Time for the papers of a lot.
        time: Random<Duration>,
        /// When they are handed in.
        regime: Regime = "Paper",
        /// Another regime for single demand streams or cargo classes, by name; a stream comes before
        /// its class.
        regime_of: Map<Regime> = "the regime of all",
        /// How many people clear them, each those of one lot at a time, in the order in which they are
        /// handed in.
        clerks: Option<Value<Count>> = "as many as it takes",
        /// Office hours, as `"Mon-Fri 09:00-18:00 UTC+4"`.
        hours: Option<String> = "always open",
        /// What happens to work in progress at the end of the office hours.
        at_closing: Option<AtClosing> = "as the border crossing says",
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

choice! {
    /// When a vehicle leaves.
    Departs {
        /// As soon as something is aboard and nothing that fits is waiting.
        OnDemand,
        /// When it is full, or when enough is aboard, or some time after the first lot came aboard.
        WhenFull {
            /// How much is enough.
            at_least: Option<Value<LoadVolume>> = "a full load",
            /// The longest time after the first lot came aboard.
            or_after: Option<Value<Duration>> = "no limit"
        },
        /// At fixed times, with what is aboard; without load it stays.
        Timetable {
            /// Time from one departure to the next.
            every: Value<Duration>,
            /// The first departure after the start.
            first: Option<Value<Duration>> = "0 h"
        },
    }
}

block! {
    /// A carrier's offer.
    Service {
        /// The node where it starts.
        from: String,
        /// The links it goes along, in order.
        along: Vec<String>,
        /// Whose vehicles go.
        fleet: Option<String> = "must be written, but for a pipeline",
        /// When vehicles leave.
        departs: Option<Departs> = "must be written, but for a pipeline",
        /// What the carrier charges, as `"350 USD/TEU"`, `"0.04 USD/t-km"`, `"1.9 USD/vehicle-km"` or `"9_000 USD/vehicle"`.
        tariff: Option<Value<Tariff>> = "0 USD",
        /// What the carrier charges instead for single cargo classes, by name.
        tariff_of: Map<Value<Tariff>> = "the tariff of all",
        /// Other tariffs of all from a distance or a quantity on.
        tariff_steps: Vec<TariffStep> = "none",
        /// The least that a lot pays by the tariff of all.
        minimum_charge: Option<Value<Money>> = "none",
        /// Who is paid.
        operator: Option<String> = "the service",
        /// When it accepts no goods, or none of some cargo classes.
        embargoes: Vec<Embargo> = "none",
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

block! {
    /// A step of a tariff. Beyond a distance only the kilometres beyond it are charged so; from a quantity on, all of
    /// the lot is.
    TariffStep {
        /// Where it begins, as `"500 km"` or `"50 TEU"`.
        from: Value<Threshold>,
        /// What the carrier charges there.
        tariff: Value<Tariff>,
    }
}

choice! {
    /// When consignments come.
    Comes by default Poisson {
        /// Independently of each other, at the rate that the volume gives.
        Poisson,
        /// At intervals with any distribution; the volume follows from them.
        Renewal {
            /// The interval.
            every: Random<Duration>
        },
        /// At fixed intervals; the volume follows from them.
        Scheduled {
            /// The interval.
            every: Value<Duration>,
            /// The first.
            first: Option<Value<Duration>> = "after one interval"
        },
        /// As listed in a CSV file with the columns `time` (`2024-01-31`, `2024-01-31T06:00`, or
        /// `12.5 h` after the start) and `quantity` (`90 TEU`); its path is relative to the
        /// scenario that names it.
        Trace(String),
    }
}

block! {
    /// A demand stream: who sends what, from where to where.
    Demand {
        /// What is sent.
        cargo: String,
        /// Where it begins.
        from: String,
        /// Where it ends.
        to: String,
        /// How much, for Poisson streams only.
        volume: Option<Value<LoadRate>> = "by the intervals",
        /// Size of one consignment; not for traces.
        consignment: Option<Random<LoadVolume>> = "by the trace",
        /// When consignments come.
        comes: Comes = "Poisson",
        /// Weights of the months, January to December, or the name of a season.
        months: Option<Months> = "all alike",
        /// Weights of the days of the week, Monday to Sunday.
        weekdays: Option<Weekdays> = "all alike",
        /// By how much each year of 365 days has more than the one before, as `"8 %/yr"`; the volume is
        /// that of the first.
        growth: Option<Value<Growth>> = "0 %/yr",
        /// The services it takes, in order.
        itinerary: Vec<String> = "the cheapest by generalised cost",
        /// Places that the cheapest itinerary must touch, in order.
        via: Vec<String> = "none",
        /// Other ways to choose from.
        alternatives: Vec<Alternative> = "none",
        /// How many of the cheapest itineraries of the network to choose from.
        considers: Option<Value<Count>> = "1",
        /// What decides which of several ways a consignment takes.
        choice: Choice = "Cheapest",
        /// Taking account of the times that others needed.
        learns: Option<Learns> = "times without any wait",
        /// Goods that come to a place from where the way ahead has been closed so long take another way.
        reroutes_after: Option<Value<Duration>> = "never",
        /// How long a consignment may take and still be on time.
        promised: Option<Value<Duration>> = "no promise",
    }
}

block! {
    /// Another way of a demand stream.
    Alternative {
        /// The services it takes, in order.
        itinerary: Vec<String>,
        /// The share of consignments that take it; `itinerary` of the stream has the rest.
        share: Option<Value<Share>> = "by the choice",
    }
}

choice! {
    /// What decides which way a consignment takes.
    Choice by default Cheapest {
        /// The least generalised cost.
        Cheapest,
        /// The least time.
        Fastest,
        /// Chance, by the shares of the alternatives.
        Shares,
        /// Chance, the more likely the less a way costs.
        Logit {
            /// A way that costs so much more for a load unit is taken e times less often, as `"60 USD/TEU"`.
            scale: Value<Tariff>
        },
    }
}

block! {
    /// How a stream learns of the times that legs took: each leg that ends moves the expected time by its weight.
    Learns {
        /// The weight of the newest leg.
        weight: Option<Value<Share>> = "20 %",
        /// How long after its end a leg becomes known.
        delay: Option<Value<Duration>> = "0 h",
    }
}

block! {
    /// A name for a route.
    Route {
        /// Places that the way passes, in any order.
        via: Vec<String>,
    }
}

block! {
    /// A source of figures.
    Reference {
        /// Its title, or what it says.
        title: String,
        /// When it appeared, as `"2024-06"`.
        date: String = "not said",
        /// Where it is found.
        url: String = "not said",
    }
}

block! {
    /// Something that is built, bought, opened or closed on a date: from then on other values hold.
    Project {
        /// The first day on which its changes hold.
        from: String,
        /// The first day on which they hold no more.
        to: Option<String> = "they stay",
        /// New values by their factor paths, as `"fleets.ferries.vehicles": 17`: the names that `--set` takes.
        changes: Map<Changed>,
        /// Whether it is carried out; `false` leaves it out.
        built: Option<bool> = "true",
        /// What it costs, as `"60_000_000 USD"`.
        cost: Option<Value<Money>> = "not said",
        /// What it is about, for people.
        about: String = "nothing",
    }
}

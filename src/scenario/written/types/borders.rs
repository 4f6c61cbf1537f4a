//! Border crossings.

use super::super::describe::{block, choice};
use super::super::value::{Random, Value};
use super::{AtClosing, Breakdowns, GaugeChange, Maintenance, Map, Works};
use crate::quantity::{Count, Duration, Share, Tariff};

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
        /// How its servers break down: a scanner, an inspection post. With sides, each agency says so itself.
        breakdowns: Option<Breakdowns> = "never",
        /// When some of its servers are in maintenance. With sides, each agency says so itself.
        maintenance: Vec<Maintenance> = "never",
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
        /// How its servers break down: a scanner, an inspection post. Who stands there waits for the repair.
        breakdowns: Option<Breakdowns> = "never",
        /// When some of its servers are in maintenance.
        maintenance: Vec<Maintenance> = "never",
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
        /// Disruptions, by name, that close the office: its computers are down.
        disruptions: Vec<String> = "none",
    }
}

//! Emissions: what vehicles and terminals emit, laid out ahead by transport chain element.
//!
//! ```text
//! a lot's way:   hub ─ leg ─ hub ─ leg ─ hub       (ISO 14083: transport chain elements)
//! a leg emits:   for each tonne aboard and kilometre  +  for each kilometre of the vehicle
//! ```
//!
//! What goods add is theirs. What the vehicle emits however laden, on the trip and on the empty
//! trips before it, is shared by those aboard according to their tonnes.

use super::Corridor;
use super::ids::{CargoId, LinkId, PayeeId};
use super::link::{Hop, Mode};
use std::ops::AddAssign;

/// Whole milligrams of CO2 equivalent, so that sums are exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Milligrams(pub i64);

impl Milligrams {
    /// The nearest whole number of milligrams; saturating.
    #[must_use]
    pub fn nearest(milligrams: f64) -> Self {
        Self(milligrams.round() as i64)
    }

    /// The amount (kg).
    #[must_use]
    pub fn kilograms(self) -> f64 {
        self.0 as f64 / 1e6
    }
}

impl AddAssign for Milligrams {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

/// A kind of transport chain element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Element {
    /// Carriage from one place to another.
    Leg,
    /// Handling and storage at a place.
    Hub,
    /// A border crossing.
    Border,
}

impl Element {
    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Leg => "leg",
            Self::Hub => "hub",
            Self::Border => "border",
        }
    }
}

/// An account that emissions are booked on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EmissionAccount {
    /// On a leg or at a hub.
    pub element: Element,
    /// What moved; nothing at hubs.
    pub mode: Option<Mode>,
    /// Where: ISO 3166 code, empty where the scenario does not say.
    pub country: String,
}

/// What is emitted on an account (mg CO2e).
pub type Parts = Vec<(u32, f64)>;

/// What vehicles of one traction emit.
#[derive(Clone, Debug, PartialEq)]
pub struct Traction {
    /// Its name.
    pub name: String,
    /// What moves on links of this mode has it where nobody says otherwise.
    pub mode: Option<Mode>,
    /// For each tonne of goods and kilometre (mg).
    pub per_load: f64,
    /// For each kilometre of a vehicle, however laden (mg).
    pub per_vehicle: f64,
}

/// Who has which traction, before it is laid out.
#[derive(Clone, Debug, Default)]
pub struct Tractions {
    /// All of them, in the order of names.
    pub all: Vec<Traction>,
    /// Those that links name.
    pub of_links: Vec<Option<usize>>,
    /// Those that fleets name.
    pub of_fleets: Vec<Option<usize>>,
    /// What one handling of a load unit emits (mg), by terminal and cargo class.
    pub hubs: Vec<Vec<f64>>,
    /// What a milligram costs (USD), and who takes it.
    pub carbon: Option<(f64, PayeeId)>,
}

impl Tractions {
    /// The traction of a fleet's vehicles on a link: that of the locomotives that haul them there, their
    /// own, else the link's, else the one of its mode.
    #[must_use]
    pub fn on(&self, corridor: &Corridor, fleet: usize, link: LinkId) -> Option<&Traction> {
        let mode = corridor.links[link.index()].mode;
        let of_mode = || self.all.iter().position(|traction| traction.mode == Some(mode));
        let hauled = corridor.fleets[fleet].hauled.get(link.index()).copied().flatten();
        let of_locomotive = hauled.and_then(|by| self.of_fleets[by.index()]);
        let named = of_locomotive.or(self.of_fleets[fleet]).or(self.of_links[link.index()]);
        named.or_else(of_mode).map(|index| &self.all[index])
    }
}

/// What is emitted where, looked up ahead.
#[derive(Debug, Clone, Default)]
pub struct Emissions {
    /// The accounts, in order.
    pub accounts: Vec<EmissionAccount>,
    /// By leg, as in [`Corridor::legs`].
    pub legs: Vec<LegEmissions>,
    /// By service: what a trip emits however laden.
    pub trips: Vec<Parts>,
    /// By fleet, as in [`Fleet::ways`](super::Fleet::ways): what an empty trip emits.
    pub ways: Vec<Vec<Parts>>,
    /// What a milligram costs (USD), and who takes it.
    pub carbon: Option<(f64, PayeeId)>,
    /// Who has which traction.
    pub tractions: Tractions,
}

/// What the goods of one leg add to what their vehicle emits.
#[derive(Debug, Clone, Default)]
pub struct LegEmissions {
    /// Tonnes of a load unit.
    pub tonnes: f64,
    /// On the way, for a load unit.
    pub carriage: Parts,
    /// Handling of a load unit at the origin, and at the destination if the goods end there.
    pub hubs: Parts,
}

impl Corridor {
    /// Lays out what every leg, trip and empty way emits.
    pub(crate) fn lay_emissions(&mut self, tractions: &Tractions) {
        if tractions.all.is_empty() {
            return;
        }
        let mut lay = Lay { corridor: self, tractions, accounts: Vec::new() };
        let services = 0..self.services.len();
        let trips = services.clone().map(|service| lay.trip(service)).collect();
        let carried: Vec<Parts> = services.map(|service| lay.carriage(service)).collect();
        let legs = self.demand.iter().flat_map(|demand| {
            let legs = &self.legs[demand.legs()];
            legs.iter().map(|leg| (demand.cargo, leg))
        });
        let mut of_legs = Vec::new();
        for (cargo, leg) in legs {
            let tonnes = self.cargo[cargo.index()].mass.as_tonnes();
            let carriage = carried[leg.service.index()].iter().map(|&(account, mg)| (account, mg * tonnes));
            let service = &self.services[leg.service.index()];
            let mut hubs = lay.hub(service.from, cargo);
            if leg.last {
                hubs.extend(lay.hub(service.to, cargo));
            }
            of_legs.push(LegEmissions { tonnes, carriage: carriage.collect(), hubs });
        }
        let ways = self.fleets.iter().enumerate().map(|(index, fleet)| {
            let ways = fleet.ways.iter().map(|way| lay.vehicle(index, way.as_deref().unwrap_or_default()));
            ways.collect()
        });
        let ways = ways.collect();
        let accounts = lay.accounts;
        let (carbon, tractions) = (tractions.carbon, tractions.clone());
        self.emissions = Some(Emissions { accounts, legs: of_legs, trips, ways, carbon, tractions });
    }

    /// The same again, after legs have been laid anew.
    pub(super) fn lay_emissions_again(&mut self) {
        let Some(plan) = self.emissions.take() else { return };
        self.lay_emissions(&Tractions { carbon: plan.carbon, ..plan.tractions });
    }
}

/// Accounts while they are opened.
struct Lay<'l> {
    corridor: &'l Corridor,
    tractions: &'l Tractions,
    accounts: Vec<EmissionAccount>,
}

impl Lay<'_> {
    fn account(&mut self, element: Element, mode: Option<Mode>, country: &str) -> u32 {
        let wanted = EmissionAccount { element, mode, country: country.to_owned() };
        let known = self.accounts.iter().position(|account| *account == wanted);
        known.unwrap_or_else(|| {
            self.accounts.push(wanted);
            self.accounts.len() - 1
        }) as u32
    }

    /// What a way emits: `of` tells the milligrams of a kilometre.
    fn along(&mut self, fleet: usize, way: &[Hop], of: fn(&Traction) -> f64) -> Parts {
        let mut parts = Parts::new();
        for hop in way {
            let link = &self.corridor.links[hop.link.index()];
            let Some(traction) = self.tractions.on(self.corridor, fleet, hop.link) else { continue };
            let mg = of(traction) * link.length.as_km();
            let countries = self.corridor.countries_of(hop.link);
            for (country, share) in countries.into_iter().flatten() {
                if mg > 0.0 {
                    let account = self.account(Element::Leg, Some(link.mode), country);
                    add(&mut parts, account, mg * share);
                }
            }
        }
        parts
    }

    fn vehicle(&mut self, fleet: usize, way: &[Hop]) -> Parts {
        self.along(fleet, way, |traction| traction.per_vehicle)
    }

    fn trip(&mut self, service: usize) -> Parts {
        let service = &self.corridor.services[service];
        self.vehicle(service.fleet.index(), &service.path)
    }

    fn carriage(&mut self, service: usize) -> Parts {
        let service = &self.corridor.services[service];
        self.along(service.fleet.index(), &service.path, |traction| traction.per_load)
    }

    /// Handling at a node: where there is a terminal that does anything with these goods.
    fn hub(&mut self, node: super::NodeId, cargo: CargoId) -> Parts {
        let place = &self.corridor.nodes[node.index()];
        let handled = self.corridor.plan(node, cargo).is_some();
        let Some(terminal) = place.terminal.filter(|_| handled) else { return Parts::new() };
        let mg = self.tractions.hubs[terminal.index()][cargo.index()];
        if mg <= 0.0 {
            return Parts::new();
        }
        vec![(self.account(Element::Hub, None, &place.country), mg)]
    }
}

fn add(parts: &mut Parts, account: u32, mg: f64) {
    match parts.iter_mut().find(|(known, _)| *known == account) {
        Some((_, sum)) => *sum += mg,
        None => parts.push((account, mg)),
    }
}

impl Corridor {
    /// The countries that a link lies in and their shares of its length: as given, else half that
    /// of either end.
    #[must_use]
    pub fn countries_of(&self, link: LinkId) -> [Option<(&str, f64)>; 2] {
        let link = &self.links[link.index()];
        if let Some(country) = &link.country {
            return [Some((country, 1.0)), None];
        }
        let [one, other] = link.ends.map(|node| self.nodes[node.index()].country.as_str());
        if one == other { [Some((one, 1.0)), None] } else { [Some((one, 0.5)), Some((other, 0.5))] }
    }
}

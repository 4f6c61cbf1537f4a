//! A07: vehicles and lots are in one place at a time.

use super::facts::Facts;
use super::finding::{Findings, Rule};
use super::haulage::couples;
use super::record::{Kind, Record};
use std::collections::HashMap;

/// Where a vehicle is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Spot {
    At(String),
    /// Under way, at a node.
    Passing(String),
    /// On a link, and the node it came from.
    On(String, String),
    /// A locomotive before a vehicle, and where that is.
    Before(String),
}

impl Spot {
    fn words(&self) -> String {
        match self {
            Self::At(node) => format!("at `{node}`"),
            Self::Passing(node) => format!("under way at `{node}`"),
            Self::Before(train) => format!("before `{train}`"),
            Self::On(link, from) => format!("on `{link}`, from `{from}`"),
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct Place {
    vehicles: HashMap<String, Spot>,
    /// The vehicle that each lot is aboard of, or the pipeline that it is in.
    aboard: HashMap<String, String>,
    /// The node that each lot is at, if it is at one.
    lots: HashMap<String, String>,
}

impl Place {
    pub(super) fn see(&mut self, line: u64, record: &Record, facts: &Facts, findings: &mut Findings) {
        if record.is_part() {
            return;
        }
        match record.kind {
            Kind::Enter if record.lot.is_some() => self.flow_in(line, record, findings),
            Kind::Leave if record.lot.is_some() => self.flow_out(line, record, findings),
            Kind::Depart => self.depart(line, record, facts, findings),
            Kind::Enter => self.enter(line, record, facts, findings),
            Kind::Leave => self.leave(line, record, facts, findings),
            Kind::Arrive => {
                let due = Spot::Passing(record.place().to_owned());
                self.moves(line, record, &due, findings);
                self.vehicles.insert(record.vehicle().to_owned(), Spot::At(record.place().to_owned()));
            }
            Kind::Seize | Kind::Release if couples(record) => self.couple(line, record, facts, findings),
            Kind::Appear => drop(self.lots.insert(record.lot().to_owned(), record.place().to_owned())),
            Kind::Split => {
                if let Some(node) = self.lots.get(record.of()).cloned() {
                    self.lots.insert(record.lot().to_owned(), node);
                }
            }
            Kind::Board => self.board(line, record, facts, findings),
            Kind::Alight => self.alight(line, record, findings),
            Kind::Begin | Kind::Deliver => self.lot_here(line, record, findings),
            _ => {}
        }
        if matches!(record.kind, Kind::Deliver | Kind::TurnAway) {
            self.lots.remove(record.lot());
            self.aboard.remove(record.lot());
        }
    }

    fn moves(&self, line: u64, record: &Record, due: &Spot, findings: &mut Findings) {
        let vehicle = record.vehicle();
        let is = self.vehicles.get(vehicle);
        findings.hold(Rule::Place, line, is.is_none_or(|is| is == due), || {
            let is = is.map(Spot::words).unwrap_or_default();
            (format!("`{vehicle}` is {is}, and then {}", due.words()), "one place at a time".into())
        });
    }

    fn depart(&mut self, line: u64, record: &Record, facts: &Facts, findings: &mut Findings) {
        let (vehicle, node) = (record.vehicle(), record.place());
        // Vehicles that return at once are where they are needed, unless they are under way.
        let at_once = facts.is_anywhere(vehicle);
        if !(at_once && matches!(self.vehicles.get(vehicle), Some(Spot::At(_)))) {
            self.moves(line, record, &Spot::At(node.to_owned()), findings);
        }
        if let Some(service) = facts.services.get(record.of()) {
            findings.hold(Rule::Place, line, service.from == node, || {
                (format!("`{}` starts at `{node}`", record.of()), format!("`{}`", service.from))
            });
            let fleet = vehicle.rsplit_once('#').map_or(vehicle, |(fleet, _)| fleet);
            findings.hold(Rule::Place, line, service.fleet == fleet, || {
                (
                    format!("`{vehicle}` goes for `{}`", record.of()),
                    format!("a vehicle of `{}`", service.fleet),
                )
            });
        }
        self.vehicles.insert(vehicle.to_owned(), Spot::Passing(node.to_owned()));
    }

    /// A locomotive comes before a vehicle where both are, or leaves it there.
    fn couple(&mut self, line: u64, record: &Record, facts: &Facts, findings: &mut Findings) {
        let (train, engine, node) = (record.vehicle(), record.of(), record.place());
        self.moves(line, record, &Spot::Passing(node.to_owned()), findings);
        let [here, before] = [Spot::At(node.to_owned()), Spot::Before(train.to_owned())];
        let [due, then] = if record.kind == Kind::Seize { [here, before] } else { [before, here] };
        let is = self.vehicles.get(engine);
        let at_once = facts.fleet_of(engine).is_some_and(|fleet| fleet.at_once);
        let anywhere = at_once && record.kind == Kind::Seize && matches!(is, Some(Spot::At(_)));
        findings.hold(Rule::Place, line, anywhere || is.is_none_or(|is| *is == due), || {
            let is = is.map(Spot::words).unwrap_or_default();
            (format!("`{engine}` is {is}, and then {}", due.words()), "one place at a time".into())
        });
        self.vehicles.insert(engine.to_owned(), then);
    }

    fn enter(&mut self, line: u64, record: &Record, facts: &Facts, findings: &mut Findings) {
        let (link, node) = (record.resource().trim_start_matches("link:"), record.place());
        self.moves(line, record, &Spot::Passing(node.to_owned()), findings);
        if let Some(facts) = facts.links.get(link) {
            findings.hold(Rule::Place, line, facts.ends.iter().any(|end| end == node), || {
                (
                    format!("`{link}` is entered at `{node}`"),
                    format!("`{}` or `{}`", facts.ends[0], facts.ends[1]),
                )
            });
        }
        self.vehicles.insert(record.vehicle().to_owned(), Spot::On(link.to_owned(), node.to_owned()));
    }

    fn leave(&mut self, line: u64, record: &Record, facts: &Facts, findings: &mut Findings) {
        let (link, node) = (record.resource().trim_start_matches("link:"), record.place());
        let other = facts.links.get(link).and_then(|link| {
            let [one, other] = &link.ends;
            if one == node { Some(other) } else { (other == node).then_some(one) }
        });
        findings.hold(Rule::Place, line, other.is_some(), || {
            (format!("`{link}` is left at `{node}`"), "one of its ends".into())
        });
        if let Some(other) = other {
            self.moves(line, record, &Spot::On(link.to_owned(), other.clone()), findings);
        }
        self.vehicles.insert(record.vehicle().to_owned(), Spot::Passing(node.to_owned()));
    }

    fn flow_in(&mut self, line: u64, record: &Record, findings: &mut Findings) {
        self.aboard_of_nothing(line, record, record.resource(), findings);
        self.lot_here(line, record, findings);
        self.aboard.insert(record.lot().to_owned(), record.resource().to_owned());
        self.lots.remove(record.lot());
    }

    fn flow_out(&mut self, line: u64, record: &Record, findings: &mut Findings) {
        self.off(line, record, record.resource(), findings);
    }

    fn board(&mut self, line: u64, record: &Record, facts: &Facts, findings: &mut Findings) {
        let (lot, vehicle, node) = (record.lot(), record.vehicle(), record.place());
        self.aboard_of_nothing(line, record, vehicle, findings);
        self.lot_here(line, record, findings);
        let at_once = facts.is_anywhere(vehicle);
        let is = self.vehicles.get(vehicle);
        let here = match is {
            None => true,
            Some(Spot::At(at)) => at == node || at_once,
            Some(_) => false,
        };
        findings.hold(Rule::Place, line, here, || {
            let is = is.map(Spot::words).unwrap_or_default();
            (
                format!("`{lot}` goes aboard `{vehicle}` at `{node}`, which is {is}"),
                "one place at a time".into(),
            )
        });
        self.vehicles.insert(vehicle.to_owned(), Spot::At(node.to_owned()));
        self.aboard.insert(lot.to_owned(), vehicle.to_owned());
        self.lots.remove(lot);
    }

    fn alight(&mut self, line: u64, record: &Record, findings: &mut Findings) {
        self.moves(line, record, &Spot::At(record.place().to_owned()), findings);
        self.off(line, record, record.vehicle(), findings);
    }

    fn aboard_of_nothing(&self, line: u64, record: &Record, what: &str, findings: &mut Findings) {
        let lot = record.lot();
        let elsewhere = self.aboard.get(lot);
        findings.hold(Rule::Place, line, elsewhere.is_none(), || {
            let other = elsewhere.cloned().unwrap_or_default();
            (format!("`{lot}` goes aboard `{what}` and is aboard `{other}`"), "off that one first".into())
        });
    }

    fn off(&mut self, line: u64, record: &Record, vehicle: &str, findings: &mut Findings) {
        let (lot, node) = (record.lot(), record.place());
        let aboard = self.aboard.remove(lot);
        findings.hold(Rule::Place, line, aboard.as_deref() == Some(vehicle), || {
            let is = aboard.map_or_else(|| "aboard nothing".to_owned(), |other| format!("aboard `{other}`"));
            (format!("`{lot}` comes off `{vehicle}` and is {is}"), "the vehicle it is aboard of".into())
        });
        self.lots.insert(lot.to_owned(), node.to_owned());
    }

    /// A lot that is at a node is at this one.
    fn lot_here(&self, line: u64, record: &Record, findings: &mut Findings) {
        let (lot, node) = (record.lot(), record.place());
        let Some(is) = self.lots.get(lot) else { return };
        findings.hold(Rule::Place, line, is == node, || {
            (format!("`{lot}` is at `{is}`, and then at `{node}`"), format!("`{is}`"))
        });
    }
}

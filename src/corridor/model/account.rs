//! Accounts: who is paid, for which element of the transport chain, in which country.
//!
//! Every dollar is booked on one account of one lot. An account with several countries belongs to
//! them by fixed shares, as the freight of a train does by kilometres.

use super::emissions::Element;
use super::ids::{LinkId, PayeeId};
use super::link::Hop;
use super::{Corridor, SHIPPERS_TIME};

/// What an account is for, and where. Its payee stands at the same place of [`Corridor::payees`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Account {
    /// The kind of transport chain element; nothing for what belongs to none, as the shippers' time.
    pub element: Option<Element>,
    /// Countries by their ISO 3166 codes, empty where the scenario does not say, and their shares,
    /// which sum to the whole; nobody's, if there are none.
    pub countries: Vec<(String, f64)>,
}

/// Accounts while they are opened.
struct Opening {
    payees: Vec<String>,
    accounts: Vec<Account>,
}

impl Opening {
    fn account(&mut self, payee: &str, element: Element, countries: Vec<(String, f64)>) -> PayeeId {
        let wanted = Account { element: Some(element), countries };
        let mut known = self.payees.iter().zip(&self.accounts);
        let place = known.position(|(name, account)| name == payee && *account == wanted);
        PayeeId::at(place.unwrap_or_else(|| {
            self.payees.push(payee.to_owned());
            self.accounts.push(wanted);
            self.accounts.len() - 1
        }))
    }
}

impl Corridor {
    /// Gives everybody who is paid an account for each element and country.
    pub(crate) fn open_accounts(&mut self) {
        let named = std::mem::take(&mut self.payees);
        let name = |payee: PayeeId| named[payee.index()].as_str();
        let mut open =
            Opening { payees: vec![name(SHIPPERS_TIME).to_owned()], accounts: vec![Account::default()] };
        for index in 0..self.services.len() {
            let countries = self.countries_along(&self.services[index].path);
            let payee = name(self.services[index].payee);
            self.services[index].payee = open.account(payee, Element::Leg, countries);
        }
        for index in 0..self.terminals.len() {
            let at_node = self.nodes.iter().find(|node| node.terminal.is_some_and(|id| id.index() == index));
            let countries = vec![(at_node.map(|node| node.country.clone()).unwrap_or_default(), 1.0)];
            let payee = name(self.terminals[index].payee);
            self.terminals[index].payee = open.account(payee, Element::Hub, countries);
        }
        for index in 0..self.borders.len() {
            let countries = self.countries_at(index);
            let border = &mut self.borders[index];
            border.payee = open.account(name(border.payee), Element::Border, countries.clone());
            for side in &mut border.sides {
                // A crossing with one side only is between the countries of its link.
                let own = vec![(side.country.clone(), 1.0)];
                let countries = if side.country.is_empty() { countries.clone() } else { own };
                side.payee = open.account(name(side.payee), Element::Border, countries);
            }
        }
        for index in 0..self.gauge_changes.len() {
            let countries = self.countries_at_gauge(index);
            let change = &mut self.gauge_changes[index];
            change.payee = open.account(name(change.payee), Element::Hub, countries);
        }
        for index in 0..self.fleets.len() {
            let home = self.fleets[index].ports.first().map(|port| port.node);
            let country = home.map(|node| self.nodes[node.index()].country.clone());
            if let Some(hire) = &mut self.fleets[index].hire {
                let countries = vec![(country.unwrap_or_default(), 1.0)];
                hire.payee = open.account(name(hire.payee), Element::Leg, countries);
            }
        }
        for cargo in &mut self.cargo {
            if let Some((_, payee)) = &mut cargo.hire {
                *payee = open.without_place(name(*payee));
            }
        }
        if let Some((_, payee)) = self.emissions.as_mut().and_then(|plan| plan.carbon.as_mut()) {
            *payee = open.without_place(name(*payee));
        }
        self.payees = open.payees;
        self.accounts = open.accounts;
        self.lay_legs();
    }

    /// The countries of a way, by kilometres; alike where it has no length.
    fn countries_along(&self, path: &[Hop]) -> Vec<(String, f64)> {
        let km = |hop: &Hop| self.links[hop.link.index()].length.as_km();
        let all: f64 = path.iter().map(km).sum();
        let mut countries: Vec<(String, f64)> = Vec::new();
        for hop in path {
            let part = if all > 0.0 { km(hop) / all } else { 1.0 / path.len() as f64 };
            for (country, share) in self.countries_of(hop.link).into_iter().flatten() {
                match countries.iter_mut().find(|(known, _)| known == country) {
                    Some((_, sum)) => *sum += part * share,
                    None => countries.push((country.to_owned(), part * share)),
                }
            }
        }
        countries
    }

    /// The country where the gauge is changed, or the two of a border crossing.
    fn countries_at_gauge(&self, change: usize) -> Vec<(String, f64)> {
        let here = |id: Option<super::GaugeChangeId>| id.is_some_and(|id| id.index() == change);
        if let Some(node) = self.nodes.iter().find(|node| here(node.gauge_change)) {
            return vec![(node.country.clone(), 1.0)];
        }
        let border = self.borders.iter().position(|border| here(border.gauge_change));
        border.map_or_else(Vec::new, |border| self.countries_at(border))
    }

    /// The countries that meet at a border crossing.
    fn countries_at(&self, border: usize) -> Vec<(String, f64)> {
        let here = |link: &super::Link| link.border.is_some_and(|id| id.index() == border);
        let Some(link) = self.links.iter().position(here) else { return vec![(String::new(), 1.0)] };
        let ends = self.links[LinkId::at(link).index()].ends;
        let [one, other] = ends.map(|node| self.nodes[node.index()].country.clone());
        if one == other { vec![(one, 1.0)] } else { vec![(one, 0.5), (other, 0.5)] }
    }
}

impl Opening {
    fn without_place(&mut self, payee: &str) -> PayeeId {
        self.payees.push(payee.to_owned());
        self.accounts.push(Account::default());
        PayeeId::at(self.accounts.len() - 1)
    }
}

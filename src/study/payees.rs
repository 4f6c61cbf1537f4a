//! Measures of who is paid: by payee, by country, by element of the transport chain.

use super::emissions::NO_COUNTRY;
use super::measure::Measure;
use crate::corridor::{Account, Corridor, Outcome};
use std::collections::BTreeMap;

/// Path, unit, meaning.
pub(super) const PAID: (&str, &str, &str) = (
    "paid",
    "USD/yr",
    "Dollars booked, in 365 days, on all goods whether delivered or not; the shippers' time and a carbon price lie in no country and belong to no element.",
);

/// The sets of selectors.
pub(super) const KEYS: [&[&str]; 4] =
    [&["payee"], &["country"], &["element"], &["country", "element", "payee"]];

/// Sums of accounts that are reported.
#[derive(Debug, Default)]
pub(super) struct Paid {
    /// For each the accounts, and the share of each that belongs to it.
    sums: Vec<Vec<(usize, f64)>>,
}

impl Paid {
    /// The sums of a corridor; their measures go to `measures`.
    pub(super) fn of(corridor: &Corridor, measures: &mut Vec<Measure>) -> Self {
        let (path, unit, _) = PAID;
        let mut sums = Vec::new();
        let mut add = |selectors: BTreeMap<&'static str, String>, accounts| {
            measures.push(Measure { path: path.to_owned(), selectors, unit });
            sums.push(accounts);
        };
        let mut by_payee: Vec<(&str, Vec<(usize, f64)>)> = Vec::new();
        for (index, payee) in corridor.payees.iter().enumerate() {
            match by_payee.iter_mut().find(|(known, _)| known == payee) {
                Some((_, accounts)) => accounts.push((index, 1.0)),
                None => by_payee.push((payee, vec![(index, 1.0)])),
            }
        }
        for (payee, accounts) in by_payee {
            add(BTreeMap::from([("payee", payee.to_owned())]), accounts);
        }
        for keys in KEYS.into_iter().skip(1) {
            let mut found: BTreeMap<Vec<String>, Vec<(usize, f64)>> = BTreeMap::new();
            for (index, (account, payee)) in corridor.accounts.iter().zip(&corridor.payees).enumerate() {
                for (values, share) in parts(account, payee, keys) {
                    found.entry(values).or_default().push((index, share));
                }
            }
            for (values, accounts) in found {
                add(keys.iter().copied().zip(values).collect(), accounts);
            }
        }
        Self { sums }
    }

    /// The values of one replication.
    pub(super) fn values<'s>(
        &'s self,
        outcome: &'s Outcome,
        years: f64,
    ) -> impl Iterator<Item = Option<f64>> + 's {
        self.sums.iter().map(move |accounts| {
            let of = |&(account, share): &(usize, f64)| outcome.payees[account].usd() * share;
            Some(accounts.iter().map(of).sum::<f64>() / years)
        })
    }
}

/// What an account is narrowed to, and the share of it that belongs there.
fn parts(account: &Account, payee: &str, keys: &[&str]) -> Vec<(Vec<String>, f64)> {
    let Some(element) = account.element else { return Vec::new() };
    if !keys.contains(&"country") {
        return vec![(vec![element.word().to_owned()], 1.0)];
    }
    let named = |country: &str| if country.is_empty() { NO_COUNTRY } else { country }.to_owned();
    let of = |(country, share): &(String, f64)| {
        let values = keys.iter().map(|key| match *key {
            "country" => named(country),
            "element" => element.word().to_owned(),
            _ => payee.to_owned(),
        });
        (values.collect(), *share)
    };
    account.countries.iter().map(of).collect()
}

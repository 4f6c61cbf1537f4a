//! Measures of emissions, for scenarios that have factors.

use super::measure::Measure;
use crate::corridor::{Corridor, EmissionAccount, Milligrams, Outcome};
use std::collections::BTreeMap;

/// What a country is called that the scenario does not name.
pub(super) const NO_COUNTRY: &str = "not said";

/// What countries, modes and elements are measured by.
pub(super) const OF_PLACES: (&str, &str, &str) = (
    "emitted",
    "t/yr",
    "Emissions of vehicles and terminals, in CO2 equivalents, in 365 days, whether the goods have arrived or not.",
);

/// The sets of selectors of [`OF_PLACES`]; the last is what remains of the one before at hubs, where
/// nothing moves.
pub(super) const PLACES: [&[&str]; 5] =
    [&["element"], &["mode"], &["country"], &["country", "element", "mode"], &["country", "element"]];

/// Sums of accounts that are reported.
#[derive(Debug, Default)]
pub(super) struct Sums {
    /// The accounts of each.
    accounts: Vec<Vec<usize>>,
}

impl Sums {
    /// The sums of a corridor; their measures go to `measures`.
    pub(super) fn of(corridor: &Corridor, measures: &mut Vec<Measure>) -> Self {
        let accounts = corridor.emissions.as_ref().map_or(&[][..], |plan| &plan.accounts);
        let mut sums = Vec::new();
        for keys in PLACES.into_iter().take(PLACES.len() - 1) {
            let mut found: BTreeMap<BTreeMap<&'static str, String>, Vec<usize>> = BTreeMap::new();
            for (index, account) in accounts.iter().enumerate() {
                let selectors = keys.iter().filter_map(|key| Some((*key, value(key, account)?)));
                let selectors: BTreeMap<_, _> = selectors.collect();
                if !selectors.is_empty() {
                    found.entry(selectors).or_default().push(index);
                }
            }
            for (selectors, accounts) in found {
                let (path, unit, _) = OF_PLACES;
                measures.push(Measure { path: path.to_owned(), selectors, unit });
                sums.push(accounts);
            }
        }
        Self { accounts: sums }
    }

    /// The values of one replication.
    pub(super) fn values<'s>(
        &'s self,
        outcome: &'s Outcome,
        years: f64,
    ) -> impl Iterator<Item = Option<f64>> + 's {
        self.accounts.iter().map(move |accounts| {
            let seen = &outcome.co2e.accounts;
            let sum: i64 = accounts.iter().map(|&account| seen[account].0).sum();
            Some(Milligrams(sum).kilograms() / 1e3 / years)
        })
    }
}

/// What an account is narrowed to; nothing moves at hubs.
fn value(key: &str, account: &EmissionAccount) -> Option<String> {
    Some(match key {
        "element" => account.element.word().to_owned(),
        "mode" => account.mode?.word().to_owned(),
        _ if account.country.is_empty() => NO_COUNTRY.to_owned(),
        _ => account.country.clone(),
    })
}

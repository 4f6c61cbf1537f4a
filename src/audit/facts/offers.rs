//! Services and their tariffs.

use super::super::page::Page;
use super::super::units::{self, Counted, Price};
use super::{Link, Map, payee, price};

#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) fleet: String,
    /// The links that it goes along.
    pub(crate) along: Vec<String>,
    pub(crate) km: f64,
    /// The border crossings on its way, in order.
    pub(crate) crossings: Vec<String>,
    pub(crate) payee: String,
    pub(crate) tariff: Option<Price>,
    pub(crate) tariff_of: Map<Price>,
    /// The steps of the tariff of all; `None` if they are spelled in a way that is not known here.
    pub(crate) steps: Option<Vec<(Step, Price)>>,
    /// The least that a lot pays by it.
    pub(crate) minimum: Option<f64>,
}

/// Where a step of a tariff begins.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    Km(f64),
    Quantity(f64, Counted),
}

pub(super) fn service(name: &str, page: Page<'_>, links: &Map<Link>) -> Option<Service> {
    let along: Vec<String> = page.list("along").filter_map(Page::text).collect();
    let km = along.iter().map(|link| links.get(link).map(|link| link.km)).sum::<Option<f64>>()?;
    let crossings = along.iter().filter_map(|link| links.get(link)?.border.clone()).collect();
    let of = page.section("tariff_of");
    let from = page.said("from")?;
    let to = along.iter().filter_map(|link| links.get(link));
    let to = to.fold(from.clone(), |at, link| link.ends[usize::from(link.ends[0] == at)].clone());
    Some(Service {
        from,
        to,
        fleet: page.said("fleet").unwrap_or_default(),
        along,
        km,
        crossings,
        payee: payee(name, page),
        tariff: price(page, "tariff"),
        steps: page.list("tariff_steps").map(step).collect(),
        minimum: page.said("minimum_charge").and_then(|text| units::dollars(&text)),
        tariff_of: of
            .filter_map(|(class, price)| Some((class.to_owned(), units::price(&price.text()?)?)))
            .collect(),
    })
}

pub(super) fn step(page: Page<'_>) -> Option<(Step, Price)> {
    let from = page.said("from")?;
    let km = units::km(&from).map(Step::Km);
    let begins = km.or_else(|| units::volume(&from).map(|(amount, of)| Step::Quantity(amount, of)))?;
    Some((begins, price(page, "tariff")?))
}

//! Distributions: which there are, and how they are read.

use super::{Here, Reader};
use crate::noise::{Distribution, Impossible};
use crate::quantity::Quantity;
use crate::scenario::provenance::Origin;
use crate::scenario::text::{Code, Finding, Kind, closest, one_of};

impl<'a> Reader<'a> {
    /// Reads a quantity or a distribution of it, as numbers in the unit that `number` gives.
    pub(in crate::scenario) fn law<Q: Quantity>(
        &mut self,
        here: &Here<'a>,
        number: &mut dyn FnMut(&mut Self, Q, &Here<'a>) -> Option<f64>,
    ) -> Option<Distribution> {
        let noted = self.provenance.len();
        let value = self.unwrapped(here)?;
        let law = self.law_of(&value, number);
        if value.tree.name(self.sources).is_some() {
            self.note_law_or_parameters(noted);
        }
        law
    }

    /// A distribution whose origin is told speaks for its parameters; else they speak for it.
    fn note_law_or_parameters(&mut self, noted: usize) {
        let mut parameters = self.provenance.split_off(noted);
        let law = parameters.remove(0);
        if law.origin != Origin::Plain {
            parameters.retain(|parameter| parameter.origin != Origin::Plain);
            parameters.insert(0, law);
        }
        self.provenance.append(&mut parameters);
    }

    fn law_of<Q: Quantity>(
        &mut self,
        value: &Here<'a>,
        number: &mut dyn FnMut(&mut Self, Q, &Here<'a>) -> Option<f64>,
    ) -> Option<Distribution> {
        let Some(name) = value.tree.name(self.sources) else {
            let quantity = self.literal::<Q>(value)?;
            let constant = number(self, quantity, value)?;
            return self.possible(Distribution::constant(constant), value, &[]);
        };
        let Some(&LawDoc { parameters, .. }) = LAWS.iter().find(|law| law.name == name) else {
            return self.unknown_law(name, value);
        };
        if name == "Empirical" {
            return self.empirical(value, number);
        }
        let places = self.parameters(value, name, parameters)?;
        let mut numbers = Vec::with_capacity(places.len());
        for (parameter, place) in parameters.iter().zip(&places) {
            numbers.push(match *parameter {
                "cv" | "shape" => self.quantity::<f64>(place),
                _ => {
                    let quantity = self.quantity::<Q>(place);
                    quantity.and_then(|quantity| number(self, quantity, place))
                }
            });
        }
        let numbers: Vec<f64> = numbers.into_iter().collect::<Option<_>>()?;
        let places: Vec<(&str, Here<'_>)> = parameters.iter().copied().zip(places).collect();
        self.possible(made(name, &numbers), value, &places)
    }

    fn empirical<Q: Quantity>(
        &mut self,
        here: &Here<'a>,
        number: &mut dyn FnMut(&mut Self, Q, &Here<'a>) -> Option<f64>,
    ) -> Option<Distribution> {
        // `Empirical(["3 h", "5 h"])` or, shorter, `Empirical("3 h", "5 h")`.
        let list = match here.tree.items() {
            [only] if matches!(only.kind, Kind::List(_)) => Here { tree: only, ..here.clone() },
            _ => here.clone(),
        };
        let mut values = Vec::new();
        for item in list.items() {
            let quantity = self.quantity::<Q>(&item)?;
            values.push(number(self, quantity, &item)?);
        }
        self.possible(Distribution::empirical(values), here, &[])
    }

    /// The places of a distribution's parameters, by position or by name.
    fn parameters(&mut self, here: &Here<'a>, law: &str, wanted: &[&str]) -> Option<Vec<Here<'a>>> {
        let by_position: Vec<Here<'a>> = here.items().collect();
        let by_name: Vec<Here<'a>> = wanted.iter().filter_map(|name| here.field(name)).collect();
        let unknown = here.tree.entries().iter().find(|entry| !wanted.contains(&entry.key.as_str()));
        let complete = by_position.len() + by_name.len() == wanted.len() && unknown.is_none();
        if complete {
            return Some(if by_name.is_empty() { by_position } else { by_name });
        }
        self.complain(
            Code::WRONG_VALUE,
            here,
            format!("`{law}` takes other parameters"),
            format!("write `{law}({})`", wanted.join(": .., ") + ": .."),
        );
        None
    }

    fn unknown_law(&mut self, name: &str, here: &Here<'_>) -> Option<Distribution> {
        let known = LAWS.iter().map(|law| law.name);
        let near = closest(name, known.clone());
        let finding = Finding::error(Code::WRONG_VALUE, format!("there is no distribution `{name}`"))
            .at(self.sources.first_line(here.tree.name_span().unwrap_or(here.span())));
        self.findings.push(match near {
            Some(_) => finding.did_you_mean(near),
            None => finding.hint(format!("there are {}", one_of(known, LAWS.len()))),
        });
        None
    }

    fn possible(
        &mut self,
        law: Result<Distribution, Impossible>,
        here: &Here<'_>,
        parameters: &[(&str, Here<'_>)],
    ) -> Option<Distribution> {
        law.map_err(|why| {
            let spelled = |name: &str| {
                let place = parameters.iter().find(|(parameter, _)| *parameter == name);
                place.map_or_else(String::new, |(_, place)| self.sources.slice(place.span()).replace('"', ""))
            };
            // The numbers in the reason are in the unit of the engine; the writer knows his own.
            let why = match why {
                Impossible::OutOfOrder { lower, upper, .. } => {
                    format!("{lower} `{}` is above {upper} `{}`", spelled(lower), spelled(upper))
                }
                why => why.to_string(),
            };
            let message = format!("`{}` is no possible distribution", here.path);
            self.complain(Code::IMPOSSIBLE_LAW, here, message, why);
        })
        .ok()
    }
}

/// A distribution as scenarios write it.
#[derive(Clone, Copy, Debug)]
pub struct LawDoc {
    /// Its name.
    pub name: &'static str,
    /// Its parameters, in the order in which they stand without names.
    pub parameters: &'static [&'static str],
    /// What it is.
    pub doc: &'static str,
}

const fn law(name: &'static str, parameters: &'static [&'static str], doc: &'static str) -> LawDoc {
    LawDoc { name, parameters, doc }
}

/// The distributions.
pub const LAWS: [LawDoc; 9] = [
    law("Constant", &["value"], "Always the same."),
    law("Uniform", &["low", "high"], "Anything between the two, all equally likely."),
    law("Exponential", &["mean"], "Memoryless: time between independent events."),
    law("Lognormal", &["mean", "cv"], "Skewed to long values, as travel and release times are."),
    law("Triangular", &["low", "mode", "high"], "From the least, the most likely and the greatest value."),
    law("Pert", &["low", "mode", "high"], "The same with less weight on the extremes."),
    law("Gamma", &["mean", "cv"], "Skewed, with shorter tails than the lognormal."),
    law("Weibull", &["scale", "shape"], "Life times: shape above 1 where things wear out."),
    law(
        "Empirical",
        &["values"],
        "Observed values, any number of them: draws are spread evenly between neighbours.",
    ),
];

fn made(law: &str, numbers: &[f64]) -> Result<Distribution, crate::noise::Impossible> {
    match (law, numbers) {
        ("Uniform", &[low, high]) => Distribution::uniform(low, high),
        ("Exponential", &[mean]) => Distribution::exponential(mean),
        ("Lognormal", &[mean, cv]) => Distribution::lognormal(mean, cv),
        ("Triangular", &[low, mode, high]) => Distribution::triangular(low, mode, high),
        ("Pert", &[low, mode, high]) => Distribution::pert(low, mode, high),
        ("Gamma", &[mean, cv]) => Distribution::gamma(mean, cv),
        ("Weibull", &[scale, shape]) => Distribution::weibull(scale, shape),
        (_, numbers) => Distribution::constant(numbers.first().copied().unwrap_or(f64::NAN)),
    }
}

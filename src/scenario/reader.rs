//! Reads values of the merged tree: quantities, distributions, names, dates, with all findings.

use super::provenance::{Origin, Provenance};
use super::text::{Atom, Code, Entry, Finding, Findings, Kind, Sources, Span, Tree, closest, one_of};
use crate::noise::{Distribution, Impossible};
use crate::quantity::{Quantity, Unreadable, parse, read};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// A place in the tree and its path.
#[derive(Clone, Debug)]
pub(super) struct Here<'a> {
    /// The value.
    pub(super) tree: &'a Tree,
    /// Its factor path.
    pub(super) path: String,
    /// The key that names it in its parent; of an item of a list, the item.
    key: Span,
}

impl<'a> Here<'a> {
    /// The whole scenario.
    #[must_use]
    pub(super) fn root(tree: &'a Tree) -> Self {
        Self { tree, path: String::new(), key: tree.span }
    }

    /// The value of a field, if it is written.
    #[must_use]
    pub(super) fn field(&self, name: &str) -> Option<Self> {
        let entry = self.tree.field(name)?;
        Some(self.entry(entry))
    }

    fn entry(&self, entry: &'a Entry) -> Self {
        let path = super::text::join(&self.path, &entry.key);
        Self { tree: &entry.value, path, key: entry.key_span }
    }

    /// The value of a field, or this place where it is not written.
    #[must_use]
    pub(super) fn or_self(&self, name: &str) -> Self {
        self.field(name).unwrap_or_else(|| self.clone())
    }

    /// Every entry of a map or block.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&'a str, Self)> + use<'a, '_> {
        self.tree.entries().iter().map(|entry| (entry.key.as_str(), self.entry(entry)))
    }

    /// Every item of a list.
    pub(super) fn items(&self) -> impl Iterator<Item = Self> + use<'a, '_> {
        self.tree.items().iter().enumerate().map(|(index, tree)| {
            let path = super::text::join(&self.path, &index.to_string());
            Self { tree, path, key: tree.span }
        })
    }

    /// Where the value stands.
    #[must_use]
    pub(super) fn span(&self) -> Span {
        self.tree.span
    }

    /// Where the key that names it stands.
    #[must_use]
    pub(super) fn key(&self) -> Span {
        self.key
    }
}

/// The names of one section, in order, with what they are called.
#[derive(Debug, Default)]
pub(super) struct Names {
    what: &'static str,
    /// Whether the section itself is missing or wrong, which is a finding of its own.
    unsaid: bool,
    index: BTreeMap<String, (usize, Span)>,
}

impl Names {
    /// The names of a section, sorted; `what` reads as in "no node has this name".
    pub(super) fn new<'n>(what: &'static str, names: impl IntoIterator<Item = (&'n str, Span)>) -> Self {
        let sorted: BTreeMap<&str, Span> = names.into_iter().collect();
        let numbered = sorted.into_iter().enumerate();
        let index = numbered.map(|(index, (name, span))| (name.to_owned(), (index, span))).collect();
        Self { what, unsaid: false, index }
    }

    /// The names of a section that is missing or wrong: nobody can tell what they are.
    pub(super) fn unsaid(what: &'static str) -> Self {
        Self { what, unsaid: true, index: BTreeMap::new() }
    }

    /// The place of a name in the sorted list.
    #[must_use]
    pub(super) fn get(&self, name: &str) -> Option<usize> {
        self.index.get(name).map(|&(index, _)| index)
    }

    /// How many there are.
    #[must_use]
    pub(super) fn len(&self) -> usize {
        self.index.len()
    }
}

/// Reads values and gathers what is wrong with them.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    /// The files.
    pub(super) sources: &'a Sources,
    /// What is wrong so far.
    pub(super) findings: Findings,
    /// Where values come from.
    pub(super) provenance: Vec<Provenance>,
    references: BTreeSet<String>,
}

impl<'a> Reader<'a> {
    /// A reader that knows the names of all references.
    pub(super) fn new(sources: &'a Sources, references: BTreeSet<String>) -> Self {
        Self { sources, findings: Findings::new(), provenance: Vec::new(), references }
    }

    /// Adds a finding at a place.
    pub(super) fn complain(
        &mut self,
        code: Code,
        here: &Here<'_>,
        message: impl Into<String>,
        label: impl Into<String>,
    ) {
        self.findings.push(Finding::error(code, message).at(self.place(here)).label(label));
    }

    /// The place to look at: the value, or the key of a block, which may be long.
    fn place(&self, here: &Here<'_>) -> Span {
        match here.tree.kind {
            Kind::Map(_) | Kind::Block { name: None, .. } => self.sources.first_line(here.key()),
            _ => self.sources.first_line(here.span()),
        }
    }

    /// Adds a finding with a hint.
    pub(super) fn advise(
        &mut self,
        code: Code,
        here: &Here<'_>,
        message: impl Into<String>,
        label: impl Into<String>,
        hint: impl Into<String>,
    ) {
        let finding = Finding::error(code, message).at(self.place(here)).label(label).hint(hint);
        self.findings.push(finding);
    }

    /// Looks a name up; an unknown one is a finding with the nearest that exists.
    pub(super) fn name(&mut self, names: &Names, name: &str, here: &Here<'_>) -> Option<usize> {
        if let Some(index) = names.get(name) {
            return Some(index);
        }
        if names.unsaid {
            return None;
        }
        let what = names.what;
        // The name is the value, as in `to: "Alat"`, or the key, as in `{ "grain": "90 t" }`.
        let is_value = here.tree.text(self.sources).is_some_and(|text| text == name);
        let place = if is_value { here.span() } else { here.key() };
        let near = closest(name, names.index.keys().map(String::as_str));
        let mut finding =
            Finding::error(Code::UNKNOWN_NAME, format!("`{}` names an unknown {what} `{name}`", here.path))
                .at(place)
                .label(format!("no {what} has this name"));
        if let Some(near) = near {
            let declared = names.index[near].1;
            finding = finding.did_you_mean(Some(near)).related(declared, "declared here");
        }
        self.findings.push(finding);
        None
    }

    /// Reads a quantity.
    pub(super) fn quantity<Q: Quantity>(&mut self, here: &Here<'a>) -> Option<Q> {
        let value = self.unwrapped(here)?;
        self.literal(&value)
    }

    /// A list that may be wrapped in its provenance, which then speaks for all of it.
    pub(super) fn list(&mut self, here: &Here<'a>) -> Option<Here<'a>> {
        self.unwrapped(here)
    }

    /// Reads one quantity of a list, whose origin has been noted with the list.
    pub(super) fn part<Q: Quantity>(&mut self, here: &Here<'a>) -> Option<Q> {
        self.literal(here)
    }

    /// Reads a quantity that must be above zero.
    pub(super) fn positive<Q: Quantity>(&mut self, here: &Here<'a>, number: impl Fn(&Q) -> f64) -> Option<Q> {
        let quantity = self.quantity::<Q>(here)?;
        if number(&quantity) > 0.0 {
            return Some(quantity);
        }
        self.complain(
            Code::OUT_OF_RANGE,
            here,
            format!("`{}` must be more than nothing", here.path),
            format!("{} above zero belongs here", Q::NAME),
        );
        None
    }

    /// Reads a share between nothing and the whole.
    pub(super) fn share(&mut self, here: &Here<'a>) -> Option<f64> {
        let share: crate::quantity::Share = self.quantity(here)?;
        if share.is_part_of_whole() {
            return Some(share.as_fraction());
        }
        self.complain(
            Code::OUT_OF_RANGE,
            here,
            format!("`{}` is no share of a whole", here.path),
            "between 0 % and 100 %",
        );
        None
    }

    /// Reads a quantity or a distribution of it, as numbers in the unit that `number` gives.
    pub(super) fn law<Q: Quantity>(
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

    /// The value inside `Sourced`, `Estimate` and `Fitted`; its origin is noted.
    fn unwrapped(&mut self, here: &Here<'a>) -> Option<Here<'a>> {
        let (origin, wanted) = match here.tree.name(self.sources) {
            Some("Sourced") => (Origin::Sourced, ["ref"].as_slice()),
            Some("Estimate") => (Origin::Estimate, ["low", "high", "why"].as_slice()),
            Some("Fitted") => (Origin::Fitted, ["to"].as_slice()),
            _ => {
                self.note(here, here, Origin::Plain, String::new());
                return Some(here.clone());
            }
        };
        let missing = ["value"].iter().chain(wanted).find(|name| here.field(name).is_none());
        let unknown = here.tree.entries().iter().find(|entry| {
            entry.key != "value" && entry.key != "note" && !wanted.contains(&entry.key.as_str())
        });
        if let Some(entry) = unknown {
            let near = closest(&entry.key, wanted.iter().copied());
            let finding =
                Finding::error(Code::UNKNOWN_FIELD, format!("`{}` has no field `{}`", here.path, entry.key))
                    .at(entry.key_span)
                    .label(format!("one of value, {}, note", wanted.join(", ")))
                    .did_you_mean(near);
            self.findings.push(finding);
        }
        if let Some(missing) = missing
            && unknown.is_none()
        {
            self.complain(
                Code::MISSING_FIELD,
                here,
                format!("`{}` lacks `{missing}`", here.path),
                format!("add `{missing}: ..`"),
            );
        }
        if missing.is_some() {
            return None;
        }
        let inner = Here { tree: here.tree.child("value")?, ..here.clone() };
        let because = self.because(here, origin, wanted);
        self.note(here, &inner, origin, because);
        if inner.tree.name(self.sources).is_some_and(|name| ["Sourced", "Estimate", "Fitted"].contains(&name))
        {
            self.complain(
                Code::WRONG_VALUE,
                &inner,
                "provenance inside provenance",
                "write the value itself here",
            );
            return None;
        }
        Some(inner)
    }

    /// The reason that a wrapped value gives, checked as far as it can be.
    fn because(&mut self, here: &Here<'a>, origin: Origin, wanted: &[&str]) -> String {
        let mut said = Vec::new();
        for name in wanted {
            let Some(place) = here.field(name) else { continue };
            let Some(text) = place.tree.text(self.sources) else {
                self.complain(
                    Code::WRONG_VALUE,
                    &place,
                    format!("`{}` is no text", place.path),
                    format!("found {}", place.tree.describe()),
                );
                continue;
            };
            if text.trim().is_empty() {
                self.complain(
                    Code::WRONG_VALUE,
                    &place,
                    format!("`{}` says nothing", place.path),
                    "say it here",
                );
            }
            said.push(if origin == Origin::Estimate && *name != "why" {
                format!("{name} {text}")
            } else {
                text
            });
        }
        if origin == Origin::Sourced {
            self.check_reference(here);
        }
        if origin == Origin::Estimate {
            self.check_range(here);
        }
        said.join("; ")
    }

    fn check_reference(&mut self, here: &Here<'a>) {
        let Some(place) = here.field("ref") else { return };
        let Some(text) = place.tree.text(self.sources) else { return };
        if self.references.contains(&text) {
            return;
        }
        let near = closest(&text, self.references.iter().map(String::as_str)).map(str::to_owned);
        let finding = Finding::error(
            Code::UNKNOWN_REFERENCE,
            format!("`{}` names an unknown source `{text}`", here.path),
        )
        .at(place.span())
        .label("not in `references`")
        .did_you_mean(near.as_deref());
        self.findings.push(finding);
    }

    /// An estimate lies between its own low and high.
    fn check_range(&mut self, here: &Here<'a>) {
        let number = |name: &str| {
            let text = here.field(name)?.tree.text(self.sources)?;
            parse(&text).ok().map(|measured| (measured.dimension(), measured.value()))
        };
        let (Some(low), Some(high)) = (number("low"), number("high")) else { return };
        let value = number("value");
        let same = low.0 == high.0 && value.is_none_or(|value| value.0 == low.0);
        let inside = value.is_none_or(|value| low.1 <= value.1 && value.1 <= high.1) && low.1 <= high.1;
        if !(same && inside) {
            self.complain(
                Code::BAD_ESTIMATE,
                here,
                format!("the estimate `{}` lies outside its own range", here.path),
                "low, value and high must be of one kind and in this order",
            );
        }
    }

    fn note(&mut self, here: &Here<'_>, inner: &Here<'_>, origin: Origin, because: String) {
        let value = self.sources.slice(inner.span()).to_owned();
        self.provenance.push(Provenance { path: here.path.clone(), origin, value, because });
    }

    fn literal<Q: Quantity>(&mut self, here: &Here<'_>) -> Option<Q> {
        let spelled = match here.tree.kind {
            Kind::Atom(Atom::Number) => Some(self.sources.slice(here.span()).to_owned()),
            _ => here.tree.text(self.sources),
        };
        let Some(text) = spelled else {
            self.complain(
                Code::WRONG_VALUE,
                here,
                format!("`{}` takes {}", here.path, Q::NAME),
                format!("found {}; write for example `{}`", here.tree.describe(), Q::EXAMPLE),
            );
            return None;
        };
        match read::<Q>(&text) {
            Ok(quantity) => Some(quantity),
            Err(why) => {
                self.unreadable(here, &why);
                None
            }
        }
    }

    fn unreadable(&mut self, here: &Here<'_>, why: &Unreadable) {
        let code = match why {
            Unreadable::Malformed { .. } => Code::NO_QUANTITY,
            Unreadable::Mismatch(crate::quantity::Mismatch::Dimension { .. }) => Code::WRONG_DIMENSION,
            Unreadable::Mismatch(_) => Code::OUT_OF_RANGE,
        };
        let text = why.to_string();
        let (label, hint) = match text.split_once("; ") {
            Some((label, hint)) => (label.to_owned(), Some(hint.to_owned())),
            None => (text, None),
        };
        let message = format!("`{}` cannot be read", here.path);
        let mut finding = Finding::error(code, message).at(here.span()).label(label);
        if let Some(hint) = hint {
            finding = finding.hint(hint);
        }
        self.findings.push(finding);
    }

    /// Reads a civil date.
    pub(super) fn date(&mut self, here: &Here<'_>) -> Option<Date> {
        let text = here.tree.text(self.sources).unwrap_or_default();
        match text.parse::<Date>() {
            Ok(date) => Some(date),
            Err(_) => {
                self.advise(
                    Code::BAD_DATE,
                    here,
                    format!("`{}` is no date", here.path),
                    if text.len() == 10 { "there is no such day" } else { "cannot be read" },
                    "write year, month and day, as `2024-01-31`",
                );
                None
            }
        }
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

//! Reads values of the merged tree: quantities, names, dates, with all findings.

mod here;
mod law;
mod origin;

pub(in crate::scenario) use here::{Aside, Here, Names};
pub use law::{LAWS, LawDoc};

use super::provenance::Provenance;
use super::text::{Atom, Code, Finding, Findings, Kind, Sources, Span, Tree, closest};
use crate::quantity::{Quantity, Share, Unreadable, read};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Reads values and gathers what is wrong with them.
#[derive(Debug)]
pub(in crate::scenario) struct Reader<'a> {
    /// The files.
    pub(in crate::scenario) sources: &'a Sources,
    /// What is wrong so far.
    pub(in crate::scenario) findings: Findings,
    /// Where values come from.
    pub(in crate::scenario) provenance: Vec<Provenance>,
    /// Paths of numbers that may be 0, since a project makes more of them.
    pub(in crate::scenario) may_open: BTreeSet<String>,
    /// Fleets that haul others before or after a date, where projects change who hauls whom.
    pub(in crate::scenario) may_haul: BTreeSet<String>,
    /// Whether the scenario has phases.
    pub(in crate::scenario) phased: bool,
    /// What has been set aside, since something is wrong with it.
    pub(in crate::scenario) aside: Aside,
    /// Where one of them is named: what stands there cannot be read either.
    pub(in crate::scenario) stuck: Vec<Span>,
    references: BTreeSet<String>,
}

impl<'a> Reader<'a> {
    /// A reader that knows the names of all references.
    pub(in crate::scenario) fn new(sources: &'a Sources, references: BTreeSet<String>) -> Self {
        Self {
            sources,
            findings: Findings::new(),
            provenance: Vec::new(),
            may_open: BTreeSet::new(),
            may_haul: BTreeSet::new(),
            phased: false,
            aside: Aside::default(),
            stuck: Vec::new(),
            references,
        }
    }

    /// A reader of the same scenario at another time.
    pub(in crate::scenario) fn beside(&self) -> Self {
        let own = Self::new(self.sources, self.references.clone());
        Self { may_open: self.may_open.clone(), may_haul: self.may_haul.clone(), phased: self.phased, ..own }
    }

    /// Takes over the errors and origins that another reader found and this one did not.
    pub(in crate::scenario) fn take_over(&mut self, other: Self) {
        for finding in other.findings.sorted() {
            if finding.is_error() && !self.findings.contains(&finding) {
                self.findings.push(finding);
            }
        }
        for value in other.provenance {
            if !self.provenance.contains(&value) {
                self.provenance.push(value);
            }
        }
    }

    /// Adds a finding at a place.
    pub(in crate::scenario) fn complain(
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
    pub(in crate::scenario) fn advise(
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
    pub(in crate::scenario) fn name(&mut self, names: &Names, name: &str, here: &Here<'_>) -> Option<usize> {
        if let Some(index) = names.get(name) {
            return Some(index);
        }
        if names.unsaid {
            return None;
        }
        if names.aside.contains_key(name) {
            self.stuck.push(here.span());
            return None;
        }
        let what = names.what;
        // The name is the value, as in `to: "Alat"`, or the key, as in `{ "grain": "90 t" }`.
        let is_value = here.tree.text(self.sources).is_some_and(|text| text == name);
        let place = if is_value { here.span() } else { here.key() };
        let known = names.index.keys().chain(names.aside.keys());
        let near = self.nearest(name, known.map(String::as_str));
        let mut finding =
            Finding::error(Code::UNKNOWN_NAME, format!("`{}` names an unknown {what} `{name}`", here.path))
                .at(place)
                .label(format!("no {what} has this name"));
        if let Some(near) = near {
            let declared = names.index.get(near).map(|(_, span)| span).or(names.aside.get(near));
            finding = finding.did_you_mean(Some(near));
            if let Some(declared) = declared {
                finding = finding.related(*declared, "declared here");
            }
        }
        self.findings.push(finding);
        None
    }

    /// The known name most like a misspelled one. Comparing is quadratic in a file of nothing but
    /// misspelled names, so only the first findings get a hint: more than anybody reads.
    pub(in crate::scenario) fn nearest<'n>(
        &self,
        name: &str,
        names: impl IntoIterator<Item = &'n str>,
    ) -> Option<&'n str> {
        const MOST_HINTS: usize = 200;
        (self.findings.len() < MOST_HINTS).then(|| closest(name, names)).flatten()
    }

    /// Reads a quantity.
    pub(in crate::scenario) fn quantity<Q: Quantity>(&mut self, here: &Here<'a>) -> Option<Q> {
        let value = self.unwrapped(here)?;
        self.literal(&value)
    }

    /// A list that may be wrapped in its provenance, which then speaks for all of it.
    pub(in crate::scenario) fn list(&mut self, here: &Here<'a>) -> Option<Here<'a>> {
        self.unwrapped(here)
    }

    /// Reads one quantity of a list, whose origin has been noted with the list.
    pub(in crate::scenario) fn part<Q: Quantity>(&mut self, here: &Here<'a>) -> Option<Q> {
        self.literal(here)
    }

    /// Reads a quantity that must be above zero.
    pub(in crate::scenario) fn positive<Q: Quantity>(
        &mut self,
        here: &Here<'a>,
        number: impl Fn(&Q) -> f64,
    ) -> Option<Q> {
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

    /// Reads an amount above zero, or none yet where a project makes more of it.
    pub(in crate::scenario) fn positive_in_time<Q: Quantity>(
        &mut self,
        here: &Here<'a>,
        number: impl Fn(&Q) -> f64,
    ) -> Option<Q> {
        if self.may_open.contains(&here.path) { self.quantity(here) } else { self.positive(here, number) }
    }

    /// Reads a share between nothing and the whole.
    pub(in crate::scenario) fn share(&mut self, here: &Here<'a>) -> Option<f64> {
        let share = self.quantity(here)?;
        self.part_of_whole(share, here)
    }

    /// Reads a share of a list, whose origin has been noted with the list.
    pub(in crate::scenario) fn share_in_list(&mut self, here: &Here<'a>) -> Option<f64> {
        let share = self.part(here)?;
        self.part_of_whole(share, here)
    }

    fn part_of_whole(&mut self, share: Share, here: &Here<'_>) -> Option<f64> {
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

    /// A quantity as written: a text, or a bare number.
    pub(super) fn spelled(&self, tree: &Tree) -> Option<String> {
        match tree.kind {
            Kind::Atom(Atom::Number) => Some(self.sources.slice(tree.span).to_owned()),
            _ => tree.text(self.sources),
        }
    }

    pub(super) fn literal<Q: Quantity>(&mut self, here: &Here<'_>) -> Option<Q> {
        let Some(text) = self.spelled(here.tree) else {
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
    pub(in crate::scenario) fn date(&mut self, here: &Here<'_>) -> Option<Date> {
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

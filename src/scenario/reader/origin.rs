//! Provenance: what `Sourced`, `Estimate` and `Fitted` say of a value.

use super::{Here, Reader};
use crate::quantity::{parse, parse_number};
use crate::scenario::provenance::{Origin, Provenance};
use crate::scenario::text::{Code, Finding, closest};

impl<'a> Reader<'a> {
    /// The value inside `Sourced`, `Estimate` and `Fitted`; its origin is noted.
    pub(super) fn unwrapped(&mut self, here: &Here<'a>) -> Option<Here<'a>> {
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
            // The range of a bare number, such as a count, is made of bare numbers.
            let ranges = origin == Origin::Estimate && *name != "why";
            let text = if ranges { self.spelled(place.tree) } else { place.tree.text(self.sources) };
            let Some(text) = text else {
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
            said.push(if ranges { format!("{name} {text}") } else { text });
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
        let near = self.nearest(&text, self.references.iter().map(String::as_str)).map(str::to_owned);
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
            let text = self.spelled(here.field(name)?.tree)?;
            let measured = parse(&text).map(|measured| (Some(measured.dimension()), measured.value()));
            measured.or_else(|_| parse_number(&text).map(|number| (None, number))).ok()
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
}

//! A04: departures on a link, in one direction, keep their distance; on single track nobody comes the other way.

use super::facts::Facts;
use super::finding::{Findings, Rule};
use super::record::{Kind, Record};
use std::collections::HashMap;

#[derive(Debug, Default)]
pub(super) struct Path {
    /// The last departure, by link and node.
    last: HashMap<(String, String), u64>,
    /// Who is on single tracks, and from which end, by link.
    inside: HashMap<String, Vec<(String, String)>>,
}

impl Path {
    pub(super) fn see(&mut self, line: u64, record: &Record, facts: &Facts, findings: &mut Findings) {
        self.meet(line, record, facts, findings);
        if record.kind != Kind::Enter {
            return;
        }
        let Some(link) = record.resource().strip_prefix("link:") else { return };
        let Some(headway) = facts.links.get(link).and_then(|link| link.headway) else { return };
        let direction = (link.to_owned(), record.place().to_owned());
        if let Some(last) = self.last.insert(direction, record.ms) {
            // Half a millisecond for rounding.
            let next = last as f64 + headway - 0.5;
            findings.hold(Rule::Path, line, record.ms as f64 >= next, || {
                let what = format!("`{}` follows the one before it on `{link}`", record.vehicle());
                (format!("{what} after {} ms", record.ms - last), format!("{headway:.0} ms or more"))
            });
        }
    }

    /// Trains on single track all go one way.
    fn meet(&mut self, line: u64, record: &Record, facts: &Facts, findings: &mut Findings) {
        if !matches!(record.kind, Kind::Enter | Kind::Leave) {
            return;
        }
        let Some(link) = record.resource().strip_prefix("link:") else { return };
        if !facts.links.get(link).is_some_and(|link| link.single) {
            return;
        }
        let inside = self.inside.entry(link.to_owned()).or_default();
        let part = if record.is_part() { record.units() } else { 0 };
        let who = format!(
            "{}{}",
            record.vehicle(),
            if part > 0 { format!(", part {part}") } else { String::new() }
        );
        if record.kind == Kind::Leave {
            return inside.retain(|(other, _)| *other != who);
        }
        let own_hours = facts.hours.get(&format!("link:{link} from {}", record.place()));
        findings.hold(
            Rule::Path,
            line,
            own_hours.is_none_or(|own| own.closed_at(record.ms).is_none()),
            || {
                let what = format!("`{who}` enters `{link}` at `{}` in the hours of others", record.place());
                (what, "in the hours of its direction".to_owned())
            },
        );
        let against = inside.iter().find(|(_, from)| from != record.place());
        findings.hold(Rule::Path, line, against.is_none(), || {
            let other = against.map(|(vehicle, _)| vehicle.as_str()).unwrap_or_default();
            let what = format!("`{who}` enters `{link}`, where `{other}` comes the other way");
            (what, "not before single track is clear".to_owned())
        });
        inside.push((who, record.place().to_owned()));
    }
}

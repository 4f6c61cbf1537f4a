//! A04: departures on a link, in one direction, keep their distance.

use super::facts::Facts;
use super::finding::{Findings, Rule};
use super::record::{Kind, Record};
use std::collections::HashMap;

#[derive(Debug, Default)]
pub(super) struct Path {
    /// The last departure, by link and node.
    last: HashMap<(String, String), u64>,
}

impl Path {
    pub(super) fn see(&mut self, line: u64, record: &Record, facts: &Facts, findings: &mut Findings) {
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
}

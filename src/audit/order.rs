//! A01: the trace goes forward in time and names only what the scenario has.

use super::facts::Facts;
use super::finding::{Findings, Rule};
use super::record::{Kind, Record};

#[derive(Debug, Default)]
pub(super) struct Order {
    last: u64,
    records: u64,
    ended: bool,
}

impl Order {
    pub(super) fn see(&mut self, line: u64, record: &Record, facts: &Facts, findings: &mut Findings) {
        let mut hold =
            |sound, tell: &dyn Fn() -> (String, String)| findings.hold(Rule::Record, line, sound, tell);
        hold((self.records == 0) == (record.kind == Kind::Trace), &|| {
            (
                "the first record, and no other, tells what is traced".into(),
                "kind `trace` on line 1 only".into(),
            )
        });
        hold(record.ms >= self.last, &|| {
            (
                format!("time goes back from {} to {} ms", self.last, record.ms),
                format!("{} ms or later", self.last),
            )
        });
        hold(record.ms <= facts.horizon, &|| {
            (format!("{} ms lies beyond the horizon", record.ms), format!("at most {} ms", facts.horizon))
        });
        hold(!self.ended, &|| ("something happens after the horizon".into(), "nothing".into()));
        if let Some(lot) = &record.lot {
            hold(facts.demand_of(lot).is_some(), &|| {
                (format!("`{lot}` is of no demand stream"), "the name of a stream, `#` and a number".into())
            });
        }
        if let Some(vehicle) = &record.vehicle {
            let number: Option<u64> = vehicle.rsplit_once('#').and_then(|(_, number)| number.parse().ok());
            let most = facts.fleet_of(vehicle).map(|fleet| match record.kind {
                // One that leaves service ends what it does, but is not called any more.
                Kind::Call => fleet.vehicles.unwrap_or(u64::MAX),
                _ => fleet.ever,
            });
            let known = number.zip(most).is_some_and(|(number, most)| (1..=most).contains(&number));
            hold(known, &|| match most {
                Some(most) => {
                    (format!("there is no `{vehicle}`"), format!("vehicles 1 to {most} of its fleet"))
                }
                None => {
                    (format!("`{vehicle}` is of no fleet"), "the name of a fleet, `#` and a number".into())
                }
            });
        }
        if let Some(place) = &record.place {
            hold(facts.nodes.contains_key(place), &|| {
                (format!("`{place}` is no node"), "a node of the scenario".into())
            });
        }
        self.last = self.last.max(record.ms);
        self.records += 1;
        self.ended |= record.kind == Kind::Horizon;
    }

    pub(super) fn end(&self, line: u64, findings: &mut Findings) {
        findings.hold(Rule::Record, line, self.ended, || {
            ("the trace breaks off".into(), "a last record of kind `horizon`".into())
        });
    }
}

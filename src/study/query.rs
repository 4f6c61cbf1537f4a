//! Measures asked for by name: `transit_time.p90[cargo=containers, route=BTK]`.

use super::measure::Measure;
use std::fmt;

/// A measure path with selectors, as a user writes it.
///
/// ```
/// use keruen::study::Query;
///
/// let query: Query = "transit_time.p90[cargo=containers, to=Mersin]".parse()?;
/// assert_eq!(query.to_string(), "transit_time.p90[cargo=containers, to=Mersin]");
/// # Ok::<(), keruen::study::NoQuery>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    path: String,
    selectors: Vec<(String, String)>,
}

/// A text that asks for no measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoQuery(String);

impl fmt::Display for NoQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` asks for no measure; write for example `transit_time.p90[cargo=containers]`", self.0)
    }
}

impl std::error::Error for NoQuery {}

impl std::str::FromStr for Query {
    type Err = NoQuery;

    fn from_str(text: &str) -> Result<Self, NoQuery> {
        let wrong = || NoQuery(text.to_owned());
        let (path, selectors) = match text.trim().split_once('[') {
            None => (text.trim(), None),
            Some((path, rest)) => (path.trim(), Some(rest.strip_suffix(']').ok_or_else(wrong)?)),
        };
        if path.is_empty() {
            return Err(wrong());
        }
        let selectors = selectors.into_iter().flat_map(|list| list.split(',')).map(|one| {
            let (key, value) = one.split_once('=').ok_or_else(wrong)?;
            Ok((key.trim().to_owned(), value.trim().to_owned()))
        });
        Ok(Self { path: path.to_owned(), selectors: selectors.collect::<Result<_, NoQuery>>()? })
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        let selectors: Vec<String> =
            self.selectors.iter().map(|(key, value)| format!("{key}={value}")).collect();
        if selectors.is_empty() { Ok(()) } else { write!(f, "[{}]", selectors.join(", ")) }
    }
}

impl Query {
    /// The path that is asked for.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Whether a measure lies under the path and has these selectors, whatever else it is narrowed to.
    #[must_use]
    pub fn covers(&self, measure: &Measure) -> bool {
        self.is_above(measure) && self.has_values_of(measure)
    }

    fn is_above(&self, measure: &Measure) -> bool {
        let path = measure.path.strip_prefix(self.path.as_str());
        path.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }

    fn has_values_of(&self, measure: &Measure) -> bool {
        let own = |key: &str| measure.selectors.get(key).map(String::as_str);
        self.selectors.iter().all(|(key, value)| own(key).is_some_and(|own| value == "*" || own == value))
    }

    /// Whether a measure is what is asked for: the path, or one under it, and these selectors.
    /// Without selectors the corridor as a whole is meant; `*` stands for any value.
    #[must_use]
    pub fn asks_for(&self, measure: &Measure) -> bool {
        self.is_above(measure)
            && measure.selectors.len() == self.selectors.len()
            && self.has_values_of(measure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn measure(path: &str, selectors: &[(&'static str, &str)]) -> Measure {
        let selectors: BTreeMap<_, _> =
            selectors.iter().map(|&(key, value)| (key, value.to_owned())).collect();
        Measure { path: path.to_owned(), selectors, unit: "d" }
    }

    #[test]
    fn a_query_asks_for_a_path_and_exactly_its_selectors() {
        let boxes = measure("transit_time.p90", &[("cargo", "containers")]);
        let asks = |text: &str| text.parse::<Query>().unwrap().asks_for(&boxes);
        assert!(asks("transit_time.p90[cargo=containers]"));
        assert!(asks("transit_time[cargo = *]"), "a path asks for what is under it");
        assert!(!asks("transit_time.p90"), "without selectors the whole is meant");
        assert!(!asks("transit_time.p9[cargo=containers]"));
        assert!(!asks("transit_time.p90[cargo=grain]"));
        assert!(!asks("transit_time.p90[cargo=containers, route=BTK]"));
    }

    #[test]
    fn what_asks_for_nothing_is_refused() {
        for wrong in ["", "[cargo=grain]", "a[cargo]", "a[cargo=grain"] {
            assert!(wrong.parse::<Query>().is_err(), "{wrong}");
        }
    }
}

//! "Did you mean": the known name closest to a misspelled one.

/// Names less alike than this are never suggested.
const ALIKE: f64 = 0.80;
/// Longer names are not compared: nobody mistypes them, and comparing is quadratic.
const MAX_COMPARED: usize = 64;

/// The candidate most like `name`, if any is alike enough; the first of equals.
pub fn closest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = comparable(name)?;
    let mut best = None;
    let mut best_score = ALIKE;
    for candidate in candidates {
        let score = comparable(candidate).map_or(0.0, |it| strsim::jaro_winkler(&name, &it));
        if score > best_score || (best.is_none() && score >= ALIKE) {
            (best, best_score) = (Some(candidate), score);
        }
    }
    best
}

/// The candidates in backticks, at most `limit` of them: "`a`, `b`, `c` and 4 more".
pub fn one_of<'a>(candidates: impl IntoIterator<Item = &'a str>, limit: usize) -> String {
    let all: Vec<_> = candidates.into_iter().map(|it| format!("`{it}`")).collect();
    let shown = all.iter().take(limit).cloned().collect::<Vec<_>>();
    match all.len().saturating_sub(limit) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

fn comparable(name: &str) -> Option<String> {
    let short = name.len() <= MAX_COMPARED && !name.is_empty();
    short.then(|| name.to_lowercase())
}

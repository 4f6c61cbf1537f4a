//! Choices read off a list of random numbers, so that a failing case shrinks: a list of zeros, or
//! none at all, makes the plainest choice everywhere.

/// A list of numbers to choose by.
pub struct Dice<'n> {
    numbers: std::slice::Iter<'n, u16>,
}

impl<'n> Dice<'n> {
    pub fn new(numbers: &'n [u16]) -> Self {
        Self { numbers: numbers.iter() }
    }

    /// A number below `n`; 0 when the list has run out.
    pub fn below(&mut self, n: u16) -> u16 {
        self.numbers.next().map_or(0, |number| number % n)
    }

    /// A number from `low` to `high`, both included.
    pub fn from(&mut self, low: u16, high: u16) -> u16 {
        low + self.below(high - low + 1)
    }

    /// Whether something special is the case, with a chance of one in `n`.
    pub fn one_in(&mut self, n: u16) -> bool {
        self.below(n) == n - 1
    }

    /// One of several; the first is the plainest.
    pub fn pick<'o>(&mut self, options: &[&'o str]) -> &'o str {
        options[usize::from(self.below(options.len() as u16))]
    }

    /// Something, with a chance of one in `n`, else nothing.
    pub fn perhaps(&mut self, n: u16, what: impl FnOnce(&mut Self) -> String) -> String {
        if self.one_in(n) { what(self) } else { String::new() }
    }
}

//! Stationary distributions of small Markov chains, by number.

/// A Markov chain in continuous time: rates from state to state.
pub struct Chain {
    rates: Vec<Vec<f64>>,
}

impl Chain {
    /// A chain of this many states without transitions.
    pub fn of_states(states: usize) -> Self {
        Self { rates: vec![vec![0.0; states]; states] }
    }

    /// Adds a transition at a rate.
    pub fn add(&mut self, from: usize, to: usize, rate: f64) {
        self.rates[from][to] += rate;
    }

    /// The long-run share of time in each state, every state being reachable from every other.
    ///
    /// The elimination of W. K. Grassmann, M. I. Taksar and D. P. Heyman, "Regenerative analysis
    /// and steady state distributions for Markov chains", Operations Research 33(5), 1985,
    /// 1107-1116: no subtraction, so no cancellation. Cubic in the number of states.
    pub fn stationary(mut self) -> Vec<f64> {
        let states = self.rates.len();
        let rates = &mut self.rates;
        for last in (1..states).rev() {
            let (kept, eliminated) = rates.split_at_mut(last);
            let onward = &eliminated[0][..last];
            let leaving: f64 = onward.iter().sum();
            for row in kept {
                row[last] /= leaving;
                let share = row[last];
                if share > 0.0 {
                    for (rate, through) in row.iter_mut().zip(onward) {
                        *rate += share * through;
                    }
                }
            }
        }
        let mut weights: Vec<f64> = vec![1.0];
        for state in 1..states {
            let known = weights.iter().zip(rates.iter());
            let weight = known.map(|(weight, row)| weight * row[state]).sum();
            weights.push(weight);
        }
        normalised(weights)
    }
}

/// The long-run share of time in each state 0, 1, ..., n of a birth-death process with n birth
/// rates (from each state but the last) and n death rates (from each state but the first):
/// `p(k + 1) death(k) = p(k) birth(k)`.
pub fn birth_death(births: &[f64], deaths: &[f64]) -> Vec<f64> {
    assert_eq!(births.len(), deaths.len(), "one birth rate and one death rate per step");
    let mut weights = vec![1.0];
    let mut weight = 1.0;
    for (birth, death) in births.iter().zip(deaths) {
        weight *= birth / death;
        weights.push(weight);
    }
    normalised(weights)
}

fn normalised(mut weights: Vec<f64>) -> Vec<f64> {
    let total: f64 = weights.iter().sum();
    for weight in &mut weights {
        *weight /= total;
    }
    weights
}

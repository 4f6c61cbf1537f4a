//! Queues with unlimited waiting room: M/M/1, M/M/c, M/D/1, M/G/1 and M/M/1 in tandem.
//!
//! Reference for all: D. Gross, J. F. Shortle, J. M. Thompson and C. M. Harris, *Fundamentals of
//! Queueing Theory*, Wiley; or L. Kleinrock, *Queueing Systems*, volume 1.

/// A stable queue in the long run. Waiting excludes service.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Queue {
    /// Share of time a server is busy, `λ / cμ`.
    pub utilisation: f64,
    /// Mean time from arrival to start of service.
    pub mean_wait: f64,
    /// Mean number waiting, `λ · mean_wait` (Little).
    pub mean_queue: f64,
    /// Mean time from arrival to departure.
    pub mean_time_in_system: f64,
    /// Mean number waiting or in service.
    pub mean_in_system: f64,
}

impl Queue {
    /// What follows from the mean wait by Little's law.
    fn of(arrival_rate: f64, mean_service: f64, servers: f64, mean_wait: f64) -> Self {
        let mean_time_in_system = mean_wait + mean_service;
        Self {
            utilisation: arrival_rate * mean_service / servers,
            mean_wait,
            mean_queue: arrival_rate * mean_wait,
            mean_time_in_system,
            mean_in_system: arrival_rate * mean_time_in_system,
        }
    }
}

/// M/M/1: Poisson arrivals, exponential service, one server. Mean wait `ρ / (μ - λ)`.
pub fn mm1(arrival_rate: f64, service_rate: f64) -> Queue {
    let utilisation = arrival_rate / service_rate;
    let mean_wait = utilisation / (service_rate - arrival_rate);
    Queue::of(arrival_rate, 1.0 / service_rate, 1.0, mean_wait)
}

/// The time in an M/M/1 system, first come first served, not exceeded with probability `p`. It is
/// exponential with rate `μ - λ`: `-ln(1 - p) / (μ - λ)`.
pub fn mm1_time_in_system_quantile(arrival_rate: f64, service_rate: f64, p: f64) -> f64 {
    -(1.0 - p).ln() / (service_rate - arrival_rate)
}

/// The wait in M/M/1, first come first served, not exceeded with probability `p`:
/// `P(wait > t) = ρ exp(-(μ - λ) t)`, so zero up to `p = 1 - ρ`.
pub fn mm1_wait_quantile(arrival_rate: f64, service_rate: f64, p: f64) -> f64 {
    mmc_wait_quantile(arrival_rate, service_rate, 1, p)
}

/// The probability of waiting in M/M/c with offered load `a = λ/μ`, Erlang's second formula, from
/// the first: `C = B / (1 - ρ(1 - B))`. A. K. Erlang 1917.
pub fn erlang_c(servers: u32, offered: f64) -> f64 {
    let blocking = super::erlang_b(servers, offered);
    let utilisation = offered / f64::from(servers);
    blocking / (1.0 - utilisation * (1.0 - blocking))
}

/// M/M/c: Poisson arrivals, exponential service, `c` servers. Mean wait `C / (cμ - λ)`.
pub fn mmc(arrival_rate: f64, service_rate: f64, servers: u32) -> Queue {
    let must_wait = erlang_c(servers, arrival_rate / service_rate);
    let mean_wait = must_wait / (f64::from(servers) * service_rate - arrival_rate);
    Queue::of(arrival_rate, 1.0 / service_rate, f64::from(servers), mean_wait)
}

/// The wait in M/M/c, first come first served, not exceeded with probability `p`:
/// `P(wait > t) = C exp(-(cμ - λ) t)`, so zero up to `p = 1 - C`.
pub fn mmc_wait_quantile(arrival_rate: f64, service_rate: f64, servers: u32, p: f64) -> f64 {
    let must_wait = erlang_c(servers, arrival_rate / service_rate);
    let decay = f64::from(servers) * service_rate - arrival_rate;
    (must_wait / (1.0 - p)).ln().max(0.0) / decay
}

/// M/G/1: Poisson arrivals, any service of this mean and squared coefficient of variation, one
/// server. `λ E[S²] / 2(1 - ρ)` with `E[S²] = (1 + scv) E[S]²`. F. Pollaczek 1930, A. Khinchine
/// 1932.
pub fn mg1(arrival_rate: f64, mean_service: f64, scv: f64) -> Queue {
    let utilisation = arrival_rate * mean_service;
    let second_moment = (1.0 + scv) * mean_service * mean_service;
    let mean_wait = arrival_rate * second_moment / (2.0 * (1.0 - utilisation));
    Queue::of(arrival_rate, mean_service, 1.0, mean_wait)
}

/// M/D/1: Poisson arrivals, service always of the same length. M/G/1 without variation.
pub fn md1(arrival_rate: f64, service_time: f64) -> Queue {
    mg1(arrival_rate, service_time, 0.0)
}

/// M/M/1 queues one after another with unlimited room between: each behaves as if alone at the
/// first arrival rate. J. R. Jackson, "Networks of waiting lines", Operations Research 5(4), 1957,
/// 518-521; P. J. Burke 1956.
pub fn tandem(arrival_rate: f64, service_rates: &[f64]) -> Vec<Queue> {
    service_rates.iter().map(|&service_rate| mm1(arrival_rate, service_rate)).collect()
}

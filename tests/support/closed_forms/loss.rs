//! Queues that turn arrivals away: Erlang loss and M/M/c/K.

use super::birth_death;

/// The share of arrivals lost by `servers` servers without waiting room at offered load
/// `a = λ E[S]`, for any distribution of service: `B(0) = 1`, `B(c) = a B(c-1) / (c + a B(c-1))`.
/// Erlang's first formula, A. K. Erlang 1917.
pub fn erlang_b(servers: u32, offered: f64) -> f64 {
    (1..=servers).fold(1.0, |blocking, server| offered * blocking / (f64::from(server) + offered * blocking))
}

/// A queue with limited room in the long run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Finite {
    /// Share of arrivals turned away.
    pub lost: f64,
    /// Arrivals let in per time.
    pub throughput: f64,
    /// Share of time a server is busy.
    pub utilisation: f64,
    /// Mean number waiting.
    pub mean_queue: f64,
    /// Mean time from arrival to start of service, of those let in.
    pub mean_wait: f64,
    /// Mean number waiting or in service.
    pub mean_in_system: f64,
}

/// M/M/c/K: `servers` servers and room for `room` in all, those in service included. A birth-death
/// process: `p(n) = p(n-1) λ / (min(n, c) μ)`; an arrival sees `p` (Poisson arrivals see time
/// averages), so `p(K)` are lost.
pub fn mmck(arrival_rate: f64, service_rate: f64, servers: usize, room: usize) -> Finite {
    assert!((1..=room).contains(&servers), "room counts those in service");
    let busy = |present: usize| present.min(servers) as f64;
    let births = vec![arrival_rate; room];
    let deaths: Vec<f64> = (1..=room).map(|n| busy(n) * service_rate).collect();
    let present = birth_death(&births, &deaths);
    let mean_of = |value: &dyn Fn(usize) -> f64| -> f64 {
        present.iter().enumerate().map(|(n, share)| share * value(n)).sum()
    };
    let throughput = arrival_rate * (1.0 - present[room]);
    let mean_queue = mean_of(&|n| n as f64 - busy(n));
    Finite {
        lost: present[room],
        throughput,
        utilisation: mean_of(&busy) / servers as f64,
        mean_queue,
        mean_wait: mean_queue / throughput,
        mean_in_system: mean_of(&|n| n as f64),
    }
}

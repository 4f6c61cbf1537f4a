//! The textbook queues, written in the scenario language and held against their closed forms.
//!
//! Every scenario of `scenarios/textbook/` is opened as a user would open it, simulated, and each
//! measure compared with the value that queueing theory gives. The value must lie in the 99.9 %
//! band of the estimate: Student's t quantile times the standard error of the replication means,
//! and no other slack. A band wider than 2 % of the value would show little, so that is refused
//! as well; most are narrower than 1 %.
//!
//! **False alarms.** A right simulator misses a single band at one seed in a thousand. The file
//! holds some 120 bands, so at a fresh seed it would fail in about one case of nine without anything
//! being wrong. The seed is fixed: what passes once passes always, until results change.
//!
//! **Beginnings.** A replication begins empty. The influence of that fades like `exp(-t/τ)` with
//! the relaxation time τ. For M/M/1 it is `1/μ(1 - √ρ)²`: 90 h at ρ = 0.8, the slowest queue of the
//! file. Every warm-up is longer than ten relaxation times, so that less than a ten-thousandth of
//! the beginning is left when measuring starts.
//!
//! **Other biases**, all far below the bands: times are whole milliseconds; a mean over the
//! consignments of one replication is a ratio, and biased by about the change of the mean with the
//! arrival rate over the horizon (M/M/1 here: 0.03 %); a quantile of ten thousand dependent times
//! has a bias of that order.
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/closed_forms.rs"]
mod closed_forms;

use closed_forms::{
    Moments2, completion, erlang_b, ferry_full_or_after, full_batch, late_start, longer_of_exponentials,
    longer_of_fixed_and_exponential, machine_repair, md1, mg1, mm1, mm1_time_in_system_quantile,
    mm1_wait_quantile, mmc, mmc_wait_quantile, mmck, priority_mm1, tandem, two_station_throughput,
};
use keruen::corridor::{RecordKind, trace};
use keruen::scenario::Scenario;
use keruen::stats::{Estimate, Moments};
use keruen::study::{Ended, Measure, RunPlan, run};
use std::path::Path;
use std::sync::atomic::AtomicBool;

const SEED: u64 = 1;
const CONFIDENCE: f64 = 0.999;
const WIDEST: f64 = 0.02;
const HOURS_A_DAY: f64 = 24.0;
const HOURS_A_YEAR: f64 = 365.0 * HOURS_A_DAY;

/// What the replications of a textbook scenario gave, by measure.
struct Found {
    model: String,
    measures: Vec<Measure>,
    moments: Vec<Moments>,
}

/// Simulates a scenario of the folder, with assignments as by `--set`.
#[track_caller]
fn simulate(name: &str, replications: u64, sets: &[&str]) -> Found {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/textbook").join(name);
    let sets: Vec<String> = sets.iter().map(ToString::to_string).collect();
    let scenario = Scenario::open(&path, &sets);
    assert!(scenario.findings.is_empty(), "{name}: {:#?}", scenario.findings);
    let corridor = scenario.corridor.expect("no findings, so there is a corridor");
    let plan = RunPlan { replications, seed: SEED };
    let mut found =
        Found { model: format!("{name} {}", sets.join(" ")), measures: Vec::new(), moments: Vec::new() };
    let results = run(&corridor, plan, &AtomicBool::new(false), &|| (), &mut |measures, _, values| {
        if found.measures.is_empty() {
            found.measures = measures.to_vec();
            found.moments = vec![Moments::default(); measures.len()];
        }
        for (moments, value) in found.moments.iter_mut().zip(values) {
            moments.extend(*value);
        }
    });
    assert_eq!(results.ended, Ended::Complete);
    found
}

impl Found {
    fn estimate(&self, path: &str, selectors: &[(&str, &str)]) -> Estimate {
        let place = self.measures.iter().position(|measure| measure.is(path, selectors));
        let place = place.unwrap_or_else(|| panic!("{} has no {path} {selectors:?}", self.model));
        Estimate::of_mean(&self.moments[place], CONFIDENCE)
            .unwrap_or_else(|| panic!("{}: no replication has {path} {selectors:?}", self.model))
    }

    /// The whole corridor's measure agrees with the closed form.
    #[track_caller]
    fn agrees(&self, path: &str, truth: f64) -> &Self {
        self.agrees_at(path, &[], truth)
    }

    /// A resource's measure agrees with the closed form.
    #[track_caller]
    fn agrees_at(&self, path: &str, selectors: &[(&str, &str)], truth: f64) -> &Self {
        let found = self.estimate(path, selectors);
        let half = found.half_width().expect("several replications have an interval");
        let said = format!("{} {path} {selectors:?}: {} ± {half}, not {truth}", self.model, found.estimate);
        assert!(found.covers(truth) == Some(true), "{said}");
        assert!(half <= WIDEST * truth.abs(), "{said}: the band is too wide to show anything");
        self
    }

    /// A measure without chance: every replication gives exactly this.
    #[track_caller]
    fn is_always(&self, path: &str, selectors: &[(&str, &str)], truth: f64) -> &Self {
        let found = self.estimate(path, selectors);
        assert!(found.all_agree() && found.estimate == truth, "{} {path}: {found:?}", self.model);
        self
    }
}

fn fleet<'n>(name: &'n str, home: &'n str) -> [(&'static str, &'n str); 3] {
    [("kind", "fleet"), ("resource", name), ("at", home)]
}

#[test]
fn mm1_one_truck() {
    let truth = mm1(0.8, 1.0);
    let truck = fleet("truck", "origin");
    let p90 = |quantile: fn(f64, f64, f64) -> f64| quantile(0.8, 1.0, 0.9);
    simulate("mm1.ron", 480, &["demand.stream.promised=5 h"])
        .agrees("transit_time.mean", truth.mean_time_in_system / HOURS_A_DAY)
        .agrees("transit_time.p90", p90(mm1_time_in_system_quantile) / HOURS_A_DAY)
        .agrees("reliability.on_time", 1.0 - f64::exp(-(1.0 - 0.8) * 5.0))
        .agrees("wait.vehicle", truth.mean_wait)
        .agrees("time.moving", 1.0)
        .agrees("in_transit.mean", truth.mean_in_system)
        .agrees("delivered.tonnes", 20.0 * 0.8 * HOURS_A_YEAR)
        .agrees_at("utilisation", &truck, truth.utilisation)
        .agrees_at("queue.mean", &truck, truth.mean_queue)
        .agrees_at("wait.mean", &truck, truth.mean_wait)
        .agrees_at("wait.p90", &truck, p90(mm1_wait_quantile));
}

#[test]
fn mmc_three_trucks() {
    let truth = mmc(2.4, 1.0, 3);
    let trucks = fleet("trucks", "origin");
    simulate("mmc.ron", 360, &[])
        .agrees("transit_time.mean", truth.mean_time_in_system / HOURS_A_DAY)
        .agrees_at("utilisation", &trucks, truth.utilisation)
        .agrees_at("queue.mean", &trucks, truth.mean_queue)
        .agrees_at("wait.mean", &trucks, truth.mean_wait)
        .agrees_at("wait.p90", &trucks, mmc_wait_quantile(2.4, 1.0, 3, 0.9));
}

/// Trains that wait for locomotives at hand again at once.
#[test]
fn mmc_three_locomotives() {
    let truth = mmc(2.4, 1.0, 3);
    let engines = fleet("locomotives", "origin");
    simulate("locomotives.ron", 360, &[])
        .agrees("wait.locomotive", truth.mean_wait)
        .agrees_at("utilisation", &engines, truth.utilisation)
        .agrees_at("queue.mean", &engines, truth.mean_queue)
        .agrees_at("wait.mean", &engines, truth.mean_wait)
        .agrees_at("wait.p90", &engines, mmc_wait_quantile(2.4, 1.0, 3, 0.9));
}

/// The service is the haul and the way back light.
#[test]
fn mg1_one_locomotive_runs_back() {
    let truth = mg1(0.4, 2.0, 0.5);
    let engine = fleet("locomotives", "origin");
    let sets = [
        "fleets.locomotives=(vehicles: 1, home: \"origin\", returns: Travels(after: \"0 h\"))",
        "demand.stream.volume=0.4 wagon/h",
    ];
    simulate("locomotives.ron", 960, &sets)
        .agrees("wait.locomotive", truth.mean_wait)
        .agrees_at("utilisation", &engine, truth.utilisation)
        .agrees_at("queue.mean", &engine, truth.mean_queue)
        .agrees_at("wait.mean", &engine, truth.mean_wait);
}

/// Wagons are up while they are turned round, and down while they wait for a locomotive and are hauled.
#[test]
fn machine_repair_wagons_and_locomotives() {
    let truth = machine_repair(1.0 / 3.0, 1.0, 2, 6);
    let engines = fleet("locomotives", "origin");
    let sets = [
        "fleets.trains.vehicles=6",
        "fleets.trains.turn_round=Exponential(\"3 h\")",
        "fleets.locomotives.vehicles=2",
        "demand.stream.volume=4 wagon/h",
    ];
    simulate("locomotives.ron", 120, &sets)
        .agrees("delivered.tonnes", 60.0 * truth.throughput * HOURS_A_YEAR)
        .is_always("utilisation", &fleet("trains", "origin"), 1.0)
        .agrees("wait.locomotive", truth.mean_down_time - 1.0)
        .agrees_at("utilisation", &engines, truth.repairman_utilisation)
        .agrees_at("queue.mean", &engines, truth.mean_waiting)
        .agrees_at("wait.mean", &engines, truth.mean_down_time - 1.0);
}

/// A project buys the second server on a date.
#[test]
fn a_second_server_from_a_date_on() {
    let trucks = [("kind", "fleet"), ("resource", "trucks"), ("at", "origin")];
    let before = mmc(0.8, 1.0, 1);
    simulate("second_server.ron", 720, &["horizon=8_700 h", "warm_up=1_000 h"])
        .agrees_at("utilisation", &trucks, before.utilisation)
        .agrees_at("wait.mean", &trucks, before.mean_wait);
    let after = mmc(0.8, 1.0, 2);
    simulate("second_server.ron", 360, &[]).agrees_at("utilisation", &trucks, after.utilisation).agrees_at(
        "wait.mean",
        &trucks,
        after.mean_wait,
    );
}

/// Two cranes that always share a lot are one server of twice the rate.
#[test]
fn md1_cranes_together() {
    let truth = md1(0.8, 1.0);
    let cranes = [("kind", "equipment"), ("resource", "cranes"), ("at", "yard")];
    simulate("cranes_together.ron", 240, &[])
        .agrees("wait.equipment", truth.mean_wait)
        .agrees_at("queue.mean", &cranes, truth.mean_queue)
        .agrees_at("utilisation", &cranes, truth.utilisation);
}

/// The server is the path: one departure an hour.
#[test]
fn md1_paths_on_a_track() {
    let truth = md1(0.8, 1.0);
    let path = [("kind", "path"), ("resource", "track"), ("at", "origin → destination")];
    simulate("md1.ron", 240, &[])
        .agrees("wait.path", truth.mean_wait)
        .is_always("time.moving", &[], 5.0)
        .agrees_at("utilisation", &path, truth.utilisation)
        .agrees_at("queue.mean", &path, truth.mean_queue)
        .agrees_at("wait.mean", &path, truth.mean_wait);
}

/// The server is the track, for both directions together.
#[test]
fn md1_single_track() {
    let truth = md1(0.8, 1.0);
    let found = simulate("single_track.ron", 240, &[]);
    found.agrees("wait.path", truth.mean_wait);
    for at in ["east → west", "west → east"] {
        let track = [("kind", "path"), ("resource", "track"), ("at", at)];
        found
            .agrees_at("utilisation", &track, truth.utilisation / 2.0)
            .agrees_at("queue.mean", &track, truth.mean_queue / 2.0)
            .agrees_at("wait.mean", &track, truth.mean_wait);
    }
}

/// More trains wait at both ends than can go: in turns of n, 2n of 2,000 t in every 2(1 h + (n - 1) / 6 h).
#[test]
fn single_track_in_turns() {
    let flood = ["demand.there.volume=100 wagon/h", "demand.back.volume=100 wagon/h"];
    for (convoy, cycle) in [(1, 2.0), (4, 3.0), (7, 4.0)] {
        let turns = format!("links.track.convoy={convoy}");
        let mut sets = vec!["links.track.meets=Alternate", "links.track.paths=144 /d", &turns];
        sets.extend(["warm_up=100 h", "horizon=8_860 h"]);
        sets.extend(flood);
        // A year of whole cycles.
        simulate("single_track.ron", 2, &sets).is_always(
            "delivered.tonnes",
            &[],
            2.0 * f64::from(convoy) * 2_000.0 * HOURS_A_YEAR / cycle,
        );
    }
}

/// In hours of their own: when the last of the others is off, after an hour, one every ten minutes until the hours are
/// over: (12 h - 1 h) / 10 min and the first.
#[test]
fn single_track_by_hours() {
    let sets = [
        "links.track.meets=Pattern(forward: \"00:00-12:00 UTC\", backward: \"12:00-24:00 UTC\")",
        "links.track.paths=144 /d",
        "demand.there.volume=400 wagon/h",
        "demand.back.volume=400 wagon/h",
        "warm_up=100 h",
        "horizon=8_860 h",
    ];
    let found = simulate("single_track.ron", 2, &sets);
    found.is_always("delivered.tonnes", &[], 2.0 * 67.0 * 2_000.0 * 365.0);
}

/// A train of three parts is served in the time of three paths; each of its parts waits for those before it.
#[test]
fn trains_in_parts() {
    let (heavy, light, headway) = (md1(0.8, 1.0), md1(0.8, 1.0 / 3.0), 1.0 / 3.0);
    let found = simulate("parts.ron", 240, &[]);
    // The last part has the hours of the train.
    let last = heavy.mean_wait + 2.0 * headway;
    found.agrees("wait.path", f64::midpoint(last, light.mean_wait));
    let at = |at| [("kind", "path"), ("resource", "pass"), ("at", at)];
    let parts = at("steppe → port");
    let mean_wait = heavy.mean_wait + headway;
    found
        .agrees_at("utilisation", &parts, heavy.utilisation)
        .agrees_at("queue.mean", &parts, 3.0 * 0.8 * mean_wait)
        .agrees_at("wait.mean", &parts, mean_wait);
    let whole = at("port → steppe");
    found.agrees_at("utilisation", &whole, light.utilisation).agrees_at("wait.mean", &whole, light.mean_wait);
}

/// A fifth of the time the road is closed, and who comes then meets ten hours more of it on average.
#[test]
fn landslides_close_a_road() {
    simulate("disruption.ron", 480, &[])
        .agrees("wait.disruption", 2.0)
        .agrees("transit_time.mean", 7.0 / HOURS_A_DAY);
}

/// Ships that come by chance wait for high water, which is twice a day.
#[test]
fn ships_wait_for_the_tide() {
    let (morning, night) = (8.0_f64, 10.0_f64);
    let wait = (morning.powi(2) + night.powi(2)) / (2.0 * HOURS_A_DAY);
    simulate("tide.ron", 240, &[])
        .agrees("wait.opening_hours", wait)
        .agrees("transit_time.mean", (20.0 + wait) / HOURS_A_DAY);
}

/// Winter closes a strait in three storms of five, summer in one of five; the last storms of winter let it open
/// when it ends.
#[test]
fn a_strait_that_closes_sooner_in_winter() {
    let (stormy, storm, summer, winter) = (0.25, 4.0, 0.2, 0.6);
    let (winters, hours) = (5.0, (5.0 * 151.0 + 1.0) * HOURS_A_DAY);
    let shorter = (winter - summer) * storm * winters / hours;
    simulate("stricter_in_winter.ron", 1_440, &[])
        .agrees_at("wait.weather", &[("cargo", "summer ships")], stormy * storm * summer)
        .agrees_at("wait.weather", &[("cargo", "winter ships")], stormy * storm * (winter - shorter));
}

/// The same strait, by what its gate tells: of each month it is closed for its share of storms times the share of
/// time that is stormy. In summer there are two storms of its kind a week, so these bands are wider than others.
#[test]
fn a_strait_is_closed_for_its_share_of_each_month() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/textbook/stricter_in_winter.ron");
    let few = ["summer", "winter"].map(|season| format!("demand.in {season}.volume=1 truck/yr"));
    let corridor = Scenario::open(&path, &few).corridor.expect("it is sound");
    let mut begin = 0;
    let spans = corridor.months().map(|(end, month)| (std::mem::replace(&mut begin, end), end, month));
    // The calm at the beginning is over after the first month.
    let spans: Vec<(u64, u64, usize)> = spans.skip(1).collect();
    let mut shares = vec![Moments::default(); 12];
    for replication in 0..600 {
        let mut closures: Vec<[u64; 2]> = Vec::new();
        trace(&corridor, SEED, replication, &mut |record| match record.kind {
            RecordKind::Close => closures.push([record.at.ms(), u64::MAX]),
            RecordKind::Open => closures.last_mut().expect("it has closed")[1] = record.at.ms(),
            _ => {}
        });
        let (mut closed, mut whole) = ([0; 12], [0; 12]);
        for &(begin, end, month) in &spans {
            let within = |&[from, to]: &[u64; 2]| to.min(end).saturating_sub(from.max(begin));
            closed[month] += closures.iter().map(within).sum::<u64>();
            whole[month] += end - begin;
        }
        for (month, share) in shares.iter_mut().enumerate() {
            share.push(closed[month] as f64 / whole[month] as f64);
        }
    }
    for (month, share) in shares.iter().enumerate() {
        let truth = if [0, 1, 2, 10, 11].contains(&month) { 0.25 * 0.6 } else { 0.25 * 0.2 };
        let found = Estimate::of_mean(share, CONFIDENCE).expect("there are replications");
        let half = found.half_width().expect("there are many");
        let said = format!("month {}: {} ± {half}, not {truth}", month + 1, found.estimate);
        assert!(found.covers(truth) == Some(true) && half <= 0.05 * truth, "{said}");
    }
}

/// Storms of 8 h slow ships to a part of their speed, a quarter of the time; crossings shorter than a storm,
/// of its length, and much longer.
#[test]
fn storms_slow_ships() {
    let (to_storm, to_calm, stormy) = (1.0_f64 / 24.0, 1.0_f64 / 8.0, 0.25_f64);
    for (calm, left) in [(10.0_f64, 0.5), (1.0, 0.5), (60.0, 0.25)] {
        let along = to_storm + to_calm / left;
        let long = to_storm / along;
        let storms = long * calm + (stormy - long) * (1.0 - (-along * calm).exp()) / along;
        let lost = (1.0 / left - 1.0) * storms;
        let time = format!("links.lane.time={calm} h");
        let to = format!("links.lane.slowed.storms.to={} %", left * 100.0);
        simulate("slowed.ron", 240, &[&time, &to])
            .agrees("wait.weather", lost)
            .agrees("transit_time.mean", (calm + lost) / HOURS_A_DAY)
            .is_always("time.moving", &[], calm);
    }
}

/// The server is the border crossing; only mean and variance of the release matter.
#[test]
fn mg1_border_crossing() {
    let border = [("kind", "border"), ("resource", "crossing"), ("at", "crossing")];
    let laws = [
        ("borders.crossing.release=Gamma(mean: \"1 h\", cv: 1.5)", 1.5_f64),
        ("borders.crossing.release=Lognormal(mean: \"1 h\", cv: 0.8)", 0.8),
        ("borders.crossing.release=Uniform(\"0 h\", \"2 h\")", (1.0_f64 / 3.0).sqrt()),
    ];
    for (law, cv) in laws {
        let truth = mg1(0.7, 1.0, cv * cv);
        simulate("mg1.ron", 240, &[law])
            .agrees("wait.customs", truth.mean_time_in_system)
            .agrees_at("utilisation", &border, truth.utilisation)
            .agrees_at("queue.mean", &border, truth.mean_queue)
            .agrees_at("wait.mean", &border, truth.mean_wait);
    }
}

#[test]
fn tandem_two_trucks() {
    let truth = tandem(0.6, &[1.0, 0.8]);
    let whole: f64 = truth.iter().map(|station| station.mean_time_in_system).sum();
    let found = simulate("tandem.ron", 300, &[]);
    found.agrees("transit_time.mean", whole / HOURS_A_DAY);
    for (station, (name, home)) in truth.iter().zip([("first truck", "origin"), ("second truck", "junction")])
    {
        found
            .agrees_at("utilisation", &fleet(name, home), station.utilisation)
            .agrees_at("queue.mean", &fleet(name, home), station.mean_queue)
            .agrees_at("wait.mean", &fleet(name, home), station.mean_wait);
    }
}

/// The share lost depends on the mean dwell alone: three laws, one answer.
#[test]
fn erlang_loss_yard() {
    let lost = erlang_b(10, 8.0);
    let slots = [("kind", "store"), ("resource", "slots"), ("at", "yard")];
    let dwell = "terminals.yard.handling.boxes.formalities.time=";
    for law in ["Lognormal(mean: \"1 d\", cv: 0.8)", "Exponential(\"1 d\")", "\"1 d\""] {
        simulate("erlang_loss.ron", 180, &[&format!("{dwell}{law}")])
            .agrees("turned_away.share", lost)
            .agrees_at("utilisation", &slots, 8.0 * (1.0 - lost) / 10.0);
    }
}

#[test]
fn mm1k_yard_with_four_places() {
    let truth = mmck(0.9, 1.0, 1, 5);
    let truck = fleet("truck", "origin");
    simulate("mm1k.ron", 180, &[])
        .agrees("turned_away.share", truth.lost)
        .agrees("in_transit.mean", truth.mean_in_system)
        .agrees_at("utilisation", &truck, truth.utilisation)
        .agrees_at("queue.mean", &truck, truth.mean_queue)
        .agrees_at("wait.mean", &truck, truth.mean_wait);
}

/// The first truck works or is blocked; the time a load stands blocked follows from the throughput.
#[test]
fn finite_buffer_blocks_the_first_truck() {
    let an_hour = two_station_throughput(1.0, 0.8, 3);
    let blocked_a_load = 1.0 / an_hour - 1.0;
    simulate("finite_buffer.ron", 180, &[])
        .agrees("delivered.tonnes", 20.0 * an_hour * HOURS_A_YEAR)
        .agrees("wait.storage", blocked_a_load)
        .is_always("utilisation", &fleet("first truck", "origin"), 1.0)
        .agrees_at("utilisation", &fleet("second truck", "junction"), an_hour / 0.8);
}

/// Every ferry is full, so each truck pays a quarter of it, exactly.
#[test]
fn bulk_when_full() {
    let truth = full_batch(2.4, 1.0, 4);
    simulate("bulk_when_full.ron", 180, &[])
        .agrees("transit_time.mean", (truth.mean_wait + 1.0) / HOURS_A_DAY)
        .agrees("in_transit.mean", truth.mean_queue + 2.4)
        .is_always("cost.per_tonne", &[], 1000.0 / 4.0 / 20.0);
}

/// What a truck pays is the ferry over the mean load.
#[test]
fn bulk_full_or_after() {
    let truth = ferry_full_or_after(1.0, 5, 4.0);
    simulate("bulk_full_or_after.ron", 180, &[])
        .agrees("wait.consolidation", truth.mean_wait)
        .agrees("transit_time.mean", (truth.mean_wait + 2.0) / HOURS_A_DAY)
        .agrees("cost.per_tonne", 1000.0 / truth.mean_load / 20.0);
}

#[test]
fn timetable() {
    simulate("timetable.ron", 180, &[])
        .agrees("wait.consolidation", 3.0)
        .agrees("transit_time.p90", (0.9 * 6.0 + 2.0) / HOURS_A_DAY);
}

#[test]
fn machine_repair_vessels_at_berths() {
    let truth = machine_repair(1.0 / 3.0, 1.0, 2, 6);
    let quay = [("kind", "berth"), ("resource", "quay"), ("at", "port")];
    let wait_days = truth.mean_down_time - 1.0;
    simulate("machine_repair.ron", 180, &[])
        .agrees("delivered.tonnes", 5000.0 * truth.throughput * 365.0)
        .is_always("utilisation", &fleet("vessels", "mine"), 1.0)
        .agrees("time.moving", 3.0 * HOURS_A_DAY)
        .agrees_at("utilisation", &quay, truth.repairman_utilisation)
        .agrees_at("queue.mean", &quay, truth.mean_waiting)
        .agrees_at("wait.mean", &quay, wait_days * HOURS_A_DAY);
}

/// The service is a mixture, of which only mean and second moment matter.
#[test]
fn risk_channels_at_a_customs_post() {
    let post = [("kind", "border"), ("resource", "customs"), ("at", "customs")];
    let inspection = Moments2::mixture(&[
        (0.7, Moments2::of(0.1, 0.0)),
        (0.2, Moments2::of(1.0, 1.0)),
        (0.1, Moments2::of(4.0, 0.5)),
    ]);
    let service = Moments2::of(0.2, 0.0).plus(inspection);
    let truth = mg1(0.7, service.mean, service.scv());
    simulate("risk_channels.ron", 240, &[])
        .agrees("wait.inspection", inspection.mean)
        .agrees("wait.customs", truth.mean_wait + 0.2)
        .agrees_at("utilisation", &post, truth.utilisation)
        .agrees_at("queue.mean", &post, truth.mean_queue)
        .agrees_at("wait.mean", &post, truth.mean_wait);
}

#[test]
fn pre_clearance_takes_the_longer_of_two_times() {
    let longer = longer_of_exponentials(6.0, 4.0);
    simulate("pre_clearance.ron", 60, &[])
        .agrees("transit_time.mean", longer / HOURS_A_DAY)
        .agrees("wait.documents", longer - 6.0)
        .agrees("time.moving", 6.0);
    simulate("pre_clearance.ron", 60, &["borders.crossing.documents.regime=Paper"])
        .agrees("transit_time.mean", 10.0 / HOURS_A_DAY)
        .agrees("wait.documents", 4.0);
    simulate("pre_clearance.ron", 60, &["borders.crossing.documents.regime_of={ \"stream\": Paper }"])
        .agrees("wait.documents", 4.0);
}

/// On paper the office is M/M/c. Digital papers are in its system while the truck is under way.
#[test]
fn clerks_clear_papers_at_a_border() {
    let clerks = [("kind", "papers"), ("resource", "clerks"), ("at", "crossing")];
    let truth = mmc(2.4, 1.0, 3);
    simulate("papers_clerks.ron", 480, &[])
        .agrees("wait.documents", truth.mean_time_in_system)
        .agrees_at("utilisation", &clerks, truth.utilisation)
        .agrees_at("queue.mean", &clerks, truth.mean_queue)
        .agrees_at("wait.mean", &clerks, truth.mean_wait);
    let digital = ["borders.crossing.documents.regime=Digital", "borders.crossing.documents.clerks=1"];
    let truth = mm1(0.7, 1.0);
    simulate("papers_clerks.ron", 640, &[digital[0], digital[1], "demand.stream.volume=0.7 truck/h"])
        .agrees("wait.documents", f64::exp(-(1.0 - 0.7) * 2.0) / (1.0 - 0.7))
        .agrees_at("queue.mean", &clerks, truth.mean_queue)
        .agrees_at("wait.mean", &clerks, truth.mean_wait);
}

#[test]
fn priority_at_a_border_crossing() {
    let waits = priority_mm1(&[0.3, 0.4], 1.0);
    let found = simulate("priority.ron", 360, &[]);
    found.agrees_at("wait.customs", &[("cargo", "fruit")], waits[0] + 1.0);
    found.agrees_at("wait.customs", &[("cargo", "ore")], waits[1] + 1.0);
}

#[test]
fn parallel_agencies_on_both_sides() {
    let first = longer_of_exponentials(2.0, 1.0);
    simulate("parallel_agencies.ron", 60, &[])
        .agrees_at("wait.customs", &[("cargo", "fruit")], first + longer_of_fixed_and_exponential(0.5, 1.0))
        .agrees_at("wait.customs", &[("cargo", "ore")], 0.5 + first)
        .is_always("cost.per_tonne", &[], 31.0 / 20.0);
}

/// The service is the time up to the completion, repairs included.
#[test]
fn breakdowns_of_a_truck_and_a_crane() {
    let service = completion(Moments2::of(1.0, 1.0), 0.2, Moments2::of(1.0, 0.5));
    let truth = mg1(0.5, service.mean, service.scv());
    let truck = fleet("truck", "origin");
    let crane = [("kind", "equipment"), ("resource", "crane"), ("at", "yard")];
    let found = simulate("breakdowns.ron", 300, &[]);
    for (resource, cargo) in [(&truck, "loads"), (&crane, "boxes")] {
        found
            .agrees_at("wait.breakdown", &[("cargo", cargo)], 0.2)
            .agrees_at("utilisation", resource, truth.utilisation)
            .agrees_at("queue.mean", resource, truth.mean_queue)
            .agrees_at("wait.mean", resource, truth.mean_wait);
    }
}

/// The same for servers of border crossings. One that fails by the calendar may be in repair when nobody
/// stands there.
#[test]
fn breakdowns_of_servers_at_border_crossings() {
    let (rate, failures, repair) = (0.5, 0.2, Moments2::of(1.0, 1.0));
    let found = simulate("broken_scanners.ron", 300, &[]);
    let more = late_start(rate, failures / (rate + failures + 1.0 / repair.mean), repair);
    for (resource, at, cargo, cv, more) in [
        ("scanner", "scanner", "boxes", 0.0, 0.0),
        ("AZ customs", "post", "loads", 1.0, 0.0),
        ("old post", "old post", "mail", 1.0, more),
    ] {
        let service = completion(Moments2::of(1.0, cv), failures, repair);
        let truth = mg1(rate, service.mean, service.scv());
        let server = [("kind", "border"), ("resource", resource), ("at", at)];
        let wait = truth.mean_wait + more;
        found
            .agrees_at("wait.breakdown", &[("cargo", cargo)], failures * repair.mean)
            .agrees_at("wait.customs", &[("cargo", cargo)], wait + 1.0)
            .agrees_at("utilisation", &server, truth.utilisation)
            .agrees_at("queue.mean", &server, rate * wait)
            .agrees_at("wait.mean", &server, wait);
    }
}

#[test]
fn availability_of_a_truck_and_a_crane() {
    let gamma_of_three_halves = std::f64::consts::PI.sqrt() / 2.0;
    let up = 100.0 * gamma_of_three_halves;
    let of_cargo = |tonnes: f64, share: f64| tonnes * share * HOURS_A_YEAR;
    simulate("availability.ron", 240, &[])
        .agrees_at("delivered.tonnes", &[("cargo", "ore")], of_cargo(20.0, up / (up + 20.0)))
        .agrees_at("delivered.tonnes", &[("cargo", "boxes")], of_cargo(13.0, 0.75));
}

#[test]
fn machine_repair_trucks_and_crews() {
    let truth = machine_repair(1.0 / 3.0, 1.0, 2, 6);
    let shop = [("kind", "workshop"), ("resource", "workshop"), ("at", "workshop")];
    let wait_days = truth.mean_down_time - 1.0;
    simulate("repair_crews.ron", 120, &[])
        .agrees("delivered.tonnes", 20.0 * 2.0 * 6.0 * truth.availability * 365.0)
        .agrees_at("utilisation", &shop, truth.repairman_utilisation)
        .agrees_at("queue.mean", &shop, truth.mean_waiting)
        .agrees_at("wait.mean", &shop, wait_days * HOURS_A_DAY);
}

/// Jacks are a server that fails while it works, sets of wagons are machines that two crews repair.
#[test]
fn breakdowns_where_the_gauge_is_changed() {
    let jacks = [("kind", "gauge change"), ("resource", "tracks"), ("at", "pass")];
    let service = completion(Moments2::of(1.0, 1.0), 0.2, Moments2::of(1.0, 1.0));
    let of_track = mg1(0.5, service.mean, service.scv());
    let of_sets = machine_repair(1.0 / 3.0, 1.0, 2, 6);
    let shop = [("kind", "workshop"), ("resource", "workshop"), ("at", "workshop")];
    let ore = [("cargo", "ore")];
    simulate("broken_gauge.ron", 300, &[])
        .agrees_at("wait.breakdown", &[("cargo", "loads")], 0.2)
        .agrees_at("wait.gauge_change", &[("cargo", "loads")], of_track.mean_wait + 1.0)
        .agrees_at("utilisation", &jacks, of_track.utilisation)
        .agrees_at("queue.mean", &jacks, of_track.mean_queue)
        .agrees_at("wait.mean", &jacks, of_track.mean_wait)
        .agrees_at("delivered.tonnes", &ore, 20.0 * 2.0 * 6.0 * of_sets.availability * 365.0)
        .agrees_at("utilisation", &shop, of_sets.repairman_utilisation)
        .agrees_at("queue.mean", &shop, of_sets.mean_waiting)
        .agrees_at("wait.mean", &shop, (of_sets.mean_down_time - 1.0) * HOURS_A_DAY);
}

/// The repair of a ramp is time that nobody has it.
#[test]
fn a_ramp_that_fails_after_use() {
    let (rate, failing, repair) = (0.5, 1.0 - f64::exp(-0.2), Moments2::of(1.0, 1.0));
    let mean = 1.0 + failing * repair.mean;
    let second = 1.0 + 2.0 * failing * repair.mean + failing * repair.second;
    let wait = rate * second / (2.0 * (1.0 - rate * mean));
    let ramp = [("kind", "berth"), ("resource", "ramp"), ("at", "port")];
    simulate("tired_ramp.ron", 300, &[])
        .agrees("wait.berth", wait)
        .agrees_at("utilisation", &ramp, rate)
        .agrees_at("queue.mean", &ramp, rate * wait)
        .agrees_at("wait.mean", &ramp, wait);
}

/// A wagon carries loads until the trip in which it fails, and is repaired then.
#[test]
fn bad_order_wagons_are_set_out() {
    let (trip, failing) = (0.5, 1.0 - f64::exp(-0.5 / 3.0));
    let loads_a_day = 1.0 / (trip + failing * 1.0);
    simulate("bad_order.ron", 60, &[])
        .agrees("delivered.tonnes", 20.0 * 8.0 * loads_a_day * 365.0)
        .agrees_at("utilisation", &fleet("wagons", "mine"), trip * loads_a_day);
}

#[test]
fn machine_repair_with_more_trucks_and_crews_from_a_date_on() {
    let shop = [("kind", "workshop"), ("resource", "workshop"), ("at", "workshop")];
    let part = |trucks, crews, settings: &[&str]| {
        let truth = machine_repair(1.0 / 3.0, 1.0, crews, trucks);
        simulate("more_trucks_and_crews.ron", 300, settings)
            .agrees("delivered.tonnes", 20.0 * 2.0 * trucks as f64 * truth.availability * 365.0)
            .agrees_at("utilisation", &shop, truth.repairman_utilisation)
            .agrees_at("queue.mean", &shop, truth.mean_waiting)
            .agrees_at("wait.mean", &shop, (truth.mean_down_time - 1.0) * HOURS_A_DAY);
    };
    part(6, 2, &["horizon=1_800 d", "warm_up=60 d"]);
    part(9, 3, &[]);
}

#[test]
fn maintenance_by_hand() {
    simulate("maintenance.ron", 2, &[]).is_always("delivered.tonnes", &[], 703.0 * 20.0);
}

#[test]
fn maintenance_of_every_year_by_hand() {
    // Tonnes in a year of 365 days.
    let tonnes = 2709.0 * 20.0 * 365.0 / 1461.0;
    simulate("yearly.ron", 2, &[]).is_always("delivered.tonnes", &[], tonnes);
}

#[test]
fn md1_and_a_lag_in_a_pipeline() {
    let truth = md1(0.8, 1.0);
    let pump = [("kind", "pipeline"), ("resource", "pipe"), ("at", "tank farm → sea terminal")];
    let found = simulate("pipeline.ron", 240, &[]);
    found
        .agrees_at("utilisation", &pump, truth.utilisation)
        .agrees_at("queue.mean", &pump, truth.mean_queue)
        .agrees_at("wait.mean", &pump, truth.mean_wait)
        .agrees("transit_time.mean", (truth.mean_time_in_system + 48.0) / HOURS_A_DAY)
        .is_always("time.moving", &[], 49.0)
        .is_always("cost.per_tonne", &[], 5.0);
    for cargo in ["crude", "condensate"] {
        found.agrees_at("wait.path", &[("cargo", cargo)], truth.mean_wait);
    }
}

#[test]
fn an_oil_chain_by_hand() {
    let pump = [("kind", "pipeline"), ("resource", "pipe"), ("at", "west → market")];
    let tanker = fleet("tankers", "east");
    let hours = |hours: f64| hours / HOURS_A_DAY;
    simulate("oil_chain.ron", 2, &[])
        .is_always("transit_time.mean", &[], hours(186.0))
        .is_always("time.moving", &[], 160.0)
        .is_always("wait.path", &[], 10.0)
        .is_always("wait.mean", &pump, 10.0)
        .is_always("utilisation", &pump, 30.0 / 720.0)
        .is_always("utilisation", &tanker, 66.0 / 720.0)
        .is_always("cost.per_tonne", &[], 6.0);
    // For two days from hour 96 on nothing flows; six hours of the third lot are in by then.
    let stop = "links.pipe.closed=[(from: \"2024-01-05\", to: \"2024-01-07\", why: \"contamination\")]";
    simulate("oil_chain.ron", 2, &[stop])
        .is_always("transit_time.mean", &[], hours(186.0 + 48.0))
        .is_always("wait.works", &[], 48.0)
        .is_always("wait.path", &[], 10.0);
}

/// Twice three kilotonnes. The pipe is stopped from hour 72 to 144, with two of the ten hours of the first lot in:
/// it and those in the tank are in at 152, 162 and 172. The tanker is back at 90, takes the second three in an
/// hour, and lies at the jetty from 111 on: her lots have room at 152, 162 and 172, the last is off at 173. They
/// are ready an hour after they have room, and pumped in at 172, 182 and 192.
#[test]
fn a_stopped_pipe_keeps_a_tanker_at_the_jetty() {
    let stop = "links.pipe.closed=[(from: \"2024-01-04\", to: \"2024-01-07\", why: \"contamination\")]";
    let six = "demand.crude.comes=Trace(\"oil_chain_twice.csv\")";
    let jetty = [("kind", "berth"), ("resource", "jetty"), ("at", "west tanks")];
    simulate("oil_chain.ron", 2, &[stop, six])
        .is_always("wait.storage", &[], (41.0 + 51.0 + 61.0) / 6.0)
        .is_always("wait.works", &[], 3.0 * 72.0 / 6.0)
        .is_always("wait.path", &[], (10.0 + 20.0 + 3.0 * 19.0) / 6.0)
        .is_always("utilisation", &jetty, (1.0 + 62.0) / 720.0)
        .is_always("transit_time.mean", &[], 255.0 / HOURS_A_DAY);
}

#[test]
fn break_of_gauge_by_hand() {
    simulate("gauge_change.ron", 2, &[])
        .is_always("transit_time.mean", &[], 23.0 / HOURS_A_DAY)
        .is_always("wait.gauge_change", &[], 8.0)
        .is_always("cost.per_tonne", &[], 2.0);
    let transload = "nodes.break.gauge_change=Transload(tracks: 1, time: \"4 h\", wagons: 1)";
    simulate("gauge_change.ron", 2, &[transload, "fleets.trains.returns=Travels(after: \"0 h\")"])
        .is_always("transit_time.mean", &[], 33.0 / HOURS_A_DAY)
        .is_always("wait.gauge_change", &[], 18.0);
    // Two loads at 50 t at 25 t/h: two hours of work for each train, and wagons for both.
    let at_rate = "nodes.break.gauge_change=Transload(tracks: 2, rate: \"25 t/h\", wagons: 2)";
    simulate("gauge_change.ron", 2, &[at_rate])
        .is_always("transit_time.mean", &[], 17.0 / HOURS_A_DAY)
        .is_always("wait.gauge_change", &[], 2.0);
}

/// See `falling_sea.ron`: 182 trips, each 4 t less than the one before. A year has 365 days, the horizon one more.
#[test]
fn falling_sea_cuts_what_a_ship_can_carry() {
    let (trips, payload, lost) = (182.0, 10_000.0, 4.0);
    let tonnes = trips * payload - lost * trips * (trips - 1.0) / 2.0;
    assert_eq!(tonnes, 1_754_116.0);
    simulate("falling_sea.ron", 2, &[]).is_always("delivered.tonnes", &[], tonnes * 365.0 / 366.0);
}

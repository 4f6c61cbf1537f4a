//! Paths, headways and single track.

use crate::tampered::Tampered;
use keruen::audit::Rule;
use serde_json::{Value, json};

#[test]
fn a04_trains_too_close_behind_each_other() {
    let mut trace = Tampered::new();
    let place =
        trace.find(3, |record| record["kind"] == "enter" && record["resource"] == "link:steppe railway");
    let mut second = trace.records[place].clone();
    second["vehicle"] = json!("block trains#14");
    trace.records.insert(place + 1, second);
    trace.breaks(Rule::Path, place + 1);
}

#[test]
fn a04_trains_that_meet_on_single_track() {
    let mut trace = Tampered::new();
    let enter = |record: &Value| record["kind"] == "enter" && record["resource"] == "link:plain railway";
    let place = trace.find(3, enter);
    let from = trace.records[place]["place"].clone();
    let mut against = trace.records[place].clone();
    against["place"] = json!(if from == "Pass" { "West Quay" } else { "Pass" });
    against["vehicle"] = json!("trains#7");
    trace.records.insert(place + 1, against);
    trace.breaks(Rule::Path, place + 1);
}

#[test]
fn a04_a_train_in_the_hours_of_the_other_direction() {
    let mut trace = Tampered::new();
    let place = trace.find(0, |record| {
        let day = record["ms"].as_i64().unwrap() % 86_400_000;
        let forward = record["kind"] == "enter"
            && record["resource"] == "link:pass railway"
            && record["place"] == "Pass";
        // From six to twelve in the morning, at UTC+4, only forward.
        forward && (7_200_000..28_800_000).contains(&day)
    });
    trace.records[place]["place"] = json!("Market");
    trace.breaks(Rule::Path, place);
}

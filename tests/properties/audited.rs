//! Random networks before the auditor, which shares no code with the engine.

use super::cases;
use super::network::{Kind, networks};
use keruen::audit::audit;
use keruen::corridor::trace;
use keruen::report::{TraceFormat, TraceWriter};
use proptest::prelude::*;

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn traces_of_random_networks_pass_every_rule(network in networks(Kind::Endless), number in 0..50_u64) {
        let scenario = network.scenario(&[]);
        let corridor = scenario.corridor.as_ref().expect("it is sound");
        let mut bytes = Vec::new();
        let mut writer = TraceWriter::new(corridor, number, TraceFormat::Json, &mut bytes).expect("memory");
        trace(corridor, 1, number, &mut |record| writer.add(record).expect("memory"));
        writer.finish().expect("memory");
        let tree = scenario.tree.as_ref().expect("it is sound");
        let report = audit(tree, &scenario.sources, bytes.as_slice()).expect("memory").expect("it has a start");
        prop_assert!(report.is_sound(), "{:#?}", report.findings);
    }
}

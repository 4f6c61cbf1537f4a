//! Files of the repository held against what they should be.

/// Holds a file of the repository against what it should be; `SNAPSHOTS=overwrite` writes it.
#[track_caller]
pub fn assert_file(file: &str, expected: String) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let on_disk = snapbox::Data::read_from(&path, Some(snapbox::data::DataFormat::Text)).raw();
    snapbox::Assert::new().action_env("SNAPSHOTS").eq(snapbox::Data::text(expected).raw(), on_disk);
}

//! The command `keruen`.

use std::process::ExitCode;

fn main() -> ExitCode {
    keruen::cli::main()
}

//! Exit codes.

use std::process::ExitCode;

/// How a command ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// The command did what it was asked.
    Done,
    /// The arguments or the scenario are wrong; nothing was run.
    Usage,
    /// A file could not be read or written.
    File,
    /// A replication could not reach its horizon.
    Stopped,
    /// Those who wait for each other in a replication can never go on.
    Deadlock,
    /// The audit found what cannot be.
    Unsound,
    /// No warm-up could be found; nothing was measured.
    Unsettled,
    /// Interrupted; what was finished is printed and marked as partial.
    Interrupted,
}

/// The table of `--help`, which `docs/output.md` repeats.
pub(super) fn table() -> String {
    let row = |exit: Exit| format!("\n  {:>3}  {}", exit.code(), exit.meaning());
    Exit::ALL.into_iter().fold("Exit codes:".to_owned(), |table, exit| table + &row(exit))
}

impl Exit {
    /// Every way to end.
    pub const ALL: [Self; 8] = [
        Self::Done,
        Self::Usage,
        Self::File,
        Self::Stopped,
        Self::Deadlock,
        Self::Unsound,
        Self::Unsettled,
        Self::Interrupted,
    ];

    /// Its number.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Usage => 2,
            Self::File => 3,
            Self::Stopped => 4,
            Self::Deadlock => 5,
            Self::Unsound => 6,
            Self::Unsettled => 7,
            Self::Interrupted => 130,
        }
    }

    /// What it means, in one sentence.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Done => "the command did what it was asked",
            Self::Usage => "the arguments or the scenario are wrong; nothing was run",
            Self::File => "a file could not be read or written",
            Self::Stopped => "a replication could not reach its horizon",
            Self::Deadlock => {
                "a replication ended in a deadlock: some wait for each other and nobody can go on"
            }
            Self::Unsound => "the audit found what cannot be",
            Self::Unsettled => "no warm-up could be found; nothing was measured",
            Self::Interrupted => "interrupted; what was finished is printed and marked as partial",
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

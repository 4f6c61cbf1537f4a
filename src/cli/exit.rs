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
    /// Interrupted; what was finished is printed and marked as partial.
    Interrupted,
}

/// The table of `--help`, which `docs/output.md` repeats.
pub(super) const TABLE: &str = "\
Exit codes:
    0  the command did what it was asked
    2  the arguments or the scenario are wrong; nothing was run
    3  a file could not be read or written
    4  a replication could not reach its horizon
  130  interrupted; what was finished is printed and marked as partial";

impl Exit {
    /// Every way to end.
    pub const ALL: [Self; 5] = [Self::Done, Self::Usage, Self::File, Self::Stopped, Self::Interrupted];

    /// Its number.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Usage => 2,
            Self::File => 3,
            Self::Stopped => 4,
            Self::Interrupted => 130,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_stands_in_the_table() {
        for exit in Exit::ALL {
            let row = TABLE.lines().find(|line| line.trim_start().starts_with(&format!("{}  ", exit.code())));
            assert!(row.is_some(), "{exit:?}");
        }
        assert_eq!(TABLE.lines().count(), Exit::ALL.len() + 1);
    }
}

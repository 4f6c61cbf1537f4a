//! Writing to the terminal or into a pipe.

use super::exit::Exit;
use crate::scenario::text::plainly;
use std::io::{self, IsTerminal, Write};

/// Prints data on stdout, with its colours only where they are wanted. A reader that has gone away, as `head` does, is no error.
pub(super) fn print(text: &str) -> Exit {
    let mut stdout = anstream::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Ok(()) => Exit::Done,
        Err(error) => stdout_fails(&error),
    }
}

/// How a command ends that cannot write on stdout; a reader that has gone away is no error.
pub(super) fn stdout_fails(error: &io::Error) -> Exit {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Exit::Done;
    }
    complain(&format!("error: cannot write to standard output: {}\n", plainly(error)));
    Exit::File
}

/// Prints a message on stderr; if even that fails there is nobody left to tell.
pub(super) fn complain(text: &str) {
    let _ = anstream::stderr().write_all(text.as_bytes());
}

/// Whether a person looks at stderr.
pub(super) fn person_watches() -> bool {
    io::stderr().is_terminal()
}

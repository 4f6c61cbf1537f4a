//! Pages of `docs/` as tests read them: their fenced blocks, and the same page with some of them
//! written anew.

/// A fenced block of a page.
#[derive(Clone, Copy, Debug)]
pub struct Block<'p> {
    /// What stands behind the fence: `ron broken`.
    pub info: &'p str,
    /// What stands in it, ending with a line feed.
    pub text: &'p str,
    /// The second-level heading above it, empty where there is none.
    pub section: &'p str,
}

/// The fenced blocks of a page, in order.
pub fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut all = Vec::new();
    rewritten(page, |block| {
        all.push(block);
        None
    });
    all
}

/// The page with those blocks replaced for which there is a new text.
pub fn rewritten<'p>(page: &'p str, mut anew: impl FnMut(Block<'p>) -> Option<String>) -> String {
    let mut out = String::with_capacity(page.len());
    let mut rest = page;
    let mut section = "";
    while let Some(line) = rest.split_inclusive('\n').next() {
        rest = &rest[line.len()..];
        out.push_str(line);
        if let Some(heading) = line.strip_prefix("## ") {
            section = heading.trim_end();
        }
        let Some(info) = line.strip_prefix("```") else { continue };
        let end =
            if rest.starts_with("```") { 0 } else { rest.find("\n```").map_or(rest.len(), |at| at + 1) };
        let block = Block { info: info.trim_end(), text: &rest[..end], section };
        let text = anew(block).unwrap_or_else(|| block.text.to_owned());
        out.push_str(&text);
        rest = &rest[end..];
        let fence = rest.find('\n').map_or(rest.len(), |at| at + 1);
        out.push_str(&rest[..fence]);
        rest = &rest[fence..];
    }
    out
}

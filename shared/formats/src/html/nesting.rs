//! From pieces of text that each have a set of formats to formats that open and close, properly nested and as seldom
//! as may be. HTML and Markdown both need it.

/// How far ahead one looks for the end of a format.
const AHEAD: usize = 64;

/// What is to be written before a piece: how many of the open formats end, and which begin, from the outside in.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Step<'w, T> {
    /// How many end, from the inside out.
    pub(crate) close: usize,
    /// Which begin.
    pub(crate) open: Vec<&'w T>,
}

/// The steps before each piece, and behind the last one. Formats of one piece are given in the order in which they
/// nest where all else is equal; one that goes on for longer is opened further outside.
pub(crate) fn steps<T: PartialEq>(wanted: &[Vec<T>]) -> Vec<Step<'_, T>> {
    let mut steps = Vec::with_capacity(wanted.len().saturating_add(1));
    let mut open: Vec<&T> = Vec::new();
    for (at, formats) in wanted.iter().enumerate() {
        let kept = open
            .iter()
            .take_while(|format| formats.contains(format))
            .count();
        let close = open.len().saturating_sub(kept);
        open.truncate(kept);
        let mut fresh: Vec<(usize, &T)> = formats
            .iter()
            .filter(|format| !open.contains(format))
            .map(|format| {
                let lasts = wanted
                    .iter()
                    .skip(at)
                    .take(AHEAD)
                    .take_while(|formats| formats.contains(format))
                    .count();
                (lasts, format)
            })
            .collect();
        // Stable: equally long ones keep their order.
        fresh.sort_by_key(|(lasts, _)| std::cmp::Reverse(*lasts));
        let fresh: Vec<&T> = fresh.into_iter().map(|(_, format)| format).collect();
        open.extend(&fresh);
        steps.push(Step { close, open: fresh });
    }
    steps.push(Step {
        close: open.len(),
        open: Vec::new(),
    });
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(wanted: &[Vec<char>]) -> String {
        let mut out = String::new();
        let mut open = Vec::new();
        for (at, step) in steps(wanted).into_iter().enumerate() {
            for _ in 0..step.close {
                out.push('/');
                out.extend(open.pop());
            }
            for format in step.open {
                out.push(*format);
                open.push(*format);
            }
            if at < wanted.len() {
                out.push('.');
            }
        }
        out
    }

    #[test]
    fn longer_formats_stand_outside() {
        assert_eq!(
            written(&[vec!['i'], vec!['b', 'i'], vec!['i']]),
            "i.b./b./i"
        );
        assert_eq!(written(&[vec!['b', 'i'], vec!['i']]), "ib./b./i");
        assert_eq!(written(&[vec!['b', 'i'], vec![]]), "bi./i/b.");
        assert_eq!(
            written(&[vec!['b'], vec!['b', 'i'], vec!['i']]),
            "b.i./i/bi./i"
        );
    }
}

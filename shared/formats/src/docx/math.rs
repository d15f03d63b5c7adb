//! Formulas: Office Math (ISO/IEC 29500-1, clause 22.1) to LaTeX and back.

mod parse;
mod symbols;
mod to_latex;

pub(super) use parse::omml;
pub(super) use to_latex::latex;

#[cfg(test)]
mod tests {
    use spindle_ooxml::Dom;

    use super::{latex, omml};

    fn there_and_back(text: &str) -> String {
        let xml = omml(text).unwrap();
        let mut dom = Dom::new();
        let node = dom.try_fragment(&xml).unwrap();
        latex(&dom, node)
    }

    #[test]
    fn what_is_read_is_written() {
        for text in [
            "x",
            "a+b=c",
            r"\frac{a}{b}",
            r"x^{2}",
            r"x_{i}^{2}",
            r"\sqrt{x}",
            r"\sqrt[3]{x+1}",
            r"\sum_{i=1}^{n}{i}",
            r"\int_{0}^{\infty}{f}",
            r"\left(\frac{a}{b}\right)",
            r"\begin{matrix}a & b \\ c & d\end{matrix}",
            r"\hat{x}",
            r"\overline{xy}",
            r"\sin{x}",
            r"\mathrm{d}x",
            r"\text{if }x",
            r"\alpha\beta",
            r"\lim_{x\to0}{f}",
            r"\left\{a\right.",
        ] {
            assert_eq!(there_and_back(text), text);
        }
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        assert_eq!(omml(r"\unknowncommand{x}"), None);
        assert_eq!(omml("{x"), None);
        assert_eq!(omml(&"{".repeat(100_000)), None);
        assert_eq!(omml(&"x^".repeat(10_000)), None);
    }
}

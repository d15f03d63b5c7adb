//! Names that LaTeX has for characters, and for what stands above them.

/// Commands and the characters that they stand for.
const SYMBOLS: &[(&str, char)] = &[
    ("alpha", 'α'),
    ("beta", 'β'),
    ("gamma", 'γ'),
    ("delta", 'δ'),
    ("epsilon", 'ϵ'),
    ("varepsilon", 'ε'),
    ("zeta", 'ζ'),
    ("eta", 'η'),
    ("theta", 'θ'),
    ("vartheta", 'ϑ'),
    ("iota", 'ι'),
    ("kappa", 'κ'),
    ("lambda", 'λ'),
    ("mu", 'μ'),
    ("nu", 'ν'),
    ("xi", 'ξ'),
    ("pi", 'π'),
    ("varpi", 'ϖ'),
    ("rho", 'ρ'),
    ("varrho", 'ϱ'),
    ("sigma", 'σ'),
    ("varsigma", 'ς'),
    ("tau", 'τ'),
    ("upsilon", 'υ'),
    ("phi", 'ϕ'),
    ("varphi", 'φ'),
    ("chi", 'χ'),
    ("psi", 'ψ'),
    ("omega", 'ω'),
    ("Gamma", 'Γ'),
    ("Delta", 'Δ'),
    ("Theta", 'Θ'),
    ("Lambda", 'Λ'),
    ("Xi", 'Ξ'),
    ("Pi", 'Π'),
    ("Sigma", 'Σ'),
    ("Upsilon", 'Υ'),
    ("Phi", 'Φ'),
    ("Psi", 'Ψ'),
    ("Omega", 'Ω'),
    ("infty", '∞'),
    ("partial", '∂'),
    ("nabla", '∇'),
    ("pm", '±'),
    ("mp", '∓'),
    ("times", '×'),
    ("div", '÷'),
    ("cdot", '⋅'),
    ("ast", '∗'),
    ("star", '⋆'),
    ("circ", '∘'),
    ("bullet", '∙'),
    ("leq", '≤'),
    ("le", '≤'),
    ("geq", '≥'),
    ("ge", '≥'),
    ("neq", '≠'),
    ("ne", '≠'),
    ("approx", '≈'),
    ("equiv", '≡'),
    ("sim", '∼'),
    ("simeq", '≃'),
    ("cong", '≅'),
    ("propto", '∝'),
    ("ll", '≪'),
    ("gg", '≫'),
    ("in", '∈'),
    ("notin", '∉'),
    ("ni", '∋'),
    ("subset", '⊂'),
    ("supset", '⊃'),
    ("subseteq", '⊆'),
    ("supseteq", '⊇'),
    ("cup", '∪'),
    ("cap", '∩'),
    ("setminus", '∖'),
    ("emptyset", '∅'),
    ("forall", '∀'),
    ("exists", '∃'),
    ("neg", '¬'),
    ("land", '∧'),
    ("lor", '∨'),
    ("oplus", '⊕'),
    ("otimes", '⊗'),
    ("perp", '⊥'),
    ("parallel", '∥'),
    ("angle", '∠'),
    ("to", '→'),
    ("rightarrow", '→'),
    ("leftarrow", '←'),
    ("leftrightarrow", '↔'),
    ("Rightarrow", '⇒'),
    ("Leftarrow", '⇐'),
    ("Leftrightarrow", '⇔'),
    ("mapsto", '↦'),
    ("uparrow", '↑'),
    ("downarrow", '↓'),
    ("ldots", '…'),
    ("cdots", '⋯'),
    ("vdots", '⋮'),
    ("ddots", '⋱'),
    ("prime", '′'),
    ("hbar", 'ℏ'),
    ("ell", 'ℓ'),
    ("Re", 'ℜ'),
    ("Im", 'ℑ'),
    ("aleph", 'ℵ'),
    ("wp", '℘'),
    ("langle", '⟨'),
    ("rangle", '⟩'),
    ("lfloor", '⌊'),
    ("rfloor", '⌋'),
    ("lceil", '⌈'),
    ("rceil", '⌉'),
    ("dagger", '†'),
    ("therefore", '∴'),
    ("because", '∵'),
    ("degree", '°'),
    ("quad", '\u{2003}'),
];

/// Signs that stand large before what they work on.
const NARY: &[(&str, char)] = &[
    ("sum", '∑'),
    ("prod", '∏'),
    ("coprod", '∐'),
    ("int", '∫'),
    ("iint", '∬'),
    ("iiint", '∭'),
    ("oint", '∮'),
    ("bigcup", '⋃'),
    ("bigcap", '⋂'),
    ("bigvee", '⋁'),
    ("bigwedge", '⋀'),
    ("bigoplus", '⨁'),
    ("bigotimes", '⨂'),
];

/// What stands above a letter.
const ACCENTS: &[(&str, char)] = &[
    ("hat", '\u{302}'),
    ("tilde", '\u{303}'),
    ("bar", '\u{304}'),
    ("breve", '\u{306}'),
    ("dot", '\u{307}'),
    ("ddot", '\u{308}'),
    ("check", '\u{30c}'),
    ("acute", '\u{301}'),
    ("grave", '\u{300}'),
    ("vec", '\u{20d7}'),
];

/// Names of functions that are written upright.
const FUNCTIONS: &[&str] = &[
    "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "det", "dim",
    "exp", "gcd", "hom", "inf", "ker", "lim", "liminf", "limsup", "ln", "log", "max", "min", "sec",
    "sin", "sinh", "sup", "tan", "tanh",
];

fn by_name(table: &[(&str, char)], name: &str) -> Option<char> {
    table
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, c)| *c)
}

fn by_char(table: &'static [(&'static str, char)], c: char) -> Option<&'static str> {
    table
        .iter()
        .find(|(_, known)| *known == c)
        .map(|(name, _)| *name)
}

/// The character that a command stands for.
pub(super) fn symbol(name: &str) -> Option<char> {
    by_name(SYMBOLS, name)
}

/// The command for a character.
pub(super) fn symbol_name(c: char) -> Option<&'static str> {
    by_char(SYMBOLS, c)
}

/// The large sign that a command stands for.
pub(super) fn nary(name: &str) -> Option<char> {
    by_name(NARY, name)
}

/// The command for a large sign.
pub(super) fn nary_name(c: char) -> Option<&'static str> {
    by_char(NARY, c)
}

/// The combining character that a command puts above.
pub(super) fn accent(name: &str) -> Option<char> {
    by_name(ACCENTS, name)
}

/// The command for a combining character, or for the spacing one of its shape.
pub(super) fn accent_name(c: char) -> Option<&'static str> {
    by_char(
        ACCENTS,
        match c {
            '^' => '\u{302}',
            '~' => '\u{303}',
            '¯' | '\u{305}' => '\u{304}',
            '˙' => '\u{307}',
            '¨' => '\u{308}',
            'ˇ' => '\u{30c}',
            '→' => '\u{20d7}',
            c => c,
        },
    )
}

/// Whether it is the name of a function.
pub(super) fn is_function(name: &str) -> bool {
    FUNCTIONS.contains(&name)
}

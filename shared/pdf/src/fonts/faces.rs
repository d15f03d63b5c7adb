//! The font files that there are.

use super::Family;

/// A font file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Face {
    /// Its name, as `fonts.toml` beside this crate's manifest says it, which tells where it comes from.
    pub file: &'static str,
    /// The family that it belongs to.
    pub(crate) family: Family,
    /// Whether it is the bold one.
    pub bold: bool,
    /// Whether it is the italic one.
    pub italic: bool,
}

/// Every font file. Those that are missing are done without: text falls back to others.
pub static FACES: [Face; 26] = [
    face("Arimo_400Regular.ttf", Family::Arimo, false, false),
    face("Arimo_400Regular_Italic.ttf", Family::Arimo, false, true),
    face("Arimo_700Bold.ttf", Family::Arimo, true, false),
    face("Arimo_700Bold_Italic.ttf", Family::Arimo, true, true),
    face("Tinos_400Regular.ttf", Family::Tinos, false, false),
    face("Tinos_400Regular_Italic.ttf", Family::Tinos, false, true),
    face("Tinos_700Bold.ttf", Family::Tinos, true, false),
    face("Tinos_700Bold_Italic.ttf", Family::Tinos, true, true),
    face("Cousine_400Regular.ttf", Family::Cousine, false, false),
    face(
        "Cousine_400Regular_Italic.ttf",
        Family::Cousine,
        false,
        true,
    ),
    face("Cousine_700Bold.ttf", Family::Cousine, true, false),
    face("Cousine_700Bold_Italic.ttf", Family::Cousine, true, true),
    face("Carlito_400Regular.ttf", Family::Carlito, false, false),
    face(
        "Carlito_400Regular_Italic.ttf",
        Family::Carlito,
        false,
        true,
    ),
    face("Carlito_700Bold.ttf", Family::Carlito, true, false),
    face("Carlito_700Bold_Italic.ttf", Family::Carlito, true, true),
    face("Caladea_400Regular.ttf", Family::Caladea, false, false),
    face(
        "Caladea_400Regular_Italic.ttf",
        Family::Caladea,
        false,
        true,
    ),
    face("Caladea_700Bold.ttf", Family::Caladea, true, false),
    face("Caladea_700Bold_Italic.ttf", Family::Caladea, true, true),
    face(
        "NotoSansSC_400Regular.ttf",
        Family::Ideographs,
        false,
        false,
    ),
    face("Vazirmatn_400Regular.ttf", Family::Arabic, false, false),
    face("Vazirmatn_700Bold.ttf", Family::Arabic, true, false),
    face(
        "NotoSansArabic_400Regular.ttf",
        Family::AllArabic,
        false,
        false,
    ),
    face(
        "NotoSansSymbols2_400Regular.ttf",
        Family::Symbols2,
        false,
        false,
    ),
    face(
        "NotoSansSymbols_400Regular.ttf",
        Family::Symbols,
        false,
        false,
    ),
];

const fn face(file: &'static str, family: Family, bold: bool, italic: bool) -> Face {
    Face {
        file,
        family,
        bold,
        italic,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_downloads_names_the_same_files() {
        let list = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts.toml"));
        let mut files: Vec<&str> = list
            .lines()
            .filter_map(|line| line.strip_prefix("file = \"")?.strip_suffix('"'))
            .collect();
        let mut faces: Vec<&str> = FACES.iter().map(|face| face.file).collect();
        files.sort_unstable();
        faces.sort_unstable();
        assert_eq!(files, faces);
    }
}

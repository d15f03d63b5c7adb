//! Units of measurement.

use super::{Answer, Function, n, num, plain, t};
use crate::value::{Error, Value};

pub(super) const TABLE: &[Function] = &[plain("CONVERT", 3, 3, "sss", |_, a| convert(a))];

/// What a unit measures.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Mass,
    Length,
    Time,
    Pressure,
    Force,
    Energy,
    Power,
    Magnetism,
    Temperature,
    Volume,
    Area,
    Information,
    Speed,
}

/// Prefixes that a unit takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Prefix {
    None,
    Decimal,
    /// Binary ones too.
    Binary,
}

use Kind::{
    Area, Energy, Force, Information, Length, Magnetism, Mass, Power, Pressure, Speed, Temperature,
    Time, Volume,
};
use Prefix::{Binary, Decimal, None as Plain};

/// Unit, kind, how many of it the kind's base unit has, and the prefixes.
const UNITS: &[(&str, Kind, f64, Prefix)] = &[
    ("g", Mass, 1.0, Decimal),
    ("sg", Mass, 6.852_205_000_534_78e-5, Plain),
    ("lbm", Mass, 0.002_204_622_621_848_776_3, Plain),
    ("u", Mass, 6.022_137e23, Decimal),
    ("ozm", Mass, 0.035_273_971_800_362_7, Plain),
    ("grain", Mass, 15.432_36, Plain),
    ("cwt", Mass, 2.204_622_621_848_78e-5, Plain),
    ("shweight", Mass, 2.204_623e-5, Plain),
    ("uk_cwt", Mass, 1.968_413_055_222_12e-5, Plain),
    ("lcwt", Mass, 1.968_413_055_222_12e-5, Plain),
    ("hweight", Mass, 1.968_413e-5, Plain),
    ("stone", Mass, 0.000_157_473, Plain),
    ("ton", Mass, 1.102_311e-6, Plain),
    ("uk_ton", Mass, 9.842_065_276_110_61e-7, Plain),
    ("LTON", Mass, 9.842_065_276_110_61e-7, Plain),
    ("brton", Mass, 9.842_065e-7, Plain),
    ("m", Length, 1.0, Decimal),
    ("mi", Length, 6.213_711_922_373_34e-4, Plain),
    ("Nmi", Length, 5.399_568_034_557_24e-4, Plain),
    ("in", Length, 39.370_078_740_157_5, Plain),
    ("ft", Length, 3.280_839_895_013_12, Plain),
    ("yd", Length, 1.093_613_298_337_71, Plain),
    ("ang", Length, 1e10, Decimal),
    ("ell", Length, 0.874_890_6, Plain),
    ("ly", Length, 1.057_023_455_773_29e-16, Decimal),
    ("parsec", Length, 3.240_779e-17, Decimal),
    ("pc", Length, 3.240_779e-17, Decimal),
    ("Pica", Length, 2_834.645_669_291_34, Plain),
    ("pica", Length, 236.220_472_441, Plain),
    ("survey_mi", Length, 6.213_699_494_949_49e-4, Plain),
    ("yr", Time, 3.168_808_781_402_895e-8, Plain),
    ("day", Time, 1.157_407_407_407_407_3e-5, Plain),
    ("d", Time, 1.157_407_407_407_407_3e-5, Plain),
    ("hr", Time, 0.000_277_777_777_777_777_8, Plain),
    ("mn", Time, 0.016_666_666_666_666_666, Plain),
    ("min", Time, 0.016_666_666_666_666_666, Plain),
    ("sec", Time, 1.0, Decimal),
    ("s", Time, 1.0, Decimal),
    ("Pa", Pressure, 1.0, Decimal),
    ("p", Pressure, 1.0, Decimal),
    ("atm", Pressure, 9.869_232_999_981_93e-6, Decimal),
    ("at", Pressure, 9.869_232_999_981_93e-6, Decimal),
    ("mmHg", Pressure, 0.007_500_617_079_986_27, Decimal),
    ("psi", Pressure, 0.000_145_037_7, Plain),
    ("Torr", Pressure, 0.007_500_638, Plain),
    ("N", Force, 1.0, Decimal),
    ("dyn", Force, 1e5, Decimal),
    ("dy", Force, 1e5, Decimal),
    ("lbf", Force, 0.224_808_923_655_339, Plain),
    ("pond", Force, 101.971_6, Decimal),
    ("J", Energy, 1.0, Decimal),
    ("e", Energy, 1e7, Decimal),
    ("c", Energy, 0.239_006_249_473_467, Decimal),
    ("cal", Energy, 0.238_846_190_642_017, Decimal),
    ("eV", Energy, 6.241_457e18, Decimal),
    ("ev", Energy, 6.241_457e18, Decimal),
    ("HPh", Energy, 3.725_061_111_111_11e-7, Plain),
    ("hh", Energy, 3.725_061_111_111_11e-7, Plain),
    ("Wh", Energy, 2.777_777_777_777_78e-4, Decimal),
    ("wh", Energy, 2.777_777_777_777_78e-4, Decimal),
    ("flb", Energy, 23.730_422_219_265_1, Plain),
    ("BTU", Energy, 9.478_150_673_490_15e-4, Plain),
    ("btu", Energy, 9.478_150_673_490_15e-4, Plain),
    ("W", Power, 1.0, Decimal),
    ("w", Power, 1.0, Decimal),
    ("HP", Power, 0.001_341_022_000_000_000_5, Plain),
    ("h", Power, 0.001_341_022_000_000_000_5, Plain),
    ("PS", Power, 0.001_359_622_000_000_000_7, Plain),
    ("T", Magnetism, 1.0, Decimal),
    ("ga", Magnetism, 1e4, Decimal),
    ("C", Temperature, 1.0, Plain),
    ("cel", Temperature, 1.0, Plain),
    ("F", Temperature, 1.0, Plain),
    ("fah", Temperature, 1.0, Plain),
    ("K", Temperature, 1.0, Decimal),
    ("kel", Temperature, 1.0, Decimal),
    ("Rank", Temperature, 1.0, Plain),
    ("Reau", Temperature, 1.0, Plain),
    ("l", Volume, 1.0, Decimal),
    ("L", Volume, 1.0, Decimal),
    ("lt", Volume, 1.0, Decimal),
    ("tsp", Volume, 202.884_136_211_057_98, Plain),
    ("tspm", Volume, 200.0, Plain),
    ("tbs", Volume, 67.628_045_403_686, Plain),
    ("oz", Volume, 33.814_022_701_843, Plain),
    ("cup", Volume, 4.226_752_837_730_375, Plain),
    ("pt", Volume, 2.113_376_418_865_187_6, Plain),
    ("us_pt", Volume, 2.113_376_418_865_187_6, Plain),
    ("uk_pt", Volume, 1.759_753_986_392_702, Plain),
    ("qt", Volume, 1.056_688_209_432_593_8, Plain),
    ("uk_qt", Volume, 0.879_876_993_196_351, Plain),
    ("gal", Volume, 0.264_172_052_358_148_45, Plain),
    ("uk_gal", Volume, 0.219_969_248_299_087_76, Plain),
    ("ang3", Volume, 1e27, Decimal),
    ("ang^3", Volume, 1e27, Decimal),
    ("barrel", Volume, 6.289_810_770_432_11e-3, Plain),
    ("bushel", Volume, 0.028_377_59, Plain),
    ("ft3", Volume, 3.531_466_672_148_86e-2, Plain),
    ("ft^3", Volume, 3.531_466_672_148_86e-2, Plain),
    ("in3", Volume, 61.023_744_094_732_3, Plain),
    ("in^3", Volume, 61.023_744_094_732_3, Plain),
    ("m3", Volume, 1e-3, Decimal),
    ("m^3", Volume, 1e-3, Decimal),
    ("mi3", Volume, 2.399_127_585_789_28e-13, Plain),
    ("mi^3", Volume, 2.399_127_585_789_28e-13, Plain),
    ("yd3", Volume, 1.307_950_619_314_39e-3, Plain),
    ("yd^3", Volume, 1.307_950_619_314_39e-3, Plain),
    ("GRT", Volume, 0.000_353_146_7, Plain),
    ("regton", Volume, 0.000_353_146_7, Plain),
    ("MTON", Volume, 1.412_586_668_859_54, Plain),
    ("m2", Area, 1.0, Decimal),
    ("m^2", Area, 1.0, Decimal),
    ("uk_acre", Area, 0.000_247_105_381_467_165_3, Plain),
    ("us_acre", Area, 2.471_043_930_466_28e-4, Plain),
    ("ang2", Area, 1e20, Decimal),
    ("ang^2", Area, 1e20, Decimal),
    ("ar", Area, 1e-2, Decimal),
    ("ft2", Area, 10.763_910_416_709_722, Plain),
    ("ft^2", Area, 10.763_910_416_709_722, Plain),
    ("ha", Area, 1e-4, Plain),
    ("in2", Area, 1_550.003_100_006_200_2, Plain),
    ("in^2", Area, 1_550.003_100_006_200_2, Plain),
    ("mi2", Area, 3.861_021_585_424_46e-7, Plain),
    ("mi^2", Area, 3.861_021_585_424_46e-7, Plain),
    ("Morgen", Area, 4e-4, Plain),
    ("Nmi2", Area, 2.915_533_495_981_23e-7, Plain),
    ("yd2", Area, 1.195_990_046_301_08, Plain),
    ("yd^2", Area, 1.195_990_046_301_08, Plain),
    ("bit", Information, 1.0, Binary),
    ("byte", Information, 0.125, Binary),
    ("m/s", Speed, 1.0, Decimal),
    ("m/sec", Speed, 1.0, Decimal),
    ("m/h", Speed, 3_599.999_999_999_997_3, Decimal),
    ("m/hr", Speed, 3_599.999_999_999_997_3, Decimal),
    ("mph", Speed, 2.236_936_292_054_4, Plain),
    ("kn", Speed, 1.943_844_492_440_606_2, Plain),
    ("admkn", Speed, 1.943_844_660_375_348_5, Plain),
];

const PREFIXES: &[(&str, f64)] = &[
    ("Y", 1e24),
    ("Z", 1e21),
    ("E", 1e18),
    ("P", 1e15),
    ("T", 1e12),
    ("G", 1e9),
    ("M", 1e6),
    ("k", 1e3),
    ("h", 1e2),
    ("da", 1e1),
    ("e", 1e1),
    ("d", 1e-1),
    ("c", 1e-2),
    ("m", 1e-3),
    ("u", 1e-6),
    ("n", 1e-9),
    ("p", 1e-12),
    ("f", 1e-15),
    ("a", 1e-18),
    ("z", 1e-21),
    ("y", 1e-24),
];

const BINARY: &[(&str, f64)] = &[
    ("Yi", 1_208_925_819_614_629_174_706_176.0),
    ("Zi", 1_180_591_620_717_411_303_424.0),
    ("Ei", 1_152_921_504_606_846_976.0),
    ("Pi", 1_125_899_906_842_624.0),
    ("Ti", 1_099_511_627_776.0),
    ("Gi", 1_073_741_824.0),
    ("Mi", 1_048_576.0),
    ("ki", 1024.0),
];

/// The unit's own name, kind, size and the factor of its prefix.
fn unit(name: &str) -> Option<(&'static str, Kind, f64, f64)> {
    let known = |name: &str| UNITS.iter().find(|(known, ..)| *known == name);
    if let Some((own, kind, size, _)) = known(name) {
        return Some((own, *kind, *size, 1.0));
    }
    let prefixes = BINARY
        .iter()
        .map(|prefix| (prefix, true))
        .chain(PREFIXES.iter().map(|prefix| (prefix, false)));
    for ((prefix, factor), binary) in prefixes {
        let Some((own, kind, size, takes)) = name.strip_prefix(prefix).and_then(known) else {
            continue;
        };
        let allowed = if binary {
            *takes == Binary
        } else {
            *takes != Plain
        };
        if allowed {
            let power = match kind {
                Area => 2,
                Volume if own.ends_with('3') => 3,
                _ => 1,
            };
            return Some((own, *kind, *size, factor.powi(power)));
        }
    }
    None
}

fn convert(a: &[Value]) -> Answer {
    let number = n(a, 0)?;
    let (from, to) = (t(a, 1)?, t(a, 2)?);
    let (from, from_kind, from_size, from_factor) = unit(&from).ok_or(Error::Na)?;
    let (to, to_kind, to_size, to_factor) = unit(&to).ok_or(Error::Na)?;
    if from_kind != to_kind {
        return Err(Error::Na);
    }
    if from_kind == Temperature {
        return num(of_kelvin(to, kelvin(from, number * from_factor)) / to_factor);
    }
    num(number * from_factor / from_size * to_size / to_factor)
}

fn kelvin(unit: &str, value: f64) -> f64 {
    match unit {
        "C" | "cel" => value + 273.15,
        "F" | "fah" => (value - 32.0) * 5.0 / 9.0 + 273.15,
        "Rank" => value * 5.0 / 9.0,
        "Reau" => value * 1.25 + 273.15,
        _ => value,
    }
}

fn of_kelvin(unit: &str, value: f64) -> f64 {
    match unit {
        "C" | "cel" => value - 273.15,
        "F" | "fah" => (value - 273.15) * 9.0 / 5.0 + 32.0,
        "Rank" => value * 9.0 / 5.0,
        "Reau" => (value - 273.15) * 0.8,
        _ => value,
    }
}

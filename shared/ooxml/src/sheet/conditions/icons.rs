//! Sets of icons and the names of their icons (ECMA-376 Part 1, 18.18.42).

/// One set of icons.
#[derive(Debug)]
pub struct IconSet {
    /// Its name in the API.
    pub api: &'static str,
    /// Its name in files.
    pub name: &'static str,
    /// Only the extension of the file format knows it.
    pub is_extended: bool,
    /// Its icons from the least value on, as the API names them.
    pub icons: &'static [&'static str],
}

/// All sets.
pub static ICON_SETS: &[IconSet] = &[
    set(
        "xl3Arrows",
        "3Arrows",
        false,
        &[
            "xlIconRedDownArrow",
            "xlIconYellowSideArrow",
            "xlIconGreenUpArrow",
        ],
    ),
    set(
        "xl3ArrowsGray",
        "3ArrowsGray",
        false,
        &[
            "xlIconGrayDownArrow",
            "xlIconGraySideArrow",
            "xlIconGrayUpArrow",
        ],
    ),
    set(
        "xl3Flags",
        "3Flags",
        false,
        &["xlIconRedFlag", "xlIconYellowFlag", "xlIconGreenFlag"],
    ),
    set(
        "xl3Signs",
        "3Signs",
        false,
        &[
            "xlIconRedDiamond",
            "xlIconYellowTriangle",
            "xlIconGreenCircle",
        ],
    ),
    set(
        "xl3Stars",
        "3Stars",
        true,
        &["xlIconSilverStar", "xlIconHalfGoldStar", "xlIconGoldStar"],
    ),
    set(
        "xl3Symbols",
        "3Symbols",
        false,
        &[
            "xlIconRedCrossSymbol",
            "xlIconYellowExclamationSymbol",
            "xlIconGreenCheckSymbol",
        ],
    ),
    set(
        "xl3Symbols2",
        "3Symbols2",
        false,
        &[
            "xlIconRedCross",
            "xlIconYellowExclamation",
            "xlIconGreenCheck",
        ],
    ),
    set(
        "xl3TrafficLights1",
        "3TrafficLights1",
        false,
        &[
            "xlIconRedTrafficLight",
            "xlIconYellowTrafficLight",
            "xlIconGreenTrafficLight",
        ],
    ),
    set(
        "xl3TrafficLights2",
        "3TrafficLights2",
        false,
        &[
            "xlIconRedCircleWithBorder",
            "xlIconYellowCircleWithBorder",
            "xlIconGreenCircleWithBorder",
        ],
    ),
    set(
        "xl3Triangles",
        "3Triangles",
        true,
        &[
            "xlIconRedDownTriangle",
            "xlIconYellowDash",
            "xlIconGreenUpTriangle",
        ],
    ),
    set(
        "xl4Arrows",
        "4Arrows",
        false,
        &[
            "xlIconRedDownArrow",
            "xlIconYellowDownInclineArrow",
            "xlIconYellowUpInclineArrow",
            "xlIconGreenUpArrow",
        ],
    ),
    set(
        "xl4ArrowsGray",
        "4ArrowsGray",
        false,
        &[
            "xlIconGrayDownArrow",
            "xlIconGrayDownInclineArrow",
            "xlIconGrayUpInclineArrow",
            "xlIconGrayUpArrow",
        ],
    ),
    set(
        "xl4CRV",
        "4Rating",
        false,
        &["xlIcon1Bar", "xlIcon2Bars", "xlIcon3Bars", "xlIcon4Bars"],
    ),
    set(
        "xl4RedToBlack",
        "4RedToBlack",
        false,
        &[
            "xlIconBlackCircle",
            "xlIconGrayCircle",
            "xlIconPinkCircle",
            "xlIconRedCircle",
        ],
    ),
    set(
        "xl4TrafficLights",
        "4TrafficLights",
        false,
        &[
            "xlIconBlackCircle",
            "xlIconRedCircle",
            "xlIconYellowCircle",
            "xlIconGreenCircle",
        ],
    ),
    set(
        "xl5Arrows",
        "5Arrows",
        false,
        &[
            "xlIconRedDownArrow",
            "xlIconYellowDownInclineArrow",
            "xlIconYellowSideArrow",
            "xlIconYellowUpInclineArrow",
            "xlIconGreenUpArrow",
        ],
    ),
    set(
        "xl5ArrowsGray",
        "5ArrowsGray",
        false,
        &[
            "xlIconGrayDownArrow",
            "xlIconGrayDownInclineArrow",
            "xlIconGraySideArrow",
            "xlIconGrayUpInclineArrow",
            "xlIconGrayUpArrow",
        ],
    ),
    set(
        "xl5Boxes",
        "5Boxes",
        true,
        &[
            "xlIcon0FilledBoxes",
            "xlIcon1FilledBox",
            "xlIcon2FilledBoxes",
            "xlIcon3FilledBoxes",
            "xlIcon4FilledBoxes",
        ],
    ),
    set(
        "xl5CRV",
        "5Rating",
        false,
        &[
            "xlIcon0Bars",
            "xlIcon1Bar",
            "xlIcon2Bars",
            "xlIcon3Bars",
            "xlIcon4Bars",
        ],
    ),
    set(
        "xl5Quarters",
        "5Quarters",
        false,
        &[
            "xlIconCircleWithOneWhiteQuarter",
            "xlIconCircleWithTwoWhiteQuarters",
            "xlIconCircleWithThreeWhiteQuarters",
            "xlIconWhiteCircleAllWhiteQuarters",
            "xlIconBlackCircleWithBorder",
        ],
    ),
];

const fn set(
    api: &'static str,
    name: &'static str,
    is_extended: bool,
    icons: &'static [&'static str],
) -> IconSet {
    IconSet {
        api,
        name,
        is_extended,
        icons,
    }
}

impl IconSet {
    /// The set of this name in files.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        ICON_SETS.iter().find(|set| set.name == name)
    }

    /// The set of this name in the API.
    #[must_use]
    pub fn of_api(name: &str) -> Option<&'static Self> {
        ICON_SETS.iter().find(|set| set.api == name)
    }
}

/// The set and the place of an icon.
#[must_use]
pub fn find_icon(name: &str) -> Option<(&'static str, usize)> {
    ICON_SETS.iter().find_map(|set| {
        let place = set.icons.iter().position(|icon| *icon == name)?;
        Some((set.name, place))
    })
}

//! The layouts of a new presentation as a table: what each holds and where.

/// The text styles that a placeholder gives to its nine levels.
#[derive(Clone, Copy)]
pub(super) struct Levels {
    /// Sizes in hundredths of a point for the first levels; the last one goes on to level nine.
    pub sizes: &'static [u32],
    /// Whether the levels are flush: no bullets, no hanging indent.
    pub flush: bool,
    /// Attributes of `a:defRPr` beside the size.
    pub run: &'static str,
    /// Attributes of `a:lvlNpPr` beside the margins.
    pub paragraph: &'static str,
    /// Whether the text is a lighter shade of the theme's text colour.
    pub tint: bool,
    /// How many levels there are.
    pub count: usize,
}

/// The prompt that a layout shows in a placeholder.
#[derive(Clone, Copy)]
pub(super) enum Prompt {
    Line(&'static str),
    Outline,
}

/// One placeholder of a layout.
pub(super) struct Holder {
    pub name: &'static str,
    /// Attributes of `p:ph`.
    pub ph: &'static str,
    /// Offset and extent in EMU; without them those of the master's placeholder hold.
    pub place: Option<[i64; 4]>,
    /// Attributes of `a:bodyPr`.
    pub body: &'static str,
    pub levels: Option<Levels>,
    pub prompt: Prompt,
}

/// One layout: `ST_SlideLayoutType` (ECMA-376, 19.7.15), name, placeholders before date, footer and number.
pub(super) struct Layout {
    pub kind: &'static str,
    pub name: &'static str,
    pub holders: &'static [Holder],
}

const TITLE: Prompt = Prompt::Line("Click to edit Master title style");
const TEXT: Prompt = Prompt::Line("Click to edit Master text styles");

const PLAIN: Levels = Levels {
    sizes: &[],
    flush: true,
    run: "",
    paragraph: "",
    tint: false,
    count: 9,
};

const fn sized(sizes: &'static [u32]) -> Option<Levels> {
    Some(Levels { sizes, ..PLAIN })
}

/// The first level alone, with a size and the bullets of the master.
const fn heading(sizes: &'static [u32], paragraph: &'static str) -> Option<Levels> {
    Some(Levels {
        sizes,
        flush: false,
        paragraph,
        count: 1,
        ..PLAIN
    })
}

const CAPTION: Option<Levels> = sized(&[1600, 1400, 1200, 1000]);

const BOLD: Option<Levels> = Some(Levels {
    sizes: &[2400, 2000, 1800, 1600],
    run: " b=\"1\"",
    ..PLAIN
});

const fn holder(name: &'static str, ph: &'static str, prompt: Prompt) -> Holder {
    Holder {
        name,
        ph,
        place: None,
        body: "",
        levels: None,
        prompt,
    }
}

const PAGE_TITLE: Holder = holder("Title", "type=\"title\"", TITLE);

pub(super) const LAYOUTS: &[Layout] = &[
    Layout {
        kind: "title",
        name: "Title Slide",
        holders: &[
            Holder {
                place: Some([1_524_000, 1_122_363, 9_144_000, 2_387_600]),
                body: " anchor=\"b\"",
                levels: heading(&[6000], " algn=\"ctr\""),
                ..holder("Title", "type=\"ctrTitle\"", TITLE)
            },
            Holder {
                place: Some([1_524_000, 3_602_038, 9_144_000, 1_655_762]),
                levels: Some(Levels {
                    sizes: &[2400, 2000, 1800, 1600],
                    paragraph: " algn=\"ctr\"",
                    ..PLAIN
                }),
                ..holder(
                    "Subtitle",
                    "type=\"subTitle\" idx=\"1\"",
                    Prompt::Line("Click to edit Master subtitle style"),
                )
            },
        ],
    },
    Layout {
        kind: "obj",
        name: "Title and Content",
        holders: &[
            PAGE_TITLE,
            holder("Content Placeholder", "idx=\"1\"", Prompt::Outline),
        ],
    },
    Layout {
        kind: "secHead",
        name: "Section Header",
        holders: &[
            Holder {
                place: Some([831_850, 1_709_738, 10_515_600, 2_852_737]),
                body: " anchor=\"b\"",
                levels: heading(&[6000], ""),
                ..PAGE_TITLE
            },
            Holder {
                place: Some([831_850, 4_589_463, 10_515_600, 1_500_187]),
                levels: Some(Levels {
                    sizes: &[2400, 2000, 1800, 1600],
                    tint: true,
                    ..PLAIN
                }),
                ..holder("Text Placeholder", "type=\"body\" idx=\"1\"", TEXT)
            },
        ],
    },
    Layout {
        kind: "twoObj",
        name: "Two Content",
        holders: &[
            PAGE_TITLE,
            Holder {
                place: Some([838_200, 1_825_625, 5_181_600, 4_351_338]),
                ..holder(
                    "Content Placeholder",
                    "sz=\"half\" idx=\"1\"",
                    Prompt::Outline,
                )
            },
            Holder {
                place: Some([6_172_200, 1_825_625, 5_181_600, 4_351_338]),
                ..holder(
                    "Content Placeholder",
                    "sz=\"half\" idx=\"2\"",
                    Prompt::Outline,
                )
            },
        ],
    },
    Layout {
        kind: "twoTxTwoObj",
        name: "Comparison",
        holders: &[
            Holder {
                place: Some([839_788, 365_125, 10_515_600, 1_325_563]),
                ..PAGE_TITLE
            },
            Holder {
                place: Some([839_788, 1_681_163, 5_157_787, 823_912]),
                body: " anchor=\"b\"",
                levels: BOLD,
                ..holder("Text Placeholder", "type=\"body\" idx=\"1\"", TEXT)
            },
            Holder {
                place: Some([839_788, 2_505_074, 5_157_787, 3_684_588]),
                ..holder(
                    "Content Placeholder",
                    "sz=\"half\" idx=\"2\"",
                    Prompt::Outline,
                )
            },
            Holder {
                place: Some([6_172_200, 1_681_163, 5_183_188, 823_912]),
                body: " anchor=\"b\"",
                levels: BOLD,
                ..holder(
                    "Text Placeholder",
                    "type=\"body\" sz=\"quarter\" idx=\"3\"",
                    TEXT,
                )
            },
            Holder {
                place: Some([6_172_200, 2_505_074, 5_183_188, 3_684_588]),
                ..holder(
                    "Content Placeholder",
                    "sz=\"quarter\" idx=\"4\"",
                    Prompt::Outline,
                )
            },
        ],
    },
    Layout {
        kind: "titleOnly",
        name: "Title Only",
        holders: &[PAGE_TITLE],
    },
    Layout {
        kind: "blank",
        name: "Blank",
        holders: &[],
    },
    Layout {
        kind: "objTx",
        name: "Content with Caption",
        holders: &[
            CAPTIONED_TITLE,
            Holder {
                place: Some([5_183_188, 987_425, 6_172_200, 4_873_625]),
                levels: Some(Levels {
                    sizes: &[3200, 2800, 2400, 2000],
                    flush: false,
                    ..PLAIN
                }),
                ..holder("Content Placeholder", "idx=\"1\"", Prompt::Outline)
            },
            CAPTION_TEXT,
        ],
    },
    Layout {
        kind: "picTx",
        name: "Picture with Caption",
        holders: &[
            CAPTIONED_TITLE,
            Holder {
                place: Some([5_183_188, 987_425, 6_172_200, 4_873_625]),
                body: " anchor=\"t\"",
                levels: sized(&[3200, 2800, 2400, 2000]),
                ..holder(
                    "Picture Placeholder",
                    "type=\"pic\" idx=\"1\"",
                    Prompt::Line("Click icon to add picture"),
                )
            },
            CAPTION_TEXT,
        ],
    },
    Layout {
        kind: "vertTx",
        name: "Title and Vertical Text",
        holders: &[
            PAGE_TITLE,
            Holder {
                body: " vert=\"eaVert\"",
                ..holder(
                    "Vertical Text Placeholder",
                    "type=\"body\" orient=\"vert\" idx=\"1\"",
                    Prompt::Outline,
                )
            },
        ],
    },
    Layout {
        kind: "vertTitleAndTx",
        name: "Vertical Title and Text",
        holders: &[
            Holder {
                place: Some([8_724_900, 365_125, 2_628_900, 5_811_838]),
                body: " vert=\"eaVert\"",
                ..holder("Vertical Title", "type=\"title\" orient=\"vert\"", TITLE)
            },
            Holder {
                place: Some([838_200, 365_125, 7_734_300, 5_811_838]),
                body: " vert=\"eaVert\"",
                ..holder(
                    "Vertical Text Placeholder",
                    "type=\"body\" orient=\"vert\" idx=\"1\"",
                    Prompt::Outline,
                )
            },
        ],
    },
];

const CAPTIONED_TITLE: Holder = Holder {
    place: Some([839_788, 457_200, 3_932_237, 1_600_200]),
    body: " anchor=\"b\"",
    levels: heading(&[3200], ""),
    ..PAGE_TITLE
};

const CAPTION_TEXT: Holder = Holder {
    place: Some([839_788, 2_057_400, 3_932_237, 3_811_588]),
    levels: CAPTION,
    ..holder(
        "Text Placeholder",
        "type=\"body\" sz=\"half\" idx=\"2\"",
        TEXT,
    )
};

//! The schema sequences of elements whose children members create (ECMA-376 part 1, annex A.3).

/// Children of `p:presentation`.
pub const PRESENTATION: &[&str] = &[
    "p:sldMasterIdLst",
    "p:notesMasterIdLst",
    "p:handoutMasterIdLst",
    "p:sldIdLst",
    "p:sldSz",
    "p:notesSz",
    "p:smartTags",
    "p:embeddedFontLst",
    "p:custShowLst",
    "p:photoAlbum",
    "p:custDataLst",
    "p:kinsoku",
    "p:defaultTextStyle",
    "p:modifyVerifier",
    "p:extLst",
];

/// Children of `p:sld`, `p:sldLayout`, `p:sldMaster` and `p:notes`; a transition may be wrapped for newer readers.
pub const SHEET: &[&str] = &[
    "p:cSld",
    "p:clrMap",
    "p:clrMapOvr",
    "p:sldLayoutIdLst",
    "mc:AlternateContent",
    "p:transition",
    "p:timing",
    "p:hf",
    "p:txStyles",
    "p:notesStyle",
    "p:extLst",
];

/// Children of `p:cSld`.
pub const COMMON_DATA: &[&str] = &[
    "p:bg",
    "p:spTree",
    "p:custDataLst",
    "p:controls",
    "p:extLst",
];

/// Children of `p:presentationPr`.
pub const PROPERTIES: &[&str] = &[
    "p:htmlPubPr",
    "p:webPr",
    "p:prnPr",
    "p:showPr",
    "p:clrMru",
    "p:extLst",
];

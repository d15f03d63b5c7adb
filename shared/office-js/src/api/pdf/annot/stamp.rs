//! Stamps: what they say, and how large they are when nothing scales them.

use super::super::paint::Rgb;

/// A stamp.
pub struct Stamp {
    /// What it says.
    pub label: &'static str,
    /// Its width and height.
    pub size: (f64, f64),
    /// The colour of its letters and frame.
    pub color: Rgb,
}

const GREEN: Rgb = [63, 114, 34];
const RED: Rgb = [158, 32, 32];
const BLUE: Rgb = [36, 64, 128];

/// The stamp with this name.
pub fn of(name: &str) -> Option<Stamp> {
    let (label, width, height, color) = match name {
        "D_Approved" => ("APPROVED", 331.301732, 61.499764, GREEN),
        "D_Revised" => ("REVISED", 331.301732, 61.499764, RED),
        "D_Reviewed" => ("REVIEWED", 331.301732, 61.499764, BLUE),
        "D_Received" => ("RECEIVED", 331.301732, 61.499764, BLUE),
        "SB_Approved" => ("APPROVED", 170.624803, 42.412835, GREEN),
        "SB_NotApproved" => ("NOT APPROVED", 238.679685, 41.044646, RED),
        "SB_Revised" => ("REVISED", 141.750157, 41.774882, RED),
        "SB_Confidential" => ("CONFIDENTIAL", 224.999606, 41.774882, BLUE),
        "SB_ForComment" => ("FOR COMMENT", 225.750079, 41.774882, BLUE),
        "SB_ForPublicRelease" => ("FOR PUBLIC RELEASE", 321.000079, 41.774882, BLUE),
        "SB_NotForPublicRelease" => ("NOT FOR PUBLIC RELEASE", 388.500079, 40.821102, BLUE),
        "SB_PreliminaryResults" => ("PRELIMINARY RESULTS", 334.875984, 41.046614, BLUE),
        "SB_InformationOnly" => ("INFORMATION ONLY", 292.12622, 43.296614, BLUE),
        "SB_Draft" => ("DRAFT", 122.249213, 39.975512, BLUE),
        "SB_Completed" => ("COMPLETED", 182.485012, 42.412835, GREEN),
        "SB_Final" => ("FINAL", 103.67748, 42.412835, GREEN),
        "SB_Void" => ("VOID", 96.75, 41.044646, RED),
        "SH_SignHere" => ("SIGN HERE", 177.949921, 44.749921, RED),
        "SH_Witness" => ("WITNESS", 167.975748, 44.749921, RED),
        "SH_InitialHere" => ("INITIAL HERE", 161.399921, 44.749921, RED),
        "Expired" => ("EXPIRED", 149.249921, 44.379685, RED),
        _ => return None,
    };
    Some(Stamp {
        label,
        size: (width, height),
        color,
    })
}

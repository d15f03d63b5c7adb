//! Number formats: the built-in ones and those of the part (ECMA-376 Part 1, 18.8.30 and 18.8.31).

use std::collections::HashMap;

use super::{ORDER, Styles};
use crate::dom::{Dom, NodeId};

/// First number of formats that are spelled out in the part.
const FIRST_CUSTOM: u32 = 164;

/// The built-in formats, as Excel shows them in the United States.
const BUILT_IN: &[(u32, &str)] = &[
    (0, "General"),
    (1, "0"),
    (2, "0.00"),
    (3, "#,##0"),
    (4, "#,##0.00"),
    (5, "$#,##0_);($#,##0)"),
    (6, "$#,##0_);[Red]($#,##0)"),
    (7, "$#,##0.00_);($#,##0.00)"),
    (8, "$#,##0.00_);[Red]($#,##0.00)"),
    (9, "0%"),
    (10, "0.00%"),
    (11, "0.00E+00"),
    (12, "# ?/?"),
    (13, "# ??/??"),
    (14, "m/d/yyyy"),
    (15, "d-mmm-yy"),
    (16, "d-mmm"),
    (17, "mmm-yy"),
    (18, "h:mm AM/PM"),
    (19, "h:mm:ss AM/PM"),
    (20, "h:mm"),
    (21, "h:mm:ss"),
    (22, "m/d/yyyy h:mm"),
    (37, "#,##0_);(#,##0)"),
    (38, "#,##0_);[Red](#,##0)"),
    (39, "#,##0.00_);(#,##0.00)"),
    (40, "#,##0.00_);[Red](#,##0.00)"),
    (41, "_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)"),
    (42, "_($* #,##0_);_($* (#,##0);_($* \"-\"_);_(@_)"),
    (43, "_(* #,##0.00_);_(* (#,##0.00);_(* \"-\"??_);_(@_)"),
    (44, "_($* #,##0.00_);_($* (#,##0.00);_($* \"-\"??_);_(@_)"),
    (45, "mm:ss"),
    (46, "[h]:mm:ss"),
    (47, "mm:ss.0"),
    (48, "##0.0E+0"),
    (49, "@"),
];

/// The code of a built-in format.
#[must_use]
pub fn builtin_code(id: u32) -> Option<&'static str> {
    BUILT_IN
        .iter()
        .find(|(number, _)| *number == id)
        .map(|(_, code)| *code)
}

/// The codes that the part spells out.
pub(super) fn codes(dom: &Dom, root: NodeId) -> HashMap<u32, String> {
    let Some(list) = dom.child(root, "numFmts") else {
        return HashMap::new();
    };
    dom.elements(list, "numFmt")
        .filter_map(|node| {
            let id = dom.attr(node, "numFmtId")?.parse().ok()?;
            Some((id, dom.attr(node, "formatCode")?.to_owned()))
        })
        .collect()
}

impl Styles {
    /// The number of a format's code, which is added to the part when it is new.
    pub(super) fn number_format_id(&mut self, dom: &mut Dom, code: &str) -> u32 {
        // Numbers that the part gives another meaning are not the built-in ones.
        let built_in = BUILT_IN
            .iter()
            .find(|(id, known)| *known == code && !self.codes.contains_key(id));
        if let Some((id, _)) = built_in {
            return *id;
        }
        if code.eq_ignore_ascii_case("general") {
            return 0;
        }
        if let Some(id) = self
            .codes
            .iter()
            .filter(|(_, known)| *known == code)
            .map(|(id, _)| *id)
            .min()
        {
            return id;
        }
        let id = self
            .codes
            .keys()
            .map(|id| id.saturating_add(1))
            .max()
            .unwrap_or(0)
            .max(FIRST_CUSTOM);
        let list = dom.ensure_child(self.root, "numFmts", ORDER);
        let node = dom.element_with(
            "numFmt",
            &[("numFmtId", &id.to_string()), ("formatCode", code)],
        );
        dom.append(list, node);
        self.codes.insert(id, code.to_owned());
        let count = dom.elements(list, "numFmt").count();
        dom.set_attr(list, "count", &count.to_string());
        id
    }

    /// The number format's code of a cell format.
    #[must_use]
    pub fn number_format(&self, dom: &Dom, format: u32) -> &str {
        let Some(xf) = self.formats.get(format) else {
            return "General";
        };
        let id = Self::number(dom, xf, "numFmtId");
        self.codes
            .get(&id)
            .map_or_else(|| builtin_code(id).unwrap_or("General"), String::as_str)
    }

    /// The number of the number format of a cell format.
    #[must_use]
    pub fn number_format_of(&self, dom: &Dom, format: u32) -> u32 {
        self.formats
            .get(format)
            .map_or(0, |xf| Self::number(dom, xf, "numFmtId"))
    }
}

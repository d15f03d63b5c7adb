//! The colour schemes that `Api.SetThemeColors` knows (ECMA-376 Part 1, 20.1.6.2).

use super::{CellCall, CellResult};
use crate::class::ApiError;
use crate::value::Value;

/// The colours of a scheme in the file's order: dark and light, accents, links.
const NAMES: [&str; 12] = [
    "a:dk1",
    "a:lt1",
    "a:dk2",
    "a:lt2",
    "a:accent1",
    "a:accent2",
    "a:accent3",
    "a:accent4",
    "a:accent5",
    "a:accent6",
    "a:hlink",
    "a:folHlink",
];

/// Schemes by name. All have black and white as the first two.
const SCHEMES: &[(&str, [&str; 10])] = &[
    (
        "Aspect",
        [
            "323232", "E3DED1", "F07F09", "9F2936", "1B587C", "4E8542", "604878", "C19859",
            "6B9F25", "B26B02",
        ],
    ),
    (
        "Blue Green",
        [
            "373545", "CEDBE6", "3494BA", "58B6C0", "75BDA7", "7A8C8E", "84ACB6", "2683C6",
            "6B9F25", "9F6715",
        ],
    ),
    (
        "Blue II",
        [
            "335B74", "DFE3E5", "1CADE4", "2683C6", "27CED7", "42BA97", "3E8853", "62A39F",
            "6EAC1C", "B26B02",
        ],
    ),
    (
        "Blue Warm",
        [
            "242852", "ACCBF9", "4A66AC", "629DD1", "297FD5", "7F8FA9", "5AA2AE", "9D90A0",
            "9454C3", "3EBBF0",
        ],
    ),
    (
        "Blue",
        [
            "17406D", "DBEFF9", "0F6FC6", "009DD9", "0BD0D9", "10CF9B", "7CCA62", "A5C249",
            "F49100", "85DFD0",
        ],
    ),
    (
        "Grayscale",
        [
            "000000", "F8F8F8", "DDDDDD", "B2B2B2", "969696", "808080", "5F5F5F", "4D4D4D",
            "5F5F5F", "919191",
        ],
    ),
    (
        "Green Yellow",
        [
            "455F51", "E2DFCC", "99CB38", "63A537", "37A76F", "44C1A3", "4EB3CF", "51C3F9",
            "EE7B08", "977B2D",
        ],
    ),
    (
        "Green",
        [
            "455F51", "E3DED1", "549E39", "8AB833", "C0CF3A", "029676", "4AB5C4", "0989B1",
            "6B9F25", "BA6906",
        ],
    ),
    (
        "Marquee",
        [
            "5E5E5E", "DDDDDD", "418AB3", "A6B727", "F69200", "838383", "FEC306", "DF5327",
            "F59E00", "B2B2B2",
        ],
    ),
    (
        "Median",
        [
            "775F55", "EBDDC3", "94B6D2", "DD8047", "A5AB81", "D8B25C", "7BA79D", "968C8C",
            "F7B615", "704404",
        ],
    ),
    (
        "Office 2007 - 2010",
        [
            "1F497D", "EEECE1", "4F81BD", "C0504D", "9BBB59", "8064A2", "4BACC6", "F79646",
            "0000FF", "800080",
        ],
    ),
    (
        "Office 2013 - 2022",
        [
            "44546A", "E7E6E6", "4472C4", "ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47",
            "0563C1", "954F72",
        ],
    ),
    (
        "Office",
        [
            "0E2841", "E8E8E8", "156082", "E97132", "196B24", "0F9ED5", "A02B93", "4EA72E",
            "467886", "96607D",
        ],
    ),
    (
        "Orange Red",
        [
            "696464", "E9E5DC", "D34817", "9B2D1F", "A28E6A", "956251", "918485", "855D5D",
            "CC9900", "96A9A9",
        ],
    ),
    (
        "Orange",
        [
            "637052", "CCDDEA", "E48312", "BD582C", "865640", "9B8357", "C2BC80", "94A088",
            "2998E3", "8C8C8C",
        ],
    ),
    (
        "Paper",
        [
            "444D26", "FEFAC9", "A5B592", "F3A447", "E7BC29", "D092A7", "9C85C0", "809EC2",
            "8E58B6", "7F6F6F",
        ],
    ),
    (
        "Red Orange",
        [
            "505046", "EEECE1", "E84C22", "FFBD47", "B64926", "FF8427", "CC9900", "B22600",
            "CC9900", "666699",
        ],
    ),
    (
        "Red Violet",
        [
            "454551", "D8D9DC", "E32D91", "C830CC", "4EA6DC", "4775E7", "8971E1", "D54773",
            "6B9F25", "8C8C8C",
        ],
    ),
    (
        "Red",
        [
            "323232", "E5C243", "A5300F", "D55816", "E19825", "B19C7D", "7F5F52", "B27D49",
            "6B9F25", "B26B02",
        ],
    ),
    (
        "Slipstream",
        [
            "212745", "B4DCFA", "4E67C8", "5ECCF3", "A7EA52", "5DCEAF", "FF8021", "F14124",
            "56C7AA", "59A8D1",
        ],
    ),
    (
        "Violet II",
        [
            "632E62", "EAE5EB", "92278F", "9B57D3", "755DD9", "665EB8", "45A5ED", "5982DB",
            "0066FF", "666699",
        ],
    ),
    (
        "Violet",
        [
            "373545", "DCD8DC", "AD84C6", "8784C7", "5D739A", "6997AF", "84ACB6", "6F8183",
            "69A020", "8C8C8C",
        ],
    ),
    (
        "Yellow Orange",
        [
            "4E3B30", "FBEEC9", "F0A22E", "A5644E", "B58B80", "C3986D", "A19574", "C17529",
            "AD1F1F", "FFC42F",
        ],
    ),
    (
        "Yellow",
        [
            "39302A", "E5DEDB", "FFCA08", "F8931D", "CE8D3E", "EC7016", "E64823", "9C6A6A",
            "2998E3", "7F723D",
        ],
    ),
];

/// `Api.GetThemesColors`: the names of the schemes.
pub fn get_names(_: &mut CellCall<'_>) -> CellResult {
    Ok(Value::List(
        SCHEMES.iter().map(|(name, _)| (*name).into()).collect(),
    ))
}

/// `Api.SetThemeColors`: the theme takes the colours of a scheme; a name that is not known changes nothing.
pub fn set(call: &mut CellCall<'_>) -> CellResult {
    let wanted = call.args.opt_text(0).unwrap_or_default();
    let Some((name, colors)) = SCHEMES.iter().find(|(name, _)| *name == wanted) else {
        return Ok(true.into());
    };
    let package = &mut call.doc.book.package;
    let main = package.main_part().to_owned();
    let Some(part) = package.related(&main, "theme") else {
        return Ok(true.into());
    };
    let root = package
        .root(&part)
        .map_err(|error| ApiError::State(error.to_string()))?;
    let dom = &mut package.dom;
    let Some(scheme) = dom.path(root, &["a:themeElements", "a:clrScheme"]) else {
        return Ok(true.into());
    };
    dom.set_attr(scheme, "name", name);
    let all = ["000000", "FFFFFF"].iter().chain(colors);
    for (element, color) in NAMES.iter().zip(all) {
        let Some(node) = dom.child(scheme, element) else {
            continue;
        };
        dom.clear(node);
        let value = dom.element_with("a:srgbClr", &[("val", color)]);
        dom.append(node, value);
    }
    Ok(true.into())
}

//! The animation effects that scripts can choose, and the behaviours that make them (19.5).

use crate::dom::{Dom, NodeId, escape};

/// One effect.
pub struct Preset {
    /// Its name for scripts.
    pub name: &'static str,
    /// `entr`, `exit`, `emph` or `path` (ST_TLTimeNodePresetClassType, 19.7.43).
    pub class: &'static str,
    /// The number of the effect in its class.
    pub id: u32,
    /// The number of its variant.
    pub subtype: u32,
    /// Milliseconds; 0 for no end.
    pub duration: u32,
    /// What happens, a letter and words for each: `f` a filter, `x` `y` `w` `h` `t` a place, size or turn from and to, `r` a
    /// rotation, `s` a scale, `m` a path, `c` a colour, `l` a shift of a colour, `o` an opacity, `b` blinking.
    steps: &'static str,
}

type Row = (&'static str, &'static str, u32, u32, u32, &'static str);

#[rustfmt::skip]
const ROWS: &[Row] = &[
    ("entranceAppear", "entr", 1, 0, 1, ""),
    ("entranceFade", "entr", 10, 0, 500, "f fade"),
    ("entranceFlyIn", "entr", 2, 1, 500, "y 0-#ppt_h/2 #ppt_y"),
    ("entranceFloatIn", "entr", 42, 0, 1000, "f fade;y #ppt_y+.1 #ppt_y"),
    ("entranceSplit", "entr", 16, 21, 500, "f barn(inVertical)"),
    ("entranceWipe", "entr", 22, 1, 500, "f wipe(up)"),
    ("entranceCircle", "entr", 6, 16, 2000, "f circle(in)"),
    ("entranceBox", "entr", 4, 16, 2000, "f box(in)"),
    ("entranceDiamond", "entr", 8, 16, 2000, "f diamond(in)"),
    ("entrancePlus", "entr", 13, 16, 2000, "f plus(in)"),
    ("entranceWheel", "entr", 21, 1, 2000, "f wheel(1)"),
    ("entranceRandomBars", "entr", 14, 5, 500, "f randombar(vertical)"),
    ("entranceGrowAndTurn", "entr", 31, 0, 1000, "w 0 #ppt_w;h 0 #ppt_h;t 90 0;f fade"),
    ("entranceZoom", "entr", 53, 16, 500, "w 0 #ppt_w;h 0 #ppt_h;f fade"),
    ("entranceSwivel", "entr", 45, 0, 2000, "f fade;w 0 #ppt_w"),
    ("entranceBounce", "entr", 26, 0, 2000, "f wipe(down);y #ppt_y-.25 #ppt_y"),
    ("entranceBlinds", "entr", 3, 5, 500, "f blinds(vertical)"),
    ("entranceCheckerboard", "entr", 5, 5, 500, "f checkerboard(down)"),
    ("entrancePeekIn", "entr", 12, 1, 500, "y #ppt_y-#ppt_h*1.125000 #ppt_y;f wipe(down)"),
    ("entranceStrips", "entr", 18, 3, 500, "f strips(upRight)"),
    ("entranceExpand", "entr", 55, 0, 1000, "w #ppt_w*0.70 #ppt_w;f fade"),
    ("entranceRiseUp", "entr", 37, 0, 1000, "f fade;y #ppt_y+1 #ppt_y"),
    ("entranceCenterRevolve", "entr", 43, 0, 1000, "f fade;y #ppt_y+0.31 #ppt_y"),
    ("entranceSpinner", "entr", 49, 0, 500, "w 0 #ppt_w;h 0 #ppt_h;t 360 0;f fade"),
    ("entranceFloatUp", "entr", 42, 0, 1000, "f fade;y #ppt_y+.1 #ppt_y"),
    ("entranceFloatDown", "entr", 47, 0, 1000, "f fade;y #ppt_y-.1 #ppt_y"),
    ("entranceSpiralIn", "entr", 15, 0, 1000, "w 0 #ppt_w;h 0 #ppt_h"),
    ("entranceWedge", "entr", 20, 0, 2000, "f wedge"),
    ("entranceDissolveIn", "entr", 9, 0, 500, "f dissolve"),
    ("entrancePinwheel", "entr", 35, 0, 2000, "f fade;t 720 0;h 0 #ppt_h;w 0 #ppt_w"),
    ("exitDisappear", "exit", 1, 0, 1, ""),
    ("exitFadeOut", "exit", 10, 0, 500, "f fade"),
    ("exitFlyOut", "exit", 2, 1, 500, "y ppt_y 0-ppt_h/2"),
    ("exitFloatOut", "exit", 42, 0, 1000, "f fade;y ppt_y ppt_y+.1"),
    ("exitSplitOut", "exit", 16, 21, 500, "f barn(inVertical)"),
    ("exitWipeOut", "exit", 22, 1, 500, "f wipe(up)"),
    ("exitCircleOut", "exit", 6, 16, 2000, "f circle(in)"),
    ("exitBoxOut", "exit", 4, 16, 2000, "f box(in)"),
    ("exitDiamondOut", "exit", 8, 16, 2000, "f diamond(in)"),
    ("exitPlusOut", "exit", 13, 16, 2000, "f plus(in)"),
    ("exitWheelOut", "exit", 21, 1, 2000, "f wheel(1)"),
    ("exitRandomBarsOut", "exit", 14, 5, 500, "f randombar(vertical)"),
    ("exitShrinkAndTurn", "exit", 31, 0, 1000, "w ppt_w 0;h ppt_h 0;t 0 90;f fade"),
    ("exitZoomOut", "exit", 53, 32, 500, "w ppt_w 0;h ppt_h 0;f fade"),
    ("exitSwivelOut", "exit", 45, 0, 2000, "f fade;w ppt_w 0"),
    ("exitBounceOut", "exit", 26, 0, 2000, "f wipe(down);y ppt_y ppt_y+.25"),
    ("exitSpiralOut", "exit", 15, 0, 1000, "w ppt_w 0;h ppt_h 0"),
    ("exitCollapse", "exit", 17, 1, 500, "y ppt_y ppt_y-ppt_h/2;h ppt_h 0"),
    ("emphasisPulse", "emph", 26, 0, 500, "f fade;s 105000"),
    ("emphasisColorPulse", "emph", 27, 0, 250, "c style.color bg1;c fillcolor bg1"),
    ("emphasisTeeter", "emph", 32, 0, 1000, "r 120000;r -240000;r 120000"),
    ("emphasisSpin", "emph", 8, 0, 2000, "r 21600000"),
    ("emphasisGrowShrink", "emph", 6, 0, 2000, "s 150000"),
    ("emphasisDesaturate", "emph", 25, 0, 500, "l fillcolor 0 -70588 0;l stroke.color 0 -70588 0"),
    ("emphasisDarken", "emph", 24, 0, 500, "l fillcolor 0 -12549 -25098;l stroke.color 0 -12549 -25098"),
    ("emphasisLighten", "emph", 30, 0, 500, "l fillcolor 0 12549 25098;l stroke.color 0 12549 25098"),
    ("emphasisTransparency", "emph", 9, 0, 0, "o 0.5"),
    ("emphasisObjectColor", "emph", 19, 0, 500, "c style.color accent2;c fillcolor accent2"),
    ("emphasisComplementaryColor", "emph", 21, 0, 500, "l fillcolor 7200000 0 0;l stroke.color 7200000 0 0"),
    ("emphasisLineColor", "emph", 7, 2, 2000, "c stroke.color accent2"),
    ("emphasisFillColor", "emph", 1, 2, 2000, "c fillcolor accent2"),
    ("emphasisFontColor", "emph", 3, 2, 2000, "c style.color accent2"),
    ("emphasisBlink", "emph", 35, 0, 1000, "b"),
    ("emphasisShimmer", "emph", 36, 0, 250, "s 110000;r -480000"),
    ("emphasisWave", "emph", 34, 0, 500, "m M 0.0 0.0 L 0.0 -0.07213"),
    ("pathCircle", "path", 1, 0, 2000, "m M 0 0 C 0.069 0 0.125 0.056 0.125 0.125 C 0.125 0.194 0.069 0.25 0 0.25 C -0.069 0.25 -0.125 0.194 -0.125 0.125 C -0.125 0.056 -0.069 0 0 0 Z"),
    ("pathSquare", "path", 7, 0, 2000, "m M 0 0 L 0.25 0 L 0.25 0.25 L 0 0.25 L 0 0 Z"),
    ("pathDiamond", "path", 3, 0, 2000, "m M 0 0 L 0.125 -0.084 L 0.25 0 L 0.125 0.084 L 0 0 Z"),
    ("pathHeart", "path", 9, 0, 2000, "m M 0 0 C 0.012 -0.018 0.033 -0.044 0.058 -0.044 C 0.095 -0.044 0.125 -0.017 0.125 0.017 C 0.125 0.028 0.122 0.038 0.116 0.047 C 0.117 0.047 0 0.182 0 0.183 C 0 0.182 -0.117 0.047 -0.116 0.047 C -0.122 0.038 -0.125 0.028 -0.125 0.017 C -0.125 -0.017 -0.095 -0.044 -0.057 -0.044 C -0.033 -0.044 -0.012 -0.018 0 0 Z"),
    ("pathStar", "path", 5, 0, 2000, "m M 0 0 L 0.029 0.091 L 0.125 0.091 L 0.048 0.147 L 0.077 0.238 L 0 0.182 L -0.077 0.238 L -0.048 0.147 L -0.125 0.091 L -0.029 0.091 L 0 0 Z"),
    ("pathHexagon", "path", 4, 0, 2000, "m M 0 0 L 0.125 0 L 0.188 0.109 L 0.125 0.217 L 0 0.217 L -0.063 0.109 L 0 0 Z"),
    ("pathOctagon", "path", 10, 0, 2000, "m M 0 0 L 0.073 -0.073 L 0.177 -0.073 L 0.25 0 L 0.25 0.104 L 0.177 0.177 L 0.073 0.177 L 0 0.104 L 0 0 Z"),
    ("pathRight", "path", 63, 0, 2000, "m M 0 0 L 0.25 0 E"),
    ("pathLeft", "path", 35, 0, 2000, "m M 0 0 L -0.25 0 E"),
    ("pathUp", "path", 64, 0, 2000, "m M 0 0 L 0 -0.25 E"),
    ("pathDown", "path", 42, 0, 2000, "m M 0 0 L 0 0.25 E"),
];

fn preset(row: &Row) -> Preset {
    let (name, class, id, subtype, duration, steps) = *row;
    Preset {
        name,
        class,
        id,
        subtype,
        duration,
        steps,
    }
}

/// The effect of this name.
#[must_use]
pub fn by_name(name: &str) -> Option<Preset> {
    ROWS.iter().find(|row| row.0 == name).map(preset)
}

/// The effect of this class and number; the variant counts where there is more than one.
#[must_use]
pub fn by_number(class: &str, id: u32, subtype: u32) -> Option<Preset> {
    let same = |row: &&Row| row.1 == class && row.2 == id;
    let mut of_number = ROWS.iter().filter(same);
    let exact = of_number.clone().find(|row| row.3 == subtype);
    exact.or_else(|| of_number.next()).map(preset)
}

/// What a behaviour begins with: how long it takes, what it is about, which attribute it changes.
fn common(time: &str, attribute: &str) -> String {
    let names = if attribute.is_empty() {
        String::new()
    } else {
        let names: String = attribute
            .split(',')
            .map(|name| format!("<p:attrName>{name}</p:attrName>"))
            .collect();
        format!("<p:attrNameLst>{names}</p:attrNameLst>")
    };
    format!("<p:cBhvr>{time}<p:tgtEl><p:spTgt spid=\"0\"/></p:tgtEl>{names}</p:cBhvr>")
}

fn value(text: &str) -> String {
    if text.parse::<f64>().is_ok() {
        format!("<p:val><p:fltVal val=\"{text}\"/></p:val>")
    } else {
        let text = escape::escape_attribute(text);
        format!("<p:val><p:strVal val=\"{text}\"/></p:val>")
    }
}

fn from_to(attribute: &str, words: &str, time: &str) -> String {
    let (from, to) = words.split_once(' ').unwrap_or((words, words));
    format!(
        "<p:anim calcmode=\"lin\" valueType=\"num\">{}<p:tavLst><p:tav tm=\"0\">{}</p:tav><p:tav tm=\"100000\">{}</p:tav>\
         </p:tavLst></p:anim>",
        common(time, attribute),
        value(from),
        value(to)
    )
}

fn step(class: &str, letter: &str, words: &str, time: &str) -> String {
    match letter {
        "f" => {
            let way = if class == "entr" { "in" } else { "out" };
            format!(
                "<p:animEffect transition=\"{way}\" filter=\"{words}\">{}</p:animEffect>",
                common(time, "")
            )
        }
        "x" => from_to("ppt_x", words, time),
        "y" => from_to("ppt_y", words, time),
        "w" => from_to("ppt_w", words, time),
        "h" => from_to("ppt_h", words, time),
        "t" => from_to("style.rotation", words, time),
        "r" => format!(
            "<p:animRot by=\"{words}\">{}</p:animRot>",
            common(time, "r")
        ),
        "s" => format!(
            "<p:animScale>{}<p:by x=\"{words}\" y=\"{words}\"/></p:animScale>",
            common(time, "")
        ),
        "m" => format!(
            "<p:animMotion origin=\"layout\" path=\"{words}\" pathEditMode=\"relative\" ptsTypes=\"\">{}</p:animMotion>",
            common(time, "ppt_x,ppt_y")
        ),
        "c" => {
            let (attribute, color) = words.split_once(' ').unwrap_or((words, "accent2"));
            format!(
                "<p:animClr clrSpc=\"rgb\" dir=\"cw\">{}<p:to><a:schemeClr val=\"{color}\"/></p:to></p:animClr>",
                common(time, attribute)
            )
        }
        "l" => {
            let mut words = words.split(' ');
            let attribute = words.next().unwrap_or("fillcolor");
            let mut next = || words.next().unwrap_or("0");
            let (hue, saturation, light) = (next(), next(), next());
            format!(
                "<p:animClr clrSpc=\"hsl\" dir=\"cw\">{}<p:by><p:hsl h=\"{hue}\" s=\"{saturation}\" l=\"{light}\"/></p:by>\
                 </p:animClr>",
                common(time, attribute)
            )
        }
        "o" => format!(
            "<p:set>{}<p:to><p:strVal val=\"{words}\"/></p:to></p:set>",
            common(time, "style.opacity")
        ),
        "b" => format!(
            "<p:anim calcmode=\"discrete\" valueType=\"str\">{}<p:tavLst><p:tav tm=\"0\">{}</p:tav><p:tav tm=\"50000\">{}\
             </p:tav></p:tavLst></p:anim>",
            common(time, "style.visibility"),
            value("hidden"),
            value("visible")
        ),
        _ => String::new(),
    }
}

/// Shows a shape at once, or hides it when the effect is over.
fn visibility(visible: bool, duration: u32) -> String {
    let (delay, word) = if visible {
        (0, "visible")
    } else {
        (duration.saturating_sub(1), "hidden")
    };
    let time = format!(
        "<p:cTn dur=\"1\" fill=\"hold\"><p:stCondLst><p:cond delay=\"{delay}\"/></p:stCondLst></p:cTn>"
    );
    format!(
        "<p:set>{}<p:to><p:strVal val=\"{word}\"/></p:to></p:set>",
        common(&time, "style.visibility")
    )
}

/// `p:par` of a new effect; numbers and the shape are filled in when it comes into a sequence.
pub fn create(dom: &mut Dom, preset: &Preset) -> NodeId {
    let duration = if preset.duration == 0 {
        "indefinite".to_owned()
    } else {
        preset.duration.to_string()
    };
    let time = format!("<p:cTn dur=\"{duration}\" fill=\"hold\"/>");
    let mut steps: String = preset
        .steps
        .split(';')
        .filter_map(|text| {
            let text = text.trim();
            let (letter, words) = text.split_once(' ').unwrap_or((text, ""));
            (!letter.is_empty()).then(|| step(preset.class, letter, words, &time))
        })
        .collect();
    match preset.class {
        "entr" => steps.insert_str(0, &visibility(true, preset.duration)),
        "exit" => steps.push_str(&visibility(false, preset.duration)),
        _ => {}
    }
    let easing = if preset.class == "path" {
        " accel=\"50000\" decel=\"50000\""
    } else {
        ""
    };
    dom.fragment(&format!(
        "<p:par><p:cTn id=\"0\" presetID=\"{}\" presetClass=\"{}\" presetSubtype=\"{}\"{easing} fill=\"hold\" grpId=\"0\" \
         nodeType=\"clickEffect\"><p:stCondLst><p:cond delay=\"0\"/></p:stCondLst><p:childTnLst>{steps}</p:childTnLst>\
         </p:cTn></p:par>",
        preset.id, preset.class, preset.subtype
    ))
}

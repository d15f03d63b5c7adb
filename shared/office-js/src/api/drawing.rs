//! Drawing in every editor: colours, fills, lines, shapes, pictures.
//!
//! The classes are generic over the editor. A [`DrawRef`] is what their objects hold; an editor wraps it in its own handle
//! and says through [`DrawingHost`] what differs: names of elements, whose part a node is in, where colours come from.

mod chart;
mod color;
mod create;
mod fill;
mod geometry;
mod group;
mod host;
mod json;
mod kind;
mod object;
mod ole;
mod path;
mod picture;
mod shape;
mod stroke;
mod table;
mod text;

pub use chart::{MAX_POINTS, chart_series, chart_space, flip_chart, new_chart};
pub use color::{PlainColor, UniColor, color_argument, script as script_color};
pub use create::{new_image, new_ole, new_shape, new_word_art, picture_drawing};
pub use fill::fill_argument;
pub use group::{children, group_up, ungroup};
pub use host::DrawingHost;
pub use json::{from_json, from_value as from_json_value, plain_from_json, plain_to_json};
pub use kind::of as kind_of;
pub use object::{duplicate, length, select, set_size};
pub use picture::{Picture, add as add_picture, fetch as fetch_picture};
pub use shape::get_content;
pub use spindle_ooxml::drawing::make::{Made, Vocabulary};
pub use stroke::stroke_argument;
pub use table::create as create_table;

use std::marker::PhantomData;

use spindle_ooxml::NodeId;

use crate::api::units;
use crate::class::{ApiError, Call, Class, Member};
use crate::value::Value;

/// What a member answers in the editor `E`.
pub type DrawResult<E> = Result<Value<<E as crate::Editor>::Ref>, ApiError>;

/// An object of the drawing classes.
///
/// What is drawn (`Shape`, `Image`, `Chart`, `Group`, `OleObject`, `SmartArt`, `Drawing`) holds the outermost element of
/// its own: `w:drawing` in text (inside a group `wps:wsp` and the like), `xdr:sp` inside its anchor in a sheet, `p:sp` on a
/// slide.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum DrawRef {
    /// A fill: `a:solidFill` or another of its choice.
    Fill(NodeId),
    /// `a:ln`
    Stroke(NodeId),
    /// `a:gs`
    GradientStop(NodeId),
    /// A colour of a drawing: `a:srgbClr` or another of its choice.
    UniColor(UniColor, NodeId),
    /// A colour of scripts, `ApiColor`, in editors whose documents have no other kind of colour.
    Color(PlainColor),
    /// A shape.
    Shape(NodeId),
    /// A picture.
    Image(NodeId),
    /// A chart.
    Chart(NodeId),
    /// `c:ser` of a chart.
    ChartSeries(NodeId),
    /// A group of drawings.
    Group(NodeId),
    /// An embedded object of another program.
    OleObject(NodeId),
    /// A diagram.
    SmartArt(NodeId),
    /// A drawing of whatever other kind.
    Drawing(NodeId),
    /// `a:prstGeom` or `a:custGeom`
    Geometry(NodeId),
    /// `a:path`
    Path(NodeId),
    /// `a:moveTo` or another command of a path.
    PathCommand(NodeId),
    /// The text of a shape or cell: `a:txBody`, under whatever prefix.
    Content(NodeId),
    /// `a:p`
    Paragraph(NodeId),
    /// The holder of `a:pPr`.
    ParaPr(NodeId),
    /// `a:r`, `a:br` or `a:fld`
    Run(NodeId),
    /// The holder of `a:rPr`.
    TextPr(NodeId),
    /// `a:buChar` or another sign of a list
    Bullet(NodeId),
    /// `a:hlinkClick`
    Hyperlink(NodeId),
    /// The frame of `a:tbl`.
    Table(NodeId),
    /// `a:tr`
    TableRow(NodeId),
    /// `a:tc`
    TableCell(NodeId),
}

impl DrawRef {
    /// The element behind the handle, when there is one.
    pub fn node(self) -> Option<NodeId> {
        match self {
            Self::Color(_) => None,
            Self::Fill(node)
            | Self::Stroke(node)
            | Self::GradientStop(node)
            | Self::UniColor(_, node)
            | Self::Shape(node)
            | Self::Image(node)
            | Self::Chart(node)
            | Self::ChartSeries(node)
            | Self::Group(node)
            | Self::OleObject(node)
            | Self::SmartArt(node)
            | Self::Drawing(node)
            | Self::Geometry(node)
            | Self::Path(node)
            | Self::PathCommand(node)
            | Self::Content(node)
            | Self::Paragraph(node)
            | Self::ParaPr(node)
            | Self::Run(node)
            | Self::TextPr(node)
            | Self::Bullet(node)
            | Self::Hyperlink(node)
            | Self::Table(node)
            | Self::TableRow(node)
            | Self::TableCell(node) => Some(node),
        }
    }

    /// The element of what is drawn: a shape, picture, chart, group or another drawing.
    pub fn drawing(self) -> Option<NodeId> {
        match self {
            Self::Shape(node)
            | Self::Image(node)
            | Self::Chart(node)
            | Self::Group(node)
            | Self::OleObject(node)
            | Self::SmartArt(node)
            | Self::Drawing(node) => Some(node),
            _ => None,
        }
    }

    /// The name of the handle's class.
    pub fn class(self) -> &'static str {
        match self {
            Self::Fill(_) => "ApiFill",
            Self::Stroke(_) => "ApiStroke",
            Self::GradientStop(_) => "ApiGradientStop",
            Self::UniColor(kind, _) => kind.class(),
            Self::Color(_) => "ApiColor",
            Self::Shape(_) => "ApiShape",
            Self::Image(_) => "ApiImage",
            Self::Chart(_) => "ApiChart",
            Self::ChartSeries(_) => "ApiChartSeries",
            Self::Group(_) => "ApiGroup",
            Self::OleObject(_) => "ApiOleObject",
            Self::SmartArt(_) => "ApiSmartArt",
            Self::Drawing(_) => "ApiDrawing",
            Self::Geometry(_) => "ApiGeometry",
            Self::Path(_) => "ApiPath",
            Self::PathCommand(_) => "ApiPathCommand",
            Self::Content(_) => "ApiDocumentContent",
            Self::Paragraph(_) => "ApiParagraph",
            Self::ParaPr(_) => "ApiParaPr",
            Self::Run(_) => "ApiRun",
            Self::TextPr(_) => "ApiTextPr",
            Self::Bullet(_) => "ApiBullet",
            Self::Hyperlink(_) => "ApiHyperlink",
            Self::Table(_) => "ApiTable",
            Self::TableRow(_) => "ApiTableRow",
            Self::TableCell(_) => "ApiTableCell",
        }
    }
}

/// The drawing classes of the editor `E`, one associated constant each: its `classes()` lists those that it has.
///
/// Where an editor has more members than the shared class, its own class has the shared one, whose name begins with
/// `drawing:`, as `parent`.
pub struct Classes<E>(PhantomData<E>);

impl<E: DrawingHost> Classes<E> {
    /// Members of the global `Api` that make colours, fills and lines and convert units: the parent of the editor's `Api`.
    pub const API: &'static Class<E> = &Class {
        name: "drawing:Api",
        parent: None,
        members: &[
            Member::new("CreateRGBColor", color::create_rgb),
            Member::new("CreateSchemeColor", color::create_scheme),
            Member::new("CreatePresetColor", color::create_preset),
            Member::new("CreateNoFill", fill::create_none),
            Member::new("CreateSolidFill", fill::create_solid),
            Member::new("CreateGradientStop", fill::create_stop),
            Member::new("CreateLinearGradientFill", fill::create_linear),
            Member::new("CreateRadialGradientFill", fill::create_radial),
            Member::new("CreatePatternFill", fill::create_pattern),
            Member::new("CreateBlipFill", fill::create_blip),
            Member::new("CreateStroke", stroke::create),
            Member::new("CreateCustomGeometry", geometry::create_custom),
            Member::new("CreatePresetGeometry", geometry::create_preset),
            Member::new("CentimetersToPoints", units::centimeters_to_points),
            Member::new("EmusToMillimeters", units::emus_to_millimeters),
            Member::new("EmusToPoints", units::emus_to_points),
            Member::new("InchesToPoints", units::inches_to_points),
            Member::new("LinesToPoints", units::lines_to_points),
            Member::new("MillimetersToEmus", units::millimeters_to_emus),
            Member::new("MillimetersToPixels", units::millimeters_to_pixels),
            Member::new("MillimetersToPoints", units::millimeters_to_points),
            Member::new("PicasToPoints", units::picas_to_points),
            Member::new("PixelsToEmus", units::pixels_to_emus),
            Member::new("PixelsToPoints", units::pixels_to_points),
            Member::new("PointsToCentimeters", units::points_to_centimeters),
            Member::new("PointsToEmus", units::points_to_emus),
            Member::new("PointsToInches", units::points_to_inches),
            Member::new("PointsToLines", units::points_to_lines),
            Member::new("PointsToMillimeters", units::points_to_millimeters),
            Member::new("PointsToPicas", units::points_to_picas),
            Member::new("PointsToPixels", units::points_to_pixels),
            Member::new("PointsToTwips", units::points_to_twips),
            Member::new("TwipsToPoints", units::twips_to_points),
        ],
        properties: &[],
    };

    /// As [`Classes::API`], with what makes drawings that are in no document yet: the parent of `Api` where drawings are
    /// made first and added later.
    pub const API_OF_DRAWINGS: &'static Class<E> = &Class {
        name: "drawings:Api",
        parent: Some(Self::API),
        members: &[
            Member::new("CreateShape", create::create_shape),
            Member::new("CreateImage", create::create_image),
            Member::new("CreateOleObject", create::create_ole),
            Member::new("CreateWordArt", create::create_word_art),
            Member::new("CreateGroup", group::create),
            Member::new("FromJSON", from_json),
            Member::new("CreateChart", chart::create_chart),
        ],
        properties: &[],
    };
}

/// The element that the member was called on.
pub fn this<E: DrawingHost>(call: &Call<'_, E>) -> Result<NodeId, ApiError> {
    E::draw_ref(&call.this)
        .and_then(DrawRef::node)
        .ok_or_else(|| ApiError::Type("it was called on something that is no drawing".to_owned()))
}

/// A drawing object as the answer of a member.
pub fn answer<E: DrawingHost>(reference: DrawRef) -> Value<E::Ref> {
    Value::Handle(E::wrap(reference))
}

/// The drawing object given as an argument.
pub fn argument<E: DrawingHost>(call: &Call<'_, E>, index: usize) -> Option<DrawRef> {
    E::draw_ref(call.args.opt_handle(index)?)
}

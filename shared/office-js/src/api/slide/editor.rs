//! The editor: the open presentation and its classes.

use std::collections::{HashMap, HashSet};

use spindle_ooxml::slide::Presentation;
use spindle_ooxml::slide::transition::Transition;
use spindle_ooxml::{Dom, NodeId, OoxmlError, Package};

use super::SlideRef;
use super::comment::Memo;
use crate::api::drawing::Classes;
use crate::api::package::{PackageClasses, PackageHost, PackageRef};
use crate::class::{ApiError, Class};
use crate::editor::{Editor, PackageEditor};

/// An open presentation.
pub struct SlideEditor {
    /// The presentation.
    pub deck: Presentation,
    /// The slide that the script looks at.
    pub current: Option<NodeId>,
    /// The masters that scripts made themes for.
    pub theme_masters: HashMap<NodeId, NodeId>,
    /// Transitions that scripts have looked at, by slide or by an element that stands for one of no slide.
    pub transitions: HashMap<NodeId, Transition>,
    /// What scripts are told exactly of comments.
    pub memos: HashMap<NodeId, Memo>,
    /// The drawings of effects that scripts made.
    pub effect_shapes: HashMap<NodeId, NodeId>,
    /// The number of the last drawing that was made.
    pub drawings: u32,
    /// The placeholders that scripts made or numbered.
    pub placeholders: HashSet<NodeId>,
    /// The drawings that scripts selected.
    pub selected: Vec<NodeId>,
}

impl SlideEditor {
    fn new(deck: Presentation) -> Self {
        let current = deck.slides().first().copied();
        Self {
            deck,
            current,
            theme_masters: HashMap::new(),
            transitions: HashMap::new(),
            effect_shapes: HashMap::new(),
            memos: HashMap::new(),
            drawings: 0,
            placeholders: HashSet::new(),
            selected: Vec::new(),
        }
    }

    /// The arena.
    pub fn dom(&self) -> &Dom {
        self.deck.dom()
    }

    /// The arena, to change.
    pub fn dom_mut(&mut self) -> &mut Dom {
        self.deck.dom_mut()
    }

    /// The drawings that a script selected and that are still somewhere.
    pub fn selected_drawings(&self) -> Vec<NodeId> {
        let dom = self.dom();
        let here = |node: &NodeId| self.deck.slide_index(dom.root_of(*node)).is_some();
        self.selected.iter().copied().filter(here).collect()
    }

    /// The slide that the script looks at: the first one when that one is gone.
    pub fn current_slide(&self) -> Option<NodeId> {
        self.current
            .filter(|slide| self.deck.slide_index(*slide).is_some())
            .or_else(|| self.deck.slides().first().copied())
    }
}

/// A fault of a package in the words of a script error.
pub fn fault(error: OoxmlError) -> ApiError {
    ApiError::State(error.to_string())
}

impl Editor for SlideEditor {
    type Ref = SlideRef;

    const NAME: &'static str = "slide";
    const NATIVE: &'static str = "pptx";

    fn classes() -> &'static [&'static Class<Self>] {
        type Drawing = Classes<SlideEditor>;
        static CLASSES: &[&Class<SlideEditor>] = &[
            &super::api::CLASS,
            &super::presentation::CLASS,
            &super::sheet::CLASS,
            &super::slide::CLASS,
            &super::layout::CLASS,
            &super::master::CLASS,
            &super::theme::CLASS,
            &super::theme::COLOR_CLASS,
            &super::theme::FONT_CLASS,
            &super::theme::FORMAT_CLASS,
            &super::placeholder::CLASS,
            &super::notes::CLASS,
            &super::selection::CLASS,
            &super::transition::CLASS,
            &super::timeline::CLASS,
            &super::timeline::SEQUENCE_CLASS,
            &super::timeline::EFFECT_CLASS,
            &super::comment::COMMON_CLASS,
            &super::comment::CLASS,
            &super::comment::REPLY_CLASS,
            Drawing::COLOR,
            &super::drawing::CLASS,
            &super::drawing::SHAPE,
            &super::drawing::IMAGE,
            Drawing::IMAGE,
            Drawing::GROUP,
            Drawing::OLE_OBJECT,
            Drawing::SMART_ART,
            Drawing::GEOMETRY,
            Drawing::PATH,
            Drawing::PATH_COMMAND,
            Drawing::CHART,
            Drawing::CHART_DATA,
            Drawing::CHART_DESIGN,
            Drawing::CHART_SERIES,
            PackageClasses::<SlideEditor>::CORE,
            PackageClasses::<SlideEditor>::CUSTOM_PROPERTIES,
            PackageClasses::<SlideEditor>::XML_PARTS,
            PackageClasses::<SlideEditor>::XML_PART,
            PackageClasses::<SlideEditor>::XML_NODE,
            Drawing::API,
            Drawing::DRAWING,
            Drawing::SHAPE,
            Drawing::FILL,
            Drawing::STROKE,
            Drawing::GRADIENT_STOP,
            Drawing::UNI_COLOR,
            Drawing::RGB_COLOR,
            Drawing::SCHEME_COLOR,
            Drawing::PRESET_COLOR,
            Drawing::API_OF_DRAWINGS,
            Drawing::TEXT_API_OF_DRAWINGS,
            Drawing::CONTENT,
            Drawing::PARAGRAPH,
            Drawing::PARA_PR,
            Drawing::RUN,
            Drawing::TEXT_PR,
            Drawing::BULLET,
            Drawing::HYPERLINK,
            Drawing::TABLE,
            Drawing::TABLE_ROW,
            Drawing::TABLE_CELL,
        ];
        CLASSES
    }

    fn class_of(handle: &SlideRef) -> &'static str {
        handle.class()
    }

    fn api() -> SlideRef {
        SlideRef::Api
    }

    fn save(&mut self) -> Result<Vec<u8>, ApiError> {
        super::timeline::settle(self);
        self.deck.save().map_err(fault)
    }

    fn weight(&self) -> usize {
        self.deck.weight()
    }
}

impl PackageEditor for SlideEditor {
    fn create() -> Result<Self, ApiError> {
        Presentation::create().map(Self::new).map_err(fault)
    }

    fn open(package: Package) -> Result<Self, ApiError> {
        Presentation::from_package(package)
            .map(Self::new)
            .map_err(fault)
    }
}

impl PackageHost for SlideEditor {
    fn package(&self) -> &Package {
        &self.deck.package
    }

    fn package_mut(&mut self) -> &mut Package {
        &mut self.deck.package
    }

    fn wrap(handle: PackageRef) -> SlideRef {
        SlideRef::Package(handle)
    }

    fn unwrap(handle: &SlideRef) -> Option<PackageRef> {
        match handle {
            SlideRef::Package(handle) => Some(*handle),
            _ => None,
        }
    }
}

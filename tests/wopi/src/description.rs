//! The test description: groups of tests, the prerequisites of groups, and the resources that tests send.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::mutators::Mutator;
use crate::requests::Operation;
use crate::schema::Schema;
use crate::state::{From, Save};
use crate::validators::Validator;
use crate::xml::Element;

/// The environment variable that names a checkout of the validator's repository.
pub const VARIABLE: &str = "SPINDLE_WOPI_VALIDATOR";
/// Where the schemas are in the checkout.
const SCHEMAS: &str = "src/WopiValidator.Core/JsonSchemas";
/// The one resource without content.
const EMPTY_FILE: &str = "ZeroByteFile.wopitest";

/// Which clients a test is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    /// Every client; these tests are part of every choice.
    WopiCore,
    /// Office for the web.
    OfficeOnline,
    /// Office on a desktop or a phone.
    OfficeNativeClient,
    /// Co-authoring and chunked transfer, which only members of the CSPP Plus programme use.
    WopiCoauth,
    /// As a choice: everything.
    All,
}

impl Category {
    /// The category of that name, in any case.
    ///
    /// # Errors
    /// When there is none.
    pub fn named(name: &str) -> Result<Self> {
        [
            Self::WopiCore,
            Self::OfficeOnline,
            Self::OfficeNativeClient,
            Self::WopiCoauth,
            Self::All,
        ]
        .into_iter()
        .find(|category| category.to_string().eq_ignore_ascii_case(name))
        .with_context(|| format!("{name} is no category of tests"))
    }

    /// Whether a test of this category belongs to the choice.
    pub fn is_chosen(self, choice: &[Self]) -> bool {
        self == Self::WopiCore || choice.contains(&Self::All) || choice.contains(&self)
    }
}

impl std::fmt::Display for Category {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Debug::fmt(self, out)
    }
}

/// The whole description.
#[derive(Debug, Clone)]
pub struct Suite {
    /// Bodies by their ids.
    pub(crate) resources: BTreeMap<String, Vec<u8>>,
    /// Schemas by their ids.
    pub(crate) schemas: BTreeMap<String, Schema>,
    /// Prerequisites by their names.
    pub(crate) prerequisites: BTreeMap<String, Case>,
    /// Groups in order.
    pub(crate) groups: Vec<Group>,
}

/// Tests with common prerequisites.
#[derive(Debug, Clone)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// Names of tests that have to pass first.
    pub prerequisites: Vec<String>,
    /// The tests.
    pub cases: Vec<Case>,
}

/// One test.
#[derive(Debug, Clone)]
pub struct Case {
    /// Its name.
    pub name: String,
    /// Whom it is for.
    pub category: Category,
    /// What is asked, in order; the first answer that is not as expected ends the test.
    pub requests: Vec<Step>,
    /// What is asked afterwards in any case, whatever the answers are.
    pub cleanup: Vec<Step>,
}

/// One request with what is expected of its answer.
#[derive(Debug, Clone)]
pub struct Step {
    /// The name of the operation as it is written.
    pub name: String,
    /// The operation.
    pub operation: Operation,
    /// Its attributes.
    pub element: Element,
    /// Expectations; all have to hold.
    pub validators: Vec<Validator>,
    /// What is saved of the answer.
    pub saves: Vec<Save>,
    /// How the request is spoilt.
    pub mutators: Vec<Mutator>,
}

impl Suite {
    /// Reads the description from a checkout of the validator's repository.
    ///
    /// # Errors
    /// When a file is missing, or holds something this runner does not know: a test is never dropped silently.
    pub fn load(folder: impl AsRef<Path>) -> Result<Self> {
        let folder = folder.as_ref();
        let path = folder.join("TestCases.xml");
        let text = fs::read_to_string(&path)
            .with_context(|| format!("{} cannot be read", path.display()))?;
        let mut suite = Self::parse(&text)?;
        for id in suite.schema_ids() {
            let path = folder.join(SCHEMAS).join(format!("{id}.json"));
            let text = fs::read_to_string(&path)
                .with_context(|| format!("{} cannot be read", path.display()))?;
            let schema = Schema::parse(&text).with_context(|| format!("the schema {id}"))?;
            suite.schemas.insert(id, schema);
        }
        Ok(suite)
    }

    /// The checkout that the environment names, or why there is none, in words.
    ///
    /// # Errors
    /// When the variable names a folder that does not hold the description.
    pub fn from_environment() -> Result<std::result::Result<Self, String>> {
        match std::env::var(VARIABLE) {
            Ok(folder) if !folder.is_empty() => Self::load(folder).map(Ok),
            _ => Ok(Err(format!(
                "{VARIABLE} names no checkout of github.com/microsoft/wopi-validator-core"
            ))),
        }
    }

    /// Reads the description without its schemas.
    ///
    /// # Errors
    /// As [`Suite::load`].
    pub fn parse(text: &str) -> Result<Self> {
        let root = Element::parse(text)?;
        let mut suite = Self {
            resources: BTreeMap::new(),
            schemas: BTreeMap::new(),
            prerequisites: BTreeMap::new(),
            groups: Vec::new(),
        };
        for file in root
            .child("Resources")
            .iter()
            .flat_map(|list| list.all("File"))
        {
            let part = |name| file.attribute(name).unwrap_or_default();
            // The suite sends the names of its documents instead of documents.
            let content = match part("Name") {
                EMPTY_FILE => String::new(),
                name => format!("{}{}{name}", part("Id"), part("FilePath")),
            };
            suite
                .resources
                .insert(part("Id").to_owned(), content.into_bytes());
        }
        for case in root
            .child("PrereqCases")
            .iter()
            .flat_map(|list| list.all("TestCase"))
        {
            let case = Case::read(case)?;
            suite.prerequisites.insert(case.name.clone(), case);
        }
        for group in root.all("TestGroup") {
            suite.groups.push(Group::read(group, &suite.prerequisites)?);
        }
        if suite.groups.is_empty() {
            bail!("the description holds no groups of tests");
        }
        Ok(suite)
    }

    /// The groups.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// How many tests there are, without the prerequisites of groups.
    pub fn len(&self) -> usize {
        self.groups.iter().map(|group| group.cases.len()).sum()
    }

    /// Whether there are no tests.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The ids of all schemas that an expectation names.
    fn schema_ids(&self) -> Vec<String> {
        let mut ids = Vec::new();
        let cases = self.groups.iter().flat_map(|group| &group.cases);
        for step in cases
            .chain(self.prerequisites.values())
            .flat_map(|case| &case.requests)
        {
            for validator in &step.validators {
                validator.schemas(&mut ids);
            }
        }
        ids.sort();
        ids.dedup();
        ids
    }
}

impl Group {
    fn read(element: &Element, known: &BTreeMap<String, Case>) -> Result<Self> {
        let name = element
            .attribute("Name")
            .context("a group has no name")?
            .to_owned();
        let mut prerequisites = Vec::new();
        for named in element
            .child("PrereqTests")
            .iter()
            .flat_map(|list| list.all("PrereqTest"))
        {
            let named = named.text.trim();
            if !known.contains_key(named) {
                bail!("the group {name} needs {named}, which does not exist");
            }
            prerequisites.push(named.to_owned());
        }
        let cases = element
            .child("TestCases")
            .iter()
            .flat_map(|list| list.all("TestCase"))
            .map(Case::read)
            .collect::<Result<_>>()?;
        Ok(Self {
            name,
            prerequisites,
            cases,
        })
    }
}

impl Case {
    fn read(element: &Element) -> Result<Self> {
        let name = element
            .attribute("Name")
            .context("a test has no name")?
            .to_owned();
        let steps = |part| {
            element
                .child(part)
                .iter()
                .flat_map(|list| &list.children)
                .map(Step::read)
                .collect::<Result<Vec<_>>>()
                .with_context(|| format!("the test {name}"))
        };
        let category = Category::named(element.attribute("Category").unwrap_or_default())
            .with_context(|| format!("the test {name}"))?;
        let requests = steps("Requests")?;
        if requests.is_empty() {
            bail!("the test {name} asks nothing");
        }
        Ok(Self {
            category,
            requests,
            cleanup: steps("CleanupRequests")?,
            name,
        })
    }
}

impl Step {
    fn read(element: &Element) -> Result<Self> {
        // An answer without expectations has to be a 200; one with expectations only has to meet those.
        let validators = match element.child("Validators") {
            Some(list) => list
                .children
                .iter()
                .map(Validator::read)
                .collect::<Result<_>>()?,
            None => vec![Validator::Code(200)],
        };
        let mutators = element
            .child("Mutators")
            .iter()
            .flat_map(|list| &list.children)
            .map(Mutator::read)
            .collect::<Result<_>>()?;
        let saves = element
            .child("SaveState")
            .iter()
            .flat_map(|list| &list.children)
            .map(save)
            .collect::<Result<_>>()?;
        Ok(Self {
            name: element.name.clone(),
            operation: Operation::named(&element.name)?,
            element: element.clone(),
            validators,
            saves,
            mutators,
        })
    }
}

fn save(element: &Element) -> Result<Save> {
    let source = element
        .attribute("Source")
        .context("a value to save has no source")?
        .to_owned();
    let from = match element.attribute("SourceType") {
        Some(kind) if kind.eq_ignore_ascii_case("Header") => From::Header(source),
        None | Some("" | "JsonBody") => From::Body(source),
        Some(kind) => bail!("values cannot be saved from {kind}"),
    };
    let name = element
        .attribute("Name")
        .context("a value to save has no name")?
        .to_owned();
    Ok(Save { name, from })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = r#"<WopiValidation>
      <Resources><File Id="A" Name="a.docx" FilePath="R\a.docx"/>
        <File Id="Z" Name="ZeroByteFile.wopitest" FilePath="R\z"/></Resources>
      <PrereqCases><TestCase Name="P" Category="WopiCore"><Requests><CheckFileInfo/></Requests></TestCase></PrereqCases>
      <TestGroup Name="G"><PrereqTests><PrereqTest>P</PrereqTest></PrereqTests><TestCases>
        <TestCase Name="T" Category="OfficeOnline"><Requests>
          <PutFile Lock="L" ResourceId="A"><Validators><ResponseCodeValidator ExpectedCode="409"/></Validators>
          <SaveState><State Name="V" Source="X-V" SourceType="Header"/></SaveState></PutFile></Requests>
          <CleanupRequests><Unlock Lock="L"/></CleanupRequests></TestCase>
      </TestCases></TestGroup></WopiValidation>"#;

    #[test]
    fn a_small_description_is_read() {
        let suite = Suite::parse(SMALL).unwrap();
        assert_eq!(suite.len(), 1);
        assert_eq!(suite.resources["A"], b"AR\\a.docxa.docx");
        assert!(suite.resources["Z"].is_empty());
        let case = &suite.groups[0].cases[0];
        assert_eq!(case.category, Category::OfficeOnline);
        assert!(matches!(
            case.requests[0].validators[..],
            [Validator::Code(409)]
        ));
        assert!(matches!(
            case.cleanup[0].validators[..],
            [Validator::Code(200)]
        ));
        assert_eq!(case.requests[0].saves[0].name, "V");
    }

    #[test]
    fn unknown_words_are_refused() {
        for (from, to) in [
            ("<Unlock", "<Unloose"),
            ("ResponseCodeValidator", "LuckValidator"),
            ("<PrereqTest>P", "<PrereqTest>Q"),
            ("OfficeOnline", "OfficeOffline"),
            ("\"Header\"", "\"Trailer\""),
        ] {
            assert!(Suite::parse(&SMALL.replace(from, to)).is_err(), "{from}");
        }
    }

    #[test]
    fn the_core_is_part_of_every_choice() {
        assert!(Category::WopiCore.is_chosen(&[Category::OfficeOnline]));
        assert!(Category::WopiCoauth.is_chosen(&[Category::All]));
        assert!(!Category::OfficeNativeClient.is_chosen(&[Category::OfficeOnline]));
    }
}

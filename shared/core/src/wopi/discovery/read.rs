//! Discovery as XML.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};

use super::{
    Action, Discovery, DiscoveryError, MOST_ACTIONS, MOST_ATTRIBUTES, MOST_BYTES, MOST_DEPTH,
    MOST_TEXT, MOST_VALUE,
};
use crate::auth::proof::{ProofKey, ProofKeys};

/// Reads a document: see [`Discovery::parse`].
pub(super) fn discovery(xml: &[u8]) -> Result<Discovery, DiscoveryError> {
    if xml.len() > MOST_BYTES {
        return Err(large("more than 8 MiB"));
    }
    let text = std::str::from_utf8(xml).map_err(|_| DiscoveryError::Encoding)?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    reader.config_mut().expand_empty_elements = true;
    let mut reading = Reading::default();
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(broken)? {
            Event::Start(tag) => {
                depth = depth.saturating_add(1);
                if depth > MOST_DEPTH {
                    return Err(large("elements nested deeper than 16 levels"));
                }
                reading.open(&tag, depth)?;
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                reading.close(tag.local_name().as_ref());
            }
            Event::DocType(_) => return Err(DiscoveryError::Doctype),
            // Texts mean nothing here, but what has unknown entities needs a declaration of them.
            Event::GeneralRef(name)
                if !name.starts_with('#') && resolve_xml_entity(&name).is_none() =>
            {
                return Err(broken(format!("the entity \"{}\" is unknown", &*name)));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if depth > 0 {
        return Err(broken("it ends before its root does"));
    }
    reading.finish()
}

/// What has been read so far.
#[derive(Default)]
struct Reading {
    rooted: bool,
    zone: Option<String>,
    app: Option<App>,
    actions: Vec<Action>,
    text: usize,
    proof: Option<ProofKeys>,
}

struct App {
    name: String,
    favicon: Option<String>,
}

impl Reading {
    fn open(&mut self, tag: &BytesStart<'_>, depth: usize) -> Result<(), DiscoveryError> {
        let name = tag.local_name();
        if depth == 1 {
            if name.as_ref() != "wopi-discovery" {
                let name = name.as_ref().chars().take(64).collect();
                return Err(DiscoveryError::Root(name));
            }
            self.rooted = true;
            return Ok(());
        }
        match name.as_ref() {
            "net-zone" => self.zone = Some(Attributes::of(tag)?.text("name")),
            "app" => {
                let mut attributes = Attributes::of(tag)?;
                self.app = Some(App {
                    name: attributes.text("name"),
                    favicon: attributes.take("favIconUrl").filter(|url| is_web(url)),
                });
            }
            "action" => self.action(Attributes::of(tag)?)?,
            "proof-key" => self.proof = keys(Attributes::of(tag)?)?,
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) {
        match name {
            "net-zone" => self.zone = None,
            "app" => self.app = None,
            _ => {}
        }
    }

    fn action(&mut self, mut attributes: Attributes) -> Result<(), DiscoveryError> {
        let (Some(zone), Some(app)) = (&self.zone, &self.app) else {
            return Ok(());
        };
        let name = attributes.text("name");
        // A page posts the user's token there: no other scheme may get it.
        let Some(urlsrc) = attributes.take("urlsrc").filter(|url| is_web(url)) else {
            return Ok(());
        };
        if name.is_empty() {
            return Ok(());
        }
        let action = Action {
            zone: zone.clone(),
            app: app.name.clone(),
            name,
            ext: extension(&attributes.text("ext")),
            urlsrc,
            requires: attributes
                .text("requires")
                .split(',')
                .map(str::trim)
                .filter(|need| !need.is_empty())
                .map(str::to_owned)
                .collect(),
            targetext: attributes
                .take("targetext")
                .map(|ext| extension(&ext))
                .filter(|ext| !ext.is_empty()),
            default: attributes.text("default").eq_ignore_ascii_case("true"),
            favicon: app.favicon.clone(),
        };
        self.text = self.text.saturating_add(size(&action));
        if self.text > MOST_TEXT {
            return Err(large("more than 16 MiB of attributes"));
        }
        if self.actions.len() >= MOST_ACTIONS {
            return Err(large("more than 20,000 actions"));
        }
        self.actions.push(action);
        Ok(())
    }

    fn finish(self) -> Result<Discovery, DiscoveryError> {
        if !self.rooted {
            return Err(broken("it has no root"));
        }
        Ok(Discovery {
            actions: self.actions,
            proof: self.proof,
        })
    }
}

/// The attributes of an element that have a value, with references resolved.
struct Attributes(Vec<(String, String)>);

impl Attributes {
    fn of(tag: &BytesStart<'_>) -> Result<Self, DiscoveryError> {
        let mut all = Vec::new();
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(broken)?;
            if all.len() >= MOST_ATTRIBUTES {
                return Err(large("an element with more than 64 attributes"));
            }
            let key = attribute.key.as_ref();
            // Before references are resolved, for what they mean is not longer.
            if key.len() > MOST_VALUE || attribute.value.len() > MOST_VALUE {
                return Err(large("an attribute of more than 4 KiB"));
            }
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(broken)?;
            all.push((key.to_owned(), value.trim().to_owned()));
        }
        Ok(Self(all))
    }

    /// An attribute's value, once; `None` if it is missing or empty.
    fn take(&mut self, name: &str) -> Option<String> {
        let (_, value) = self.0.iter_mut().find(|(key, _)| key == name)?;
        Some(std::mem::take(value)).filter(|value| !value.is_empty())
    }

    fn text(&mut self, name: &str) -> String {
        self.take(name).unwrap_or_default()
    }
}

/// The keys of an element `proof-key`; clients that do not sign have it empty.
fn keys(mut attributes: Attributes) -> Result<Option<ProofKeys>, DiscoveryError> {
    let mut key = |prefix: &str| {
        let mut take = |name| attributes.take(&format!("{prefix}{name}"));
        let blob = take("value").map(|value| ProofKey::from_blob(&value));
        let components = take("modulus")
            .zip(take("exponent"))
            .map(|(modulus, exponent)| ProofKey::from_components(&modulus, &exponent));
        // Either will do.
        match (components, blob) {
            (Some(Err(_)), Some(Ok(key))) => Some(Ok(key)),
            (components, blob) => components.or(blob),
        }
    };
    let Some(current) = key("").transpose()? else {
        return Ok(None);
    };
    let old = key("old").and_then(Result::ok);
    Ok(Some(ProofKeys { current, old }))
}

fn extension(ext: &str) -> String {
    ext.strip_prefix('.').unwrap_or(ext).to_ascii_lowercase()
}

fn is_web(url: &str) -> bool {
    ["https://", "http://"].into_iter().any(|scheme| {
        url.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

fn size(action: &Action) -> usize {
    let one = |text: &Option<String>| text.as_ref().map_or(0, String::len);
    let demands: usize = action
        .requires
        .iter()
        // What a text costs besides its bytes.
        .map(|need| need.len() + size_of::<String>())
        .sum();
    action.zone.len()
        + action.app.len()
        + action.name.len()
        + action.ext.len()
        + action.urlsrc.len()
        + demands
        + one(&action.targetext)
        + one(&action.favicon)
}

fn broken(reason: impl ToString) -> DiscoveryError {
    DiscoveryError::Xml(reason.to_string())
}

fn large(what: &str) -> DiscoveryError {
    DiscoveryError::Large(what.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODULUS: &str = "r52DnElB3nPwAnk72AWqvT3YouNI5K5wZ4JQ054HgJlVr0gDyd7yBRLk/RvQyVqzta23oIylBgaI1kl/\
        Rqk2+nCi14X8aA49Ou2ODTD8an5TEmSEm84Lgtj8EhCADvGjS7N8LsvRq2F23FPPK/QpiOtq79YO1LVrxEnsfmQBeK8=";
    const VALUE: &str = "BgIAAACkAABSU0ExAAQAAAEAAQCveAFkfuxJxGu11A7W72rriCn0K89T3HZhq9HLLnyzS6PxDoAQEvzYggvOm4Rk\
        ElN+avwwDY7tOj0OaPyF16Jw+japRn9J1ogGBqWMoLettbNaydAb/eQSBfLeyQNIr1WZgAee01CCZ3Cu5Ejjotg9vaoF2Dt5AvBz3kFJ\
        nIOdrw==";

    fn parsed(inside: &str) -> Result<Discovery, DiscoveryError> {
        Discovery::parse(format!("<wopi-discovery>{inside}</wopi-discovery>").as_bytes())
    }

    fn in_app(inside: &str) -> Result<Discovery, DiscoveryError> {
        parsed(&format!(
            r#"<net-zone name="external-https"><app name="Word">{inside}</app></net-zone>"#
        ))
    }

    #[test]
    fn reads_actions() {
        let xml = "\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<!-- &lt; -->\r\n<wopi-discovery>
            <net-zone name='external-https'>
              <app name='Word' favIconUrl='https://o/w.ico' checkLicense='true'>
                <action name='view' ext='.DOCX' default='true' urlsrc='https://o/v?&lt;ui=UI_LLCC&amp;&gt;'/>
                text &amp; &#65; <![CDATA[<action name='no'/>]]>
                <action name='convert' ext='doc' requires=' locks, update,' targetext='docx' urlsrc='HTTP://o/c'></action>
                <action name='nowhere' ext='doc'/>
                <action name='script' ext='doc' urlsrc='javascript:alert(1)'/>
                <action ext='doc' urlsrc='https://o/nameless'/>
              </app>
              <app name='text/plain' favIconUrl='data:,'><action name='edit' ext='' urlsrc='https://o/t'/></app>
              <action name='homeless' ext='doc' urlsrc='https://o/h'/>
            </net-zone>
            <app name='Stray'><action name='view' ext='doc' urlsrc='https://o/s'/></app>
          </wopi-discovery>\r\n";
        let discovery = Discovery::parse(xml.as_bytes()).unwrap();
        let action = |app: &str, name: &str, ext: &str, urlsrc: &str| Action {
            zone: "external-https".to_owned(),
            app: app.to_owned(),
            name: name.to_owned(),
            ext: ext.to_owned(),
            urlsrc: urlsrc.to_owned(),
            requires: Vec::new(),
            targetext: None,
            default: false,
            favicon: (app == "Word").then(|| "https://o/w.ico".to_owned()),
        };
        let expected = [
            Action {
                default: true,
                ..action("Word", "view", "docx", "https://o/v?<ui=UI_LLCC&>")
            },
            Action {
                requires: vec!["locks".to_owned(), "update".to_owned()],
                targetext: Some("docx".to_owned()),
                ..action("Word", "convert", "doc", "HTTP://o/c")
            },
            action("text/plain", "edit", "", "https://o/t"),
        ];
        assert_eq!(discovery.actions, expected);
        assert_eq!(discovery.proof, None);
        // As a store holds it.
        let json = serde_json::to_string(&discovery).unwrap();
        let again: Discovery = serde_json::from_str(&json).unwrap();
        assert_eq!(again.actions, expected);
    }

    #[test]
    fn reads_keys() {
        let good = ProofKey::from_components(MODULUS, "AQAB").unwrap();
        let both = format!("modulus='{MODULUS}' exponent='AQAB'");
        let old = both
            .replace("modulus", "oldmodulus")
            .replace("exponent", "oldexponent");
        for (attributes, current, older) in [
            (String::new(), false, false),
            (
                "value='' modulus='' exponent='' oldvalue=''".to_owned(),
                false,
                false,
            ),
            (both.clone(), true, false),
            (format!("value='{VALUE}'"), true, false),
            (
                format!("value='{VALUE}' modulus='{MODULUS}' exponent=''"),
                true,
                false,
            ),
            (
                format!("value='{VALUE}' modulus='{MODULUS}' exponent='65537'"),
                true,
                false,
            ),
            (format!("value='x' {both} {old}"), true, true),
            (format!("{both} oldvalue='{VALUE}'"), true, true),
            (format!("{both} oldvalue='x'"), true, false),
            // An old key alone is none to check with.
            (old.clone(), false, false),
        ] {
            let discovery = parsed(&format!("<proof-key {attributes}/>")).unwrap();
            let expected = current.then(|| ProofKeys {
                current: good.clone(),
                old: older.then(|| good.clone()),
            });
            assert_eq!(discovery.proof, expected, "{attributes}");
        }
        for attributes in [
            "value='x'",
            "modulus='AQAB' exponent='AQAB'",
            "value='x' modulus='x' exponent='x'",
        ] {
            let answer = parsed(&format!("<proof-key {attributes}/>"));
            assert!(
                matches!(answer, Err(DiscoveryError::Proof(_))),
                "{attributes}"
            );
        }
    }

    #[test]
    fn refuses() {
        let deep = format!("{}{}", "<a>".repeat(16), "</a>".repeat(16));
        let many: String = (0..65).map(|at| format!(" a{at}=''")).collect();
        for (xml, expected) in [
            ("", "not XML: it has no root"),
            ("nothing", "not XML"),
            ("<html></html>", "its root is \"html\""),
            ("<!DOCTYPE html><html></html>", "document type declaration"),
            (
                "<!DOCTYPE d [<!ENTITY x \"&y;&y;\">]><wopi-discovery/>",
                "document type declaration",
            ),
            ("<wopi-discovery>", "ends before its root"),
            ("<wopi-discovery></net-zone>", "not XML"),
            ("<wopi-discovery><app name='a", "not XML"),
            ("<wopi-discovery>&x;</wopi-discovery>", "\"x\" is unknown"),
            (
                "<wopi-discovery><app name='&x;'/></wopi-discovery>",
                "not XML",
            ),
            (
                "<wopi-discovery><app name='a' name='b'/></wopi-discovery>",
                "not XML",
            ),
            ("<wopi-discovery><app name=a/></wopi-discovery>", "not XML"),
            (
                &format!("<wopi-discovery>{deep}</wopi-discovery>"),
                "deeper than 16",
            ),
            (
                &format!("<wopi-discovery><app{many}/></wopi-discovery>"),
                "64 attributes",
            ),
            (
                &format!(
                    "<wopi-discovery><app name='{}'/></wopi-discovery>",
                    "a".repeat(4097)
                ),
                "more than 4 KiB",
            ),
        ] {
            let error = Discovery::parse(xml.as_bytes()).unwrap_err().to_string();
            assert!(error.contains(expected), "{xml:.80} -> {error}");
        }
        let latin = Discovery::parse(b"<wopi-discovery>\xe9</wopi-discovery>");
        assert_eq!(latin.unwrap_err(), DiscoveryError::Encoding);
        let long = vec![b' '; MOST_BYTES + 1];
        let long = Discovery::parse(&long).unwrap_err().to_string();
        assert!(long.contains("8 MiB"), "{long}");
        assert!(Discovery::parse(b"<wopi-discovery/>").is_ok());
    }

    #[test]
    fn actions_are_counted_and_weighed() {
        let action = "<action name='v' ext='a' urlsrc='http://o'/>";
        let most = in_app(&action.repeat(MOST_ACTIONS)).unwrap();
        assert_eq!(most.actions.len(), MOST_ACTIONS);
        let error = in_app(&action.repeat(MOST_ACTIONS + 1)).unwrap_err();
        assert!(error.to_string().contains("20,000"), "{error}");
        // Every action repeats the app's name.
        let inside = format!(
            "<net-zone name='z'><app name='{}'>{}</app></net-zone>",
            "a".repeat(4096),
            action.repeat(4200)
        );
        let error = parsed(&inside).unwrap_err();
        assert!(error.to_string().contains("16 MiB"), "{error}");
    }
}

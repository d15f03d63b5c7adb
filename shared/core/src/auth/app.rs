//! Signatures of apps (docs/api/documents.md, "Signature"): HMAC-SHA1 over app, method, nonce, path and timestamp.
//!
//! Query and body are not signed, which is upstream's recipe: TLS is needed in front.

use ::http::{HeaderMap, Method};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac as _};
use percent_encoding::utf8_percent_encode;
use sha1::Sha1;
use spindle_sheet::ENCODE_URI_COMPONENT;

use super::mac;
use crate::documents::DocumentError;

/// Longer header values are no signature of this kind.
const MOST_BYTES: usize = 512;

/// What a call says about who signed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The app.
    pub app_id: String,
    /// The signature as it came.
    pub signature: String,
    nonce: String,
    timestamp: String,
}

impl Claim {
    /// Reads the three headers and checks the timestamp.
    ///
    /// # Errors
    /// 40100, 40101 or 40104.
    pub fn read(headers: &HeaderMap, now_s: i64, window_s: i64) -> Result<Self, DocumentError> {
        let authorization = header(headers, "Authorization")?;
        let nonce = header(headers, "nonce")?;
        let timestamp = header(headers, "timestamp")?;
        let malformed = |reason: &str| DocumentError::AuthMalformed(reason.to_owned());
        let Some((app_id, signature)) = authorization.split_once(':') else {
            return Err(malformed(
                "the header `Authorization` is not `appId:signature`",
            ));
        };
        if app_id.is_empty() || signature.is_empty() {
            return Err(malformed(
                "the header `Authorization` lacks the appId or the signature",
            ));
        }
        if !(nonce.len() == 6
            && nonce.bytes().all(|byte| byte.is_ascii_digit())
            && !nonce.starts_with('0'))
        {
            return Err(malformed(
                "the header `nonce` is not a number of six digits",
            ));
        }
        check_time(timestamp, now_s, window_s)?;
        Ok(Self {
            app_id: app_id.to_owned(),
            signature: signature.to_owned(),
            nonce: nonce.to_owned(),
            timestamp: timestamp.to_owned(),
        })
    }

    /// The string that is signed.
    pub fn string_to_sign(&self, method: &Method, path: &str) -> String {
        let part = |text| utf8_percent_encode(text, ENCODE_URI_COMPONENT);
        format!(
            "appId={}&method={}&nonce={}&path={}&timestamp={}",
            part(&self.app_id),
            method.as_str(),
            part(&self.nonce),
            part(path),
            part(&self.timestamp)
        )
    }

    /// Checks the signature against the app's secrets, of which any will do. `debug` puts the string that was signed
    /// here into the refusal.
    ///
    /// # Errors
    /// 40101 when it is no Base64, 40103 when it is another.
    pub fn verify(
        &self,
        secrets: &[String],
        method: &Method,
        path: &str,
        debug: bool,
    ) -> Result<(), DocumentError> {
        let given = STANDARD.decode(&self.signature).map_err(|error| {
            DocumentError::AuthMalformed(format!("the signature is not Base64: {error}"))
        })?;
        let signed = self.string_to_sign(method, path);
        // Every secret is tried, so that the time does not tell which one it was.
        let matches = secrets.iter().fold(false, |matches, secret| {
            matches | mac::same(&hmac_sha1(secret.as_bytes(), signed.as_bytes()), &given)
        });
        if matches {
            Ok(())
        } else {
            Err(DocumentError::Signature(debug.then_some(signed)))
        }
    }
}

fn header<'h>(headers: &'h HeaderMap, name: &'static str) -> Result<&'h str, DocumentError> {
    let value = headers.get(name).ok_or(DocumentError::AuthMissing(name))?;
    value
        .to_str()
        .ok()
        .filter(|text| text.len() <= MOST_BYTES)
        .ok_or_else(|| {
            DocumentError::AuthMalformed(format!("the header `{name}` is not plain text"))
        })
}

fn check_time(timestamp: &str, now_s: i64, window_s: i64) -> Result<(), DocumentError> {
    let refused = |reason: String| Err(DocumentError::Timestamp(reason));
    let digits = timestamp.bytes().all(|byte| byte.is_ascii_digit());
    let Some(seconds) = timestamp.parse::<i64>().ok().filter(|_| digits) else {
        return refused("the header `timestamp` is not a number of seconds".to_owned());
    };
    if timestamp.len() >= 13 {
        return refused(format!(
            "the header `timestamp` is {timestamp}, which looks like milliseconds: seconds are wanted"
        ));
    }
    let apart = now_s.saturating_sub(seconds);
    if apart.abs() > window_s {
        return refused(format!(
            "the header `timestamp` is {} s {} the server's clock; {window_s} s are allowed",
            apart.abs(),
            if apart > 0 { "behind" } else { "ahead of" }
        ));
    }
    Ok(())
}

fn hmac_sha1(key: &[u8], message: &[u8]) -> Vec<u8> {
    // A key of any length will do, so that there is no error to hand on.
    Hmac::<Sha1>::new_from_slice(key)
        .map(|mut mac| {
            mac.update(message);
            mac.finalize().into_bytes().to_vec()
        })
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use ::http::HeaderValue;

    use super::*;

    const SECRET: &str = "0123456789abcdef0123456789abcdef";
    const NOW: i64 = 1_666_859_299;

    fn headers(values: [(&'static str, &str); 3]) -> HeaderMap {
        let pairs = values
            .into_iter()
            .map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_str(value).unwrap()));
        pairs.collect()
    }

    fn claim(authorization: &str, nonce: &str, timestamp: &str) -> Result<Claim, DocumentError> {
        let values = [
            ("authorization", authorization),
            ("nonce", nonce),
            ("timestamp", timestamp),
        ];
        Claim::read(&headers(values), NOW, 300)
    }

    #[test]
    fn the_published_vectors() {
        for (method, path, signature) in [
            (
                Method::POST,
                "/fs/bs/doc/create",
                "sPnN02YUS7f2vFZgiGvhLMcebJs=",
            ),
            (
                Method::GET,
                "/fs/bs/content",
                "EribQbNCH2JZrh4RLQMeFxLDepE=",
            ),
            (
                Method::PUT,
                "/fs/bs/file/clean",
                "bKQV4IUq4gHRzvOqjs1BX2r4XvA=",
            ),
            (
                Method::GET,
                "/sheet/bs/v1/api/getJson",
                "cbqg/mmFe9Htg5A1hYWGdARWK4A=",
            ),
        ] {
            let claim = claim(&format!("6da37dd3:{signature}"), "123456", "1666859299").unwrap();
            let secrets = ["another".to_owned(), SECRET.to_owned()];
            assert_eq!(
                claim.verify(&secrets, &method, path, false),
                Ok(()),
                "{path}"
            );
            let refused = claim.verify(&["another".to_owned()], &method, path, true);
            let text = claim.string_to_sign(&method, path);
            assert_eq!(refused, Err(DocumentError::Signature(Some(text))));
        }
        let create = claim("6da37dd3:x", "123456", "1666859299").unwrap();
        assert_eq!(
            create.string_to_sign(&Method::POST, "/fs/bs/doc/create"),
            "appId=6da37dd3&method=POST&nonce=123456&path=%2Ffs%2Fbs%2Fdoc%2Fcreate&timestamp=1666859299"
        );
    }

    #[test]
    fn refusals_by_code() {
        let code = |authorization, nonce, timestamp| {
            claim(authorization, nonce, timestamp).map_or_else(|error| error.code(), |_| 0)
        };
        assert_eq!(code("a:b", "123456", "1666859299"), 0);
        assert_eq!(code("a:b", "123456", "1666859599"), 0);
        for (authorization, nonce, timestamp, expected) in [
            ("ab", "123456", "1666859299", 40101),
            (":b", "123456", "1666859299", 40101),
            ("a:", "123456", "1666859299", 40101),
            ("a:b", "12345", "1666859299", 40101),
            ("a:b", "012345", "1666859299", 40101),
            ("a:b", "abcdef", "1666859299", 40101),
            ("a:b", "123456", "1666859600", 40104),
            ("a:b", "123456", "1666858998", 40104),
            ("a:b", "123456", "1666859299000", 40104),
            ("a:b", "123456", "-1", 40104),
            ("a:b", "123456", "+1666859299", 40104),
            ("a:b", "123456", "now", 40104),
        ] {
            assert_eq!(
                code(authorization, nonce, timestamp),
                expected,
                "{authorization} {nonce} {timestamp}"
            );
        }
        let milliseconds = claim("a:b", "123456", "1666859299000").unwrap_err();
        assert!(milliseconds.to_string().contains("seconds are wanted"));
        for missing in ["authorization", "nonce", "timestamp"] {
            let mut all = headers([
                ("authorization", "a:b"),
                ("nonce", "123456"),
                ("timestamp", "1666859299"),
            ]);
            all.remove(missing);
            assert_eq!(
                Claim::read(&all, NOW, 300).unwrap_err().code(),
                40100,
                "{missing}"
            );
        }
        let base64 = claim("a:not base64", "123456", "1666859299").unwrap();
        let refused = base64.verify(&[SECRET.to_owned()], &Method::GET, "/", false);
        assert_eq!(refused.unwrap_err().code(), 40101);
    }
}

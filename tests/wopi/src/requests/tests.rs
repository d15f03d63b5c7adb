use super::*;
use crate::description::Suite;

/// The request of one step, against a file whose token holds characters that are escaped.
fn outgoing(request: &str, state: &State, keys: Option<&Keys>) -> Result<Outgoing> {
    let suite = Suite::parse(&format!(
        "<W><Resources><File Id='R' Name='n' FilePath='p'/></Resources><TestGroup Name='G'><TestCases>\
         <TestCase Name='T' Category='WopiCore'><Requests>{request}</Requests></TestCase></TestCases></TestGroup></W>"
    ))
    .unwrap();
    let target = Target {
        wopi_src: "http://h:1/wopi/files/f".into(),
        access_token: "a.b-c".into(),
        ttl: 9,
        sign: keys,
        rights_are_prerequisites: false,
    };
    build(
        &suite.groups()[0].cases[0].requests[0],
        &target,
        state,
        &suite.resources,
    )
}

fn header<'r>(request: &'r Outgoing, name: &str) -> Option<&'r str> {
    let mut named = request.headers.iter().filter(|(key, _)| key == name);
    named.next().map(|(_, value)| value.as_str())
}

#[test]
fn reads_carry_the_token_twice() {
    let request = outgoing("<GetFile/>", &State::new(), None).unwrap();
    assert_eq!(request.method, "GET");
    assert_eq!(
        request.url,
        "http://h:1/wopi/files/f/contents?access_token=a%2Eb%2Dc&access_token_ttl=9"
    );
    assert_eq!(header(&request, "Authorization"), Some("Bearer a.b-c"));
    assert_eq!(header(&request, "X-WOPI-Proof"), None);
    assert_eq!(header(&request, "X-WOPI-Override"), None);
}

#[test]
fn saved_addresses_are_used_with_their_token() {
    let state = State::from([
        (
            "U".to_owned(),
            Some("http://h:1/wopi/containers/c?access_token=o%2Dther&x=1".to_owned()),
        ),
        ("N".to_owned(), None),
    ]);
    let request = outgoing("<EnumerateChildren OverrideUrl='$State:U'/>", &state, None).unwrap();
    assert_eq!(
        request.url,
        "http://h:1/wopi/containers/c/children?access_token=o%2Dther&x=1"
    );
    assert_eq!(header(&request, "Authorization"), Some("Bearer o-ther"));
    for missing in ["N", "Q"] {
        let request = format!("<CheckFileInfo OverrideUrl='$State:{missing}'/>");
        assert!(outgoing(&request, &state, None).is_err());
    }
    let request = outgoing("<CheckEcosystem EcosystemUrl='$State:U'/>", &state, None).unwrap();
    assert!(request.url.contains("/containers/c?"));
}

#[test]
fn the_file_itself_is_never_deleted() {
    assert!(outgoing("<DeleteFile/>", &State::new(), None).is_err());
    assert!(outgoing("<DeleteContainer/>", &State::new(), None).is_err());
}

#[test]
fn writes_carry_their_headers() {
    let state = State::new();
    let request = outgoing("<PutFile ResourceId='R'/>", &state, None).unwrap();
    assert_eq!(
        (request.method.as_str(), header(&request, "X-WOPI-Override")),
        ("POST", Some("PUT"))
    );
    assert_eq!(
        (header(&request, "X-WOPI-Lock"), request.body.as_deref()),
        (None, Some(&b"Rpn"[..]))
    );
    let request = outgoing("<RenameFile Name='a_b'/>", &state, None).unwrap();
    assert_eq!(header(&request, "X-WOPI-RequestedName"), Some("a+AF8-b"));
    assert_eq!(header(&request, "X-WOPI-Lock"), Some(""));
    let relative = "<PutRelativeFile Name='n' ResourceId='R' PutRelativeFileMode='ExactName' OverwriteRelative='false'/>";
    let request = outgoing(relative, &state, None).unwrap();
    assert_eq!(
        header(&request, "X-WOPI-OverwriteRelativeTarget"),
        Some("False")
    );
    assert_eq!(header(&request, "X-WOPI-Size"), Some("3"));
    let both = relative.replace("ExactName", "Conflicting");
    let request = outgoing(&both, &state, None).unwrap();
    assert!(header(&request, "X-WOPI-SuggestedTarget").is_some());
    assert!(header(&request, "X-WOPI-RelativeTarget").is_some());
    let request = outgoing("<UnlockAndRelock NewLock='n' OldLock='o'/>", &state, None).unwrap();
    assert_eq!(header(&request, "X-WOPI-OldLock"), Some("o"));
}

#[test]
fn tokens_and_proofs_are_spoilt() {
    let keys = Keys::fixed().unwrap();
    let state = State::new();
    let invalid =
        "<CheckFileInfo><Mutators><AccessToken Mutation='INVALID'/></Mutators></CheckFileInfo>";
    let request = outgoing(invalid, &state, Some(&keys)).unwrap();
    assert_eq!(
        request.url,
        "http://h:1/wopi/files/f?access_token=INVALID&access_token_ttl=9"
    );
    assert_eq!(header(&request, "Authorization"), Some("Bearer INVALID"));
    let time: i64 = header(&request, "X-WOPI-TimeStamp")
        .unwrap()
        .parse()
        .unwrap();
    // The proof is of the spoilt token: only the token is wrong.
    let proof = keys.sign("INVALID", &request.url, time);
    assert_eq!(
        header(&request, "X-WOPI-Proof"),
        Some(proof.current.as_str())
    );
    let behind =
        "<CheckFileInfo><Mutators><ProofKey KeyRelation='Behind'/></Mutators></CheckFileInfo>";
    let request = outgoing(behind, &state, Some(&keys)).unwrap();
    let time: i64 = header(&request, "X-WOPI-TimeStamp")
        .unwrap()
        .parse()
        .unwrap();
    let proof = keys.sign("a.b-c", &request.url, time);
    assert_eq!(header(&request, "X-WOPI-Proof"), Some(proof.old.as_str()));
    let aged = "<CheckFileInfo><Mutators><ProofKey Timestamp='2015-08-17T00:00:00Z'/></Mutators></CheckFileInfo>";
    let request = outgoing(aged, &state, Some(&keys)).unwrap();
    assert_eq!(
        header(&request, "X-WOPI-TimeStamp"),
        Some("635753664000000000")
    );
}

#[test]
fn file_urls_are_read_plainly() {
    let state = State::from([("F".to_owned(), Some("http://h:1/download/7".to_owned()))]);
    let request = outgoing("<GetFromFileUrl OverrideUrl='$State:F'/>", &state, None).unwrap();
    assert_eq!(
        (request.url.as_str(), request.headers.len()),
        ("http://h:1/download/7", 0)
    );
}

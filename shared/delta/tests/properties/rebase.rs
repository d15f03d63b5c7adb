use proptest::collection::vec;
use proptest::prelude::*;
use spindle_delta::{Delta, Document};

use crate::cases;
use crate::generate::{Step, change, document, steps};

/// Makes each list of steps a change to the document after those before it.
fn history(start: &Document, list: &[Vec<Step>]) -> (Vec<Delta>, Document) {
    let mut now = start.clone();
    let mut changes = Vec::new();
    for steps in list {
        let change = change(&now, steps);
        now = now.apply(&change).unwrap();
        changes.push(change);
    }
    (changes, now)
}

/// Rewrites each of the client's changes to follow a committed one, which is returned as the client has to make it.
fn follow(client: &mut [Delta], committed: &Delta) -> Delta {
    client.iter_mut().fold(committed.clone(), |committed, own| {
        let rewritten = committed.transform(own, true);
        let committed = own.transform(&committed, false);
        *own = rewritten;
        committed
    })
}

proptest! {
    #![proptest_config(cases(1_500))]

    /// A client goes on from an old version; the first of its changes may have been committed among those of others
    /// without its knowing. Server and client come to the same document.
    #[test]
    fn client_and_server_converge(
        base in document(),
        own in vec(steps(), 1..6),
        before in vec(steps(), 0..5),
        after in vec(steps(), 0..5),
        committed: bool,
    ) {
        let (mut client, mut replica) = history(&base, &own);
        let (mut log, mut server) = history(&base, &before);
        let mut inflight = None;
        if committed {
            let mut first = [client[0].clone()];
            for change in &log {
                follow(&mut first, change);
            }
            let [first] = first;
            server = server.apply(&first).unwrap();
            inflight = Some(log.len());
            log.push(first);
        }
        let (later, end) = history(&server, &after);
        (server, log) = (end, [log, later].concat());

        for (version, change) in log.iter().enumerate() {
            if inflight == Some(version) {
                // The acknowledgement that was lost: recognised by its content.
                prop_assert_eq!(&client[0], change);
                client.remove(0);
                continue;
            }
            let change = follow(&mut client, change);
            replica = replica.apply(&change).unwrap();
        }
        for change in &client {
            server = server.apply(change).unwrap();
        }
        prop_assert_eq!(server, replica);
    }
}

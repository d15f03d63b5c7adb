-- Files of WOPI hosts that are opened here. Times are milliseconds since 1970.

-- What the deployment made for itself and keeps to itself, by name.
CREATE TABLE secrets (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL,
  created INTEGER NOT NULL
) WITHOUT ROWID;

-- Which key a host's file is edited under; the newest of a file counts. `version` and `modified`: what the host calls the
-- file that `key` came from or last saved. `lock`: the id under which the file is locked, or will be. `refresh_due`: when
-- the lock is to be refreshed; NULL: it is not held. `former`: the id that was given back last.
CREATE TABLE hosted_keys (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL,
  src TEXT NOT NULL,
  version TEXT NOT NULL,
  modified TEXT NOT NULL DEFAULT '',
  lock TEXT NOT NULL,
  former TEXT NOT NULL DEFAULT '',
  refresh_due INTEGER,
  touched INTEGER NOT NULL
);

CREATE UNIQUE INDEX hosted_keys_by_key ON hosted_keys (key);

CREATE INDEX hosted_keys_by_source ON hosted_keys (src, id);

CREATE INDEX hosted_keys_by_refresh ON hosted_keys (refresh_due) WHERE refresh_due IS NOT NULL;

-- Who came with a host's form: `visit` names him and is no secret, the ticket that it is made of is. `private`: whether the
-- host may be at a private address. `saves`: whether the host lets him save. `facts`: what else the host said, as JSON.
CREATE TABLE hosted_visits (
  visit TEXT NOT NULL PRIMARY KEY,
  src TEXT NOT NULL,
  private INTEGER NOT NULL,
  token TEXT NOT NULL,
  expires INTEGER NOT NULL,
  wants_edit INTEGER NOT NULL,
  saves INTEGER NOT NULL,
  facts TEXT NOT NULL,
  created INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX hosted_visits_by_source ON hosted_visits (src, created);

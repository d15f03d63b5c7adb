-- A key that is edited for days has told thousands of times who was there: what still waits is found without them.
CREATE INDEX outbox_waiting ON outbox (key, id) WHERE state IN ('waiting', 'delivering');

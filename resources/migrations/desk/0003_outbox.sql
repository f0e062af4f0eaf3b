-- Messages to the hub, frozen when written (reliability.md §2.1). Only the columns about transport change.
-- `subject_id` is what its order is about. Sealed: `subject`, who that is, once more for the sender,
-- `payload` and the `signature` of who acted, which would tell whether a guessed payload is the right one.
CREATE TABLE outbox (
    position INTEGER PRIMARY KEY,
    item_id TEXT NOT NULL UNIQUE CHECK (length(item_id) = 36),
    kind TEXT NOT NULL,
    subject_id INTEGER NOT NULL REFERENCES subjects (subject_id),
    chain_seq INTEGER NOT NULL CHECK (chain_seq > 0),
    case_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    subject BLOB NOT NULL,
    payload BLOB NOT NULL,
    signature BLOB NOT NULL,
    key_generation INTEGER NOT NULL CHECK (key_generation > 0),
    base_version INTEGER NOT NULL,
    actor_id TEXT NOT NULL,
    created_at TEXT NOT NULL,
    not_before TEXT,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'waiting', 'acknowledged', 'confirmed', 'quarantined',
                                         'cancelled')),
    state_at TEXT NOT NULL,
    attempt INTEGER NOT NULL DEFAULT 0,
    fail_count INTEGER NOT NULL DEFAULT 0,
    crash_count INTEGER NOT NULL DEFAULT 0,
    error_class TEXT NOT NULL DEFAULT '',
    error_code TEXT NOT NULL DEFAULT '',
    next_at TEXT,
    hub_epoch TEXT NOT NULL DEFAULT '',
    hub_position INTEGER NOT NULL DEFAULT 0,
    hub_version INTEGER NOT NULL DEFAULT 0,
    sent_at TEXT,
    acknowledged_at TEXT,
    UNIQUE (subject_id, chain_seq)
) STRICT;
-- @next
-- What still has to reach the hub is little, whatever the table grows to.
CREATE INDEX outbox_unsent_chain ON outbox (subject_id, chain_seq)
    WHERE state IN ('queued', 'sending', 'waiting', 'quarantined');
-- @next
CREATE INDEX outbox_by_state ON outbox (state);
-- @next
CREATE INDEX outbox_by_case ON outbox (case_id);
-- @next
CREATE TRIGGER outbox_once BEFORE INSERT ON outbox
WHEN EXISTS (SELECT 1 FROM outbox WHERE position = NEW.position OR item_id = NEW.item_id)
BEGIN
    SELECT RAISE(ABORT, 'item exists');
END;
-- @next
CREATE TRIGGER outbox_frozen
BEFORE UPDATE OF position, item_id, kind, subject_id, chain_seq, case_id, revision, base_version, actor_id, created_at,
                 not_before ON outbox
BEGIN
    SELECT RAISE(ABORT, 'a message never changes');
END;
-- @next
CREATE TRIGGER outbox_sealed_anew BEFORE UPDATE OF subject, payload, signature, key_generation ON outbox
WHEN NEW.key_generation <= OLD.key_generation
BEGIN
    SELECT RAISE(ABORT, 'a message never changes');
END;
-- @next
CREATE TRIGGER outbox_attempts_grow BEFORE UPDATE OF attempt ON outbox WHEN NEW.attempt < OLD.attempt
BEGIN
    SELECT RAISE(ABORT, 'attempts only grow');
END;
-- @next
CREATE TRIGGER outbox_stay BEFORE DELETE ON outbox
BEGIN
    SELECT RAISE(ABORT, 'a message is never deleted');
END;
-- @next
CREATE TABLE outbox_moves (
    move_id INTEGER PRIMARY KEY,
    item_id TEXT NOT NULL REFERENCES outbox (item_id),
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    event TEXT NOT NULL,
    error_code TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    moved_at TEXT NOT NULL
) STRICT;
-- @next
CREATE INDEX outbox_moves_by_item ON outbox_moves (item_id);
-- @next
CREATE TRIGGER outbox_moves_frozen BEFORE UPDATE ON outbox_moves
BEGIN
    SELECT RAISE(ABORT, 'what happened never changes');
END;
-- @next
CREATE TRIGGER outbox_moves_stay BEFORE DELETE ON outbox_moves
BEGIN
    SELECT RAISE(ABORT, 'what happened never changes');
END;

-- Each entry holds the hash of the one before it; `hash` covers everything in the row but the way it is sealed
-- (reliability.md §5.3). `sealed` is what the entry is about and a salt, so that `hash` gives nothing away; an entry
-- made before anybody signed in has generation 0 and is not sealed.
CREATE TABLE audit (
    seq INTEGER PRIMARY KEY CHECK (seq > 0),
    event TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    sealed BLOB NOT NULL,
    key_generation INTEGER NOT NULL CHECK (key_generation >= 0),
    logged_at TEXT NOT NULL,
    monotonic_ms INTEGER NOT NULL,
    previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
-- @next
CREATE TRIGGER audit_grows BEFORE INSERT ON audit
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audit)
BEGIN
    SELECT RAISE(ABORT, 'the audit trail only grows');
END;
-- @next
CREATE TRIGGER audit_frozen
BEFORE UPDATE OF seq, event, actor_id, logged_at, monotonic_ms, previous_hash, hash ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit trail only grows');
END;
-- @next
-- Sealed anew with a newer key, and changed in no other way.
CREATE TRIGGER audit_sealed_anew BEFORE UPDATE OF sealed, key_generation ON audit
WHEN NEW.key_generation <= OLD.key_generation
BEGIN
    SELECT RAISE(ABORT, 'the audit trail only grows');
END;
-- @next
CREATE TRIGGER audit_stay BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit trail only grows');
END;

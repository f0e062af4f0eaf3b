-- Each entry holds the hash of the one before it; `hash` covers everything in the row (reliability.md §5.3).
CREATE TABLE audit (
    seq INTEGER PRIMARY KEY CHECK (seq > 0),
    event TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    subject TEXT NOT NULL,
    details BLOB NOT NULL,
    logged_at TEXT NOT NULL,
    monotonic_ms INTEGER NOT NULL,
    previous_hash BLOB NOT NULL UNIQUE,
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
-- @next
CREATE INDEX audit_by_subject ON audit (subject);
-- @next
CREATE TRIGGER audit_grows BEFORE INSERT ON audit
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audit)
BEGIN
    SELECT RAISE(ABORT, 'the audit trail only grows');
END;
-- @next
CREATE TRIGGER audit_frozen BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit trail only grows');
END;
-- @next
CREATE TRIGGER audit_stay BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit trail only grows');
END;

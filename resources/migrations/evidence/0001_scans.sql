-- Pictures that cases rest on, each kept once. `hash` is keyed and finds a picture by the SHA-256 of its bytes; sealed:
-- `content`.
CREATE TABLE scans (
    scan_no INTEGER PRIMARY KEY,
    hash INTEGER NOT NULL,
    content BLOB NOT NULL,
    key_generation INTEGER NOT NULL CHECK (key_generation > 0),
    kept_at TEXT NOT NULL
) STRICT;
-- @next
CREATE INDEX scans_by_hash ON scans (hash);
-- @next
CREATE TRIGGER scans_once BEFORE INSERT ON scans
WHEN EXISTS (SELECT 1 FROM scans WHERE scan_no = NEW.scan_no)
BEGIN
    SELECT RAISE(ABORT, 'a scan never changes');
END;
-- @next
CREATE TRIGGER scans_stay BEFORE DELETE ON scans
BEGIN
    SELECT RAISE(ABORT, 'scans are never deleted');
END;
-- @next
-- Sealed anew with a newer key, and changed in no other way.
CREATE TRIGGER scans_sealed_anew BEFORE UPDATE OF scan_no, content, key_generation, kept_at ON scans
WHEN NEW.scan_no <> OLD.scan_no OR NEW.key_generation <= OLD.key_generation OR NEW.kept_at <> OLD.kept_at
BEGIN
    SELECT RAISE(ABORT, 'a scan never changes');
END;

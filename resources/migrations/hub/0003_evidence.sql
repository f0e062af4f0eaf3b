-- Scans that cases rest on, each kept once under the SHA-256 of its bytes.
CREATE TABLE evidence (
    sha256         TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    content        BLOB NOT NULL,
    workstation_id TEXT NOT NULL REFERENCES workstations (workstation_id),
    received_at    TEXT NOT NULL
) STRICT;
-- @next
-- Which scans a case names, in any of its revisions: whoever may see the case may see them.
CREATE TABLE case_evidence (
    resident_id INTEGER NOT NULL,
    case_id     TEXT NOT NULL,
    sha256      TEXT NOT NULL REFERENCES evidence (sha256),
    PRIMARY KEY (resident_id, case_id, sha256),
    FOREIGN KEY (resident_id, case_id) REFERENCES cases (resident_id, case_id)
) STRICT, WITHOUT ROWID;
-- @next
CREATE INDEX case_evidence_by_scan ON case_evidence (sha256);

-- Whose signature on a rule pack is believed, here and at the desks that enrol.
CREATE TABLE rule_signers (
    public_key BLOB PRIMARY KEY CHECK (length(public_key) = 32),
    name       TEXT NOT NULL,
    trusted_at TEXT NOT NULL,
    trusted_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- @next
-- Every rule pack that was ever installed here, as it came: the signed bytes. Packs are taken back, never deleted.
CREATE TABLE rule_packs (
    version        TEXT PRIMARY KEY CHECK (version <> ''),
    effective_from TEXT NOT NULL,
    valid_until    TEXT,
    signer         BLOB NOT NULL REFERENCES rule_signers (public_key),
    file           BLOB NOT NULL,
    installed_at   TEXT NOT NULL,
    installed_by   TEXT NOT NULL,
    taken_back_at  TEXT,
    taken_back_by  TEXT
) STRICT;

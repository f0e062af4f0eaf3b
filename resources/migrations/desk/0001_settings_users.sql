-- What the desk knows about itself, one row a fact.
CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
-- @next
-- Accounts. People without a key slot sign in at another desk; `failures` and `next_try_at` are written before a
-- password is looked at.
CREATE TABLE users (
    user_id TEXT PRIMARY KEY CHECK (length(user_id) = 36),
    name TEXT NOT NULL CHECK (name <> ''),
    name_key TEXT NOT NULL UNIQUE,
    display_name_ar TEXT NOT NULL,
    display_name_en TEXT NOT NULL,
    roles INTEGER NOT NULL CHECK (roles BETWEEN 0 AND 15),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
    next_try_at TEXT,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;
-- @next
CREATE TRIGGER users_stay BEFORE DELETE ON users
BEGIN
    SELECT RAISE(ABORT, 'users are disabled, not deleted');
END;
-- @next
-- Ways to the data key, one per person and one for the printed recovery key ('recovery', no passes). `sealed_keys` are
-- the secret halves of `box_key` and `sign_key` under a key derived from the password; `checksum` tells damage from a
-- wrong password.
CREATE TABLE key_slots (
    slot_id TEXT PRIMARY KEY CHECK (slot_id <> ''),
    passes INTEGER NOT NULL CHECK (passes >= 0),
    memory INTEGER NOT NULL CHECK (memory >= 0),
    salt BLOB NOT NULL CHECK (length(salt) = 16),
    box_key BLOB NOT NULL CHECK (length(box_key) = 32),
    sign_key BLOB NOT NULL CHECK (length(sign_key) = 32),
    sealed_keys BLOB NOT NULL,
    checksum BLOB NOT NULL CHECK (length(checksum) = 16)
) STRICT;
-- @next
-- Each generation of the data key, wrapped for each slot; `proof` shows that a holder of that generation did it.
CREATE TABLE key_wraps (
    slot_id TEXT NOT NULL REFERENCES key_slots (slot_id) ON DELETE CASCADE,
    generation INTEGER NOT NULL CHECK (generation > 0),
    wrapped BLOB NOT NULL,
    proof BLOB NOT NULL CHECK (length(proof) = 32),
    PRIMARY KEY (slot_id, generation)
) STRICT, WITHOUT ROWID;
-- @next
-- Whose signature on a rule pack is believed. `trusted_by` is a user, '' the hub this desk was enrolled with.
CREATE TABLE rule_signers (
    public_key BLOB PRIMARY KEY CHECK (length(public_key) = 32),
    name TEXT NOT NULL,
    trusted_at TEXT NOT NULL,
    trusted_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- @next
-- Every rule pack that was ever installed here, as it came: the signed bytes. `installed_by` and `taken_back_by` are
-- users, '' the hub.
CREATE TABLE rule_packs (
    version TEXT PRIMARY KEY CHECK (version <> ''),
    effective_from TEXT NOT NULL,
    valid_until TEXT,
    signer BLOB NOT NULL REFERENCES rule_signers (public_key),
    file BLOB NOT NULL,
    installed_at TEXT NOT NULL,
    installed_by TEXT NOT NULL,
    taken_back_at TEXT,
    taken_back_by TEXT
) STRICT;
-- @next
-- Packs of the hub that this desk has not taken, as they came.
CREATE TABLE rule_offers (
    version TEXT PRIMARY KEY CHECK (version <> ''),
    file BLOB NOT NULL,
    offered_at TEXT NOT NULL
) STRICT;
-- @next
CREATE TRIGGER rule_packs_stay BEFORE DELETE ON rule_packs
BEGIN
    SELECT RAISE(ABORT, 'rule packs are taken back, not deleted');
END;
-- @next
CREATE TRIGGER rule_packs_are_final BEFORE UPDATE OF version, effective_from, valid_until, signer, file ON rule_packs
BEGIN
    SELECT RAISE(ABORT, 'a rule pack stays as it was signed');
END;

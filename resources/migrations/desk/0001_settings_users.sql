-- What the desk knows about itself, one row a fact.
CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
-- @next
-- Accounts. `password` is an Argon2id string or NULL for people who sign in elsewhere; `failures` and
-- `next_try_at` are written before a password is looked at.
CREATE TABLE users (
    user_id TEXT PRIMARY KEY CHECK (length(user_id) = 36),
    name TEXT NOT NULL CHECK (name <> ''),
    name_key TEXT NOT NULL UNIQUE,
    display_name_ar TEXT NOT NULL,
    display_name_en TEXT NOT NULL,
    roles INTEGER NOT NULL CHECK (roles BETWEEN 0 AND 15),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    password TEXT,
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
CREATE TABLE user_values (
    user_id TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (user_id, key)
) STRICT;

-- Who has which tokens of names: keyed hashes (store/nametokens.h) of words of the normal form, sound keys, beginnings
-- of 2 to 4 letters and pairs. What a first load brought stands in blocks, laid once (store/namepostings.h).
CREATE TABLE name_blocks (
    place INTEGER PRIMARY KEY,
    postings BLOB NOT NULL
) STRICT;
-- @next
-- Whose postings in `name_blocks` count no more: they are in `names`.
CREATE TABLE names_moved (
    resident_id INTEGER PRIMARY KEY
) STRICT;
-- @next
-- What came later. A row is deleted by giving the exact old hashes, which are made again from the sealed record.
CREATE VIRTUAL TABLE names USING fts5 (tokens, content='', columnsize=0, detail=none, tokenize='ascii');
-- @next
-- What a transaction gathers for the index is written out in pieces of 32 MiB, not of 1: the fewer they are, the less
-- is merged. A single change holds a few kilobytes.
INSERT INTO names (names, rank) VALUES ('hashsize', 33554432);

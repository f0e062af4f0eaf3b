-- Keyed hashes of the tokens of names of whoever came later or has moved: words of the normal form, sound keys,
-- beginnings of 2 to 4 letters and pairs. A row is deleted by giving the exact old hashes, which are made again from the
-- sealed record.
CREATE VIRTUAL TABLE names USING fts5 (tokens, content='', columnsize=0, detail=none, tokenize='ascii');
-- @next
-- What a transaction gathers for the index is written out in pieces of 32 MiB, not of 1: the fewer they are, the less
-- is merged. A single change holds a few kilobytes.
INSERT INTO names (names, rank) VALUES ('hashsize', 33554432);

-- Keyed hashes of the tokens of names (store/nametokens.h): words of the normal form, sound keys, beginnings of
-- 2 to 4 letters. A row is deleted by giving the exact old hashes, which are made again from the sealed record.
CREATE VIRTUAL TABLE names USING fts5 (tokens, content='', columnsize=0, detail=none, tokenize='ascii');

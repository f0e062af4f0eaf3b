-- Tokens of names (store/nametokens.h): words of the normal form, sound keys, beginnings of 2 to 4 letters. The
-- table keeps no text: a row is deleted by giving the exact old tokens, which are made again from the resident.
CREATE VIRTUAL TABLE names USING fts5 (tokens, content='', columnsize=0, detail=none, tokenize='ascii');

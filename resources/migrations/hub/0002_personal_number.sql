-- Of the MRZ of the case that recorded the passport, without fillers; empty when not known.
ALTER TABLE passports ADD COLUMN personal_number TEXT NOT NULL DEFAULT '';

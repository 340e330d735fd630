-- What became of a dead letter that was taken in again; null while it is open.
ALTER TABLE dead_letters ADD COLUMN ended_at bigint NULL, ADD COLUMN outcome text NULL;

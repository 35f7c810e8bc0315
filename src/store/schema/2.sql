-- Version 2. What headquarters had forgotten of a stream's removed records when this copy of it was begun.
alter table cursor add column floor integer not null default 0;

-- Rows of a stream, for comparing its copy with headquarters'.
create index record_stream on record (stream) where base is not null;

-- Version 12. What this desk may read of other branches lies by itself: no list, sum or search of this office sees it.
drop table if exists elsewhere;

create table elsewhere (
    stream text    not null,
    kind   text    not null,
    id     blob    not null,
    rev    integer not null,
    seq    integer not null,
    hash   blob    not null,
    base   text    not null,
    primary key (stream, kind, id)
) strict, without rowid;

-- Version 18. Articles by what they are about, and the words that find them.
drop table if exists article;
drop table if exists article_about;
drop table if exists search_article;

create table article (
    id        blob primary key not null,
    -- Its number in the index of words.
    row       integer not null unique,
    title     text    not null,
    category  text    not null,
    state     text    not null,
    language  text    not null,
    owner     blob,
    review_on text,
    starter   text,
    beside    blob,
    -- Title, words of callers and text, folded, a line for each: what a scrap is looked for in.
    held      text    not null
) strict, without rowid;

create index article_beside on article (beside) where beside is not null;

-- What it is about: kinds of machine, faults, brands and models, folded.
create table article_about (
    sort    text not null check (sort in ('kind', 'fault', 'brand', 'model')),
    value   text not null,
    article blob not null,
    primary key (article, sort, value)
) strict, without rowid;

create index article_about_value on article_about (sort, value);

create virtual table search_article using fts5 (
    grams,
    content = '', contentless_delete = 1, detail = 'none',
    tokenize = "ascii tokenchars '@#$%^'"
);

insert or replace into setting (name, value)
select 'articles-behind', 'yes'
where exists (
    select 1 from record where kind in ('article', 'article_version', 'answer')
);

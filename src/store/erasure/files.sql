with file(hash, size) as (
    select json_extract(fields, '$.hash'), json_extract(fields, '$.size')
    from (select coalesce(body, base) as fields from record where kind = 'attachment')
)
select hash from file
where hash is not null
group by hash
having max(size) = 0

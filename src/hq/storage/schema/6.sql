-- Records of persons who were erased: what is written about them later is bare from the beginning.
CREATE TABLE erased (
    stream INTEGER NOT NULL REFERENCES stream (no),
    id     BLOB NOT NULL,
    PRIMARY KEY (stream, id)
) STRICT, WITHOUT ROWID;

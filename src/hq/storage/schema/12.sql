-- Orders that their branch wants handed to another one, and that headquarters has not answered: follows from the feed.
ALTER TABLE order_place ADD COLUMN asked INTEGER NOT NULL DEFAULT 0;

CREATE INDEX order_place_asked ON order_place (stream, id) WHERE asked = 1;

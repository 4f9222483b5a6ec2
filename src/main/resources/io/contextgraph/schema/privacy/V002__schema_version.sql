-- Which migrations are installed, and whether a program made for an earlier version may use the store after
-- each. Every later migration adds its own row.
CREATE TABLE privacy.schema_version (
  version                    smallint NOT NULL PRIMARY KEY,
  older_program_may_continue boolean  NOT NULL
);

ALTER TABLE privacy.schema_version OWNER TO privacy_owner;
GRANT SELECT ON privacy.schema_version TO privacy_sealer, privacy_opener, privacy_officer;

-- What grains keep. A row is written only from the version that was read, and a first one only if there is none: two activations of one grain that write at once do not overwrite each other.
-- The names in OrleansQuery and of its parameters and results are what Orleans asks for (10.4); those of the table are ours.

CREATE TABLE IF NOT EXISTS orleansquery (
    querykey text PRIMARY KEY,
    querytext text NOT NULL
);

-- The key begins with the hash, which finds a row; all of it is compared, and the whole of the texts fits an index of at most 2,700 bytes an entry. A grain's key is number_0 and number_1 (an
-- integer or a GUID), or extension (a text), or both. A state that was cleared is null and has a version still.
CREATE TABLE IF NOT EXISTS grain_states (
    hash integer NOT NULL,
    service text COLLATE "C" NOT NULL,
    type text COLLATE "C" NOT NULL,
    number_0 bigint NOT NULL,
    number_1 bigint NOT NULL,
    extension text COLLATE "C" NULL,
    version integer NOT NULL DEFAULT 1,
    written_at timestamptz NOT NULL DEFAULT now(),
    state bytea NULL,
    UNIQUE NULLS NOT DISTINCT (hash, service, type, number_0, number_1, extension)
) WITH (fillfactor = 60);

INSERT INTO orleansquery (querykey, querytext) VALUES

('ReadFromStorageKey', $$
    SELECT state AS PayloadBinary, version AS Version
    FROM grain_states
    WHERE hash = @GrainIdHash AND service = @ServiceId AND type = @GrainTypeString
        AND number_0 = @GrainIdN0 AND number_1 = @GrainIdN1 AND extension IS NOT DISTINCT FROM @GrainIdExtensionString
$$),

-- Orleans takes no row, as it does the version that it knew already, for a state that somebody else has written.
('WriteToStorageKey', $$
    WITH first AS (
        INSERT INTO grain_states (hash, service, type, number_0, number_1, extension, state)
        SELECT @GrainIdHash, @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, @GrainIdExtensionString, @PayloadBinary
        WHERE @GrainStateVersion IS NULL
        ON CONFLICT DO NOTHING
        RETURNING version
    ), later AS (
        UPDATE grain_states SET state = @PayloadBinary, version = version + 1, written_at = now()
        WHERE hash = @GrainIdHash AND service = @ServiceId AND type = @GrainTypeString
            AND number_0 = @GrainIdN0 AND number_1 = @GrainIdN1 AND extension IS NOT DISTINCT FROM @GrainIdExtensionString AND version = @GrainStateVersion
        RETURNING version
    )
    SELECT version AS NewGrainStateVersion FROM first UNION ALL SELECT version FROM later
$$),

('ClearStorageKey', $$
    UPDATE grain_states SET state = NULL, version = version + 1, written_at = now()
    WHERE hash = @GrainIdHash AND service = @ServiceId AND type = @GrainTypeString
        AND number_0 = @GrainIdN0 AND number_1 = @GrainIdN1 AND extension IS NOT DISTINCT FROM @GrainIdExtensionString AND version = @GrainStateVersion
    RETURNING version AS NewGrainStateVersion
$$),

('DeleteStorageKey', $$
    DELETE FROM grain_states
    WHERE hash = @GrainIdHash AND service = @ServiceId AND type = @GrainTypeString
        AND number_0 = @GrainIdN0 AND number_1 = @GrainIdN1 AND extension IS NOT DISTINCT FROM @GrainIdExtensionString AND version = @GrainStateVersion
    RETURNING version + 1 AS NewGrainStateVersion
$$)

ON CONFLICT (querykey) DO UPDATE SET querytext = excluded.querytext;

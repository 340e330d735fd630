-- Which silos there are. A silo that starts or ends changes its row together with the version of the whole table, and only from the version that it has read: of several at once one succeeds and the
-- others read again. The names in OrleansQuery and of its parameters and results are what Orleans asks for (10.4); those of the tables are ours.

CREATE TABLE IF NOT EXISTS orleansquery (
    querykey text PRIMARY KEY,
    querytext text NOT NULL
);

CREATE TABLE IF NOT EXISTS cluster_versions (
    cluster text COLLATE "C" PRIMARY KEY,
    version integer NOT NULL DEFAULT 0,
    changed_at timestamptz NOT NULL DEFAULT now()
);

-- alive_at changes all the time: pages are filled to half, so that updates stay in their page (HOT).
CREATE TABLE IF NOT EXISTS cluster_silos (
    cluster text COLLATE "C" NOT NULL REFERENCES cluster_versions ON DELETE CASCADE,
    address text COLLATE "C" NOT NULL,
    port integer NOT NULL,
    generation integer NOT NULL,
    name text NOT NULL,
    host text NOT NULL,
    status integer NOT NULL,
    gateway_port integer NOT NULL,
    suspicions text NULL,
    started_at timestamptz NOT NULL,
    alive_at timestamptz NOT NULL,
    PRIMARY KEY (cluster, address, port, generation)
) WITH (fillfactor = 50);

INSERT INTO orleansquery (querykey, querytext) VALUES

('InsertMembershipVersionKey', $$
    WITH made AS (INSERT INTO cluster_versions (cluster) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
    SELECT count(*) FROM made
$$),

-- Whoever changes the version locks its row; who waited for that sees the new version and changes nothing.
('InsertMembershipKey', $$
    WITH changed AS (
        UPDATE cluster_versions SET version = version + 1, changed_at = now()
        WHERE cluster = @DeploymentId AND version = @Version AND NOT EXISTS (
            SELECT FROM cluster_silos WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING cluster
    ), made AS (
        INSERT INTO cluster_silos (cluster, address, port, generation, name, host, status, gateway_port, started_at, alive_at)
        SELECT cluster, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM changed
        RETURNING 1
    )
    SELECT count(*) FROM made
$$),

-- A fellow that changes a silo's row knows an older sign of life of it than the row has.
('UpdateMembershipKey', $$
    WITH changed AS (
        UPDATE cluster_versions SET version = version + 1, changed_at = now()
        WHERE cluster = @DeploymentId AND version = @Version AND EXISTS (
            SELECT FROM cluster_silos WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING cluster
    ), updated AS (
        UPDATE cluster_silos silo SET status = @Status, suspicions = @SuspectTimes, alive_at = greatest(alive_at, @IAmAliveTime)
        FROM changed
        WHERE silo.cluster = changed.cluster AND address = @Address AND port = @Port AND generation = @Generation
        RETURNING 1
    )
    SELECT count(*) FROM updated
$$),

('UpdateIAmAlivetimeKey', $$
    UPDATE cluster_silos SET alive_at = @IAmAliveTime
    WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$$),

-- The version is asked for even where there is no silo.
('MembershipReadRowKey', $$
    SELECT v.cluster AS DeploymentId, address AS Address, port AS Port, generation AS Generation, name AS SiloName, host AS HostName, status AS Status, gateway_port AS ProxyPort,
        suspicions AS SuspectTimes, started_at AS StartTime, alive_at AS IAmAliveTime, v.version AS Version
    FROM cluster_versions v LEFT JOIN cluster_silos s ON s.cluster = v.cluster AND address = @Address AND port = @Port AND generation = @Generation
    WHERE v.cluster = @DeploymentId
$$),

('MembershipReadAllKey', $$
    SELECT v.cluster AS DeploymentId, address AS Address, port AS Port, generation AS Generation, name AS SiloName, host AS HostName, status AS Status, gateway_port AS ProxyPort,
        suspicions AS SuspectTimes, started_at AS StartTime, alive_at AS IAmAliveTime, v.version AS Version
    FROM cluster_versions v LEFT JOIN cluster_silos s ON s.cluster = v.cluster
    WHERE v.cluster = @DeploymentId
$$),

('GatewaysQueryKey', $$
    SELECT address AS Address, gateway_port AS ProxyPort, generation AS Generation
    FROM cluster_silos WHERE cluster = @DeploymentId AND status = @Status AND gateway_port > 0
$$),

-- 6 is a dead silo. Orleans looks which have been silent for long enough, and takes out each that is still as it was then.
('CleanupDefunctSiloEntryKey', $$
    DELETE FROM cluster_silos
    WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation AND status = 6
        AND started_at = @StartTime AND alive_at = @IAmAliveTime AND suspicions IS NOT DISTINCT FROM @SuspectTimes
$$),

-- In case that it does not look.
('CleanupDefunctSiloEntriesKey', $$
    DELETE FROM cluster_silos WHERE cluster = @DeploymentId AND status = 6 AND started_at < @IAmAliveTime AND alive_at < @IAmAliveTime AND suspicions IS NULL
$$),

('DeleteMembershipTableEntriesKey', $$
    DELETE FROM cluster_versions WHERE cluster = @DeploymentId
$$)

ON CONFLICT (querykey) DO UPDATE SET querytext = excluded.querytext;

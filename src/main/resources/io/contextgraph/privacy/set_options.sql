-- A key that was given out and then lost would leave sealed values that nothing opens. The functions see, after
-- they waited for a lock, what its holder committed.
SET synchronous_commit = on;
SET default_transaction_isolation = 'read committed';
SET lock_timeout = '10s';

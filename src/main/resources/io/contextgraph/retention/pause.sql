-- Seconds that grow with the number of the attempt, up to 20.
SELECT pg_sleep(least(20, 0.2 * 1.8 ^ ?::int) * (0.5 + 0.5 * random()))

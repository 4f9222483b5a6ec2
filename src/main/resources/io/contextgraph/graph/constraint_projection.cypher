CREATE CONSTRAINT projection_key IF NOT EXISTS FOR (n:Projection) REQUIRE (n.name, n.partition) IS UNIQUE

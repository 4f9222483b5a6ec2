COPY plain.event FROM STDIN (FORMAT binary)

COPY plain.event_identity FROM STDIN (FORMAT binary)

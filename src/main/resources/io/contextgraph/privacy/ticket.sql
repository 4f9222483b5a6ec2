SELECT subject_id, ticket FROM privacy.ticket(?, ?, ?, ?)

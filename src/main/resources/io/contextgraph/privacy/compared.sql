SELECT applied_position, verified_at FROM privacy.compared(?)

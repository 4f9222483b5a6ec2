MOVE ABSOLUTE 0 IN session_list

MOVE FORWARD ALL IN session_list

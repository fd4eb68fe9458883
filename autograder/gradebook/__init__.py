"""nbgrader's gradebook and files, and the commands that write them."""

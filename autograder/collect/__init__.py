"""What a learning platform gives out, put into submitted/: whose it is, which notebook it is, and which attempt counts."""

"""The judge: runs hidden and public tests against a submission that it never executes."""

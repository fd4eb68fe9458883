"""The pictures that stand in lessons before the work, one module for each notebook that has one."""

"""Lets pytest itself run the graders, each against its reference: `pytest graders/basics/leaky_relu`."""

from autograder.grading.against_reference import *  # noqa: F403

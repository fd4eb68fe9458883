"""Lets pytest itself run the graders, each against its reference: `pytest graders/basics/leaky_relu`."""

from autograder.judge.against_reference import *  # noqa: F403

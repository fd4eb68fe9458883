"""Lets pytest itself run the graders, each against its reference: `pytest graders/linear-networks/softmax`."""

from autograder.grading.against_reference import *  # noqa: F403

"""Lets pytest itself run the graders, each against its reference: `pytest graders/linear-networks/softmax`."""

from autograder.judge.against_reference import *  # noqa: F403

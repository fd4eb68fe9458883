# nbgrader reads this in the course's folder. The course itself is in course.yml.
try:
    from autograder.gradebook.plugin import configure
except ImportError as error:
    # nbgrader would go on without its configuration, and execute submissions unprotected.
    raise SystemExit(f"nbgrader_config.py: {error}; install the course into this Python first: make .venv") from error

configure(get_config())  # noqa: F821 - provided by traitlets

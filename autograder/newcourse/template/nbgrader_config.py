# nbgrader reads this in the course's folder. The course itself is in course.yml.
try:
    from autograder.gradebook.plugin import configure

    configure(get_config())  # noqa: F821 - provided by traitlets
except ImportError as error:
    # After any exception but SystemExit, nbgrader and formgrader would go on without this configuration: they would
    # execute submissions unprotected and show their pages as they are.
    raise SystemExit(f"nbgrader_config.py: {error}; install the course into this Python first: make .venv") from error
except Exception as error:
    raise SystemExit(f"nbgrader_config.py: {type(error).__name__}: {error}") from error

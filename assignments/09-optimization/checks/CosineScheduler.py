"""What a learner can run: the worked example, in parts."""

from autograder.checks import assert_close, inside, points


@inside
def rates(CosineScheduler, options, times):
    scheduler = CosineScheduler(**options)
    return [float(scheduler(t)) for t in times]


def in_words(options, times):
    given = ", ".join(f"{name}={value}" for name, value in options.items())
    return f"with {given}, [scheduler(t) for t in {times}]"


def agrees(student, options, times, due):
    found = rates(student, student.CosineScheduler, options, times)
    assert_close(found, due, of=in_words(options, times), tolerance=1e-6)


@points(2, "without a warm-up, the rate falls from base_lr to final_lr along half a wave")
def test_wave(student):
    agrees(student, {"max_update": 4, "base_lr": 1.0, "final_lr": 0.2}, [0, 2], [1.0, 0.6])


@points(1, "from max_update on it is final_lr")
def test_after(student):
    agrees(student, {"max_update": 4, "base_lr": 1.0, "final_lr": 0.2}, [4, 5, 100], [0.2, 0.2, 0.2])


@points(2, "the worked example comes out as in the text")
def test_example(student):
    options = {"max_update": 8, "base_lr": 1.0, "final_lr": 0.2, "warmup_steps": 4}
    agrees(student, options, [0, 2, 4, 6, 8, 10], [0.0, 0.5, 1.0, 0.6, 0.2, 0.2])


@points(1, "a warm-up may begin above zero")
def test_warm_up(student):
    agrees(student, {"max_update": 8, "base_lr": 1.0, "warmup_steps": 4, "warmup_begin_lr": 0.2}, [0, 2], [0.2, 0.6])

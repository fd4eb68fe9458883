"""The selftest itself: that it proves every exercise of this course, and that it finds each kind of defect.

All wrong answers of all exercises take longer than all other tests together, so some exercises are proven by `--quick`
here: those that are, to the letter, what their records are of. A part of them, another one after each change of the
engine, is proven whole all the same. `make prove` proves all of it.
"""

import hashlib
import os
import sys
from pathlib import Path

import doubling
import pytest
from doubling import (
    EVERY_VALUE,
    HALVED,
    HIDDEN,
    NOTICED,
    PUBLIC,
    RIGHT,
    SEVERED,
    SEVERED_FAILS,
    UNNOTICED,
    excuses,
    expected,
    wrong,
)

import autograder
from autograder.checks.search import without_search
from autograder.cli import main
from autograder.course.load import load
from autograder.course.model import Course
from autograder.grading.answers import read_answers
from autograder.grading.expected import is_of_this_text
from autograder.grading.reference import run_answer
from autograder.grading.tests import ExerciseTests
from autograder.notebook.cells import read, reference_source
from autograder.proof.bench import Bench
from autograder.proof.idle import idle_answers
from autograder.proof.proof import Proof
from autograder.proof.selftest import SelftestReport, selftest

COURSE = load(Path(__file__).parents[3] / "course.yml")
ENTRIES = {exercise.id: (a, exercise) for a in COURSE.assignments for exercise in a.exercises}
EXERCISES = list(ENTRIES)
# One in so many of the exercises that did not change is proven whole.
SHARE = 12

WITHOUT_GRADIENTS = HIDDEN[: HIDDEN.index('@points(1, "gradients")')] + HIDDEN[HIDDEN.index('@points(1, "X is left') :]
VALUES = EVERY_VALUE[:2]
# What tests without one of the gradient notice of the generic faults.
NOTICED_WITHOUT = {
    id: [test for test in tests if test not in SEVERED_FAILS] for id, tests in NOTICED.items() if tests != SEVERED_FAILS
}
SURVIVOR = "return X * 2  ->  return X.detach() * 2"
LOOPED = "def NAME(X):\n    total, times = 0 * X, 2\n    while times > 0:\n        total = total + X\n        times -= 1\n    return total"

# Every value is right, and no gradient.
SEVERED_ANSWERS = {
    "linreg": "wrong_severed",
    "squared_loss": "wrong_severed",
    "softmax": "wrong_detached",
    "cross_entropy": "wrong_severed",
    "softmax_cross_entropy": "wrong_severed",
    "relu": "wrong_severed",
    "sigmoid": "wrong_severed",
    "tanh": "wrong_severed",
    "dropout_layer": "wrong_detached",
    "corr2d": "wrong_severed_by_item",
    "batch_norm": "wrong_severed",
    "gru_cell": "wrong_severed",
    "lstm_cell": "wrong_severed",
    "masked_softmax": "wrong_severed_graph",
}
# Calls what was to be written.
BORROWED_ANSWERS = {
    "data_iter": "wrong_data_loader",
    "linreg": "wrong_torchs_own",
    "squared_loss": "wrong_torchs_own",
    "sgd": "wrong_torchs_own",
    "softmax": "wrong_torchs_softmax",
    "cross_entropy": "wrong_torchs_own",
    "softmax_cross_entropy": "wrong_torchs_own",
    "softmax_cross_entropy_gradient": "wrong_by_autograd",
    "relu": "wrong_torchs_own",
    "sigmoid": "wrong_torchs_own",
    "tanh": "wrong_torchs_own",
    "mlp_gradients": "wrong_autograd",
    "xavier_uniform": "wrong_torchs_own",
    "corr2d": "wrong_torch_conv2d",
    "adagrad": "wrong_torchs_own",
    "rmsprop": "wrong_torchs_own",
    "adam": "wrong_torch_optim",
}

NUMBERS = """
from autograder.checks import points, fail

@points(1, "the worked example")
def test_example(student):
    for number in (1.5, -2.0):
        if student.NAME(number) != 2 * number:
            fail("wrong")
"""
BOTH_TESTS = ["test_public::test_example", "test_hidden::test_example"]
NOTICED_OF_NUMBERS = dict.fromkeys(["cached", "returns-none", "returns-tuple"], BOTH_TESTS)
IDLE = [idle.title for idle in idle_answers("def f(X): ...", "f")]
BODY = "    assert_close("
# The reference, the answers, those that compute nothing, and the faults that apply: all come before the mutants.
WORN_OUT = f"    calls.append(1)\n    assert len(calls) <= {3 + len(IDLE) + len(NOTICED) + len(UNNOTICED)}\n{BODY}"

# id -> (the files in which it differs, a part of each defect that must be found)
DEFECTS: dict[str, tuple[dict[str, str], list[str]]] = {
    "sound": (
        {
            "answers/wrong_severed.py": SEVERED,
            "expected.yml": expected(halved=EVERY_VALUE, severed=SEVERED_FAILS),
        },
        [],
    ),
    "looped": ({"SOLUTION": LOOPED}, ['no test notices the mutant 4:16:in place: "total = total + X']),
    "lenient": (
        {"answers/wrong_when_large.py": wrong("return X * 2 if X.abs().max() < 100 else X")},
        ["wrong_when_large is wrong, but passes every test"],
    ),
    "nameless": (
        {"answers/wrong_nameless.py": wrong("return X * np.float32(2)")},
        [
            "wrong_nameless fails by an error that is no mistake of a learner's, NameError: name 'np' is not defined (nameless, line 9"
        ],
    ),
    "strict": (
        {"answers/right_picky.py": RIGHT.replace("X + X", "[X + X][0].float()")},
        [
            "right_picky is right, but test_hidden::test_values says failed: ",
            "right_picky is right, but test_hidden::test_gradients says failed: ",
            "right_picky is right, but test_hidden::test_argument says failed: This holds, but counts only together with",
        ],
    ),
    "misnamed": (
        {
            "answers/wrong_severed.py": SEVERED,
            "expected.yml": expected(halved=EVERY_VALUE, severed=["test_hidden::test_values"]),
        },
        [
            "wrong_severed passes test_hidden::test_values, which expected.yml names; "
            "fails test_hidden::test_gradients, which expected.yml does not name: "
            "run `autograder selftest --accept misnamed`, then read the diff of expected.yml"
        ],
    ),
    "unrecorded": (
        {"answers/wrong_severed.py": SEVERED},
        ["wrong_severed is not in expected.yml: run `autograder selftest --accept unrecorded`"],
    ),
    "outdated": (
        {"expected.yml": expected(halved=EVERY_VALUE, gone=EVERY_VALUE)},
        ["expected.yml names wrong_gone, which is no wrong answer: run `autograder selftest --accept outdated`"],
    ),
    "unwritten": (
        {"expected.yml": "- wrong_halved\n"},
        [
            "unwritten/expected.yml:1: must be a mapping from wrong answers to tests",
            "wrong_halved is not in expected.yml",
            "fault_rounded is not in expected.yml",
            "is not in expected.yml: run `autograder selftest --accept unwritten`",
        ],
    ),
    "promising": (
        {
            "answers/wrong_severed.py": wrong("return X.detach() * 2", must_fail="test_hidden::test_values"),
            "expected.yml": expected(halved=EVERY_VALUE, severed=SEVERED_FAILS),
        },
        ["wrong_severed passes test_hidden::test_values, which its MUST_FAIL names"],
    ),
    "ambiguous": (
        {
            "answers/wrong_halves.py": wrong("return X * 0.5", hint="Another hint."),
            "expected.yml": expected(halved=EVERY_VALUE, halves=EVERY_VALUE),
        },
        [
            "wrong_halved behaves exactly like wrong_halves in every call that the tests make, but the hints differ",
            "wrong_halves behaves exactly like wrong_halved in every call that the tests make, but the hints differ",
        ],
    ),
    "blind": (
        {
            "test_hidden.py": WITHOUT_GRADIENTS,
            "expected.yml": expected(NOTICED_WITHOUT, halved=VALUES),
            "faults.yml": excuses("severed"),
        },
        [
            "no test notices the fault through-numpy (The result comes from NumPy.): write one, or say in faults.yml why",
            f'no test notices the mutant 2:11:detached: "{SURVIVOR}"',
        ],
    ),
    "excused": (
        {
            "test_hidden.py": WITHOUT_GRADIENTS,
            "expected.yml": expected(NOTICED_WITHOUT, halved=VALUES),
            "faults.yml": excuses("severed", "through-numpy"),
            "equivalent_mutants.yml": f'"{SURVIVOR}": nobody asks for gradients\n',
        },
        [],
    ),
    "overexcused": (
        {"equivalent_mutants.yml": f'"{SURVIVOR}": is it?\n"return 3  ->  return 4": is there one?\n'},
        [
            f"equivalent_mutants.yml lists what is killed: {SURVIVOR}",
            "equivalent_mutants.yml lists what is no mutant of the reference: return 3  ->  return 4",
        ],
    ),
    "all_too_excused": (
        {"faults.yml": excuses("rounded", "returns-ones", "sluggish")},
        [
            "faults.yml excuses returns-ones, which keeps 0% of the points: delete that line",
            "faults.yml excuses rounded, which test_hidden::test_gradients notices: delete that line",
            "all_too_excused/faults.yml:10: sluggish: unknown key; known are severed, through-numpy,",
        ],
    ),
    "without_tensors": (  # numbers have no dtype, no device and no gradient: the engine asks for none
        {
            "test_hidden.py": NUMBERS,
            "test_public.py": NUMBERS,
            "expected.yml": expected(NOTICED_OF_NUMBERS, halved=BOTH_TESTS),
            "faults.yml": "in-place: there is nothing to change\nseeded: nobody asks for it\n",
        },
        [
            "faults.yml excuses in-place, which cannot be a fault of this exercise: delete that line",
            "no test notices the fault gradients-left-off",
            "no test notices the fault default-dtype-left",
            "no test notices the fault default-device-left",
        ],
    ),
    "unreadable": (
        {"answers/wrong_halved.py": HALVED.replace("HINT", "TIP")},
        ["unreadable/answers/wrong_halved.py:1: has no HINT"],
    ),
    "broken_test": (
        {"test_public.py": "def test_example(student):\n    1 / 0\n"},
        ["the reference is right, but test_public::test_example says grader_error: "],
    ),
    "generous": (
        {"test_hidden.py": HIDDEN.replace(', requires="test_values"', "")},
        [
            f"an answer that {title} keeps 20% of the points; which of these lack `requires`: test_hidden::test_argument"
            for title in IDLE
        ],
    ),
    "misdirected": (
        {"test_hidden.py": HIDDEN.replace('requires="test_values"', 'requires="test_value"')},
        [
            "the reference is right, but test_hidden::test_argument says failed: requires test_hidden::test_value, which is no test"
            ". Nothing else is proven until that is mended"
        ],
    ),
    "worn_out": (  # its first test works for the known answers and those that compute nothing, and for no mutant
        {"test_public.py": PUBLIC.replace("@points", "calls = []\n\n@points").replace(BODY, WORN_OUT)},
        ["test_public::test_example breaks on it: "],
    ),
    "broken_reference": (  # what follows from it is not told: a line for each test of each answer
        {"SOLUTION": "def NAME(X):\n    return Y * 2"},
        [
            "the reference is right, but test_public::test_example says error: NameError: name 'Y' is not defined",
            "; it loses 4 of 4 tests. Nothing else is proven until that is mended",
        ],
    ),
    "left_over": (
        {
            "notes.txt": "to do",
            "expected.yaml": "",
            "helper.py": "",
            "test_hidden.py": "from . import helper\n" + HIDDEN,
            "answers/wrong_axis.txt": "",
        },
        [
            "notes.txt belongs to nothing: no test names it",
            "expected.yaml belongs to nothing: no test names it; did you mean expected.yml?",
            "answers/wrong_axis.txt belongs to nothing: an answer is a file right_<id>.py or wrong_<id>.py",
        ],
    ),
    "passed_by_its_stub": (
        {
            "SOLUTION": "def NAME(X):\n    ### BEGIN SOLUTION\n    return X * 2\n    ### END SOLUTION",
            "test_hidden.py": HIDDEN + '\n@points(0.1, "it is there")\ndef test_name(student):\n    student.NAME\n',
        },
        ["the stub passes test_hidden::test_name: a test must fail where nothing is written, or require one that does"],
    ),
    "uncollectable": (
        {"test_hidden.py": "def test_values(:\n"},
        ["the tests cannot be used: doubling/uncollectable/test_hidden.py cannot be imported:\n"],
    ),
    "unexecutable": (
        {"SOLUTION": f"{doubling.SOLUTION}\n\nraise KeyError('no such key')"},
        ["the reference cannot be executed: KeyError: 'no such key'"],
    ),
    "explosive": (
        {"answers/right_exit.py": '"""Ends."""\n\nimport os\n\n\ndef NAME(X):\n    os._exit(7)\n'},
        ["the process of its proof ended with status 7"],
    ),
    "greedy": (
        {"answers/right_greedy.py": RIGHT.replace("return X + X", "return X + X + 0 * bytearray(1 << 42)[0]")},
        ["right_greedy is right, but test_public::test_example says error: MemoryError"],
    ),
    "failing_at_once": (
        {"answers/right_raises.py": RIGHT + "\n1 / 0\n"},
        ["right_raises cannot be executed: ZeroDivisionError: division by zero"],
    ),
}


def reference_of(exercise: str) -> str:
    assignment, entry = ENTRIES[exercise]
    return reference_source(read(assignment.solutions / f"{entry.notebook}.ipynb"))


def quickly() -> list[str]:
    """The exercises that are proven by `--quick`."""
    if os.environ.get("AUTOGRADER_PROVE") == "all":
        return []
    package = Path(autograder.__file__).parent
    engine = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(package.rglob("*.py")))).hexdigest()
    whole = {id for id in EXERCISES if int(hashlib.sha256(f"{engine} {id}".encode()).hexdigest(), 16) % SHARE == 0}
    recorded = [id for id in EXERCISES if is_of_this_text(ENTRIES[id][1].folder, reference_of(id))]
    return [id for id in recorded if id not in whole]


@pytest.fixture(scope="session")
def proofs(request: pytest.FixtureRequest) -> dict[str, Proof]:
    """The proofs of those exercises of the course whose test is selected."""
    chosen = {
        getattr(item, "callspec", None) and item.callspec.params.get("exercise") for item in request.session.items
    }
    report = selftest(COURSE, [id for id in EXERCISES if id in chosen], quick=quickly())
    return {proof.exercise: proof for proof in report.proofs}


@pytest.fixture(scope="session")
def defective_course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    root = tmp_path_factory.mktemp("doubling")
    return load(doubling.write(root, {id: files for id, (files, _) in DEFECTS.items()}))


@pytest.fixture(scope="session")
def defective(defective_course: Course) -> SelftestReport:
    return selftest(defective_course)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_grader_is_proven(proofs: dict[str, Proof], exercise: str) -> None:
    proof = proofs[exercise]
    assert proof.defects == ()
    assert proof.killed + proof.listed == proof.mutants > 0


@pytest.mark.parametrize("exercise", EXERCISES)
def test_an_exercise_has_known_answers_enough(proofs: dict[str, Proof], exercise: str) -> None:
    proof = proofs[exercise]
    assert proof.right >= 3
    assert proof.wrong >= 6


@pytest.mark.parametrize("id", DEFECTS)
def test_each_defect_is_found_and_no_other(defective: SelftestReport, id: str) -> None:
    [proof] = [proof for proof in defective.proofs if proof.exercise == id]
    expected = DEFECTS[id][1]
    unexpected = [d for d in proof.defects if not any(part in d for part in expected)]
    assert [part for part in expected if not any(part in defect for defect in proof.defects)] == []
    if id not in ("looped", "broken_test", "greedy"):  # these have more of the same kind
        assert unexpected == []


def test_a_sound_exercise_is_counted(defective: SelftestReport) -> None:
    proof = defective.proofs[0]
    assert (proof.tests, proof.right, proof.wrong, proof.listed) == (4, 1, 2, 0)
    assert proof.killed == proof.mutants >= 8
    assert proof.seconds > proof.slowest >= 0  # the clock of CPU time may be as coarse as 10 ms


def test_mutants_that_never_end_are_killed(defective: SelftestReport) -> None:
    [proof] = [proof for proof in defective.proofs if proof.exercise == "looped"]
    for endless in ("(nothing)", "times += 1", "times -= 0"):
        assert not [defect for defect in proof.defects if defect.endswith(f"times -= 1  ->  {endless}")]
    assert proof.killed > 20


def test_a_test_that_breaks_on_a_mutant_kills_it_not(defective: SelftestReport) -> None:
    [proof] = [proof for proof in defective.proofs if proof.exercise == "worn_out"]
    broken = [defect for defect in proof.defects if defect.startswith("the mutant ")]
    assert len(broken) == proof.mutants >= 8
    assert "2:11:detached (return X * 2  ->  return X.detach() * 2): test_public::test_example breaks on it" in str(
        broken
    )
    assert proof.killed == 0


def test_the_scores_of_wrong_answers_are_shown_the_most_first(defective: SelftestReport) -> None:
    [table] = [text for text in defective.scores.split("\n\n") if text.startswith("sound: of 1 points")]
    rows = [line.split(maxsplit=2) for line in table.splitlines()[1:]]
    assert rows[0] == ["0.80", "fault_always-float64", "Everything is computed in float64."]
    assert ["0.80", "wrong_severed", "Wrong."] in rows
    assert ["0.00", "wrong_halved", "Wrong."] in rows
    unseen = table.splitlines()[-1]
    assert unseen.startswith("  pass every public test, so that `check` shows no mistake: ")
    assert "wrong_severed" in unseen
    assert "wrong_halved" not in unseen
    assert {title for score, name, title in rows if name == "(none)" and score == "0.00"} == set(IDLE)


def share(exercise: str, name: str) -> float:
    """What a known wrong answer earns of the exercise's points."""
    entry, source = ENTRIES[exercise][1], reference_of(exercise)
    answers, _ = read_answers(entry.folder, source)
    [answer] = [answer for answer in answers if answer.name == name]
    with without_search():
        bench = Bench(ExerciseTests([entry.folder], COURSE.seed), entry, run_answer("reference", source))
        found = bench.score(name, answer.title, bench.run(name, answer.source))
    assert found is not None
    return found


@pytest.mark.parametrize(("exercise", "answer"), SEVERED_ANSWERS.items())
def test_gradients_weigh_about_a_third(exercise: str, answer: str) -> None:
    assert 0.6 < share(exercise, answer) < 0.75


@pytest.mark.parametrize(("exercise", "answer"), BORROWED_ANSWERS.items())
def test_torchs_own_keeps_at_most_a_third(exercise: str, answer: str) -> None:
    assert share(exercise, answer) <= 1 / 3


def test_a_quick_proof_finds_what_a_whole_one_does_but_for_hints_and_further_tests(defective_course: Course) -> None:
    ids = ["sound", "lenient", "unrecorded", "blind", "ambiguous", "misnamed"]
    proofs = {proof.exercise: proof for proof in selftest(defective_course, ids, quick=ids).proofs}
    assert proofs["sound"].defects == proofs["ambiguous"].defects == ()
    assert proofs["sound"].killed == proofs["sound"].mutants > 0
    for id in ("lenient", "unrecorded", "blind", "misnamed"):
        found = [any(part in defect for defect in proofs[id].defects) for part in DEFECTS[id][1]]
        assert found
        assert all(found)


@pytest.mark.parametrize("more", ["--accept", "--scores"])
def test_a_quick_proof_records_nothing_and_knows_no_scores(
    defective_course: Course, more: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--course", str(defective_course.root / "course.yml"), "selftest", "--quick", more, "sound"]) == 2
    assert "--accept and --scores need that" in capsys.readouterr().err


def test_a_record_is_of_the_text_that_it_was_made_of(tmp_path: Path) -> None:
    course = load(doubling.write(tmp_path, {"sound": DEFECTS["sound"][0]}))
    [assignment] = course.assignments
    [exercise] = assignment.exercises
    source = reference_source(read(assignment.solutions / f"{exercise.notebook}.ipynb"))
    assert not is_of_this_text(exercise.folder, source)
    selftest(course, accept=True)
    assert is_of_this_text(exercise.folder, source)
    assert not is_of_this_text(exercise.folder, f"{source}\n# another line")
    path = exercise.folder / "test_public.py"
    path.write_text(path.read_text() + "\n")
    assert not is_of_this_text(exercise.folder, source)


def test_the_report_is_a_table_and_a_line_for_each_defect(defective: SelftestReport) -> None:
    lines = defective.text.splitlines()
    assert not defective.proven
    assert lines[0].split() == "exercise tests right wrong mutants killed slowest right CPU time".split()
    assert "(100.0%)" in lines[1]
    assert "1 listed" in next(line for line in lines if line.startswith("excused "))
    assert "lenient: wrong_when_large is wrong, but passes every test" in lines
    assert lines[-1].endswith(" defects")


def test_one_exercise_can_be_chosen_and_an_unknown_one_is_named(defective_course: Course) -> None:
    report = selftest(defective_course, ["sound"], jobs=1)
    assert [proof.exercise for proof in report.proofs] == ["sound"]
    assert report.proven
    assert report.text.endswith("Every grader is proven.")
    with pytest.raises(ValueError, match="no exercise unsound; it has sound, looped,"):
        selftest(defective_course, ["unsound"])


def test_accepting_records_what_the_wrong_answers_fail_and_says_of_which_it_was_new(tmp_path: Path) -> None:
    files = {
        "answers/wrong_severed.py": SEVERED,
        "answers/wrong_fine.py": wrong("return 2 * X"),
        "expected.yml": expected(halved=EVERY_VALUE, severed=EVERY_VALUE, gone=EVERY_VALUE),
    }
    course = load(doubling.write(tmp_path, {"changed": files}))
    path = course.assignments[0].exercises[0].folder / "expected.yml"
    report = selftest(course, accept=True)
    assert report.proofs[0].accepted == ("wrong_gone", "wrong_severed")
    assert "changed: recorded anew: wrong_gone, wrong_severed" in report.text.splitlines()
    # What passes every test has no record, and stays a defect.
    assert report.proofs[0].defects == ("wrong_fine is wrong, but passes every test",)
    recorded = path.read_text()
    lines = [line for line in recorded.splitlines() if not line.startswith("#")]
    assert lines[:3] == ["fault_always-float32:", *(f"  - {test}" for test in EVERY_VALUE[1:])]
    assert lines[-6:-2] == ["wrong_halved:", *(f"  - {test}" for test in EVERY_VALUE)]
    assert lines[-2:] == ["wrong_severed:", "  - test_hidden::test_gradients"]
    assert selftest(course, accept=True).proofs[0].accepted == ()
    assert path.read_text() == recorded


NEVER = '\n\n@points(1, "never")\ndef test_never(student):\n    assert student.NAME is None\n'


@pytest.mark.parametrize(("file", "text"), [("mistakes.yml", "- id: [\n"), ("test_hidden.py", HIDDEN + NEVER)])
def test_where_nothing_can_be_proven_the_record_stays(tmp_path: Path, file: str, text: str) -> None:
    course = load(doubling.write(tmp_path, {"broken": {file: text}}))
    path = course.assignments[0].exercises[0].folder / "expected.yml"
    recorded = path.read_text()
    report = selftest(course, accept=True)
    assert report.proofs[0].accepted == ()
    assert report.proofs[0].defects
    assert path.read_text() == recorded


def test_nothing_of_an_exercise_is_imported_here(defective: SelftestReport) -> None:
    assert defective.proofs
    assert not [name for name in sys.modules if "exercises.sound" in name]

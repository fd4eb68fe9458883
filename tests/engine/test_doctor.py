"""The doctor says what there is, what is lost and what to do."""

from pathlib import Path

from autograder import doctor
from autograder.course.load import load
from autograder.sandbox import launcher, policy

ROOT = Path(__file__).resolve().parents[2]


def test_a_machine_that_can_grade_is_told_so():
    text, healthy = doctor.examine(load(ROOT / "course.yml"))
    assert healthy, text
    for layer in policy.LAYERS:
        assert f"yes {layer}" in text
    assert "torch 2." in text


def test_a_missing_layer_is_named_with_loss_and_remedy(monkeypatch):
    details = tuple(
        launcher.LayerProbe(layer, layer != "seccomp", "not there", policy.REMEDIES[layer]) for layer in policy.LAYERS
    )
    gaps = tuple(policy.unmet(("namespaces", "landlock", "rlimits")))
    monkeypatch.setattr(doctor, "probe", lambda limits: launcher.Probe(details, gaps, None))
    text, healthy = doctor.examine(load(ROOT / "course.yml"))
    assert not healthy
    assert "NO  seccomp: not there" in text
    assert policy.REMEDIES["seccomp"] in text
    assert "lost: kernel surface" in text

import ast
import dataclasses
import resource
from itertools import combinations
from pathlib import Path

import pytest

from autograder.sandbox import policy, syscalls
from autograder.sandbox.policy import LAYERS, SCOPES, Limits, Machine, unmet

ALL = (*LAYERS, SCOPES)
MACHINE = Machine("/opt/python", "/opt/python/bin/python3", ("/repo/.venv/site-packages",), "/repo/autograder")
ROOT = Path(policy.__file__).parents[1]


def test_all_layers_meet_every_property():
    assert unmet(ALL) == []


def test_no_layer_leaves_every_property_unmet():
    assert [gap.property for gap in unmet(())] == list(policy.PROPERTIES)


def test_nothing_stands_in_for_seccomp_and_rlimits():
    for layer in ("seccomp", "rlimits"):
        assert unmet(set(ALL) - {layer})


def test_landlock_with_scopes_stands_in_for_namespaces():
    assert unmet(set(ALL) - {"namespaces"}) == []


def test_landlock_without_scopes_does_not_keep_other_processes_out_of_reach():
    gaps = unmet({"landlock", "seccomp", "rlimits"})
    assert [gap.property for gap in gaps] == ["processes", "network"]


def test_without_namespaces_several_processes_cannot_be_allowed():
    layers = set(ALL) - {"namespaces"}
    assert [gap.property for gap in unmet(layers, Limits(processes=4))] == ["exhaustion", "persistence"]
    assert unmet(ALL, Limits(processes=4)) == []


def test_every_gap_names_what_is_missing_and_a_remedy():
    for size in range(len(ALL)):
        for available in combinations(ALL, size):
            for gap in unmet(available):
                missing = set(ALL) - set(available)
                assert any(layer in gap.reason for layer in missing)
                assert gap.remedy in {policy.REMEDIES[layer] for layer in missing}


def test_one_layer_more_never_opens_a_gap():
    for available in combinations(ALL, 3):
        gaps = {gap.property for gap in unmet(available)}
        for layer in ALL:
            assert {gap.property for gap in unmet({*available, layer})} <= gaps


def test_no_path_inside_is_one_of_the_repository():
    for mount in policy.mounts(MACHINE):
        assert not mount.target.startswith("/repo")


def test_of_the_package_only_the_hosts_modules_are_bound():
    sources = [mount.source for mount in policy.mounts(MACHINE) if mount.source.startswith("/repo/autograder")]
    assert set(sources) == {f"/repo/autograder/{name}" for name in (*policy.HOST_MODULES, policy.GUEST_INIT)}
    assert not any("course" in source or "judge" in source for source in sources)


def test_everything_is_bound_read_only_but_harmless_devices():
    devices = [mount.target for mount in policy.mounts(MACHINE) if mount.kind == "device"]
    assert devices == list(policy.DEVICES)


def test_every_module_of_the_host_exists():
    for name in (*policy.HOST_MODULES, policy.GUEST_INIT):
        assert (ROOT / name).is_file(), name


def test_everything_that_the_hosts_modules_import_is_bound_with_them():
    bound = {"autograder." + name.removesuffix(".py").replace("/", ".") for name in policy.HOST_MODULES}
    for name in (*policy.HOST_MODULES, policy.GUEST_INIT):
        for node in ast.walk(ast.parse((ROOT / name).read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "autograder":
                for alias in node.names:
                    inner = f"{node.module}.{alias.name}"
                    is_module = (ROOT.parent / inner.replace(".", "/")).with_suffix(".py").is_file()
                    assert (inner if is_module else node.module) in bound, f"{name} imports {inner}"


def test_landlock_allows_none_of_our_own_modules():
    access = policy.access(policy.mounts(MACHINE), (policy.SCRATCH,))
    assert not any(path.startswith(policy.GUEST) for path in access.read + access.write)
    assert access.write == (policy.SCRATCH, "/dev/null")


def test_without_namespaces_landlock_allows_the_same_things_where_they_are():
    access = policy.access(policy.mounts(MACHINE), (), paths_are_targets=False)
    assert "/repo/.venv/site-packages" in access.read
    assert not any(path.startswith("/repo/autograder") for path in access.read)
    assert access.write == ("/dev/null",)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("FSIZE", 3 << 20), ("AS", 1000 + (5 << 20)), ("CORE", 0), ("NPROC", policy.THREADS), ("NOFILE", 256)],
)
def test_limits_of_the_course_become_limits_of_the_process(name, expected):
    rows = {row.resource: row for row in policy.rlimits(Limits(file_mb=3, memory_mb=5), 1000)}
    assert (rows[name].soft, rows[name].hard) == (expected, expected)


def test_the_first_signal_of_the_cpu_limit_can_be_told_from_a_kill():
    (cpu,) = [row for row in policy.rlimits(Limits(cpu_seconds=1.5), 0) if row.resource == "CPU"]
    assert (cpu.soft, cpu.hard) == (2, 3)


def test_addresses_are_not_limited_for_cuda():
    assert "AS" not in [row.resource for row in policy.rlimits(Limits(), 0, device="cuda")]


def test_without_a_namespace_the_users_other_processes_do_not_use_up_the_limit():
    (row,) = [row for row in policy.rlimits(Limits(), 0, other_tasks=500) if row.resource == "NPROC"]
    assert 500 + policy.THREADS < row.hard < 1000


def test_every_resource_limit_exists_on_linux():
    for row in policy.rlimits(Limits(), 0):
        assert hasattr(resource, f"RLIMIT_{row.resource}"), row


def test_no_call_is_both_allowed_and_refused():
    for limits in (Limits(), Limits(processes=3), Limits(network=True)):
        assert not set(syscalls.allowed(limits)) & set(syscalls.refused(limits))


@pytest.mark.parametrize(
    "call", "execve ptrace mount unshare setns bpf keyctl io_uring_setup userfaultfd memfd_create".split()
)
def test_no_limit_of_a_course_lifts_a_dangerous_call(call):
    for limits in (Limits(), Limits(processes=3), Limits(network=True)):
        assert call in syscalls.refused(limits)


def test_a_network_lifts_sockets_only():
    lifted = set(syscalls.allowed(Limits(network=True))) - set(syscalls.allowed(Limits()))
    assert lifted == set(syscalls.NETWORK)


def test_filters_differ_with_what_they_lift_only():
    assert syscalls.compile_filter(Limits()) == syscalls.compile_filter(Limits(memory_mb=1, wall_seconds=3))
    assert syscalls.compile_filter(Limits()) != syscalls.compile_filter(Limits(processes=2))
    assert len(syscalls.compile_filter(Limits())) % 8 == 0


def test_files_that_say_where_a_package_came_from_are_covered_wherever_they_appear():
    packages, system = "/course/.venv/site-packages", "/usr/lib/python3/dist-packages"
    machine = policy.Machine("/usr", "/usr/bin/python3", (packages, system), "/course/autograder")
    telling = (f"{packages}/_course.pth", f"{system}/a.dist-info/direct_url.json", "/elsewhere/b.pth")
    bound = policy.mounts(dataclasses.replace(machine, telling=telling))
    covered = [mount.target for mount in bound if mount.kind == "empty"]
    assert covered == [
        "/packages/_course.pth",
        "/packages1/a.dist-info/direct_url.json",
        f"{system}/a.dist-info/direct_url.json",
    ]
    readable = policy.access(bound, ()).read
    assert not set(covered) & set(readable)

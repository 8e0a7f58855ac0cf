"""What the documentation says is true: it is run, read, or made from the code."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from planfile.cli.commands import COMMANDS
from planfile.settings.table import SETTINGS
from planfile.store.plan_format import formatted
from planfile.store.plan_read import parse_plan, read_source

ROOT = Path(__file__).parent.parent
GUIDES = sorted((ROOT / "examples/guides").glob("*.md"))
PAGES = [
    ROOT / "README.md",
    *GUIDES,
    ROOT / "examples/github-actions/README.md",
    ROOT / "examples/git-workflow/README.md",
]

MAKE_TARGET = re.compile(
    r"(?:`|^\$ |^)make ([a-z][a-z-]*)(?= [A-Z_]+=|`|$)", re.MULTILINE
)


def blocks(page: Path, language: str) -> list[str]:
    text = page.read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def typed(page: Path) -> list[str]:
    """What a page tells people to type."""
    return [
        line.removeprefix("$ ")
        for block in blocks(page, "console")
        for line in block.splitlines()
        if line.startswith("$ ")
    ]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A messy library, built once and copied for each page."""
    library = tmp_path_factory.mktemp("sample") / "library"
    script = ROOT / "examples/sample_library.py"
    subprocess.run([sys.executable, script, library], check=True, capture_output=True)
    return library


@pytest.fixture
def desk(tmp_path: Path, sample: Path) -> tuple[Path, dict[str, str]]:
    """A folder with a library in it, and an environment with planfile and git."""
    commands = tmp_path / "bin"
    commands.mkdir()
    shim = commands / "planfile"
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m planfile "$@"\n')
    shim.chmod(0o755)
    folder = tmp_path / "desk"
    folder.mkdir()
    shutil.copytree(sample, folder / "library", symlinks=True)
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in {"PATH", "LANG", "LC_ALL", "TMPDIR", "COVERAGE_PROCESS_START"}
    }
    people = {
        f"GIT_{role}_{what}": "someone@example.org"
        for role in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    return (
        folder,
        {
            **kept,
            **people,
            "PATH": f"{commands}:{kept['PATH']}",
            "HOME": str(tmp_path),
            "PYTHONPATH": str(ROOT),
            "GIT_CONFIG_GLOBAL": os.devnull,
        },
    )


def run(script: str, folder: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, f"{script}\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_tells_to_type_works(
    page: Path, desk: tuple[Path, dict[str, str]]
) -> None:
    lines = [line for line in typed(page) if not line.startswith("make ")]
    if lines:
        run("\n".join(lines), *desk)


def test_the_python_in_the_readme_runs(desk: tuple[Path, dict[str, str]]) -> None:
    folder, environment = desk
    (code,) = blocks(ROOT / "README.md", "python")
    (folder / "example.py").write_text(code)
    before = sorted(os.walk(folder / "library"))
    shown = run(f"'{sys.executable}' example.py", folder, environment)
    assert shown.startswith("done {'placed': ")
    shutil.rmtree(folder / "library/.planfile")
    assert sorted(os.walk(folder / "library")) == before


def test_the_yaml_in_the_readme_is_a_sound_plan() -> None:
    (text,) = blocks(ROOT / "README.md", "yaml")
    assert len(parse_plan(text).placements) == 5
    assert formatted(read_source(text, "README.md")) == text, (
        "planfile writes it otherwise"
    )


def test_what_is_made_from_the_code_is_current() -> None:
    script = "import reference\nfor path, text in reference.documents().items():\n"
    script += "    if open(f'{reference.ROOT}/{path}').read() != text: print(path)\n"
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": f"{ROOT}/examples", "NO_COLOR": "1"},
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "", "type: python examples/reference.py"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme_and_the_reference(name: str) -> None:
    assert f"\n  {name} " in (ROOT / "README.md").read_text("utf-8")
    assert f"\n## {name}\n" in (ROOT / "examples/guides/commands.md").read_text("utf-8")


def test_every_setting_is_in_the_reference_and_those_in_the_readme_are_true() -> None:
    reference = (ROOT / "examples/guides/settings.md").read_text("utf-8")
    readme = (ROOT / "README.md").read_text("utf-8")
    rows = {
        f"| `{one.names[0]}` | {f'`{one.key}`' if one.key else '-'} |"
        for one in SETTINGS
    }
    assert all(row in reference for row in rows)
    told = re.findall(r"^\| `[A-Z_]+` \| \S+ \|", readme, re.MULTILINE)
    assert told
    assert set(told) <= rows


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def makefile_targets() -> set[str]:
    text = (ROOT / "Makefile").read_text("utf-8")
    return set(re.findall(r"^([a-z][a-z-]*):", text, re.MULTILINE))


def test_every_make_target_that_a_page_names_is_there() -> None:
    for page in PAGES:
        text = page.read_text("utf-8")
        for target in MAKE_TARGET.findall(text):
            assert target in makefile_targets(), f"{page.name}: make {target}"


def test_make_help_lists_every_target() -> None:
    shown = subprocess.run(
        ["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert set(re.findall(r"^  (\S+)", shown, re.MULTILINE)) == makefile_targets()


def test_the_workflows_keep_to_their_schemas() -> None:
    checker = [sys.executable, "-m", "check_jsonschema", "--builtin-schema"]
    workflows = sorted((ROOT / "examples/github-actions").glob("*.yml"))
    pipeline = ROOT / "examples/gitlab/gitlab-ci.yml"
    gitlab = ["vendor.gitlab-ci", "--data-transform", "gitlab-ci", str(pipeline)]
    github = ["vendor.github-workflows", *map(str, workflows)]
    for arguments in (github, gitlab):
        done = subprocess.run([*checker, *arguments], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


def test_every_planfile_command_in_a_workflow_exists() -> None:
    for path in (ROOT / "examples").glob("g*/*.yml"):
        commands = re.findall(r"(?:run: |- )planfile (\S+)", path.read_text("utf-8"))
        assert commands
        assert set(commands) <= set(COMMANDS)


def hooks(text: str) -> list[dict[str, str]]:
    found = YAML(typ="safe", pure=True).load(text)
    assert isinstance(found, list)
    return found


HOOKS = hooks((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_for_commits_runs_on_plans_and_on_nothing_else(
    hook: dict[str, str], desk: tuple[Path, dict[str, str]]
) -> None:
    assert hook["entry"].split()[:2] in [["planfile", name] for name in COMMANDS]
    assert hook["language"] == "python"
    for path in ("plan.yaml", "nas/plan.yml", "plan-tv.yaml"):
        assert re.search(hook["files"], path)
        assert not re.search(hook["exclude"], path)
    for path in ("explain.yaml", "planets.yaml"):
        assert not re.search(hook["files"], path)
    assert re.search(hook["exclude"], ".github/workflows/plan.yml")
    run(f"planfile plan library && {hook['entry']} plan.yaml", *desk)


def test_the_hooks_that_the_guide_names_are_there() -> None:
    ids = {hook["id"] for hook in HOOKS}
    assert ids == {"planfile-validate", "planfile-fmt"}
    guide = ROOT / "examples/guides/review-in-git.md"
    shipped, local = (
        YAML(typ="safe", pure=True).load(text)["repos"][0]["hooks"]
        for text in blocks(guide, "yaml")
    )
    assert {hook["id"] for hook in shipped} == ids
    (own,) = local
    (same,) = (hook for hook in HOOKS if hook["id"] == own["id"])
    assert {**same, **own, "language": "python"} == same

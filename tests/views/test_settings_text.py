"""The settings as people see them: values, origins, .env.example, the reference."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from planfile.settings import load_settings
from planfile.settings.sources import read_dotenv
from planfile.store.schema import check_schema
from planfile.views.settings_text import (
    env_example,
    settings_data,
    settings_lines,
    settings_reference,
)

ROOT = Path(__file__).parent.parent.parent


def test_the_example_file_is_what_the_table_gives() -> None:
    assert (ROOT / ".env.example").read_text("utf-8") == env_example()


def test_the_reference_is_what_the_table_gives() -> None:
    page = ROOT / "examples/guides/settings.md"
    assert settings_reference() in page.read_text("utf-8")


def test_the_example_as_it_stands_sets_nothing(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text(env_example(), "utf-8")
    assert all(not said.value for said in read_dotenv(str(path)).values())
    settings = load_settings(environment={}, folder=str(tmp_path))
    assert set(settings.origins.values()) == {"default"}


def test_a_secret_is_never_shown() -> None:
    settings = load_settings(
        environment={"GEMINI_API_KEY": "AIza-secret"}, folder="/nowhere"
    )
    text = "\n".join(settings_lines(settings)) + repr(settings_data(settings))
    assert "AIza" not in text
    assert "(set, not shown)" in text
    data: Any = settings_data(settings)
    assert data["settings"]["gemini_api_key"]["from"] == "the environment"
    assert check_schema("settings", data) == []


def test_values_and_origins_stand_side_by_side() -> None:
    settings = load_settings(
        environment={"PLANFILE_PROTECT": "a,b\x1b", "DRY_RUN": "1"}, folder="/nowhere"
    )
    lines = [line.split() for line in settings_lines(settings)]
    assert ["PLANFILE_PROTECT", "a,b\\x1b", "(the", "environment)"] in lines
    assert ["DRY_RUN", "true", "(the", "environment)"] in lines
    assert ["PLANFILE_INTO", "-"] in lines

"""Settings come from flags, environment, .env and planfile.toml, in that order."""

from __future__ import annotations

from pathlib import Path

import pytest

from planfile.errors import SettingsError
from planfile.settings import Settings, load_settings
from planfile.settings.table import SETTINGS


def settle(
    folder: Path,
    *,
    library: str | None = None,
    flags: dict[str, object] | None = None,
    environment: dict[str, str] | None = None,
) -> Settings:
    return load_settings(
        library, flags, environment=environment or {}, folder=str(folder)
    )


def write(path: Path, text: str, mode: int = 0o600) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    path.chmod(mode)


def test_nothing_said_gives_the_defaults_of_the_table(tmp_path: Path) -> None:
    settings = settle(tmp_path)
    for setting in SETTINGS:
        assert getattr(settings, setting.name) == setting.default
        assert settings.origins[setting.name] == "default"
    assert settings.warnings == ()


def test_the_table_has_every_setting() -> None:
    fields = set(Settings._fields)
    assert {setting.name for setting in SETTINGS} == fields - {"origins", "warnings"}


def test_flags_win_over_environment_over_dotenv_over_toml(tmp_path: Path) -> None:
    library = tmp_path / "library"
    write(tmp_path / "planfile.toml", "engine='offline'\naction='copy'\n")
    write(library / "planfile.toml", "action='symlink'\nsubtitles='bind'\n")
    write(tmp_path / ".env", "PLANFILE_SUBTITLES=keep\nGEMINI_MODEL=m\nDRY_RUN=yes\n")
    settings = settle(
        tmp_path,
        library=str(library),
        flags={"dry_run": None, "gemini_model": "flag"},
        environment={"DRY_RUN": "off", "GEMINI_MODEL": "variable"},
    )
    assert settings.gemini_model == "flag"
    assert settings.dry_run is False
    assert settings.subtitles == "keep"
    assert settings.action == "symlink"
    assert settings.engine == "offline"
    assert settings.origins["gemini_model"] == "--gemini-model"
    assert settings.origins["dry_run"] == "the environment"
    assert settings.origins["subtitles"] == f"{tmp_path}/.env:1"
    assert settings.origins["action"] == f"{library}/planfile.toml:1"


def test_the_names_of_the_customer_are_honoured(tmp_path: Path) -> None:
    environment = {
        "GEMINI_API_KEY": "k",
        "GEMINI_MODEL": "m",
        "DRY_RUN": "True",
        "BACKUP_ENABLED": "false",
        "MOVIES_PATH": "/m",
        "TV_SHOWS_PATH": "/t",
    }
    settings = settle(tmp_path, environment=environment)
    assert settings.gemini_api_key == "k"
    assert settings.gemini_model == "m"
    assert settings.dry_run is True
    assert settings.backup is False
    assert (settings.movies_path, settings.tv_shows_path) == ("/m", "/t")


def test_an_empty_variable_says_nothing(tmp_path: Path) -> None:
    write(tmp_path / ".env", "GEMINI_MODEL=\nDRY_RUN=true\n")
    settings = settle(tmp_path, environment={"DRY_RUN": " "})
    assert settings.gemini_model == "gemini-3.5-flash-lite"
    assert settings.dry_run is True


def test_the_working_folder_may_name_the_library_whose_toml_then_counts(
    tmp_path: Path,
) -> None:
    write(tmp_path / "planfile.toml", "library = 'media'\n[policies]\nmax_moves = 1\n")
    write(tmp_path / "media/planfile.toml", "[policies]\nmax_moves = 2\n")
    settings = settle(tmp_path)
    assert settings.library == str(tmp_path / "media")
    assert settings.max_moves == 2
    assert settings.origins["max_moves"].endswith("media/planfile.toml:2")


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("plain", "plain"),
        ("two words # and a comment", "two words"),
        ("# only a comment", "gemini-3.5-flash-lite"),
        ("a#b", "a#b"),
        ("'single # quoted'", "single # quoted"),
        (r'"double \"quoted\"\n" # comment', 'double "quoted"'),
        ("'single \\n literal'", "single \\n literal"),
    ],
)
def test_dotenv_values_read_as_shells_and_docker_read_them(
    tmp_path: Path, said: str, value: str
) -> None:
    write(tmp_path / ".env", f"# head\r\n\nexport GEMINI_MODEL={said}\r\n")
    assert settle(tmp_path).gemini_model == value


@pytest.mark.parametrize("line", ["nonsense", "A='open", 'A="open', "A='x' y", "=1"])
def test_a_bad_line_in_dotenv_is_told_with_its_number(
    tmp_path: Path, line: str
) -> None:
    write(tmp_path / ".env", f"GEMINI_MODEL=x\n{line}\n")
    with pytest.raises(SettingsError, match=r"\.env:2: this line is not NAME=value"):
        settle(tmp_path)


def test_a_byte_order_mark_in_dotenv_is_no_part_of_a_name(tmp_path: Path) -> None:
    write(tmp_path / ".env", "\ufeffGEMINI_MODEL=x\n")
    assert settle(tmp_path).gemini_model == "x"


def test_files_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"GEMINI_MODEL=\xff\n")
    with pytest.raises(SettingsError, match="it is not UTF-8"):
        settle(tmp_path)
    (tmp_path / ".env").unlink()
    (tmp_path / "planfile.toml").mkdir()
    with pytest.raises(SettingsError, match=r"planfile\.toml: Is a directory"):
        settle(tmp_path)


@pytest.mark.parametrize(
    ("name", "wrong", "right", "value"),
    [
        ("DRY_RUN", "maybe", "ON", True),
        ("BACKUP_ENABLED", "2", "0", False),
        ("PLANFILE_ENGINE", "gpt", "Gemini", "gemini"),
        ("PLANFILE_MAX_MOVES", "-1", "1_000", 1000),
        ("PLANFILE_MAX_MOVES", "1.5", "7", 7),
        ("PLANFILE_MAX_MOVES", "9" * 5000, "7", 7),
        ("PLANFILE_MAX_BYTES", "9" * 400, "7", 7),
        ("PLANFILE_MAX_BYTES", "5 parsecs", "1.5 GB", 1_500_000_000),
        ("PLANFILE_MAX_BYTES", "", "2kib", 2048),
        ("PLANFILE_MIN_CONFIDENCE", "1.1", ".9", 0.9),
        ("PLANFILE_MIN_CONFIDENCE", "nan", "1", 1.0),
        ("PLANFILE_MAX_COST", "free", "0.25", 0.25),
        ("PLANFILE_REDACT", "(", r"\d+,x", (r"\d+", "x")),
        ("GEMINI_PRICE", "cheap", "0.30/2.50", "0.30/2.50"),
        ("GEMINI_PRICE", "1", "1 / 2", "1 / 2"),
    ],
)
def test_a_wrong_value_names_setting_origin_and_what_is_allowed(
    tmp_path: Path, name: str, wrong: str, right: str, value: object
) -> None:
    setting = next(setting for setting in SETTINGS if name in setting.names)
    settings = settle(tmp_path, environment={name: right})
    assert getattr(settings, setting.name) == value
    if not wrong:
        return
    write(tmp_path / ".env", f"#\n{name}={wrong}\n")
    with pytest.raises(SettingsError) as caught:
        settle(tmp_path)
    assert caught.value.message == (
        f"{name} (from {tmp_path}/.env:2) is '{wrong}', which is not allowed"
    )
    assert caught.value.fix == f"allowed: {setting.kind.allowed}"
    assert caught.value.exit_code == 3


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("dry_run = 1.0", "dry_run"),
        ("[policies]\nmax_moves = true", "policies.max_moves"),
        ("[policies]\nprotect = [1]", "policies.protect"),
        ("policies.protect = 3", "policies.protect"),
        ("library = 3", "library"),
        ('library = "a\\u0000b"', "library"),
    ],
)
def test_a_value_of_the_wrong_toml_type_is_told_with_its_line(
    tmp_path: Path, text: str, complaint: str
) -> None:
    write(tmp_path / "planfile.toml", text)
    line = text.count("\n") + 1
    with pytest.raises(SettingsError) as caught:
        settle(tmp_path)
    assert caught.value.message.startswith(
        f"{complaint} (from {tmp_path}/planfile.toml:{line}) is "
    )


def test_lists_are_arrays_in_toml_and_commas_in_the_environment(
    tmp_path: Path,
) -> None:
    write(tmp_path / "planfile.toml", "[policies]\nprotect = ['a/**', 'b, c']\n")
    settings = settle(tmp_path, environment={"PLANFILE_ONLY": "Movies/**, TV,"})
    assert settings.protect == ("a/**", "b, c")
    assert settings.only == ("Movies/**", "TV")


def test_an_unknown_key_is_told_with_the_nearest_known_one(tmp_path: Path) -> None:
    write(tmp_path / "planfile.toml", "\n[policies]\nmax_move = 3\n")
    with pytest.raises(SettingsError) as caught:
        settle(tmp_path)
    assert "planfile.toml:3: there is no setting policies.max_move" in str(caught.value)
    assert caught.value.fix == "did you mean policies.max_moves?"
    write(tmp_path / "planfile.toml", "zzz = { q = 1 }\n")
    with pytest.raises(SettingsError) as caught:
        settle(tmp_path)
    assert caught.value.fix == "planfile settings lists all"


def test_a_key_in_toml_is_refused_since_that_file_goes_into_git(
    tmp_path: Path,
) -> None:
    write(tmp_path / "planfile.toml", "gemini_api_key = 'AIza-secret'\n")
    with pytest.raises(SettingsError) as caught:
        settle(tmp_path)
    assert "has no place in planfile.toml" in str(caught.value)
    assert "GEMINI_API_KEY" in caught.value.fix
    assert "AIza" not in str(caught.value) + caught.value.fix


def test_broken_toml_is_told_with_its_place(tmp_path: Path) -> None:
    write(tmp_path / "planfile.toml", "a = \n")
    with pytest.raises(SettingsError, match=r"is not TOML: .*line 1"):
        settle(tmp_path)
    for value in ("[" * 5000, "9" * 5000):
        write(tmp_path / "planfile.toml", f"a = {value}\n")
        with pytest.raises(SettingsError, match="is not TOML"):
            settle(tmp_path)


def test_a_dotenv_that_others_can_read_is_warned_about(tmp_path: Path) -> None:
    write(tmp_path / ".env", "GEMINI_API_KEY=k\n", mode=0o644)
    assert settle(tmp_path).warnings == (
        f"{tmp_path}/.env can be read by others; type: chmod 600 {tmp_path}/.env",
    )


def test_a_misspelt_variable_of_ours_is_warned_about(tmp_path: Path) -> None:
    settings = settle(
        tmp_path,
        environment={"PLANFILE_ENGIN": "x", "PLANFILE_DEBUG": "1", "PLANFILE_Q": ""},
    )
    assert settings.warnings == (
        "there is no setting PLANFILE_ENGIN; did you mean PLANFILE_ENGINE?",
        "there is no setting PLANFILE_Q",
    )


def test_folders_are_taken_from_where_they_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/home/someone")
    write(tmp_path / "media/planfile.toml", "into = '../sorted'\n")
    settings = settle(
        tmp_path, library="media", environment={"MOVIES_PATH": "~/Movies"}
    )
    assert settings.into == str(tmp_path / "sorted")
    assert settings.movies_path == "/home/someone/Movies"
    assert settings.library == str(tmp_path / "media")


def test_the_key_never_shows_in_a_representation(tmp_path: Path) -> None:
    settings = settle(tmp_path, environment={"GEMINI_API_KEY": "AIza-secret"})
    assert "AIza" not in repr(settings)


def test_seasons_of_a_policy_are_folders_that_servers_know(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PLANFILE_SPECIALS", "specials")
    monkeypatch.setenv("PLANFILE_ABSOLUTE", "Season 00")
    settings = load_settings(None, {})
    assert (settings.specials, settings.absolute) == ("Specials", "Season 00")
    monkeypatch.setenv("PLANFILE_MINISERIES", "../elsewhere")
    with pytest.raises(SettingsError, match="PLANFILE_MINISERIES"):
        load_settings(None, {})

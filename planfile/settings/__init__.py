"""Environment, .env and planfile.toml to one frozen Settings; flags win."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from planfile.errors import SettingsError, UsageError
from planfile.settings.sources import Said, open_to_others, read_dotenv, read_toml
from planfile.settings.table import SETTINGS, Setting, Settings
from planfile.settings.values import Value
from planfile.settings.values import folder as folder_kind

__all__ = ["Settings", "load_settings"]

BY_NAME = {setting.name: setting for setting in SETTINGS}
KEYS = {setting.key: setting for setting in SETTINGS if setting.key}
ENVIRONMENT = "the environment"
DEFAULT = "default"
UNSETTLED = {"PLANFILE_DEBUG"}


def load_settings(
    library: str | None = None,
    flags: Mapping[str, object] | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    folder: str = "",
) -> Settings:
    """All settings: flags, environment, .env, the library's toml, the folder's toml.

    The first that says something wins; an empty variable and a flag that is None say
    nothing. `library` is the one named on the command line, if any; `folder` is the
    working folder.

    Raises:
        SettingsError: A value is not allowed, a key unknown, a file not readable; the
            message names it, its file and line, and what is allowed.
    """
    environment = os.environ if environment is None else environment
    dotenv_path = os.path.join(folder, ".env")
    dotenv = read_dotenv(dotenv_path)
    named = {
        name: Said(value, ENVIRONMENT, folder) for name, value in environment.items()
    }
    given = {
        name: Said(value, f"--{name.replace('_', '-')}", folder)
        for name, value in (flags or {}).items()
        if value is not None
    }
    if library is not None:
        given["library"] = Said(library, "the command line", folder)
    layers = [given, _by_name(named), _by_name(dotenv)]
    here = _by_key(os.path.join(folder, "planfile.toml"))
    home = _chosen(BY_NAME["library"], [*layers, here])
    if home:
        layers.append(_by_key(os.path.join(str(home[0]), "planfile.toml")))
    layers.append(here)
    return _settled(layers, _warnings(dotenv_path, dotenv, (*environment, *dotenv)))


def _settled(layers: list[dict[str, Said]], warnings: tuple[str, ...]) -> Settings:
    values: dict[str, Value] = {}
    origins: dict[str, str] = {}
    for setting in SETTINGS:
        found = _chosen(setting, layers)
        values[setting.name], origins[setting.name] = found or (
            setting.default,
            DEFAULT,
        )
    return Settings(**values, origins=origins, warnings=warnings)  # type: ignore[arg-type]


def _by_name(said: Mapping[str, Said]) -> dict[str, Said]:
    return {
        setting.name: said[name]
        for setting in SETTINGS
        for name in reversed(setting.names)
        if name in said and str(said[name].value).strip()
    }


def _by_key(path: str) -> dict[str, Said]:
    found = {}
    for key, said in read_toml(path).items():
        if key not in KEYS:
            raise _unknown(key, said)
        found[KEYS[key].name] = said
    return found


def _unknown(key: str, said: Said) -> SettingsError:
    secrets = {setting.name: setting for setting in SETTINGS if not setting.key}
    tail = key.rpartition(".")[2]
    if tail in secrets:
        return SettingsError(
            f"{said.origin}: {key} has no place in planfile.toml",
            fix=f"set {secrets[tail].names[0]} in the environment or in .env",
        )
    near = _nearest(key, KEYS)
    return SettingsError(
        f"{said.origin}: there is no setting {key}",
        fix=f"did you mean {near}?" if near else "planfile settings lists all",
    )


def _chosen(
    setting: Setting, layers: Iterable[Mapping[str, Said]]
) -> tuple[Value, str] | None:
    for layer in layers:
        if setting.name in layer:
            said = layer[setting.name]
            return _value(setting, said), said.origin
    return None


def _value(setting: Setting, said: Said) -> Value:
    try:
        value = setting.kind.read(said.value)
    except (ValueError, OverflowError):  # no value, or a number beyond all bounds
        shown = "" if setting.secret else f" is {said.value!r}, which"
        wrong = UsageError if said.origin.startswith("--") else SettingsError
        raise wrong(
            f"{_named(setting, said.origin)}{shown} is not allowed",
            fix=f"allowed: {setting.kind.allowed}",
        ) from None
    if setting.kind is folder_kind and value:
        return os.path.normpath(os.path.join(said.base, str(value)))
    return value


def _named(setting: Setting, origin: str) -> str:
    """What a person wrote: the flag itself, or a key or variable and where it is."""
    if origin.startswith("--"):
        return origin
    name = setting.key if origin.count(".toml") else setting.names[0]
    return f"{name} (from {origin})"


def _warnings(
    path: str, dotenv: Mapping[str, Said], names: Iterable[str]
) -> tuple[str, ...]:
    found = []
    if dotenv and open_to_others(path):
        found.append(f"{path} can be read by others; type: chmod 600 {path}")
    known = {name for setting in SETTINGS for name in setting.names} | UNSETTLED
    for name in sorted(set(names) - known):
        if name.startswith("PLANFILE_"):
            near = _nearest(name, known, cutoff=0.85)
            hint = f"; did you mean {near}?" if near else ""
            found.append(f"there is no setting {name}{hint}")
    return tuple(found)


def _nearest(name: str, known: Iterable[str], *, cutoff: float = 0.6) -> str:
    """The known name that was probably meant, or ""."""
    from difflib import get_close_matches  # imported only where something is misspelt

    return "".join(get_close_matches(name, list(known), n=1, cutoff=cutoff))

"""What `planfile plan` does: find the tree, ask the engine, write and tell the plan."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planfile.artifacts.plan import Action, Plan, Section
from planfile.artifacts.tree import Folder, Tree
from planfile.cli.asking import can_ask, engine_of, is_open, rules_of
from planfile.cli.plan_tree import STDOUT, tell_unreadable, tree_of
from planfile.cli.scanning import INCOMPLETE
from planfile.cli.session import note, output_of, settled, watching
from planfile.errors import InputError, SettingsError, UsageError
from planfile.rules.layout import Policies
from planfile.settings import Settings
from planfile.stages.nfo import with_nfo
from planfile.stages.plan import plan
from planfile.store.atomic import write_atomic
from planfile.store.drafts import keep_draft, keep_edited
from planfile.store.plan_memory import PlanMemory, Written, evidence
from planfile.views.screen import counted, screen


class Made(NamedTuple):
    """A plan; whether a model could not be asked all, or a folder not be read."""

    plan: Plan
    is_open: bool = False
    is_partial: bool = False

    @property
    def code(self) -> int:
        """The exit code of planning: 0, or that something is missing."""
        return INCOMPLETE if self.is_open or self.is_partial else 0


def plan_plainly(thing: str, output: str = "plan.yaml") -> int:
    """`planfile plan LIBRARY|TREE [-o FILE]`, without typer."""
    settings = settled(library_in(thing))
    return plan_to_file(thing, output, settings, as_json=False).code


def library_in(thing: str | None) -> str | None:
    """The library that is to be planned, if it is none that was scanned already."""
    return thing if thing and not thing.endswith(".json") else None


def plan_to_file(
    thing: str | None,
    output: str,
    settings: Settings,
    *,
    as_json: bool,
    refresh: bool = False,
    split: str = "",
) -> Made:
    """Plan a library or a tree and write the plan where it is wanted."""
    check_into(settings)
    output = output_of(output)
    if output == STDOUT and as_json:
        raise UsageError(
            "the plan and its JSON cannot both go to stdout",
            fix="name a file with -o, or leave out --json",
        )
    if split:
        output = head_of_split(output, split)
    tree = tree_of(thing, output, settings)
    made, written = known_plan(tree, settings, refresh=refresh)
    made = made._replace(is_partial=tell_unreadable(tree))
    keep_edits(output, settings)
    keep_draft(made.plan, settings.cache, written)
    if output == STDOUT:
        for piece in written:
            sys.stdout.write(piece.decode())
        return made
    if split:
        from planfile.store.plan_parts import write_parts

        write_parts(made.plan, os.path.dirname(output), split)
    else:
        write_atomic(output, written)
    tell(made, output, as_json=as_json)
    return made


def keep_edits(output: str, settings: Settings) -> None:
    """Keep a plan that somebody edited when a new one takes its place; say where."""
    old = keep_edited(output, settings.cache)
    if old:
        note(f"{output} had been edited; that plan is now {old}.")


def head_of_split(output: str, split: str) -> str:
    """The head file of a plan in a folder: `-o plan.yaml` means the folder `plan`.

    Raises:
        InputError: This is no way to split a plan, or stdout is no folder.
    """
    from planfile.store.plan_parts import HEAD_NAME, most_entries

    most_entries(split)
    if output == STDOUT:
        raise InputError("a split plan is a folder", fix="name it with -o FOLDER")
    folder = output.removesuffix(".yaml")
    os.makedirs(folder, exist_ok=True)
    return os.path.join(folder, HEAD_NAME)


def known_plan(
    tree: Tree, settings: Settings, *, refresh: bool = False
) -> tuple[Made, Written]:
    """The plan of a tree, as it is and as it is written: made, or kept since before."""
    if refresh or settings.into or not is_offline(settings):
        made = make_plan(tree, settings, refresh=refresh)
        return made, Written(made.plan)
    tree = with_nfo(tree)
    wishes = settings._replace(origins={}, warnings=())
    address = evidence(tree, (wishes, tuple(rules_of(tree.library))))
    memory = PlanMemory(memory_folder(settings))
    known = memory.recall(address)
    if known is None:
        known = make_plan(tree, settings).plan
        memory.keep(address, known)
    return Made(known), memory.written(address, known)


def is_offline(settings: Settings) -> bool:
    """Whether names alone decide: a model may answer otherwise when asked again."""
    return settings.engine == "offline" or (
        settings.engine == "auto" and not can_ask(settings)
    )


def memory_folder(settings: Settings) -> str:
    """Where plans are kept; "" where a user has no cache folder."""
    from planfile.store.cache import cache_folder

    folder = cache_folder(settings.cache)
    return os.path.join(folder, "plans") if folder else ""


def preview(thing: str | None, output: str, settings: Settings) -> int:
    """Print the bodies of all requests that the model would get; send nothing."""
    import json

    from planfile.cli.asking import gemini_of
    from planfile.naming.bundles import gather

    tree = tree_of(thing, output, settings)
    with watching() as observe:
        engine = gemini_of(settings, tree.library)
        bodies = engine.preview(tree, gather(tree).bundles, observe)
    screen().data(json.dumps(body, ensure_ascii=False) for body in bodies)
    asked = counted(len(bodies), "request")
    note(f"{asked} would go to {engine.model}; nothing was sent.")
    return 0


def folder_within(wish: str, library: str) -> str:
    """The folder that a setting names, relative to the library; "" is the library.

    Raises:
        SettingsError: It lies elsewhere.
    """
    folder = os.path.relpath(wish, library) if os.path.isabs(wish) else wish
    if ".." in folder.split("/"):
        raise SettingsError(
            f"{wish!r} is not a folder of the library",
            fix="name a folder beneath the library, or . for the library itself",
        )
    folder = os.path.normpath(folder)
    return "" if folder == "." else folder


def make_plan(tree: Tree, settings: Settings, *, refresh: bool = False) -> Made:
    """Plan a tree as the settings say."""
    folders = {
        section: folder_within(wish, settings.into or tree.library)
        for section, wish in (
            (Section.SHOWS, settings.shows_folder),
            (Section.MOVIES, settings.movies_folder),
        )
        if wish
    }
    engine = engine_of(settings, tree.library, refresh=refresh)
    with watching() as observe:
        made = plan(
            tree if tree.nfo else with_nfo(tree),
            engine=engine,
            action=Action(settings.action),
            observe=observe,
            policies=Policies(
                daily="year" if settings.daily == "year" else "Season 01",
                absolute=settings.absolute,
                specials=settings.specials,
                miniseries=settings.miniseries,
                subtitles=settings.subtitles,
            ),
            min_confidence=settings.min_confidence,
            folders=folders,
            into=os.path.abspath(settings.into) if settings.into else "",
            there=folders_in(settings.into),
        )
    return Made(made, is_open(engine))


def check_into(settings: Settings) -> None:
    """See that the folder to place into is there: apply will not make it.

    Raises:
        SettingsError: It is not, or it is no folder.
    """
    into = settings.into
    if not into or os.path.isdir(into):
        return
    if os.path.lexists(into):
        why, fix = "it is not a folder", "name a folder with --into"
    else:
        why, fix = "there is no such folder", f"mkdir -p {shlex.quote(into)}"
    raise SettingsError(f"cannot place into {into}: {why}", fix=fix)


def folders_in(into: str) -> Sequence[Folder]:
    """What lies in another library already."""
    if not into:
        return ()
    from planfile.stages.scan import scan_tree

    return scan_tree(into).folders


def tell(made: Made, output: str, *, as_json: bool) -> None:
    """Say what the plan amounts to."""
    plan, shown = made.plan, screen()
    if as_json:
        from planfile.views.json_lines import plan_json

        shown.data(plan_json(plan))
        return
    from planfile.views.plan_text import foot_lines

    lines = [*foot_lines(plan, shown.paint), *unseen_lines(plan, output)]
    if made.is_open:
        lines += ["Where the model could not be asked, names alone decided."]
    shown.write([*lines, f"Written to {output}.", *next_lines(plan, output)])


def next_lines(plan: Plan, output: str) -> Iterator[str]:
    """What to type next, if there is anything to place; plan.yaml need not be named."""
    if plan.placements:
        name = "" if output == "plan.yaml" else f" {shlex.quote(output)}"
        yield f"next: planfile show{name}, then planfile apply{name}"


def unseen_lines(plan: Plan, output: str) -> Iterator[str]:
    """How many subtitles keep names that no player looks for."""
    count = sum("Subs/" in f"{placement.sub}/" for placement in plan.placements)
    if count:
        many = counted(count, "subtitle keeps a name", "subtitles keep names")
        yield f"{many} that no player looks for; --subtitles bind renames them."
        yield f"planfile check {output} says what players will misread."

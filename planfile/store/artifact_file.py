"""Any artifact to its file and back, by what the file says it is."""

from __future__ import annotations

from planfile.artifacts.plan import Plan
from planfile.artifacts.tree import Tree
from planfile.errors import InputError
from planfile.store.atomic import refuse_media

SNIFFED = 200


def is_tree(path: str) -> bool:
    """Whether a file says in its first bytes that it is a tree.

    Raises:
        InputError: It cannot be read.
    """
    try:
        with open(path, "rb") as stream:
            head = stream.read(SNIFFED)
    except IsADirectoryError:
        return False
    except OSError as error:
        raise InputError(
            f"cannot read {path}: {error.strerror}",
            fix="give the path of a plan or tree; planfile plan LIBRARY writes both",
        ) from error
    return head.lstrip()[:1] == b"{" and b'"planfile"' in head and b'"tree"' in head


def read(path: str) -> Tree | Plan:
    """The tree or plan in a file, read strictly.

    Raises:
        InputError: It cannot be read, or is neither.
        PlanError: It is a plan with problems; `problems` has all of them.
        ArtifactError: It is a tree that was damaged or comes from a newer planfile.
    """
    if is_tree(path):
        from planfile.store.tree_read import read_tree

        return read_tree(path)
    from planfile.store.plan_read import read_plan

    return read_plan(path)


def write(artifact: Tree | Plan, path: str) -> None:
    """Write a tree or plan so that the file appears whole or not at all.

    Raises:
        InputError: The folder is missing, not writable or full, or a film is there;
            nothing changed.
    """
    refuse_media(path)
    if isinstance(artifact, Tree):
        from planfile.store.tree_write import write_tree

        write_tree(artifact, path)
        return
    from planfile.store.plan_write import write_plan

    write_plan(artifact, path)

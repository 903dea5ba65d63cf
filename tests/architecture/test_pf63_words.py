"""PF-63: the log speaks words, not code: each verb the house writes has some."""

import ast
import re
from pathlib import Path

from wagtail.log_actions import registry

from samverk.identity.log.words import VERB_WORDS, words_of
from tenants.models import State
from tests.architecture.test_house import CODE
from tests.architecture.test_pf63_actions_audit import verbs
from tests.support.servers import CHECKOUT


def written() -> set[str]:
    """Verbs that actions write, those handed on or kept in a constant, and those mirrored from the editors' tools."""
    found = {verb for verb in verbs() if not verb.endswith(".")} | {f"tenants.{state}" for state in State}
    for path in CODE:
        found |= handed_on(path)
    return found | {
        "intranet." + action.removeprefix("wagtail.").replace(".", "_") for action, _label in registry.get_choices()
    }


def handed_on(path: Path) -> set[str]:
    """Strings given as `verb`, straight or by a name of the module or the function, or as its default."""
    tree = ast.parse(path.read_text())
    texts = assigned(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in ("samverk.kernel.chain", "samverk.identity.log.queries"):
            texts |= assigned(ast.parse((CHECKOUT / "platform" / f"{node.module.replace('.', '/')}.py").read_text()))
    found: list[object] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "verb":
            found += [node.value.value] if isinstance(node.value, ast.Constant) else []
            found += texts.get(node.value.id, []) if isinstance(node.value, ast.Name) else []
        if isinstance(node, ast.FunctionDef):
            for argument, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True):
                found += [default.value] if argument.arg == "verb" and isinstance(default, ast.Constant) else []
    return {text for text in found if isinstance(text, str) and re.fullmatch(r"[a-z]+\.[a-z_]+", text)}


def assigned(tree: ast.AST) -> dict[str, list[object]]:
    """Name → the constants it is given."""
    return {
        target.id: [each.value for each in ast.walk(node.value) if isinstance(each, ast.Constant)]
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def test_pf63_every_verb_has_words() -> None:
    assert {"kernel.refuse", "scim.create_group", "identity.sign_in_with_provider", "tenants.set_setting"} <= written()
    assert written() - set(VERB_WORDS) == set()


def test_pf63_no_words_are_left_of_verbs_that_are_gone_and_no_two_say_the_same() -> None:
    assert set(VERB_WORDS) - written() == set()
    assert len({str(words) for words in VERB_WORDS.values()}) == len(VERB_WORDS)


def test_pf63_a_verb_without_words_shows_its_code() -> None:
    assert words_of("later.do_something") == "later.do_something"

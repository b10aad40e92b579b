"""Every state looks as it did when a person looked at it."""

import json
import os

import pytest

from tests.widget import looks
from tests.widget.needs import cannot_run
from tests.widget.stages import STAGES, dress

#: On the height of a phone the roles of bodies are out of sight: it looks as the answer does.
_ON_A_PHONE = [state for state in STAGES if state != "powers"]
#: Width and height of the window, text size (%), theme; and the states that are kept so.
LOOKS = {
    "phone": ((360, 640, 100, "light"), _ON_A_PHONE),
    "phone_dark": ((360, 640, 100, "dark"), _ON_A_PHONE),
    "narrow": ((320, 568, 100, "light"), ["welcome", "question", "error", "erase"]),
    "large": ((1000, 800, 200, "light"), ["welcome", "answer", "emergency"]),
    "tall": ((400, 3000, 100, "light"), ["answer", "powers"]),
    "desktop": ((720, 800, 100, "light"), ["closed", "question", "answer"]),
}
#: What the pictures were made with: where letters are others, pictures cannot be compared.
MADE = looks.REFERENCES / "made.json"
_LETTERS = """() => {
  const pen = document.createElement("canvas").getContext("2d");
  return ["400", "700"].map((weight) => {
    pen.font = `${weight} 100px system-ui`;
    return Math.round(pen.measureText("Où aller ? Écrivez-le : 01 23 45 67 89").width);
  });
}"""


@pytest.fixture(scope="module", autouse=True)
def same_letters(staged):
    """The references can be compared here; they are cleared first where they are written anew."""
    letters = staged("closed").page.evaluate(_LETTERS)
    if os.environ.get(looks.UPDATE):
        for old in looks.REFERENCES.glob("*.png"):
            old.unlink()
        looks.REFERENCES.mkdir(exist_ok=True)
        MADE.write_text(json.dumps({"letters": letters}) + "\n", encoding="utf-8")
    elif json.loads(MADE.read_text(encoding="utf-8"))["letters"] != letters:
        cannot_run("the references were made with DejaVu Sans, which is not here (package fonts-dejavu-core)")


def show(visit, look):
    width, height, text, scheme = LOOKS[look][0]
    dress(visit, width, height, scheme, text)
    return looks.taken(visit.page)


@pytest.mark.parametrize("look", LOOKS)
def test_it_looks_as_it_did(staged, look, tmp_path):
    told = [looks.compare(f"{state}-{look}", show(staged(state), look), tmp_path) for state in LOOKS[look][1]]
    assert [one for one in told if one] == []


def test_every_reference_is_of_a_state_and_they_are_small():
    kept = {path.stem: path.stat().st_size for path in looks.REFERENCES.glob("*.png")}
    assert set(kept) == {f"{state}-{look}" for look, (_, states) in LOOKS.items() for state in states}
    assert sum(kept.values()) < 1_500_000


def test_a_missing_button_another_colour_and_another_state_are_noticed(staged, tmp_path, monkeypatch):
    monkeypatch.delenv(looks.UPDATE, raising=False)
    visit = staged("question")
    right = show(visit, "phone")
    assert looks.differing(right, show(visit, "phone")) == 0
    for selector, style in (
        (".writing .main", "visibility: hidden"),
        (".numbers", "background: #fff"),
        (".log", "margin-top: 12px"),
    ):
        change = "(root, [selector, style]) => { root.querySelector(selector).style.cssText = style; }"
        for css in (style, ""):
            visit.widget.evaluate(f"(element, given) => ({change})(element.renderRoot, given)", [selector, css])
            told = looks.compare("question-phone", looks.taken(visit.page), tmp_path)
            assert (told is None) == (css == ""), (selector, told)
    assert looks.compare("question-phone", show(staged("answer"), "phone"), tmp_path)
    assert looks.compare("question-phone", show(visit, "phone_dark"), tmp_path)
    assert looks.compare("question-phone", show(visit, "narrow"), tmp_path)


def test_a_missing_reference_is_told(staged, tmp_path, monkeypatch):
    monkeypatch.delenv(looks.UPDATE, raising=False)
    assert looks.UPDATE in looks.compare("nothing", show(staged("closed"), "phone"), tmp_path)

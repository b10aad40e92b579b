"""What the bench writes: run.json, the report, the table of README.md, and the comparison of two runs."""

import json
from html.parser import HTMLParser

import pytest

from bot.evaluation import compare, comparing, evaluate, figures, page, pictures, summary
from bot.evaluation.catalogue import read_catalogue
from bot.evaluation.files import LabelledFile
from bot.evaluation.marks import Marks
from bot.evaluation.records import DialogueRecord, EmergencyRecord, Fault, MessageRecord, Run
from bot.evaluation.runs import RunError, Written, read_run, write_run

CATALOGUE = read_catalogue()


def message(text, expected, got, **more):
    values = {"file": "m.yml", "number": 1, "kind": "question", **more}
    return MessageRecord(text=text, expected=expected, accepted=(expected,), got=got, **values)


OLD = Run(
    (
        message("a", "refusal_of_care", "refusal_of_care", number=1, said={"coverage": "c2s"}),
        message(
            "b <i>", "refusal_of_care", "medical_error", number=2, bodies=("cci",), best="medical_error", confidence=0.7
        ),
        message("c", "medical_error", "tariff_dispute", number=3),
        message("only old", "medical_error", "medical_error", number=4),
    ),
    (
        EmergencyRecord("e.yml", 1, "d", category="vital", level="explicit", first="15", got="vital", blocks=True),
        EmergencyRecord("e.yml", 2, "e"),
    ),
    (DialogueRecord("d.yml", 1, "x", 2, (Fault(2, "oui", "kind"),)), DialogueRecord("d.yml", 2, "y", 1)),
)
NEW = Run(
    (
        message("a", "refusal_of_care", "refusal_of_care", said={"coverage": "c2s"}, found={"coverage": "c2s"}),
        message("b <i>", "refusal_of_care", "refusal_of_care", number=2),
        message("c", "medical_error", "clarification", number=3, kind="clarification", candidates=("medical_error",)),
        message("only new", "medical_error", "medical_error", number=4),
        message("only new, too", "medical_error", "medical_error", number=5),
    ),
    (
        EmergencyRecord("e.yml", 1, "d", category="vital", level="explicit", first="15"),
        EmergencyRecord("e.yml", 2, "e"),
    ),
    (DialogueRecord("d.yml", 1, "x", 2), DialogueRecord("d.yml", 2, "y", 1)),
)
ABOUT = {"name": "essai", "model": "m.tar.gz", "date": "24/11/2026, 21:00"}


def written(run, name):
    return Written(name, "m.tar.gz", run, figures.figures(run, CATALOGUE))


class Tags(HTMLParser):
    """Fails where a tag is closed that was not opened last; keeps what it met."""

    def __init__(self):
        super().__init__()
        self.open, self.met = [], []

    def handle_starttag(self, tag, attrs):
        self.met.append(tag)
        self.open += [tag] if tag not in ("meta", "br") else []

    def handle_startendtag(self, tag, attrs):
        self.met.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def tags(text):
    parser = Tags()
    parser.feed(text)
    assert parser.open == []
    return parser.met


# -- run.json ---------------------------------------------------------------------------------------------------------


def test_a_run_is_written_and_read_back_the_same(tmp_path):
    files = [LabelledFile("m.yml", "messages", ())]
    measured = figures.figures(OLD, CATALOGUE)
    for folder in ("a", "b"):
        write_run(tmp_path / folder, "m.tar.gz", files, OLD, measured, figures.times([0.1]))
    first, second = (tmp_path / folder / "run.json" for folder in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()
    assert read_run(first) == Written("a", "m.tar.gz", OLD, measured)
    assert json.loads((tmp_path / "a" / "times.json").read_text())["median_ms"] == 100
    assert json.loads(first.read_text())["messages"][1]["right"] is False


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"model": 1}'])
def test_what_is_no_run_is_refused(text, tmp_path):
    path = tmp_path / "run.json"
    path.write_text(text)
    with pytest.raises(RunError):
        read_run(path)


# -- the report -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("run", [OLD, NEW, Run(), Run(dialogues=OLD.dialogues), Run(emergencies=OLD.emergencies)])
def test_the_report_is_one_page_that_needs_nothing_else(run):
    text = page.report(run, figures.figures(run, CATALOGUE), figures.times([0.01]), ABOUT, CATALOGUE)
    met = tags(text)
    assert not {"script", "link", "img"} & set(met)
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    assert met.count("svg") == (2 if any(record.confidence for record in run.messages) else bool(run.messages))


def test_the_report_lists_every_error_with_its_text_escaped():
    text = page.report(OLD, figures.figures(OLD, CATALOGUE), figures.times([0.01]), ABOUT, CATALOGUE)
    assert "b &lt;i&gt;" in text and "b <i>" not in text
    for piece in ("Erreur ou accident médical", "confiance 0,70", "cci", "élément 2", "50,0\u00a0%"):
        assert piece in text


def test_heat_map():
    text = pictures.heat_map(["Un", "Deux & trois"], ["Un", "Deux & trois", "Doute"], [[3, 1, 0], [0, 0, 0]])
    assert tags(text).count("rect") == 6
    assert "Deux &amp; trois → Doute : 0" in text and "rgba(31,111,84,0.78)" in text and "rgba(190,80,20,0.34)" in text


def test_calibration_curve():
    share = {"right": 1, "total": 2, "share": 0.5, "low": 0.1, "high": 0.9}
    text = pictures.reliability([{"low": 0.7, "high": 0.8, "confidence": 0.75, "share": share}])
    assert tags(text).count("circle") == 1
    assert 'cx="261" cy="186" r="10.0"' in text  # three quarters of 300 to the right, half of them up


# -- the summaries ----------------------------------------------------------------------------------------------------


def test_the_terminal_says_what_counts():
    lines = list(summary.terminal_lines(figures.figures(OLD, CATALOGUE), figures.times([0.01, 0.02]), CATALOGUE))
    assert "Messages compris : 50,0\u00a0% (15,0 à 85,0\u00a0%) · 2 sur 4" in lines
    assert "Couverture : rappel 0,0\u00a0%, précision –" in lines
    assert lines[-1].startswith("Temps d'un tour : médiane 15.0 ms")


def test_the_table_of_the_readme():
    block = summary.readme_block(figures.figures(OLD, CATALOGUE), "m.tar.gz", "2026-11-24").splitlines()
    assert "| First message understood, every label | 50.0 % | 15.0–85.0 | 4 |" in block
    assert "| – the weakest situation, `medical_error` | 50.0 % | 9.5–90.5 | 2 |" in block
    assert "| Emergencies found, explicit | 100.0 % | 20.7–100.0 | 1 |" in block
    assert "| `coverage`: recall / precision | 0.0 % / – | 0.0–79.3 / 0.0–100.0 | 1 / 0 |" in block
    assert not any("implicit" in line or "kept aside" in line for line in block)
    assert block[-1] == "Measured 2026-11-24, model `m.tar.gz`. Repeat it: `make evaluate README=1`."


def test_marks(tmp_path):
    marks, path = Marks("x"), tmp_path / "page.md"
    assert marks.content(path) is None
    path.write_text("# Page\n")
    assert marks.replace(path, "new") is False and path.read_text() == "# Page\n"
    path.write_text("# Page\n<!-- x:start -->\nold\n<!-- x:end -->\nrest\n")
    assert marks.content(path) == "old"
    assert marks.replace(path, "new\nlines") is True
    assert path.read_text() == "# Page\n<!-- x:start -->\nnew\nlines\n<!-- x:end -->\nrest\n"


# -- two runs ---------------------------------------------------------------------------------------------------------


def test_what_got_better_and_worse():
    compared = comparing.compare(written(OLD, "old"), written(NEW, "new"), CATALOGUE)
    parts = {part.name: part for part in compared.parts}
    sizes = {name: (p.common, len(p.better), len(p.worse), len(p.other)) for name, p in parts.items()}
    assert sizes == {
        "messages": (3, 1, 0, 1),
        "slots": (1, 1, 0, 0),
        "emergencies": (2, 0, 1, 0),
        "dialogues": (2, 1, 0, 0),
    }
    change = parts["messages"].better[0]
    assert (change.text, change.before, change.after) == ("b <i>", "Erreur ou accident médical", "Refus de soins")
    assert (compared.only_old, compared.only_new, compared.relabelled) == (1, 2, 0)
    assert compared.labels["refusal_of_care"]["recall"] == {"before": 0.5, "after": 1.0, "difference": 0.5}
    assert compared.slots["coverage"]["recall"]["difference"] == 1.0
    assert parts["messages"].p == 1.0


def test_the_same_run_has_no_change():
    compared = comparing.compare(written(OLD, "a"), written(OLD, "b"), CATALOGUE)
    assert all(not (part.better or part.worse or part.other) for part in compared.parts)


def test_a_new_label_is_counted():
    relabelled = Run((message("a", "tariff_dispute", "refusal_of_care", said={"coverage": "c2s"}),))
    assert comparing.compare(written(OLD, "a"), written(relabelled, "b"), CATALOGUE).relabelled == 1


def test_the_comparison_is_printed_and_written(tmp_path, capsys):
    for name, run in (("old", OLD), ("new", NEW)):
        write_run(tmp_path / name, "m.tar.gz", [], run, figures.figures(run, CATALOGUE), {})
    assert compare.main([str(tmp_path / "old" / "run.json"), str(tmp_path / "new" / "run.json")]) == 0
    said = capsys.readouterr().out
    assert "Messages : 3 en commun, 1 mieux, 0 moins bien (p = 1,000)" in said
    assert "  + [m.yml] b <i>" in said and "Refus de soins : rappel +50,0" in said
    text = (tmp_path / "new" / "compare-old.html").read_text(encoding="utf-8")
    tags(text)
    assert "b &lt;i&gt;" in text and "+50,0" in text
    assert compare.main([str(tmp_path / "none.json"), str(tmp_path / "new" / "run.json")]) == 1


# -- the command ------------------------------------------------------------------------------------------------------


def test_the_command_refuses_in_one_line_before_it_loads_the_assistant(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(evaluate, "load_assistant", lambda model: pytest.fail("loaded"))
    path = tmp_path / "file.yml"
    path.write_text("- {text: a, intent: nonsense}")
    for argv in ([str(path)], ["--slice", "x"], ["--readme", str(path)], [str(path), "--model", "none.tar.gz"]):
        assert evaluate.main(argv) == 1
        assert capsys.readouterr().err.count("\n") == 1

"""The measuring bench from file to report, against the trained assistant."""

import pytest

from bot.evaluation import evaluate
from bot.evaluation.catalogue import read_catalogue
from bot.evaluation.files import read_files
from bot.evaluation.playing import Assistant, Player
from bot.evaluation.runs import read_run

MESSAGES = """
- text: mon dentiste à Angers refuse de me soigner parce que j'ai la C2S
  intent: refusal_of_care
  slots: {profession: dentist, department: "49", coverage: c2s}
- {text: mon dentiste refuse ma C2S, intent: medical_error}
- {text: quelle est la capitale du Pérou, intent: out_of_scope}
- {text: bonjour, intent: greet}
"""
DANGERS = """
- {text: ma mère ne respire plus, category: vital, level: explicit, numbers_first: '15'}
- {text: la CPAM ne répond pas à mes courriers}
"""
DIALOGUES = """
- {id: right, turns: [{user: on refuse de me soigner, kind: question, asks: profession}, {user: un dentiste}]}
- {id: wrong, turns: [{user: bonjour, kind: orientation}]}
"""


@pytest.fixture
def files(tmp_path):
    """Return three tiny labelled files, one of each kind."""
    for name, text in (("messages", MESSAGES), ("dangers", DANGERS), ("dialogues", DIALOGUES)):
        (tmp_path / f"{name}.yml").write_text(text, encoding="utf-8")
    return read_files([tmp_path / f"{name}.yml" for name in ("messages", "dangers", "dialogues")], read_catalogue())


def test_from_files_to_report(files, say, tmp_path, capsys):
    written = []
    for name in ("first", "second"):
        assistant = Assistant(lambda sender, text, name=name: say(f"{name}-{sender}", text))
        run = Player(assistant, read_catalogue()).play(files)
        evaluate.write_all(tmp_path / name, "model", files, run, assistant.seconds, read_catalogue())
        written.append(tmp_path / name / "run.json")
    assert "3 sur 4" in capsys.readouterr().out
    assert written[0].read_bytes() == written[1].read_bytes()
    assert "mon dentiste refuse ma C2S" in (tmp_path / "first" / "report.html").read_text(encoding="utf-8")

    run = read_run(written[0]).run
    assert [record.got for record in run.messages] == ["refusal_of_care", "refusal_of_care", "out_of_scope", "greet"]
    assert run.messages[0].said == run.messages[0].found
    assert run.messages[1].bodies, "a wrong question is followed to the bodies it leads to"
    assert [record.right for record in run.emergencies] == [True, True]
    assert [record.right for record in run.dialogues] == [True, False]

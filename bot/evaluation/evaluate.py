"""`python -m bot.evaluation.evaluate [FILE...]`: play labelled files, write figures and a report (`make evaluate`).

Without files, the project's own test sets. The run goes to a folder of its own below `--out`: `report.html` to look at,
`run.json` to compare, `times.json`.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bot.evaluation import figures, page
from bot.evaluation.catalogue import Catalogue, read_catalogue
from bot.evaluation.files import FileError, LabelledFile, read_files
from bot.evaluation.marks import Marks
from bot.evaluation.playing import Assistant, Player
from bot.evaluation.records import Run
from bot.evaluation.runs import write_run
from bot.evaluation.summary import readme_block, terminal_lines
from bot.evaluation.words import sentence
from bot.knowledge.validation import RecordError
from bot.runtime import training

OWN_SETS = ("tests/nlu/*.yml", "tests/emergency/*.yml", "tests/dialogues/*.yml")
README = Path("README.md")
MARKS = Marks("evaluation")
_REPORT = "report.html"


def own_files(root: Path = Path()) -> list[Path]:
    """Return the project's test sets, in a fixed order."""
    return [path for pattern in OWN_SETS for path in sorted(root.glob(pattern))]


def load_assistant(model: Path) -> Assistant:
    """Return the trained assistant with its real actions, in this process."""
    from bot.runtime.agent import ask, load_agent

    agent = load_agent(model)
    loop = asyncio.new_event_loop()
    return Assistant(
        say=lambda sender, text: ask(agent, sender, text),
        parse=lambda text: loop.run_until_complete(agent.parse_message(text)),
    )


def write_all(
    folder: Path, model: str, files: Sequence[LabelledFile], run: Run, seconds: Sequence[float], catalogue: Catalogue
) -> str:
    """Write what was played into `folder`, print the summary, and return the table for README.md."""
    now = datetime.now()
    measured, times = figures.figures(run, catalogue), figures.times(seconds)
    write_run(folder, model, files, run, measured, times)
    about = {"name": folder.name, "model": model, "date": f"{now:%d/%m/%Y, %H:%M}"}
    report = page.report(run, measured, times, about, catalogue)
    (folder / _REPORT).write_text(report, encoding="utf-8")
    print(*terminal_lines(measured, times, catalogue), sep="\n")
    print(sentence("progress.written", path=folder / _REPORT))
    return readme_block(measured, model, f"{now:%Y-%m-%d}")


def evaluate(options: argparse.Namespace) -> int:
    """Play and write; return the exit code. Raises `FileError` before anything is played when a file is wrong."""
    size = _size(options.slice)
    if options.readme and (options.files or size):
        raise FileError(sentence("errors.readme_own_files"))
    if options.readme and MARKS.content(README) is None:
        raise FileError(sentence("errors.no_marks", start=MARKS.start, end=MARKS.end))
    catalogue = read_catalogue()
    paths = [Path(file) for file in options.files] or own_files()
    if not paths:
        raise FileError(sentence("errors.no_file"))
    files = [file.slice(size) for file in read_files(paths, catalogue)]
    if options.model and not options.model.is_file():
        raise FileError(sentence("errors.no_model", file=options.model))
    model = options.model or training.ensure_model()
    assistant = load_assistant(model)
    run = Player(assistant, catalogue).play(files, _tell)
    folder = Path(options.out) / (options.name or f"{datetime.now():%Y-%m-%d-%Hh%M}")
    table = write_all(folder, model.name, files, run, assistant.seconds, catalogue)
    if options.readme:
        MARKS.replace(README, table)
        print(sentence("progress.readme"))
    return 0


def _tell(file: LabelledFile) -> None:
    print(sentence("progress.playing", file=file.name, count=len(file.items)), file=sys.stderr, flush=True)


def _size(value: str) -> int | None:
    """Return the number of a slice; an empty one stands for everything."""
    if value and not value.isdigit():
        raise FileError(sentence("errors.number", value=value))
    return int(value or 0) or None


def parsed(argv: Sequence[str]) -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(prog="make evaluate", description=__doc__)
    parser.add_argument("files", nargs="*", help="labelled files (default: the project's own)")
    parser.add_argument("--out", default="results", help="folder of the runs")
    parser.add_argument("--name", default="", help="name of this run's folder (default: date and time)")
    parser.add_argument("--model", type=Path, help="model to play (default: the one that fits the data)")
    parser.add_argument("--slice", default="", help="at most so many items of each file")
    parser.add_argument("--readme", action="store_true", help="update the table of README.md")
    return parser.parse_args(argv)


def main(argv: Sequence[str]) -> int:
    """Return 0 when everything was played, 1 when a file or a record is wrong (said in one line)."""
    try:
        return evaluate(parsed(argv))
    except (FileError, RecordError) as error:
        print(error, file=sys.stderr)
        return 1
    except training.TrainingError:
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

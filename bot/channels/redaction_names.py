"""Names of persons: after a title or an announcement, in a signature, or a first name and a family name together.

A capital decides, with lists of words that are no names. In small letters only what is announced ("je m'appelle ...")
or a known name counts. Titles and professions stay, towns too.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Callable, Dict, FrozenSet, List, Mapping, NamedTuple, Optional, Tuple

from bot.channels.redaction_words import HIDDEN, Draft, Span, any_of, is_town, listed, words
from bot.knowledge.loader import load
from bot.language.flat import flat

#: A name has at most so many words.
_LONGEST = 4
#: Communes of so many inhabitants may be named after "Dr", after "docteur", and after any other announcement.
_CITY, _TOWN, _VILLAGE = 50000, 5000, 500
#: Words that are titles with a capital only ("Me Dubois", but "me voilà").
_SMALL_WORDS = ("m", "me", "pr", "mm")
_TOKEN = re.compile(r"([A-Za-z])\. ?(?=[A-ZÀ-Þ])|([^\W\d_]+(?:['’-][^\W\d_]+)*)[0-9]{0,6}")
_GAP = re.compile(r" {1,3}")
_ELIDED_CAPITAL = re.compile(r"d['’][A-ZÀ-Þ]")

Place = Tuple[int, int]


class _Token(NamedTuple):
    """A word of a text as `written` and in normal form; `following` is where the next one begins (None: none does)."""

    written: str
    word: str
    start: int
    end: int
    kind: str
    following: Optional[int]


class _Rules(NamedTuple):
    """What may be a name at one place.

    `small`: unknown words in small letters too; `town`: a commune of so many inhabitants is no name (None: all may be);
    `particle`: it may begin with one ("Mme de La Tour"); `sure`: a known name or two capitals are needed.
    """

    small: bool = False
    town: Optional[int] = _VILLAGE
    particle: bool = False
    sure: bool = False


class _Lists:
    """The lists of names and of words that are none, in normal form."""

    def __init__(self):
        names = words()["names"]
        self.first, self.family = listed(names["first"]), listed(names["family"])
        self.first_capital = listed(names["first_capital"]) | self.first
        self.known: FrozenSet[str] = self.first | self.family
        self.elided = frozenset(names["elided"])
        self.particles, self.places = listed(names["particles"]), listed(names["places"])
        self.doctors: Dict[str, int] = {title: _CITY if len(title) < 3 else _TOWN for title in names["doctors"]}
        base = load()
        forms = (form for record in base.professions.values() for form in record["forms"])
        common = {word for form in (*forms, *base.reading["fillers"]) for word in form.split()}
        self.stop: FrozenSet[str] = (listed(names["stop"]) | listed(names["titles"]) | common) - self.known


@lru_cache(maxsize=1)
def _lists() -> _Lists:
    return _Lists()


@lru_cache(maxsize=1)
def _patterns() -> Mapping[str, re.Pattern]:
    names = words()["names"]
    titles, short = any_of(names["titles"].split()), any_of(names["short_titles"])
    return {
        # A full stop after a title that is not shortened ends the sentence.
        "title": re.compile(rf"(?<![a-z0-9@'._-])(?:{short}\. ?|{titles} (?=[^ ]))"),
        "announced": re.compile(rf"(?<![a-z0-9]){any_of(names['announced'])}[ :=]{{0,4}}"),
        "presented": re.compile(rf"(?<![a-z0-9])({any_of(names['presented'])})(?: ?[:=] ?| )"),
        "closing": re.compile(rf"(?<![a-z0-9]){any_of(names['closings'])}(?![a-z0-9])[ ,.!:;\n-]{{0,8}}"),
        "greeting": re.compile(rf" ?{names['greetings']}"),
        "calling": re.compile(rf" {any_of(names['calling'])}"),
        "word": re.compile(r"[a-z]+(?:['-][a-z]+)*"),
    }


def names(draft: Draft) -> None:
    """Hide every name of a person in `draft`."""
    finder = _Finder(draft)
    for find in (finder.greeting, finder.titled, finder.announced, finder.presented, finder.signed, finder.full):
        draft.hide(find())


class _Finder:
    def __init__(self, draft: Draft):
        self._draft, self._lists = draft, _lists()
        text = draft.text
        starts = re.findall(r"(?<![^\W_])[^\W\d_]", text)
        few = sum(map(str.isupper, text)) * 2 < sum(map(str.isalpha, text))
        #: In a text in capitals a capital says nothing.
        self._mixed = few or sum(map(str.islower, starts)) * 3 >= len(starts)

    # --- where names stand

    def greeting(self) -> List[Span]:
        """A known first name that begins the message: "bonjour c'est nadia"."""
        match = _patterns()["greeting"].match(self._draft.plain)
        token = self._token(match.end()) if match else None
        if not token or not self._is_first(token):
            return []
        found = self._name(match.end(), _Rules())
        return [Span(*found, "name")] if found else []

    def titled(self) -> List[Span]:
        """Names after a title."""

        def after(match: re.Match) -> Optional[Place]:
            title = match.group().strip(" .")
            capital = self._draft.text[match.start()].isupper()
            if title in _SMALL_WORDS and not (capital or (title == "m" and "." in match.group())):
                return None
            return self._name(match.end(), _Rules(town=self._lists.doctors.get(title), particle=True))

        return self._collect("title", after)

    def announced(self) -> List[Span]:
        """Names after "je m'appelle" and the like, in small letters too."""
        rules = _Rules(small=True, town=None, particle=True)
        return self._collect("announced", lambda match: self._name(match.end(), rules))

    def presented(self) -> List[Span]:
        """Names after "moi c'est", "née", "ici" and the like: a capital or a known name is needed."""
        choosy = frozenset(words()["names"]["choosy"])

        def after(match: re.Match) -> Optional[Place]:
            token = self._token(match.end()) if match.group(1) in choosy else None
            if match.group(1) in choosy and not (
                token and (self._is_first(token) or match.group(1) in ("nee", "epouse"))
            ):
                return None
            return self._name(match.end(), _Rules(particle=match.group(1).startswith(("nee", "epouse", "nom"))))

        return self._collect("presented", after)

    def signed(self) -> List[Span]:
        """Names after a closing formula; after mere thanks the name must be known, or on a line of its own."""

        def after(match: re.Match) -> Optional[Place]:
            formula = match.group()
            thanks = formula.startswith(("merci", "bonne", "a bientot"))
            found = self._name(match.end(), _Rules(small=not thanks, sure=thanks and "\n" not in formula))
            if found and self._draft.text[found[0]].islower():
                # In small letters only the end of the message is a signature.
                rest = self._draft.plain[found[1] : found[1] + 40].strip(" .!,\n")
                return None if rest[:1].isalpha() else found
            return found

        return self._collect("closing", after)

    def full(self) -> List[Span]:
        """A known first name followed by a family name, or by "à l'appareil"; not those that places bear."""
        spans: List[Span] = []
        before: List[str] = []
        done = 0
        for match in _patterns()["word"].finditer(self._draft.plain):
            start, before = match.start(), [*before[-3:], match.group()]
            if start < done or match.group().split("-")[0] not in self._lists.first_capital:
                continue
            token = self._token(start)
            found = self._name(start, _Rules()) if token and self._is_first(token) else None
            if not found:
                continue
            found = self._family_before(before[-2:-1], *found)
            done = found[1]
            called = _patterns()["calling"].match(self._draft.plain, found[1])
            if self._lists.places.isdisjoint(before[:-1]) and (called or found != (start, token.end)):
                spans.append(Span(*found, "name"))
        return spans

    def _family_before(self, before: List[str], start: int, end: int) -> Place:
        """Take in a family name in capitals, or a known one, that stands before a first name ("DUPONT Jean")."""
        if not before or self._draft.plain[start - 1] != " ":
            return start, end
        token = self._token(start - 1 - len(before[0]))
        known = token and token.word in self._lists.family and (self._is_capital(token) or not self._mixed)
        shouted = token and self._mixed and token.written.isupper() and self._is_name(token, _Rules(), 0, False)
        return (token.start, end) if known or shouted else (start, end)

    def _collect(self, kind: str, after: Callable[[re.Match], Optional[Place]]) -> List[Span]:
        spans: List[Span] = []
        for match in _patterns()[kind].finditer(self._draft.plain):
            found = after(match) if not spans or match.start() >= spans[-1].end else None
            if found:
                spans.append(Span(*found, "name"))
        return spans

    # --- what a name is

    def _name(self, start: int, rules: _Rules) -> Optional[Place]:
        """Return where the name that `start` begins with begins and ends, or None."""
        begin = end = None
        count, pending, known, position = 0, False, False, start
        for _ in range(_LONGEST + 2):
            token = self._token(position)
            if token is None or count == _LONGEST:
                break
            if token.kind == "particle":
                # "Monsieur le Conciliateur" is a role, "M. Le Goff" a name.
                role = token.word in ("le", "la", "l") and token.written[0].islower()
                if end is None and (role or not rules.particle):
                    break
                pending = True
            elif token.kind == "word":
                if not self._is_name(token, rules, count, pending):
                    break
                known = known or (count == 0 and self._is_known(token.word))
                end, count, pending = token.end, count + 1, False
            begin = token.start if begin is None else begin
            if token.following is None:
                break
            position = token.following
        if end is None or (rules.sure and not (known or (count > 1 and self._mixed))):
            return None
        return begin, end

    def _token(self, position: int) -> Optional[_Token]:
        """Return the word or initial at `position`, None for anything that can be no part of a name."""
        text, lists = self._draft.text, self._lists
        match = _TOKEN.match(text, position)
        if not match or self._draft.plain[position] == HIDDEN:
            return None
        if match.group(1):
            return _Token(match.group(1), "", position, match.end(), "initial", match.end())
        written = match.group(2)
        pieces = written.replace("’", "'").split("'")
        if len(pieces) > 1 and len(pieces[0]) == 1:
            small = pieces[0].lower()
            town = small == "d" and is_town(flat(pieces[1]).replace("-", " "), _VILLAGE)
            if (
                small not in lists.elided
                or not pieces[1][0].isupper()
                or pieces[1].isupper() != written.isupper()
                or town
            ):
                return None
        # Not `normal`: its cache would keep the words of names.
        word = flat(written).replace("-", " ").replace("'", " ")
        kind = "particle" if word in lists.particles else "word"
        gap = _GAP.match(text, match.end())
        return _Token(written, word, position, match.end(), kind, gap.end() if gap else None)

    def _is_name(self, token: _Token, rules: _Rules, count: int, pending: bool) -> bool:
        """Whether `token`, the word number `count` of a name, belongs to it; `pending`: it follows a particle."""
        word, capital = token.word, self._is_capital(token)
        if self._is_known(word) or (count and capital and word == "mai"):
            return True
        pieces = [piece for piece in word.split() if len(piece) > 1]
        if not pieces or word.replace(" ", "-") in self._lists.stop or any(p in self._lists.stop for p in pieces):
            return False
        # "je m'appelle Marie Paris", but "je m'appelle marie lyon" and "Mme Martin Angers".
        told = rules.small and rules.town is None and capital
        town = rules.town if count == 0 or pending or told else _VILLAGE
        if town is not None and is_town(word, town):
            return False
        acronym = token.written.isupper() and self._mixed
        if pending:
            short = acronym and len(word) < 6 and rules.town is not None
            return capital and not short and not is_town(word, _TOWN, regions=False)
        if capital:
            return not (acronym and len(word) <= 4 and count == 0 and rules.town is not None)
        if not rules.small or count > 1:
            return False
        # "mon nom est divulguée"; and a second word counts when the clause ends or a small word goes on.
        return self._clause_ends(token) if count else not word.endswith(("ee", "ees"))

    def _is_known(self, word: str) -> bool:
        known = self._lists.known
        return word in known or all(part in known for part in word.split())

    def _is_capital(self, token: _Token) -> bool:
        return self._mixed and (token.written[0].isupper() or bool(_ELIDED_CAPITAL.match(token.written)))

    def _is_first(self, token: _Token) -> bool:
        """Whether a word is a known first name (some are only with a capital)."""
        known = self._lists.first_capital if self._is_capital(token) else self._lists.first
        return token.word.split(" ")[0] in known

    def _clause_ends(self, token: _Token) -> bool:
        following = _patterns()["word"].match(self._draft.plain, token.following) if token.following else None
        return not following or following.group() in self._lists.stop

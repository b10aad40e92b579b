"""The words of a message and what stands around them: what announces a place, what begins a sentence."""

from __future__ import annotations

from typing import FrozenSet, List, Mapping, Sequence, Set, Tuple

from bot.language.words import Word, split

_SHORT_FORMS = {
    "st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "ht": "haut", "hte": "haute", "hts": "hauts",
    "htes": "hautes",
}  # fmt: skip
ARTICLES = frozenset({"le", "la", "les", "l"})
OF = frozenset({"de", "d", "du", "des"})

#: Kinds of words around places (`data/place_context.yml`).
Words = Mapping[str, FrozenSet[str]]


class Sentence:
    """One message, word by word. `found_to` is the last word of the last place found so far (-9: none)."""

    def __init__(self, text: str, words: Words, numbers: Sequence[Tuple[int, int, Tuple[str, ...]]]):
        """`numbers` are the numbers of départements in the text: start, end, codes."""
        self.text, self.words, self.numbers = text, words, numbers
        self.tokens: List[Word] = split(text)
        self.forms = [self._form(i) for i in range(len(self.tokens))]
        self._mixed = sum(map(str.isupper, text)) * 2 < sum(map(str.isalpha, text)) or len(self.tokens) == 1
        self._content = sum(t.form not in words["fillers"] and not t.form.isdigit() for t in self.tokens)
        self._found_content = 0
        self.found_to = -9

    def _form(self, i: int) -> str:
        word = self.tokens[i]
        if i + 1 < len(self.tokens):
            if word.form in _SHORT_FORMS and self.tokens[i + 1].form.isalpha():
                return _SHORT_FORMS[word.form]
            if word.form in ("s", "sr") and self.text.startswith("/", word.end):
                return "sur"
        return word.form

    def at(self, i: int) -> str:
        """Return the form of word `i`, or "" outside of the message."""
        return self.forms[i] if 0 <= i < len(self.forms) else ""

    def before(self, first: int, count: int) -> Set[str]:
        """Return the `count` words before word `first`."""
        return set(self.forms[max(0, first - count) : first])

    def left_of(self, first: int) -> str:
        """Return the text before word `first`, without the spaces."""
        return self.text[: self.tokens[first].start].rstrip()

    def right_of(self, last: int) -> str:
        """Return the text after word `last`, without the spaces."""
        return self.text[self.tokens[last].end :].lstrip()

    def keep(self, first: int, last: int) -> None:
        """Note that the words `first` to `last` are a place."""
        self.found_to = last
        self._found_content += self._content_of(first, last)

    def is_whole(self, first: int, last: int) -> bool:
        """Whether the message says nothing but this place and those already found."""
        return self._content_of(first, last) + self._found_content >= self._content

    def _content_of(self, first: int, last: int) -> int:
        return sum(form not in self.words["fillers"] for form in self.forms[first : last + 1])

    def is_sentence(self, first: int, last: int) -> bool:
        """Whether a name is a sentence of its own, with a capital in a text that has small letters."""
        before, after = self.left_of(first), self.right_of(last)
        return self._mixed and (not before or before[-1] in ".!?\n") and (not after or after[0] in ".\n")

    def has_capital(self, first: int) -> bool:
        """Whether a word has a capital that is not the first of a sentence, in a text with small letters."""
        if not self._mixed or not self.text[self.tokens[first].start].isupper():
            return False
        before = self.left_of(first).rstrip("\t\"'«([ ")
        return bool(before) and before[-1] not in ".!?\n:…"

    def is_free(self, first: int) -> bool:
        """Whether no article, adjective or first name stands before a word."""
        if first == 0:
            return False
        before = self.tokens[first - 1]
        small = self.text[before.start].islower() and len(before.form) > 2
        return small and before.form not in self.words["determiners"]

    def cue(self, first: int) -> str:
        """Return what announces the word `first`: at, body, care, of, in, list, or nothing."""
        if first <= 0:
            return ""
        words, before, second = self.words, self.at(first - 1), self.at(first - 2)
        if before == "a":
            accent = self.text[self.tokens[first - 1].start] in "àÀ"
            return "at" if accent or second not in words["subjects"] else ""
        if before in words["at"] or before in words["live"]:
            return "at"
        for kind in ("body", "care"):
            if before in words[kind]:
                return kind
        if before in OF or (before in ARTICLES and second in OF):
            return "at" if second in words["near"] else self._of(first)
        if before in ("en", "dans", "ds"):
            return "in"
        listed = before in ("et", "ou", "puis") and self.found_to == first - 2
        return "list" if listed or self.found_to == first - 1 else ""

    def _of(self, first: int) -> str:
        steps = set(self.forms[max(0, first - 5) : first - 1])
        return "body" if self.words["body"] & steps else "care" if self.words["care"] & steps else "of"

    def beside_number(self, codes: Sequence[str], first: int, last: int) -> bool:
        """Whether one of `codes` stands as a number or postcode beside the words `first` to `last`."""
        start, end = self.tokens[first].start, self.tokens[last].end
        for begin, stop, named in self.numbers:
            gap = self.text[end:begin] if begin >= end else self.text[stop:start]
            if set(codes) & set(named) and len(gap) <= 9 and not gap.replace("dans", "").strip(" ,()-:le/"):
                return True
        return False

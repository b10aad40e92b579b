"""Départements written as numbers ("le 49", "dans le neuf trois", "2A", "97-4") and postcodes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Iterator, List, Optional, Tuple

from bot.language.place_index import PlaceIndex
from bot.language.spoken_numbers import NUMBER_WORDS, digits_of, number_of

#: How sure a number is a département: by its own context, only beside a place, or only as an answer.
SURE, BESIDE, BARE = 3, 2, 1


@dataclass(frozen=True)
class Number:
    """A number that may name a département; `codes` holds 2A and 2B for "20"."""

    codes: Tuple[str, ...]
    start: int
    end: int
    sure: int
    postcode: bool = False


_CODE = r"9[ .-]?7[ .-]?[1-8]|98[678]|2[ .-]?[ab]|0?[1-9](?!\d)|[1-8]\d|9[0-5]"
_NUMBER = re.compile(rf"(?<![\w/.,°+])(?:n°)?({_CODE})(?![\w°])")
_SPOKEN = re.compile(rf"\b(?:{NUMBER_WORDS})")
_DASHED = re.compile(r"(?<![\w/.,-])([1-9])[-. ]([1-9])(?![\w/.,-]|[- ]\d)")
_POSTCODE = re.compile(r"(?<![\w.,/+°-])(?:f(?:r)?[ -]?)?(\d{2} ?\d{3})(?![\w°]|[,.]\d|[ .-]?\d)")
_POSTCODE_CUE = re.compile(r"\b(?:code postal|postal|cp|c\.p\.)[ :=]*(?:est |c'est )?$")

_DEPARTMENT = r"(?:depart[ae]m[ea]nts?|departmn?ts?|departements?|deps?|depts?|dpts?|dpmts?|dptmts?)"
_BODY = (
    r"(?:cpam|kpam|msa|mdph|mda|ars|caf|cgss|cssm|l?ordres?|ordinal|conseil departemental|cra|cmra|cci|crpv|ddass|secu|"
    r"caisse|prefecture|carsat|urssaf|ameli|cdu|pmi|tribunal|departemental)s?"
)
_BODY_OF = (
    r"(?: (?:des? \w+(?:[ -]\w+)?|medecins?|dentistes?|infirmiers?|kines?|pharmaciens?|sages? fa?e?mmes?|nationa?le?))?"
)
_CARE = (
    r"(?:l?h?opita(?:l|ux)|l?opital|hosto|chu|chr|clinique|ehpad|cabinet|centre|pharmacies?|maternite|labo(?:ratoire)?|urgences|"
    r"medecins?|medcins?|docteurs?|toubibs?|docs?|generalistes?|dentistes?|dentaires?|kines?|ophtalmo\w*|dermato\w*|gyneco\w*|infirmier\w*|"
    r"sages? femmes?|orthophonistes?|pharmacien\w*|psy\w*|pediatres?|radio\w*|cardio\w*|specialistes?|podologues?|"
    r"orthodontistes?|opticiens?|ambulances?|taxi\w*|vsl)"
)
_TO = (
    r"(?:,? ?:? ?(?:adresses?|tel|mail|contact|numero|num|locale?s?|departementa\w+)?"
    r"(?: ?(?:du|de|dans le|ds le|dans l|d|departement|le)){0,2} ?)"
)
_LIVE = (
    r"(?:habit\w*|abit\w*|jabit\w*|vi[st]|vivons|demeur\w*|resid\w*|domicili\w*|bosse|travaill?e?|exerce|installe?e?|situee?|"
    r"depend\w*|venons|viens|vien)"
)
#: What stands just before a number that is a département.
_BEFORE = re.compile(
    rf"(?:\b{_DEPARTMENT}\.? ?(?:numero|n°|no|du|de|des|le|d'|:|=|est|c'est|,)*(?: le)? ?"
    r"|\b(?:dans|ds|dan|dns|dnas) (?:le|l') ?"
    rf"|\b{_LIVE} (?:dans |ds |en |du |de )?(?:le |au )?"
    r"|\b(?:moi|nous) (?:c'est )?(?:le|du|dans le) ?"
    r"|\b(?:region parisienne|banlieue|ile de france|idf|paris),? ?(?:le|dans le|du) ?"
    rf"|\b{_BODY}{_BODY_OF}{_TO}|\b{_CARE}{_TO}"
    r"|\((?:dept? ?|dpt ?|le )?)$"
)
#: "Mettez le 84", "c'est le 76".
_MOVE = re.compile(
    r"\b(?:met(?:s|tez|tre)|c'est|cest|plutot|est|changez pour|je suis|chui|on est|suis) "
    r"(?:bien |plutot )?(?:dans )?(?:le|du|dans le) ?$"
)
_LIST = re.compile(r"(?:,|/| et| ou| puis|-|&)(?: (?:le|du|dans le|celui du|celle du|pour le))? ?$")
_MONTH = r"(?:janv|fev|mars\b|avr|mai\b|juin\b|juil|aou|sept|oct|nov|dec)"
#: What makes a number before it a quantity, a date, an hour.
_UNIT = re.compile(
    r" ?(?:€|euros?|eur\b|balles|e\b|ans?\b|annees?|mois|jours?|j\b|sem\b|semaines?|heures?|h\b|h\d|hrs?\b|mn?\b|"
    r"mi?ns?\b|minutes?|secondes?|fois|%|pour ?cent|km|kilo|kg|cm|mm|mg|ml|g\b|gr\b|m2|metres?|ieme|eme|er\b|e?re\b|"
    r"nd\b|personnes?|patients?|medecins?|medicaments?|enfants?|seances?|rdv|rendez|pages?|centimes|degres|lits?|points?|"
    r"postes?|appels?|autres?|kine|dentistes?|cabinets?|specialistes?|comprimes|dents?|coups?|courant|arrondissement|"
    rf"\.?{_MONTH}|[./,:-]\d|[ -]?\d|x\b|/)"
)
_NOT_BEFORE = re.compile(
    r"(?:\d[ ,]|\d ?[./:-] ?|\b(?:art(?:icle)?s?\.?|l\.?|r\.?|loi|alinea|page|secteur|chambre|lit|etage|no|numero|num|"
    r"tel|bus|ligne|faire le|appel\w*|compos\w*|contact\w*|age|plus de|moins de|environ|presque|toutes les|tous les|"
    r"covid|taux|ipp|samu|pompiers?|police|urgences?|gendarmerie)(?: ?[:(]? ?(?:le|du|au))? ?|[+°] ?)$"
)
_DATED = re.compile(
    r"\b(?:courrier|lettre|decision|notification|mail|message|convocation|facture|reponse|refus|rdv|seance|examen|visite)\b"
    r"[^.!?]{0,25}$"
)
#: What makes a number after it a price or a reference.
PRICE = re.compile(
    r"\b(?:pay\w*|cout\w*|prix|tarif\w*|consultations?|depassements?|devis|honoraires?|supplement\w*|factur\w*|forfait\w*|"
    r"tax\w*|rembours\w*|pris|prend\w*|demand\w*|reclam\w*|doi[st]|(?:ai|as|a|ont|avoir) du|montant|somme|environ|"
    r"plus de|indemnit\w*|salaire|dossier|"
    r"ref\w*|fois|tabl\w*|numero|num|n°|no|secteur|article|code|total|attente|taux|ipp|touche|gagne|verse\w*)(?!\w)"
    r"[ :,]*(?:a|de|d'|les?|la|moi|m'a|est|etait)?[ :,]*$"
)
_MONEY = re.compile(r" ?(?:€|euros?\b|eur\b|balles|habitants|fois|km|dossiers|personnes|patients|metres|/|%)")
EMERGENCY_NUMBERS = ("15", "17", "18")
_EMERGENCY = re.compile(r"appel|compos|samu|pompier|police|urgence")


class Numbers:
    """Finds the numbers of départements and the postcodes of a message."""

    def __init__(self, index: PlaceIndex):
        """`index` knows the codes and the postcodes that do not begin like their département."""
        self._index = index

    def find(self, plain: str) -> List[Number]:
        """Return the numbers of a flat text, in order, without overlap; most are not sure (see `Number.sure`)."""
        found = list(self._postcodes(plain)) + list(self._codes(plain)) + list(self._spoken(plain))
        found.sort(key=lambda number: (number.start, -number.sure))
        kept: List[Number] = []
        for number in found:
            if kept and number.start < kept[-1].end:
                if number.sure > kept[-1].sure:
                    kept[-1] = number
                continue
            listed = kept and kept[-1].sure == SURE and not kept[-1].postcode and number.sure < SURE
            if listed and _LIST.fullmatch(plain[kept[-1].end : number.start]):
                number = Number(number.codes, number.start, number.end, SURE)
            kept.append(number)
        return kept

    def codes_of(self, written: str) -> Tuple[str, ...]:
        """Return the codes named by a number as written ("49", "97-4", "2a", "20"), or ()."""
        code = re.sub(r"[ .-]", "", written).upper()
        if code == "20":
            return ("2A", "2B")
        code = code.zfill(2)
        code = self._index.offices.get(code, code)
        return (code,) if code in self._index.rows else ()

    def _codes(self, plain: str) -> Iterator[Number]:
        for match in _NUMBER.finditer(plain):
            codes = self.codes_of(match.group(1))
            if codes and not _UNIT.match(plain, match.end()):
                before = plain[max(0, match.start() - 60) : match.start()]
                sure = self._sure(before, match.group(1), plain, match.end())
                if sure:
                    yield Number(codes, match.start(1), match.end(1), sure)

    def _spoken(self, plain: str) -> Iterator[Number]:
        for match in _SPOKEN.finditer(plain):
            value = number_of(match.group())
            digits = digits_of(match.group()) or (str(value) if value and value > 20 else None)
            yield from self._said(digits, match, plain)
        for match in _DASHED.finditer(plain):
            if not match.group().isspace():
                yield from self._said(match.group(1) + match.group(2), match, plain)

    def _said(self, digits: Optional[str], match: "re.Match", plain: str) -> Iterator[Number]:
        codes = self.codes_of(digits) if digits else ()
        if not codes or _UNIT.match(plain, match.end()):
            return
        before = plain[max(0, match.start() - 60) : match.start()]
        sure = self._sure(before, digits, plain, match.end())
        if " le " in f" {before[-5:]}" or sure == SURE or len(plain) < 25:
            yield Number(codes, match.start(), match.end(), sure if sure == SURE else BARE)

    def _sure(self, before: str, written: str, plain: str, end: int) -> int:
        """Return how sure it is that the number `written`, between `before` and `end`, names a département."""
        if len(written) == 1:
            return SURE if re.search(rf"\b{_DEPARTMENT} ?(?:du |le |de )?$", before) else 0
        if _NOT_BEFORE.search(before):
            return 0
        if before.endswith("(") and not plain.startswith(")", end):
            return BARE
        emergency = written in EMERGENCY_NUMBERS
        if emergency and _EMERGENCY.search(plain, max(0, end - 80), end + 40):
            return 0
        if _BEFORE.search(before):
            dated = re.search(r"\bdu ?$", before) and _DATED.search(before)
            return BARE if dated else SURE
        if written[0] == "9" and len(written) > 2 and not PRICE.search(before):
            return SURE if not re.match(r"98[678]", written) else BESIDE
        if not written.isdigit() and len(written) == 2:
            return SURE
        inside = re.search(r"\b(en|dans|ds) ?$", before)
        if inside and "30" <= written <= ("89" if inside.group(1) == "en" else "95"):
            return SURE
        if _MOVE.search(before) and not emergency:
            return SURE
        return BARE if re.match(r"2[ .-]", written) else BESIDE

    def _postcodes(self, plain: str) -> Iterator[Number]:
        for match in _POSTCODE.finditer(plain):
            digits = match.group(1)
            before = plain[max(0, match.start() - 40) : match.start()]
            cue = bool(_POSTCODE_CUE.search(before))
            priced = PRICE.search(before) or re.search(r"\d[ .,-]?$", before)
            if _MONEY.match(plain, match.end()) or (priced and not cue):
                continue
            spaced = " " in digits
            code = self.postcode(digits.replace(" ", ""))
            if code:
                sure = SURE if cue or not spaced else BESIDE
                yield Number((code,), match.start(1), match.end(1), sure, postcode=True)

    def postcode(self, digits: str) -> Optional[str]:
        """Return the département of a postcode of five digits, or None."""
        code = self._index.postcodes.get(digits)
        if code:
            return code
        if digits.startswith("20"):
            return "2A" if digits[2] in "01" else "2B"
        code = digits[:3] if digits.startswith(("97", "98")) else digits[:2]
        code = self._index.offices.get(code, code)
        return code if code in self._index.rows else None

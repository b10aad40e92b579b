"""Plain language: every text that a patient sees follows the rules, and each rule can fail."""

import pytest

from bot.evaluation import plain
from bot.evaluation.plain_rules import RULES, Finding, Words, check, median_score
from bot.evaluation.plain_texts import ROOT, Piece, Text, page, refusals, tree
from bot.evaluation.plain_words import reading, sentences, syllables, words
from bot.knowledge.loader import load

RECORD = plain.settings()
KNOWN = Words.of(RECORD)
TEXTS = plain.patient_texts()


def text(*strings, style="source", label=False, when=()):
    """Return a made text; `when` gives the conditions of each string."""
    conditions = [*when, *({} for _ in strings)]
    pieces = (Piece("f", f"t.{n}", s, label, conditions[n], style) for n, s in enumerate(strings))
    return Text("f", "t", tuple(pieces))


def rules(*strings, **options):
    return {finding.rule for finding in check([text(*strings, **options)], KNOWN)}


def test_every_text_is_plain():
    found = plain.without_exceptions(check(TEXTS, KNOWN), RECORD["exceptions"])
    assert [(finding.id, finding.rule, finding.seen) for finding in found] == []


def test_nothing_that_a_patient_sees_is_left_out():
    base, seen = load(), {piece.id for found in TEXTS for piece in found.pieces}
    assert {f"bot/knowledge/bodies.yml:{key}.plain" for key in base.bodies} <= seen
    assert {f"bot/knowledge/questions.yml:{key}.answer.0" for key in base.questions} <= seen
    for key, situation in base.situations.items():
        file = f"bot/knowledge/situations/{key}.yml"
        assert {f"{file}:say.{number}" for number in range(len(situation["say"]))} <= seen
        for part in [*situation["rules"], *situation.get("notes", [])]:
            for item in part.get("deadlines", []):
                assert f"bot/knowledge/deadlines.yml:{item if isinstance(item, str) else item['id']}.rule" in seen
            for index in range(len(part.get("bodies", []))):
                assert "reason" not in part["bodies"][index] or f"{file}:{part['id']}.bodies.{index}.reason" in seen
    for piece in ("bot/channels/messages.yml:numbers", "bot/knowledge/texts.yml:small_talk.greet"):
        assert piece in seen
    for file in ("emergencies.yml", "borders.yml", "choices.yml", "professions.yml", "orders.yml"):
        assert any(piece.startswith(f"bot/knowledge/{file}:") for piece in seen), file
    assert {piece.split(":")[0] for piece in seen} >= {item["file"] for item in RECORD["files"]}


MADE = {
    "long_sentence": "Vous pouvez " + "bien " * 17 + "écrire ici.",
    "capitals": "Écrivez VITE à votre caisse.",
    "parenthesis": "Écrivez une lettre (courte) au directeur.",
    "square_bracket": "Écrivez une lettre [courte].",
    "semicolon": "Écrivez une lettre ; gardez une copie.",
    "dash": "Écrivez une lettre – courte.",
    "number_in_letters": "Vous avez deux mois.",
    "percentage": "La caisse rembourse 70 % du prix.",
    "familiar": "Écris ta lettre.",
    "date_in_digits": "Répondez avant le 12/03/2026.",
    "typography": "Que faire?",
    "unexplained_acronym": "Écrivez à l'ARS.",
}


@pytest.mark.parametrize("rule", MADE)
def test_each_rule_can_fail(rule):
    assert rules(MADE[rule]) == {rule}


def test_rules_of_whole_texts_can_fail():
    long = "Le chat dort bien au chaud dans le grand lit de la vieille dame du bout de rue."
    assert rules(long, long) == {"long_on_average"}
    hard = "La réglementation conventionnelle détermine les modalités opposables. " * 5
    assert rules(hard) == {"hard_to_read", "hard_in_general"}
    assert {*MADE, "long_on_average", "hard_to_read", "hard_in_general"} == set(RULES)


@pytest.mark.parametrize(
    "right",
    [
        "Écrivez à l'ARS (agence régionale de santé).",
        "Voyez msa.fr, ou ce site (ameli.fr). Appelez le 01 53 62 40 30 (numéro à vérifier).",
        "C'est l'article L1110-3. Envoyez un SMS.",
        "Dites : « Bonjour ! » Que faire ?",
        "Ouvert de 9 h à 19 h : appelez.",
        "{label} : avant le {date}.",
    ],
)
def test_right_texts_pass(right):
    assert rules(right) == set()


@pytest.mark.parametrize(
    "wrong",
    [
        "C’est vous.",
        "Attention:",
        "Il dit «oui ».",
        "Attendez...",
        'Il dit "oui".',
        "Un  mot.",
        "Un mot .",
        "Un,autre.",
    ],
)
def test_typography_of_records(wrong):
    assert rules(wrong) == {"typography"}


def test_typography_of_pages():
    assert rules("Qu’en dire\u00a0? «\u00a0Oui\u00a0»", style="page") == set()
    for wrong in ("Qu'en dire\u00a0?", "Qu’en dire ?", "« Oui »"):
        assert rules(wrong, style="page") == {"typography"}


def test_an_acronym_is_explained_by_what_is_surely_read_before():
    explained, used = "L'agence régionale de santé aide.", "Écrivez à l'ARS."
    public, any_place = {"setting": ["public_hospital"]}, {"setting": ["public_hospital", "private_clinic"]}
    assert rules(explained, used) == set()
    assert rules(used, explained) == {"unexplained_acronym"}
    assert rules(explained, used, when=[public]) == {"unexplained_acronym"}
    assert rules(explained, used, when=[any_place, public]) == set()
    assert rules(explained, used, when=[public, any_place]) == {"unexplained_acronym"}


def test_exceptions_cover_and_idle_ones_are_told():
    found = [Finding("a.yml:x.say.0", "dash", "–"), Finding("a.yml:y", "dash", "–")]
    exceptions = [
        {"id": "a.yml:x.*", "rule": "dash", "reason": "r"},
        {"id": "a.yml:y", "rule": "semicolon", "reason": "r"},
    ]
    left = plain.without_exceptions(found, exceptions)
    assert left == [found[1], Finding("a.yml:y", "needless_exception", "semicolon")]


def test_every_rule_says_what_to_do_and_every_exception_why():
    assert set(RECORD["advice"]) == {*RULES, "needless_exception"}
    assert all(set(item) == {"id", "rule", "reason"} and item["reason"] for item in RECORD["exceptions"])


def test_the_command_says_what_to_mend_and_fails(capsys, monkeypatch):
    assert plain.main() == 0
    monkeypatch.setattr(plain, "patient_texts", lambda: [*TEXTS, text("Écrivez une lettre ; courte.")])
    assert plain.main() == 1
    said = capsys.readouterr().out
    assert "f:t.0\n    semicolon : ;" in said and RECORD["advice"]["semicolon"] in said


def test_the_median_leaves_out_what_is_too_short_to_judge():
    easy = text("Le chat dort. " * 15)
    assert median_score([easy, text("Incompatibilité réglementaire.")]) == pytest.approx(reading(easy.read).score)
    assert median_score([]) == 100


# -- reading ----------------------------------------------------------------------------------------------------------


def test_leaves_of_records_and_blocks_of_pages():
    content = {"a": {"b": "Oui.", "c": ["Un.", "Non."]}, "title": "Titre", "no": "Caché."}
    found = list(tree("f.yml", content, {"style": "page", "skip": ["no"], "labels": ["title"]}))
    assert [(t.where, t.read) for t in found] == [("a.b", ["Oui."]), ("a.c", ["Un.", "Non."]), ("title", [])]
    html = (
        "<title>T</title><style>x</style><h1>Titre</h1><p>Un <a href='tel:15'>15</a>&nbsp;: oui.</p><script>no</script>"
    )
    assert page("f.html", html, "page").read == ["Un 15\u00a0: oui."]
    said = list(refusals("f.conf", """return 413 '{"error":"too_large","text":"Trop grand."}';""", "page"))
    assert [(t.where, t.read) for t in said] == [("too_large", ["Trop grand."])]


def test_the_pages_named_exist():
    assert all((ROOT / item["file"]).is_file() for item in RECORD["files"])


def test_sentences_and_words():
    assert sentences("Allez sur ameli.fr. Ou écrivez ! « Oui. » Bon\nFin") == [
        "Allez sur ameli.fr.",
        "Ou écrivez !",
        "« Oui.",
        "Bon",
        "Fin",
    ]
    assert sentences("Bonjour. {numbers} Au revoir.") == ["Bonjour.", "{numbers}", "Au revoir."]
    counted = ["ordre", "a", "pas", "4 000", "voix", "au", "116 117", "adresse", "aujourd'hui", "C2S"]
    assert words("L'ordre n'a pas 4 000 voix au 116 117 : www.cnil.fr/fr, aujourd'hui, C2S.") == counted


SYLLABLES = {
    1: "le que caisse née vue août œil yeux feuille joue langue longues oui nuit aide bien mieux eau",
    2: "payer voyage jouer maïs travail moitié créée idée idées santé réel client oublie patient guérir",
    3: "réunion médecine téléphone aérer hôpital théâtres-là aujourd'hui pharmacie infirmière rendez-vous évaluer",
    4: "conciliation sécurité propriété CPAM",
    5: "indemnisation établissement",
}


@pytest.mark.parametrize("word, count", [(w, n) for n, listed in SYLLABLES.items() for w in listed.split()])
def test_syllables(word, count):
    assert syllables(word) == count


def test_the_score_is_that_of_kandel_and_moles():
    counted = reading(["Le chat est là. Il dort."])
    assert (counted.sentences, counted.words, counted.syllables) == (2, 6, 6)
    assert counted.score == pytest.approx(207 - 1.015 * 3 - 73.6)

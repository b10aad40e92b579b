"""What one message names: who is complained about, for whom, with which coverage, in which place of care."""

from datetime import date

import pytest
import yaml

from bot.dialogue.listening import Listener
from bot.dialogue.state import Heard, Pending, State
from bot.knowledge.loader import load
from bot.language import context
from bot.language.reader import reader
from bot.language.words import split
from bot.model import Case

TODAY = date(2026, 11, 24)


def chosen(text, asked=None):
    return reader().read(text, TODAY, asked).chosen


# Each line: the message, then the professional complained about (None: nobody that can be named).
ACCUSED = [
    # Negations and exonerations.
    ("Elle n'est ni sage-femme ni infirmière et elle fait des accouchements", None),
    ("Il soigne le cancer avec des jus, il n'est même pas médecin", None),
    ("Rien contre ma pharmacienne, c'est l'infirmier qui m'a insultée", "nurse"),
    ("Ma psychologue n'y est pour rien, le psychiatre m'a menacé", "specialist"),
    ("Le kiné n'a rien fait de mal, au contraire ; c'est le podologue qui m'a blessé", "podiatrist"),
    ("Pas la dentiste, l'assistante dentaire s'est moquée de moi", "dental_assistant"),
    ("Un monsieur sans être kiné fait des massages payants", None),
    ("L'ophtalmo et le rhumato sont très bien, la kiné elle est odieuse", "physiotherapist"),
    ("Un très bon généraliste, mais l'ostéopathe m'a cassé une côte", "osteopath"),
    # One who sends, sees or confirms is not the one who did it.
    ("Mon généraliste m'a adressée à une dermatologue qui m'a brûlé la joue", "specialist"),
    ("C'est mon dentiste qui a vu que le chirurgien avait abîmé le nerf", "specialist"),
    ("D'après ma kiné, l'orthopédiste a mal posé la plaque", "specialist"),
    ("J'ai vu un ostéopathe sur les conseils de mon généraliste ; il m'a fracturé une côte", "osteopath"),
    ("Le docteur Martin, podologue, m'a coupé le doigt", "podiatrist"),
    # "m'a envoyé balader" is no referral.
    ("Le dentiste m'a envoyé balader quand l'infirmière a téléphoné", "dentist"),
    # The job of the writer or of a relative.
    ("Je suis aide-soignante et le dentiste m'a arraché la mauvaise dent", "dentist"),
    ("Ma femme est sage-femme et trouve que l'anesthésiste a menti", "specialist"),
    ("En tant qu'infirmière je sais que le chirurgien a menti", "specialist"),
    # Students, corrections, and who is looked for.
    ("Un interne a opéré mon fils sans le chirurgien", "health_student"),
    ("c'est l'infirmière, pardon, la sage-femme qui a refusé", "midwife"),
    ("Je cherche un kiné depuis des semaines, le chirurgien s'impatiente", "physiotherapist"),
    ("pas de médecin traitant depuis un an", "general_practitioner"),
    # Words that need the rest of the message.
    ("L'ortho ne veut plus resserrer les bagues", "dentist"),
    ("L'ortho refuse de prendre ma fille pour sa dyslexie", "speech_therapist"),
    ("L'ortho ne soigne pas le strabisme de mon fils", "orthoptist"),
    ("Mon chir m'a opéré du mauvais genou", "specialist"),
    ("Une manipulatrice m'a fait mal pendant la mammographie", "radiographer"),
    ("La dame qui vient faire le ménage chez mon père lui vole de l'argent", "home_helper"),
    ("L'auxiliaire qui vient à la maison crie sur ma grand-mère", "home_helper"),
    ("Mon coach me dit d'arrêter mon traitement et de quitter ma famille", "unregulated_practitioner"),
]


@pytest.mark.parametrize("text, expected", ACCUSED)
def test_the_professional_is_the_one_complained_about(text, expected):
    assert chosen(text).get("profession") == expected


def test_an_ambiguous_word_alone_leaves_the_choice_to_the_person():
    reading = reader().read("l'ortho refuse", TODAY)
    assert "profession" not in reading.chosen and len(reading.options) == 3


PERSONS = [
    ("La dentiste a refusé ma nièce parce qu'elle est autiste", "relative"),
    ("Mon mari a été insulté par le pharmacien", "relative"),
    ("Ma maman est à l'EHPAD et on la laisse au lit", "relative"),
    ("Mon collègue s'est fait opérer, ils ont oublié une pince", "relative"),
    ("Ma meilleure amie est sous l'emprise d'un magnétiseur", "relative"),
    ("Je vous écris pour ma voisine que l'aide à domicile laisse sans manger", "relative"),
    # Only told, present, or knowing.
    ("Ma gynécologue a dit à mon mari que j'avais avorté", None),
    ("La sage-femme a raconté ma fausse couche à ma mère", None),
    ("Ma femme m'a accompagné, le cardiologue m'a traité de menteur", None),
    ("Devant mes enfants, l'infirmière m'a humiliée", None),
    ("Ma sœur m'a prêté l'argent pour payer le chirurgien qui m'a massacré le nez", None),
    ("Mon cousin à Angers m'a conseillé un dentiste qui m'a arnaqué", None),
    ("Ma femme est sage-femme et le confirme : il n'a pas le droit de me parler ainsi", None),
    ("Je suis hospitalisé à la demande de ma mère", None),
    # Deaths.
    ("Mon père est mort à la clinique après une erreur", "deceased"),
    ("L'hôpital refuse le dossier de ma grand-mère décédée en mai", "deceased"),
    ("Depuis la mort de maman personne ne me répond", "deceased"),
    ("Avant son décès ma mère était à l'EHPAD", "deceased"),
    ("Mon dentiste est mort et personne ne sait où est mon dossier", None),
    ("Ma lettre est restée lettre morte", None),
    # The writer.
    ("Il ne veut pas le faire pour moi", None),
]


@pytest.mark.parametrize("text, expected", PERSONS)
def test_a_relative_counts_only_as_the_patient(text, expected):
    assert chosen(text).get("for_whom") == expected


def test_the_answer_to_the_question_for_whom_counts():
    assert chosen("pour moi", "for_whom")["for_whom"] == "self"
    assert chosen("mon voisin", "for_whom")["for_whom"] == "relative"


COVERAGES = [
    ("J'ai la Solidaire et le dentiste veut un chèque", "c2s"),
    ("j'ai la CMU, non je ne l'ai plus, je suis à la sécu simple", "general_scheme"),
    ("j'ai plus la cmu, je suis à la sécu normale", "general_scheme"),
    ("avant j'avais la css, maintenant je suis à la msa", "msa"),
    ("Artisan, je suis à la sécu des indépendants", "general_scheme"),
    ("Ancien RSI, le podologue a triplé son prix", "general_scheme"),
    ("On a le régime local d'Alsace-Moselle", "general_scheme"),
    ("moi pas papiers, pas sécu", "none"),
    ("la caisse de la SNCF refuse mes lunettes", "other_scheme"),
    ("la caisse des militaires ne rembourse pas", "other_scheme"),
]


@pytest.mark.parametrize("text, expected", COVERAGES)
def test_the_coverage_is_that_of_today(text, expected):
    assert chosen(text).get("coverage") == expected


SETTINGS = [
    ("lopital a perdu mes affaires", "public_hospital"),
    ("on m'a laissé dix heures aux urgences", "public_hospital"),
    ("ma mère est en maison de repos et on la frappe", "medico_social_facility"),
    ("la résidence sert des repas froids", "medico_social_facility"),
    ("la dentiste m'a proposé d'aller plutôt à l'hôpital", None),
    ("Je suis bénévole à l'hôpital et mon dentiste refuse ma carte", None),
    ("Rien à reprocher à la clinique", None),
    ("je cherche un médecin traitant, c'est urgent", None),
    ("l'infirmière à domicile compte des passages en trop", None),
]


@pytest.mark.parametrize("text, expected", SETTINGS)
def test_the_place_is_where_it_happened(text, expected):
    assert chosen(text).get("setting") == expected


def test_at_home_answers_the_question_where():
    assert chosen("à domicile", "setting")["setting"] == "private_practice"


def case_of(text, situation):
    listener, heard = Listener(load()), Heard(text, situation)
    state = State()
    state = state.changed(case=state.case.with_values(situation=situation))
    heard_of = listener.listen(state, heard, TODAY)
    return listener.with_facts(heard_of.state, heard, heard_of.reading, TODAY).case


def test_a_situation_may_have_its_own_place_or_none():
    text = "Le taxi n'est pas venu me chercher à l'hôpital"
    assert case_of(text, "patient_transport_problem").setting == "patient_transport"
    assert case_of("La caisse ne rembourse pas l'hôpital", "reimbursement_dispute").setting is None


def test_a_profession_tells_its_place_when_the_place_matters():
    assert case_of("Le pharmacien m'insulte", "professional_misconduct").setting == "pharmacy"
    assert case_of("Le pharmacien refuse mon AME", "refusal_of_care").setting is None


def test_what_is_settled_at_home_keeps_the_home():
    text = "Mon mari a ses rayons à Limoges, nous habitons Guéret, l'ambulance ne vient plus"
    case = case_of(text, "patient_transport_problem")
    assert (case.department, case.residence_department) == ("23", "23")
    case = case_of("Le chirurgien de Limoges m'a raté, j'habite Guéret", "medical_error")
    assert (case.department, case.residence_department) == ("87", "23")


def test_a_place_set_aside_is_not_the_place():
    assert case_of("pardon, pas Rezé, Cholet", "tariff_dispute").department == "49"
    assert case_of("Le médecin n'est pas à Blois, il est à Tours", "tariff_dispute").department == "37"


def test_the_line_of_a_message_keeps_its_pauses():
    text = "Bonjour. Mon kiné, à Pau (64) : il crie !"
    line = context.context_of(text, split(text)).line
    assert line == "bonjour . mon kine , a pau , 64 , il crie "


@pytest.mark.parametrize("text", ["", " ", "?", "ni", "pas", "ma mère", "a " * 500, "mon père, " * 200])
def test_nothing_breaks_it(text):
    reader().read(text, TODAY)


def test_every_word_that_needs_the_context_has_a_known_profession():
    known, roles = load().professions, context.data("blame")
    values = [value for entry in roles["by_context"] for value in entry["near"]] + list(roles["home_words"])
    assert values and set(values) <= set(known)
    assert yaml.safe_dump(roles)


def test_a_pending_question_does_not_change_the_home():
    state = State().changed(pending=Pending("slot", slot="department"))
    heard_of = Listener(load()).listen(state, Heard("à Tours", "inform"), TODAY)
    assert heard_of.state.case.department == "37"


@pytest.mark.parametrize(
    "text, value",
    [("public", "public_hospital"), ("c'est publique", "public_hospital"), ("du privé", "private_clinic")],
)
def test_a_word_that_only_answers_counts_when_its_question_is_asked(text, value):
    assert chosen(text, "setting") == {"setting": value}
    told = reader().read(text, TODAY)
    assert told.chosen == {} and told.covered == 0


def test_real_words_close_to_an_answer_are_no_answer():
    assert [chosen(word, "setting") for word in ("prises", "primes", "publier")] == [{}, {}, {}]


@pytest.mark.parametrize("text", ["agriculteur", "agriculteurs", "agricultteur"])
def test_an_expression_weighs_the_same_however_it_is_written(text):
    assert [(value.value, value.weak) for value in reader().read(text, TODAY).values] == [("msa", True)]


@pytest.mark.parametrize(
    "kind, setting",
    [(None, "public_hospital"), ("doubt", "public_hospital"), ("next_problem", "public_hospital"), ("clarify", None)],
)
def test_a_word_alone_after_the_answer_tells_the_place(kind, setting):
    case = Case(situation="medical_record_access")
    state = State(case=case, answered=True, pending=kind and Pending(kind, choices=("medical_error", "other")))
    listener = Listener(load())
    assert listener.listen(state, Heard("public", "inform"), TODAY).state.case.setting == setting
    told = listener.listen(state, Heard("je parle du service public en général", "inform"), TODAY)
    assert told.state.case.setting is None
    assert listener.listen(State(case=case), Heard("public", "inform"), TODAY).state.case.setting is None

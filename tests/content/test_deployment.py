"""Production has one door and no secret; documents say the figures of the code; their links lead somewhere."""

import ast
import datetime
import json
import re
import shutil
import subprocess
import warnings
from pathlib import Path

import pytest
import yaml

from bot.channels.keys import SESSION_SECONDS
from bot.site.routes import files
from bot.stores.records import ERASED_SECONDS, KEPT_SECONDS

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
DOCUMENTS = [
    path for folder in (ROOT, ROOT / "docs", DEPLOY, ROOT / "contacts") for path in sorted(folder.glob("*.md"))
]
#: Files of production, less those of one machine, which git ignores.
FILES = sorted(
    path
    for path in DEPLOY.rglob("*")
    if path.is_file() and path.relative_to(DEPLOY).parts[0] not in (".env", "certs", "switch")
)
PUBLISHED = {"/webhooks/web/session", "/webhooks/web/webhook"}
MESSENGERS = {"/webhooks/telegram/webhook", "/webhooks/whatsapp/webhook"}
NUMBERS = ("15", "112", "114", "3114")


def text_of(name):
    return (ROOT / name).read_text(encoding="utf-8")


def without_comments(text):
    return "\n".join(re.sub(r"(^|\s)#.*", "", line) for line in text.splitlines())


def constant(name, path):
    """A number assigned in a module that is not imported here, because it imports Rasa."""
    return float(re.search(rf"^{name}(?:: \w+)? = ([\d_.]+)", text_of(path), re.MULTILINE)[1].replace("_", ""))


def compose():
    return yaml.safe_load(text_of("deploy/compose.yml"))


def nginx():
    return without_comments(text_of("deploy/nginx.conf"))


def directive(name):
    """The arguments of every use of a directive of nginx."""
    return re.findall(rf"(?:^|[{{;\s]){name}\s+((?:\"[^\"]*\"|[^;{{\"])+);", nginx())


# --- SEC-01, SEC-02: what runs, and what is reached -------------------------------------------------------------------


def test_only_own_channels_are_open():
    names = yaml.safe_load(text_of("deploy/credentials.yml"))
    assert names, "no channel"
    for name in names:
        module, _, channel = name.rpartition(".")
        assert module in ("bot.channels.web", "bot.channels.telegram", "bot.channels.whatsapp"), name
        tree = ast.parse(text_of(module.replace(".", "/") + ".py"))
        assert channel in [node.name for node in tree.body if isinstance(node, ast.ClassDef)], name


def test_no_part_of_production_is_given_words_in_clear():
    settings = yaml.safe_load(text_of("deploy/endpoints.yml"))
    assert not settings.keys() & {"event_broker", "nlg", "model", "models"}
    assert settings["action_endpoint"]["url"] == "local"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_file_of_production_opens_the_api(path):
    text = path.read_text(encoding="utf-8")
    for option in ("--enable-api", "--debug", "--cors", "--auth-token", "--jwt-secret", "LOG_LEVEL", "--inspect"):
        assert option not in text, option


def test_only_the_proxy_has_a_published_port():
    services = compose()["services"]
    assert {name for name, service in services.items() if service.get("ports")} == {"proxy"}
    assert len(services["proxy"]["ports"]) == 1 and services["proxy"]["ports"][0].startswith("443:")
    assert not any("network_mode" in service or service.get("privileged") for service in services.values())


def test_nothing_but_the_proxy_has_a_way_out():
    made = compose()
    inside = {name for name, network in made["networks"].items() if network.get("internal")}
    for name, service in made["services"].items():
        assert service["networks"], name
        assert name == "proxy" or set(service["networks"]) <= inside, name
    assert "back" not in made["services"]["proxy"]["networks"]
    assert made["services"]["redis"]["networks"] == ["back"]


@pytest.mark.parametrize("name", list(compose()["services"]))
def test_every_container_is_closed_in(name):
    service = compose()["services"][name]
    assert service["read_only"] is True and service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["user"].split(":")[0] not in ("", "root", "0")
    assert service["mem_limit"] and service["pids_limit"] and service["restart"]
    assert service["logging"]["options"]["max-size"]
    tag = service["image"].partition(":")[2]
    assert service.get("build") or (tag and tag != "latest")
    assert all(volume.endswith(":ro") or volume == "conversations:/data" for volume in service.get("volumes", []))


def test_assistants_run_in_production_and_share_one_store():
    services = compose()["services"]
    assistants = [service for name, service in services.items() if name.startswith("assistant")]
    assert len(assistants) >= 2
    for service in assistants:
        environment = service["environment"]
        assert environment["RECOURS_PROFILE"] == "production"
        assert environment["RASA_TELEMETRY_ENABLED"] == "false"
        assert environment["RECOURS_PROXIES"] == "1"
        assert "@redis:6379" in environment["RECOURS_REDIS_URL"]
        for name in ("RECOURS_SECRET", "RECOURS_ORIGINS"):
            assert re.fullmatch(rf"\$\{{{name}:\?.+\}}", environment[name]), name
    assert "redis.conf" in str(services["redis"]["volumes"]) and "requirepass" in str(services["redis"]["entrypoint"])
    assert {f"{name}:5005" for name in services if name.startswith("assistant")} == {
        server.split()[0] for server in directive("server")
    }


def test_the_image_runs_nothing_as_root_and_holds_nothing_more():
    image = without_comments(text_of("deploy/Dockerfile"))
    assert re.findall(r"^USER (\S+)", image, re.MULTILINE)[-1] == "10001:10001"
    assert "RASA_TELEMETRY_ENABLED=false RECOURS_PROFILE=production" in image
    assert "SECRET" not in image and "PASSWORD" not in image
    assert not re.search(r"^(ADD|COPY \.)", image, re.MULTILINE)
    assert "sha256sum --check" in image


# --- the proxy --------------------------------------------------------------------------------------------------------


def test_the_proxy_knows_a_few_addresses():
    to_assistant = re.findall(r"location ([^{]+) \{[^{}]*proxy_pass", nginx())
    exact = {place.removeprefix("= ") for place in to_assistant if place.startswith("= ")}
    assert exact == {"/", *PUBLISHED, *MESSENGERS}
    (pattern,) = [place.removeprefix("~ ") for place in to_assistant if place.startswith("~ ")]
    assert len(to_assistant) == len(exact) + 1
    for path in files():
        assert path == "/" or re.search(pattern, path), path
    for path in ("/recours-sante.yml", "/recours-sante.js.map", "/x/recours-sante.js", "/recours-sante.%2e.js"):
        assert not re.search(pattern, path), path
    assert set(directive("proxy_pass")) == {"http://assistant"}
    assert re.search(r"location / \{ return 404; \}", nginx())
    web = text_of("bot/channels/web.py")
    assert {f"/webhooks/web{route}" for route in re.findall(r'addresses\.route\("([^"]+)"', web)} == PUBLISHED


def test_messengers_are_told_their_settings_and_reach_their_servers():
    more = yaml.safe_load(text_of("deploy/compose.messengers.yml"))
    wanted = set()
    for path in (ROOT / "bot" / "channels").glob("*.py"):
        wanted |= set(re.findall(r'"(RECOURS_(?:TELEGRAM|WHATSAPP)_\w+|RECOURS_PUBLIC_URL)"', path.read_text()))
    optional = {"RECOURS_TELEGRAM_API", "RECOURS_TELEGRAM_POLLING", "RECOURS_WHATSAPP_GRAPH"}
    assert set(more["services"]) == {name for name in compose()["services"] if name.startswith("assistant")}
    for service in more["services"].values():
        assert set(service["environment"]) == wanted - optional
        assert set(service["networks"]) == {"front", "back", "out"}
    assert more["networks"] == {"out": {}}


def test_the_proxy_bounds_size_time_and_connections():
    assert directive("client_max_body_size") == ["16k", "128k", "1m"]  # after it: messengers, signed
    assert constant("MOST_BODY", "bot/channels/application.py") == 16 * 1024
    for name in ("client_header_timeout", "client_body_timeout", "send_timeout", "keepalive_timeout"):
        assert directive(name) == ["10s"], name
    assert len(directive("limit_conn")) == 4 and len(directive("limit_req")) == 3
    assert "7500ms" in directive("proxy_read_timeout")
    assert constant("TURN_SECONDS", "bot/channels/answering.py") <= 8
    assert directive("proxy_buffering") == ["off"] and directive("server_tokens") == ["off"]


def test_one_session_stays_with_one_process():
    assert directive("hash") == ["$affinity consistent"]
    assert re.search(r"map \$http_authorization \$affinity \{\s+default \$http_authorization;", nginx())


def test_the_proxy_alone_says_where_a_visitor_comes_from():
    headers = dict(header.split(None, 1) for header in directive("proxy_set_header"))
    assert headers["X-Forwarded-For"] == "$remote_addr"
    for name in ("Forwarded", "X-Real-IP", "X-Forwarded-Host", "Cookie"):
        assert headers[name] == '""', name


def test_security_headers_are_on_every_response():
    headers = {header.split()[0] for header in directive("add_header")}
    assert headers >= {
        "Strict-Transport-Security",
        "X-Content-Type-Options",
        "X-Frame-Options",
        "Content-Security-Policy",
        "Referrer-Policy",
        "Permissions-Policy",
        "Cache-Control",
    }
    assert all(header.endswith(" always") for header in directive("add_header"))
    # One inside a location would take away all those of the server.
    assert len(re.findall(r"^    add_header", nginx(), re.MULTILINE)) == len(directive("add_header"))
    assert "unsafe" not in " ".join(directive("add_header"))


def test_the_proxy_logs_nothing_of_anybody():
    logged = re.search(r"log_format counts(.*?);\n", nginx(), re.DOTALL)[1]
    known = {"time_iso8601", "status", "known_path", "request_time", "request_length", "bytes_sent", "upstream_status"}
    assert set(re.findall(r"\$(\w+)", logged)) == known
    assert [log.split()[-1] for log in directive("access_log")] == ["counts"]
    assert [log.split()[-1] for log in directive("error_log")] == ["alert"]
    assert directive("limit_conn_log_level") == directive("limit_req_log_level") == ["info"]


def test_refusals_of_the_proxy_say_whom_to_call():
    bodies = [json.loads(body) for body in re.findall(r"return \d+ '([^']+)'", nginx())]
    assert len(bodies) >= 7
    for body in bodies:
        assert set(body) == {"error", "text"}
        if body["error"] not in ("bad_request", "not_found"):
            assert set(re.findall(r"\d+", body["text"])) >= set(NUMBERS), body


def test_the_page_of_the_switch_stands_alone():
    page = text_of("deploy/pages/arret.html")
    assert all(re.search(rf'href="(tel|sms):{number}"', page) for number in NUMBERS)
    assert not re.search(r"https?:|<script|<link|<img|style=", page)
    assert re.search(r"if \(-f /etc/recours-sante/switch/off\) \{\s+return 503;", nginx())


@pytest.mark.skipif(not (shutil.which("nginx") and shutil.which("openssl")), reason="needs nginx and openssl")
def test_nginx_understands_its_file(tmp_path):
    certs = tmp_path / "certs"
    certs.mkdir()
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost"]
    made += ["-keyout", str(certs / "privkey.pem"), "-out", str(certs / "fullchain.pem")]
    subprocess.run(made, check=True, capture_output=True)
    text = text_of("deploy/nginx.conf").replace("/tmp/", f"{tmp_path}/").replace("/etc/recours-sante", str(tmp_path))
    for name in ("assistant-1", "assistant-2"):
        text = text.replace(f"{name}:5005", "127.0.0.1:5005")
    (tmp_path / "nginx.conf").write_text(text, encoding="utf-8")
    command = ["nginx", "-e", str(tmp_path / "errors"), "-t", "-c", str(tmp_path / "nginx.conf")]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 0 and "warn" not in found.stderr, found.stderr


# --- SEC-14: no secret ------------------------------------------------------------------------------------------------

SECRET = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|\b[0-9a-f]{32,}\b|"
    r"(?:SECRET|PASSWORD|PASSWD|TOKEN|API_KEY)\w*\s*[=:]\s*[\"']?[A-Za-z0-9+/_-]{12,}|://[^/\s:@$]*:[^/\s:@$]+@"
)


@pytest.mark.parametrize("line", ["RECOURS_SECRET=abcdefghijklmnop", "redis://:hunter2@redis:6379", "a" * 40])
def test_a_secret_would_be_seen(line):
    assert SECRET.search(line)


@pytest.mark.parametrize(
    "path",
    [*FILES, *DOCUMENTS, *ROOT.glob("*.yml"), ROOT / "Makefile"],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_no_secret_in_files(path):
    assert not SECRET.search(path.read_text(encoding="utf-8"))


def test_secrets_of_a_machine_are_ignored_by_git():
    assert {".env", "certs/"} <= set(text_of("deploy/.gitignore").split())


# --- documents --------------------------------------------------------------------------------------------------------


def french(seconds):
    """A length of time as the documents write it, with an ordinary space."""
    for unit, name in ((3600, "heure"), (60, "minute"), (1, "seconde")):
        if seconds % unit == 0:
            number = int(seconds // unit)
            return f"{number} {name}{'s' if number > 1 else ''}"
    raise ValueError(seconds)


PURGE = ("PURGE_SECONDS", constant("PURGE_SECONDS", "bot/stores/opening.py"))
LEASE = ("LEASE_SECONDS", constant("LEASE_SECONDS", "bot/stores/redis_lock.py"))
KEPT, SESSION = ("KEPT_SECONDS", KEPT_SECONDS), ("SESSION_SECONDS", SESSION_SECONDS)
ERASED = ("ERASED_SECONDS", ERASED_SECONDS)


@pytest.mark.parametrize("figure", [KEPT, SESSION, ERASED, PURGE, LEASE], ids=lambda figure: figure[0])
def test_the_table_of_retention_says_what_the_code_does(figure):
    name, seconds = figure
    rows = [row for row in text_of("docs/aipd.md").splitlines() if name in row]
    assert len(rows) == 1, name
    assert re.search(rf"(?<!\d){french(seconds)}\b", rows[0]), rows[0]


@pytest.mark.parametrize("figure", [KEPT, SESSION], ids=lambda figure: figure[0])
def test_patients_are_told_the_same_figures(figure):
    assert re.search(rf"(?<!\d){french(figure[1])}\b", text_of("docs/vie-privee.md"))


def test_what_patients_are_told_is_kept_is_what_is_kept():
    lines = text_of("bot/stores/lines.py")
    assert '"text", "parse_data"' in lines and '"bot", "agent", "export"' in lines  # the words of neither side


def test_threats_name_the_limits_of_the_code():
    threats = text_of("docs/menaces.md").replace(" ", "")
    limits = text_of("bot/channels/limits.py")
    assert f"{constant('MOST_WORDS', 'bot/channels/limits.py'):.0f}mots" in threats
    assert f"{constant('MOST_CHARACTERS', 'bot/channels/limits.py'):.0f}caractères" in threats
    for name, unit in (
        ("conversation", "messagesparminute"),
        ("address", "paradresse"),
        ("sessions", "sessionsparheure"),
    ):
        most = re.search(rf"{name}: Buckets = field\(default_factory=lambda: Buckets\((\d+),", limits)[1]
        assert f"{most}{unit}" in threats, name


def test_nobody_is_invented():
    notice, study, sheet = (text_of(f"docs/{name}.md") for name in ("vie-privee", "aipd", "exploitation"))
    assert notice.count("[À COMPLÉTER par l'organisme") >= 5
    assert "[À COMPLÉTER" in study and "[À COMPLÉTER" in sheet
    for text in (notice, study, sheet, text_of("SECURITY.md")):
        assert not re.search(r"[\w.]+@[\w-]+\.\w+", text)


def anchors(text):
    """The anchors of a page's headings, as the usual hosts of repositories make them."""
    headings = re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(path):
    text = re.sub(r"```.*?```|`[^`\n]*`", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"https?:|mailto:|tel:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target.read_text(encoding="utf-8")), link


# --- SEC-12: advisories -----------------------------------------------------------------------------------------------

LOCKED = dict(re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text_of("requirements.lock"), re.MULTILINE))
ROW = re.compile(r"^\| ([a-z-]+) (\d\S*) \| (CVE-[^|]+) \| ([^|]+) \|(?: (\d{4}-\d\d-\d\d) \|)?$", re.MULTILINE)


def advisories():
    return ROW.findall(text_of("SECURITY.md"))


def test_advisories_are_of_the_locked_versions():
    rows = advisories()
    assert len(rows) == text_of("SECURITY.md").count("| CVE-") >= 10
    for package, version, advisory, *_ in rows:
        assert LOCKED[package] == version, f"{package}: look at {advisory} again"


def test_accepted_advisories_have_a_reason_and_a_recent_date():
    accepted = [row for row in advisories() if row[4]]
    assert accepted
    for package, _, advisory, reason, date in accepted:
        day = datetime.date.fromisoformat(date)
        assert len(reason) >= 8 and day >= datetime.date(2026, 11, 24)
        if datetime.date.today() - day > datetime.timedelta(days=90):
            warnings.warn(f"SECURITY.md: look at {advisory} of {package} again (last: {date})", stacklevel=1)


def test_what_has_advisories_and_was_left_out_stays_out():
    assert not LOCKED.keys() & {"tensorflow", "keras", "pip", "twilio", "aiogram", "confluent-kafka", "huggingface-hub"}


def test_the_lock_has_hashes():
    blocks = re.split(r"(?m)^(?=[A-Za-z0-9])", text_of("requirements.lock"))
    packages = [block for block in blocks if re.match(r"[A-Za-z0-9._-]+==", block)]
    assert len(packages) == len(LOCKED) and all("--hash=sha256:" in block for block in packages)

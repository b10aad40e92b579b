"""Keys that nobody can choose, tokens that nobody can make, a secret that nobody can read."""

import base64
import stat
import threading

import pytest

from bot.channels.keys import (
    SECRET,
    SESSION_SECONDS,
    SecretError,
    conversation_key,
    load_secret,
    new_token,
    session_of,
)
from bot.channels.settings import SettingsError, read_settings

KEY = b"k" * 32


def test_a_conversation_has_one_key_and_each_its_own():
    ids = [("web", "a"), ("web", "b"), ("rest", "a"), ("web", ""), ("web", "a|b"), ("web", "\ud800"), ("web", "\ud801")]
    keys = [conversation_key(KEY, *one) for one in ids]
    assert keys == [conversation_key(KEY, *one) for one in ids] and len(set(keys)) == len(ids)
    assert all(len(key) == 64 and int(key, 16) >= 0 for key in keys)
    assert conversation_key(b"l" * 32, "web", "a") != keys[0]


def test_a_token_is_good_for_two_hours():
    token = new_token(KEY, 1_800_000_000.5)
    identity = session_of(KEY, token, 1_800_000_000)
    assert identity and len(base64.urlsafe_b64decode(identity)) * 8 >= 128
    assert session_of(KEY, token, 1_800_000_000 + SESSION_SECONDS - 1) == identity
    assert session_of(KEY, token, 1_800_000_000 + SESSION_SECONDS) is None


def test_tokens_are_never_the_same():
    assert len({session_of(KEY, new_token(KEY, 1e9), 1e9) for _ in range(1_000)}) == 1_000


def test_a_changed_token_is_none():
    token = new_token(KEY, 1e9)
    for place in range(len(token)):
        for other in "A.-é\ud800\n":
            changed = token[:place] + other + token[place + 1 :]
            assert changed == token or session_of(KEY, changed, 1e9) is None
        assert session_of(KEY, token[:place], 1e9) is None
    for other in (token + "\n", " " + token, token + "x" * 1_000_000, token.upper(), ""):
        assert session_of(KEY, other, 1e9) is None
    assert session_of(b"l" * 32, token, 1e9) is None


def test_a_key_is_not_a_signature():
    """The same secret makes both: the key of any id that a person may have must not pass for a signature."""
    body = new_token(KEY, 1e9).rpartition(".")[0]
    for channel in ("web", "rest"):
        digest = bytes.fromhex(conversation_key(KEY, channel, body))
        assert session_of(KEY, f"{body}.{base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}", 1e9) is None


def test_the_secret_comes_from_the_environment_first(tmp_path):
    assert load_secret(tmp_path, False, {SECRET: "x" * 32}) == b"x" * 32
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(SecretError) as told:
        load_secret(tmp_path, False, {SECRET: "too short"})
    assert "too short" not in str(told.value)


def test_in_development_a_secret_is_drawn_once_and_readable_by_its_owner_only(tmp_path):
    folder = tmp_path / "state"
    secret = load_secret(folder, False, {})
    assert len(secret) == 64 and load_secret(folder, False, {}) == secret
    assert load_secret(tmp_path / "other", False, {}) != secret
    (path,) = folder.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    load_secret(folder, False, {})
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_text("short")
    with pytest.raises(SecretError):
        load_secret(folder, False, {})


def test_processes_that_start_at_once_agree(tmp_path):
    found = []
    threads = [threading.Thread(target=lambda: found.append(load_secret(tmp_path, False, {}))) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 16 and len(set(found)) == 1 and len(list(tmp_path.iterdir())) == 1


def test_a_secret_that_cannot_be_kept_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SecretError, match="secret"):
        load_secret(tmp_path / "file", False, {})


def test_production_needs_its_own_secret(tmp_path):
    with pytest.raises(SettingsError, match="RECOURS_SECRET"):
        read_settings(tmp_path, {"RECOURS_PROFILE": "production"})
    settings = read_settings(tmp_path, {"RECOURS_PROFILE": "production", SECRET: "s" * 40})
    assert settings.production and "sss" not in repr(settings)


@pytest.mark.parametrize("origins", ["*", "https://*.fr", "https://a.fr/", "a.fr", "https://a.fr,*", "null", "file://"])
def test_only_exact_sites_can_be_listed(tmp_path, origins):
    with pytest.raises(SettingsError, match="RECOURS_ORIGINS"):
        read_settings(tmp_path, {"RECOURS_ORIGINS": origins})


def test_the_other_settings(tmp_path):
    environment = {"RECOURS_ORIGINS": "https://a.fr, http://localhost:8080", "RECOURS_PROXIES": "2"}
    settings = read_settings(tmp_path, environment)
    assert settings.origins == {"https://a.fr", "http://localhost:8080"} and settings.proxies == 2
    assert not settings.production and read_settings(tmp_path, {}).origins == frozenset()
    for wrong in ({"RECOURS_PROFILE": "prod"}, {"RECOURS_PROXIES": "-1"}, {"RECOURS_PROXIES": "two"}):
        with pytest.raises(SettingsError):
            read_settings(tmp_path, wrong)

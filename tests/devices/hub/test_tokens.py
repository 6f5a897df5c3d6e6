"""Tokens: shown once, kept as hashes, good until they are revoked."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlite_utils

from devices.hub.people import Principal
from devices.hub.tokens import LONGEST_DAYS, Scope, Tokens, TokensFailed, migrations
from devices.link.words import Role


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hall" / "tokens.db"


@pytest.fixture
def tokens(path: Path) -> Iterator[Tokens]:
    made = Tokens(path)
    yield made
    made.close()


def proven(tokens: Tokens, secret: str) -> Principal:
    bearer = tokens.prove(secret)
    assert bearer is not None
    return bearer.by


@pytest.mark.parametrize("role", list(Role))
def test_a_token_proves_the_role_and_place_it_was_made_for(tokens: Tokens, role: Role) -> None:
    by = proven(tokens, tokens.make(role, "window-5"))
    assert (by.role, by.place) == (role, "window-5")


def test_no_two_tokens_are_alike(tokens: Tokens) -> None:
    assert len({tokens.make(Role.KIOSK, "K1") for _ in range(20)}) == 20


@pytest.mark.parametrize("guess", ["", "x", "' OR 1=1 --", "\0", "令牌", "a" * 10_000])
def test_anything_else_proves_nothing(tokens: Tokens, guess: str) -> None:
    tokens.make(Role.ADMIN)
    assert tokens.prove(guess) is None


def test_a_part_of_a_token_or_its_hash_proves_nothing(tokens: Tokens) -> None:
    secret = tokens.make(Role.ADMIN)
    (digest,) = tokens._conn.execute("SELECT digest FROM tokens").fetchone()
    for guess in (secret[:-1], secret + "A", secret.swapcase(), digest, proven(tokens, secret).credential):
        assert tokens.prove(guess) is None


def test_the_secret_is_kept_nowhere(tokens: Tokens, path: Path) -> None:
    secret = tokens.make(Role.KIOSK, "K1")
    files = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert secret.encode() not in files
    assert secret not in repr(tokens.all())
    assert secret not in repr(proven(tokens, secret))


def test_a_revoked_token_holds_no_more_and_others_do(tokens: Tokens) -> None:
    lost, other = tokens.make(Role.KIOSK, "K1"), tokens.make(Role.KIOSK, "K1")
    name = proven(tokens, lost).credential
    assert tokens.revoke(name)
    assert tokens.prove(lost) is None
    assert tokens.prove(other) is not None
    assert not tokens.revoke(name)
    assert not tokens.revoke("unknown")


def test_a_running_hub_sees_what_another_process_made_and_revoked(tokens: Tokens, path: Path) -> None:
    technician = Tokens(path)
    secret = technician.make(Role.PAD, "window-1")
    by = proven(tokens, secret)
    technician.revoke(by.credential)
    technician.close()
    assert tokens.prove(secret) is None


def test_a_list_names_every_token_ever_made(tokens: Tokens) -> None:
    names = [proven(tokens, tokens.make(Role.SCREEN, f"zone-{n}")).credential for n in range(3)]
    tokens.revoke(names[1])
    rows = {row.id: row for row in tokens.all()}
    assert set(rows) == set(names)
    assert [rows[name].revoked_at is not None for name in names] == [False, True, False]
    assert rows[names[0]].place == "zone-0"


def test_nobody_is_the_hub_by_token(tokens: Tokens) -> None:
    with pytest.raises(ValueError, match="the hub needs no token"):
        tokens.make(Role.AGENT, "hub")


def test_only_the_owner_may_read_the_file(tokens: Tokens, path: Path) -> None:
    tokens.make(Role.KIOSK, "K1")
    for file in path.parent.glob("tokens.db*"):
        assert file.stat().st_mode & 0o077 == 0, file.name


def test_a_file_that_is_no_database_holds_no_tokens(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no tokens in here" * 100)
    with pytest.raises(TokensFailed, match=r"tokens\.db cannot be opened"):
        Tokens(path)


def test_a_token_is_good_for_what_it_was_made_for(tokens: Tokens) -> None:
    bearer = tokens.prove(tokens.make(Role.INTEGRATION, scopes=[Scope.HALL, Scope.GAUGES]))
    assert bearer is not None
    assert bearer.scopes == {Scope.HALL, Scope.GAUGES}


def test_a_token_ends_by_itself(path: Path) -> None:
    now = datetime(2026, 3, 2, tzinfo=UTC)
    with closing(Tokens(path, lambda: now)) as tokens:
        secret = tokens.make(Role.INTEGRATION, days=30)
        now += timedelta(days=29, hours=23)
        assert tokens.prove(secret) is not None
        now += timedelta(hours=1)
        assert tokens.prove(secret) is None


@pytest.mark.parametrize("days", [0, -1, LONGEST_DAYS + 1])
def test_no_token_is_for_ever_or_for_no_time(tokens: Tokens, days: int) -> None:
    with pytest.raises(ValueError, match="holds for 1 to 730 days"):
        tokens.make(Role.INTEGRATION, days=days)


def test_a_token_for_nothing_is_not_made(tokens: Tokens) -> None:
    with pytest.raises(ValueError, match="good for nothing"):
        tokens.make(Role.INTEGRATION, scopes=[])


def test_tokens_of_before_there_were_scopes_hold_for_a_year_from_their_making(path: Path) -> None:
    now = datetime(2026, 3, 2, tzinfo=UTC)
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as conn, conn:
        db = sqlite_utils.Database(conn)
        migrations.apply(db, stop_before="m002_scopes")
        digest = hashlib.sha256(b"old-secret").hexdigest()
        conn.execute("INSERT INTO tokens VALUES ('t1', ?, 'kiosk', 'K1', ?, NULL)", (digest, now.isoformat()))
    with closing(Tokens(path, lambda: now)) as tokens:
        bearer = tokens.prove("old-secret")
        assert bearer is not None
        assert bearer.scopes == set(Scope)
        now += timedelta(days=366)
        assert tokens.prove("old-secret") is None

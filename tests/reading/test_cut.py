"""A saved file: its postings, the saver's notes, and everything that only looks like them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.reading import cut, lines

INTRO_A = (
    "The harbour team keeps forty cranes at work around the clock, and answers for every container that crosses the "
    "quay on its way from ship to rail."
)
INTRO_B = (
    "The signals team moves nine hundred trains a day through three tunnels, and owns the software that decides "
    "which of them goes first."
)


HEADS = ("What you'll do", "What you bring", "Bonus points")


def posting(intro: str, *skills: str, heads: tuple[str, str, str] = HEADS) -> str:
    do, bring, bonus = heads
    return "\n".join(
        [intro, do, f"- Own {skills[0]} and its pager", f"- Write {skills[1]} that others can read", bring,
         f"- 3+ years of {skills[0]}", f"- A calm hand with {skills[1]}", bonus, f"- {skills[2]} in production"]
    )  # fmt: skip


A = posting(INTRO_A, "scheduling", "Elixir", "Kafka")
B = posting(INTRO_B, "interlocking", "Ada", "formal proofs")
C = posting(INTRO_A.replace("harbour", "mooring"), "ropes", "C++", "winches")


def shape(text: str) -> list[tuple[int, int, int, bool]]:
    return [(part.number, part.first, part.last, part.note) for part in cut(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (A, [(1, 1, 9, False)]),
        (f"{A}\n{B}", [(1, 1, 9, False), (2, 10, 18, False)]),
        (f"{A}\n\n{B}\n", [(1, 1, 9, False), (2, 11, 19, False)]),
        (f"{A}\n---\n{B}", [(1, 1, 10, False), (2, 11, 19, False)]),
        (f"Crane Engineer\n{A}\n\nSignals Engineer\n{B}", [(1, 1, 10, False), (2, 12, 21, False)]),
        (f"{A}\n{B}\n{C}", [(1, 1, 9, False), (2, 10, 18, False), (3, 19, 27, False)]),
        (f"{A}\nElixirの経験を重視している点が面白い。給料は書かれていない\n{B}\nこちらはAdaが中心で、形式手法の知識も求められそう",
         [(1, 1, 9, False), (1, 10, 10, True), (2, 11, 19, False), (2, 20, 20, True)]),
        (f"{A}\nMy note: looks like the old crane job again", [(1, 1, 9, False), (1, 10, 10, True)]),
        (f"{A}\nNote: I applied in March and heard nothing\n{B}",
         [(1, 1, 9, False), (1, 10, 10, True), (2, 11, 19, False)]),
        (f"{A}\n// saved from the company's site\n{B}\n[note] the better one of the two",
         [(1, 1, 9, False), (1, 10, 10, True), (2, 11, 19, False), (2, 20, 20, True)]),
        (f"{A}\nメモ: 去年より年数が減った", [(1, 1, 9, False), (1, 10, 10, True)]),
        (f"{A}\n\nMy notes\nask Ida about the pager\nand about the pay", [(1, 1, 9, False), (1, 11, 13, True)]),
        (f"Memo: saved 2023-04-02 from a friend\n\n{A}", [(1, 1, 1, True), (1, 3, 11, False)]),
        (f"{A}\nDas Gehalt ist nicht genannt, und der Standort ist auch nur vage beschrieben.",
         [(1, 1, 9, False), (1, 10, 10, True)]),
        ("", []),
        ("\n \n", []),
    ],
)  # fmt: skip
def test_postings_and_notes(text: str, expected: list[tuple[int, int, int, bool]]) -> None:
    assert shape(text) == expected


def test_two_postings_with_headings_of_their_own() -> None:
    other = posting(
        INTRO_B, "interlocking", "Ada", "formal proofs", heads=("Responsibilities", "Requirements", "Nice to have")
    )
    assert shape(f"{A}\n\n# Signals Engineer\n{other}") == [(1, 1, 9, False), (2, 11, 20, False)]


JAPANESE = """バックエンドエンジニア
港湾チームは四十台のクレーンを二十四時間動かし続けています。
仕事内容
・スケジューリング基盤の開発と運用
・Elixir によるサービスの設計
応募資格
・バックエンド開発の経験3年以上
・PostgreSQL の運用経験
歓迎条件
・Kafka の経験
Harbour Systems is building the operating system of the modern port.
待遇
・年収 700万円〜900万円
ご応募をお待ちしております。"""

GERMAN = """Kranführer-Software (m/w/d)
Das Hafenteam hält vierzig Kräne rund um die Uhr in Betrieb.
Deine Aufgaben
- Du entwickelst die Einsatzplanung
- Du bist im Bereitschaftsdienst
Dein Profil
- Drei Jahre Erfahrung mit Elixir
- Gute Kenntnisse in PostgreSQL
Benefits
- 30 Tage Urlaub
Let's build the port of tomorrow, together with people who care about the sea!"""

FRENCH = """Ingénieure plateforme (H/F)
L'équipe du port fait tourner quarante grues jour et nuit.
Vos missions
- Concevoir la planification
Votre profil
- Trois ans d'expérience avec Elixir
Avantages
- Télétravail partiel
We are an equal opportunity employer and the process is in English."""

BILINGUAL = f"""{GERMAN}

English version

The harbour team keeps forty cranes at work around the clock.
Your tasks
- You build the scheduling of the cranes
- You are on call
Your profile
- Three years of experience with Elixir
- Good knowledge of PostgreSQL
Benefits
- 30 days of holiday"""


@pytest.mark.parametrize(
    "text",
    [
        JAPANESE,
        GERMAN,
        FRENCH,
        BILINGUAL,
        f"{A}\nBenefits\n- A bicycle\n- A pension\nBenefits for parents\n- Sixteen weeks\nBenefits\n- A bicycle",
        f"{A}\nFAQ\nWhat do you pay?\n- More than the port of call\nWhat do you pay?\n- We said it above",
        f"{A}\nNote: applicants must be able to start in May.",
        f"{INTRO_A}\nNote: this role is not eligible for visa sponsorship\n{A}",
        f"---\ntitle: Crane Engineer\n# note: keep this line\n---\n{A}",
        f"{A}\n\n---\n\nHarbour Systems is an equal opportunity employer.\n\n===\n\nApply by mail.",
        f"{A}\n#LI-Remote\nWhy us?\nWe are small and pay on time.\nApply for this job\n*\nindicates a required field",
        # the same list twice is one page saved with both its layouts
        f"{A}\n{A}",
        "What you'll do\n- x\n- y\nWhat you bring\n- z",
        "One line only",
    ],
)
def test_one_posting_stays_one(text: str) -> None:
    parts = cut(text)
    assert [(part.number, part.note) for part in parts] == [(1, False)]
    assert parts[0].first == 1
    assert parts[0].last == text.count("\n") + 1


def test_words_show_what_a_part_is() -> None:
    first, second = cut(f"{A}\n---\n# Signals Engineer\n{B}")
    assert first.words.startswith("The harbour team keeps forty cranes")
    assert len(first.words) <= 60
    assert second.words == "Signals Engineer"
    assert lines(f"{A}\n---\n# Signals Engineer\n{B}", second) == f"# Signals Engineer\n{B}"


PIECES = st.sampled_from(
    [*A.split("\n"), *B.split("\n"), "", "---", "-", "Note: I was here", "メモ", *JAPANESE.split("\n")]
)


@given(st.lists(PIECES, max_size=40))
def test_parts_hold_every_line_in_order(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    parts = cut(text)
    held = [line for part in parts for line in lines(text, part).split("\n") if line.strip()]
    assert held == [line for line in pieces if line.strip()]
    assert all(before.last < after.first for before, after in pairwise(parts))
    assert all(0 <= after.number - before.number <= 1 for before, after in pairwise(parts))

"""Many looks at many postings with a known history: whatever really changed is told, and nothing else.

Four languages, three currencies, three layouts; at every look the page has other counters, ages, clocks, tokens, links
and blocks, and its lists in another order. One look in six finds a real edit.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from tracker import decide, pipeline
from tracker.model import Document, Event, Every, Known, Look, Posting, Watch

START = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)
LOOKS, POSTINGS = 12, 24


@dataclass(frozen=True)
class Says:
    """What the employer says, in numbers."""

    pay: int
    years: int
    users: int
    skill: str = "Terraform"
    duty: int = 0


WORDS = {
    "en": {
        "h": ("What you'll do", "What you should have", "What we offer"),
        "duties": ("Look after the payment service.", "Rebuild the search service.", "Lead the storage guild."),
        "users": "Our shop is used by more than {} million people every month.",
        "years": "{}+ years of experience with backend systems",
        "pay": "The base salary is £{0},000 to £{1},000 a year.",
        "noise": (
            "{n} hopefuls have applied so far",
            "Posted {d} days ago",
            "Seen {n} times this week",
            "Only {d} spots left",
        ),
    },
    "de": {
        "h": ("Deine Aufgaben", "Dein Profil", "Was wir bieten"),
        "duties": ("Du betreust den Zahlungsdienst.", "Du baust die Suche neu.", "Du leitest die Speichergilde."),
        "users": "Unser Shop hat mehr als {} Millionen Nutzer im Monat.",
        "years": "Mindestens {} Jahre Berufserfahrung mit Backend-Systemen",
        "pay": "Das Jahresgehalt liegt zwischen {0}.000 € und {1}.000 €.",
        "noise": ("Schon {n} Mal angesehen", "Vor {d} Tagen veröffentlicht", "{n} Bewerbungen", "Noch {d} Tage"),
    },
    "fr": {
        "h": ("Vos missions", "Votre profil", "Ce que nous offrons"),
        "duties": ("Vous gérez le service de paiement.", "Vous refondez la recherche.", "Vous animez la guilde."),
        "users": "Notre boutique compte plus de {} millions d'utilisateurs par mois.",
        "years": "{} ans d'expérience minimum en développement backend",
        "pay": "Salaire : {0} 000 € à {1} 000 € par an.",
        "noise": ("Offre vue {n} fois", "Publiée il y a {d} jours", "{n} candidatures", "Plus que {d} jours"),
    },
    "es": {
        "h": ("Tus funciones", "Tu perfil", "Qué ofrecemos"),
        "duties": ("Cuidarás el servicio de pagos.", "Reharás el buscador.", "Liderarás el equipo de datos."),
        "users": "Nuestra tienda tiene más de {} millones de usuarios al mes.",
        "years": "Al menos {} años de experiencia en sistemas backend",
        "pay": "Salario: entre {0}.000 € y {1}.000 € al año.",
        "noise": ("{n} visitas", "Publicada hace {d} días", "{n} personas se han inscrito", "Quedan {d} días"),
    },
}


def page(number: int, says: Says, look: int) -> str:
    language = list(WORDS)[number % 4]
    words, chance = WORDS[language], random.Random(f"{number}/{look}")
    first, second, third = words["h"]
    noise = [f"<p>{line.format(n=200 + 13 * look, d=3 + look)}</p>" for line in words["noise"]]
    noise.append(f"<p>Ref {chance.randbytes(16).hex()}</p>")
    noise.append("<p>Come to our open day in May.</p>" if look % 2 else "<p>We won a prize for our coffee.</p>")
    top, end = (noise, []) if number % 3 == 0 else ([], noise) if number % 3 == 1 else (noise[:3], noise[3:])
    skills = ["Python", "Kafka", "PostgreSQL", says.skill]
    chance.shuffle(skills)
    tag = chance.choice(["div", "section"])
    return f"""<!doctype html><html lang="{language}"><head><title>Engineer {number}</title>
<meta name="csrf-token" content="{chance.random()}"></head><body><main><h1>Engineer {number}</h1>{"".join(top)}
<{tag} class="x{look}"><p>{str(words["users"]).format(says.users)}</p><h2>{first}</h2>
<ul><li>{words["duties"][says.duty]}</li></ul>
<h2>{second}</h2><ul><li>{str(words["years"]).format(says.years)}</li>
{"".join(f"<li>{skill}</li>" for skill in skills)}</ul>
<h2>{third}</h2><p>{str(words["pay"]).format(says.pay, says.pay + 15)}</p>
<p><a href="/apply?utm_source=s{look}">Apply</a></p></{tag}>{"".join(end)}</main></body></html>"""


def next_edit(says: Says, chance: random.Random) -> Says:
    edits = (
        replace(says, pay=says.pay + chance.choice([3, 7, 12])),
        replace(says, years=says.years + 1),
        replace(says, users=says.users + 10),
        replace(says, skill="Kubernetes" if says.skill == "Terraform" else "Terraform"),
        replace(says, duty=(says.duty + 1) % 3),
    )
    return chance.choice(edits)


def checked(known: Known, watch: Watch, number: int, says: Says, look: int, now: datetime) -> Look:
    """A check as it is: a doubtful look is followed by another one, at which the page has turned again."""

    def at(turn: int) -> Document:
        return Document(body=page(number, says, turn).encode(), url=watch.url, media_type="text/html")

    seen = pipeline.look(at(2 * look), known, watch, now)
    if decide.doubtful(seen, known):
        assert seen.snapshot is not None
        seen = pipeline.look(at(2 * look + 1), known, watch, now, seen.snapshot.page)
    return seen


def test_every_real_edit_is_told_and_nothing_else() -> None:
    found = versions = 0
    missed: list[str] = []
    false: list[str] = []
    for number in range(POSTINGS):
        chance = random.Random(number)
        posting = Posting(key=f"page:https://example.com/{number}", role=f"shop{number}/engineer")
        url = f"https://example.com/{number}"
        watch = Watch(key=posting.key, url=url, role=posting.role, rhythm=Every(interval=timedelta(hours=6)))
        known, says = Known(posting=posting), Says(pay=60 + number, years=3, users=20 + number)
        for look in range(LOOKS):
            before = says
            says = next_edit(says, chance) if look and chance.random() < 1 / 6 else says
            seen = checked(known, watch, number, says, look, START + look * timedelta(hours=6))
            assert seen.event is not Event.FAILED, seen.reason
            told = bool(seen.messages)
            found += told and says != before
            if look and told is not (says != before):
                (false if told else missed).append(f"{number} at {look}: {seen.messages or seen.reason}")
            versions += seen.snapshot is not None
            known = replace(
                known,
                snapshot=replace(seen.snapshot, number=1) if seen.snapshot else known.snapshot,
                status=seen.status or known.status,
                last_seen=seen.seen_at,
                memory=(*known.memory, seen.fingerprint or "") if seen.snapshot else known.memory,
            )
    assert not missed
    assert len(false) <= 0.02 * found, false
    assert versions <= 2 * (POSTINGS + found), "noise is not kept each time"

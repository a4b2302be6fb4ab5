"""Pairs of texts, and all that a reader is told of their difference: each fact, and "text" where words changed.

The facts are those that the real readers find, so a pair here is what `tracker compare` says of it.
"""

from __future__ import annotations

import pytest

from tracker import decide, pipeline
from tracker.model import Kind, Weight

DUTIES = """What you'll do
- Build the services that carry every order of our shops.
- Review the designs of your colleagues and write your own.
- Keep our on-call rota humane.
"""
FIRM = "Parley makes tools for conversations between strangers. Founded in 2011, we have offices on two continents."

Pair = tuple[str, str, tuple[str, ...]]

SILENT: dict[str, tuple[str, str]] = {
    "a paragraph moved": (f"{FIRM}\n\n{DUTIES}", f"{DUTIES}\n\n{FIRM}"),
    "pay moved from the top to the end": (
        f"Salary: $120,000 - $150,000 a year.\n{DUTIES}",
        f"{DUTIES}\nSalary: $120,000 - $150,000 a year.",
    ),
    "a list in another order": ("Skills: Java, Kafka, Terraform", "Skills: Terraform, Java, Kafka"),
    "bullets in another order": ("- Java\n- Kafka\n- Terraform", "- Kafka\n- Terraform\n- Java"),
    "two currencies in another order": (
        "Pay: $150,000 - $180,000 USD (€138,000 - €165,000 EUR).",
        "Pay: €138,000 - €165,000 EUR ($150,000 - $180,000 USD).",
    ),
    "zones in another order": (
        "Zone A: $150,000 - $180,000\nZone B: $130,000 - $160,000",
        "Zone B: $130,000 - $160,000\nZone A: $150,000 - $180,000",
    ),
    "pay in thousands": ("The base salary is $159,000 a year.", "The base salary is $159k a year."),
    "a range in thousands": ("Salary range: $159,000 - $175,000 per year", "Salary range: $159k-$175k per year"),
    "another sign between the ends": ("Pay: $90,000 to $120,000 a year", "Pay: $90,000 – $120,000 a year"),
    "the same database by its other name": ("You know Postgres well.", "You know PostgreSQL well."),
    "the same runtime in other letters": ("You write NodeJS.", "You write Node.js."),
    "a figure in other words": (
        "More than 150 million people use Parley every month.",
        "150M+ people use Parley every month.",
    ),
    "a German figure in short": (
        "Über 2 Millionen Kunden vertrauen uns.",
        "Über 2 Mio. Kunden vertrauen uns.",
    ),
    "a French salary in other signs": (
        "Salaire : 45 000 € à 55 000 € par an.",
        "Salaire : 45-55 k€ par an.",
    ),
    "Japanese pay in other digits": ("年収：600万円〜800万円", "年収：６００万円～８００万円"),
    "years in words": ("At least five years of experience with Go.", "At least 5 years of experience with Go."),
    "5+ and at least 5": ("5+ years of experience in Python.", "At least 5 years of experience in Python."),
    "only case and punctuation": ("We value craft, and calm.", "We value craft and calm!"),
    "remote said in other letters": ("Location: Remote", "Location: remote"),
    "white space and bullets": ("* Build things\n*   Keep them running", "• Build things\n• Keep them running"),
    "zones by other names": (
        "Zone A: $150,000 - $180,000 a year\nZone B: $130,000 - $160,000 a year",
        "Tier 1: $150,000 - $180,000 a year\nTier 2: $130,000 - $160,000 a year",
    ),
    "a city with its country": ("Location: Berlin", "Location: Berlin, Germany"),
}

TOLD: dict[str, Pair] = {
    "a raise": (
        f"{DUTIES}Base salary: $159,000 - $175,000 a year.",
        f"{DUTIES}Base salary: $183,000 - $201,500 a year.",
        ("salary $159,000-175,000 -> $183,000-201,500 a year",),
    ),
    "a raise in another wording": (
        "The pay range for this role is $110,000 to $130,000 per year.",
        "We pay between $115,000 and $140,000 annually.",
        ("salary $110,000-130,000 -> $115,000-140,000 a year",),
    ),
    "a raise while the paragraph moved": (
        f"Annual salary: €60,000 - €70,000.\n{FIRM}\n{DUTIES}",
        f"{DUTIES}\n{FIRM}\nAnnual salary: €65,000 - €75,000.",
        ("salary €60,000-70,000 -> €65,000-75,000 a year",),
    ),
    "only the lower end": (
        "Salary: £45,000 - £60,000 per annum",
        "Salary: £50,000 - £60,000 per annum",
        ("salary £45,000-60,000 -> £50,000-60,000 a year",),
    ),
    "pay named at last": (
        DUTIES,
        f"{DUTIES}Salary: $120,000 - $150,000 a year.",
        ("salary none -> $120,000-150,000 a year",),
    ),
    "pay withdrawn": (
        f"{DUTIES}Salary: $120,000 - $150,000 a year.",
        DUTIES,
        ("salary $120,000-150,000 a year -> none",),
    ),
    "a city's range beside the unchanged one": (
        "Salary: $150,000 - $170,000 a year.",
        "Salary: $150,000 - $170,000 a year.\nNew York: $170,000 - $190,000 a year.",
        ("salary + $170,000-190,000 a year (New York)",),
    ),
    "a zone dropped": (
        "Zone A: $150,000 - $180,000 a year\nZone B: $130,000 - $160,000 a year\nZone C: $110,000 - $140,000 a year",
        "Zone A: $150,000 - $180,000 a year\nZone C: $110,000 - $140,000 a year",
        ("salary - $130,000-160,000 a year (Zone B)",),
    ),
    "one zone raised": (
        "Salary by zone:\nZone A: $150,000 - $180,000 a year\nZone B: $130,000 - $160,000 a year",
        "Salary by zone:\nZone A: $150,000 - $180,000 a year\nZone B: $135,000 - $165,000 a year",
        ("salary $130,000-160,000 -> $135,000-165,000 a year (Zone B)",),
    ),
    "all zones raised and turned around": (
        "Zone 1: $150,000 - $180,000 a year\nZone 2: $130,000 - $160,000 a year",
        "Zone 2: $150,000 - $175,000 a year\nZone 1: $160,000 - $190,000 a year",
        (
            "salary $130,000-160,000 -> $150,000-175,000 a year (Zone 2)",
            "salary $150,000-180,000 -> $160,000-190,000 a year (Zone 1)",
        ),
    ),
    "a level added": (
        "Senior: $160,000 - $190,000 a year",
        "Senior: $160,000 - $190,000 a year\nStaff: $190,000 - $230,000 a year",
        ("salary + $190,000-230,000 a year (Staff)",),
    ),
    "a raise in both currencies, turned around": (
        "Pay: $150,000 - $180,000 USD (€138,000 - €165,000 EUR) a year.",
        "Pay: €145,000 - €175,000 EUR ($158,000 - $190,000 USD) a year.",
        ("salary $150,000-180,000 -> €145,000-175,000 a year (another currency)",),
    ),
    "a year's pay becomes a day rate": (
        "Salary: €60,000 - €70,000 per year.",
        "Day rate: €450 - €550 per day.",
        ("salary €60,000-70,000 a year -> €450-550 a day (another form of pay)",),
    ),
    "an hourly wage becomes a salary": (
        "Pay: $45 - $55 per hour.",
        "Pay: $93,000 - $114,000 per year.",
        ("salary $45-55 an hour -> $93,000-114,000 a year (another form of pay)",),
    ),
    "from an exact sum to up to": (
        "Gehalt: 90.000 € im Jahr",
        "Gehalt: bis zu 90.000 € im Jahr",
        ("salary €90,000 -> up to €90,000 a year",),
    ),
    "equity beside unchanged pay": (
        "Salary: $150,000 - $180,000 a year.",
        "Salary: $150,000 - $180,000 a year, plus equity.",
        ("equity + yes",),
    ),
    "German pay": (
        "Wir zahlen 55.000 bis 65.000 Euro brutto im Jahr.",
        "Wir zahlen 58.000 bis 70.000 Euro brutto im Jahr.",
        ("salary €55,000-65,000 -> €58,000-70,000 a year",),
    ),
    "French pay": (
        "Rémunération : 45 000 € à 55 000 € brut par an.",
        "Rémunération : 50 000 € à 60 000 € brut par an.",
        ("salary €45,000-55,000 -> €50,000-60,000 a year",),
    ),
    "a French day rate": (
        "TJM : 450 € à 500 € selon profil.",
        "TJM : 500 € à 550 € selon profil.",
        ("salary €450-500 -> €500-550 a day",),
    ),
    "Japanese pay": (
        "年収：600万円〜800万円",
        "年収：700万円〜900万円",
        ("salary ¥6,000,000-8,000,000 -> ¥7,000,000-9,000,000 a year",),
    ),
    "a figure grew": (
        "Parley is used by more than 150 million people every month.",
        "Parley is used by over 200 million people every month.",
        ("users >150M -> >200M a month",),
    ),
    "a new headline before the old figure": (
        "We have more than 150 million monthly active users.",
        "Over 200 million people use Parley every month. Our 150M+ users come from everywhere.",
        ("users >150M -> >200M a month", "text"),
    ),
    "each level takes the next one's pay": (
        "Senior: $160,000 - $190,000 a year\nStaff: $190,000 - $230,000 a year",
        "Senior: $190,000 - $230,000 a year\nStaff: $230,000 - $260,000 a year",
        (
            "salary $160,000-190,000 -> $190,000-230,000 a year (Senior)",
            "salary $190,000-230,000 -> $230,000-260,000 a year (Staff)",
        ),
    ),
    "a zone goes and another comes": (
        "Zone A: $150,000 - $180,000 a year\nZone B: $130,000 - $160,000 a year",
        "Zone A: $150,000 - $180,000 a year\nZone C: $120,000 - $150,000 a year",
        ("salary + $120,000-150,000 a year (Zone C)", "salary - $130,000-160,000 a year (Zone B)"),
    ),
    "a second figure behind the unchanged one": (
        "We have 5,000 employees in Germany.",
        "We have 5,000 employees in Germany and 3,000 employees in France.",
        ("employees + 3,000",),
    ),
    "vaguer": (
        "Parley serves 450 million people every month.",
        "Parley serves hundreds of millions of people every month.",
        ("users 450M -> hundreds of millions a month (vaguer)",),
    ),
    "firmer": (
        "Millions of people use Parley every month.",
        "12 million people use Parley every month.",
        ("users millions -> 12M a month (firmer)",),
    ),
    "two figures, one grew": (
        "We are a team of 250 employees serving 4,000 customers.",
        "We are a team of 320 employees serving 4,000 customers.",
        ("employees 250 -> 320",),
    ),
    "two figures changed places and grew": (
        "Our 250 employees serve 4,000 customers.",
        "4,500 customers trust our 320 employees.",
        ("customers 4,000 -> 4,500", "employees 250 -> 320"),
    ),
    "a figure withdrawn": (
        f"{DUTIES}We have 4,000 customers.",
        DUTIES,
        ("customers 4,000 -> none",),
    ),
    "funding": (
        "We have raised $40 million in funding.",
        "We have raised $95 million in funding.",
        ("funding $40M -> $95M",),
    ),
    "a share of customers": (
        "98% of our customers renew.",
        "99% of our customers renew.",
        ("customers 98 % -> 99 %",),
    ),
    "German employees": (
        "Mit über 700 Mitarbeitenden bauen wir Messgeräte.",
        "Mit über 850 Mitarbeitenden bauen wir Messgeräte.",
        ("employees >700 -> >850",),
    ),
    "French employees": (
        "Nous sommes 700 collaborateurs.",
        "Nous sommes 850 collaborateurs.",
        ("employees 700 -> 850",),
    ),
    "Japanese users": (
        "ユーザー数：500万人",
        "ユーザー数：800万人",
        ("users 5M -> 8M",),
    ),
    "fewer years": (
        "4+ years of experience building backend systems.",
        "2+ years of experience building backend systems.",
        ("years 4+ -> 2+",),
    ),
    "years of two things, one rose": (
        "5+ years of experience with Python.\n3+ years of experience leading teams.",
        "5+ years of experience with Python.\n4+ years of experience leading teams.",
        ("years 3+ -> 4+",),
    ),
    "a range of years": (
        "3-5 years of experience in sales.",
        "5-7 years of experience in sales.",
        ("years 3-5 -> 5-7",),
    ),
    "German years": (
        "Du bringst mindestens 3 Jahre Berufserfahrung mit.",
        "Du bringst mindestens 5 Jahre Berufserfahrung mit.",
        ("years 3+ -> 5+",),
    ),
    "a skill swapped in its line": (
        "- You write Java every day.\n- You know Kafka.",
        "- You write Kotlin every day.\n- You know Kafka.",
        ("skills Java -> Kotlin",),
    ),
    "a skill swapped in a list": (
        "Skills: Java, Kafka, Terraform",
        "Skills: Kotlin, Kafka, Terraform",
        ("skills Java -> Kotlin",),
    ),
    "a skill more": ("Skills: Java, Kafka", "Skills: Java, Kafka, Terraform", ("skills + Terraform",)),
    "a skill gone and another elsewhere": (
        "You write Java every day.\nYou are kind to users.",
        "You are kind to users.\nIt helps to have seen Terraform in large fleets of machines.",
        ("skills + Terraform  - Java",),
    ),
    "remote becomes hybrid": (
        "This is a fully remote position.",
        "This is a hybrid position.",
        ("workplace remote -> hybrid",),
    ),
    "remote becomes onsite in German": (
        "Remote in Deutschland.",
        "Vor Ort in Deutschland.",
        ("workplace remote -> onsite",),
    ),
    "télétravail": (
        "Poste en télétravail complet.",
        "Poste hybride.",
        ("workplace remote -> hybrid",),
    ),
    "another city": ("Location: Berlin", "Location: Munich", ("location Berlin -> Munich",)),
    "a city more": ("Location: Berlin", "Location: Berlin, Munich", ("location + Munich",)),
    "one of two cities swapped": (
        "Locations: Berlin or Hamburg",
        "Locations: Berlin or Munich",
        ("location Hamburg -> Munich",),
    ),
    "full-time becomes part-time": (
        "Employment type: Full-time",
        "Employment type: Part-time",
        ("employment full-time -> part-time",),
    ),
    "a visa is sponsored no more": (
        "We offer visa sponsorship.",
        "We do not offer visa sponsorship.",
        ("visa yes -> no", "text"),  # which is kept, and told by its sentence
    ),
    "a title's level": (
        "Senior Data Engineer\nWe look for a Senior Data Engineer.",
        "Staff Data Engineer\nWe look for a Staff Data Engineer.",
        ("seniority senior -> staff",),
    ),
    "closed": (
        f"{DUTIES}Apply until we have found you.",
        f"This position has been filled and is no longer accepting applications.\n{DUTIES}",
        ("status + closed", "text"),
    ),
    "only words": (
        f"{DUTIES}You report to the head of engineering.",
        f"{DUTIES}You report to the chief of staff.",
        ("text",),
    ),
    "several things at once": (
        "4+ years of experience with Java.\nSalary: $150,000 - $170,000 a year.\nLocation: Berlin",
        "2+ years of experience with Kotlin.\nSalary: $160,000 - $180,000 a year.\nLocation: Munich",
        (
            "location Berlin -> Munich",
            "salary $150,000-170,000 -> $160,000-180,000 a year",
            "skills Java -> Kotlin",
            "years 4+ -> 2+",
        ),
    ),
}


def told(before: str, after: str) -> list[str]:
    """Every fact's change in words, told or not, and "text" where changed words are told."""
    changes = pipeline.differences(before, after)
    facts = [one for one in changes if one.kind is not Kind.TEXT]
    said = [f"{one.label} {one.text}" for one in decide.sayings(facts)]
    words = [one for one in changes if one.kind is Kind.TEXT and one.weight is not Weight.QUIET]
    return sorted(said) + ["text"] * bool(words)


@pytest.mark.parametrize("case", SILENT)
def test_nothing_really_changed(case: str) -> None:
    before, after = SILENT[case]
    assert told(before, after) == []
    assert told(after, before) == []


@pytest.mark.parametrize("case", TOLD)
def test_what_changed_is_told_and_nothing_else(case: str) -> None:
    before, after, expected = TOLD[case]
    assert told(before, after) == [*sorted(one for one in expected if one != "text"), *["text"] * ("text" in expected)]

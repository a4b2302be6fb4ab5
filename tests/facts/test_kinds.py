"""What each kind of claim is read as, and what only looks like one."""

from __future__ import annotations

import pytest

from tracker.facts import find
from tracker.model import Fact


def said(text: str, *kinds: str) -> list[str]:
    """Each fact of these kinds in one line: subject, values, currency, period, bound."""
    return [line(fact) for fact in find(text) if fact.kind in kinds]


def line(fact: Fact) -> str:
    low, high = (format(v, ".15g") if v is not None else "" for v in (fact.value_min, fact.value_max))
    values = low if low == high else f"{low}..{high}"
    return " ".join(filter(None, [fact.subject, values, fact.currency, fact.period, fact.bound]))


SALARY = [
    ("The base salary range for this role is $142,000 to $168,500 + equity.", ["base 142000..168500 USD year range"]),
    ("Platform Engineer\n\n$120-145.5k\n\n+ Equity", ["base 120000..145500 USD year range"]),
    ("Kestrel Labs | Leeds, UK | £45k-60k | Onsite", ["base 45000..60000 GBP year range"]),
    ("We pay $95k and up for this position.", ["base 95000.. USD year min"]),
    ("Salary: up to £52,000 depending on experience", ["base ..52000 GBP year max"]),
    ("Pay: $38/hour", ["base 38 USD hour exact"]),
    ("The hourly rate is $24.50 - $31.75 per hour.", ["base 24.5..31.75 USD hour range"]),
    ("Weekly base salary range: $2,100-$2,600.", ["base 2100..2600 USD week range"]),
    ("OTE: $180,000 - $220,000 a year", ["ote 180000..220000 USD year range"]),
    ("Expected total compensation is $310,000.", ["total 310000 USD year exact"]),
    ("Salary Minimum/yr: $90,000 Salary Maximum/yr: $110,000", ["base 90000..110000 USD year range"]),
    ("Canada: base salary between $131,000 CAD and $177,000 CAD", ["base 131000..177000 CAD year range"]),
    ("Dein Gehalt: 55.000 bis 68.000 EUR brutto im Jahr", ["base 55000..68000 EUR year range"]),
    ("Gehalt ab 4.200 € brutto im Monat", ["base 4200.. EUR month min"]),
    ("Rémunération : 42-48k€ selon profil", ["base 42000..48000 EUR year range"]),
    ("entre 38 et 44 k€ brut annuel", ["base 38000..44000 EUR year range"]),
    ("Salario: 30.000 - 36.000 euros brutos anuales", ["base 30000..36000 EUR year range"]),
    ("Wynagrodzenie: 18 000 - 24 000 zł miesięcznie", ["base 18000..24000 PLN month range"]),
    ("CTC: ₹18,00,000 - ₹24,00,000 per annum", ["base 1800000..2400000 INR year range"]),
    ("Salary: 18-24 LPA INR", ["base 1800000..2400000 INR year range"]),
    ("月給 32万円〜", ["base 320000.. JPY month min"]),
    ("年収:600万円〜900万円", ["base 6000000..9000000 JPY year range"]),
    ("薪资:15K-25K", ["base 15000..25000 CNY month range"]),
    ("Zone A: salary $150,000 - $180,000\nZone B: salary $140,000 - $165,000",
     ["base 150000..180000 USD year range", "base 140000..165000 USD year range"]),
    ("Salary: €60,000 - €70,000 (~$65,000 - $76,000)", ["base 60000..70000 EUR year range"]),
    ("Compensation: $80K – $95K • $80K – $95K", ["base 80000..95000 USD year range"]),
    ("Salary: EUR 6.5 - 7.5k per month", ["base 6500..7500 EUR month range"]),
    ("Base: $100,000 (min) - $120,000 (mid) - $140,000 (max)", ["base 100000..140000 USD year range"]),
    ("Base salary: up to about $90,000", ["base ..90000 USD year max"]),
    ("Step 1 salary $80,000 to Step 10 $104,000", ["base 80000..104000 USD year range"]),
    # what only looks like pay
    ("Competitive salary and a learning budget of $2,000 per year.", []),
    ("Great salary, and a referral bonus: $1,500 for each friend you bring.", []),
    ("We manage $14 billion in assets and pay well.", []),
    ("We grew to $12M ARR in two years.", []),
    ("We raised $40M from people we like.", []),
    ("A monthly wellness stipend of $100 on top of your pay.", []),
    ("Our customers move $5,000 - $9,000 in payments through us.", []),
    ("Pay grade GS-13, step 4", []),
    ("401k with a 4% match, and a competitive salary", []),
    ("A generous relocation package of up to £8k", []),
    ("Own deals worth $20k-$60k.", []),
]  # fmt: skip

METRIC = [
    ("Our app has more than 90M monthly active users.", ["users 90000000.. month min"]),
    ("Over 120 million people every month play on our platform.", ["users 120000000.. month min"]),
    ("We carry 3 billion minutes of audio calls on a daily basis.", ["minutes 3000000000 day exact"]),
    ("Our servers dispatch more than 20 million messages per second.", ["messages 20000000.. second min"]),
    ("Our platform connects hundreds of millions of users.", ["users 100000000.. vague"]),
    ("We store 100s of billions of data points.", ["data points 100000000000.. vague"]),
    ("Our databases hold over a trillion messages.", ["messages 1000000000000.. min"]),
    ("We serve half a million customers.", ["customers 500000 exact"]),
    ("Trusted by hundreds of thousands worldwide.", ["users 100000.. vague"]),
    ("We're a team of 14 engineers.", ["engineers 14 exact"]),
    ("We are a 120-person company.", ["employees 120 exact"]),
    ("Company size: 250", ["employees 250 exact"]),
    ("501+ employees", ["employees 501.. min"]),
    ("We work in a small team of 4 to 6 developers.", ["developers 4..6 range"]),
    ("In two years we grew from 7 to 38 employees.", ["employees 38 exact"]),
    ("We have offices in 12 countries.", ["countries 12 exact"]),
    ("We raised $52 million in Series B funding.", ["funding 52000000 USD exact"]),
    ("We look after $9.2 billion in assets.", ["assets 9200000000 USD exact"]),
    ("Over 80% of our users come back every day.", ["users 80.. day min"]),
    ("31% employee growth in 12 months", ["employees 31 year exact"]),
    ("Wir sind über 1.500 Mitarbeitende an vier Orten.", ["employees 1500.. min", "locations 4 exact"]),
    ("Mehr als 30 Mio. Nutzer vertrauen uns.", ["users 30000000.. min"]),
    ("Notre équipe compte 250 collaborateurs.", ["employees 250 exact"]),
    ("社員数 300名", ["employees 300 exact"]),
    ("1億2000万人が利用", ["users 120000000 exact"]),
    # what is no figure of the company
    ("We want to grow to 50 employees.", []),
    ("Our mission is to help one billion people sleep.", []),
    ("You have scaled services to 10 million users.", []),
    ("The market counts 40 million companies.", []),
    ("Our tools let communities grow to more than 20 million users, such as Polaris.", []),
    ("We were founded in 2014.", []),
    ("We are 12 years old.", []),
    ("We partner with Fortune 500 companies.", []),
    ("The process has 3 steps and 2 interviews.", []),
    ("Requirements\n- Worked on products with 2 million users", []),
    ("How We Store Trillions Of Messages", []),
]  # fmt: skip

EXPERIENCE = [
    ("- 4+ years of experience building backend systems", ["experience 4.. min"]),
    ("At least three years of professional experience", ["experience 3.. min"]),
    ("2-5 years working with Kafka", ["experience 2..5 range"]),
    ("One to two years of experience in payroll", ["experience 1..2 range"]),
    ("- 5+ years of development experience, 3+ in JavaScript", ["experience 5.. min", "experience 3.. min"]),
    ("2&plus; years of experience", ["experience 2.. min"]),
    ("Experience: 6+ years", ["experience 6.. min"]),
    ("Mindestens 3 Jahre Berufserfahrung", ["experience 3.. min"]),
    ("3 ans d'expérience minimum", ["experience 3.. min"]),
    ("開発経験3年以上", ["experience 3.. min"]),
    ("We have 20 years of experience in shipping.", []),
    ("I'm a manager with nearly 12 years of experience.", []),
    ("Founded 8 years ago by experienced people", []),
    ("Before that, she spent 11 years at a bank.", []),
    ("You must be at least 18 years old.", []),
]  # fmt: skip

PHRASES = [
    ("Experience with Rust, Go, or C++ and k8s", "skill", ["Rust", "Go", "C++", "Kubernetes"]),
    ("Stack: C, R, Spring, Postgres", "skill", ["C", "R", "Spring", "PostgreSQL"]),
    ("We wrote it in golang and RESTful APIs", "skill", ["Go", "REST"]),
    ("You react quickly, go far, express yourself and excel in the spring.", "skill", []),
    ("Our go-to-market and R&D teams talk to C-level people at rest.", "skill", []),
    ("See page.html, app/script.js and the file schema.sql of our site.", "skill", []),
    ("Backed by the founders of Figma and Datadog", "skill", []),
    ("#LI-Remote", "workplace", ["remote"]),
    ("Hybrid: 2 days in the office", "workplace", ["hybrid"]),
    ("We manage remote teams in a hybrid cloud. No remote work.", "workplace", []),
    ("Full-time, permanent contract", "employment", ["full-time", "permanent"]),
    ("Type: Contract Duration: 6 months", "employment", ["contract"]),
    ("Vollzeit, unbefristet", "employment", ["full-time", "permanent"]),
    ("Our lawyers read every contract with a partner", "employment", []),
    ("Senior Backend Engineer", "seniority", ["senior"]),
    ("Associate Director, Publishing", "seniority", ["director"]),
    ("Staff Engineer, Storage", "seniority", ["staff"]),
    ("You will mentor junior engineers and talk to senior management.", "seniority", []),
    ("Job no longer available", "status", ["closed"]),
    ("职位已关闭", "status", ["closed"]),
    ("Apply before the role is closed.", "status", []),
    ("Weaver | Austin, TX | Onsite", "location", ["Austin, TX"]),
    ("Location: Berlin, Germany", "location", ["Berlin, Germany"]),
    ("You work remotely from Deutschland.", "location", ["Germany"]),
    ("Our customers in London and Paris love us.", "location", []),
    ("We cannot offer visa sponsorship for this role.", "visa", ["no"]),
    ("Weaver | Austin, TX | VISA | Onsite", "visa", ["yes"]),
    ("Bachelor's degree in Physics or PhD", "education", ["bachelor", "doctorate"]),
    ("Abgeschlossene Ausbildung oder Studium", "education", ["vocational", "degree"]),
    ("Medical, dental and vision insurance, 401(k), 25 days of vacation", "benefit",
     ["health", "dental", "vision", "401k", "pto"]),
    ("The Edge Storage team runs it.", "team", ["Edge Storage"]),
    ("$100k-$120k plus 0.5% equity and a yearly bonus", "equity", ["equity 0.5 exact"]),
    ("We care about diversity, equity and inclusion.", "equity", []),
    ("Bonus points: Rust", "bonus", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SALARY)
def test_salary(text: str, expected: list[str]) -> None:
    assert said(text, "salary") == expected


@pytest.mark.parametrize(("text", "expected"), METRIC)
def test_metric(text: str, expected: list[str]) -> None:
    assert said(text, "metric") == expected


@pytest.mark.parametrize(("text", "expected"), EXPERIENCE)
def test_experience(text: str, expected: list[str]) -> None:
    assert said(text, "experience") == expected


@pytest.mark.parametrize(("text", "kind", "expected"), PHRASES)
def test_phrases(text: str, kind: str, expected: list[str]) -> None:
    assert said(text, kind) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Application deadline: 24th November 2026", [("close", "2026-11-24")]),
        ("Please apply by March 3, 2027.", [("close", "2027-03-03")]),
        ("Bewerbungsfrist: 05.09.2026", [("close", "2026-09-05")]),
        ("Posted on 2026-02-01, start date 1 June 2026", [("posted", "2026-02-01"), ("start", "2026-06-01")]),
        ("応募締切:2026年4月15日", [("close", "2026-04-15")]),
        ("Founded on 3 May 2012. Deadline: 31 February 2026", []),
    ],
)
def test_dates(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(fact.subject, str(fact.on)) for fact in find(text) if fact.kind == "date"] == expected


def test_each_of_several_ranges_says_what_it_holds_for() -> None:
    facts = find("Zone A: $150,000 - $180,000\nZone B: $140,000 - $165,000")
    assert [fact.scope for fact in facts] == ["Zone A", "Zone B"]
    assert [fact.scope for fact in find("Salary: $150,000 - $180,000")] == [None]


@pytest.mark.parametrize(
    ("text", "kind", "quote"),
    [
        ("Today our app has more than 90M monthly active users in Asia.", "metric",
         "more than 90M monthly active users"),
        ("It is used by over 120 million people every month.", "metric", "over 120 million people every month"),
        ("- 2+ years of experience building backend systems and tools, or a degree", "experience",
         "2+ years of experience building backend systems and tools"),
        ("Good food. The base salary range is $142,000 to $168,500 + equity. More food.", "salary",
         "The base salary range is $142,000 to $168,500 + equity"),
        ("Knowledge of k8s", "skill", "Knowledge of k8s"),
    ],
)  # fmt: skip
def test_a_quote_proves_the_claim_and_can_be_read_alone(text: str, kind: str, quote: str) -> None:
    assert [fact.quote for fact in find(text) if fact.kind == kind] == [quote]

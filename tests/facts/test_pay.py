"""Numbers, pay and experience as many countries write them, and money that only looks like pay."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.facts.test_kinds import said
from tracker.facts import find

#: every way to write a number, in sentences that say what it counts
NUMBERS = [
    ("Our app has 100M users.", "metric", ["users 100000000 exact"]),
    ("Our app has 1.5bn users.", "metric", ["users 1500000000 exact"]),
    ("Our app has 1,5 Mrd. users.", "metric", ["users 1500000000 exact"]),
    ("Our app has 1,000,000 users.", "metric", ["users 1000000 exact"]),
    ("Our app has 1.000.000 users.", "metric", ["users 1000000 exact"]),
    ("Our app has 1 000 000 users.", "metric", ["users 1000000 exact"]),
    ("Our app has 1'000'000 users.", "metric", ["users 1000000 exact"]),
    ("Our app has １，０００，０００ users.", "metric", ["users 1000000 exact"]),
    ("Our app has 1\u202f000\u00a00\u200b00 users.", "metric", ["users 1000000 exact"]),
    ("Our app has hundreds of millions of users.", "metric", ["users 100000000.. vague"]),
    ("Our app handles 100s of billions of messages.", "metric", ["messages 100000000000.. vague"]),
    ("Our app has stored over a trillion messages.", "metric", ["messages 1000000000000.. min"]),
    ("Our app has half a million users.", "metric", ["users 500000 exact"]),
    ("Our app has twenty-five thousand users.", "metric", ["users 25000 exact"]),
    ("Our app has two hundred users.", "metric", ["users 200 exact"]),
    ("Unsere App hat 150 Mio. Nutzer.", "metric", ["users 150000000 exact"]),
    ("Unsere App hat zwei Millionen Nutzer.", "metric", ["users 2000000 exact"]),
    ("Unsere App hat mehr als 3,5 Millionen Nutzer.", "metric", ["users 3500000.. min"]),
    ("Notre application compte 3,5 millions d'utilisateurs.", "metric", ["users 3500000 exact"]),
    ("Notre application compte plus de 150 000 utilisateurs.", "metric", ["users 150000.. min"]),
    ("ユーザー数1.5億人", "metric", ["users 150000000 exact"]),
    ("ユーザー数150万人", "metric", ["users 1500000 exact"]),
    ("Salary: $183-201.5k a year", "salary", ["base 183000..201500 USD year range"]),
    ("Salary: 60.000 EUR", "salary", ["base 60000 EUR year exact"]),
    ("Gehalt: 60.000,00 €", "salary", ["base 60000 EUR year exact"]),
    ("Salaire : 45-55 k€", "salary", ["base 45000..55000 EUR year range"]),
    ("Salary: 12 LPA", "salary", ["base 1200000 INR year exact"]),
    ("Salary: 5 lakh per annum", "salary", ["base 500000 INR year exact"]),
    ("Annual salary: ₹1.2 crore", "salary", ["base 12000000 INR year exact"]),
    ("年収800万円〜1,200万円", "salary", ["base 8000000..12000000 JPY year range"]),
    ("年収８００万円〜１２００万円", "salary", ["base 8000000..12000000 JPY year range"]),
    ("月給３２万５千円", "salary", ["base 325000 JPY month exact"]),
    ("Salary: A$140,000 - A$160,000", "salary", ["base 140000..160000 AUD year range"]),
    ("Salary: CA$140,000 - CA$160,000", "salary", ["base 140000..160000 CAD year range"]),
    ("Canada base salary: $140,000 - $160,000", "salary", ["base 140000..160000 CAD year range"]),
    ("CAN base pay range: $140,000 - $160,000", "salary", ["base 140000..160000 CAD year range"]),
    ("USA base pay range (CA, WA): $140,000 - $160,000", "salary", ["base 140000..160000 USD year range"]),
    ("Nurse | Auckland, New Zealand | Salary $92,000", "salary", ["base 92000 NZD year exact"]),
    ("We can pay you a salary of $90,000, join us!", "salary", ["base 90000 USD year exact"]),
    ("In the US the salary is $150,000 - $180,000, in Canada $130,000 - $160,000.", "salary",
     ["base 150000..180000 USD year range", "base 130000..160000 CAD year range"]),
]  # fmt: skip

SALARY = [
    # Spanish, Portuguese
    ("Salario: 24.000 € - 28.000 € brutos anuales", ["base 24000..28000 EUR year range"]),
    ("Ofrecemos un salario de hasta 35.000 € al año.", ["base ..35000 EUR year max"]),
    ("Sueldo: 1.800 € netos al mes", ["base 1800 EUR month exact"]),
    ("Sueldo mensual de $25,000 pesos mexicanos", ["base 25000 MXN month exact"]),
    ("Salário: R$ 6.500,00 por mês", ["base 6500 BRL month exact"]),
    ("Remuneração entre 1.400 € e 1.700 € por mês", ["base 1400..1700 EUR month range"]),
    # Dutch, Italian, Polish
    ("Salaris: € 3.000 - € 3.800 bruto per maand", ["base 3000..3800 EUR month range"]),
    ("Een maandsalaris tot € 4.250", ["base ..4250 EUR month max"]),
    ("RAL: 38.000 - 45.000 €", ["base 38000..45000 EUR year range"]),
    ("Stipendio netto di 1.600 € al mese", ["base 1600 EUR month exact"]),
    ("Wynagrodzenie: 7 500 - 9 000 zł brutto miesięcznie", ["base 7500..9000 PLN month range"]),
    ("Stawka 45 zł/h", ["base 45 PLN hour exact"]),
    # German, French, Japanese
    ("Mindestgehalt: 2.600 € brutto pro Monat", ["base 2600.. EUR month min"]),
    ("Stundenlohn ab 16,50 €", ["base 16.5.. EUR hour min"]),
    ("Gehalt bis 75.000 € im Jahr", ["base ..75000 EUR year max"]),
    ("Salaire à partir de 32 000 € brut annuel", ["base 32000.. EUR year min"]),
    ("Taux horaire : 13,50 €", ["base 13.5 EUR hour exact"]),
    ("日給1万2千円", ["base 12000 JPY day exact"]),
    ("時給1,100円〜1,400円", ["base 1100..1400 JPY hour range"]),
    # a second currency restates the first, a level's name is a scope, a cell that begins with a rate is pay
    ("Pay: $150,000 - $180,000 USD (€138,000 - €165,000 EUR)", ["base 150000..180000 USD year range"]),
    ("Plasterer - £190 a day - Cardiff", ["base 190 GBP day exact"]),
    ("Pay range: $38- $43.00hr", ["base 38..43 USD hour range"]),
]  # fmt: skip

EXPERIENCE = [
    ("Al menos 4 años de experiencia en logística", ["experience 4.. min"]),
    ("Experiencia mínima de 2 años", ["experience 2.. min"]),
    ("De 3 a 5 años de experiencia", ["experience 3..5 range"]),
    ("Mínimo de 2 anos de experiência", ["experience 2.. min"]),
    ("Experiência de 3 anos em vendas", ["experience 3 exact"]),
    ("Minimaal 2 jaar ervaring als kok", ["experience 2.. min"]),
    ("3 tot 5 jaar werkervaring", ["experience 3..5 range"]),
    ("Almeno 3 anni di esperienza", ["experience 3.. min"]),
    ("Esperienza di 2 anni nel ruolo", ["experience 2 exact"]),
    ("Minimum 3 lata doświadczenia", ["experience 3.. min"]),
    ("Co najmniej 2 lata doświadczenia", ["experience 2.. min"]),
    ("Mindestens drei Jahre Berufserfahrung", ["experience 3.. min"]),
    ("Vous avez au moins 3 ans d'expérience", ["experience 3.. min"]),
    ("実務経験3年以上", ["experience 3.. min"]),
    # a company's age, a tenure, somebody's own past
    ("Our company is 25 years old and experienced.", []),
    ("Unsere Firma hat 30 Jahre Erfahrung.", []),
    ("Depuis 20 ans, notre entreprise met son expérience à votre service.", []),
    ("Fundada hace 15 años, nuestra empresa tiene experiencia.", []),
    ("創業20年の会社です", []),
    ("Our people stay 8 years on average.", []),
]

NO_PAY = [
    "A learning budget of $1,500 a year beside your salary.",
    "Weiterbildungsbudget von 2.000 € pro Jahr und ein faires Gehalt.",
    "Un budget formation de 1 500 € par an et un bon salaire.",
    "書籍購入補助は年間5万円まで",
    "Referral bonus of $3,000 and a competitive salary.",
    "Empfehlungsprämie: 1.000 € und ein gutes Gehalt.",
    "Prime de cooptation : 1 200 €",
    "We look after $30 billion in assets under management.",
    "Wir verwalten 5 Mrd. € Vermögen.",
    "We crossed $20M ARR and pay well.",
    "We raised $25 million and pay competitive salaries.",
    "Nous avons levé 15 M€ et nous recrutons.",
    "累計資金調達額は10億円です",
    "A home office stipend of $1,000 on top of your salary.",
    "Homeoffice-Zuschuss von 50 € monatlich.",
    "Our customers save $4,000 a year.",
    "Drivers earn $900 a week on our platform for our customers.",
    "Pay grade E12, step 4.",
    "Entgeltgruppe 11, Stufe 3",
    "Refer a colleague and earn $1,000.",
    "Call +1 415 555 0134 about your salary.",
    "Salary reviews happen in 2026 and 2027.",
    "See https://example.com/salary/90000-120000 for our pay.",
    "Company number 08431234, salary paid monthly.",
    "The salary is paid on the 25th.",
    "Version 2.14.0 of our pay service",
]


@pytest.mark.parametrize(("text", "kind", "expected"), NUMBERS)
def test_every_form_of_a_number(text: str, kind: str, expected: list[str]) -> None:
    assert said(text, kind) == expected


@pytest.mark.parametrize(("text", "expected"), SALARY)
def test_pay_in_many_languages(text: str, expected: list[str]) -> None:
    assert said(text, "salary") == expected


@pytest.mark.parametrize(("text", "expected"), EXPERIENCE)
def test_experience_in_many_languages(text: str, expected: list[str]) -> None:
    assert said(text, "experience") == expected


@pytest.mark.parametrize("text", NO_PAY)
def test_what_only_looks_like_pay(text: str) -> None:
    assert said(text, "salary") == []


def test_a_sole_level_is_a_scope() -> None:
    assert [fact.scope for fact in find("Senior: $160,000 - $190,000 a year")] == ["Senior"]
    assert [fact.scope for fact in find("Senior Engineer: $160,000 - $190,000 a year") if fact.kind == "salary"] == [
        None
    ]


@pytest.mark.parametrize("name", ["pay.txt", "sentences.txt"])
def test_pay_is_rarely_missed_and_rarely_invented(name: str) -> None:
    """Sentences written before the rules: each block is a text, then its facts."""
    right = found = stated = 0
    for block in (Path(__file__).parent / name).read_text(encoding="utf-8").strip().split("\n\n"):
        text, *facts = block.split("\n")
        wanted = {fact.removeprefix("salary ") for fact in facts if fact.startswith("salary ")}
        read = set(said(text.replace("\\n", "\n"), "salary"))
        right, found, stated = right + len(wanted & read), found + len(read), stated + len(wanted)
    assert right / found >= 0.95
    assert right / stated >= 0.92


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("salary_min: 90000\nsalary_max: 120000\ncurrency: CAD", ["base 90000..120000 CAD year range"]),
        ("salaryMin: 45000\nsalaryMax: 60000\nsalaryCurrency: EUR", ["base 45000..60000 EUR year range"]),
        ("salary:\n  min: 60000\n  max: 80000\n  currency: GBP", ["base 60000..80000 GBP year range"]),
        ("Maximum salary: 52000\nCurrency: EUR", ["base ..52000 EUR year max"]),
        ("orders:\n  min: 60000\n  max: 80000", []),
        ("Salary: R28,500 per month", ["base 28500 ZAR month exact"]),
        ("R2 and R3 sites, R 4.3 knowledge, pay on request", []),
        ("EUR50k - EUR60k a year", ["base 50000..60000 EUR year range"]),
        ("Contract, £320p/d in Leeds", ["base 320 GBP day exact"]),
        ("Toronto, ON\nSalary $90,000 - $110,000", ["base 90000..110000 CAD year range"]),
        ("Welder, Perth\n$44 per hour plus super", ["base 44 AUD hour exact"]),
        ("New York or Toronto\nSalary $90,000 - $110,000", ["base 90000..110000 USD year range"]),
        ("Salary for a 10-month contract: $48,720", ["base 48720 USD year exact"]),
    ],
)  # fmt: skip
def test_pay_by_names_signs_and_places(text: str, expected: list[str]) -> None:
    assert said(text, "salary") == expected


@pytest.mark.parametrize(
    "text",
    [
        "We ship to Australia.\nDenver office. Salary: $120,000 a year",
        "Our customers in Canada and elsewhere love what the whole team has been building, salary $120,000",
        "Remote in the US or Canada: salary $120,000",
        "CAD designer, salary $120,000",
    ],
)
def test_a_country_in_passing_owns_no_dollar(text: str) -> None:
    assert said(text, "salary") == ["base 120000 USD year exact"]

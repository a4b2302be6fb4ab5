"""Sentences that only look like a fact, in the words of many countries, and numbers in all their forms."""

from __future__ import annotations

import pytest

from tests.facts.test_kinds import line
from tracker.facts import find
from tracker.model import SaidBy

#: what it looks like, and sentences that claim nothing of that kind
TRAPS = {
    ("a budget", "salary"): [
        "Besides your salary there is £1,000 a year for books and courses.",
        "Wir bieten 1.500 € Weiterbildungsbudget pro Jahr neben dem Gehalt.",
        "Budget formation de 2 000 € par an en plus du salaire.",
        "年間10万円の学習支援手当",
    ],
    ("a referral", "salary"): [
        "Earn $1,000 for each friend you refer.",
        "Empfehlungsprämie: 2.000 € für jede Einstellung",
        "Prime de cooptation : 1 500 € par embauche",
        "ご友人の紹介で30万円の奨励金",
    ],
    ("once, when one begins or moves", "salary"): [
        "Relocation package up to $10,000.",
        "A sign-on of $20,000 awaits nurses who join us.",
        "New colleagues get $5,000 sign-on on top of their salary.",
    ],
    ("assets", "salary"): [
        "We oversee $40bn of client money and pay fairly.",
        "Wir verwalten 12 Mrd. Euro Vermögen für unsere Kunden.",
        "Nous gérons 8 milliards d'euros d'actifs.",
        "運用資産は1兆円です。",
    ],
    ("revenue and funding", "salary"): [
        "We crossed $50M ARR last spring.",
        "Unser Umsatz liegt bei 30 Mio. Euro.",
        "Nous avons levé 15 M€ en série A.",
        "シリーズBで20億円を調達しました。",
    ],
    ("a stipend", "salary"): [
        "$1,200 wellness stipend every year",
        "Mobilitätszuschuss von 100 € im Monat",
        "Forfait mobilité de 600 € par an",
        "住宅手当 月3万円",
    ],
    ("other people's money", "salary"): [
        "Our marketplace pays out $2,000,000 a year to creators.",
        "Merchants earn $30,000 to $60,000 a year through our shop pages.",
        "We help homeowners earn an average of $12,000 a year.",
        "Our customers pay $50,000 to $80,000 a year.",
        "Unsere Kunden zahlen 500 bis 2.000 € im Monat.",
        "Nos clients paient de 300 à 900 € par mois.",
        "お客様に月額980円で提供しています。",
    ],
    ("a price of a piece", "salary"): [
        "Drivers are paid $0.62 per mile.",
        "Pay is $22 per visit, $35 per assessment.",
        "Our tutors earn £25 per lesson.",
        "$200 per shift for weekends",
    ],
    ("a benefit's amount", "salary"): [
        "401k match up to 4%, life insurance of $50,000, HSA up to $500",
        "Dental up to $1,500 a year, fertility HRA up to $5,000 per year",
        "13 salarios, vales de despensa",
    ],
    ("a grade", "salary"): [
        "Salary: grade 7, spine point 30",
        "Entgelt nach TVöD EG 11, Stufe 3",
        "Rémunération selon la grille, échelon 5",
        "給与:職務等級3級",
    ],
    ("a price that others pay", "salary"): [
        "The fine can reach $10,000 per violation.",
        "Homes in our area cost $350,000 to $500,000.",
        "Our typical customer spends between $40,000 and $90,000 a year with us.",
    ],
    ("age and tenure", "experience"): [
        "For over 30 years we have built boats.",
        "Our founders bring 40 years of combined experience.",
        "With more than 100 years of history, we know steel.",
        "Wir sind seit 40 Jahren am Markt und haben Erfahrung.",
        "Notre entreprise existe depuis 25 ans.",
        "創業50年の老舗です。",
        "Applicants must be 18 years or older.",
    ],
    ("no requirement", "experience"): [
        "You do not need 9 years of experience.",
        "It does not matter if you have 2 or 20 years of experience.",
        "Keine 5 Jahre Erfahrung nötig.",
        "Pas besoin de 5 ans d'expérience.",
        "No hacen falta años de experiencia.",
        "経験5年以上は不要です。",
    ],
    ("age and tenure", "metric"): [
        "Unser Familienbetrieb besteht seit 75 Jahren und wächst.",
        "We are 12 years old and answer within 3-5 business days.",
        "20 years of history, 15 years of combined experience",
    ],
    ("a target", "metric"): [
        "We want to reach 100 million homes.",
        "We will serve 10 million users by 2030.",
        "Unser Ziel: 10 Millionen Nutzer bis 2030.",
        "Notre objectif : atteindre 5 millions d'utilisateurs.",
        "2030年までに1億人のユーザーを目指します。",
    ],
    ("a market", "metric"): [
        "A $90 billion industry with 2 million firms",
        "There are 1.3 billion people in India without a bank account.",
        "Ein Markt mit 400 Mrd. Euro Volumen",
        "Un marché de 300 milliards d'euros",
        "市場規模は5兆円です。",
    ],
    ("somebody else's", "metric"): [
        "Unlike Xing, which has 900M users, we focus on quality.",
        "Compared to the 3 billion users of our rivals we are tiny.",
        "Our largest customer has 40,000 employees.",
        "One of our servers holds 2 million messages.",
        "Companies like Uber (30,000 employees) trust us.",
        "Im Gegensatz zu Xing mit 20 Millionen Nutzern sind wir klein.",
        "Contrairement à d'autres et leurs 20 millions d'utilisateurs, nous sommes petits.",
    ],
    ("asked of the candidate", "metric"): [
        "You have led teams of 20 people.",
        "Du hast Systeme für mehr als 1 Million Nutzer gebaut.",
        "Vous avez géré une équipe de 12 personnes.",
        "100名以上の組織のマネジメント経験",
        "1,000+ hours of supervised practice are required.",
    ],
    ("words", "skill"): [
        "Go to our page, express interest and spring into action. R you ready?",
        "C-level, Plan C and vitamin C",
        "Spring auf den Zug, es ist Zeit!",
        "Tu veux un go pour express ?",
    ],
    ("not in use", "skill"): [
        "We do not use PHP.",
        "No PHP, Perl or Ruby here.",
        "Python is not required, but curiosity is.",
        "You don't need to know Kubernetes or Terraform yet.",
        "Wir nutzen kein PHP.",
        "Nous travaillons sans PHP.",
        "PHPは使いません。",
    ],
    ("not on offer", "bonus"): [
        "There is no bonus.",
        "We don't offer bonuses, we pay properly instead.",
        "There is no commission in this role.",
        "Es gibt keinen Bonus.",
        "Poste sans variable",
        "賞与なし",
    ],
    ("not on offer", "equity"): ["This role is not eligible for equity.", "Keine Aktienoptionen"],
    ("not possible", "employment"): [
        "Part-time is not possible.",
        "We are unable to offer part-time hours.",
        "No contractors, please.",
        "Keine Teilzeit.",
        "Diese Stelle ist nicht in Teilzeit möglich.",
        "Pas de temps partiel",
        "アルバイト不可",
    ],
    ("not possible", "workplace"): [
        "Remote work is not available for this position.",
        "This is not a remote job.",
        "Kein Homeoffice",
        "Pas de télétravail",
        "Puesto sin teletrabajo",
        "リモートワーク不可",
    ],
    ("somebody else's level", "seniority"): [
        "You will report to the Director of Nursing.",
        "Reporting to: Senior Data Manager",
        "Seniority Level: Mid-Senior level",
        "You act as a senior partner to our branches.",
    ],
    ("somewhere else", "location"): [
        "We have happy customers in Denver, Dublin and Dubai.",
        "We cannot hire in Ontario for this remote role.",
    ],
    ("a list of openings", "seniority"): [
        "Open roles\nSenior Florist Developer\nStaff Data Engineer\nJunior Designer",
        "- [Senior Analyst](https://example.com/1)\n- [Lead Designer](https://example.com/2)",
    ],
    ("a list of openings", "location"): [
        "- [Buyer - Berlin](https://example.com/1)\n- [Buyer - Rome](https://example.com/2)"
    ],
    ("what the product does, a company or a meeting place", "skill"): [
        "Our platform integrates with Salesforce and Oracle.",
        "A team of engineers from Stripe, Figma and Slack",
        "# Zapier\nWe write software.",
        "Find us on GitHub, Mastodon and LinkedIn.",
        "WE ARE BUILDING THE RAILS OF THE FUTURE",
        "Hack Club welcomes you.",
    ],
    ("what is aimed at, or counted by the piece", "metric"): [
        "Scale our network to 4,000 growers.",
        "Around 15 students per seminar",
        "- Search across thousands of documents",
        "Process payroll for 3,000 employees.",
    ],
    ("people who are spoken of", "employment"): ["We help contractors get paid.", "Freelancers love our app."],
    ("a step, a hybrid of another kind, a visit", "workplace"): [
        "Interview process\n- Phone screen\n- Onsite",
        "We publish hybrid games.",
        "The job may require on-site work at customers.",
    ],
    ("what one works on or knows of", "bonus"): ["Sales Commissions Analyst", "Requirements\n- SQL (bonus)"],
    ("fairness or financing", "equity"): [
        "We work for equity of opportunity.",
        "We raised $5M in equity and debt.",
    ],
    ("a number that is a name", "metric"): [
        "HRB 12345, USt-IdNr. DE 123 456 789",
        "SIRET 552 100 554 00013, 75008 Paris",
        "〒150-0002 東京都渋谷区渋谷2-21-1 電話 03-1234-5678",
        "Version 2.14.3 of 12/05/2024, call (555) 010-4477",
        "EIN 12-3456789, Req. 2024-10557, 350 5th Avenue, New York, NY 10118",
        "See https://example.com/5000-users/40000-employees",
    ],
}


@pytest.mark.parametrize(
    ("kind", "text"),
    [(kind, text) for (_, kind), texts in TRAPS.items() for text in texts],
    ids=lambda value: value[:40],
)
def test_what_only_looks_like_it_claims_nothing(kind: str, text: str) -> None:
    assert [line(fact) for fact in find(text) if fact.kind == kind] == []


@pytest.mark.parametrize(
    ("text", "kind", "subjects"),
    [
        ("This role is not remote but hybrid.", "workplace", ["hybrid"]),
        ("Not only Python but also Rust", "skill", ["Python", "Rust"]),
        ("No driving licence required with 5 years of experience", "experience", ["experience"]),
        ("You must work without sponsorship on a full-time basis.", "employment", ["full-time"]),
        ("Non-exempt full-time position", "employment", ["full-time"]),
        ("This remote role is not eligible for sponsorship.", "workplace", ["remote"]),
        ("Hybrid, 2 days in the office", "workplace", ["hybrid"]),
        ("3 days onsite, 2 days remote", "workplace", ["hybrid"]),
        ("Lead Engineer & Senior Engineer", "seniority", ["lead", "senior"]),
        ("Senior Engineering Manager", "seniority", ["senior"]),
        ("Junior Pastry Chef", "seniority", ["junior"]),
        ("Leeds, North East England", "location", ["Leeds"]),
        ("Account Executive - Lyon\n\nWe sell.", "location", ["Lyon"]),
        ("Malmö, Skåne County, Sweden", "location", ["Malmö, Skåne County, Sweden"]),
        ("Acme | Leeds, UK | Remote (UK only)", "location", ["Leeds, UK"]),
    ],
)  # fmt: skip
def test_what_stands_beside_a_trap_is_still_read(text: str, kind: str, subjects: list[str]) -> None:
    assert [fact.subject for fact in find(text) if fact.kind == kind] == subjects


NUMBERS = [
    ("Our app has 100M users.", ["users 100000000 exact"]),
    ("Unsere App hat 100 Mio. Nutzer.", ["users 100000000 exact"]),
    ("Notre application compte 100 millions d'utilisateurs.", ["users 100000000 exact"]),
    ("当社アプリのユーザーは1億人です。", ["users 100000000 exact"]),
    ("1.5bn people use our search.", ["users 1500000000 exact"]),
    ("1.5億人が使うサービスです。", ["users 150000000 exact"]),
    ("We serve 1,000,000 customers.", ["customers 1000000 exact"]),
    ("Wir beliefern 1.000.000 Kunden.", ["customers 1000000 exact"]),
    ("Nous livrons 1 000 000 clients.", ["customers 1000000 exact"]),
    ("150 Mio. Kunden vertrauen uns.", ["customers 150000000 exact"]),
    ("Our platform reaches hundreds of millions of people.", ["users 100000000.. vague"]),
    ("Wir erreichen hunderte Millionen Menschen.", ["users 100000000.. vague"]),
    ("Nous touchons des centaines de millions de personnes.", ["users 100000000.. vague"]),
    ("数億人が利用しています。", ["users 100000000.. vague"]),
    ("We store 100s of billions of messages.", ["messages 100000000000.. vague"]),
    ("Our databases hold over a trillion messages.", ["messages 1000000000000.. min"]),
    ("We serve half a million members.", ["users 500000 exact"]),
    ("Eine halbe Million Kunden vertraut uns.", ["customers 500000 exact"]),
    ("Un demi-million de clients nous font confiance.", ["customers 500000 exact"]),
    ("We are a team of twenty-five.", ["employees 25 exact"]),
    ("Wir sind ein Team aus zwölf Entwicklern.", ["developers 12 exact"]),
    ("Nous sommes une équipe de douze personnes.", ["employees 12 exact"]),
    ("We employ more than 5,000 people.", ["employees 5000.. min"]),
    ("In zwei Jahren sind wir von 7 auf 38 Mitarbeitende gewachsen.", ["employees 38 exact"]),
    ("Nous sommes passés de 6 à 45 collaborateurs en deux ans.", ["employees 45 exact"]),
    ("We raised $1.2B in our Series D.", ["funding 1200000000 USD exact"]),
    ("Rated 4.8 by 12,000 users", ["users 12000 exact"]),
    ("Salary: $183-201.5k", ["base 183000..201500 USD year range"]),
    ("Gehalt: 60-72,5k €", ["base 60000..72500 EUR year range"]),
    ("Gehalt: 60 TEUR im Jahr", ["base 60000 EUR year exact"]),
    ("Wir zahlen 45–55 T€ Jahresbrutto.", ["base 45000..55000 EUR year range"]),
    ("Salary: 60.000 EUR", ["base 60000 EUR year exact"]),
    ("Gehalt: €55.000,- brutto", ["base 55000 EUR year exact"]),
    ("Gehalt ab 3.200 € brutto/Monat, 14 Gehälter", ["base 3200.. EUR month min"]),
    ("Lohn CHF 110'000", ["base 110000 CHF year exact"]),
    ("Salaire : 45-55 k€", ["base 45000..55000 EUR year range"]),
    ("Entre 40 et 45 K€ sur 13 mois", ["base 40000..45000 EUR year range"]),
    ("Salary: 12 LPA", ["base 1200000 INR year exact"]),
    ("INR 12-18 LPA", ["base 1200000..1800000 INR year range"]),
    ("CTC 5 lakh per annum", ["base 500000 INR year exact"]),
    ("Salary 1.2 crore per annum", ["base 12000000 INR year exact"]),
    ("年収800万円〜1,200万円", ["base 8000000..12000000 JPY year range"]),
    ("年収６００万円〜９００万円", ["base 6000000..9000000 JPY year range"]),
    ("月給 30万円 ~ 45万円", ["base 300000..450000 JPY month range"]),
    ("時給1,200円", ["base 1200 JPY hour exact"]),
    ("$25/hr DOE", ["base 25 USD hour exact"]),
    ("Up to £45k + bonus", ["base ..45000 GBP year max"]),
    ("£100k-£120k 50% Bonus", ["base 100000..120000 GBP year range"]),
    ("Salary A$120,000 a year", ["base 120000 AUD year exact"]),
    ("Salary CA$120,000 a year", ["base 120000 CAD year exact"]),
    ("Melbourne, Australia\nSalary: $95,000 - $110,000 a year", ["base 95000..110000 AUD year range"]),
    ("Melbourne or San Francisco\nSalary: $95,000 a year", ["base 95000 USD year exact"]),
    ("CDMX\nSueldo de $18,000 a $22,000 pesos mensuales", ["base 18000..22000 MXN month range"]),
    ("Salary £50,000 (about $63,000)", ["base 50000 GBP year exact"]),
    ("Gehalt: 80.000 CHF (ca. 84.000 EUR) im Jahr", ["base 80000 CHF year exact"]),
    ("Salaire : 60 000 € (environ 65 000 $) par an", ["base 60000 EUR year exact"]),
    ("年収1,000万円(約65,000ドル)", ["base 10000000 JPY year exact"]),
    ("$63,000 on-target earnings ($45,000 base + $18,000 commission)",
     ["ote 63000 USD year exact", "base 45000 USD year exact"]),
    ("Salario: 35.000-42.000 € brutos anuales", ["base 35000..42000 EUR year range"]),
    ("Ofrecemos 1.600 € brutos al mes en 14 pagas.", ["base 1600 EUR month exact"]),
    ("Salário de R$ 8.000,00 por mês", ["base 8000 BRL month exact"]),
    ("Ordenado bruto: 1.800 € por mês", ["base 1800 EUR month exact"]),
    ("Salaris: € 3.500 - € 4.800 per maand", ["base 3500..4800 EUR month range"]),
    ("Bruto maandsalaris van € 2.900,-", ["base 2900 EUR month exact"]),
    ("RAL: 35.000 - 40.000 euro", ["base 35000..40000 EUR year range"]),
    ("Stipendio: 1.450 € netti al mese", ["base 1450 EUR month exact"]),
    ("Wynagrodzenie 15 000 - 20 000 PLN brutto", ["base 15000..20000 PLN month range"]),
    ("Pensja: 7000-9000 zł miesięcznie", ["base 7000..9000 PLN month range"]),
    ("3 años de experiencia en ventas", ["experience 3 exact"]),
    ("Experiencia de al menos 2 años", ["experience 2.. min"]),
    ("5 anos de experiência com logística", ["experience 5 exact"]),
    ("Mínimo de 3 anos de experiência", ["experience 3.. min"]),
    ("3 jaar ervaring in de zorg", ["experience 3 exact"]),
    ("Minimaal 2 jaar ervaring", ["experience 2.. min"]),
    ("5 anni di esperienza nel ruolo", ["experience 5 exact"]),
    ("Esperienza di almeno 3 anni", ["experience 3.. min"]),
    ("5 lat doświadczenia w sprzedaży", ["experience 5 exact"]),
    ("Minimum 3 lata doświadczenia", ["experience 3.. min"]),
    ("Drei bis fünf Jahre Berufserfahrung", ["experience 3..5 range"]),
    ("Cinq années d'expérience minimum", ["experience 5.. min"]),
    ("実務経験2〜5年", ["experience 2..5 range"]),
    ("At least 18 months of experience as a barista", ["experience 1.5.. min"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_numbers_in_the_forms_of_many_countries(text: str, expected: list[str]) -> None:
    told = ("salary", "metric", "experience")
    assert [line(fact) for fact in find(text) if fact.kind in told] == expected


def test_an_aggregators_own_words_are_not_the_employers() -> None:
    text = "Our app has 9 million users.\n\nOur take\n\nThe app has 7 million users.\n\nBenefits\n\nFree lunch"
    said = {fact.subject if fact.kind == "benefit" else fact.value_min: fact.said_by for fact in find(text)}
    assert said == {9e6: SaidBy.EMPLOYER, 7e6: SaidBy.AGGREGATOR, "lunch": SaidBy.EMPLOYER}

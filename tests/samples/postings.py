"""Twenty postings of our own in four languages, each line marked by what it is, and the edits that a reader must see.

A line begins with its mark: `#` title, `==` heading, `**` heading as a bold paragraph, `-` item, `--` item of a list
in an item, `|` row of a table, `:` term and definition, `/` line before a `<br>`, `~` line of preformatted text, `>`
text right in a `<div>`, `+` summary of details that last until the next heading; no mark is a paragraph. All is HTML.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

_MARK = re.compile(r"(==|\*\*|--|[#\-|:/~>+]) ")
_MARKUP = re.compile(r"<[^>]+>")
#: a word to add, in each language
_MORE = {"en": "weekly", "de": "wöchentlich", "fr": "chaque semaine", "ja": "毎週"}


@dataclass(frozen=True, kw_only=True)
class Posting:
    """`source` as above; `swaps` are edits by name: what is to be replaced, and by what."""

    name: str
    language: str
    source: str
    swaps: tuple[tuple[str, str, str], ...]

    @property
    def marked(self) -> list[tuple[str, str]]:
        """Every line as mark and HTML."""
        found = []
        for line in self.source.strip().splitlines():
            mark = _MARK.match(line)
            found.append((str(mark[1]), line[mark.end() :]) if mark else ("", line))
        return found

    @property
    def title(self) -> str:
        return words(self.marked[0][1])

    @property
    def lines(self) -> list[str]:
        """What a reader sees, a block a line, without bullets."""
        return [words(line) for _, line in self.marked]

    @property
    def body(self) -> str:
        """As HTML, without the title."""
        return "\n".join(_blocks(self.marked[1:]))

    def edits(self) -> Iterator[tuple[str, Posting]]:
        """Each edit by its name, with the posting as it is after it."""
        lines = self.source.strip().splitlines()
        for what, old, new in self.swaps:
            assert old in self.source, (self.name, old)
            yield what, self._with(self.source.replace(old, new, 1))
        last = max(at for at, (mark, _) in enumerate(self.marked) if mark == "-")
        new_item = lines[last].replace(lines[last][2:], f"{_MORE[self.language]}, 12 km")
        yield "an item more", self._with("\n".join([*lines[: last + 1], new_item, *lines[last + 1 :]]))
        for at, (mark, text) in enumerate(self.marked):
            edited = f"{lines[at]} {_MORE[self.language]}"
            if mark == ":":
                edited = lines[at].replace(" = ", f" = {_MORE[self.language]} ")
            yield f"a word in line {at}", self._with("\n".join([*lines[:at], edited, *lines[at + 1 :]]))
            if mark not in ("#", "==", "**", "+") and self.lines.count(words(text)) == 1:
                yield f"without line {at}", self._with("\n".join([*lines[:at], *lines[at + 1 :]]))

    def _with(self, source: str) -> Posting:
        return replace(self, source=source)


def words(markup: str) -> str:
    """The words of a piece of HTML, white space folded and cells without their bars."""
    text = html.unescape(_MARKUP.sub("", markup)).replace("\xad", "").replace("\u200b", "")
    return " ".join(text.replace(" | ", " ").replace(" = ", " ").split())


_EACH = {"==": "<h2>{}</h2>", "**": "<p><strong>{}</strong></p>", ">": "<div>{}</div>", "": "<p>{}</p>"}


def _blocks(marked: list[tuple[str, str]]) -> Iterator[str]:
    folded = False
    for mark, group in groupby(marked, key=_list_mark):
        lines = list(group)
        if folded and mark in ("==", "**", "+"):
            yield "</details>"
            folded = False
        if mark in _EACH:
            yield from (_EACH[mark].format(text) for _, text in lines)
        else:
            yield _together(mark, lines)
            folded = folded or mark == "+"
    if folded:
        yield "</details>"


def _list_mark(line: tuple[str, str]) -> str:
    return "-" if line[0] == "--" else line[0]


def _together(mark: str, lines: list[tuple[str, str]]) -> str:
    texts = [text for _, text in lines]
    match mark:
        case "-":
            return _items(lines)
        case "|":
            rows = ("".join(f"<td>{cell}</td>" for cell in text.split(" | ")) for text in texts)
            return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
        case ":":
            pairs = (text.split(" = ") for text in texts)
            return f"<dl>{''.join(f'<dt>{term}</dt><dd>{said}</dd>' for term, said in pairs)}</dl>"
        case "/":
            return f"<p>{'<br>'.join(texts)}</p>"
        case "~":
            return "<pre>" + "\n".join(texts) + "</pre>"
    return f"<details><summary>{texts[0]}</summary>"


def _items(lines: list[tuple[str, str]]) -> str:
    made = ""
    inner = False
    for mark, text in lines:
        if mark == "--":
            made = made.removesuffix("</li>") if not inner else made
            made += f"{'' if inner else '<ul>'}<li>{text}</li>"
        else:
            made += f"{'</ul></li>' if inner else ''}<li>{text}</li>"
        inner = mark == "--"
    return f"<ul>{made}{'</ul></li>' if inner else ''}</ul>"


POSTINGS: tuple[Posting, ...] = (
    Posting(
        name="storage",
        language="en",
        source="""
# Staff Engineer, Storage
Copenhagen &middot; Full-time &middot; Remote
Kelpwire carries the chat of more than 80 million people, and this team keeps what they wrote.
== What you'll do
- Run 140 clusters of our own log store at 9 million writes per second.
- Move the last 30% of the history off spinning disks.
- Be on call one week in seven.
== What you should have
- <b>6+</b> years of building backend systems.
- Good knowledge of <em>Rust</em> or C++, and of Linux&nbsp;I/O.
- You have carried a migration of petabytes to its end.
== Pay
The base salary for this position is $191,000 to $228,500 a year + equity.
Kelpwire is an equal opportunity employer.
""",
        swaps=(
            ("salary", "$228,500", "$231,000"),
            ("figure", "140 clusters", "150 clusters"),
            ("workplace", "Remote", "Hybrid"),
            ("skill", "C++", "Zig"),
            ("title", "Staff Engineer", "Principal Engineer"),
            ("years", "<b>6+</b>", "<b>8+</b>"),
            ("users", "80 million", "90 million"),
        ),
    ),
    Posting(
        name="baker",
        language="en",
        source="""
# Night Baker
Rye &amp; Shine bakes for eleven caf&eacute;s around Galway. The ovens are lit at ten, and we go home at six.
: Hours = 38 a week, nights
: Pay = &euro;17.40 an hour, &euro;2.10 more on Sundays
: Place = Galway, Dock Road
** The work
/ Shape 900 loaves by hand
/ Mind the four sourdoughs
/ Clean as you go
** You
/ Two years at the bench
/ A licence for the van is a plus
- Bread to take home
- 25 days of holiday
""",
        swaps=(
            ("salary", "17.40", "17.90"),
            ("figure", "900 loaves", "950 loaves"),
            ("workplace", "Dock Road", "Eyre Square"),
            ("skill", "licence for the van", "licence for the truck"),
            ("title", "Night Baker", "Head Baker, Nights"),
            ("years", "Two years", "Three years"),
            ("holiday", "25 days", "27 days"),
        ),
    ),
    Posting(
        name="pay table",
        language="en",
        source="""
# Product Designer (all levels)
Fernbeam draws the screens on which two thousand hospitals plan their nights.
== Levels and pay
| Level | Office | Base a year
| Designer II | Boston | $96,000 - $118,000
| Senior | Boston | $121,000 - $149,500
| Staff | Anywhere in the US | $150,000 - $181,000
== Responsibilities
- Sit with nurses for two shifts a month and write down what they do.
-- In Boston you go to one of four partner hospitals.
-- Elsewhere we find you one within an hour's drive.
- Keep our 212 components in one file that everybody can use.
== Requirements
- A portfolio with at least three shipped products
- <span>Fig</span><span>ma</span>, and the patience to name layers
> We interview in two rounds, a week apart.
""",
        swaps=(
            ("salary", "$149,500", "$152,500"),
            ("figure", "212 components", "230 components"),
            ("workplace", "Anywhere in the US", "Chicago"),
            ("skill", "name layers", "name frames"),
            ("title", "(all levels)", "(senior and staff)"),
            ("nested item", "one of four", "one of five"),
            ("a div's text", "two rounds", "three rounds"),
        ),
    ),
    Posting(
        name="details",
        language="en",
        source="""
# Data Analyst, Tides
Skarholm Hydro forecasts the tides of nine hundred harbours.
== About the role
You answer the questions of pilots and fishers, with numbers that they can check.
+ What you will do
- Compare 1,400 gauges with the model each morning
- Publish the error, also when it is ours
- Explain it on the radio, four times a year
+ What you bring
- 3 years with SQL and R
- Swedish or Norwegian, and English
+ Pay and place
The salary lies between SEK 44,000 and SEK 52,000 a month.
Hybrid: two days a week in Gothenburg.
== How to apply
Send us a chart that you are proud of.
""",
        swaps=(
            ("salary", "SEK 52,000", "SEK 54,000"),
            ("figure", "1,400 gauges", "1,500 gauges"),
            ("workplace", "Hybrid: two days", "Hybrid: four days"),
            ("skill", "SQL and R", "SQL and Python"),
            ("title", "Data Analyst", "Senior Data Analyst"),
            ("years", "3 years", "5 years"),
            ("in a closed box", "four times", "six times"),
        ),
    ),
    Posting(
        name="pflege",
        language="de",
        source="""
# Pflegefachkraft (m/w/d) für die Kinderstation
Die Klinik am Weiher in Fulda sucht zum 1. Februar Verstärkung, in Vollzeit oder Teilzeit.
== Deine Aufgaben
- Du pflegst bis zu sechs Kinder je Schicht
- Du leitest die Eltern an
- Du dokumentierst am Bett, nicht im Büro
== Dein Profil
- Abgeschlossene Ausbildung in der Kinderkrankenpflege
- Mindestens 2 Jahre Erfahrung, gern auch mehr
- Führerschein Klasse&nbsp;B
== Wir bieten
- 3.450 &euro; bis 4.120 &euro; im Monat nach Tarif
- 31 Tage Urlaub und ein Zimmer im Personalhaus
Bewirb dich formlos; wir melden uns innerhalb von 5 Tagen.
""",
        swaps=(
            ("salary", "4.120", "4.280"),
            ("figure", "sechs Kinder", "fünf Kinder"),
            ("employment", "Vollzeit oder Teilzeit", "Vollzeit"),
            ("skill", "Klasse&nbsp;B", "Klasse&nbsp;C"),
            ("title", "Kinderstation", "Frühchenstation"),
            ("years", "2 Jahre", "3 Jahre"),
            ("holiday", "31 Tage", "30 Tage"),
        ),
    ),
    Posting(
        name="bahn",
        language="de",
        source="""
# Softwareentwickler Fahrplan (w/m/d)
/ Standort: Erfurt oder mobil
/ Eintritt: ab sofort
/ Gehalt: 62.000 bis 74.000 Euro im Jahr
Unser Programm legt jede Nacht 41.000 Zugfahrten neu, wenn gebaut wird.
** Das erwartet dich
- Du schreibst den Teil, der Anschlüsse rettet, in Kotlin.
- Du sprichst mit den Leuten im Stellwerk.
-- vor Ort, zweimal im Quartal
-- sonst am Telefon
** Das bringst du mit
- Studium der Informatik oder fünf Jahre Praxis
- Freude an Zeitzonen und Schaltsekunden
> Schwerbehinderte Menschen werden bei gleicher Eignung bevorzugt.
""",
        swaps=(
            ("salary", "74.000", "76.500"),
            ("figure", "41.000", "43.000"),
            ("workplace", "Erfurt oder mobil", "Erfurt"),
            ("skill", "Kotlin", "Scala"),
            ("title", "Fahrplan", "Fahrplan und Baustellen"),
            ("years", "fünf Jahre", "drei Jahre"),
            ("nested item", "zweimal", "einmal"),
        ),
    ),
    Posting(
        name="libraire",
        language="fr",
        source="""
# Libraire jeunesse (H/F)
La librairie du Vieux-Port, à La Rochelle, fête ses 40 ans et cherche une voix pour son rayon jeunesse.
: Contrat = CDI, 35 heures
: Salaire = 2 050 € brut par mois
: Lieu = La Rochelle, quai Duperré
== Vos missions
- Conseiller 200 familles par semaine
- Choisir 60 nouveautés par mois
- Animer l'heure du conte, le mercredi
== Votre profil
- Trois ans d'expérience en librairie
- L'envie de lire à voix haute
== Nos avantages
- Une remise de 30 % sur les livres
- Deux samedis libres par mois
""",
        swaps=(
            ("salary", "2 050", "2 130"),
            ("figure", "200 familles", "240 familles"),
            ("workplace", "quai Duperré", "rue du Temple"),
            ("employment", "CDI, 35 heures", "CDD, 35 heures"),
            ("title", "Libraire jeunesse", "Libraire jeunesse et BD"),
            ("years", "Trois ans", "Deux ans"),
            ("benefit", "30 %", "35 %"),
        ),
    ),
    Posting(
        name="éoliennes",
        language="fr",
        source="""
# Technicien de maintenance éolienne
Ventclair entretient 380 éoliennes entre Brest et Dunkerque.
** Le poste
Vous montez à 90 mètres, par deux, et vous redescendez avec une machine qui tourne.
** Vos missions
/ Maintenance planifiée : 14 machines par an
/ Dépannage sous 24 heures
/ Rapport photo le soir même
** Profil recherché
- Bac+2 électrotechnique ou équivalent
- Pas de vertige, permis&nbsp;B
+ Rémunération et déplacements
Salaire de 29 000 € à 34 500 € par an, plus 18 € par jour de panier.
Trois nuits par semaine hors du domicile, au plus.
""",
        swaps=(
            ("salary", "34 500", "35 200"),
            ("figure", "380 éoliennes", "410 éoliennes"),
            ("workplace", "Dunkerque", "Calais"),
            ("skill", "électrotechnique", "mécanique"),
            ("title", "Technicien de maintenance", "Chef d'équipe de maintenance"),
            ("in a closed box", "18 €", "21 €"),
            ("br line", "14 machines", "16 machines"),
        ),
    ),
    Posting(
        name="豆腐",
        language="ja",
        source="""
# バックエンドエンジニア（配送基盤）
東京・神田 ／ 正社員 ／ 一部在宅勤務
まめふくは、全国1,200軒の豆腐店から朝いちばんの豆腐を届けるサービスです。
== 業務内容
- 1日35万件の配送計画をつくる基盤の開発
- Goによるサービスの設計と運用
- 週に一度、配送車に同乗して現場を見る
== 必須スキル
- サーバーサイド開発の経験3年以上
- PostgreSQLの実務経験
== 待遇
| 年収 | 650万円～900万円
| 休日 | 年間125日
| 勤務時間 | フレックス（コアタイム11時～15時）
選考は面接2回です。
""",
        swaps=(
            ("salary", "900万円", "950万円"),
            ("figure", "35万件", "40万件"),
            ("workplace", "一部在宅勤務", "フルリモート"),
            ("skill", "Go", "Rust"),
            ("title", "配送基盤", "決済基盤"),
            ("years", "3年以上", "5年以上"),
            ("holiday", "125日", "128日"),
        ),
    ),
    Posting(
        name="保育",
        language="ja",
        source="""
# 保育士（0歳児クラス担当）
横浜市の小さな保育園です。園児は24名、先生は11名います。
** 仕事内容
/ 0歳児6名を3名で保育
/ 連絡帳の記入
/ 月に1回の行事の準備
** 応募資格
- 保育士資格をお持ちの方
- 実務経験1年以上（パート経験も可）
: 給与 = 月給23万5千円～27万円
: 勤務地 = 横浜市港北区
: 休日 = 土日祝、年末年始
+ 応募方法
電話またはメールでご連絡ください。
見学は平日の10時から11時までです。
- 交通費全額支給
""",
        swaps=(
            ("salary", "27万円", "28万円"),
            ("figure", "24名", "30名"),
            ("workplace", "港北区", "鶴見区"),
            ("skill", "1年以上", "2年以上"),
            ("title", "0歳児クラス", "1歳児クラス"),
            ("in a closed box", "10時から11時", "9時から11時"),
            ("br line", "月に1回", "月に2回"),
        ),
    ),
    Posting(
        name="preformatted",
        language="en",
        source="""
# Systems Librarian
~ Department:   Digital Collections
~ Grade:        7, GBP 38,205 to GBP 44,263 per annum
~ Hours:        35 per week, hybrid, 2 days on site
~ Closes:       when we have found you
The university library of Penmarrow holds 3.1 million items, some in boxes that nobody has opened since 1974.
** Duties
- Look after Koha, DSpace and the scripts between them
- Put 40,000 records a year right
** Person specification
- Experience of MARC and of talking people out of spreadsheets
- Python, or the wish to learn it with our help
""",
        swaps=(
            ("salary", "44,263", "45,163"),
            ("figure", "40,000 records", "55,000 records"),
            ("workplace", "2 days on site", "3 days on site"),
            ("skill", "Python", "Ruby"),
            ("title", "Systems Librarian", "Systems and Data Librarian"),
            ("preformatted", "Digital Collections", "Special Collections"),
            ("company figure", "3.1 million", "3.2 million"),
        ),
    ),
    Posting(
        name="divs",
        language="en",
        source="""
# Account Executive, Nordics
> Oslo, Norway
> Sales, 14 people
> Halden Labs sells the sensors that tell a farmer which field to cut first.
== In this role
> You look after 60 customers and find 20 new ones a year.
> You travel two days a week, by train where there is one.
> Your target is NOK 9,000,000 in the first year.
== Who you are
> You have sold something technical for four years or more.
> You speak Norwegian, and English without thinking.
== Compensation
> NOK 780,000 base and as much again at target.
> Company car, or a rail pass for everybody at home.
- Pension of 7%
""",
        swaps=(
            ("salary", "NOK 780,000", "NOK 810,000"),
            ("figure", "60 customers", "75 customers"),
            ("workplace", "Oslo, Norway", "Bergen, Norway"),
            ("skill", "speak Norwegian", "speak Swedish"),
            ("title", "Nordics", "Nordics and Baltics"),
            ("years", "four years", "three years"),
            ("benefit", "7%", "9%"),
        ),
    ),
    Posting(
        name="entities",
        language="en",
        source="""
# R&amp;D Engineer &ndash; C/C++ &amp; &ldquo;hard&rdquo; real&#8209;time
Br&uuml;nnhilde M&aelig;rsk &amp; S&oslash;nner builds the winches of 1&#8239;100 ships.
== The job
- Keep the loop below 5&nbsp;ms &amp; the jitter &lt; 0.2&nbsp;ms
- Write <code>if (a &lt; b &amp;&amp; c &gt; d)</code> so that a colleague understands it
- Test on deck, &minus;10&deg;C included
== Requirements
- &ge; 4 years of C++17&hellip; or later
- <i>Un</i>der<b>stand</b>ing of control theory
- Pay: &pound;52,000&ndash;&pound;61,000 &plus; 10% bonus
<a href="https://example.com/winch">Our winches</a> are made in Aalborg; this post is <u>on-site</u>.
""",
        swaps=(
            ("salary", "&pound;61,000", "&pound;63,500"),
            ("figure", "5&nbsp;ms", "4&nbsp;ms"),
            ("workplace", "<u>on-site</u>", "<u>hybrid</u>"),
            ("skill", "C++17", "C++20"),
            ("title", "R&amp;D Engineer", "Lead R&amp;D Engineer"),
            ("years", "&ge; 4", "&ge; 6"),
            ("beside a link", "Aalborg", "Esbjerg"),
        ),
    ),
    Posting(
        name="short",
        language="en",
        source="""
# Driver, mornings
Milk round in Kendal, 5 am to 9 am, six days.
Pay is &pound;12.80 an hour and a pint a day.
- Clean licence
- No dogs, we have one
Ring 01539 and ask for Maud, or apply with a postcard. The van is electric and has a radio.
""",
        swaps=(
            ("salary", "12.80", "13.10"),
            ("figure", "six days", "five days"),
            ("workplace", "Kendal", "Penrith"),
            ("skill", "Clean licence", "Full licence"),
            ("title", "mornings", "early mornings"),
            ("hours", "9 am", "10 am"),
            ("name", "Maud", "Alan"),
        ),
    ),
    Posting(
        name="long list",
        language="en",
        source="""
# Head of Operations
Lisbon or remote within Europe
Pinafore rents out dresses, 31,000 a month, and gets nearly all of them back.
== Your mission
- Own the laundry, which is the company
- Bring returns within 3 days from 88% to 95%
- Lead 46 people in two halls
- Negotiate with four carriers
- Decide what is mended and what is sold
== You have
- 8+ years in logistics, 3 of them in charge
- Led a move of a warehouse
- Read a balance sheet and a floor plan
- Portuguese is nice to have
== You get
- EUR 82,000 - EUR 95,000 a year, 0.2% equity
- 26 days off, a budget of EUR 1,500 for learning
- A dress a month
""",
        swaps=(
            ("salary", "EUR 95,000", "EUR 98,000"),
            ("figure", "46 people", "52 people"),
            ("workplace", "Lisbon or remote within Europe", "Lisbon"),
            ("equity", "0.2%", "0.3%"),
            ("title", "Head of Operations", "Director of Operations"),
            ("years", "8+ years", "10+ years"),
            ("learning", "EUR 1,500", "EUR 2,000"),
        ),
    ),
    Posting(
        name="team of bots",
        language="en",
        source="""
# Software Engineer, Anti-Abuse
Ninety million people sign in to Kelpwire every day, and so do the bots. You tell one from the other.
== What you'll do
- Build our captcha: "verify you are human" in 40 languages, and fewer of them each month
- Answer "too many requests" to those who make too many requests
- Decide when access is denied, and write down why
== What you bring
- 5+ years of backend work in Go
- You know what a Ray ID and a 403 Forbidden look like from both sides
- Experience of DDoS protection and rate limits
== Pay
$172,000 to $198,000 a year, remote in the US.
""",
        swaps=(
            ("salary", "$198,000", "$204,000"),
            ("figure", "40 languages", "44 languages"),
            ("workplace", "remote in the US", "hybrid in Denver"),
            ("skill", "work in Go", "work in Java"),
            ("title", "Anti-Abuse", "Trust and Safety"),
            ("years", "5+ years", "7+ years"),
            ("users", "Ninety million", "Ninety-five million"),
        ),
    ),
    Posting(
        name="maintenance",
        language="en",
        source="""
# Maintenance Planner
Scheduled maintenance is all we do: 3,200 lifts in Leeds and York, none of them out of service for more than a day.
== The role
- Plan maintenance windows with hospitals, shops and one prison
- Say "we'll be right back" on 60 signs, and mean it
- Keep the website's page of what is temporarily unavailable
== You
- 2 years of planning in any trade
- Calm on the telephone; when something went wrong you say so
- Salary &pound;31,000 to &pound;34,000, on site in Leeds
""",
        swaps=(
            ("salary", "34,000", "35,500"),
            ("figure", "3,200 lifts", "3,400 lifts"),
            ("workplace", "on site in Leeds", "hybrid in Leeds"),
            ("skill", "Calm on", "Patient on"),
            ("title", "Maintenance Planner", "Senior Maintenance Planner"),
            ("years", "2 years", "4 years"),
            ("signs", "60 signs", "75 signs"),
        ),
    ),
    Posting(
        name="identity",
        language="en",
        source="""
# Login &amp; Identity Architect
Remote, Canada
You own the page that says "Sign in to continue" for 300 universities, and the page not found behind it.
== Your work
- Passkeys for 4 million students before the password field is gone
- Sessions that do not expire in the middle of an exam
- Cookie consent that a lawyer and a student both accept
== Your background
- 7 years with OIDC and SAML
- You have read an access log until you found the job not found
Base salary: CAD 140,000 - CAD 165,000
- Four weeks of holiday
""",
        swaps=(
            ("salary", "CAD 165,000", "CAD 168,000"),
            ("figure", "300 universities", "320 universities"),
            ("workplace", "Remote, Canada", "Toronto, Canada"),
            ("skill", "SAML", "SCIM"),
            ("title", "Architect", "Engineer"),
            ("years", "7 years", "6 years"),
            ("users", "4 million", "5 million"),
        ),
    ),
    Posting(
        name="fehlerseiten",
        language="de",
        source="""
# Werkstudent Fehlerseiten (m/w/d)
Seite nicht gefunden, Zugriff verweigert, Wartungsarbeiten: Du schreibst die Texte, die niemand lesen will.
== Deine Aufgaben
- 70 Fehlerseiten in drei Sprachen neu schreiben
- Messen, wie viele danach trotzdem finden, was sie suchten
== Dein Profil
- Eingeschrieben, und 16 Stunden in der Woche frei
- Sicheres Deutsch, gute Kenntnisse in HTML
== Wir bieten
- 15,80 Euro je Stunde
- Teilzeit, vor Ort in Bremen oder von zu Hause
""",
        swaps=(
            ("salary", "15,80", "16,40"),
            ("figure", "70 Fehlerseiten", "90 Fehlerseiten"),
            ("workplace", "vor Ort in Bremen oder von zu Hause", "vor Ort in Bremen"),
            ("skill", "HTML", "CSS"),
            ("title", "Werkstudent", "Praktikant"),
            ("hours", "16 Stunden", "18 Stunden"),
            ("languages", "drei Sprachen", "vier Sprachen"),
        ),
    ),
    Posting(
        name="expired",
        language="en",
        source="""
# Policy Counsel, Consumer Contracts
Brussels
You write the sentences that say that an offer has expired, a queue is full or a shop does not deliver to your country.
== What you will do
- Rewrite 24 notices, from "your session has expired" to "not available in your region"
- Check every consent banner against the law of 27 states
== What we look for
- Admitted to a bar, and 4 years in consumer law
- Plain words in English and Dutch or French
The gross salary is EUR 5,200 to EUR 6,100 a month; the contract is permanent.
- Hybrid, three days a week at the office
""",
        swaps=(
            ("salary", "EUR 6,100", "EUR 6,350"),
            ("figure", "24 notices", "30 notices"),
            ("workplace", "Hybrid, three days", "Hybrid, two days"),
            ("skill", "consumer law", "contract law"),
            ("title", "Policy Counsel", "Senior Policy Counsel"),
            ("years", "4 years", "5 years"),
            ("contract", "permanent", "for two years"),
        ),
    ),
)

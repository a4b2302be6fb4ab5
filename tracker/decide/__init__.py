"""WHAT IS WORTH SAYING. The posting's state, the weight and reason of each change, and the message.

status.py   open, missing, closed: a state with evidence
noise.py    what pages change by themselves;  siteline.py  a line of the site, by its words alone
restless.py lines that a page moves by itself, by what they do;  looks.py  one or two looks beside what is kept
weigh.py    weight and reason for every change;  same.py  whether a page is the posting at all
say.py      how facts and changes are said;  also.py  what a posting says otherwise in the same breath
alerts.py   a value that somebody waits for
compose.py  the message of one look;  company.py  of a company's figure;  template.py  of its text;
             boards.py  of a whole board;  health.py  of a watch that cannot be seen
"""

from tracker.decide.alerts import alerted
from tracker.decide.also import also, whose_field
from tracker.decide.boards import back, held, last_words, opened, posted_again, watching
from tracker.decide.company import company_message
from tracker.decide.compose import main_facts, message
from tracker.decide.health import health
from tracker.decide.looks import Seen
from tracker.decide.noise import fingerprint
from tracker.decide.same import only_a_notice, same_posting, shrunk
from tracker.decide.say import Saying, amount, change, explained, figure, label, plain, saying, sayings, value
from tracker.decide.status import Verdict, judge, led_away, refused_before
from tracker.decide.template import company_edit, shared_edits, without_shared
from tracker.decide.weigh import (
    doubtful,
    released,
    reworded_lines,
    said_elsewhere,
    untold,
    weigh,
    worth_keeping,
)

__all__ = [
    "Saying",
    "Seen",
    "Verdict",
    "alerted",
    "also",
    "amount",
    "back",
    "change",
    "company_edit",
    "company_message",
    "doubtful",
    "explained",
    "figure",
    "fingerprint",
    "health",
    "held",
    "judge",
    "label",
    "last_words",
    "led_away",
    "main_facts",
    "message",
    "only_a_notice",
    "opened",
    "plain",
    "posted_again",
    "refused_before",
    "released",
    "reworded_lines",
    "said_elsewhere",
    "same_posting",
    "saying",
    "sayings",
    "shared_edits",
    "shrunk",
    "untold",
    "value",
    "watching",
    "weigh",
    "whose_field",
    "without_shared",
    "worth_keeping",
]

"""A change tracker for job postings. The map, one line a room, in the order in which a datum walks through them.

    config/     WHAT IS WANTED        config.yaml to values; the only place with YAML and pydantic
    schedule/   KEEP TIME             due rows, the tick, the daemon
    sources/    WHAT TO ASK FOR       one file per kind of address
    fetch/      ASK THE NETWORK       client, manners, guard; the only room with httpx
    reading/    WHAT THE PAGE SAID    bytes to a title and text in sections; closing words; soft failures
    facts/      WHAT THE TEXT CLAIMS  one number scanner, one small reader per kind, word lists as data
    compare/    WHAT IS DIFFERENT     facts against facts, sections against sections
    decide/     WHAT IS WORTH SAYING  weight and reason, noise, status, the message
    store/      REMEMBER              tables, migrations, bodies, questions to history; the only room with SQLAlchemy
    tree/       READ WITHOUT US       one Markdown file a version; the only room with git
    notify/     SAY IT                outbox and rendering per format; the only room with Apprise
    cli/        SHOW IN A TERMINAL    one command per file
    observe/    SHOW HOW IT GOES      logs without secrets, metrics, health, a word to systemd
    demo/       SHOW IT TO A STRANGER the offline tour

`readers.py` is what a document says today, `pipeline.py` the pure way through the middle, `check.py` the whole way
once, `trial.py` a look that leaves no trace, `reread.py` all of history again, `wiring.py` the place where things are
chosen.
"""

"""SHOW HOW IT GOES, to whoever runs it: log lines without secrets, counts, health, and a word to systemd.

logs.py     text or JSON on standard error, from which all secrets are hidden at one place
lines.py    what is logged of a check, and of an attempt to deliver a message
pulse.py    what the daemon counts, when its loop turned last, and whether all is well
figures.py  counts in the format of Prometheus
served.py   /metrics and /healthz on a local port
systemd.py  ready, alive, stopping
"""

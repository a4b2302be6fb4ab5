"""SHOW IT TO A STRANGER: a small careers site on loopback, the real daemon watching it, and what it had to say."""

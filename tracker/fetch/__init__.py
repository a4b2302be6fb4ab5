"""ASK THE NETWORK. Politely, within limits, and without ever raising for what the network does.

client.py  one question, from address to answer        guard.py   connections, to public addresses only
gate.py    when a host may be asked next               wires.py   httpx over connections that are used again
robots.py  what a host wants left alone                decode.py  bodies unpacked under a cap
address.py which addresses are asked at all            verdict.py what an answer means, in a sentence
"""

from tracker.fetch.client import Client
from tracker.fetch.gate import Gate

__all__ = ["Client", "Gate"]

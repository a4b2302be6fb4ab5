"""SAY IT: messages to people, over whatever they have. The only room with Apprise.

render.py    a message as text, Markdown or HTML, in which the page's words cannot act
channels.py  one message to one channel's addresses through Apprise
terminal.py  one message to the terminal
outbox.py    all that waits, to everybody at once
"""

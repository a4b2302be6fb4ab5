"""One document, from bytes to messages. Pure: the same bytes, knowledge and time give the same answer, for ever.

    document | reading.read | facts.find | compare.compare | decide.decide -> Look

Because bodies are kept and this is pure, all of history can be read again with better readers.
"""

"""Annexes of Form 2.3: tables with their headings, for page, files and documents alike."""

"""Sheets: a report laid out once, for the page, the paper, the spreadsheet and the mail."""

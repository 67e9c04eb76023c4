"""The whole site as a folder, and back again: database and files, consistent under load."""

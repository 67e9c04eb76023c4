"""Who may be let in: sets of roles that the access table names."""

from workflows.roles import Role

PUBLIC: frozenset[Role] = frozenset()
STAFF = frozenset(Role) - {Role.AGENCY, Role.ASSESSOR}
INSIDERS = STAFF | {Role.ASSESSOR}  # whoever signs in on pages
ADMINS = frozenset({Role.ADMIN})
CASES = STAFF - {Role.ADMIN}
REGISTRARS = frozenset({Role.INTAKE, Role.MANAGER, Role.CONFIDENTIAL})
FIGURES = frozenset({Role.MANAGER, Role.AUDITOR})
READERS = FIGURES | {Role.ASSESSOR}  # of Form 2.3; an assessor reads nothing else
MANAGERS = frozenset({Role.MANAGER})
ADMINS = frozenset({Role.ADMIN})  # of accounts
KEEPERS = frozenset({Role.ADMIN, Role.MANAGER})
MEMBERS = CASES - {Role.AUDITOR}  # who may own cases, and answer for their unit
DECIDERS = frozenset({Role.MANAGER, Role.CONFIDENTIAL})
WATCHERS = frozenset({Role.AUDITOR, Role.MANAGER, Role.CONFIDENTIAL})
CUSTODIANS = frozenset({Role.CONFIDENTIAL})  # of what others may not know
AGENCIES = frozenset({Role.AGENCY})
CALLERS = CASES | AGENCIES  # of the API

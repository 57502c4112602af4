"""Receives a text; returns the personal e-mail address or mobile number that stands in it; never keeps either."""

import re

ROLE_WORDS = frozenset(
    "accueil adherents adhesion administration agence animation antenne association asso bonjour bureau cellule "
    "collectif comite commercial communication compta comptabilite conseil contact contacts cooperation coordination "
    "cooperative dev developpement direction documentation economie ess equipe federation formation gestion info infos "
    "information innovation insertion mairie maison mediation observatoire pole pole-ess poste presse projet projets ptce "
    "recrutement redaction region reseau residence secretariat service services siege societe standard technique "
    "territoire territoires tresorerie union vie-associative ville webmaster".split()
)
PERSONAL_PROVIDERS = frozenset(
    "aol.com bbox.fr free.fr gmail.com gmx.fr gmx.com hotmail.com hotmail.fr icloud.com laposte.net live.fr me.com "
    "msn.com neuf.fr numericable.fr orange.fr outlook.com outlook.fr pm.me proton.me protonmail.com sfr.fr "
    "wanadoo.fr yahoo.com yahoo.fr ymail.com".split()
)
EMAIL = re.compile(r"(?<![A-Za-z0-9._%+-])([A-Za-z0-9._%+-]+)\s?@\s?([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
_BETWEEN = r"[\s./\u2010-\u2014-]{0,3}"
FRENCH_MOBILE = re.compile(
    rf"(?<![\d+/=.-])(?:(?:\+|00)33{_BETWEEN}(?:\(0\){_BETWEEN})?|0)[67]"
    rf"(?:(?:{_BETWEEN}\d{{2}}){{4}}|\d{{2}}{_BETWEEN}\d{{3}}{_BETWEEN}\d{{3}})(?!\d)"
)
FIRST_AND_LAST_NAME = re.compile(r"^[a-z]+(?:-[a-z]+)?[._][a-z]+(?:-[a-z]+)*\d*$")


def personal_email(text: str) -> str | None:
    """Return the first address in `text` that names a person rather than a function, if any.

    Source of the rule: CNIL, a nominative professional address is personal data; a generic one is not.
    """
    if "@" not in text:
        return None
    return next((found.group() for found in EMAIL.finditer(text) if _names_a_person(*found.groups())), None)


def personal_mobile(text: str) -> str | None:
    """Return the first French mobile number (06, 07, +33 6, +33 7) in `text`, if any.

    Source of the rule: the national numbering plan (Arcep) gives 06 and 07 to mobile phones.
    """
    found = FRENCH_MOBILE.search(text) if "6" in text or "7" in text else None
    return found.group() if found else None


def _names_a_person(local_part: str, domain: str) -> bool:
    local_part, domain = local_part.lower(), domain.lower()
    words = set(re.split(r"[._+0-9-]+", local_part)) - {""}
    if words & ROLE_WORDS or words & set(re.split(r"[.-]", domain)):
        return False
    return domain in PERSONAL_PROVIDERS or bool(FIRST_AND_LAST_NAME.match(local_part))

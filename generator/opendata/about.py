"""Receives a release and the settings; says what the dump is, in the words that its descriptions share; never counts it."""

from dataclasses import dataclass

from generator.french import date_in_words
from generator.opendata.release import Release
from generator.settings import Settings

FOLDER = "donnees"
ARCHIVE = "observatoire-donnees.zip"
LICENCE_TITLE = "Licence Ouverte / Open Licence version 2.0"
LICENCE_URL = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
LICENCE_ID = "etalab-2.0"
LICENCE_FILE = "LICENCE.txt"
KEYWORDS = ("économie sociale et solidaire", "coopération territoriale", "PTCE", "pôle territorial de coopération économique", "bonnes pratiques", "collectivités territoriales")  # fmt: skip
DESCRIPTION = (
    "Pôles territoriaux de coopération, pratiques et organisations, tels que des sources publiques les décrivent : chaque "
    "chiffre, chaque lien et chaque énoncé avec sa date, son statut et sa source. Aucune personne n’y figure."
)
LICENCE_TEXT = f"""{LICENCE_TITLE} (Etalab)
{LICENCE_URL}

Vous pouvez reproduire, rediffuser, adapter et exploiter ces données, y compris à titre commercial,
à une condition : mentionner la paternité, c’est-à-dire la source et la date de dernière mise à jour
de ce que vous réutilisez.

Les extraits de sources (moins de quinze mots) restent à leurs auteurs et sont cités avec leur référence.
Une fiche peut porter sa propre licence : voyez la colonne « licence » des tables de fiches.
"""


@dataclass(frozen=True)
class About:
    """What describes the dump: its release and the addresses that it is published at."""

    release: Release
    settings: Settings

    @property
    def title(self) -> str:
        """Return the title of the dump."""
        return f"{self.settings.site_name} : données ouvertes"

    @property
    def home(self) -> str:
        """Return the address of the page of the data."""
        return f"{self.settings.site_url}{FOLDER}/"

    @property
    def archive_path(self) -> str:
        """Return the path of the archive of this release, from the folder of the data."""
        return f"versions/{self.release.name}/{ARCHIVE}"

    @property
    def citation(self) -> str:
        """Return one line that cites this release."""
        date = f"du {date_in_words(self.release.date)}" if self.release.date else "sans date"
        name = self.settings.site_name
        return f"{name}. Données ouvertes [jeu de données]. Version {self.release.version} {date}. {LICENCE_TITLE}. {self.home}"

"""Receives a source of chance; returns French names, sentences and narratives made of the field's own words; never a figure nor a real person."""

import random

THINGS = (
    "la coopération", "le territoire", "l’association", "la collectivité", "le lieu partagé", "l’animation", "la friche", "l’insertion",
    "le réseau", "la filière", "l’emploi local", "la gouvernance", "le projet", "la mutualisation", "l’atelier", "la commande publique",
    "le circuit court", "l’habitat", "la mobilité", "la formation", "l’épicerie", "le réemploi", "la culture", "le tiers-lieu",
    "la recherche", "l’énergie", "le numérique", "la ressourcerie", "le maraîchage", "l’aide à domicile", "la cuisine partagée",
    "le groupement d’employeurs", "la société coopérative", "le conseil", "l’assemblée", "la charte", "le bail", "la convention",
)  # fmt: skip
DOERS = (
    "la ville", "la communauté d’agglomération", "la région", "le département", "un collectif d’associations", "le groupe porteur",
    "une coopérative", "le comité de pilotage", "l’équipe d’animation", "une fondation", "la mission locale", "les structures membres",
    "les habitantes et habitants", "le bailleur", "une entreprise voisine", "l’université", "le centre social", "la régie de quartier",
)  # fmt: skip
ACTS = (
    "soutient", "porte", "organise", "finance", "accueille", "relie", "transforme", "prépare", "défend", "partage", "prolonge",
    "met en commun", "expérimente", "accompagne", "rénove", "observe", "raconte", "ouvre", "déplace", "protège", "invente", "cherche",
)  # fmt: skip
HOWS = (
    "avec les acteurs du quartier", "sans attendre de subvention", "à l’échelle du bassin d’emploi", "dans une ancienne usine",
    "au fil des saisons", "par une convention pluriannuelle", "en lien avec les écoles", "selon une charte commune",
    "pour les personnes éloignées de l’emploi", "malgré un foncier rare", "après une longue concertation", "à parts égales",
    "dans les communes rurales", "grâce à une mise à disposition", "avec l’appui d’un réseau national", "sous la forme d’une association",
    "au plus près des besoins", "en associant les usagers", "par étapes", "entre la gare et le marché",
)  # fmt: skip
TURNS = ("Ainsi, ", "De son côté, ", "Peu à peu, ", "En parallèle, ", "Pour cela, ", "Ensuite, ", "", "", "", "")
TRADES = (
    "du Bois", "des Deux Rives", "du Réemploi", "de la Plaine", "des Savoirs", "du Marché", "de l’Écluse", "des Coteaux",
    "du Lin", "de la Forge", "des Halles", "du Canal", "de l’Horloge", "des Tanneurs", "du Grand Pré", "de la Verrerie",
)  # fmt: skip
FORMS = {
    "poles": ("Pôle", "Maison", "Coopération", "Cité", "Atelier commun", "Grappe"),
    "practices": ("Partager", "Ouvrir", "Financer", "Animer", "Transmettre", "Relier", "Habiter", "Réparer"),
    "actors": ("Association", "Coopérative", "Régie", "Réseau", "Collectif", "Mutuelle"),
}


class Words:
    """Draws words from `chance`, always the same for the same seed."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def name(self, kind: str, place: str) -> str:
        """Return a name for a sheet of `kind` at `place`."""
        form = self._chance.choice(FORMS[kind])
        if kind == "practices":
            return f"{form} {self._chance.choice(THINGS)} {self._chance.choice(HOWS)}, {place}"
        return f"{form} {self._chance.choice(TRADES)} de {place}"

    def line(self) -> str:
        """Return a short statement."""
        return f"{self._chance.choice(DOERS)} {self._chance.choice(ACTS)} {self._chance.choice(THINGS)}"

    def sentence(self) -> str:
        """Return one sentence."""
        told = f"{self._chance.choice(TURNS)}{self.line()} {self._chance.choice(HOWS)}"
        more = f", et {self.line()}" if self._chance.random() < 0.3 else ""
        return f"{told[0].upper()}{told[1:]}{more}."

    def sentences(self, count: int) -> str:
        """Return a paragraph."""
        return " ".join(self.sentence() for _ in range(count))

    def narrative(self, length: int) -> str:
        """Return Markdown of about `length` characters: paragraphs, then a list, some words stressed."""
        blocks: list[str] = []
        while sum(map(len, blocks)) < length:
            blocks.append(self._block())
        return "\n\n".join(blocks)

    def _block(self) -> str:
        if self._chance.random() < 0.2:
            return "\n".join(f"- {self.line()}" for _ in range(4))
        told = self.sentences(self._chance.randint(3, 6))
        word = self._chance.choice(told.split(" "))
        return told.replace(f" {word} ", f" *{word}* ", 1) if word.isalpha() else told

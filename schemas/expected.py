"""Receives nothing; says which fields are expected of each kind of sheet, and what a sheet gives instead; never judges one."""

EXPECTED: dict[str, tuple[str, ...]] = {
    "poles": (
        "types", "echelle", "secteurs", "stades", "formes_juridiques", "gouvernances", "lieux", "territoires", "membres",
        "collectivites", "mesures", "evenements", "cooperations", "financements", "reconnaissances", "difficultes", "site", "contact",
    ),
    "practices": (
        "resume_elu", "themes", "poles", "acteurs", "collectivites", "probleme", "mise_en_oeuvre", "moyens", "resultats",
        "facteurs_de_succes", "freins", "limites", "enseignements", "conditions_de_transfert",
    ),
    "actors": ("resume", "secteurs", "famille_ess", "formes_juridiques", "lieux", "territoires", "siren", "membre_de", "site", "contact"),
}  # fmt: skip
ANSWERED_BY = {"resultats": "resultats_non_documentes"}

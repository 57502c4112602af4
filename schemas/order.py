"""Receives a model; tells in which order its fields are written and shown; never what they hold."""

from pydantic import BaseModel

SHEET = tuple(
    """
    id titre nom sigle autres_noms type resume resume_elu types themes echelle secteurs famille_ess siren rna
    stades formes_juridiques gouvernances lieux territoires site contact poles acteurs membres membre_de succede_a collectivites
    probleme mise_en_oeuvre moyens cooperations mesures evenements financements reconnaissances relations
    resultats resultats_non_documentes effets_habitants objectifs publics_cibles perspectives
    facteurs_de_succes difficultes freins limites enseignements conditions_de_transfert messages pratiques_liees
    sections citations points_non_documentes sources edition
    """.split()
)
EVIDENCE = ("date", "date_fin", "precision_date", "date_imprimee", "statut", "sources", "selon", "extrait", "note")


def in_order(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the names of the fields of `model`: in a sheet, what it is first and its sources last; in a part of it, its evidence last."""
    names = tuple(model.model_fields)
    if "sources" in names and "edition" in names:
        return tuple(sorted(names, key=SHEET.index))
    if "selon" in names:
        return tuple(sorted(names, key=lambda name: EVIDENCE.index(name) if name in EVIDENCE else -1))
    return names

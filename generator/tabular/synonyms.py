"""Receives nothing; holds how networks head their columns, for each field; never reads a file."""

ORGANISATION_NAMES = (
    "nom", "nom de la structure", "structure", "raison sociale", "denomination", "denomination sociale", "organisme", "nom de l organisme",
    "nom de l organisation", "organisation", "nom de l association", "association", "nom usuel", "nom de l acteur", "adherent", "nom de l adherent",
    "membre", "entreprise", "libelle", "libgeo", "nom du pole", "pole", "ptce", "nom du ptce", "collectivite", "nom de la collectivite", "intitule",
)  # fmt: skip
SHARED = {
    "resume": (
        "resume",
        "description",
        "presentation",
        "objet",
        "objet social",
        "activite",
        "activites",
        "missions",
        "descriptif",
        "en bref",
    ),
    "site": ("site", "site internet", "site web", "url", "web", "lien", "adresse internet", "page web"),
    "contact.courriel": (
        "courriel",
        "email",
        "e mail",
        "mail",
        "adresse mail",
        "adresse e mail",
        "courrier electronique",
        "contact mail",
    ),
    "contact.telephone": ("telephone", "tel", "telephone fixe", "numero de telephone", "no de telephone", "n de telephone"),
    "contact.fonction": ("fonction", "fonction du contact", "service"),
    "territoires[0].libelle": ("territoire d intervention", "zone d intervention", "perimetre d intervention"),
    "territoires[0].territoire": ("codgeo", "code geo", "code geographique", "code du territoire", "code territoire"),
    "sources[0].titre": ("source", "titre de la source"),
    "sources[0].adresse": ("adresse de la source", "lien de la source"),
    "financements[0].imprime": ("montant", "subvention", "montant de la subvention", "financement"),
}
ORGANISATIONS = {
    "nom": ORGANISATION_NAMES,
    "sigle": ("sigle", "acronyme"),
    "secteurs[]": (
        "secteur",
        "secteurs",
        "secteur d activite",
        "secteurs d activite",
        "domaine",
        "domaine d activite",
        "domaines",
    ),
    "formes_juridiques[0].forme": ("forme juridique", "statut juridique", "statut", "forme"),
    "lieux[0].adresse": ("adresse", "adresse postale", "rue", "adresse du siege", "siege"),
    "lieux[0].commune": (
        "code insee",
        "insee",
        "code commune",
        "code insee commune",
        "code insee de la commune",
        "depcom",
        "cog",
    ),
    "lieux[0].commune_imprimee": ("commune", "ville", "localite", "nom de la commune", "commune du siege"),
    **SHARED,
}
SYNONYMS: dict[str, dict[str, tuple[str, ...]]] = {
    "poles": {**ORGANISATIONS, "types[]": ("type", "type de pole", "types"), "echelle": ("echelle", "niveau")},
    "actors": {
        **ORGANISATIONS,
        "type": ("type", "type de structure", "type d acteur", "categorie", "nature"),
        "famille_ess": ("famille", "famille ess", "famille de l ess"),
        "siren": ("siren", "siret", "no siren", "no siret", "n siren", "n siret", "numero siren", "numero siret"),
        "rna": ("rna", "no rna", "n rna", "numero rna", "waldec"),
        "membre_de[].acteur": ("membre de", "reseau", "reseaux", "adhesion", "adhesions"),
    },
    "practices": {
        "titre": (
            "titre",
            "intitule",
            "nom",
            "nom de la pratique",
            "pratique",
            "nom du projet",
            "projet",
            "action",
            "initiative",
            "libelle",
        ),
        "themes[]": ("theme", "themes", "thematique", "thematiques"),
        "poles[].pole": ("pole", "poles", "ptce"),
        "probleme": ("probleme", "besoin", "constat", "contexte"),
        "mise_en_oeuvre": ("mise en oeuvre", "demarche", "deroulement"),
        "resultats[].texte": ("resultat", "resultats", "effets", "bilan"),
        "freins[].texte": ("freins", "difficultes", "obstacles"),
        **SHARED,
    },
}
ALSO = {"financements[0].imprime": ("financements[0].montant",)}
POSTAL_CODES = ("code postal", "cp", "codepostal", "code postal du siege")
LEVELS = ("echelon", "niveau", "niveau de territoire", "type de territoire", "maille")
KEYS = ("identifiant", "id", "code", "reference", "ref", "numero", "no", "n", "cle", "matricule")
FIRST_WORDS_OF_KEYS = ("identifiant", "id", "reference", "ref", "matricule")

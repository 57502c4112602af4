"""Receives nothing; holds the message and the advice of each rule that the models themselves state; never builds a sentence."""

RULES: dict[str, tuple[str, str]] = {
    "lien-dangereux": (
        "Cette adresse pourrait exécuter du code.",
        "Écrivez une adresse qui commence par https:// ou http://.",
    ),
    "acteur-ou-designation": (
        "On ne sait pas de qui il s’agit.",
        "Écrivez « acteur: identifiant-de-la-fiche » ou « designation: les mots de la source ».",
    ),
    "territoire-absent": (
        "On ne sait pas de quel territoire il s’agit.",
        "Écrivez « territoire: dep-26 », ou « libelle: » avec les mots de la source.",
    ),
    "cible-absente": (
        "Cette relation ne mène nulle part.",
        "Ajoutez « pole: », « acteur: » ou « designation: ».",
    ),
    "coordonnees": (
        "Ces coordonnées sont hors de la Terre.",
        "La latitude est entre -90 et 90, la longitude entre -180 et 180.",
    ),
    "bornes-inversees": (
        "« valeur_max » est plus petite que « valeur ».",
        "Mettez la borne basse dans « valeur ».",
    ),
    "section-vide-avec-texte": (
        "Cette rubrique est dite vide ou annoncée, mais elle a un texte.",
        "Supprimez « etat », ou le texte.",
    ),
    "section-sans-texte": (
        "Cette rubrique n’a pas de texte.",
        "Écrivez « texte: … », ou « etat: vide » si l’intertitre est imprimé sans texte, ou « etat: annoncee ».",
    ),
    "retrait-sans-motif": (
        "Une fiche retirée doit dire pourquoi.",
        "Ajoutez « motif_retrait: … ».",
    ),
    "personne-sans-accord": (
        "Une personne est nommée sans accord daté.",
        "Nommez la fonction (« fonction: »), ou ajoutez « accord_date: 2026-11-23 » si la personne a accepté.",
    ),
    "ni-pole-ni-territoire": (
        "La pratique n’est rattachée à aucun pôle ni territoire.",
        "Ajoutez « poles: » avec « - pole: identifiant », ou « territoires: » avec « - territoire: dep-26 ».",
    ),
    "resultats-contradictoires": (
        "La fiche donne des résultats et dit qu’il n’y en a pas.",
        "Gardez « resultats » ou « resultats_non_documentes ».",
    ),
}

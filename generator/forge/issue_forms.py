"""Receives the vocabularies and the addresses of the site; returns the issue forms of a forge; never asks for a person."""

from typing import Any

import yaml

from generator.forge.form_questions import Labels, Question, choice, note, promises, question, text
from generator.french import typeset
from generator.settings import Settings
from generator.site import KINDS
from schemas import KINDS as MODELS
from schemas import Pole, Practice, Record
from schemas.edition import Edition
from schemas.structure import shapes

HEADER = typeset("# Fabriqué par « observatoire forge » depuis les modèles et les vocabulaires : ne pas modifier à la main.\n")
ASKED_OF_A_PRACTICE = (
    "titre resume themes poles territoires acteurs collectivites probleme mise_en_oeuvre moyens resultats freins "
    "conditions_de_transfert sources"
).split()
ASKED_OF_A_POLE = (
    "nom sigle resume types echelle secteurs stades.stade territoires lieux membres collectivites cooperations mesures "
    "difficultes site sources"
).split()
PROMISES = (
    "Les faits, les noms et les chiffres viennent des sources données, tels qu’imprimés ; le reste est dans mes propres mots.",
    "Une annonce reste une annonce ; ce qu’aucune source ne dit n’est pas écrit.",
    "Aucune personne privée, aucun courriel nominatif, aucun numéro de mobile.",
    "J’accepte que ce texte soit publié sous Licence Ouverte 2.0.",
)
REPLY = "Votre proposition est relue avant d’être publiée. Une question sans réponse reste vide : la page dira « non documenté »."
PUBLIC_WARNING = (
    "**Ce formulaire est public.** N’y écrivez ni nom, ni courriel, ni téléphone : l’adresse de la page et la rubrique suffisent."
)
TROUBLES = (
    "Une personne privée est nommée ou reconnaissable",
    "Un courriel ou un numéro de téléphone personnel est écrit",
    "Mon organisation demande le retrait de sa fiche",
    "Un texte ou une image est repris sans droit",
    "Autre chose",
)
WHO = ("La personne concernée", "Une organisation concernée", "Quelqu’un d’autre")


def issue_forms(labels: Labels, settings: Settings) -> dict[str, str]:
    """Return what each file of the folder of forms must hold, by name."""
    forms = {
        "proposer-une-pratique.yml": _proposal("practices", Practice, ASKED_OF_A_PRACTICE, labels),
        "proposer-un-pole.yml": _proposal("poles", Pole, ASKED_OF_A_POLE, labels),
        "corriger-une-fiche.yml": _correction(labels),
        "vie-privee.yml": _privacy(labels),
        "config.yml": _settings(settings),
    }
    return {name: HEADER + yaml.safe_dump(form, allow_unicode=True, sort_keys=False, width=110) for name, form in forms.items()}


def _form(name: str, description: str, title: str, label: str, body: list[Question]) -> dict[str, Any]:
    return {"name": name, "description": description, "title": title, "labels": [label], "body": body}


def _proposal(kind: str, model: type[Record], fields: list[str], labels: Labels) -> dict[str, Any]:
    word = KINDS[kind].singular
    one = {"practices": "une pratique", "poles": "un pôle"}[kind]
    body = [note(f"{REPLY} Donnez au moins un pôle ou un territoire." if kind == "practices" else REPLY)]
    body += [question(model, _path(field), labels) for field in fields]
    body += [_signature(labels), promises("engagements", "Avant d’envoyer", PROMISES)]
    return _form(f"Proposer {one}", f"Décrire {one} qui n’a pas encore de fiche.", f"[{word.capitalize()}] ", "proposition", body)


def _path(field: str) -> tuple[str | int, ...]:
    outer, _, inner = field.partition(".")
    return (outer, 0, inner) if inner else (outer,)


def _correction(labels: Labels) -> dict[str, Any]:
    body = [
        note("Une seule correction par demande. Si deux sources se contredisent, donnez les deux : la fiche les gardera."),
        choice("genre", "Genre de fiche", [kind.singular.capitalize() for kind in KINDS.values()], is_required=True),
        text("fiche", "Adresse de la fiche", "L’adresse de la page, telle que le navigateur la montre.", is_required=True),
        choice(
            "champ", "Champ à corriger", _titles(), is_required=False, description="Le titre de la rubrique, si vous le savez."
        ),
        text("ecrit", "Ce qui est écrit", "Le passage, tel qu’il est sur la page.", is_required=False, is_long=True),
        text("a-ecrire", "Ce qu’il faut écrire", "Le texte juste, ou « à retirer ».", is_required=True, is_long=True),
        question(Record, ("sources",), labels),
        _signature(labels),
        promises("engagements", "Avant d’envoyer", PROMISES),
    ]
    return _form("Corriger une fiche", "Signaler une erreur ou compléter une fiche publiée.", "[Correction] ", "correction", body)


def _privacy(labels: Labels) -> dict[str, Any]:
    body = [
        note(PUBLIC_WARNING),
        text("page", "Adresse de la page", "L’adresse, telle que le navigateur la montre.", is_required=True),
        choice("probleme", "Ce qui pose problème", list(TROUBLES), is_required=True),
        text("endroit", "Où, dans la page", "La rubrique, sans recopier la donnée.", is_required=True),
        choice("demandeur", "Qui demande", list(WHO), is_required=True),
        question(Edition, ("motif_retrait",), labels, required=False),
        promises("engagements", "Avant d’envoyer", ("Je n’ai recopié aucune donnée personnelle dans ce formulaire.",)),
    ]
    return _form(
        "Vie privée ou retrait", "Signaler une donnée personnelle, demander un retrait.", "[Retrait] ", "vie-privee", body
    )


def _signature(labels: Labels) -> Question:
    return question(Edition, ("contributeurs",), labels)


def _titles() -> list[str]:
    """Return the titles of the fields of all kinds, each once."""
    return list(dict.fromkeys(shape.title for model in MODELS.values() for shape in shapes(model).values()))


def _settings(settings: Settings) -> dict[str, Any]:
    links = (
        ("Écrire la fiche soi-même", "contribuer/fiche/", "Le guide pas à pas : une fiche tient en huit lignes."),
        ("Guide des champs", "contribuer/champs/", "Tout ce qu’une fiche peut contenir."),
    )
    contact = [{"name": name, "url": settings.site_url + address, "about": about} for name, address, about in links]
    return {"blank_issues_enabled": False, "contact_links": contact}

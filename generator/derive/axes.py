"""Receives nothing; names the axes on which poles are compared, those that the founding document compares; never reads a file."""

from generator.derive import axis_readings as readings
from generator.derive.comparison import Axis


def _by_id(*axes: Axis) -> dict[str, Axis]:
    return {axis.id: axis for axis in axes}


POLE_AXES = _by_id(
    Axis(
        "finalite",
        "Finalité et type",
        "À quoi sert d’abord chaque pôle, selon les types du document fondateur.",
        "Un espace de travail commun et une filière régionale ne demandent ni les mêmes moyens ni le même soutien.",
        readings.types,
        "types_pole",
    ),
    Axis(
        "forme-juridique",
        "Forme juridique et son évolution",
        "Les formes que chaque pôle, ou l’organisation qui le porte, a prises, dans l’ordre du temps.",
        "Le document fondateur dit que le statut n’est pas déterminant, mais qu’il évolue et qu’il peut éloigner des partenaires.",
        readings.legal_forms,
        "formes_juridiques",
    ),
    Axis(
        "gouvernance",
        "Gouvernance",
        "Qui décide, et comment, selon les sources.",
        "C’est là que se joue le partage du pouvoir, que le document fondateur tient pour essentiel.",
        readings.governance,
        "modes_gouvernance",
    ),
    Axis(
        "role-de-la-collectivite",
        "Rôle de la collectivité",
        "Ce que chaque collectivité fait pour chaque pôle.",
        "Une élue ou un élu y voit ce que d’autres ont fait, et ce qu’ils n’ont pas eu à faire.",
        readings.authority_roles,
        "roles_collectivite",
    ),
    Axis(
        "entree-de-la-collectivite",
        "Moment d’entrée de la collectivité",
        "Si la collectivité a donné l’impulsion, a rejoint des acteurs déjà engagés, ou a construit avec eux dès le début.",
        "Le document fondateur distingue ces trois cas, et cite des pôles pour chacun.",
        readings.moments,
        "moments_entree",
    ),
    Axis(
        "membres",
        "Membres et diversité",
        "De quelles familles viennent les membres que les sources nomment : ESS, autres entreprises, recherche, citoyens, collectivités.",
        "Le document fondateur observe, dans la plupart des pôles, une mixité des acteurs.",
        readings.members,
        readings.FAMILIES,
    ),
    Axis(
        "activites",
        "Activités et coopérations",
        "Ce que les membres de chaque pôle font ensemble.",
        "Mutualiser un lieu, répondre ensemble ou créer des activités n’engage pas les mêmes efforts.",
        readings.cooperations,
        "types_cooperation",
    ),
    Axis(
        "financement",
        "Financement",
        "Quel argent est demandé, annoncé ou obtenu, et de qui.",
        "Les montants sont rares dans les sources : ce qui manque compte autant que ce qui est dit.",
        readings.fundings,
        "types_financement",
    ),
    Axis(
        "propriete",
        "Propriété des lieux",
        "À qui appartient le lieu, et quelle collectivité porte l’immobilier.",
        "Le document fondateur n’en parle presque pas : ce qui manque est nommé sous le tableau.",
        readings.property,
        {"proprietaire": "Propriétaire du lieu", "portage-immobilier": "Portage immobilier par une collectivité"},
    ),
    Axis(
        "echelle",
        "Échelle",
        "Sur quel périmètre chaque pôle agit, du quartier à la région.",
        "Elle dit quelle collectivité est concernée.",
        readings.scale,
        "echelles",
        is_multiple=False,
    ),
    Axis(
        "secteurs",
        "Secteurs d’activité",
        "Dans quels secteurs travaillent les pôles.",
        "Une filière se compare à une autre filière, un pôle multisectoriel à un autre.",
        readings.sectors,
        "secteurs",
    ),
    Axis(
        "chiffres",
        "Chiffres",
        "Tous les chiffres que les sources donnent, chacun avec ce qu’il mesure, pour quel périmètre et à quelle date.",
        "Rien n’est moyenné ni additionné : deux chiffres de périmètres différents ne se comparent pas.",
        readings.figures,
        "indicateurs",
    ),
    Axis(
        "stades",
        "Stade, alors et depuis",
        "Le premier stade que disent les sources, et le dernier connu.",
        "Ce que devient un pôle est ce que l’on sait le moins, et ce que l’on demande le plus.",
        readings.stages,
        {"alors": "Premier stade connu", "depuis": "Dernier stade connu"},
        by_words=True,
    ),
    Axis(
        "conditions",
        "Conditions et facteurs de succès",
        "Ce que les fiches de pratiques disent avoir aidé ou freiné, pôle par pôle.",
        "Ce sont des énoncés des acteurs eux-mêmes, rarement des évaluations.",
        readings.conditions,
        readings.CONDITIONS,
    ),
)

PRACTICE_AXES = _by_id(
    Axis("themes", "Thèmes", "De quoi parle la pratique.", "", readings.themes, "themes"),
    Axis("probleme", "Problème", "À quoi la pratique répond.", "", readings.problem, readings.TOLD),
    Axis("mise-en-oeuvre", "Mise en œuvre", "Comment s’y prendre.", "", readings.implementation, readings.TOLD),
    Axis("poles", "Pôles", "Où la pratique est attestée.", "", readings.poles, "roles_pole_pratique"),
    Axis(
        "role-de-la-collectivite",
        "Rôle de la collectivité",
        "Ce que fait la collectivité.",
        "",
        readings.authority_roles,
        "roles_collectivite",
    ),
    Axis("moyens", "Moyens", "Ce qu’il faut.", "", readings.means, "natures_moyen"),
    Axis("financement", "Financement", "Quel argent, et de qui.", "", readings.fundings, "types_financement"),
    Axis("resultats", "Résultats", "Effets constatés.", "", readings.results, readings.RESULTS),
    Axis("chiffres", "Chiffres", "Les chiffres que les sources donnent.", "", readings.figures, "indicateurs"),
    Axis("conditions", "Conditions, freins et limites", "Ce qui aide ou gêne.", "", readings.claims, readings.CLAIMS),
)

AXES = {"poles": POLE_AXES, "practices": PRACTICE_AXES}

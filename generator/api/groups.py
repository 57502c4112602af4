"""Receives nothing; gives the French name and meaning of each group of fields that the API publishes; never its fields."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Group:
    """What a component of the description is called, and what it means."""

    name: str
    meaning: str


GROUPS = {
    "Pole": Group("Pole", "Un pôle territorial de coopération économique, existant, en projet ou terminé."),
    "Practice": Group("Pratique", "Une pratique de coopération, avec les pôles qui l’attestent, ses conditions et ses limites."),
    "Actor": Group("Acteur", "Une organisation : structure de l’ESS, collectivité, réseau, entreprise, université."),
    "AuthorityRole": Group("RoleCollectivite", "Ce que fait une collectivité, à quel moment et avec quels moyens."),
    "Claim": Group("Enonce", "Un énoncé et les pôles pour lesquels il vaut."),
    "Contributor": Group("Contribution", "Une organisation qui a contribué à la fiche, et son rôle."),
    "Cooperation": Group("Cooperation", "Ce que des membres font ensemble."),
    "Edition": Group("Edition", "La vie éditoriale de la fiche : état, dates, contributions, relectures, licence."),
    "Event": Group("Evenement", "Un fait daté, arrivé ou annoncé."),
    "Funding": Group("Financement", "Une somme demandée, obtenue ou versée."),
    "Governance": Group("Gouvernance", "Comment les décisions se prennent."),
    "LegalForm": Group("FormeJuridique", "La forme juridique d’une organisation à partir d’une date."),
    "Means": Group("Moyen", "Une ressource dont la pratique a besoin."),
    "Membership": Group("Adhesion", "Une organisation qui prend part à un pôle ou à un réseau."),
    "Message": Group("MessagePublic", "Ce qu’un public devrait retenir."),
    "Observation": Group("Mesure", "Un chiffre : ce qui est mesuré, sa valeur, son unité, ce qui est imprimé, son périmètre."),
    "OtherName": Group("AutreNom", "Un autre nom sous lequel des sources connaissent la même chose."),
    "Party": Group("Partie", "Une organisation : l’identifiant de sa fiche, ou les mots de la source si elle n’en a pas."),
    "Place": Group("Lieu", "Un bâtiment ou un site, avec son rôle et la précision de sa position."),
    "Point": Group("Point", "Une position en degrés décimaux (WGS 84)."),
    "PoleUse": Group("PoleAttestant", "Un pôle où la pratique est attestée."),
    "PracticeTie": Group("LienPratique", "Un lien vers une autre pratique, et sa nature."),
    "Quotation": Group("Citation", "Quelques mots cités d’une organisation ou d’une fonction."),
    "Recognition": Group("Reconnaissance", "Un label ou une reconnaissance officielle."),
    "Relation": Group("Relation", "Un lien vers un autre pôle ou une autre organisation, et sa nature."),
    "Review": Group("Relecture", "Une relecture de la fiche par une organisation."),
    "ReviewAnswer": Group("ReponseDeGrille", "Une réponse de la grille de relecture."),
    "Section": Group("Rubrique", "Une partie du récit, dans l’ordre et sous l’intitulé de la source."),
    "Source": Group("Source", "Un document sur lequel la fiche repose."),
    "Stage": Group("Etape", "Un moment de la vie d’un pôle."),
    "Term": Group("Terme", "Un code d’une liste fermée, et ce qu’il veut dire."),
    "TerritoryTie": Group("LienTerritoire", "Un territoire que la fiche concerne, d’alors ou d’aujourd’hui."),
    "Vocabulary": Group("Vocabulaire", "Une liste fermée de termes."),
}

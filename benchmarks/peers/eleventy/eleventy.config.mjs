// Les fiches sont dans content/, l’habillage dans _includes/ : la page d’une fiche, puis son fichier JSON.
export default function (config) {
  config.addLayoutAlias("fiche", "fiche.11ty.mjs")
  config.addCollection("fiches", (api) => api.getAll().filter((page) => page.data.fiche))
  return { dir: { input: "content", includes: "../_includes", output: "site" }, markdownTemplateEngine: false, htmlTemplateEngine: false }
}

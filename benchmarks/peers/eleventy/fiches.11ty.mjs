export const data = {
  pagination: { data: "collections.fiches", size: 1, alias: "une" },
  permalink: ({ une }) => `${une.url}fiche.json`,
  eleventyExcludeFromCollections: true,
}

export function render({ une: { data, rawInput } }) {
  const { title: titre, resume, fiche, documents: sources, liens } = data
  return JSON.stringify({ titre, resume, fiche, recit: rawInput, sources, liens })
}

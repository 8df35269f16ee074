/** English singular of a plural noun, as far as names of lists need it. */
export function singular(name: string): string {
  if (/(people)$/i.test(name)) return name.replace(/people$/i, 'person')
  if (/(children)$/i.test(name)) return name.replace(/ren$/i, '')
  if (/(movies|cookies|series|species)$/i.test(name)) return name.replace(/(?<!er|ec)(ie)s$/i, '$1')
  if (/ies$/i.test(name)) return name.replace(/ies$/i, 'y')
  if (
    /(sses|xes|ches|shes|uses|iases)$/i.test(name) &&
    !/(causes|houses|clauses|excuses)$/i.test(name)
  ) {
    return name.replace(/es$/i, '')
  }
  return /[^sui]s$/i.test(name) && !/news$/i.test(name) ? name.slice(0, -1) : name
}

/** English plural of a noun, as far as paths need it. */
export function plural(name: string): string {
  if (/person$/i.test(name)) return name.replace(/person$/i, 'people')
  if (/(ss|x|ch|sh|us)$/i.test(name)) return `${name}es`
  if (/s$/i.test(name)) return name
  return /[^aeiou]y$/i.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`
}

/** English singular of a plural noun, as far as names of lists need it. */
export function singular(name: string): string {
  if (/ies$/i.test(name)) return name.replace(/ies$/i, 'y')
  if (/(ses|xes|ches|shes)$/i.test(name)) return name.replace(/es$/i, '')
  return /[^s]s$/i.test(name) ? name.slice(0, -1) : name
}

/** English plural of a noun, as far as paths need it. */
export function plural(name: string): string {
  if (/s$/i.test(name)) return name
  return /[^aeiou]y$/i.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`
}
